"""What a body does with digital means, the way it goes, how it goes and what it is thought to cost."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models import DecisionRule, Goal, Version
from samsyn.history.versions import Versions
from samsyn.kit import phases
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.scales import Risk, Scale, State
from samsyn.organisation.models import Owned, Unit

Phase = phases.Phase
ENDED = (Phase.RETIRED, Phase.REFUSED, Phase.STOPPED)


class Source(Scale):
    """Who pays (finansieringskälla)."""

    OWN = "own", "Nämndens egen budget"
    TRANSFER = "transfer", "Kommunbidrag till servicenämnden"
    POOL = "pool", "Central pott"
    STATE = "state", "Statsbidrag"
    UNKNOWN = "unknown", "Ej angiven källa"


class Initiative(Owned):
    """Something a body does to change how it works with digital means [initiativ]."""

    TRACKS = phases.TRACKS
    REACHES = DecisionRule.REACHES
    number = models.PositiveIntegerField()
    version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Modellversion",
    )
    """The version of the model that it follows; without one, whichever is in force."""
    draft = models.BooleanField(default=False)
    title = models.CharField("Namn", max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Enhet"
    )
    problem = models.TextField("Vilket problem löser det, för vem?", blank=True)
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Mål i budgeten"
    )
    track = models.CharField("Spår", max_length=10, choices=TRACKS, default="project")
    reach = models.CharField("Vilka berörs?", max_length=10, choices=REACHES, default="one")
    process = models.CharField("Arbetsprocess", max_length=120, blank=True)
    principle = models.BooleanField("Principiell betydelse", default=False)
    contact = models.CharField("Kontakt", max_length=120, blank=True)
    owner = models.CharField("Projektägare", max_length=120, blank=True)
    phase = models.CharField("Fas", max_length=14, choices=Phase.choices(), default="need")
    phase_since = models.DateField(null=True, blank=True)
    start = models.DateField("Start", null=True, blank=True)
    start_precision = models.CharField(max_length=10, blank=True)
    start_raw = models.CharField(max_length=300, blank=True)
    end = models.DateField("Slut", null=True, blank=True)
    end_precision = models.CharField(max_length=10, blank=True)
    end_raw = models.CharField(max_length=300, blank=True)
    baseline_end = models.DateField(null=True, blank=True)
    baseline_end_precision = models.CharField(max_length=10, blank=True)
    baseline_end_raw = models.CharField(max_length=300, blank=True)
    funding = models.CharField("Källa", max_length=10, choices=Source.choices(), blank=True)
    decision = models.CharField("Beslut", max_length=60, blank=True)
    state = models.CharField("Läge", max_length=10, choices=State.choices(), default="none")
    state_scale = models.CharField(max_length=40, default="samsyn")
    state_raw = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    risk = models.CharField("Risk", max_length=8, choices=Risk.choices(), default="none")
    category = models.CharField(max_length=120, blank=True)
    external_scheme = models.CharField(max_length=40, blank=True)
    external_key = models.CharField(max_length=160, blank=True)
    external_key_raw = models.CharField(max_length=160, blank=True)
    edition = models.CharField(max_length=20, blank=True)
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    """The initiative that it was copied from when it was registered."""
    narratives = models.JSONField(default=dict, blank=True)
    source_values = models.JSONField(default=dict, blank=True)
    """What the imported register said last, field by field as text, unmapped columns too."""
    history = Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="initiative_numbered_once")
        ]
        indexes = [
            models.Index(fields=["municipality", "body", "phase"]),
            models.Index(fields=["municipality", "external_scheme", "external_key"]),
            models.Index(fields=["municipality", "title"]),
        ]

    @property
    def ref(self) -> Ref:
        """Return the reference people use, such as I-0147."""
        return numbered("I", self.number)

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class PhaseChange(models.Model):
    """That an initiative went to another phase, what it lacked at the gates, who said yes; never changed [fasbyte]."""

    OUTCOMES = [("met", "Godkänd"), ("deviation", "Med avsteg")]
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="phase_changes")
    before = models.CharField(max_length=14, choices=Phase.choices())
    after = models.CharField(max_length=14, choices=Phase.choices())
    day = models.DateField()
    gate = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, blank=True)
    missing = models.TextField(blank=True)
    why = models.TextField(blank=True)
    decider = models.CharField(max_length=120, blank=True)
    decision = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]


class StatusReport(models.Model):
    """How it goes, what has happened, what others need to know or decide; never changed after [lägesrapport]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="reports")
    day = models.DateField()
    state = models.CharField("Hur går det?", max_length=10, choices=State.choices())
    happened = models.TextField("Vad har hänt?", blank=True)
    needs = models.TextField("Vad behöver andra veta eller besluta?", blank=True)
    nothing_new = models.BooleanField(default=False)
    reporter = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["initiative", "-day"])]


class CostEstimate(models.Model):
    """What an initiative is thought to cost in all: a number, empty or withheld [kostnadsbedömning]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="estimates")
    edition = models.CharField(max_length=20, blank=True)
    day = models.DateField()
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="SEK")
    withheld = models.TextField(blank=True)
    raw = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minor=None) | models.Q(withheld=""), name="cost_is_known_or_withheld"
            )
        ]


class Milestone(models.Model):
    """A point on the way with a planned day [milstolpe]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    planned = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["planned"]
