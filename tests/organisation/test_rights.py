"""Who may do what, and that what may be read is exactly what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.history.actions import record, save_new
from samsyn.kit.actors import Actor, command_line
from samsyn.kit.refs import Ref
from samsyn.organisation.actions import (
    add_body,
    add_person,
    found_municipality,
    give_role,
    rename_body,
)
from samsyn.organisation.models import Body, Municipality, Person
from samsyn.organisation.queries import OPEN, NotAllowed, access_for, bodies, may, require, thing, visible
from samsyn.organisation.rules import POLICY, READ, Access, Held, Kind, Role, Thing, allowed, scopes
from samsyn.register.models import Initiative

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
GUEST = Actor("guest", None, "Facklig organisation")
US: dict[str, Any] = {"by": command_line(), "at": NOON}


def town(code: str, name: str) -> tuple[Municipality, Body, Body]:
    municipality = found_municipality(**US, code=code, name=name)
    first = add_body(**US, municipality=municipality, name="Kulturnämnden")
    second = add_body(**US, municipality=municipality, name="Valnämnden")
    return municipality, first, second


def register(owners: list[Body]) -> None:
    """Write an open and a secret initiative for each body."""
    rows = [
        Initiative(
            municipality=body.municipality,
            body=body,
            number=number,
            title=f"{body} {ground}",
            secrecy_ground=ground,
        )
        for number, (body, ground) in enumerate(
            (body, ground) for body in owners for ground in ("", "OSL 19 kap. 3 §")
        )
    ]
    save_new(rows, act=record(**US, verb="test.register", ref=Ref("alla"), sentence="Lades upp."))


@pytest.fixture
def two_towns(db: None) -> list[Body]:
    _, *ours = town("9998", "Sundsala kommun")
    _, *theirs = town("9999", "Nordvika kommun")
    register([*ours, *theirs])
    return [*ours, *theirs]


def accesses(owners: list[Body]) -> st.SearchStrategy[Access]:
    """Draw actors with any roles, at bodies that exist and at the municipality as a whole."""
    places: list[tuple[int, int | None]] = [(body.municipality_id, body.pk) for body in owners]
    places += [(body.municipality_id, None) for body in owners]
    held = st.builds(
        lambda role, place: Held(role, *place), st.sampled_from(list(Role)), st.sampled_from(places)
    )
    people = st.builds(
        lambda roles, only: Access(Actor("person", 1, "Någon"), tuple(roles), open_only=only),
        st.lists(held, max_size=3),
        st.booleans(),
    )
    return people | st.sampled_from([OPEN, Access(GUEST)])


@given(data=st.data())
def test_what_one_may_read_is_what_one_sees(two_towns: list[Body], data: st.DataObject) -> None:
    access = data.draw(accesses(two_towns))
    kind: Kind = data.draw(st.sampled_from(READ))
    seen = set(Initiative.objects.filter(visible(access, kind)).values_list("title", flat=True))
    readable = {row.title for row in Initiative.objects.all() if may(access, "read", thing(kind, row))}
    assert seen == readable


@given(data=st.data())
def test_as_of_reads_see_the_same_rows(two_towns: list[Body], data: st.DataObject) -> None:
    access = data.draw(accesses(two_towns))
    versions = Initiative.history.model.objects.filter(visible(access, "initiative"))
    seen = set(Initiative.objects.filter(visible(access, "initiative")).values_list("title", flat=True))
    assert set(versions.values_list("title", flat=True)) == seen


def test_another_municipalitys_rows_are_never_seen(two_towns: list[Body]) -> None:
    ours = two_towns[0].municipality_id
    everything = Access(
        Actor("person", 1, "Alla roller"), tuple(Held(role, ours, two_towns[0].pk) for role in Role)
    )
    seen = Initiative.objects.filter(visible(everything, "initiative"))
    assert {row.municipality_id for row in seen} == {ours}
    theirs = Thing("initiative", two_towns[2].municipality_id, two_towns[2].pk)
    assert not any(allowed(everything, verb, theirs) for verb in ("read", "write", "report", "administer"))


@pytest.mark.django_db
def test_secret_rows_are_seen_by_the_own_board_and_the_auditors_only(two_towns: list[Body]) -> None:
    body, neighbour = two_towns[:2]
    secret = Initiative.objects.filter(body=body).exclude(secrecy_ground="")

    def sees(role: Role, at: int | None) -> bool:
        access = Access(Actor("person", 1, "Någon"), (Held(role, body.municipality_id, at),))
        return secret.filter(visible(access, "initiative")).exists()

    assert sees(Role.OFFICER, body.pk)
    assert not sees(Role.OFFICER, neighbour.pk)
    assert not sees(Role.CITY_OFFICE, None)
    assert not sees(Role.OVERSIGHT, None)
    assert sees(Role.AUDITOR, None)
    assert not secret.filter(visible(OPEN, "initiative")).exists()


@given(data=st.data())
def test_open_only_sees_the_same_less_what_is_secret(two_towns: list[Body], data: st.DataObject) -> None:
    access = data.draw(accesses(two_towns))
    everything = Initiative.objects.filter(visible(replace(access, open_only=False), "initiative"))
    opened = Initiative.objects.filter(visible(replace(access, open_only=True), "initiative"))
    assert set(opened) == set(everything.filter(secrecy_ground=""))


def test_nothing_held_is_nothing_allowed() -> None:
    nobody = Access(Actor("person", 1, "Någon"))
    for kind in READ:
        assert scopes(nobody, "read", kind) == frozenset()
        assert not allowed(nobody, "read", Thing(kind, 1, 1))


def test_an_auditor_reads_all_and_writes_nothing() -> None:
    verbs = {verb for grant in POLICY[Role.AUDITOR] for verb in grant.verbs}
    assert verbs == {"read"}


def test_every_role_has_a_policy() -> None:
    assert set(POLICY) == set(Role)


def person(municipality: Municipality, name: str = "Aino Ek") -> Person:
    return add_person(**US, municipality=municipality, name=name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
    ],
)
def test_a_role_counts_from_its_first_day_to_the_day_before_its_end(day: date, holds: bool) -> None:
    municipality, body, _ = town("9998", "Sundsala kommun")
    somebody = person(municipality)
    give_role(
        **US, person=somebody, role=Role.OFFICER, body=body, valid_from=date(2026, 2, 1), valid_to=date(2026, 3, 1)
    )  # fmt: skip
    access = access_for(Actor("person", somebody.pk, somebody.name), day)
    assert bool(access.held) == holds
    assert may(access, "write", Thing("initiative", municipality.pk, body.pk)) == holds


@pytest.mark.django_db
def test_a_refusal_says_who_can_help() -> None:
    municipality, body, _ = town("9998", "Sundsala kommun")
    somebody = Actor("person", person(municipality).pk, "Aino Ek")
    with pytest.raises(NotAllowed, match="Kulturnämndens nämndsekreterare kan ge dig rätt"):
        require(somebody, "write", Thing("initiative", municipality.pk, body.pk), TODAY)
    with pytest.raises(NotAllowed, match="administratör"):
        add_person(by=somebody, at=NOON, municipality=municipality, name="Smuggel")
    assert not Person.objects.filter(name="Smuggel").exists()


@pytest.mark.django_db
def test_a_guest_has_no_rights() -> None:
    municipality, body, _ = town("9998", "Sundsala kommun")
    with pytest.raises(NotAllowed):
        require(GUEST, "read", Thing("initiative", municipality.pk, body.pk), TODAY)


@pytest.mark.django_db
def test_a_renamed_body_keeps_its_old_name_on_earlier_days() -> None:
    municipality, body, _ = town("9998", "Sundsala kommun")
    later = datetime(2026, 5, 4, 12, tzinfo=UTC)
    rename_body(by=command_line(), at=later, body=body, name="Kultur- och fritidsnämnden")
    assert bodies(municipality, TODAY)[body.pk].name == "Kulturnämnden"
    assert bodies(municipality, later.date())[body.pk].name == "Kultur- och fritidsnämnden"
    assert bodies(municipality, date(2026, 1, 1)) == {}


@pytest.mark.django_db
def test_founding_twice_gives_the_same_municipality() -> None:
    first = found_municipality(**US, code="9998", name="Sundsala kommun")
    assert found_municipality(**US, code="9998", name="Sundsala kommun") == first
