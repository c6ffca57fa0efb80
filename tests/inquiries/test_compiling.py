"""Compiling: cells add up, viewpoints move, split and join, each is disposed of before the inquiry is closed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.inquiries.compiled import SAID, Compiled
from tests.oversight.town import noon

from samsyn.governance.actions import adopt
from samsyn.governance.rules import ClauseText
from samsyn.history.models import Act
from samsyn.history.queries import broken_link
from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError, Undisposed
from samsyn.inquiries.queries.compiling import changed_by
from samsyn.inquiries.rules import clause_named
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Stance
from samsyn.organisation.queries import OPEN


@pytest.fixture
def town(db: None) -> Compiled:
    return Compiled()


def stances(town: Compiled, side: str) -> dict[tuple[str, str], tuple[str, str]]:
    seen = town.seen()
    names = {who.id: who.name for who in seen.respondents}
    titles = dict(seen.columns(side))  # type: ignore[arg-type]
    return {
        (names[who], titles[column]): (cell.stance.value if cell.stance else "", cell.words)
        for (who, column), cell in seen.cells(side).items()  # type: ignore[arg-type]
    }


def test_cells_count_what_each_respondent_asks_and_supports(town: Compiled) -> None:
    assert stances(town, "question") == {
        ("Socialnämnden", "Är avgiften rimlig?"): ("med synpunkter", "1 önskemål, 1 stöd"),
        ("Socialnämnden", "När kan reglerna gälla?"): ("med synpunkter", "1 önskemål"),
        ("Socialnämnden", "Allmänt"): ("med synpunkter", "1 önskemål"),
        ("Vision", "När kan reglerna gälla?"): ("med synpunkter", "1 önskemål"),
    }
    assert ("Socialnämnden", "Avgifter") in stances(town, "theme")


def test_a_given_stance_wins_in_its_cell_the_most_critical_first(town: Compiled) -> None:
    (one,) = town.viewpoints("riskbedömning")
    actions.edit_viewpoint(
        **town.who, viewpoint=one, text=one.text, kind="request", question=one.question, theme="Tidplan",
        stance=Stance.OPPOSES.value,
    )  # fmt: skip
    assert stances(town, "question")["Vision", "När kan reglerna gälla?"][0] == "avstyrker"


def test_an_inquiry_is_closed_only_when_every_viewpoint_is_disposed_of(town: Compiled) -> None:
    town.dispose("prislista")
    with pytest.raises(Undisposed, match="4 synpunkter saknar svar"):
        actions.close(**town.who, inquiry=town.inquiry)
    town.dispose("riskbedömning", "skjutas", "register", outcome="ej", why="Det prövas nästa år.")
    with pytest.raises(Undisposed, match="1 synpunkt saknar svar") as refused:
        actions.close(**town.who, inquiry=town.inquiry)
    assert refused.value.left == 1
    town.dispose("välkomnar")
    actions.close(**town.who, inquiry=town.inquiry)
    assert town.seen().closed_on == date(2026, 3, 5)
    town.inquiry.refresh_from_db()
    with pytest.raises(InquiryError, match="Öppna den igen"):
        actions.dispose(**town.who, viewpoints=town.viewpoints("prislista"), outcome="beaktas")
    actions.reopen(**town.who, inquiry=town.inquiry)
    town.dispose("prislista", outcome="delvis", why="Bara för drift.")
    assert broken_link() is None


@pytest.mark.parametrize("outcome", ["delvis", "ej"])
def test_what_is_not_wholly_heeded_says_why(town: Compiled, outcome: str) -> None:
    with pytest.raises(InquiryError, match="Skriv varför"):
        town.dispose("prislista", outcome=outcome, why=" ")
    assert town.seen().disposed == 0


def test_many_alike_are_disposed_of_in_one_act(town: Compiled) -> None:
    before = Act.objects.count()
    town.dispose("skjutas", "riskbedömning", outcome="ej", why="Tidplanen ligger fast.")
    assert Act.objects.count() == before + 1
    assert {row.disposed.why for row in town.seen().viewpoints if row.disposed} == {"Tidplanen ligger fast."}


def test_a_disposition_is_changed_and_the_earlier_one_is_what_was_known_that_day(town: Compiled) -> None:
    town.dispose("prislista", outcome="ej", why="Saknar pris.")
    actions.dispose(
        by=town.by,
        at=noon("2026-03-08"),
        viewpoints=town.viewpoints("prislista"),
        outcome="beaktas",
        clause="3.1",
    )
    now = next(row.disposed for row in town.seen().viewpoints if row.disposed)
    then = next(row.disposed for row in town.seen(date(2026, 3, 6)).viewpoints if row.disposed)
    assert (now.outcome, now.clause, then.outcome, then.why) == ("beaktas", "3.1", "ej", "Saknar pris.")
    assert town.seen(date(2026, 2, 1)).viewpoints == ()


def test_a_clause_is_found_by_its_number_and_knows_who_it_was_changed_for(town: Compiled) -> None:
    version = adopt(
        **town.who, municipality=town.municipality, title="Kartregler", label="2.0", valid_from=date(2026, 1, 1),
        decided_by=DecisionRef("KS", date(2026, 1, 1), "7"),
        clauses=[ClauseText("3.1", "Avgift", "Avgiften står i en prislista.")],
    )  # fmt: skip
    town.dispose("prislista", clause="3.1")
    clause = version.clauses.get()
    found = changed_by(OPEN, town.municipality, clause.pk)
    assert [(one.respondent, one.outcome) for one in found] == [("Socialnämnden", "beaktas")]
    town.dispose("prislista", outcome="ej", why="Ändras inte.", clause="3.1")
    assert changed_by(OPEN, town.municipality, clause.pk) == []


CLAUSES = [
    (1, "3.1", "3.1 Avgift – Regler"),
    (2, "3.2", "3.2 Tid – Regler"),
    (3, "3.2", "3.2 Annat – Policy"),
]


@pytest.mark.parametrize(
    ("words", "key"),
    [("3.1", 1), ("Klausul 3.1", 1), ("3.1 avgift – regler", 1), ("3.2", None), ("3.2 Annat – Policy", 3), ("", None)],
)  # fmt: skip
def test_a_clause_is_named_by_its_label_or_a_number_of_its_own(words: str, key: int | None) -> None:
    assert clause_named(words, CLAUSES) == key


def test_viewpoints_move_to_a_theme_old_or_new(town: Compiled) -> None:
    actions.move(**town.who, viewpoints=town.viewpoints("register", "prislista"), theme="Sökbarhet")
    assert {row.theme for row in town.seen().viewpoints} == {"Sökbarhet", "Avgifter", "Tidplan"}
    actions.move(**town.who, viewpoints=town.viewpoints("register"), theme="tidplan")
    assert dict(town.seen().columns("theme")).keys() == {theme.pk for theme in town.inquiry.themes.all()}


def test_those_without_a_theme_go_to_the_one_they_are_like(town: Compiled) -> None:
    said = [
        (None, "", "request", "Avgiften måste räknas om."),
        (None, "", "request", "Ett glasögonprogram saknas."),
    ]
    town.answer("Tekniska nämnden", said, stance=None)
    assert actions.sort_by_theme(**town.who, inquiry=town.inquiry) == 1
    themes = {row.text: row.theme for row in town.seen().viewpoints}
    assert (themes["Avgiften måste räknas om."], themes["Ett glasögonprogram saknas."]) == ("Avgifter", "")


def test_a_viewpoint_is_split_and_joined_again(town: Compiled) -> None:
    (one,) = town.viewpoints("prislista")
    pieces = actions.split(**town.who, viewpoint=one, texts=["Önskar en prislista.", " ", "Önskar ett tak."])
    assert [piece.quote for piece in pieces] == [SAID[0][3]] * 2
    joined = actions.join(**town.who, viewpoints=town.viewpoints("Önskar"))
    assert (joined.text, joined.quote) == ("Önskar en prislista. Önskar ett tak.", SAID[0][3])
    assert len(town.seen().viewpoints) == 5


def test_what_cannot_be_split_or_joined_is_refused(town: Compiled) -> None:
    (one,) = town.viewpoints("prislista")
    with pytest.raises(InquiryError, match="minst två"):
        actions.split(**town.who, viewpoint=one, texts=["Bara en."])
    with pytest.raises(InquiryError, match="ur samma svar"):
        actions.join(**town.who, viewpoints=town.viewpoints("prislista", "riskbedömning"))
    town.dispose("skjutas")
    with pytest.raises(InquiryError, match="besvarad för sig"):
        actions.join(**town.who, viewpoints=town.viewpoints("prislista", "skjutas"))
    assert len(town.seen().viewpoints) == 5


def test_the_stance_of_a_whole_answer_can_be_read_in(town: Compiled) -> None:
    actions.set_stance(**town.who, recipient=town.recipient("Vision"), stance=Stance.PARTLY)
    assert {who.name: who.stance for who in town.seen().respondents}["Vision"] is Stance.PARTLY
    with pytest.raises(InquiryError, match="har inte svarat"):
        actions.set_stance(**town.who, recipient=town.recipient("Tekniska nämnden"), stance=Stance.PARTLY)


def test_only_the_valid_version_of_an_answer_is_compiled(town: Compiled) -> None:
    town.answer("Vision", [(1, "Avgifter", "support", "Bra.")], stance=Stance.SUPPORTS, day="2026-02-20")
    texts = [row.text for row in town.seen().viewpoints if row.recipient.name == "Vision"]
    assert texts == ["Bra."]


@pytest.mark.parametrize("many", [2, 30])
def test_a_compilation_takes_the_same_few_queries_for_few_and_many(town: Compiled, many: int) -> None:
    town.answer(
        "Tekniska nämnden", [(1, "Avgifter", "request", f"Önskemål {n}.") for n in range(many)], stance=None
    )
    with CaptureQueriesContext(connection) as asked:
        assert len(town.seen().viewpoints) == 5 + many
    assert len(asked) == 5
