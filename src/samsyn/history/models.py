"""Who did what, when and why; where every value came from."""

from __future__ import annotations

from django.db import models


class Act(models.Model):
    """One thing somebody did: who, what, to which reference, why; chained by hash, tied to no row [händelse]."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    ref = models.CharField(max_length=120)
    sentence = models.TextField()
    why = models.TextField(blank=True)
    body_id = models.BigIntegerField(null=True)
    secret = models.BooleanField(default=False)
    details = models.TextField(default="{}")
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["ref"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.sentence}"


class ChainHead(models.Model):
    """The last link of the chain, one row; locked while an act is added [kedjans slut]."""

    act_id = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)


class Source(models.Model):
    """A file that values were read from, known by its checksum [källa]."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    path = models.CharField(max_length=255)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Quote(models.Model):
    """The very words a value rests on, with page and line or cell [citat]."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="quotes")
    ref = models.CharField(max_length=120)
    field = models.CharField(max_length=60)
    page = models.PositiveIntegerField(null=True)
    line = models.PositiveIntegerField(null=True)
    cell = models.CharField(max_length=40, blank=True)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["ref", "field"])]

    def __str__(self) -> str:
        return self.text[:80]
