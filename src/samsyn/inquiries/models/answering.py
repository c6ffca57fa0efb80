"""What recipients answer, the viewpoints in it, and what became of each."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models import Clause
from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.inquiries.models.sending import Question, Recipient, Theme
from samsyn.kit.scales import Stance


class Reply(models.Model):
    """An answer to an inquiry in one of its versions: drafted, decided by the body, sent [remissvar]."""

    STATES = [("draft", "Utkast"), ("decided", "Beslutat"), ("sent", "Skickat")]
    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="replies")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    stance = models.CharField(max_length=20, choices=Stance.choices(), blank=True)
    summary = models.TextField(blank=True)
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)
    # None until it is sent. The valid one of many is the last sent with a decision, else the last sent.
    received_on = models.DateField(null=True, blank=True)
    # Came after the inquiry was taken back: it counts when the one that asked says so.
    aside = models.BooleanField(default=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=120)
    history = Versions()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["recipient", "number"], name="reply_numbered_once")]


class Answer(models.Model):
    """What a reply says to one question, or under a heading of its own where there is none [svar]."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    order = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    stance = models.CharField(max_length=20, choices=Stance.choices(), blank=True)
    history = Versions()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "question"],
                condition=models.Q(question__isnull=False),
                name="question_answered_once",
            )
        ]


class Viewpoint(models.Model):
    """One thing that a reply asks for or supports, with the words it rests on [synpunkt]."""

    KINDS = [("request", "Önskemål"), ("support", "Stöd")]
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="viewpoints")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=KINDS)
    stance = models.CharField(max_length=20, choices=Stance.choices(), blank=True)
    text = models.TextField()
    quote = models.TextField(blank=True)
    # Of the file that the reply came in; a reply written here has none.
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120)
    history = Versions()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "order"], name="viewpoint_ordered_once")]


class Disposition(models.Model):
    """What the sender does with a viewpoint, why, and the clause that it changes [bemötande]."""

    OUTCOMES = [("beaktas", "Beaktas"), ("delvis", "Beaktas delvis"), ("ej", "Beaktas ej")]
    viewpoint = models.OneToOneField(Viewpoint, on_delete=models.CASCADE, related_name="disposition")
    outcome = models.CharField(max_length=8, choices=OUTCOMES)
    why = models.TextField(blank=True)
    # The clause as the sender writes it is `clause_text`; `clause` is its row where we have it.
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    clause_text = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=120)
    day = models.DateField()
    history = Versions()
