"""One page about one initiative for its board: what it is for, how it goes, and what is asked of the board (R83)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from samsyn.governance.queries.process import asking
from samsyn.kit.money import mnkr
from samsyn.kit.periods import end_of
from samsyn.kit.scales import State
from samsyn.money.queries import LineRow, lines
from samsyn.organisation.models import Municipality
from samsyn.organisation.rules import Access
from samsyn.oversight.queries import Lens
from samsyn.oversight.queries.decided import decisions
from samsyn.register.models import DelegationDecision, StatusReport
from samsyn.register.queries import (
    InitiativeFacts,
    MilestoneRow,
    dossier,
    milestones,
    reports,
)
from samsyn.register.queries.benefits import BenefitLine, benefits_of
from samsyn.reports.parts import (
    Column,
    KeyNumber,
    KeyNumbers,
    Points,
    ProposedDecisions,
    Report,
    Run,
    Statement,
    Table,
)
from samsyn.reports.wording import long_date, short, whole

REPORTS, DECISIONS, STEPS, GAINS = 5, 4, 3, 2
"""How many of each there is room for on one page."""


def paper(
    access: Access, municipality: Municipality, number: int, day: date, *, money: Access
) -> Report | None:
    """Return the paper as recorded by the end of a day, None for an initiative that `access` may not see.

    `money` is who reads the money, which may be somebody else. The same day gives the same paper.
    """
    found = dossier(
        access, municipality, number, asking(municipality, day, day), as_of=day, today=day
    )  # fmt: skip
    if found is None:
        return None
    facts, lens = found[0], Lens(municipality, today=day, as_of=day, access=access, named=None)
    body = lens.bodies[facts.body_id].name
    history = _history(list(reports(facts.id, day)[:REPORTS]))
    return Report(
        key=f"underlag-{facts.ref.lower()}",
        title=short(facts.title, 110),
        lead=short(facts.problem, 180),
        municipality=municipality.name,
        code=municipality.code,
        office=body,
        facts=_facts(facts, day),
        as_of=day,
        compared_with=None,
        blocks=(
            Statement(_statement(facts)), _numbers(facts, lines(money, facts.id, day), day), _asked(facts),
            ProposedDecisions((f"{body} tar del av lägesrapporten för {facts.ref}.",)), history,
            _decisions(lens, facts, day), _steps(milestones(facts.id, day), day), _gains(benefits_of(facts.id, day)),
        ),
        sheets=(history,),
    )  # fmt: skip


def _facts(facts: InitiativeFacts, day: date) -> tuple[tuple[str, str], ...]:
    secret = (("Sekretess", facts.secrecy_ground),) if facts.secrecy_ground else ()
    since = f" sedan {facts.phase_since}" if facts.phase_since else ""
    told = (("Initiativ", str(facts.ref)), ("Fas", facts.phase_label + since), ("Läget per", day.isoformat()))
    return (*told, *secret)


def _statement(facts: InitiativeFacts) -> tuple[Run, ...]:
    latest = facts.latest
    state = Run(f"{State(facts.state).label}. ", True)
    return (state, Run(short(latest.happened, 180))) if latest else (Run("Ingen lägesrapport är lämnad än."),)


def _numbers(facts: InitiativeFacts, money: Sequence[LineRow], day: date) -> KeyNumbers:
    """Return the planned end, and the year's money where there is any to read."""
    cost = facts.cost
    known = cost is not None and cost.minor is not None and cost.currency == "SEK"
    whole_cost = f"kostar i allt {mnkr(cost.minor or 0)} mnkr" if cost and known else ""
    first = f"först planerat {facts.baseline_end}" if facts.baseline_end not in (None, facts.end) else ""
    end = facts.end_raw if facts.end_precision not in ("", "day") and facts.end_raw else facts.end
    year = [line for line in money if line.year == day.year and line.currency == "SEK"]
    items = [KeyNumber("Slut", end, "date", first)]
    if year:
        budget, outcome = (_sum(getattr(line, name) for line in year) for name in ("budget", "outcome"))
        items += [
            KeyNumber(f"Budget {day.year}", budget, "ore", whole_cost),
            KeyNumber(f"Utfall {day.year}", outcome, "ore", "hittills"),
        ]
    return KeyNumbers(tuple(items))


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _asked(facts: InitiativeFacts) -> Points:
    """Return what the latest report says that others need to know or decide, in its own words."""
    needs = facts.latest.needs if facts.latest else ""
    items = (short(needs, 240),) if needs.strip() else ()
    return Points("Behöver vetas eller beslutas", items, "Inget, enligt den senaste rapporten.")


