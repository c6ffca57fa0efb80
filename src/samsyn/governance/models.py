"""The governance model: what it asks for, and how bodies are judged against it."""

from __future__ import annotations

from django.db import models

from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body, Municipality

ASSESSORS = [("own", "Nämnden själv"), ("city_office", "Stadskontoret"), ("auditors", "Revisorerna")]


class GoverningDocument(models.Model):
    """A document that steers: a model, guideline, programme, reporting instruction or strategy [styrdokument]."""

    KINDS = [
        ("model", "Modell"),
        ("guideline", "Riktlinje"),
        ("programme", "Program"),
        ("instruction", "Anvisning för rapportering"),
        ("strategy", "Strategi"),
    ]
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KINDS, default="model")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "title"], name="steering_titled_once")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """An edition of a governing document, in force for a time by a decision; without days a draft [version]."""

    LEVELS = [
        ("council", "Kommunfullmäktige"),
        ("executive", "Kommunstyrelsen"),
        ("board", "Nämnd"),
        ("committee", "Utskott"),
        ("delegate", "Tjänsteperson på delegation"),
    ]
    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=20)
    prepared_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=10, choices=LEVELS, blank=True)
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    history = Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "label"], name="version_labelled_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(valid_from__isnull=False, valid_to=None),
                name="one_version_open_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="version_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.label}"


class Clause(models.Model):
    """A numbered piece of a version that can be pointed at [klausul]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="clause_numbered_once")]

    def __str__(self) -> str:
        return self.number


class Obligation(models.Model):
    """Who shall do what, by a clause [skyldighet]."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="obligations")
    who = models.CharField(max_length=120)
    shall = models.CharField(max_length=20)
    what = models.TextField()
    sentence = models.TextField()
    confirmed_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["clause__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["clause", "sentence", "who"], name="obligation_once")]

    def __str__(self) -> str:
        return f"{self.who} {self.shall} {self.what}"


class Evidence(models.Model):
    """What shows that a body meets an obligation [belägg]."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="evidence")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=120, blank=True)
    note = models.TextField()
    day = models.DateField()
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()


class Compliance(models.Model):
    """How well a body follows a clause, as somebody judged it on a day [efterlevnad]."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="compliance")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    assessor = models.CharField(max_length=12, choices=ASSESSORS)
    verdict = models.CharField(max_length=30, choices=Verdict.choices())
    day = models.DateField()
    note = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clause", "assessor", "body", "day"])]


class Feedback(models.Model):
    """What a body says of a clause, and the answer it got [återkoppling]."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="feedback")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.CharField(max_length=120)
    asked_on = models.DateField()
    answer_due = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    history = Versions()

    class Meta:
        ordering = ["answer_due", "pk"]


class Claim(models.Model):
    """Who a document says decides something or answers for it [utsaga]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10)
    bodies = models.CharField(max_length=300)
    what = models.CharField(max_length=160)
    key = models.CharField(max_length=200)
    page = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    sentence = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "role", "key"])]


class Requirement(models.Model):
    """A fact that the model asks of an initiative; the minimum ones make it documented [minimikrav]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="requirements")
    field = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    clause = models.CharField(max_length=20)
    tab = models.CharField(max_length=20, default="styrning")
    minimum = models.BooleanField(default=True)

    class Meta:
        ordering = ["clause", "pk"]

    def __str__(self) -> str:
        return self.label


class Goal(models.Model):
    """A goal that the council set, for initiatives to serve [mål]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Assessment(models.Model):
    """A verdict on a body's steering on a day, by the body itself, the city office or the auditors [bedömning]."""

    ASSESSORS = ASSESSORS
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    assessor = models.CharField(max_length=12, choices=ASSESSORS)
    verdict = models.CharField(max_length=30, choices=Verdict.choices())
    day = models.DateField()
    decided_paragraph = models.CharField(max_length=40, blank=True)
    history = Versions()
