"""Reading who may decide: the rules in force on a day, and those before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samsyn.governance.models import DecisionRule
from samsyn.governance.rules.deciding import Rule
from samsyn.kit.periods import end_of
from samsyn.kit.refs import DecisionRef
from samsyn.kit.words import folded
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow


@dataclass(frozen=True, slots=True)
class Rules:
    """A set of rules of who decides, with its decision and the frame for quick decisions, in öre (beslutsordning)."""

    id: int
    label: str
    valid_from: date
    valid_to: date | None
    decided_by: DecisionRef
    case_number: str
    margin: int
    delegate: str
    most: int | None
    frame: int | None
    rules: tuple[Rule, ...] = ()

    def source(self, rule: Rule) -> str:
        """Return a rule's number with the decision that it stands in."""
        return f"regel {rule.order}, {self.decided_by}"


def rulesets(municipality: Municipality, as_of: date | None) -> list[Rules]:
    """Return every set recorded by a day with its rules, the newest first; one query (R59)."""
    found = DecisionRule.objects.filter(ruleset__municipality=municipality)
    if as_of is not None:
        found = found.filter(ruleset__recorded_at__lt=end_of(as_of))
    sets: dict[int, Rules] = {}
    for row in found.order_by("-ruleset__valid_from", "order").values_list(*_SET, *_RULE):
        head, (order, level, body, low, high, reaches, risk, principle) = row[: len(_SET)], row[len(_SET) :]
        rule = Rule(order, level, body, low, high, tuple(filter(None, reaches.split(","))), risk, principle)
        one = sets.get(head[0]) or _set(*head)
        sets[one.id] = replace(one, rules=(*one.rules, rule))
    return list(sets.values())


def _set(
    key: int,
    label: str,
    since: date,
    until: date | None,
    body: str,
    on: date | None,
    paragraph: str,
    *more: Any,
) -> Rules:
    return Rules(key, label, since, until, DecisionRef(body, on, paragraph), *more)


def rules_in_force(municipality: Municipality, as_of: date | None, today: date) -> Rules | None:
    """Return the set in force on a day, None where none is; one query (R59)."""
    return in_force(rulesets(municipality, as_of), as_of or today)


def ending(rules: Rules, bodies: Iterable[BodyRow]) -> list[tuple[Rule, date]]:
    """Return the rules that name a body that ends, with the day from which it isn't there."""
    ends = {
        folded(name): body.end for body in bodies if body.end for name in (body.name, body.short_name) if name
    }
    return [(rule, ends[folded(rule.body)]) for rule in rules.rules if folded(rule.body) in ends]


def in_force(sets: Iterable[Rules], day: date) -> Rules | None:
    """Return the set in force on a day, the newest first: the latest that has begun."""
    return next((one for one in sets if one.valid_from <= day), None)


_SET = tuple(
    f"ruleset__{name}"
    for name in (
        "id", "label", "valid_from", "valid_to", "decided_body", "decided_on", "decided_paragraph", "case_number",
        "margin", "delegate", "most", "frame",
    )
)  # fmt: skip
_RULE = ("order", "level", "body", "amount_from", "below", "reaches", "risk", "principle")
