"""What the auditors found and what became of it."""

from __future__ import annotations

from django.db import models

from samsyn.cases.models import Case
from samsyn.governance.models import Assessment
from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Owned


class Audit(Owned):
    """An audit with its overall verdict; `body` is the auditors [granskning]."""

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    day = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=30, choices=Verdict.choices(), blank=True)
    answer_due = models.DateField(null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="audit_numbered_once")]

    @property
    def ref(self) -> Ref:
        """Return the reference people use, such as G-0002."""
        return numbered("G", self.number)

    def __str__(self) -> str:
        return self.title


class Recommendation(Owned):
    """What the auditors ask one body to do; `body` is the addressee [rekommendation]."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    addressee = models.CharField(max_length=120)
    history = Versions()

    class Meta:
        ordering = ["number"]

    @property
    def ref(self) -> Ref:
        """Return the reference people use, such as R-0002.5."""
        return Ref(f"R-{self.audit.number:04d}.{self.number}")


class Measure(models.Model):
    """What a body does about a recommendation, by when, and on which condition [åtgärd]."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="measures")
    text = models.TextField()
    owner = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    initiative_number = models.PositiveIntegerField(null=True, blank=True)
    conditional_on = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Versions()


class FollowUp(models.Model):
    """How far a body has come with a recommendation, as somebody judged it on a day [uppföljning]."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="follow_ups")
    assessor = models.CharField(max_length=12, choices=Assessment.ASSESSORS)
    verdict = models.CharField(max_length=30, choices=Verdict.choices())
    day = models.DateField()
    history = Versions()
