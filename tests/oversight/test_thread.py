"""The red thread from any reference to everything joined to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.oversight.town import FULL, Town, noon

from samsyn.audits.actions import open_audit, plan_measure, recommend
from samsyn.cases.actions import (
    Point,
    commission,
    hold_meeting,
    mark_secret,
    open_case,
    plan_hearing,
    record_item,
    refer,
)
from samsyn.cases.models import Case
from samsyn.money.actions import set_budget
from samsyn.organisation.actions import add_body
from samsyn.oversight.queries import (
    NoSuchRef,
    Thread,
    address,
    case_strip,
    initiative_strip,
    things_of_case,
    thread,
)
from samsyn.register.actions import promise_benefit
from samsyn.register.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    by, at = town.by, noon("2026-03-02")
    case = open_case(by=by, at=at, body=town.bodies["KS"], number="KS-2026-88", title="Digitalt bistånd")
    meeting = hold_meeting(by=by, at=at, body=town.bodies["KS"], day=date(2026, 3, 2))
    record_item(
        by=by, at=at, meeting=meeting, paragraph="198", title="Digitalt bistånd", cases=[case],
        points=[Point("Kommunstyrelsen beslutar att genomföra.", "beslutar")],
    )  # fmt: skip
    commission(
        by=by, at=at, body=town.bodies["SN"], decided_by="KS § 198/2026", decided_on=date(2026, 3, 2),
        text="Redovisa nyttan.", due=date(2026, 9, 1), case=case,
    )  # fmt: skip
    one = town.initiative("2026-03-03", "SN", "Digital ansökan", decision="KS § 198/2026", **FULL)
    set_budget(by=by, at=at, initiative=one, source=Source.POOL, year=2026, budget=720_000_000)
    promise_benefit(
        by=by,
        at=at,
        initiative=one,
        title="Kortare väntan",
        kind="service",
        unit="dagar",
        low=3,
        likely=5,
        high=9,
    )
    audit = open_audit(by=by, at=at, body=town.bodies["KS"], title="Granskning", case=None)
    asked = recommend(by=by, at=at, audit=audit, number=5, text="Utse nyttoägare.", body=town.bodies["SN"])
    plan_measure(by=by, at=at, recommendation=asked, text="Utses i april.", initiative_number=one.number)
    return town


def kinds(found: Thread) -> list[str]:
    return sorted({node.kind for node in found.nodes})


@pytest.mark.parametrize(
    "ref", ["I-0001", "KS-2026-88", "ks-2026-88", "KS § 198/2026", "ks §198", "R-0001.5"]
)
def test_every_reference_leads_to_the_same_thread(town: Town, ref: str) -> None:
    found = thread(town.lens("2026-04-01"), ref)
    assert kinds(found) == ["beslut", "initiativ", "medel", "nytta", "rekommendation", "uppdrag", "ärende"]
    joined = {(edge.from_, edge.type, edge.to) for edge in found.edges}
    assert ("KS § 198/2026", "beslutar om", "I-0001") in joined
    assert ("R-0001.5", "besvaras av", "I-0001") in joined


def test_a_reference_is_given_back_as_it_is_written_here(town: Town) -> None:
    lens = town.lens("2026-04-01")
    written = {"i-1": "I-0001", "ks §198": "KS § 198/2026", "ks-2026-88": "KS-2026-88"}
    assert {ref: thread(lens, ref).ref for ref in written} == written


def test_what_is_missing_is_named(town: Town) -> None:
    town.initiative("2026-03-03", "TN", "Sensorer")
    assert [one.sentence for one in thread(town.lens("2026-04-01"), "I-0001").missing] == [
        "Kortare väntan saknar nyttoägare."
    ]
    assert {one.kind for one in thread(town.lens("2026-04-01"), "I-0002").missing} == {
        "beslut",
        "medel",
        "nytta",
    }


def test_an_earlier_day_has_what_was_recorded_then(town: Town) -> None:
    before = thread(town.lens("2026-04-01"), "I-0001")
    case = open_case(
        by=town.by, at=noon("2026-04-02"), body=town.bodies["SN"], number="SN-2026-5", title="Nytt"
    )
    meeting = hold_meeting(by=town.by, at=noon("2026-04-02"), body=town.bodies["KS"], day=date(2026, 3, 30))
    record_item(
        by=town.by, at=noon("2026-04-02"), meeting=meeting, paragraph="198", title="Annat", cases=[case]
    )
    assert thread(town.lens("2026-04-01"), "I-0001") == before
    with pytest.raises(NoSuchRef):
        thread(town.lens("2026-03-01"), "I-0001")


def test_a_secret_initiative_is_on_no_thread(town: Town) -> None:
    town.initiative(
        "2026-03-03", "SN", "Hemligt", decision="KS § 198/2026", secrecy_ground="OSL 19 kap. 3 §", **FULL
    )
    lens = town.lens("2026-04-01")
    assert "Hemligt" not in str(thread(lens, "KS-2026-88"))
    assert "Hemligt" not in str(things_of_case(lens, "KS-2026-88", {"KS § 198/2026": ""}))


def test_the_json_shape_is_stable(town: Town) -> None:
    told: dict[str, Any] = thread(town.lens("2026-04-01"), "I-0001").as_json()
    assert (told["ref"], told["as_of"]) == ("I-0001", "2026-04-01")
    assert all(set(node) == {"ref", "kind", "title"} for node in told["nodes"])
    assert all(set(edge) == {"from", "type", "to", "source"} for edge in told["edges"])
    refs = {node["ref"] for node in told["nodes"]}
    assert all({edge["from"], edge["to"]} <= refs for edge in told["edges"])


def test_the_strip_has_seven_knots_and_dashes_before_what_is_missing(town: Town) -> None:
    lens = town.lens("2026-04-01")
    key = lens.known().get(number=1).id
    strip = initiative_strip(lens, initiative_id=key, number=1, decision="KS § 198/2026", met=6, asked=9)
    assert [knot.state for knot in strip] == [
        "proven",
        "proven",
        "here",
        "proven",
        "missing",
        "proven",
        "proven",
    ]
    assert [knot.broken for knot in strip] == [False, False, False, True, False, False, False]
    assert len(case_strip(thread(lens, "KS-2026-88"))) == 7


def test_the_things_of_a_case_are_those_of_its_whole_thread(town: Town) -> None:
    lens, decided = town.lens("2026-04-01"), {"KS § 198/2026": "Digitalt bistånd"}
    found, whole = things_of_case(lens, "KS-2026-88", decided), thread(lens, "KS-2026-88")
    kept = {"beslut", "initiativ", "medel", "nytta", "rekommendation"}
    assert {one.ref for one in found.nodes if one.kind in kept} == {
        one.ref for one in whole.nodes if one.kind in kept
    }
    assert [knot.state for knot in case_strip(found)] == [
        "here", "proven", "missing", "proven", "proven", "proven", "proven",
    ]  # fmt: skip
    alone = case_strip(things_of_case(lens, "KS-2026-99", {}))
    assert [knot.state for knot in alone] == ["here", *["missing"] * 6]


@pytest.mark.parametrize(
    ("ref", "page"),
    [
        ("I-0147", ("register:initiative", 147)),
        ("R-0002.5", ("audits:audit", 2)),
        ("KS-2026-88", ("cases:case", "ks-2026-88")),
        ("något annat", None),
    ],
)
def test_an_address_is_told_from_the_form_of_a_reference(ref: str, page: tuple[str, object] | None) -> None:
    assert address(ref) == page


@pytest.fixture
def way() -> Town:
    """A case that goes from a board's committee to the board and on to the council, with a part and a referral."""
    town = Town()
    by, at = town.by, noon("2026-03-02")
    for short, name, kind in (
        ("KSAU", "Kommunstyrelsens arbetsutskott", "committee"),
        ("KF", "Kommunfullmäktige", "council"),
    ):
        town.bodies[short] = add_body(
            by=by, at=at, municipality=town.municipality, name=name, short_name=short, kind=kind
        )
    case = open_case(by=by, at=at, body=town.bodies["KS"], number="KS-2026-88", title="Riktlinjer")
    steps = (
        ("KSAU", date(2026, 3, 2), "5", "Kommunstyrelsen"),
        ("KS", date(2026, 3, 16), "9", "Kommunfullmäktige"),
    )
    for short, day, paragraph, to in steps:
        meeting = hold_meeting(by=by, at=at, body=town.bodies[short], day=day)
        record_item(
            by=by, at=at, meeting=meeting, paragraph=paragraph, title="Riktlinjer", cases=[case],
            points=[Point("Riktlinjerna antas.", "föreslår", to=to)],
        )  # fmt: skip
    plan_hearing(by=by, at=at, case=case, body_name="Kommunfullmäktige", planned=date(2026, 4, 20))
    open_case(by=by, at=at, body=town.bodies["KS"], number="KS-2026-88:2", title="Del två")
    reply = open_case(by=by, at=at, body=town.bodies["SN"], number="SN-2026-7", title="Svar")
    refer(by=by, at=at, case=reply, kind="answer_to", words="KSAU 2026-03-02 § 5", place="svar.txt, rad 3")
    refer(by=by, at=at, case=case, kind="refers_to", words="TN-2025-4", place="utdrag.txt, rad 8")
    return town


