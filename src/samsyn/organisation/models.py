"""Municipalities, bodies, people and the roles that give them rights."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.rules import Role


class Municipality(models.Model):
    """A municipality, the root of everything it owns [kommun]."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A council, board or committee with a diary of its own [organ]."""

    KINDS = [
        ("council", "Fullmäktige"),
        ("executive", "Styrelse"),
        ("board", "Nämnd"),
        ("committee", "Utskott"),
        ("advisory", "Råd"),
        ("auditors", "Revisorer"),
    ]
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=10, choices=KINDS, default="board")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20, blank=True)
    diary_code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="committees"
    )
    confirmed = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="body_named_once")]

    def __str__(self) -> str:
        return self.name


class Administration(models.Model):
    """The office that works for a body [förvaltning]."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="administrations")
    name = models.CharField(max_length=120)
    history = Versions()

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of a body's administration, such as an IT unit, for a time [enhet]."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="units")
    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    name = models.CharField(max_length=120)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A change of the organisation from a day, by a decision; withdrawn, never changed after [organisationsändring]."""

    KINDS = [
        ("formed", "Bildas"),
        ("merged", "Slås samman"),
        ("split", "Delas"),
        ("renamed", "Byter namn"),
        ("moved", "Flyttas"),
        ("closed", "Upphör"),
    ]
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS)
    day = models.DateField()
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    effected_at = models.DateTimeField(null=True, blank=True)
    """When new names and places were written; the days of bodies and units are written at once."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class SuccessionPart(models.Model):
    """What became what in a change: a body, or a unit of a body, as it was called then [del av ändring]."""

    SHARES = [("whole", "Hela"), ("part", "En del"), ("remainder", "Resten")]
    succession = models.ForeignKey(Succession, on_delete=models.CASCADE, related_name="parts")
    source_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    source_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    source_name = models.CharField(max_length=120, blank=True)
    target_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    target_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    target_name = models.CharField(max_length=120)
    share = models.CharField(max_length=9, choices=SHARES, default="whole")

    class Meta:
        ordering = ["pk"]


class BodyAlias(models.Model):
    """Another name that texts use for a body, for a time, and who taught us so [alias]."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=160)
    key = models.CharField(max_length=160)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    learned_from = models.CharField(max_length=255, blank=True)
    confirmed_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["body", "key"], name="alias_once_a_body")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody with a task in the municipality, with or without an account [person]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    erased_on = models.DateField(null=True, blank=True)
    """When the name and all that goes with it were taken away for good."""

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account to sign in with; what it may do comes from its person's roles [användare]."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account"
    )


class RoleHolding(models.Model):
    """A role that a person holds at a body, or in the whole municipality, for a time [uppdrag]."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="roles")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class Series(models.Model):
    """The last number given in a municipality's own series, such as I for initiatives [nummerserie]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    prefix = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "prefix"], name="one_counter_per_series")
        ]


class Owned(models.Model):
    """What a body owns and may have marked as secret: the columns that the policy looks at [ägd rad]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    secrecy_ground = models.CharField("Sekretessgrund", max_length=120, blank=True)
    secrecy_owner = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
