"""Writing initiatives on the web: new, draft, change, two at once, report, secrecy. No script is needed for any of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.governance.actions import set_goal
from samsyn.governance.models import Goal
from samsyn.history.models import Act
from samsyn.history.queries import saved_by
from samsyn.kit.actors import Actor, command_line
from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.web.pages.register.forms import in_tkr

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def filled(town: Town, **other: Any) -> dict[str, Any]:
    title = "Service nära invånaren"
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    goal = Goal.objects.filter(title=title).first() or set_goal(
        **who, municipality=town.municipality, title=title
    )
    return {
        "title": "Stöd för årsräkningar", "problem": "Gode män lämnar årsräkningar på papper.", "goal": goal.pk,
        "track": "project", "body": town.bodies["SN"].pk, "contact": "Hanna Lindqvist", "reach": "several",
        "start": "2027-01-11", "end": "2027-12-31", "cost": "4 200", "funding": "pool", "decision": "", **other,
    }  # fmt: skip


def text(response: Any) -> str:
    return str(response.content.decode())


def test_at_most_twelve_fields_are_asked_for(town: Town, officer: Client) -> None:
    wanted = set(filled(town))
    page = text(officer.get("/initiativ/nytt/"))
    asked = {part.split('"')[0] for part in page.split('name="')[1:]} & wanted
    assert len(asked) == 12
    assert page.count("(valfritt)") == 3


def test_a_whole_form_becomes_an_initiative(town: Town, officer: Client) -> None:
    response = officer.post("/initiativ/nytt/", filled(town))
    assert response.headers["Location"] == "/initiativ/I-0001/"
    one = Initiative.objects.get()
    assert (one.title, one.body, one.draft, one.funding, one.end_precision) == (
        "Stöd för årsräkningar", town.bodies["SN"], False, "pool", "day",
    )  # fmt: skip
    assert one.estimates.get().minor == 420_000_000
    assert saved_by(one).actor_name.startswith("Person")


def test_errors_are_summed_up_and_everything_typed_is_kept(town: Town, officer: Client) -> None:
    response = officer.post("/initiativ/nytt/", filled(town, end="2026-12-31", cost="cirka 2 mnkr"))
    page = text(response)
    assert response.status_code == 422
    assert "Två uppgifter behöver rättas" in page
    assert "Slutdatum ligger före startdatum 2027-01-11. Ändra ett av dem." in page
    assert "Skriv beloppet i tusen kronor, till exempel 4 200." in page
    for typed in ('value="2026-12-31"', 'value="cirka 2 mnkr"', "Gode män lämnar årsräkningar på papper."):
        assert typed in page
    assert page.index("#id_end") < page.index("#id_cost")
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Skriv ett namn."), ("problem", " ", "Skriv vilket problem det löser."),
        ("start", "nästa vår", "Skriv datumet som ÅÅÅÅ-MM-DD"), ("start", "", "Start saknas."), ("funding", "", "Välj vem som betalar."),
        ("cost", "£5", "Skriv beloppet i tusen kronor"), ("cost", "-4", "Skriv beloppet i tusen kronor"),
    ],
)  # fmt: skip
def test_each_error_says_what_to_do(
    town: Town, officer: Client, field: str, typed: str, sentence: str
) -> None:
    response = officer.post("/initiativ/nytt/", filled(town, **{field: typed}))
    assert response.status_code == 422
    assert sentence in text(response)


def test_a_board_one_has_no_right_at_is_no_choice(town: Town, officer: Client) -> None:
    response = officer.post("/initiativ/nytt/", filled(town, body=town.bodies["TN"].pk))
    assert response.status_code == 422
    assert "Tekniska nämnden" not in text(response)


def test_half_finished_keeps_what_cannot_be_read_and_is_finished_later(town: Town, officer: Client) -> None:
    typed = {
        "title": "Stöd",
        "start": "till våren",
        "end": "2027-12-31",
        "cost": "cirka 2 mnkr",
        "goal": "x",
        "draft": "1",
    }
    response = officer.post("/initiativ/nytt/", typed)
    assert response.headers["Location"] == "/initiativ/I-0001/andra/"
    page = text(officer.get("/initiativ/I-0001/andra/"))
    for kept in ('value="till våren"', 'value="2027-12-31"', 'value="cirka 2 mnkr"', 'value="Stöd"'):
        assert kept in page
    assert "Stöd" not in text(officer.get("/initiativ/"))
    assert "Stöd" in text(officer.get("/att-gora/"))
    draft = Initiative.objects.get()
    more = {**typed, "problem": "Papper.", "seen": saved_by(draft).pk}
    assert officer.post("/initiativ/I-0001/andra/", more).status_code == 302
    assert 'value="till våren"' in text(officer.get("/initiativ/I-0001/andra/"))
    whole = {**filled(town), "phase": "need", "risk": "none", "seen": saved_by(draft).pk}
    assert officer.post("/initiativ/I-0001/andra/", whole).headers["Location"] == "/initiativ/I-0001/"
    draft.refresh_from_db()
    assert (draft.draft, str(draft.start)) == (False, "2027-01-11")
    assert next(one.minor for one in draft.estimates.all()) == 420_000_000


def test_an_empty_draft_can_be_saved(town: Town, officer: Client) -> None:
    officer.post("/initiativ/nytt/", {"draft": "1"})
    assert Initiative.objects.get().title == "Namnlöst utkast"


def change(officer: Client, seen: int, **other: Any) -> HttpResponse:
    given: dict[str, Any] = {
        "title": "Digital ansökan", "track": "project", "reach": "one", "phase": "need", "risk": "none", "seen": seen,
        "body": Initiative.objects.get().body_id, **other,
    }  # fmt: skip
    return officer.post("/initiativ/I-0001/andra/", given)  # type: ignore[return-value]  # the test client's own class


def test_a_change_is_saved_with_its_reason_and_only_what_was_there_is_demanded(
    town: Town, officer: Client
) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan", contact="Ada Ek")
    seen = saved_by(one).pk
    assert "Skriv vem som är kontakt." in text(change(officer, seen, contact=""))
    response = change(officer, seen, contact="Bo Ek", phase="study", owner="Cia Å", why="Ada har slutat.")
    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.contact, one.phase, one.owner) == ("Bo Ek", "study", "Cia Å")
    page = text(officer.get("/initiativ/I-0001/"))
    assert "Ada har slutat." in page
    assert "gick från behov till förstudie" in page


def test_saving_without_change_records_nothing(town: Town, officer: Client) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan", cost=Amount(150_000, "SEK"))
    seen = saved_by(one).pk
    assert change(officer, seen, cost="1,5").status_code == 302
    assert saved_by(one).pk == seen
    assert one.estimates.count() == 1
    assert change(officer, seen, cost="").status_code == 302
    assert [estimate.minor for estimate in one.estimates.all()] == [None, 150_000]


def test_a_day_known_to_the_month_keeps_its_words_when_it_is_left_alone(town: Town, officer: Client) -> None:
    day = noon("2027-03-01").date()
    one = town.initiative(
        "2026-01-05", "SN", "Digital ansökan", end=day, end_precision="month", end_raw="mars 2027"
    )
    assert change(officer, saved_by(one).pk, end="2027-03-01", contact="Bo").status_code == 302
    one.refresh_from_db()
    assert (one.end_precision, one.end_raw, one.contact) == ("month", "mars 2027", "Bo")
    assert "mars 2027" in text(officer.get("/initiativ/I-0001/"))


def test_who_saves_second_sees_both_versions_and_may_save_anyway(town: Town, officer: Client) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan", contact="Ada Ek")
    seen = saved_by(one).pk
    actions.change(by=Actor("cli", None, "Bo Ås"), at=timezone.now(), initiative=one, contact="Bo Ås")
    response = change(officer, seen, contact="Cia Å", problem="Köerna är långa.")
    page = text(response)
    assert response.status_code == 409
    assert f"Någon sparade före dig kl. {timezone.localtime():%H.%M}"[:-1] in page
    assert "<td>Bo Ås</td><td>Cia Å</td>" in page
    assert "Köerna är långa." in page
    assert Initiative.objects.get().contact == "Bo Ås"
    assert change(officer, saved_by(one).pk, contact="Cia Å").status_code == 302
    assert Initiative.objects.get().contact == "Cia Å"


def test_a_report_in_three_fields(town: Town, officer: Client) -> None:
    town.initiative("2026-01-05", "SN", "Digital ansökan")
    response = officer.post(
        "/initiativ/I-0001/lage/", {"state": "deviation", "happened": "", "needs": "Beslut om medel."}
    )
    assert response.status_code == 422
    assert "Skriv vad som har hänt, eller välj Inget nytt." in text(response)
    assert "Beslut om medel." in text(response)
    sent = {"state": "deviation", "happened": "Leverantören\r\ndröjer.", "needs": ""}
    assert officer.post("/initiativ/I-0001/lage/", sent).headers["Location"] == "/initiativ/I-0001/"
    one = Initiative.objects.get()
    assert (one.state, one.reported_on) == ("deviation", timezone.localdate())
    assert one.reports.get().happened == "Leverantören\ndröjer."


def test_one_click_when_nothing_is_new(town: Town, officer: Client) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    first = officer.post("/initiativ/I-0001/inget-nytt/", follow=True)
    assert "Skriv en första lägesrapport." in text(first)
    old = timezone.now() - timedelta(days=90)
    actions.report(by=town.by, at=old, initiative=one, state=State.ON_TRACK, happened="Piloten är klar.")
    assert "1 lägesrapport" in text(officer.get("/att-gora/"))
    response = officer.post("/initiativ/I-0001/inget-nytt/", {"next": "/att-gora/"})
    assert response.headers["Location"] == "/att-gora/"
    one.refresh_from_db()
    assert one.reported_on == timezone.localdate()
    assert "Inget väntar på dig." in text(officer.get("/att-gora/"))
    assert officer.get("/initiativ/I-0001/inget-nytt/").status_code == 405


def test_the_secrecy_mark_has_ground_and_owner_and_can_be_taken_away(town: Town, officer: Client) -> None:
    town.initiative("2026-01-05", "SN", "Larmcentral")
    marked = officer.post(
        "/initiativ/I-0001/sekretess/", {"ground": "OSL 18 kap. 8 §", "owner": town.bodies["KS"].pk}
    )
    assert marked.headers["Location"] == "/initiativ/I-0001/"
    one = Initiative.objects.get()
    assert (one.secrecy_ground, one.secrecy_owner) == ("OSL 18 kap. 8 §", town.bodies["KS"])
    assert officer.post("/initiativ/I-0001/sekretess/", {"ground": "", "owner": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.secrecy_ground, one.secrecy_owner) == ("", None)


def test_who_marks_without_being_the_owner_is_led_back_to_the_list(town: Town) -> None:
    town.initiative("2026-01-05", "SN", "Larmcentral")
    strategist = signed_in(Role.CITY_OFFICE, town.bodies["KS"])
    response = strategist.post("/initiativ/I-0001/sekretess/", {"ground": "OSL 18 kap. 8 §"}, follow=True)
    assert response.redirect_chain == [("/initiativ/", 302)]
    assert "syns bara för Socialnämnden och revisorerna" in text(response)


@given(st.integers(min_value=0, max_value=10**14))
def test_a_cost_is_shown_as_it_would_be_typed(minor: int) -> None:
    from samsyn.web.pages.register.forms import CostField

    typed = CostField().clean(in_tkr(Amount(minor, "SEK")))
    assert typed.minor == minor


LARM = "Larmcentral för hemtjänsten"


def told(town: Town, body: str = "SN") -> None:
    """Register an initiative whose name also stands in its case, a document and a paragraph of the minutes."""
    by, at, board = town.by, noon("2026-02-01"), town.bodies[body]
    case = cases.open_case(by=by, at=at, body=board, number=f"{body}-2026-12", title=LARM)
    cases.file_document(
        by=by, at=at, body=board, case=case, kind="tjänsteskrivelse", title=f"{LARM}, förslag"
    )
    meeting = cases.hold_meeting(by=by, at=at, body=board, day=at.date())
    cases.record_item(by=by, at=at, meeting=meeting, paragraph="12", title=LARM, cases=[case])
    cases.commission(
        by=by, at=at, body=board, decided_by=f"{body} § 12/2026", decided_on=at.date(), text=LARM, due=None, case=case
    )  # fmt: skip
    town.initiative("2026-01-05", "SN", LARM, decision=f"{body} § 12/2026")


def places(client: Client) -> str:
    """Return all that a reader sees of cases: search, lists, files and pages of their own."""
    addresses = (
        "/sok/?q=larmcentral",
        "/arenden/",
        "/arenden/?as=csv",
        "/initiativ/?as=json",
        "/arenden/sn-2026-12/",
    )
    old = "/arenden/?per=2026-03-01"
    return " ".join(
        text(client.get(address)) for address in (*addresses, "/uppsikt/obesvarade/?visa=alla", old)
    )


def test_secrecy_names_the_cases_that_are_open_and_marks_them_in_the_same_go(
    town: Town, officer: Client
) -> None:
    told(town)
    other = signed_in(Role.OFFICER, town.bodies["TN"])
    assert LARM in places(other)
    page = text(officer.get("/initiativ/I-0001/sekretess/"))
    assert 'href="/arenden/sn-2026-12/"' in page
    assert f"Handling: {LARM}, förslag" in page
    assert 'value="sn-2026-12" checked' in page
    marked = officer.post(
        "/initiativ/I-0001/sekretess/", {"ground": "OSL 18 kap. 8 §", "cases": ["sn-2026-12"]}, follow=True
    )
    assert "Namnet står fortfarande öppet" not in text(marked)
    assert LARM not in places(other)
    assert LARM in text(officer.get("/arenden/sn-2026-12/"))
    act = Act.objects.get(verb="cases.mark_secret")
    assert (act.secret, act.sentence) == (True, "Ärende SN-2026-12 sekretessmarkerades.")


def test_a_case_left_open_is_named_with_its_address_after_the_mark(town: Town, officer: Client) -> None:
    told(town)
    response = officer.post("/initiativ/I-0001/sekretess/", {"ground": "OSL 18 kap. 8 §"}, follow=True)
    assert 'Namnet står fortfarande öppet i <a href="/arenden/sn-2026-12/">SN-2026-12</a>' in text(response)


def test_a_case_of_another_board_is_named_but_not_marked(town: Town, officer: Client) -> None:
    told(town, "TN")
    page = text(officer.get("/initiativ/I-0001/sekretess/"))
    assert "Markeras av Tekniska nämnden" in page
    assert 'name="cases"' not in page
    forced = {"ground": "OSL 18 kap. 8 §", "cases": ["tn-2026-12"]}
    assert officer.post("/initiativ/I-0001/sekretess/", forced).status_code == 422
    assert not Initiative.objects.get().secrecy_ground
