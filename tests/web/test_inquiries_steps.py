"""The page of a body's own steps to a decision, and plans counted back by them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.oversight.town import noon
from tests.web.signing import signed_in
from tests.web.test_inquiries_work import Asking, text

from samsyn.inquiries import actions
from samsyn.inquiries.actions import To
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
PAGE = "/remisser/beslutsplanering/"


@pytest.fixture
def town() -> Asking:
    return Asking()


@pytest.fixture
def own(town: Asking) -> Client:
    return signed_in(Role.SECRETARY, town.bodies["SN"])


def test_a_board_sets_its_steps_and_plans_are_counted_back_by_them(town: Asking, own: Client) -> None:
    page = text(own.get(PAGE))
    assert "De vanliga stegen används." in page
    assert 'value="Arbetsutskott"' in page
    said = {
        "label0": "Beredning",
        "words0": "Förvaltningen",
        "before0": "20",
        "label1": "Nämnd",
        "before1": "0",
    }
    assert "Socialnämnden planerar beslut i 2 steg." in text(own.post(PAGE, said, follow=True))
    page = text(own.get(PAGE))
    assert 'value="Beredning"' in page
    assert 'value="Arbetsutskott"' not in page
    plan = text(own.get(town.at() + "?mote=2027-03-30"))
    assert 'value="2027-03-10"' in plan
    assert 'value="2027-03-30"' in plan
    own.post(PAGE, {"label0": ""})
    assert 'value="Arbetsutskott"' in text(own.get(PAGE))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"label0": "Nämnd", "before0": "0", "label1": "AU", "before1": "13"}, "Skriv stegen i tidsordning."),
        ({"label0": "AU", "before0": "två"}, "Skriv antal dagar med siffror"),
        ({"before0": "13"}, "Ge steget ett namn, eller töm raden."),
    ],
)
def test_what_is_wrong_is_said_and_stays(
    town: Asking, own: Client, said: dict[str, str], sentence: str
) -> None:
    answer = own.post(PAGE, said)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'value="{said["before0"]}"' in text(answer)


def test_others_and_earlier_days_only_read(town: Asking, own: Client) -> None:
    reader = signed_in(Role.MEMBER, town.bodies["SN"])
    assert "Spara mallen" not in text(reader.get(PAGE))
    assert "30 dagar före mötet" in text(reader.get(PAGE))
    assert reader.post(PAGE, {"label0": "Nämnd"}).status_code == 403


def test_what_there_is_to_answer_is_shown_as_of_an_earlier_day(town: Asking, own: Client) -> None:
    at = noon(str(town.today - timedelta(days=10)))
    inquiry = actions.send(
        by=town.by, at=at, body=town.bodies["KS"], title="En äldre fråga", deadline=town.last, kind="question",
        sent_on=at.date(), recipients=[To("Socialnämnden", town.bodies["SN"])],
    )  # fmt: skip
    assert inquiry.recipients.count() == 1
    page = text(own.get("/remisser/att-besvara/"))
    assert "En äldre fråga" in page
    assert "Gemensamma tjänster" in page
    earlier = text(own.get(f"/remisser/att-besvara/?per={town.today - timedelta(days=5)}"))
    assert "En äldre fråga" in earlier
    assert "Gemensamma tjänster" not in earlier
    assert "Inget att besvara." in text(
        own.get(f"/remisser/att-besvara/?per={town.today - timedelta(days=20)}")
    )