def told(found: Thread) -> set[tuple[str, str, str]]:
    return {(edge.from_, edge.type, edge.to) for edge in found.edges}


@pytest.mark.parametrize("ref", ["KS-2026-88", "KSAU § 5/2026", "KSAU 2026-03-02 § 5", "ks §9"])
def test_a_case_is_followed_through_its_bodies_parts_and_links(way: Town, ref: str) -> None:
    assert told(thread(way.lens("2026-04-01"), ref)) == {
        ("KSAU § 5/2026", "fattades i", "KS-2026-88"),
        ("KS § 9/2026", "fattades i", "KS-2026-88"),
        ("KSAU § 5/2026", "går vidare till", "KS § 9/2026"),
        ("KS § 9/2026", "går vidare till", "Kommunfullmäktige 2026-04-20"),
        ("KS-2026-88:2", "är del av", "KS-2026-88"),
        ("SN-2026-7", "är svar på", "KS-2026-88"),
        ("SN-2026-7", "är svar på", "KSAU § 5/2026"),
        ("KS-2026-88", "hänvisar till", "TN-2025-4"),
    }


def test_a_join_tells_the_words_it_rests_on(way: Town) -> None:
    edges = {(e.from_, e.to): e.source for e in thread(way.lens("2026-04-01"), "KS-2026-88").edges}
    assert edges["SN-2026-7", "KS-2026-88"] == "svar.txt, rad 3: ”KSAU 2026-03-02 § 5”"


