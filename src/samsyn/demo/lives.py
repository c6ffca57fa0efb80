"""What happens to an initiative from registration on, written into the script."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from math import floor, log10

from samsyn.demo.data import read
from samsyn.demo.joining import process_of
from samsyn.demo.lists import note_lists
from samsyn.demo.plans import Plan
from samsyn.demo.reporting import Report, reports
from samsyn.demo.script import Script, workday
from samsyn.demo.town import SETUP, Town, board
from samsyn.kit.actors import Actor
from samsyn.kit.money import Amount, withhold
from samsyn.kit.scales import Risk, State
from samsyn.register import actions as register
from samsyn.register.actions import InitiativeFields
from samsyn.register.models import Phase

MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def leader(town: Town, plan: Plan) -> Actor:
    """Return who leads the initiative; one board's leaders share its initiatives."""
    names = board(plan.body)["leaders"]
    if plan.secrecy:
        return SETUP
    if "late_milestone" in plan.special:
        return town.actors[names[0]]
    return town.actors[plan.random("leader").choice(names)]


def live(town: Town, script: Script, plan: Plan, decision: str) -> None:
    """Write a whole life into the script; `decision` is the § that started it."""
    script.add(plan.registered, partial(_register, town, plan, decision))
    _move(town, script, plan)
    _slip(town, script, plan)
    _complete(town, script, plan)
    _milestones(town, script, plan)
    _benefits(town, script, plan)
    note_lists(town, script, plan, leader(town, plan))
    for one in reports(plan, script.on):
        script.add(one.day, partial(_report, town, plan, one))
    if plan.phase not in {Phase.NEED, Phase.IDEA}:
        script.add(max(plan.registered, plan.start), partial(_estimate, town, plan))


def _phase_at(plan: Plan, day: date) -> Phase:
    return [phase for phase, since in plan.phases if since <= day or since == plan.phases[0][1]][-1]


def _register(town: Town, plan: Plan, decision: str, *, at: datetime) -> None:
    phase = _phase_at(plan, plan.registered)
    fields: InitiativeFields = {
        "title": plan.title, "unit": town.unit_of(plan.title), "problem": plan.problem, "phase": phase.value,
        "process": process_of(plan.title), "phase_since": dict(plan.phases)[phase], "secrecy_ground": plan.secrecy,
        "secrecy_owner": town.bodies[plan.body] if plan.secrecy else None,
    }  # fmt: skip
    if not plan.draft:
        fields |= _facts(town, plan, decision)
    town.initiatives[plan.title] = register.register(
        by=leader(town, plan), at=at, municipality=town.municipality, body=town.bodies[plan.body],
        draft=plan.draft, **fields,
    )  # fmt: skip


def _facts(town: Town, plan: Plan, decision: str) -> InitiativeFields:
    """Return what is known at registration; what the plan says is missing is left out."""
    chance = plan.random("facts")
    end = plan.slipped_from or plan.end
    fields: InitiativeFields = {
        "goal": None if chance.random() < 0.2 else chance.choice(town.goals),
        "track": "fast" if plan.fast else "project",
        "reach": chance.choice(["one", "one", "one", "several", "all"]),
        "contact": leader(town, plan).name if not plan.secrecy else board(plan.body)["leaders"][0],
        "owner": board(plan.body)["director"], "start": plan.start, "start_precision": plan.precision,
        "start_raw": _written(plan.start, plan.precision), "end": end, "end_precision": plan.precision,
        "end_raw": _written(end, plan.precision), "baseline_end": end, "funding": plan.funding.value,
        "decision": decision, "risk": _risk(plan).value,
    }  # fmt: skip
    for name in plan.missing:
        fields.pop(name)  # type: ignore[misc]  # every missing field is one of the keys above
    return fields


def _risk(plan: Plan) -> Risk:
    if plan.state is State.SERIOUS:
        return Risk.HIGH
    weights = {Risk.HIGH: 6, Risk.MEDIUM: 30, Risk.LOW: 52, Risk.NONE: 12}
    return plan.random("risk").choices(list(weights), list(weights.values()))[0]


def _written(day: date, precision: str) -> str:
    return str(day) if precision == "day" else f"{MONTHS[day.month - 1]} {day.year}"


