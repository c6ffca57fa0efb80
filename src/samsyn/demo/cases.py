"""Cases, meetings and decisions: those that start initiatives and the central ones with their tasks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.cases import actions as cases
from samsyn.cases.actions import Point, Present
from samsyn.cases.models import Case, Commission, Meeting
from samsyn.demo.data import read
from samsyn.demo.minutes import Minutes
from samsyn.demo.plans import Plan
from samsyn.demo.script import Script, workday
from samsyn.demo.town import SETUP, Town, board
from samsyn.kit.actors import Actor
from samsyn.kit.money import tkr
from samsyn.kit.refs import decision
from samsyn.organisation.queries import in_group
from samsyn.register.models import Phase, Source

CENTRAL = {"KF", "KS", "KSAU"}


def decide(town: Town, script: Script, minutes: Minutes, plan: Plan) -> str:
    """Write in the decision that started an initiative, and return it as people write it; none for a draft."""
    if plan.draft or "decision" in plan.missing or (plan.secrecy and plan.body == "KS"):
        return ""
    code = _decider(plan)
    began = dict(plan.phases).get(Phase.STUDY, plan.phases[0][1])
    day = minutes.day(code, min(began, plan.registered) - timedelta(days=1))
    paragraph = minutes.paragraph(code, day)
    opened = workday(day - timedelta(days=40))
    script.add(opened, partial(_open, town, plan.title, plan.body, minutes.number(plan.body, opened), plan.title,
                               opened, plan.secrecy))  # fmt: skip
    script.add(workday(day - timedelta(days=12)), partial(_propose, town, plan, day))
    points = [Point(text, "beslutar") for text in _own_points(town, plan, code)]
    script.add(
        workday(day + timedelta(days=7)),
        partial(_record, town, code, day, paragraph, plan.title, [plan.title], points, _recipients(plan)),
    )
    return decision(code, day, paragraph)


def _decider(plan: Plan) -> str:
    """Return who decides: the board itself, the council or the executive for what is dear or centrally paid."""
    if plan.secrecy:
        return plan.body
    if plan.cost >= 1_100_000_000:
        return "KF"
    if Source.POOL in (plan.funding, plan.second):
        return "KSAU" if plan.body != "KS" else "KS"
    return plan.body


def _own_points(town: Town, plan: Plan, code: str) -> list[str]:
    rows: list[list[str]] = read("cases")["own"]["points" if code == plan.body else "central"]
    owner = town.bodies[plan.body].name
    return [
        point.format(
            body=town.bodies[code].name, title=plan.title, cost=tkr(plan.cost), owner=owner,
            owner_lower=owner[0].lower() + owner[1:],
        )
        for point in plan.random("points").choice(rows)
    ]  # fmt: skip


def _recipients(plan: Plan) -> list[str]:
    return [
        str(board(plan.body)["administration"]),
        *(["Ekonomiavdelningen"] if plan.cost > 200_000_000 else []),
    ]


def _open(
    town: Town, key: str, code: str, number: str, title: str, opened: date, secrecy: str = "", *, at: datetime
) -> None:
    by = SETUP if secrecy else _clerk(town, code)
    town.cases[key] = cases.open_case(
        by=by,
        at=at,
        body=town.bodies[code],
        number=number,
        title=title,
        opened=opened,
        secrecy_ground=secrecy,
    )


def _clerk(town: Town, code: str) -> Actor:
    """Return who writes for a body: its secretary, or the city office for the auditors."""
    return town.strategist if code == "REV" else town.secretary(code)


def _propose(town: Town, plan: Plan, day: date, *, at: datetime) -> None:
    by = SETUP if plan.secrecy else town.secretary(plan.body)
    cases.file_document(
        by=by, at=at, body=town.bodies[plan.body], case=town.cases[plan.title], kind="tjänsteskrivelse",
        title=f"Tjänsteskrivelse: {plan.title}", day=workday(day - timedelta(days=14)), summary=plan.problem,
    )  # fmt: skip


def _record(
    town: Town, code: str, day: date, paragraph: str, title: str, keys: list[str], points: list[Point],
    recipients: list[str], *, at: datetime,
) -> None:  # fmt: skip
    found: list[Case] = [town.cases[key] for key in keys]
    by = SETUP if any(case.secrecy_ground for case in found) else town.secretary(code)
    present = [
        Present(
            name, party, role, "beslutande" if role != "ersättare" else "tjänstgörande", adjuster=nth == 1
        )
        for nth, (name, party, role) in enumerate(read("cases")["members"]["rows"])
    ]
    meeting = cases.hold_meeting(
        by=by, at=at, body=town.bodies[code], day=day, place="Stadshuset" if code in CENTRAL else "",
        adjusted=str(workday(day + timedelta(days=6))), present=present if code in CENTRAL else (),
    )  # fmt: skip
    cases.record_item(
        by=by, at=at, meeting=meeting, paragraph=paragraph, title=title, cases=found, points=points,
        recipients=recipients,
        bodies={words: in_group(town.municipality, words, day, sender=town.bodies[code]) for words in recipients},
    )  # fmt: skip


def central(town: Town, script: Script, minutes: Minutes) -> None:
    """Write in the municipality's own cases on digitalisation, their decisions, tasks and how they hang together."""
    data = read("cases")
    for row in data["case"]:
        opened = script.ago(row["opened"])
        number = minutes.number(row["body"], opened)
        script.add(opened, partial(_open, town, row["key"], row["body"], number, row["title"], opened))
        for one in row["decision"]:
            _decision(town, script, minutes, row, one)
    for start, kind, to in data["links"]["rows"]:
        script.add(script.ago(45), partial(_link, town, start, kind, to))
    for days, name in (
        (-12, "Kommunstyrelsens arbetsutskott"),
        (-26, "Kommunstyrelsen"),
        (-48, "Kommunfullmäktige"),
    ):
        planned = script.on - timedelta(days=days)
        script.add(script.ago(20), partial(_plan_hearing, town, name, planned))


