"""Ask, answer, compile: so far the referral as it is sent and who has answered."""

from __future__ import annotations

from django.db import models

from samsyn.cases.models import Case
from samsyn.history.versions import Versions
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Body, Owned


class Inquiry(Owned):
    """A question to many with one last day; `body` is the one that asks [remiss]."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    decision = models.CharField(max_length=60, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    history = Versions()

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One of the questions asked [fråga]."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["order"]


class Recipient(models.Model):
    """One that is asked, as it was called then, and what it answered [remissinstans]."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=160)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    own_case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_on = models.DateField(null=True, blank=True)
    stance = models.CharField(max_length=20, choices=Stance.choices(), blank=True)
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inquiry", "name"], name="recipient_once")]