def _move(town: Town, script: Script, plan: Plan) -> None:
    for phase, since in plan.phases[1:]:
        if since > plan.registered and not (phase is Phase.IDEA and plan.fast):
            script.add(since, partial(_move_to, town, plan, phase))


def _move_to(town: Town, plan: Plan, phase: Phase, *, at: datetime) -> None:
    why = {
        Phase.STOPPED: "Behovet täcks av en lösning som kommunen redan har.",
        Phase.RESTING: "Väntar på besked om statsbidrag.",
        Phase.REFUSED: "Nämnden bedömde att nyttan inte motsvarar kostnaden.",
    }.get(phase, "")
    move = partial(
        register.move, by=leader(town, plan), at=at, initiative=town.initiatives[plan.title], phase=phase
    )
    try:
        move(why=why)
    except register.NotReady:
        row = board(plan.body)
        move(why=plan.random("deviation").choice(read("reports")["changes"]["gate"]), decider=row["director"])


def _slip(town: Town, script: Script, plan: Plan) -> None:
    """Write in when a plan's end was moved, some time after it was registered."""
    if plan.slipped_from and "end" not in plan.missing and not plan.draft:
        latest = script.on - timedelta(days=3)
        day = plan.registered + (latest - plan.registered) * plan.random("slip").uniform(0.3, 0.9)
        script.add(workday(max(day, plan.registered)), partial(_change_end, town, plan))


def _change_end(town: Town, plan: Plan, *, at: datetime) -> None:
    register.change(
        by=leader(town, plan), at=at, initiative=town.initiatives[plan.title], end=plan.end,
        end_raw=_written(plan.end, plan.precision), why=plan.random("why").choice(read("reports")["changes"]["end"]),
    )  # fmt: skip


def _complete(town: Town, script: Script, plan: Plan) -> None:
    """Write in when an initiative that had no goal was given one, as version 3.1 of the model asks."""
    if plan.draft or "goal" in plan.missing:
        return
    days = plan.random("complete").randint(15, 250)
    script.add(max(plan.registered, script.ago(days)), partial(_give_goal, town, plan))


def _give_goal(town: Town, plan: Plan, *, at: datetime) -> None:
    initiative = town.initiatives[plan.title]
    if initiative.goal is None:
        goal = plan.random("goal").choice(town.goals)
        register.change(by=leader(town, plan), at=at, initiative=initiative, goal=goal)


def _milestones(town: Town, script: Script, plan: Plan) -> None:
    if plan.draft or plan.phase in {Phase.NEED, Phase.IDEA, Phase.REFUSED}:
        return
    chance = plan.random("milestones")
    titles = read("reports")["milestones"][plan.theme]
    first = max(plan.registered, plan.start)
    for nth, title in enumerate(titles, 1):
        planned = workday(plan.start + (plan.end - plan.start) * nth / (len(titles) + 0.3))
        done = workday(planned + timedelta(days=chance.randint(-6, 12)))
        left_undone = _late(plan, chance.random()) and script.on - planned < timedelta(days=110)
        if plan.special.get("late_milestone") and title == "Pilot startar":
            planned, left_undone = script.on - timedelta(days=plan.special["late_milestone"]), True
        script.add(first, partial(_plan_milestone, town, plan, title, planned))
        if done < first or (done < script.on and not left_undone):
            script.add(max(done, first), partial(_reach, town, plan, title, done))


def _late(plan: Plan, dice: float) -> bool:
    """Return whether a milestone is left undone though its day has passed; rarer where all goes well."""
    chance_of_it = {State.SERIOUS: 0.35, State.DEVIATION: 0.1}.get(plan.state, 0.005)
    return plan.phase not in {Phase.BENEFIT, Phase.MAINTENANCE, Phase.RETIRED} and dice < chance_of_it


def _plan_milestone(town: Town, plan: Plan, title: str, planned: date, *, at: datetime) -> None:
    register.plan_milestone(
        by=leader(town, plan), at=at, initiative=town.initiatives[plan.title], title=title, planned=planned
    )


def _reach(town: Town, plan: Plan, title: str, done: date, *, at: datetime) -> None:
    milestone = town.initiatives[plan.title].milestones.get(title=title)
    register.reach_milestone(by=leader(town, plan), at=at, milestone=milestone, done_on=done)


