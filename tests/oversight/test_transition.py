"""When the organisation changes nothing is left without an owner: the plan, the check, and random reorganisations."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from hypothesis import Phase, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from samsyn.audits import actions as audits
from samsyn.cases import actions as cases
from samsyn.governance import actions as governance
from samsyn.governance.actions import Holder
from samsyn.governance.models import Activity, Responsibility
from samsyn.history.queries import rows
from samsyn.history.versions import VersionRow
from samsyn.inquiries import actions as inquiries
from samsyn.kit.actors import command_line
from samsyn.kit.periods import SWEDEN
from samsyn.kit.refs import DecisionRef
from samsyn.money import actions as money
from samsyn.organisation import actions as organisation
from samsyn.organisation.actions import New, Part, Refused, reorganise
from samsyn.organisation.models import Body, Municipality, Succession, Unit
from samsyn.organisation.queries import OPEN
from samsyn.organisation.queries.changes import change_of
from samsyn.organisation.rules import Role
from samsyn.oversight.actions import move, note_trace
from samsyn.oversight.queries.owned import MOVES, STAYS, orphans
from samsyn.oversight.queries.transition import Plan, plan
from samsyn.planning import actions as planning
from samsyn.planning.models import Forum, ForumMember
from samsyn.register import actions as register
from samsyn.register.models import Initiative, Source

BY = command_line()
START = date(2025, 1, 7)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SWEDEN)


def found(code: str = "2199") -> Municipality:
    return organisation.found_municipality(by=BY, at=noon(START), code=code, name="Sundsala kommun")


def board(municipality: Municipality, name: str) -> Body:
    """Return a new board that owns a row of every kind that moves."""
    who: dict[str, Any] = {"by": BY, "at": noon(START)}
    body = organisation.add_body(**who, municipality=municipality, name=name)
    organisation.add_administration(**who, body=body, name=f"{name}s kontor")
    organisation.add_body(
        **who, municipality=municipality, name=f"{name}s utskott", kind="committee", parent=body
    )
    unit = organisation.add_unit(**who, body=body, name=f"{name}s IT-enhet")
    person = organisation.add_person(**who, municipality=municipality, name=f"Disa vid {name}")
    organisation.give_role(**who, person=person, role=Role.SECRETARY, body=body, valid_from=START)
    one = register.register(**who, municipality=municipality, body=body, title=f"E-tjänst {name}", unit=unit)
    register.register(
        **who,
        municipality=municipality,
        body=body,
        title="Hemlig",
        secrecy_ground="OSL 18 kap. 8 §",
        secrecy_owner=body,
    )
    register.add_system(**who, body=body, name=f"System {name}", unit=unit)
    money.set_budget(**who, initiative=one, source=Source.OWN, year=2040, budget=100)
    near = Initiative.objects.filter(municipality=municipality, secrecy_ground="")
    if other := near.exclude(body=body).first():
        register.join(**who, initiative=other, body=body)
    note_trace(**who, body=body, kind="budget", origin=name, title=name, seen_on=START)
    governance.set_programme(**who, municipality=municipality, title=f"Program {name}", body=body)
    governance.set_goal(**who, municipality=municipality, title=f"Mål {name}", body=body)
    _asked(who, body, name)
    _answers(who, body, name)
    return body


def _answers(who: dict[str, Any], body: Body, name: str) -> None:
    """Let a body answer for something of its own and be asked in something common, ask, and keep and sit in a forum."""
    for title, letter in ((f"Sköta {name}", "A"), ("Följa upp", "C")):
        activity = Activity.objects.filter(title=title).first() or governance.add_activity(
            **who, municipality=body.municipality, title=title
        )
        governance.place(**who, activity=activity, letter=letter, holder=Holder(body), valid_from=START)
    governance.ask(**who, body=body, text=f"Vem ansvarar för {name}?")
    forum = planning.add_forum(**who, body=body, name=f"Forum {name}")
    planning.add_member(**who, forum=forum, body=body)
    planning.add_member(**who, forum=planning_forum(who, body), body=body)


def planning_forum(who: dict[str, Any], body: Body) -> Forum:
    """Return the forum that all bodies sit in."""
    return Forum.objects.filter(name="Alla").first() or planning.add_forum(**who, body=body, name="Alla")


def _asked(who: dict[str, Any], body: Body, name: str) -> None:
    case = cases.open_case(**who, body=body, number=f"{name[:3].upper()}-2025-{body.pk}", title=name)
    cases.file_document(**who, body=body, case=case, kind="skrivelse", title=name)
    inquiry = inquiries.send(**who, body=body, title=name, deadline=None, recipients=[(name, body)])
    assert inquiry.recipients.count() == 1
    inquiries.instruct(
        **who, body=body, title="Rapportering", kind="plan", days="02-15", bodies=[body, *Body.objects.all()[:2]],
        fields=[inquiries.Asked("Hur går det?")],
    )  # fmt: skip
    audit = audits.open_audit(**who, body=body, title=name)
    audits.recommend(**who, audit=audit, number=1, text="Inför ett register.", body=body)


def test_every_key_to_a_body_or_unit_is_moved_or_stays_with_a_reason() -> None:
    keys = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for room in settings.ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if not issubclass(model, VersionRow)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in (Body, Unit)
    }
    moved = {f"{one.model._meta.app_label}.{one.model.__name__}.{key}" for one in MOVES for key in one.keys}
    assert keys - moved - set(STAYS) == set(), (
        "nobody says whether these move when the owner ends (oversight/queries/owned.py)"
    )
    assert moved & set(STAYS) == set()
    assert moved | set(STAYS) <= keys


def see(change: Succession, day: date) -> Plan:
    return plan(OPEN, change_of(change), today=day, as_of=None)


@pytest.mark.django_db
def test_what_a_merger_ends_goes_to_the_receiver_and_history_keeps_the_old_owner() -> None:
    here = found()
    first, second = board(here, "Kulturnämnden"), board(here, "Fritidsnämnden")
    day = date(2026, 3, 2)
    new = New("Kultur- och fritidsnämnden")
    change = reorganise(
        by=BY,
        at=noon(day),
        municipality=here,
        kind="merged",
        day=day,
        parts=[Part(first, new), Part(second, new)],
        decided=DecisionRef("Kommunfullmäktige", day, "12"),
    )
    before = see(change, day)
    kinds = {one.kind.key for one in before.counts}
    assert kinds == {one.key for one in MOVES} - {"centre", "commission", "feedback"}
    assert len(orphans(here, day, None)) == before.total
    assert {one.heir for one in orphans(here, day, None)} == {"Kultur- och fritidsnämnden"}
    assert move(by=BY, at=noon(day), change=change) == before.total
    after = see(change, day)
    assert (after.left, len(after.done), after.lingering) == ([], before.total, [])
    assert orphans(here, day, None) == orphans(here, day, day) == []
    merged = Body.objects.get(name="Kultur- och fritidsnämnden")
    mine = Initiative.objects.get(title="E-tjänst Kulturnämnden")
    assert (mine.body, mine.unit) == (merged, Unit.objects.get(name="Kulturnämndens IT-enhet"))
    answering = Responsibility.objects.filter(body=merged).order_by("activity__title")
    assert list(answering.values_list("letter", "valid_from", "valid_to")) == [
        ("C", day, None), ("A", day, None), ("A", day, None),
    ]  # fmt: skip
    assert ForumMember.objects.filter(forum__name="Alla", body=merged).count() == 1
    earlier = rows(Initiative, day - timedelta(days=1)).get(id=mine.pk)
    assert earlier.body_id == first.pk
    assert set(Initiative.objects.values_list("secrecy_owner__name", flat=True)) == {None, merged.name}


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int, list[int], int]]:
    kinds = st.sampled_from(["formed", "merged", "split", "renamed", "moved", "closed", "unit"])
    one = st.tuples(
        kinds,
        st.integers(-20, 60),
        st.lists(st.integers(0, 9), min_size=3, max_size=3, unique=True),
        st.integers(0, 30),
    )
    return draw(st.lists(one, min_size=1, max_size=5))


def parts_of(kind: str, here: Municipality, picks: list[int], nth: int) -> tuple[str, list[Part]]:
    """Return what a random change asks for, of what there is, ended or not: refusals are part of the game."""
    bodies = list(Body.objects.filter(municipality=here, kind="board").order_by("pk"))
    units = list(Unit.objects.filter(body__municipality=here).order_by("pk"))
    one, two, three = (bodies[pick % len(bodies)] for pick in picks)
    new = New(f"Nämnd {nth}")
    if kind == "unit":
        common = New(f"Enhet {nth}", body=three)
        return "merged", [
            Part(units[picks[0] % len(units)], common),
            Part(units[picks[1] % len(units)], common),
        ]
    return kind, {
        "formed": [Part(None, new)],
        "merged": [Part(one, new), Part(two, new)],
        "split": [Part(one, new, "part"), Part(one, two, "remainder")],
        "renamed": [Part(one, one, name=f"Namn {nth}")],
        "moved": [Part(units[picks[0] % len(units)], two)],
        "closed": [Part(one, two)],
    }[kind]


class Clock:
    """Lets days pass: each plan is carried out on its day, or at once when that has passed."""

    def __init__(self, here: Municipality) -> None:
        self.here, self.today, self.days = here, START, {START}
        self.waiting: list[Succession] = []

    def decide(self, kind: str, day: date, parts: list[Part]) -> None:
        try:
            change = reorganise(
                by=BY, at=noon(self.today), municipality=self.here, kind=kind, day=day, parts=parts
            )
        except Refused:
            return
        self.days |= {day, self.today, day - timedelta(days=1)}
        self.waiting.append(change)
        self.pass_to(self.today)

    def pass_to(self, day: date) -> None:
        for change in sorted(self.waiting, key=lambda one: (one.day, one.pk)):
            if change.day <= day:
                self.today = max(self.today, change.day)
                assert all(one.heir for one in orphans(self.here, self.today, None))
                move(by=BY, at=noon(self.today), change=change)
                self.waiting.remove(change)
                assert see(change, self.today).left == []
                self.days.add(self.today)
        self.today = max(self.today, day)


@pytest.mark.django_db
@hypothesis(max_examples=12, phases=[Phase.generate])
@given(steps())
def test_after_the_plans_there_are_no_orphans_on_any_date(
    asked: list[tuple[str, int, list[int], int]],
) -> None:
    here = found(str(Municipality.objects.count() + 3000))
    for name in ("Kulturnämnden", "Fritidsnämnden", "Skolnämnden"):
        board(here, f"{name} {here.code}")
    clock = Clock(here)
    for nth, (kind, shift, picks, wait) in enumerate(asked):
        clock.pass_to(clock.today + timedelta(days=wait))
        wanted, parts = parts_of(kind, here, picks, nth)
        clock.decide(wanted, clock.today + timedelta(days=shift), parts)
    clock.pass_to(clock.today + timedelta(days=400))
    assert orphans(here, clock.today, None) == []
    for day in sorted(clock.days | {clock.today}):
        assert orphans(here, day, day) == [], day