def _decision(town: Town, script: Script, minutes: Minutes, row: dict[str, Any], one: dict[str, Any]) -> None:
    code = one["by"]
    day = minutes.day(code, script.ago(one["days"]))
    paragraph = minutes.paragraph(code, day)
    town.decisions.setdefault(row["key"], decision(code, day, paragraph))
    points = [
        Point(text, force, town.bodies[code].name, "Kommunfullmäktige" if force == "föreslår" else "")
        for force, text in one["points"]
    ]
    recorded = workday(day + timedelta(days=7))
    script.add(
        recorded,
        partial(_record, town, code, day, paragraph, one["title"], [row["key"]], points, one["recipients"]),
    )
    for to, text, due, answered, reminders, *preparing in one.get("commissions", ()):
        task = _Task(
            town, row["key"], to, decision(code, day, paragraph), day, text, script.on - timedelta(days=due)
        )
        script.add(recorded, task.give)
        for nth in range(reminders):
            stop = due - 3 if answered < 0 else answered + 2
            script.add(script.ago(max(stop - 14 * nth, 2)), task.remind)
        if preparing:
            script.add(script.ago(12), task.prepare)
        if answered >= 0:
            reply = minutes.day(to, script.ago(answered))
            script.add(
                max(recorded, script.ago(answered)),
                partial(task.answer, decision(to, reply, minutes.paragraph(to, reply))),
            )


class _Task:
    """One commission as the script goes on: given, reminded of, answered."""

    def __init__(
        self, town: Town, key: str, to: str, decided_by: str, day: date, text: str, due: date
    ) -> None:
        self._town, self._key, self._to = town, key, to
        self._decided_by, self._day, self._text, self._due = decided_by, day, text, due
        self._row: Commission | None = None

    def give(self, *, at: datetime) -> None:
        """Record the commission."""
        self._row = cases.commission(
            by=self._town.strategist, at=at, body=self._town.bodies[self._to], decided_by=self._decided_by,
            decided_on=self._day, text=self._text, due=self._due, case=self._town.cases[self._key],
        )  # fmt: skip

    def remind(self, *, at: datetime) -> None:
        """Remind the body's secretary."""
        assert self._row
        to = self._town.people[self._town.secretary(self._to).name].email
        cases.remind(by=self._town.strategist, at=at, task=self._row, to=to)

    def prepare(self, *, at: datetime) -> None:
        """Note that the body works on its answer."""
        assert self._row
        cases.prepare(by=self._town.secretary(self._to), at=at, task=self._row)

    def answer(self, answered_by: str, *, at: datetime) -> None:
        """Note the body's answer."""
        assert self._row
        by = self._town.secretary(self._to)
        cases.answer(by=by, at=at, task=self._row, answered_on=at.date(), answered_by=answered_by)


def _link(town: Town, start: str, kind: str, to: str, *, at: datetime) -> None:
    cases.link(by=town.strategist, at=at, from_case=town.cases[start], kind=kind, to_case=town.cases[to])


def _plan_hearing(town: Town, name: str, planned: date, *, at: datetime) -> None:
    """Plan a body's hearing at its first meeting from a day on."""
    ahead = Meeting.objects.filter(body__municipality=town.municipality, body__name=name, day__gte=planned)
    meeting = ahead.filter(cancelled=False).order_by("day").first()
    planned = meeting.day if meeting else planned
    cases.plan_hearing(
        by=town.strategist, at=at, case=town.cases["guidelines"], body_name=name, planned=planned
    )