def _benefits(town: Town, script: Script, plan: Plan) -> None:
    reached = [since for phase, since in plan.phases if phase in {Phase.STUDY, Phase.DECIDED}]
    if not reached or plan.draft:
        return
    chance = plan.random("benefits")
    rows = read("benefits")[plan.theme]
    for row in chance.sample(rows, chance.choice([1, 2, 2, 3])):
        script.add(max(plan.registered, reached[-1]), partial(_promise, town, plan, *row))
        _measured(town, script, plan, row[0])


def _promise(
    town: Town, plan: Plan, title: str, kind: str, unit: str, today: float, share: float, *, at: datetime
) -> None:
    """Promise one benefit; money is scaled to what the initiative costs, the rest to the value of today."""
    chance = plan.random(title)
    money = unit == "tkr"
    base = _two_figures(plan.cost / 100_000 * 0.6 if money else today * chance.uniform(0.7, 1.3))
    likely = max(2, _two_figures(base * share))
    low, high = (
        _two_figures(likely * chance.uniform(0.45, 0.8)),
        _two_figures(likely * chance.uniform(1.15, 1.7)),
    )
    scale = 100_000 if money else 1
    owners = read("benefits")["owners"]
    owner = f"{chance.choice(owners['titles'])} {chance.choice(owners['names'])}"
    unowned = plan.special.get("no_owner") or chance.random() < 0.14
    register.promise_benefit(
        by=leader(town, plan), at=at, initiative=town.initiatives[plan.title], title=title, kind=kind,
        economy=_economy(kind, unit), unit="öre" if money else unit,
        low=low * scale, likely=likely * scale, high=high * scale,
        baseline=f"i dag {base} {'tkr' if money else ''}".strip(), owner="" if unowned else owner,
        measured_on=workday(plan.end + timedelta(days=chance.choice([180, 270, 365]))),
    )  # fmt: skip


def _economy(kind: str, unit: str) -> str:
    if kind == "risk" and unit == "tkr":
        return "avoided"
    return "budget" if unit == "tkr" else "time" if unit.startswith("timmar") else ""


def _measured(town: Town, script: Script, plan: Plan, title: str) -> None:
    """Measure what most boards measure at last: some of what was promised, sometimes more, sometimes never."""
    chance = plan.random(f"{title} mäts")
    day = workday(max(plan.end, plan.registered) + timedelta(days=200))
    reached = plan.phase in {Phase.BENEFIT, Phase.MAINTENANCE}
    if reached and day < script.on and chance.random() < 0.7:
        script.add(day, partial(_measure, town, plan, title, chance.uniform(0.35, 1.15)))


def _measure(town: Town, plan: Plan, title: str, share: float, *, at: datetime) -> None:
    found = town.initiatives[plan.title].benefits.filter(title=title).first()
    if found is not None:
        register.measure_benefit(
            by=leader(town, plan), at=at, benefit=found, day=at.date(), value=round((found.likely or 0) * share),
            note="Uttag ur verksamhetssystemet.",
        )  # fmt: skip


def _two_figures(value: float) -> int:
    """Return a whole number as people estimate it: 5171 is 5200."""
    return int(round(value, 1 - floor(log10(value)))) if value >= 100 else round(value)


def _report(town: Town, plan: Plan, one: Report, *, at: datetime) -> None:
    initiative, by = town.initiatives[plan.title], leader(town, plan)
    if one.nothing_new:
        register.report_nothing_new(by=by, at=at, initiative=initiative)
    else:
        register.report(
            by=by, at=at, initiative=initiative, state=one.state, happened=one.happened, needs=one.needs
        )


def _estimate(town: Town, plan: Plan, *, at: datetime) -> None:
    chance = plan.random("estimate")
    if chance.random() < 0.08 and not plan.withheld:
        return
    whole = round(plan.cost * chance.uniform(1.05, 1.8) / 5_000_000) * 5_000_000
    cost = (
        withhold(plan.withheld, "SEK")
        if plan.withheld
        else Amount(whole, "SEK", raw=f"{whole // 100_000} tkr")
    )
    register.estimate(by=leader(town, plan), at=at, initiative=town.initiatives[plan.title], cost=cost)
