"""What a version asks of an initiative: its phases, the gates between, the facts it wants and the handbook's words."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.steering import Version
from samsyn.kit.phases import TRACKS, WAY

PHASES = [(phase.value, phase.label) for phase in WAY]
FACTS = [
    ("problem", "Problem och målgrupp"), ("goal", "Mål i budgeten"), ("contact", "Kontakt"),
    ("owner", "Projektägare"), ("start", "Start"), ("end", "Slut"), ("baseline_end", "Ursprungligt slut"),
    ("cost", "Kostnad"), ("funding", "Finansieringskälla"), ("decision", "Beslut"), ("risk", "Bedömd risk"),
    ("state", "Läge"), ("reported_on", "Lägesrapport någon gång"), ("report", "Lägesrapport de senaste 60 dagarna"),
    ("milestones", "Milstolpar"), ("plan", "Tidplan utan passerade milstolpar"), ("benefits", "Nyttor"),
    ("benefit_owner", "Ägare till varje nytta"), ("efficiency", "Inre effektivitet: läget i dag, spann, ägare, mätdag"),
    ("category", "Kategori"),
]  # fmt: skip
"""What a version may ask for, by the register's names."""
ALWAYS = [
    ("title", "Namn"), ("track", "Spår"), ("body", "Nämnd"), ("reach", "Vilka berörs"), ("happened", "Vad har hänt"),
    ("needs", "Vad andra behöver veta"), ("phase", "Fas"),
]  # fmt: skip
"""Fields that are never empty or belong to a report; the handbook may speak of them too."""


class ModelPhase(models.Model):
    """A phase as a version of the model names and describes it, on both tracks or one [modellens fas]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="phases")
    key = models.CharField(max_length=14, choices=PHASES)
    label = models.CharField(max_length=60)
    purpose = models.TextField(blank=True)
    track = models.CharField(max_length=10, choices=TRACKS, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="phase_once_in_version")]

    def __str__(self) -> str:
        return self.label


class Gate(models.Model):
    """The point where it is decided whether an initiative goes into a phase [beslutspunkt]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="gates")
    phase = models.CharField(max_length=14, choices=PHASES)
    label = models.CharField(max_length=80)
    decides = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "phase"], name="gate_once_before_phase")]

    def __str__(self) -> str:
        return self.label


class Requirement(models.Model):
    """A fact that the model asks of an initiative from a phase on; the minimum ones make it documented [minimikrav]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="requirements")
    field = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    clause = models.CharField(max_length=20)
    tab = models.CharField(max_length=20, default="styrning")
    minimum = models.BooleanField(default=True)
    phase = models.CharField(max_length=14, choices=PHASES, blank=True)

    class Meta:
        ordering = ["clause", "pk"]

    def __str__(self) -> str:
        return self.label


class HandbookEntry(models.Model):
    """What the handbook says of a phase, or of a field in a form [handbokstext]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="handbook")
    phase = models.CharField(max_length=14, choices=PHASES, blank=True)
    field = models.CharField(max_length=40, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    clause = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "phase", "field"], name="handbook_once_for_step")
        ]

    @property
    def field_label(self) -> str:
        """Return what the field is called."""
        return dict((*FACTS, *ALWAYS)).get(self.field, self.field)
