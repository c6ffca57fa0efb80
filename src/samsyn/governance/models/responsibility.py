"""Who answers for what: activities, the letters of the matrix, and questions of responsibility."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.steering import Clause
from samsyn.governance.rules.holding import LETTERS
from samsyn.history.versions import Versions
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.models import Body, Municipality


class Activity(models.Model):
    """Something that exactly one must answer for [aktivitet]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    area = models.CharField(max_length=80, blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history = Versions()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["municipality", "title"], name="activity_titled_once")]

    def __str__(self) -> str:
        return self.title


class Responsibility(models.Model):
    """A letter of the matrix: what a body or role is to an activity, for a time, by a decision [ansvar]."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="responsibilities")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=120, blank=True)
    letter = models.CharField(max_length=1, choices=list(LETTERS.items()))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # An A that a second source gives beside the one that holds, kept until somebody settles it.
    disputed = models.BooleanField(default=False)
    history = Versions()

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"],
                condition=models.Q(letter="A", valid_to=None, disputed=False),
                name="one_responsible_open_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="responsibility_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) | ~models.Q(role=""),
                name="responsibility_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.who}"

    @property
    def who(self) -> str:
        """Return the body, the role, or the role at the body."""
        body = self.body.name if self.body else ""
        return f"{self.role}, {body}" if self.role and body else self.role or body

    @property
    def decision(self) -> DecisionRef:
        """Return the decision that gave it."""
        return DecisionRef(self.decided_body, self.decided_on, self.decided_paragraph)


class ResponsibilityQuestion(models.Model):
    """What a board asks about who answers for something, the answer, and what it changed [ansvarsfråga]."""

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.CharField(max_length=120)
    asked_on = models.DateField()
    answer_due = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responsibility = models.ForeignKey(
        Responsibility, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Versions()

    class Meta:
        ordering = ["answer_due", "pk"]
