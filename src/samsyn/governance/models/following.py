"""What clauses ask of whom, what shows it, and how bodies are judged."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.steering import Clause
from samsyn.history.versions import Versions
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body

ASSESSORS = [("own", "Nämnden själv"), ("city_office", "Stadskontoret"), ("auditors", "Revisorerna")]


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


class Assessment(models.Model):
    """A verdict on a body's steering on a day, by the body itself, the city office or the auditors [bedömning]."""

    ASSESSORS = ASSESSORS
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    assessor = models.CharField(max_length=12, choices=ASSESSORS)
    verdict = models.CharField(max_length=30, choices=Verdict.choices())
    day = models.DateField()
    decided_paragraph = models.CharField(max_length=40, blank=True)
    history = Versions()
