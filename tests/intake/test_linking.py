"""Accepted values become rows that hang together: one decision, one case, one body, whatever came first."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.intake.reading import NOW, filed, minutes, point
from tests.shared_data import shared

from samsyn.cases.actions import open_case
from samsyn.cases.models import (
    Case,
    CaseLink,
    Commission,
    DecisionPoint,
    Difference,
    Document,
    Item,
    ItemNote,
    Reference,
)
from samsyn.history.models import Act, Quote
from samsyn.history.queries import broken_link
from samsyn.intake import actions
from samsyn.intake.actions.filing import file_accepted
from samsyn.intake.models import Upload
from samsyn.intake.workers.work import understand
from samsyn.kit.actors import command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Body, BodyAlias, Municipality

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": command_line(), "at": NOW}


@pytest.fixture
def town() -> Municipality:
    return organisation.found_municipality(**WHO, code="2199", name="Sundsala kommun")


def add(town: Municipality, name: str, short: str = "", kind: str = "board", **more: Any) -> Body:
    return organisation.add_body(**WHO, municipality=town, name=name, short_name=short, kind=kind, **more)


# --- one decision from two sources ---------------------------------------------------------------------------------

EXTRACT = minutes(
    "Miljönämnden", "2026-03-02", "41", title="Digital tidbok", dnr=["MN-2026-17"], adjusted="ej justerat",
    points=[point("Förstudien godkänns.")], recipients=["Servicenämnden"],
)  # fmt: skip
WHOLE = EXTRACT | {
    "kind": "protokoll", "adjusted": "2026-03-09", "recipients": ["Servicenämnden", "Stadskontoret"],
    "points": [point("Förstudien godkänns.", outcome="godkänns"), point("Medel avsätts.", "föreslår", to="Kommunstyrelsen")],
    "reservations": ["Ali Borg (M) reserverar sig mot beslutet."],
}  # fmt: skip


@pytest.mark.parametrize("order", [("utdrag", "protokoll"), ("protokoll", "utdrag")])
def test_extract_and_full_minutes_give_one_decision_with_two_sources(
    town: Municipality, order: tuple[str, ...]
) -> None:
    files = {"utdrag": EXTRACT, "protokoll": WHOLE}
    for name in order:
        filed(town, f"{name}.txt", files[name])
    item = Item.objects.get()
    held = item.points.filter(replaced_at=None)
    assert [(p.order, p.text, p.force, p.outcome) for p in held] == [
        (1, "Förstudien godkänns.", "beslutar", "godkänns"),
        (2, "Medel avsätts.", "föreslår", ""),
    ]
    assert sorted(d.recipient for d in item.dispatches.all()) == ["Servicenämnden", "Stadskontoret"]
    assert item.meeting.adjusted == "2026-03-09"
    assert [(note.kind, note.text) for note in item.notes.all()] == [
        ("reservation", "Ali Borg (M) reserverar sig mot beslutet.")
    ]
    quotes = Quote.objects.filter(ref="Miljönämnden § 41/2026", field="points")
    assert {quote.source.name for quote in quotes} == {"utdrag.txt", "protokoll.txt"}
    assert (Case.objects.count(), Difference.objects.count(), Body.objects.count()) == (1, 0, 1)
    assert broken_link() is None


@pytest.mark.parametrize("first", ["beslutar", "föreslår"])
def test_a_contradiction_is_listed_and_what_we_hold_stays(town: Municipality, first: str) -> None:
    other = {"beslutar": "föreslår", "föreslår": "beslutar"}[first]
    filed(town, "utdrag.txt", EXTRACT | {"points": [point("Förstudien godkänns.", first)]})
    second = filed(town, "protokoll.txt", EXTRACT | {"points": [point("Förstudien godkänns.", other)]})
    assert DecisionPoint.objects.get().force == first
    found = Difference.objects.get()
    assert (found.field, found.held, found.said, found.source) == (
        "points.1.force", first, other, second.source,
    )  # fmt: skip
    told = f"Miljönämnden § 41/2026, punkt 1, verkan: ”{first}” står kvar, filen säger ”{other}”."
    assert second.result["differences"] == [told]
    assert told in second.warnings


def test_another_text_on_the_same_point_is_a_difference_and_no_second_point(town: Municipality) -> None:
    filed(town, "utdrag.txt", EXTRACT)
    filed(town, "protokoll.txt", EXTRACT | {"points": [point("Förstudien avslås.")]})
    assert DecisionPoint.objects.get().text == "Förstudien godkänns."
    assert Difference.objects.get().field == "points.1.text"


def test_what_was_filled_in_later_is_not_seen_on_an_earlier_day(town: Municipality) -> None:
    filed(town, "utdrag.txt", EXTRACT)
    filed(town, "protokoll.txt", WHOLE, at=datetime(2026, 12, 1, tzinfo=UTC))
    assert [
        p.outcome for p in DecisionPoint.objects.filter(recorded_at__lt=datetime(2026, 11, 30, tzinfo=UTC))
    ] == [""]
    assert DecisionPoint.objects.filter(replaced_at=None).count() == 2


def test_the_same_file_filed_again_adds_nothing(town: Municipality) -> None:
    upload = filed(town, "protokoll.txt", WHOLE)
    before = (Act.objects.count(), DecisionPoint.objects.count(), Quote.objects.count())
    file_accepted(by=command_line(), at=NOW, upload=upload)
    assert (Act.objects.count(), DecisionPoint.objects.count(), Quote.objects.count()) == before


def test_two_paragraphs_with_one_title_in_one_file_are_two(town: Municipality) -> None:
    filed(
        town, "protokoll.txt", EXTRACT | {"title": "Anmälningar"},
        EXTRACT | {"title": "Anmälningar", "paragraph": "42", "dnr": ["MN-2026-18"]},
    )  # fmt: skip
    assert Item.objects.count() == 2
    assert Document.objects.filter(title="Anmälningar").count() == 2


def test_a_paragraph_may_have_many_cases_and_a_case_many_paragraphs(town: Municipality) -> None:
    filed(town, "ett.txt", EXTRACT | {"dnr": ["MN-2026-17", "MN-2026-18"]})
    filed(town, "två.txt", EXTRACT | {"paragraph": "50", "dnr": ["MN 2026/17"]})
    assert [case.items.count() for case in Case.objects.order_by("number")] == [2, 1]


# --- cases, parts of cases, references that wait ---------------------------------------------------------------------


def test_a_part_of_a_case_is_a_case_of_its_own_linked_to_the_main_one_in_either_order(
    town: Municipality,
) -> None:
    filed(town, "del9.txt", EXTRACT | {"dnr": ["MN-2026-00506:9"]})
    assert not CaseLink.objects.exists()
    filed(town, "huvud.txt", EXTRACT | {"paragraph": "50", "dnr": ["MN-2026-506"]})
    filed(town, "del10.txt", EXTRACT | {"paragraph": "51", "dnr": ["MN-2026-00506:10"]})
    assert {(link.from_case.number, link.kind, link.to_case.number) for link in CaseLink.objects.all()} == {
        ("MN-2026-00506:9", "part_of", "MN-2026-506"), ("MN-2026-00506:10", "part_of", "MN-2026-506"),
    }  # fmt: skip


DECISION = minutes(
    "Kommunstyrelsens arbetsutskott", "2026-10-05", "567", title="Riktlinjer", dnr=["STK-2026-284"],
    points=[point("Förslaget skickas på remiss.", "remitterar")],
)  # fmt: skip
REPLY = {
    "kind": "tjänsteskrivelse", "body": "Kulturnämnden", "date": "2026-11-11", "dnr": ["KN-2026-4392"],
    "title": "Remiss - Riktlinjer", "references": ["KSAU 2026-10-05 §567"],
}  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations((DECISION, REPLY))))
def test_a_decision_that_is_referred_to_is_linked_whichever_comes_first(
    town: Municipality, order: tuple[dict[str, Any], ...]
) -> None:
    for number, document in enumerate(order):
        filed(town, f"{number}.txt", document)
    found = Reference.objects.get()
    assert (found.item, found.resolved_at) == (Item.objects.get(), NOW)
    link = CaseLink.objects.get()
    assert (link.from_case.number, link.kind, link.to_case.number) == (
        "KN-2026-4392", "referral_of", "STK-2026-284",
    )  # fmt: skip
    assert link.words == "KSAU 2026-10-05 §567"
    assert link.place.endswith(".txt, rad 6")
    assert Case.objects.count() == 2


def test_a_decision_whose_case_is_told_later_links_the_case_then(town: Municipality) -> None:
    filed(town, "svar.txt", REPLY)
    filed(town, "utdrag.txt", {name: value for name, value in DECISION.items() if name != "dnr"})
    assert not CaseLink.objects.exists()
    filed(town, "protokoll.txt", DECISION)
    assert CaseLink.objects.get().to_case.number == "STK-2026-284"


def test_a_decision_of_another_body_with_the_same_day_and_number_is_not_meant(town: Municipality) -> None:
    filed(town, "svar.txt", REPLY)
    filed(town, "fel.txt", DECISION | {"body": "Miljönämnden"})
    assert Reference.objects.get().resolved_at is None


def test_a_number_that_is_only_mentioned_waits_and_is_no_case(town: Municipality) -> None:
    filed(town, "svar.txt", REPLY | {"references": ["STK-2026-284"]})
    assert [case.number for case in Case.objects.all()] == ["KN-2026-4392"]
    filed(town, "utdrag.txt", DECISION)
    assert CaseLink.objects.get().kind == "referral_of"


def test_only_what_the_title_names_is_what_a_referral_is_of(town: Municipality) -> None:
    filed(town, "svar.txt", REPLY | {"references": ["KSAU 2026-10-05 §567", "MN-2026-3"]})
    assert {one.kind for one in Reference.objects.all()} == {"refers_to"}


PAPER = {"kind": "okänd", "title": "Remiss av SOU 2026:12 Digitala tider"}
ANSWER = REPLY | {"title": "Yttrande över SOU 2026:12 Digitala tider", "references": []}


@pytest.mark.parametrize("order", list(itertools.permutations((PAPER, ANSWER))))
def test_a_referral_of_the_state_and_our_answer_are_joined_by_the_number(
    town: Municipality, order: tuple[dict[str, Any], ...]
) -> None:
    for number, document in enumerate(order):
        filed(town, f"{number}.txt", document)
    found = Reference.objects.get()
    assert (found.kind, found.words) == ("answer_to", "SOU 2026:12")
    assert found.document is not None
    assert [str(number) for number in found.document.numbers.all()] == ["SOU 2026:12"]
    assert found.document.kind == "remiss"


def test_a_case_first_met_at_the_council_is_the_boards_whose_diary_it_is_in(town: Municipality) -> None:
    filed(town, "kf.txt", EXTRACT | {"body": "Kommunfullmäktige"})
    assert Case.objects.get().body.name == "Kommunfullmäktige"
    filed(town, "nämnd.txt", EXTRACT)
    case = Case.objects.get()
    assert (case.body.name, case.items.count()) == ("Miljönämnden", 2)
    filed(town, "kf2.txt", EXTRACT | {"body": "Kommunfullmäktige", "paragraph": "60"})
    assert Case.objects.get().body.name == "Miljönämnden"


def test_a_committees_case_is_in_its_boards_diary(town: Municipality) -> None:
    board = add(town, "Kommunstyrelsen", "KS", "executive")
    add(town, "Kommunstyrelsens arbetsutskott", "KSAU", "committee", parent=board)
    filed(town, "ksau.txt", DECISION)
    assert Case.objects.get().body == board


def test_a_word_for_another_body_keeps_both_cases(town: Municipality) -> None:
    filed(town, "svar.txt", REPLY | {"title": "Svar på remiss", "references": ["STK-2026-284"]})
    filed(town, "utdrag.txt", DECISION)
    assert {case.body.name for case in Case.objects.all()} == {
        "Kulturnämnden", "Kommunstyrelsens arbetsutskott",
    }  # fmt: skip
    assert CaseLink.objects.get().kind == "answer_to"


# --- bodies and the names they go by --------------------------------------------------------------------------------


def test_a_corrected_body_teaches_what_texts_call_it(town: Municipality) -> None:
    board = add(town, "Miljönämnden", "MN")
    filed(town, "ett.txt", EXTRACT | {"body": "Miljö- och byggutskottet"}, right={"body": "Miljönämnden"})
    alias = BodyAlias.objects.get()
    assert (alias.name, alias.body, alias.learned_from) == ("Miljö- och byggutskottet", board, "ett.txt")
    filed(town, "två.txt", EXTRACT | {"body": "Miljö- och byggutskottet", "paragraph": "50"})
    assert [item.meeting.body for item in Item.objects.all()] == [board, board]
    assert Body.objects.count() == 1


def test_a_name_that_is_another_bodys_is_not_learned(town: Municipality) -> None:
    add(town, "Miljönämnden")
    add(town, "Servicenämnden")
    filed(town, "ett.txt", EXTRACT | {"body": "Servicenämnden"}, right={"body": "Miljönämnden"})
    assert not BodyAlias.objects.exists()


def test_an_old_name_means_the_body_until_it_was_renamed(town: Municipality) -> None:
    board = add(town, "Hälsonämnden")
    organisation.rename_body(**WHO, body=board, name="Miljönämnden")
    filed(town, "före.txt", EXTRACT | {"body": "Hälsonämnden"})
    assert Item.objects.get().meeting.body == board
    filed(town, "efter.txt", EXTRACT | {"body": "Hälsonämnden", "date": "2027-01-12"})
    assert Body.objects.filter(name="Hälsonämnden").exists()


def test_a_name_that_a_new_board_took_over_means_the_old_one_before(town: Municipality) -> None:
    old = add(town, "Miljönämnden")
    organisation.rename_body(**WHO, body=old, name="Klimatnämnden")
    add(town, "Miljönämnden", valid_from=date(2027, 1, 1))
    filed(town, "före.txt", EXTRACT)
    assert Item.objects.get().meeting.body == old


def test_an_administration_stands_for_the_board_it_works_for(town: Municipality) -> None:
    board = add(town, "Miljönämnden")
    organisation.add_administration(**WHO, body=board, name="Miljöförvaltningen")
    filed(town, "skrivelse.txt", REPLY | {"body": "Miljöförvaltningen"})
    assert Case.objects.get().body == board


def test_the_code_of_a_diary_is_learned_and_tells_whose_a_number_is(town: Municipality) -> None:
    board = add(town, "Miljönämnden")
    add(town, "Servicenämnden")
    filed(town, "ett.txt", EXTRACT)
    board.refresh_from_db()
    assert board.diary_code == "MN"
    filed(town, "två.txt", EXTRACT | {"body": "Servicenämnden", "dnr": ["MN-2026-99"]})
    assert Case.objects.get(number="MN-2026-99").body == board
    assert Body.objects.get(name="Servicenämnden").diary_code == ""


def test_a_code_that_another_board_has_cases_with_is_not_learned(town: Municipality) -> None:
    first, second = add(town, "Miljönämnden"), add(town, "Servicenämnden")
    open_case(**WHO, body=second, number="GEM-2026-1")
    filed(town, "två.txt", EXTRACT | {"dnr": ["GEM-2026-2"]})
    first.refresh_from_db()
    assert first.diary_code == ""


def test_the_council_and_a_committee_have_no_diary_code(town: Municipality) -> None:
    board = add(town, "Kommunstyrelsen", "KS", "executive")
    add(town, "Kommunstyrelsens arbetsutskott", "KSAU", "committee", parent=board)
    filed(town, "kf.txt", EXTRACT | {"body": "Kommunfullmäktige", "dnr": ["SLK-2026-1"]})
    assert Body.objects.get(name="Kommunfullmäktige").diary_code == ""
    filed(town, "ksau.txt", DECISION)
    board.refresh_from_db()
    assert board.diary_code == "STK"


# --- groups ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def boards(town: Municipality) -> Municipality:
    add(town, "Kommunstyrelsen", "KS", "executive")
    for name in ("Miljönämnden", "Servicenämnden", "Valnämnden"):
        add(town, name)
    old = add(town, "Fritidsnämnden")
    organisation.set_period(**WHO, body=old, valid_from=None, valid_to=date(2026, 1, 1))
    add(town, "Digitaliseringsnämnden", valid_from=date(2027, 1, 1))
    return town


@pytest.mark.parametrize(
    ("body", "day", "recipients", "words", "meant"),
    [
        ("Kommunstyrelsen", "2026-03-02", ["Samtliga nämnder"], "Samtliga nämnder",
         ["Miljönämnden", "Servicenämnden", "Valnämnden"]),
        ("Kommunfullmäktige", "2026-03-02", ["Alla nämnder"], "Alla nämnder",
         ["Kommunstyrelsen", "Miljönämnden", "Servicenämnden", "Valnämnden"]),
        ("Kommunstyrelsens arbetsutskott", "2025-03-02", ["Samtliga nämnder"], "Samtliga nämnder",
         ["Fritidsnämnden", "Miljönämnden", "Servicenämnden", "Valnämnden"]),
        ("Kommunstyrelsen", "2027-03-02", ["Samtliga nämnder"], "Samtliga nämnder",
         ["Digitaliseringsnämnden", "Miljönämnden", "Servicenämnden", "Valnämnden"]),
        ("Kommunstyrelsen", "2026-03-02", ["Valnämnden", "Övriga nämnder"], "Övriga nämnder",
         ["Miljönämnden", "Servicenämnden"]),
        ("Kommunstyrelsen", "2026-03-02", ["Miljönämnden och Valnämnden"], "Miljönämnden och Valnämnden",
         ["Miljönämnden", "Valnämnden"]),
        ("Kommunstyrelsen", "2026-03-02", ["Berörda nämnder"], "Berörda nämnder", [None]),
        ("Kommunstyrelsen", "2026-03-02", ["Berörda fackliga organisationer"], "Berörda fackliga organisationer",
         [None]),
        ("Kommunstyrelsen", "2026-03-02", ["Valnämndens ordförande"], "Valnämndens ordförande", [None]),
    ],
)  # fmt: skip
def test_a_group_is_the_boards_of_the_decisions_day_and_keeps_its_words(
    boards: Municipality, body: str, day: str, recipients: list[str], words: str, meant: list[str | None]
) -> None:
    filed(boards, "a.txt", minutes(body, day, "7", dnr=["KS-2026-1"], recipients=recipients))
    held = Item.objects.get().dispatches.filter(recipient=words).order_by("body__name")
    assert [one.body.name if one.body else None for one in held] == meant


# --- tasks and notes ------------------------------------------------------------------------------------------------

TASK: dict[str, Any] = {
    "text": "Servicenämnden får i uppdrag att införa tidboken senast den 31 december 2026.",
    "to": ["Servicenämnden"],
    "due": {"date": "2026-12-31", "precision": "day", "text": "senast den 31 december 2026"},
    "report_back": {"date": None, "precision": "month", "text": "i januari 2027"},
}


def test_a_task_is_filed_once_with_its_terms_though_its_last_day_is_read_too(boards: Municipality) -> None:
    deadline = {"date": "2026-12-31", "precision": "day", "who": "Servicenämnden", "text": "införa tidboken senast den 31 december 2026"}  # fmt: skip
    document = minutes(
        "Kommunstyrelsen", "2026-03-02", "7", dnr=["KS-2026-1"], points=[point(TASK["text"])],
        commissions=[TASK], deadlines=[deadline],
    )  # fmt: skip
    filed(boards, "a.txt", document)
    task = Commission.objects.get()
    assert (task.body.name, task.due, task.due_precision, task.due_text) == (
        "Servicenämnden", date(2026, 12, 31), "day", "senast den 31 december 2026",
    )  # fmt: skip
    assert (task.report_back, task.report_back_text, task.addressee, task.point) == (
        None, "i januari 2027", "Servicenämnden", 1,
    )  # fmt: skip
    assert task.decided_by == "KS § 7/2026"


def test_a_task_known_by_its_last_day_gets_the_terms_of_a_fuller_source(boards: Municipality) -> None:
    deadline = {"date": "2026-12-31", "precision": "day", "who": "Servicenämnden", "text": "senast den 31 december"}  # fmt: skip
    base = minutes("Kommunstyrelsen", "2026-03-02", "7", dnr=["KS-2026-1"])
    filed(boards, "a.txt", base | {"deadlines": [deadline]})
    filed(boards, "b.txt", base | {"commissions": [TASK]})
    assert Commission.objects.get().report_back_text == "i januari 2027"


def test_a_task_to_all_boards_is_one_for_each_and_to_outsiders_a_note(boards: Municipality) -> None:
    task = TASK | {"to": ["samtliga nämnder", "berörda fackliga organisationer"]}
    filed(
        boards, "a.txt", minutes("Kommunstyrelsen", "2026-03-02", "7", dnr=["KS-2026-1"], commissions=[task])
    )
    assert sorted(one.body.name for one in Commission.objects.all()) == [
        "Miljönämnden", "Servicenämnden", "Valnämnden",
    ]  # fmt: skip
    assert ItemNote.objects.get().text.startswith("berörda fackliga organisationer: Servicenämnden får")


def test_a_proposal_gives_nobody_a_task(boards: Municipality) -> None:
    proposed = point(TASK["text"], "föreslår", to="Kommunstyrelsen")
    filed(
        boards, "a.txt",
        minutes("Valnämnden", "2026-03-02", "7", dnr=["VN-2026-1"], points=[proposed], commissions=[TASK]),
    )  # fmt: skip
    assert not Commission.objects.exists()


def test_votes_reservations_and_the_rest_are_notes_and_points_have_outcome_and_condition(
    town: Municipality,
) -> None:
    document = EXTRACT | {
        "points": [point("Medel avsätts.", outcome="bifall", condition="under förutsättning att fullmäktige beslutar det", for_own_part=True)],
        "votes": [{"yes": 8, "no": 5, "abstain": None, "text": "8 ja mot 5 nej"}],
        "statements": ["V lämnar ett särskilt yttrande."], "conflicts": ["Ali Borg deltar inte på grund av jäv."],
        "adjournments": ["Mötet ajournerades 14.00–14.10."], "next_body": "Kommunfullmäktige",
    }  # fmt: skip
    filed(town, "a.txt", document)
    one = DecisionPoint.objects.get()
    assert (one.outcome, one.for_own_part) == ("bifall", True)
    assert one.condition.startswith("under förutsättning")
    assert {(n.kind, n.yes, n.no) for n in ItemNote.objects.all()} == {
        ("vote", 8, 5), ("statement", None, None), ("conflict", None, None), ("adjournment", None, None),
        ("next_body", None, None),
    }  # fmt: skip


# --- real texts -----------------------------------------------------------------------------------------------------


def imported(town: Municipality, name: str, text: str) -> Upload:
    data = text.encode()
    upload = actions.receive(
        **WHO, municipality=town, data=data, name=name, file=understand(data, name)
    ).upload
    actions.accept_sure(**WHO, upload=upload)
    return upload


def test_nine_real_paragraphs_are_one_case_on_its_way_from_board_to_council() -> None:
    with shared("data/goteborg-protokoll/paragrafer.jsonl").open() as file:
        every = [json.loads(line) for line in file]
    mine = [one for one in every if one["ärendeNr"] == "SLK-2023-00763"]
    assert len(mine) == 9
    city = organisation.found_municipality(**WHO, code="1480", name="Göteborgs stad")
    for one in mine:
        head = f"Göteborgs Stad\nProtokollsutdrag\n\n{one['organ']}\n\nSammanträdesdatum: {one['datum']}\n\n"
        imported(city, f"{one['id']}.txt", f"{head}{one['fulltext']}\n")
    case = Case.objects.get()
    way = [
        (item.meeting.body.short_name, str(item.meeting.day), item.paragraph)
        for item in case.items.order_by("meeting__day")
    ]
    assert way == [
        ({"Kommunstyrelsen": "KS", "Kommunfullmäktige": "KF"}[one["organ"]], one["datum"], one["paragrafNr"])
        for one in sorted(mine, key=lambda one: one["datum"])
    ]


def test_real_referrals_of_the_state_are_found_by_their_numbers(town: Municipality) -> None:
    with shared("data/regeringen-remisser/remisser.jsonl").open() as file:
        pages = [json.loads(line)["markdown"] for line in file]
    wanted = ("SOU 2021:2 ", "Ds 2021:6 ")
    filed(town, "svar.txt", ANSWER | {"title": "Yttrande över SOU 2021:2"})
    for number, page in enumerate(page for page in pages if any(f"Remiss av {w}" in page for w in wanted)):
        imported(town, f"{number}.md", page)
    numbers = {str(n) for document in Document.objects.filter(kind="remiss") for n in document.numbers.all()}
    assert numbers == {"SOU 2021:2", "Ds 2021:6"}
    found = Reference.objects.get()
    assert found.document is not None
    assert "SOU 2021:2" in found.document.title