def _history(found: Sequence[StatusReport]) -> Table:
    columns = (
        Column("day", "Rapport", "date"),
        Column("state", "Läge"),
        Column("happened", "Vad har hänt?", width=4),
    )
    rows = tuple(
        (one.day, State(one.state).label, "Inget nytt." if one.nothing_new else short(one.happened, 85))
        for one in found
    )
    return Table("reports", "Läget nu och tidigare", columns, rows, empty="Ingen lägesrapport är lämnad än.")


def _decisions(lens: Lens, facts: InitiativeFacts, day: date) -> Table:
    """Return the decision on the initiative, and the latest at its gates and by delegates."""
    told = DelegationDecision.objects.filter(initiative_id=facts.id, recorded_at__lt=end_of(day))
    made: list[tuple[date | None, str, str]] = [
        *((one.day, short(f"Delegation, {one.by}", 40), short(one.what, 70)) for one in told[:DECISIONS]),
        *(
            (step.day, short(said, 40), " till ".join(step.words).capitalize())
            for step in facts.steps
            if (said := step.decision or step.decider)
        ),
    ]
    own = _own_decision(lens, facts.decision) if facts.decision else ()
    latest = sorted(made, key=_by_day, reverse=True)[: DECISIONS - len(own)]
    columns = (Column("day", "Dag", "date"), Column("who", "Beslut"), Column("what", "Om", width=4))
    rows = tuple(sorted([*own, *latest], key=_by_day, reverse=True))
    return Table("decisions", "Beslut", columns, rows, empty="Inget beslut är angivet.")


def _own_decision(lens: Lens, named: str) -> tuple[tuple[date | None, str, str]]:
    known = decisions(lens, {named}).get(named)
    about = short(known.title, 70) if known else "Beslut om initiativet"
    return ((known.day if known else None, named, about),)


def _by_day(one: tuple[date | None, str, str]) -> tuple[date, str, str]:
    return one[0] or date.min, *one[1:]


def _steps(found: Sequence[MilestoneRow], day: date) -> Table:
    """Return the milestones that matter most: those not reached by planned day, then the latest reached."""
    waiting = [one for one in found if one.done_on is None]
    reached = sorted((one for one in found if one.done_on), key=lambda one: one.planned, reverse=True)
    shown = sorted([*waiting, *reached][:STEPS], key=lambda one: (one.planned, one.id))
    columns = (
        Column("title", "Milstolpe", width=4),
        Column("planned", "Planerad", "date"),
        Column("done", "Nådd"),
    )
    rows = tuple(
        (
            short(one.title, 70),
            one.planned,
            str(one.done_on or ("Försenad" if one.planned < day else "Inte än")),
        )
        for one in shown
    )
    left = len(found) - len(shown)
    note = f"Och {left} till." if left else ""
    return Table("milestones", "Milstolpar", columns, rows, note=note, empty="Inga är planerade.")


def _gains(found: Sequence[BenefitLine]) -> Points:
    left = len(found) - GAINS
    more = (f"Och {left} till.",) if left > 0 else ()
    return Points("Nytta per år", (*(_gain(one) for one in found[:GAINS]), *more), "Ingen nytta är angiven.")


def _gain(one: BenefitLine) -> str:
    """Return a benefit with its range, who answers for it and when it is measured."""
    parts = [_amount(value, one) for value in (one.low, one.likely, one.high) if value is not None]
    size = f": {'–'.join(dict.fromkeys(parts))} {'mnkr' if one.in_money else one.unit}" if parts else ""
    owner = f" Ansvarar: {one.owner}." if one.owner else " Ingen ansvarar än."
    when = f" Mäts {long_date(one.measured_on)}." if one.measured_on else ""
    if one.value is not None:
        when = f" Mätt {one.valued_on}: {_amount(one.value, one)}."
    return f"{short(one.title, 70)}{size}.{owner}{when}"


def _amount(value: int, one: BenefitLine) -> str:
    return mnkr(value) if one.in_money else whole(value)
