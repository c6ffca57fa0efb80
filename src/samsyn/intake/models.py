"""Files that came in, what was read from them, and what people said about it."""

from __future__ import annotations

from django.db import models

from samsyn.history.models import Source
from samsyn.organisation.models import Body, Municipality


class MappingProfile(models.Model):
    """Which column of a table means what; data that an administrator edits [mappningsprofil]."""

    name = models.CharField(max_length=80, unique=True)
    scheme = models.CharField(max_length=40)
    definition = models.JSONField()

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """One reading of one file: a document to review or a table that was run [inläsning]."""

    KINDS = [("document", "Handling"), ("table", "Tabell")]
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    received_by = models.CharField(max_length=120)
    received_at = models.DateTimeField()
    lines = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    profile = models.ForeignKey(MappingProfile, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.source.name


class Workbook(models.Model):
    """A body's part of the register as filled in in a spreadsheet, with what has been saved from it [arbetsbok]."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    received_by = models.CharField(max_length=120)
    received_at = models.DateTimeField()
    saved = models.PositiveIntegerField(default=0)
    """How many rows have been saved from it."""
    made = models.JSONField(default=dict)
    """The keys that its new rows got, by their places in the file."""

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.source.name


class Ruling(models.Model):
    """What somebody decided at once, and what was filed from it, so that it can be taken back [avgörande]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    count = models.PositiveIntegerField()
    files = models.CharField(max_length=300)
    # By model: the keys of the rows it added, and what it filled in on rows without versions as [before, after].
    filed = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    first_act = models.BigIntegerField()
    last_act = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by_kind", "by_id", "undone_at"])]


class Proposal(models.Model):
    """One value read from a document, with its quoted line, waiting for somebody's yes [förslag]."""

    STATES = [("open", "Öppet"), ("accepted", "Godtaget"), ("corrected", "Rättat"), ("rejected", "Avvisat")]
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="proposals")
    document = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=40)
    value = models.JSONField()
    page = models.PositiveIntegerField(null=True)
    line = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    confidence = models.FloatField()
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    corrected = models.JSONField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, null=True, related_name="proposals")

    class Meta:
        ordering = ["document", "number"]
        indexes = [models.Index(fields=["state", "confidence"]), models.Index(fields=["state", "field"])]
        constraints = [
            models.UniqueConstraint(fields=["upload", "document", "number"], name="proposal_numbered_once")
        ]
