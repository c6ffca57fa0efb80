"""Search finds what may be seen, by number, § and words, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town, noon

from samsyn.audits.actions import open_audit
from samsyn.cases import actions as cases
from samsyn.kit.actors import Actor
from samsyn.kit.series import find_series
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access, Held, Role
from samsyn.register import actions as register
from samsyn.search.queries import Found, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    by, at, sn = town.by, noon("2026-02-01"), town.bodies["SN"]
    town.initiative("2026-02-01", "SN", "Åtgärdsregister för systemförvaltning")
    case = cases.open_case(by=by, at=at, body=sn, number="SN-2026-12", title="Åtgärder efter granskningen")
    meeting = cases.hold_meeting(by=by, at=at, body=sn, day=date(2026, 2, 1))
    cases.record_item(
        by=by, at=at, meeting=meeting, paragraph="12", title="Svar på granskningen", cases=[case]
    )
    cases.file_document(
        by=by, at=at, body=sn, case=case, kind="tjänsteskrivelse", title="Förslag till åtgärder"
    )
    open_audit(by=by, at=at, body=town.bodies["KS"], title="Granskning av åtgärder")
    register.add_system(by=by, at=at, body=sn, name="Åtgärdsjournalen")
    return town


def look(town: Town, text: str, access: Access = OPEN, as_of: date | None = None) -> Found:
    return search(access, town.municipality, town.lens("2026-03-01").bodies, text, as_of)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I-0001", "initiative"), ("i1", "initiative"), ("SN-2026-12", "case"), ("SN 2026/12", "case"),
        ("sn-2026-12", "case"), ("SN § 12", "decision"), ("§ 12/2026", "decision"), ("socialnämnden § 12", "decision"),
        ("SN 2026-02-01 § 12", "decision"), ("G-0001", "audit"),
    ],
)  # fmt: skip
def test_what_is_named_exactly_is_found_first(town: Town, text: str, kind: str) -> None:
    assert [hit.kind for hit in look(town, text).exact] == [kind]


@pytest.mark.parametrize("text", ["KS § 12", "§ 13", "§ 12/2025", "I-0002", "KS-2026-999", "Nämnden § 12"])
def test_what_does_not_exist_is_not_found(town: Town, text: str) -> None:
    assert look(town, text) == Found([], [])


def test_words_are_found_by_stem_and_inside_words_whatever_the_case(town: Town) -> None:
    kinds = ["audit", "case", "document", "initiative", "system"]
    assert sorted(hit.kind for hit in look(town, "åtgärder").by_words) == kinds
    assert sorted(hit.kind for hit in look(town, "ÅTGÄRDERNA").by_words) == kinds
    assert [hit.kind for hit in look(town, "förvaltning").by_words] == ["initiative"]
    assert [hit.kind for hit in look(town, "register åtgärd").by_words] == ["initiative"]


def test_a_percent_sign_is_a_letter_like_any_other(town: Town) -> None:
    assert look(town, "%") == Found([], [])
    assert look(town, "a_c") == Found([], [])


def test_the_words_cost_one_query(town: Town) -> None:
    bodies = town.lens("2026-03-01").bodies
    with CaptureQueriesContext(connection) as asked:
        search(OPEN, town.municipality, bodies, "åtgärder", None)
    assert len(asked) == 1


def test_secret_things_are_found_by_those_who_may_see_them_only(town: Town) -> None:
    secret = town.initiative("2026-02-02", "SN", "Larmcentralen", secrecy_ground="OSL 18 kap. 8 §")
    case = cases.open_case(
        by=town.by,
        at=noon("2026-02-02"),
        body=town.bodies["SN"],
        number="SN-2026-50",
        title="Larmcentralen",
        secrecy_ground="OSL 18 kap. 8 §",
    )
    meeting = cases.hold_meeting(
        by=town.by, at=noon("2026-02-02"), body=town.bodies["SN"], day=date(2026, 2, 2)
    )
    cases.record_item(
        by=town.by,
        at=noon("2026-02-02"),
        meeting=meeting,
        paragraph="40",
        title="Larmcentralen",
        cases=[case],
    )
    cases.file_document(
        by=town.by,
        at=noon("2026-02-02"),
        body=town.bodies["SN"],
        case=case,
        kind="remiss",
        title="Larmcentralen",
    )
    place = town.municipality.pk
    others = Access(Actor("person", 1, "Ada"), (Held(Role.CITY_OFFICE, place, town.bodies["KS"].pk),))
    own = Access(Actor("person", 2, "Bo"), (Held(Role.OFFICER, place, town.bodies["SN"].pk),))
    for text in ("Larmcentralen", secret.ref, "SN-2026-50", "SN § 40"):
        assert look(town, text, others) == Found([], [])
        assert look(town, text, own) != Found([], [])


def test_what_was_marked_secret_later_is_not_found_on_earlier_days_either(town: Town) -> None:
    one = town.initiative("2026-02-01", "SN", "Larmcentralen")
    register.change(by=town.by, at=noon("2026-02-20"), initiative=one, secrecy_ground="OSL 18 kap. 8 §")
    assert look(town, "Larmcentralen", as_of=date(2026, 2, 10)) == Found([], [])


def test_an_earlier_day_finds_what_was_known_then(town: Town) -> None:
    assert look(town, "åtgärder", as_of=date(2026, 1, 31)) == Found([], [])
    assert len(look(town, "åtgärder", as_of=date(2026, 2, 1)).by_words) == 5


def test_drafts_are_not_found_by_words(town: Town) -> None:
    town.initiative("2026-02-02", "SN", "Halvfärdig", draft=True)
    assert look(town, "halvfärdig").by_words == []


def test_a_paper_of_the_state_is_found_by_its_number(town: Town) -> None:
    cases.file_document(
        by=town.by, at=noon("2026-02-02"), body=town.bodies["KS"], case=None, kind="remiss",
        title="Remiss av SOU 2026:12", numbers=find_series("SOU 2026:12"),
    )  # fmt: skip
    assert [(hit.kind, hit.key) for hit in look(town, "sou 2026:12".upper()).exact] == [
        ("paper", "SOU 2026:12")
    ]
    assert look(town, "SOU 2026:13").exact == []
    assert look(town, "SOU 2026:12", as_of=date(2026, 2, 1)).exact == []
