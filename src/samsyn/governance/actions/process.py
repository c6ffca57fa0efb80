"""Phases, gates, requirements and handbook of a draft, edited one by one (R06, R07)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.governance.actions.asking import MODELS, Advice, Asked, Item, Passage, Step
from samsyn.governance.actions.clauses import require_draft
from samsyn.governance.actions.steering import SteeringError, tell
from samsyn.governance.models import Gate, HandbookEntry, ModelPhase, Requirement, Version
from samsyn.governance.models.process import ALWAYS, FACTS, PHASES
from samsyn.kit.actors import Actor

_KNOWN_BY: dict[type[Item], tuple[str, ...]] = {
    Step: ("key",), Passage: ("phase",), Asked: ("field",), Advice: ("phase", "field")
}  # fmt: skip
_NAMES = {Step: "Fasen", Passage: "Beslutspunkten", Asked: "Kravet", Advice: "Handbokstexten"}


@transaction.atomic
def put(*, by: Actor, at: datetime, version: Version, item: Item) -> None:
    """Add a phase, a gate, a requirement or a handbook text to a draft, in the place of the one it is known by there.

    Raises SteeringError when the version is no draft, or the item speaks of a phase or a field that there is not.
    """
    require_draft(by, at, version)
    _check(version, item)
    values: dict[str, Any] = asdict(item)
    known = {name: values.pop(name) for name in _KNOWN_BY[type(item)]}
    MODELS[type(item)].objects.update_or_create(version=version, **known, defaults=values)
    sentence = f"{_NAMES[type(item)]} {_name(item)} sattes i {version}."
    tell(by, at, "put", version, sentence)


def _name(item: Item) -> str:
    if isinstance(item, Advice):
        place = item.field or item.phase
        return dict((*PHASES, *FACTS, *ALWAYS)).get(place, place).lower()
    return item.label


def _check(version: Version, item: Item) -> None:
    """Raise SteeringError when the item points at nothing."""
    phase = item.key if isinstance(item, Step) else item.phase
    if phase and phase not in dict(PHASES):
        raise SteeringError(f"Fasen {phase} finns inte. Välj en av faserna på vägen.")
    if not isinstance(item, Step) and phase and not version.phases.filter(key=phase).exists():
        raise SteeringError(f"Fasen {dict(PHASES)[phase]} finns inte i {version}. Lägg upp fasen först.")
    if isinstance(item, Asked) and item.field not in dict(FACTS):
        raise SteeringError(f"Uppgiften {item.field} finns inte i registret. Välj en uppgift ur listan.")
    if isinstance(item, Advice):
        if item.field and item.field not in dict((*FACTS, *ALWAYS)):
            raise SteeringError(f"Fältet {item.field} finns inte i registret. Välj ett fält ur listan.")
        if not (item.field or item.phase):
            raise SteeringError("Välj en fas eller ett fält som texten handlar om.")


@transaction.atomic
def take_out(*, by: Actor, at: datetime, row: ModelPhase | Gate | Requirement | HandbookEntry) -> None:
    """Take a phase, a gate, a requirement or a handbook text out of a draft; raises SteeringError.

    A phase that a gate, a requirement or the handbook speaks of stays.
    """
    version = row.version
    require_draft(by, at, version)
    if isinstance(row, ModelPhase):
        for model, what in (
            (Gate, "en beslutspunkt"),
            (Requirement, "ett krav"),
            (HandbookEntry, "en handbokstext"),
        ):
            if model.objects.filter(version=version, phase=row.key).exists():
                raise SteeringError(f"På fasen {row.label} hänger {what}. Ta bort det först.")
    kind = next(kind for kind, model in MODELS.items() if isinstance(row, model))
    tell(by, at, "take_out", version, f"{_NAMES[kind]} togs bort ur {version}.")
    row.delete()