def test_what_is_not_read_in_or_not_decided_waits_and_is_named(way: Town) -> None:
    found = thread(way.lens("2026-04-01"), "KS-2026-88")
    assert [node.ref for node in found.nodes if node.waiting] == ["TN-2025-4", "Kommunfullmäktige 2026-04-20"]
    assert [one.sentence for one in found.missing] == [
        "TN-2025-4 är inte inläst.", "Kommunfullmäktige har inte beslutat, planerat 2026-04-20.",
    ]  # fmt: skip
    assert ("KS-2026-88", "hänvisar till", "TN-2025-4") in told(thread(way.lens("2026-04-01"), "TN-2025-4"))


def test_a_decision_that_is_not_read_in_leads_to_those_that_cite_it(way: Town) -> None:
    case = Case.objects.get(number="SN-2026-7")
    refer(by=way.by, at=noon("2026-03-02"), case=case, kind="refers_to", words="TN 2025-11-03 § 44")
    joined = ("SN-2026-7", "hänvisar till", "TN 2025-11-03 § 44")
    assert joined in told(thread(way.lens("2026-04-01"), "TN 2025-11-03 § 44"))


def test_what_comes_later_changes_no_earlier_day(way: Town) -> None:
    before = thread(way.lens("2026-04-01"), "KS-2026-88").as_json()
    at = noon("2026-04-20")
    open_case(by=way.by, at=at, body=way.bodies["TN"], number="TN-2025-4")
    meeting = hold_meeting(by=way.by, at=at, body=way.bodies["KF"], day=date(2026, 4, 20))
    case = Case.objects.get(number="KS-2026-88")
    record_item(
        by=way.by, at=at, meeting=meeting, paragraph="3", cases=[case], points=[Point("Antas.", "beslutar")]
    )
    assert thread(way.lens("2026-04-01"), "KS-2026-88").as_json() == before
    after = thread(way.lens("2026-04-30"), "KS-2026-88")
    assert ("KS § 9/2026", "går vidare till", "KF § 3/2026") in told(after)
    assert after.missing == ()


def test_a_task_to_many_in_the_same_words_is_one_thing(town: Town) -> None:
    case = Case.objects.get()
    for short in ("SN", "TN", "KS"):
        commission(
            by=town.by, at=noon("2026-03-03"), body=town.bodies[short], decided_by="KS § 198/2026",
            decided_on=date(2026, 3, 2), text="Utse en kontaktperson.", due=None, case=case,
        )  # fmt: skip
    titles = [
        node.title for node in thread(town.lens("2026-04-01"), "KS-2026-88").nodes if node.kind == "uppdrag"
    ]
    assert titles == ["Redovisa nyttan.", "Utse en kontaktperson. (3 organ)"]


def test_a_secret_case_is_neither_linked_nor_named(way: Town) -> None:
    mark_secret(
        by=way.by, at=noon("2026-03-20"), case=Case.objects.get(number="SN-2026-7"), ground="OSL 26 kap. 1 §",
        owner=way.bodies["SN"],
    )  # fmt: skip
    assert "SN-2026-7" not in str(thread(way.lens("2026-04-01"), "KS-2026-88").as_json())
