"""What steers: documents in versions with clauses, and what other documents say of who decides."""

from __future__ import annotations

from django.db import models

from samsyn.cases.models import Document
from samsyn.governance.rules.deciding import LEVELS
from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.organisation.models import Municipality


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

    LEVELS = list(LEVELS.items())
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
    letter = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The official letter with which it was put forward."""
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
