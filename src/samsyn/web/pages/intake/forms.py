"""What a reviewer posts: yes, no or the right value for each proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from samsyn.intake.actions import Decision
from samsyn.intake.models import Proposal
from samsyn.web.pages.intake.shape import typed, wrong

Posted = Mapping[str, str]


def named(proposal: Proposal, key: str) -> str:
    """Return the name of the field where a part of a proposal's right value is typed."""
    return f"value-{proposal.pk}-{key}" if key else f"value-{proposal.pk}"


def decisions(posted: Posted, proposals: Iterable[Proposal]) -> tuple[dict[int, Decision], dict[int, str]]:
    """Return the decisions by proposal id, and for those that cannot be taken the sentence that says why."""
    taken: dict[int, Decision] = {}
    errors: dict[int, str] = {}
    for proposal in proposals:
        verdict = posted.get(f"verdict-{proposal.pk}", "")
        if verdict == "corrected":
            value = corrected(posted, proposal)
            if problem := wrong(proposal.field, value):
                errors[proposal.pk] = problem
            else:
                taken[proposal.pk] = Decision("corrected", value)
        elif verdict in ("accepted", "rejected"):
            taken[proposal.pk] = Decision(cast(Any, verdict))
    return taken, errors


def corrected(posted: Posted, proposal: Proposal) -> Any:
    """Return the right value as typed, in the shape of the proposed one."""
    return typed(proposal.field, proposal.value, lambda key: posted.get(named(proposal, key)))
