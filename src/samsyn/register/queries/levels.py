"""Who decides each initiative by the rules in force, and what delegates have decided (R59, R60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet

from samsyn.governance.queries.deciding import Rules
from samsyn.governance.rules.deciding import Facts, Ruling, who_decides
from samsyn.history.queries import rows
from samsyn.kit.money import Amount
from samsyn.kit.refs import Ref, numbered
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import ENDED, DelegationDecision, Initiative
from samsyn.register.queries.dossier import InitiativeFacts, estimates, latest


@dataclass(frozen=True, slots=True)
class Levelled:
    """An initiative with who decides it by the rules, and the decision it has (beslutsnivå)."""

    number: int
    title: str
    body_id: int
    amount: int | None
    decision: str
    ruling: Ruling

    @property
    def ref(self) -> Ref:
        """Return how people refer to it."""
        return numbered("I", self.number)


def ruling(facts: InitiativeFacts, rules: Rules) -> Ruling:
    """Return who decides an initiative by a set of rules."""
    asked = Facts(amount_of(facts.cost), facts.reach, facts.risk, facts.principle)
    return who_decides(asked, rules.rules, rules.margin)


def amount_of(cost: Amount | None) -> int | None:
    """Return a cost in öre, None when it cannot be put to the rules."""
    return cost.minor if cost and cost.currency == "SEK" and not cost.withheld else None


def levels(access: Access, municipality: Municipality, rules: Rules, as_of: date | None) -> list[Levelled]:
    """Return every initiative under way that the reader may see with who decides it; one query."""
    found = rows(Initiative, as_of).filter(
        visible_on(access, "initiative", Initiative, as_of), municipality_id=municipality.pk, draft=False
    )
    cost = latest(estimates(OuterRef("id"), as_of), "minor", "currency", "withheld", "raw")
    fields = ("number", "title", "body_id", "decision", "reach", "risk", "principle", "estimate")
    read = found.exclude(phase__in=ENDED).order_by("number").annotate(estimate=cost).values_list(*fields)
    return [
        Levelled(
            number, title, body, amount, decision,
            who_decides(Facts(amount, reach, risk, principle), rules.rules, rules.margin),
        )
        for number, title, body, decision, reach, risk, principle, estimate in read
        for amount in (amount_of(Amount(**estimate) if estimate else None),)
    ]  # fmt: skip


def delegated(access: Access, municipality: Municipality, as_of: date | None) -> QuerySet[DelegationDecision]:
    """Return the delegates' decisions on initiatives that the reader may see, the newest first; one query."""
    seen = rows(Initiative, as_of).filter(
        visible_on(access, "initiative", Initiative, as_of), municipality_id=municipality.pk
    )
    found: QuerySet[DelegationDecision] = rows(DelegationDecision, as_of).filter(
        initiative_id__in=seen.values("id")
    )
    return found.select_related("initiative").order_by("-day", "-id")
