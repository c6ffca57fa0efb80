"""What a decision in a case rests on: seven grounds, answered one at a time, nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions
from samsyn.cases.actions import GroundRefused
from samsyn.cases.models import Case, Grounds
from samsyn.cases.rules import GROUNDS, founded
from samsyn.history.models import Act
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
PAGE = "/arenden/sn-2026-12/"
FORM = f"{PAGE}underlag/"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def case(town: Town) -> Case:
    return opened(town)


@pytest.fixture
def secretary(town: Town) -> Client:
    return signed_in(Role.SECRETARY, town.bodies["SN"])


def opened(town: Town, ground: str = "") -> Case:
    return actions.open_case(
        by=town.by, at=noon("2026-02-01"), body=town.bodies["SN"], number="SN-2026-12", title="Digital ansökan",
        secrecy_ground=ground,
    )  # fmt: skip


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, **given: str) -> str:
    sent = {"item": "cost", "needed": "yes", "answer": "400 tkr per år.", **given}
    return client.post(FORM, sent, follow=True).content.decode()


@pytest.mark.parametrize(
    ("there", "needless", "sentence"),
    [
        (0, 0, "0 av 7 underlag finns."),
        (5, 1, "5 av 7 underlag finns, 1 behövs inte."),
        (6, 1, "6 av 7 underlag finns, resten behövs inte."),
        (7, 0, "Alla underlag finns."),
    ],
)
def test_how_much_there_is_stands_in_a_sentence(there: int, needless: int, sentence: str) -> None:
    assert founded(there, needless) == sentence


def test_a_case_shows_which_of_the_seven_grounds_are_there_and_which_are_not(
    case: Case, secretary: Client
) -> None:
    page = text(secretary, PAGE)
    assert "0 av 7 underlag finns." in page
    assert all(one.label in page and one.question in page for one in GROUNDS)
    assert "Kostnad är sparat i underlaget." in send(
        secretary, place="Tjänsteskrivelsen s. 4", day="2026-02-03"
    )
    page = send(secretary, item="risk", needed="no", answer="Ingen personuppgift rörs.")
    assert "1 av 7 underlag finns, 1 behövs inte." in page
    assert "Tjänsteskrivelsen s. 4 · 2026-02-03" in page


def test_how_affected_staff_was_heard_is_one_of_the_grounds(case: Case, secretary: Client) -> None:
    page = send(
        secretary, item="staff", answer="Förhandlat med Vision enligt 11 § MBL.", day="2026-02-10", place="Protokoll MBL 3/2026"
    )  # fmt: skip
    assert "Förhandlat med Vision enligt 11 § MBL." in page
    assert "Protokoll MBL 3/2026 · 2026-02-10" in page


def test_a_new_answer_is_shown_and_the_one_before_stays(case: Case, secretary: Client) -> None:
    send(secretary)
    page = send(secretary, answer="520 tkr per år.")
    assert "1 av 7 underlag finns." in page
    assert page.index("520 tkr per år.") < page.index("Tidigare (1)") < page.index("400 tkr per år.")
    assert [act.sentence for act in Act.objects.filter(verb="cases.note_ground")] == [
        "Kostnad noterades i underlaget till SN-2026-12."
    ] * 2


def test_the_form_begins_with_what_is_known_or_what_is_first_missing(case: Case, secretary: Client) -> None:
    assert '<option value="need" selected>' in text(secretary, FORM)
    send(secretary)
    form = text(secretary, f"{FORM}?del=cost")
    assert '<option value="cost" selected>' in form
    assert "400 tkr per år.</textarea>" in form


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"item": "mood"}, "Underlaget finns inte. Välj ur listan."),
        ({"answer": " "}, "Skriv vad underlaget säger, eller varför det inte behövs."),
        ({"day": "i går"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"day": "2999-01-01"}, "2999-01-01 har inte varit än. Skriv den dag då underlaget blev klart."),
        ({"needed": "kanske"}, "Välj om underlaget finns eller inte behövs."),
    ],
)
def test_bad_input_gets_one_sentence_and_keeps_what_was_typed(
    case: Case, secretary: Client, sent: dict[str, str], sentence: str
) -> None:
    page = send(secretary, place="Bilaga 2", **sent)
    assert sentence in page
    assert 'value="Bilaga 2"' in page
    assert not Grounds.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"item": "mood", "answer": "Bra."}, "Underlaget mood finns inte."),
        ({"item": "cost", "answer": ""}, "Vad kostar det att införa"),
        ({"item": "cost", "answer": " ", "needed": False}, "Skriv varför kostnad inte behövs."),
    ],
)
def test_what_says_nothing_is_refused(town: Town, case: Case, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(GroundRefused, match=sentence):
        actions.note_ground(by=town.by, at=noon("2026-02-03"), case=case, **given)  # type: ignore[arg-type]  # as a form would give it


def test_others_read_it_and_do_not_write(town: Town, case: Case) -> None:
    reader = signed_in(Role.MEMBER, town.bodies["SN"])
    page = text(reader, PAGE)
    assert "Välgrundat beslut" in page
    assert FORM not in page
    assert reader.get(FORM).status_code == 403
    assert reader.post(FORM, {"item": "cost", "answer": "Nej."}).status_code == 403


def test_an_earlier_day_shows_what_was_known_then(town: Town, case: Case, secretary: Client) -> None:
    for day, words in (("2026-02-03", "400 tkr"), ("2026-02-09", "520 tkr")):
        actions.note_ground(
            by=town.by, at=noon(day), case=case, item="cost", answer=words, day=date(2026, 2, 3)
        )
    page = text(secretary, f"{PAGE}?per=2026-02-05")
    assert "400 tkr" in page
    assert "520 tkr" not in page
    assert "0 av 7 underlag finns." in text(secretary, f"{PAGE}?per=2026-02-02")
    assert FORM not in page


def test_a_secret_cases_grounds_are_nobody_elses(town: Town) -> None:
    opened(town, "OSL 19 kap. 3 §")
    other = signed_in(Role.SECRETARY, town.bodies["TN"])
    assert other.get(FORM).status_code == 404
    own = signed_in(Role.SECRETARY, town.bodies["SN"])
    send(own)
    assert [act.secret for act in Act.objects.filter(verb="cases.note_ground")] == [True]
