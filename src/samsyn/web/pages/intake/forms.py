"""What a reviewer posts: yes, no or the right value for each proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast, get_args

from samsyn.intake.actions import Decision
from samsyn.intake.models import Proposal
from samsyn.intake.recognisers.values import Force, Kind
from samsyn.kit.scales import Verdict

Posted = Mapping[str, str]
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "force": get_args(Force),
    "verdict": tuple(verdict.value for verdict in Verdict),
}


def decisions(posted: Posted, proposals: Iterable[Proposal]) -> tuple[dict[int, Decision], dict[int, str]]:
    """Return the decisions by proposal id, and for those that cannot be taken the sentence that says why."""
    taken: dict[int, Decision] = {}
    errors: dict[int, str] = {}
    for proposal in proposals:
        verdict = posted.get(f"verdict-{proposal.pk}", "")
        if verdict == "corrected":
            value = corrected(posted, proposal)
            problem = next(
                filter(None, (wrong(key, text) for key, text in _leaves(proposal.field, value))), ""
            )
            if problem:
                errors[proposal.pk] = problem
            else:
                taken[proposal.pk] = Decision("corrected", value)
        elif verdict in ("accepted", "rejected"):
            taken[proposal.pk] = Decision(cast(Any, verdict))
    return taken, errors


def corrected(posted: Posted, proposal: Proposal) -> Any:
    """Return the value as typed, in the shape of the proposed one; an empty text in a part means that it is missing."""
    name = f"value-{proposal.pk}"
    if not isinstance(proposal.value, dict):
        return posted.get(name, "").strip()
    return {key: _part(posted.get(f"{name}-{key}"), old) for key, old in proposal.value.items()}


def _part(typed: str | None, old: Any) -> Any:
    if isinstance(old, bool):
        return old if typed is None else typed == "True"
    if isinstance(old, list):
        return old if typed is None else [part.strip() for part in typed.split(",") if part.strip()]
    return old if typed is None else typed.strip() or None


def _leaves(field: str, value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else [(field, value)]


def wrong(key: str, value: Any) -> str:
    """Return the sentence about a value that cannot stand under that name, or nothing."""
    if key in ("date", "from", "asked") and value:
        try:
            date.fromisoformat(str(value))
        except ValueError:
            return f"”{value}” är inget datum. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2026-08-31."
    if key in _CHOICES and value not in _CHOICES[key]:
        return f"”{value}” går inte att använda här. Välj ett av {', '.join(_CHOICES[key])}."
    if value == "":
        return "Skriv rätt värde, eller välj Avvisa om uppgiften inte finns i handlingen."
    return ""
