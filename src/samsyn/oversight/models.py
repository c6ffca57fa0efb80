"""Traces that something is going on, whether anybody documented it or not."""

from __future__ import annotations

from django.db import models

from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Municipality, Owned, Person, Succession, Unit


class Trace(Owned):
    """A sign from outside the register of an initiative: a budget row, a decision, a purchase, a system [spår]."""

    KINDS = [
        ("budget", "Budget"),
        ("minutes", "Protokoll"),
        ("procurement", "Upphandling"),
        ("system", "Systemregister"),
        ("ledger", "Redovisning"),
        ("invoice", "Leverantörsfaktura"),
        ("plan", "Plan"),
        ("commission", "Uppdrag"),
    ]
    PAID = ("ledger", "invoice")
    kind = models.CharField(max_length=12, choices=KINDS)
    origin = models.CharField(max_length=160)
    title = models.CharField(max_length=300)
    amount = models.BigIntegerField(null=True, blank=True)
    seen_on = models.DateField()
    initiative_number = models.PositiveIntegerField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    line = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    key = models.CharField(max_length=160, blank=True)
    """What tells the same sign from the same source again when it is gathered anew."""
    supplier = models.CharField(max_length=120, blank=True)
    project = models.CharField(max_length=40, blank=True)
    diary = models.CharField(max_length=60, blank=True)
    quote = models.CharField(max_length=500, blank=True)
    counts = models.BooleanField(default=True)
    """Whether it is something known by itself; of several years of one thing only the latest is."""
    dismissed = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    """Whether a person has said what it is; then no key says otherwise."""
    why = models.CharField(max_length=500, blank=True)
    history = Versions()

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "body", "initiative_number"]),
            models.Index(fields=["municipality", "kind", "body"], name="trace_by_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "origin"], name="trace_once_per_origin")
        ]


class Transfer(models.Model):
    """That a row goes from one owner to the next in a change of the organisation, and when it did [flytt]."""

    succession = models.ForeignKey(Succession, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()
    ref = models.CharField(max_length=120)
    source_name = models.CharField(max_length=120)
    target_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    target_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    target_name = models.CharField(max_length=120)
    by = models.CharField(max_length=200)
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["-moved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["succession", "kind", "row"], name="moved_once_per_change")
        ]


class Reminded(models.Model):
    """That somebody got the digest of a day, with how many things it told of [påmind]."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    things = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="reminded_once_a_day")]


class CalendarLink(models.Model):
    """That a person has got another address of the own calendar, how often, and whether it is open [kalenderadress]."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    turn = models.PositiveIntegerField(default=0)
    shut = models.BooleanField(default=False)
    changed_at = models.DateTimeField()


class SavedView(models.Model):
    """A name for what an address shows of a list or a sum, the maker's own or shared [sparad vy]."""

    SHARED = [("own", "Bara jag"), ("board", "Min nämnd"), ("municipality", "Hela kommunen")]
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The board that it is shared with."""
    name = models.CharField("Namn", max_length=80)
    address = models.TextField()
    """Path and words of the address; what it shows is read with the reader's own rights."""
    shared = models.CharField("Delas med", max_length=12, choices=SHARED, default="own")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_named_once")]

    def __str__(self) -> str:
        return self.name
