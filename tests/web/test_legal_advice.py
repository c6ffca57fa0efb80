"""Legal questions about initiatives: asked with a day, answered once, with how long answers take."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.history.models import Act
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.actions import Invalid
from samsyn.register.models import Initiative, LegalAdvice

pytestmark = pytest.mark.django_db
PAGE = "/initiativ/I-0001/rad/"
LIST = "/initiativ/rad/"
QUESTION = "Får vi dela uppgifterna mellan nämnderna?"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def initiative(town: Town) -> Initiative:
    return town.initiative("2026-01-05", "SN", "Digital ansökan")


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def asked(town: Town, initiative: Initiative, day: str = "2026-02-01", **given: Any) -> LegalAdvice:
    return actions.ask_advice(by=town.by, at=noon(day), initiative=initiative, question=QUESTION, **given)


def answered(town: Town, advice: LegalAdvice, day: str) -> None:
    actions.give_advice(
        by=town.by, at=noon(day), advice=advice, answer="Ja, med avtal.", answered_by="Kommunjuristen"
    )


def test_a_question_is_asked_and_its_answer_stays_on_the_initiative(
    initiative: Initiative, officer: Client
) -> None:
    assert "Ingen juridisk fråga är ställd." in text(officer, PAGE)
    soon = timezone.localdate() + timedelta(days=14)
    page = officer.post(PAGE, {"question": QUESTION, "needed_by": str(soon)}, follow=True).content.decode()
    for words in ("Frågan är ställd.", QUESTION, f"svar behövs senast {soon}", "Väntar på svar"):
        assert words in page
    key = LegalAdvice.objects.get().pk
    assert QUESTION in text(officer, f"{PAGE}{key}/")
    sent = {"answer": "Ja, om ett avtal finns.", "answered_by": "Kommunjuristen"}
    page = officer.post(f"{PAGE}{key}/", sent, follow=True).content.decode()
    for words in ("Ja, om ett avtal finns.", "Kommunjuristen", "samma dag"):
        assert words in page
    assert [act.sentence for act in Act.objects.filter(verb="register.give_advice")] == [
        "Kommunjuristen gav juridiskt råd om Digital ansökan."
    ]


def test_the_list_tells_what_waits_what_is_late_and_the_median_lead_time(
    town: Town, initiative: Initiative, officer: Client
) -> None:
    assert "Ingen juridisk fråga är ställd än." in text(officer, LIST)
    for days in (3, 9, 20):
        later = str(date(2026, 2, 1) + timedelta(days=days))
        answered(town, asked(town, initiative), later)
    asked(town, initiative, needed_by=date(2026, 2, 15))
    asked(town, initiative)
    page = text(officer, LIST)
    assert "<b>2</b> frågor väntar på svar, <b>1</b> efter den dag svaret behövdes." in page
    assert "Svaren har i median tagit <b>9</b> dagar." in page
    assert "Kom sent" not in page
    rows = officer.get(f"{LIST}?as=json").json()
    assert sorted(row["lead"] for row in rows if row["lead"] is not None) == [3, 9, 20]
    assert len(officer.get(f"{LIST}?as=json&lage=waiting").json()) == 2


def test_an_answer_after_the_day_it_was_needed_says_so(
    town: Town, initiative: Initiative, officer: Client
) -> None:
    answered(town, asked(town, initiative, needed_by=date(2026, 2, 10)), "2026-02-12")
    assert "11 dagar · kom efter den dag det behövdes" in text(officer, PAGE).replace("\xa0", " ")
    assert "Kom sent" in text(officer, LIST)


def test_an_earlier_day_shows_what_was_known_then(
    town: Town, initiative: Initiative, officer: Client
) -> None:
    answered(town, asked(town, initiative), "2026-02-12")
    page = text(officer, f"{PAGE}?per=2026-02-05")
    assert "Väntar på svar" in page
    assert "Ja, med avtal." not in page
    assert "<b>1</b> fråga väntar på svar" in text(officer, f"{LIST}?per=2026-02-05")
    assert "Ingen juridisk fråga är ställd än." in text(officer, f"{LIST}?per=2026-01-20")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"question": " "}, "Skriv vad ni vill ha råd om."),
        ({"needed_by": "snart"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"needed_by": "2026-01-01"}, "2026-01-01 har redan varit. Skriv dagen då ni behöver svaret."),
    ],
)
def test_a_wrong_question_gets_one_sentence_and_keeps_what_was_typed(
    initiative: Initiative, officer: Client, sent: dict[str, str], sentence: str
) -> None:
    response = officer.post(PAGE, {"question": QUESTION, "needed_by": "2999-01-01", **sent})
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert QUESTION in page or 'value="2999-01-01"' in page
    assert not LegalAdvice.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"answer": ""}, "Skriv svaret."),
        ({"answered_on": "2999-01-01"}, "2999-01-01 har inte varit än. Skriv dagen då svaret kom."),
        ({"answered_on": "2026-01-01"}, "Frågan ställdes 2026-02-01. Skriv den dagen eller en senare."),
    ],
)
def test_a_wrong_answer_gets_one_sentence(
    town: Town, initiative: Initiative, officer: Client, sent: dict[str, str], sentence: str
) -> None:
    key = asked(town, initiative).pk
    response = officer.post(f"{PAGE}{key}/", {"answer": "Nej.", **sent})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert LegalAdvice.objects.get().answered_on is None


def test_an_answer_is_given_once(town: Town, initiative: Initiative, officer: Client) -> None:
    advice = asked(town, initiative)
    answered(town, advice, "2026-02-12")
    response = officer.post(f"{PAGE}{advice.pk}/", {"answer": "Nej."})
    assert "Frågan besvarades 2026-02-12 av Kommunjuristen. Ställ en ny fråga." in response.content.decode()
    with pytest.raises(Invalid, match="Skriv svaret"):
        actions.give_advice(by=town.by, at=noon("2026-02-13"), advice=asked(town, initiative), answer=" ")


def test_the_common_function_answers_what_is_open_and_others_read(town: Town, initiative: Initiative) -> None:
    key = asked(town, initiative).pk
    member = signed_in(Role.MEMBER, town.bodies["SN"])
    assert "Lägg in svaret" not in text(member, PAGE)
    assert member.post(f"{PAGE}{key}/", {"answer": "Ja."}).status_code == 403
    assert member.post(PAGE, {"question": "Får vi?"}).status_code == 403
    service = signed_in(Role.SERVICE, town.bodies["TN"])
    assert "Ställ en fråga" not in text(service, PAGE)
    assert service.post(f"{PAGE}{key}/", {"answer": "Ja."}).status_code == 302
    assert LegalAdvice.objects.get().answer == "Ja."


def test_questions_about_a_secret_initiative_are_in_nobody_elses_list(town: Town) -> None:
    secret = town.initiative("2026-01-05", "SN", "Skyddat", secrecy_ground="OSL 18 kap. 8 §")
    key = asked(town, secret).pk
    service = signed_in(Role.SERVICE, town.bodies["TN"])
    assert service.get(PAGE).status_code == 404
    assert service.post(f"{PAGE}{key}/", {"answer": "Ja."}).status_code == 404
    assert QUESTION not in text(service, LIST)
    assert QUESTION in text(signed_in(Role.OFFICER, town.bodies["SN"]), LIST)
    assert [act.secret for act in Act.objects.filter(verb="register.ask_advice")] == [True]


def test_the_pages_ask_the_database_at_most_twelve_times(
    town: Town, initiative: Initiative, officer: Client
) -> None:
    town.adopt("2026-01-02", "problem")
    for _ in range(12):
        key = asked(town, initiative).pk
    for address in (PAGE, LIST, f"{PAGE}{key}/", f"{PAGE}?per=2026-02-05"):
        officer.get(address)
        with CaptureQueriesContext(connection) as queries:
            text(officer, address)
        assert len(queries) <= 12, [query["sql"][:90] for query in queries]
