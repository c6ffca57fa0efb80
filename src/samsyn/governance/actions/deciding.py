"""Sets of rules of who decides, adopted with their § (R59, R60)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.governance.actions.steering import SteeringError, require_steering
from samsyn.governance.models import DecisionRule, RuleSet
from samsyn.governance.rules.deciding import Rule, faults
from samsyn.history.actions import record, save
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.kit.words import folded
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import bodies_by_name, exists


@dataclass(frozen=True, slots=True)
class Frame:
    """What may be decided quickly: by whom, the most for one initiative and for a board's year, in öre (ram)."""

    delegate: str = ""
    most: int | None = None
    year: int | None = None


def _act(by: Actor, at: datetime, verb: str, rules: RuleSet, sentence: str) -> Act:
    return record(
        by=by, at=at, verb=f"governance.{verb}", ref=Ref(f"Beslutsordning {rules.label}"), sentence=sentence
    )


@transaction.atomic
def adopt_rules(
    *, by: Actor, at: datetime, municipality: Municipality, label: str, valid_from: date, decided_by: DecisionRef,
    rules: Sequence[Rule], case_number: str = "", margin: int = 10, frame: Frame = Frame(),
) -> RuleSet:  # fmt: skip
    """Add a set of rules that is in force from a day by a decision; the set before ends that day.

    Raises SteeringError when the § is missing, a rule names a body that does not exist that day, the rules leave
    something that nobody decides, or another set is in force from that day or later.
    """
    require_steering(by, municipality, at)
    if wrong := _wrong(municipality, valid_from, decided_by, rules):
        raise SteeringError(wrong)
    made = RuleSet(
        municipality=municipality, label=label, valid_from=valid_from, decided_body=decided_by.body,
        decided_on=decided_by.day, decided_paragraph=decided_by.paragraph, case_number=case_number, margin=margin,
        delegate=frame.delegate, most=frame.most, frame=frame.year, recorded_at=at,
    )  # fmt: skip
    _replace(by, at, made)
    save(
        made,
        act=_act(
            by, at, "adopt_rules", made, f"Beslutsordning {label} gäller från {valid_from} ({decided_by})."
        ),
    )
    DecisionRule.objects.bulk_create(
        DecisionRule(
            ruleset=made, order=one.order, level=one.level, body=one.body, amount_from=one.amount_from,
            below=one.below, reaches=",".join(one.reaches), risk=one.risk, principle=one.principle,
        )
        for one in rules
    )  # fmt: skip
    return made


def _wrong(municipality: Municipality, day: date, decided_by: DecisionRef, rules: Sequence[Rule]) -> str:
    """Return why the rules cannot be adopted, in sentences; nothing when they can."""
    if not (decided_by.body and decided_by.paragraph):
        return "Skriv vilket organ som beslutade reglerna och under vilken paragraf."
    known = bodies_by_name(municipality, day)
    said = list(faults(rules))
    for rule in rules:
        body = known.get(folded(rule.body)) if rule.body else None
        if rule.body and (body is None or not exists(body.valid_from, body.valid_to, day)):
            said.append(
                f"Regel {rule.order}: {rule.body} finns inte {day}. Lägg upp organet först, eller välj ett annat."
            )
    return " ".join(said)


def _replace(by: Actor, at: datetime, made: RuleSet) -> None:
    """End the open-ended set the day the new one begins."""
    if RuleSet.objects.filter(municipality_id=made.municipality_id, label=made.label).exists():
        raise SteeringError(f"Det finns redan en beslutsordning {made.label}. Ge den nya ett annat nummer.")
    latest = RuleSet.objects.filter(municipality_id=made.municipality_id).order_by("-valid_from").first()
    if latest is None:
        return
    if latest.valid_from >= made.valid_from:
        raise SteeringError(
            f"Beslutsordning {latest.label} gäller från {latest.valid_from}. Två kan inte gälla samtidigt: "
            "välj en senare dag än så."
        )
    latest.valid_to = made.valid_from
    save(
        latest,
        act=_act(
            by, at, "replace_rules", latest, f"Beslutsordning {latest.label} ersätts {made.valid_from}."
        ),
    )
