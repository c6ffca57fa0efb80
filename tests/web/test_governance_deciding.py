"""Who decides, on the pages: rules with their §, an initiative's level, quick decisions told to the board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.governance import actions as governance
from samsyn.governance.actions import Frame, SteeringError
from samsyn.governance.models import RuleSet
from samsyn.governance.rules.deciding import Rule
from samsyn.kit.actors import command_line
from samsyn.kit.money import Amount
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.actions import add_body
from samsyn.organisation.actions.reorganising import Part, reorganise
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role
from samsyn.register import actions as register
from samsyn.register.models import DelegationDecision, Initiative

pytestmark = pytest.mark.django_db
MNKR = 100_000_000
RULES = (Rule(1, "executive", "Kommunstyrelsen", 5 * MNKR), Rule(2, "board", ""))


def who() -> dict[str, Any]:
    return {"by": command_line(), "at": timezone.now()}


def adopt(label: str = "2026", day: date = date(2026, 1, 1), **more: Any) -> RuleSet:
    given: dict[str, Any] = {
        "label": label, "valid_from": day, "rules": RULES, "decided_by": DecisionRef("KF", day, "31"),
        "frame": Frame("Förvaltningschefen", MNKR, 2 * MNKR),
    }  # fmt: skip
    return governance.adopt_rules(**who(), municipality=municipality(), **(given | more))


@pytest.fixture
def sn() -> Body:
    add_body(**who(), municipality=municipality(), name="Kommunstyrelsen", kind="executive")
    return add_body(**who(), municipality=municipality(), name="Socialnämnden", short_name="SN")


def initiative(body: Body, ore: int | None, track: str = "fast") -> Initiative:
    cost = None if ore is None else Amount(ore, "SEK", "", "")
    return register.register(
        **who(), municipality=municipality(), body=body, title="Nya lås", cost=cost, track=track
    )


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_initiative_says_who_decides_and_which_rule_says_so(sn: Body) -> None:
    adopt()
    near = initiative(sn, 490_000_000)
    shown = page(signed_in(Role.CITY_OFFICE), f"/initiativ/{near.ref}/")
    assert "Nämnden själv" in shown
    assert "Regel 2, KF § 31/2026" in shown
    assert "Nära gränsen" in shown
    listed = page(signed_in(Role.CITY_OFFICE), "/modell/beslutsregler/?visa=nara")
    assert "Nya lås" in listed


def test_the_rules_are_tried_without_saving(sn: Body) -> None:
    adopt()
    shown = page(signed_in(Role.CITY_OFFICE), "/modell/beslutsregler/?belopp=7,5&berors=one&risk=none")
    assert "Kommunstyrelsen (regel 1, KF § 31/2026)" in shown
    assert "Skriv beloppet i miljoner" in page(
        signed_in(Role.CITY_OFFICE), "/modell/beslutsregler/?belopp=mycket"
    )


def test_a_new_set_ends_the_one_before_and_an_earlier_day_shows_it(sn: Body) -> None:
    adopt()
    adopt("2027", date(2027, 1, 1), rules=(Rule(1, "board", ""),))
    assert RuleSet.objects.get(label="2026").valid_to == date(2027, 1, 1)
    assert "Beslutsordning 2026" in page(signed_in(Role.CITY_OFFICE), "/modell/beslutsregler/")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"decided_by": DecisionRef("KF", None, "")}, "under vilken paragraf"),
        ({"rules": (Rule(1, "board", "Framtidsnämnden"),)}, "Framtidsnämnden finns inte"),
        ({"rules": (Rule(1, "executive", "", 5 * MNKR),)}, "Ingen regel säger vem som beslutar"),
        ({"day": date(2025, 1, 1)}, "Två kan inte gälla samtidigt"),
        ({"label": "2026"}, "Det finns redan en beslutsordning 2026"),
    ],
)
def test_rules_that_cannot_hold_are_refused_with_a_sentence(
    sn: Body, more: dict[str, Any], sentence: str
) -> None:
    adopt()
    given: dict[str, Any] = {"label": "2027", "day": date(2027, 1, 1), **more}
    with pytest.raises(SteeringError, match=sentence):
        adopt(**given)


def test_a_rule_whose_body_is_to_close_is_told_with_what_to_do(sn: Body) -> None:
    adopt(rules=(Rule(1, "board", "Socialnämnden", 5 * MNKR), Rule(2, "board", "")))
    office = signed_in(Role.CITY_OFFICE)
    assert "Organet upphör" not in page(office, "/modell/beslutsregler/")
    after = timezone.localdate() + timedelta(days=40)
    taker = Body.objects.get(name="Kommunstyrelsen")
    reorganise(**who(), municipality=municipality(), kind="closed", day=after, parts=[Part(sn, taker)])
    with CaptureQueriesContext(connection) as queries:
        shown = page(office, "/modell/beslutsregler/")
    assert len(queries) <= 12
    assert f"Regel 1 pekar ut Socialnämnden, som upphör {after}." in shown
    assert shown.count("Organet upphör") == 1


def test_rules_are_added_in_the_browser_and_what_was_typed_stays(sn: Body) -> None:
    office = signed_in(Role.CITY_OFFICE)
    typed = {"label": "2026", "valid_from": "2026-01-01", "body": "KF", "paragraph": "31", "margin": "10"}
    rows = {"r1-level": "executive", "r1-body": "Kommunstyrelsen", "r1-low": "2,5", "r2-level": "board"}
    wrong = office.post("/modell/beslutsregler/nya/", typed | rows | {"r1-low": "mycket"})
    assert wrong.status_code == 422
    assert "mycket" in wrong.content.decode()
    office.post("/modell/beslutsregler/nya/", typed | rows)
    (first, _) = RuleSet.objects.get().rules.all()
    assert (first.body, first.amount_from) == ("Kommunstyrelsen", 250_000_000)
    assert signed_in(Role.LEADER, sn).get("/modell/beslutsregler/nya/").status_code == 403


def test_a_quick_decision_is_made_within_the_frame_and_told_to_the_board(sn: Body) -> None:
    adopt()
    one = initiative(sn, MNKR)
    today = timezone.localdate().isoformat()
    secretary = signed_in(Role.SECRETARY, sn)
    secretary.post(f"/initiativ/{one.ref}/delegation/", {"what": "Köp av lås", "amount": "400", "day": today})
    made = DelegationDecision.objects.get()
    assert (made.amount, made.by) == (40_000_000, "Förvaltningschefen")
    assert "1 beslut" in page(secretary, "/modell/delegation/")
    for asked, listed in (("SN", True), (str(sn.pk), True), ("KS", False)):
        assert ("Köp av lås" in page(secretary, f"/modell/delegation/?body={asked}")) is listed
    secretary.get("/", {"per": str(timezone.localdate() - timedelta(days=1))})
    said = {"decision": made.pk, "day": today, "paragraph": "41"}
    assert secretary.post("/modell/delegation/", said).status_code == 403
    secretary.get("/", {"per": ""})
    secretary.post("/modell/delegation/", {"decision": made.pk, "day": today, "paragraph": "41"})
    made.refresh_from_db()
    assert made.reported_paragraph == "41"
    assert "Alla delegationsbeslut är anmälda" in page(secretary, "/modell/delegation/")


@pytest.mark.parametrize(
    ("track", "ore", "days", "sentence"),
    [
        ("project", MNKR, 0, "går inte på snabbspåret"),
        ("fast", 2 * MNKR, 0, "Högst 1,0 mnkr"),
        ("fast", 0, 0, "större än noll"),
        ("fast", MNKR, 1, "har inte varit än"),
        ("fast", 95_000_000, 0, "har 0,8 mnkr kvar"),
    ],
)
def test_outside_the_frame_the_board_decides(
    sn: Body, track: str, ore: int, days: int, sentence: str
) -> None:
    adopt()
    for _ in range(2):
        register.decide_by_delegation(
            **who(), initiative=initiative(sn, None), day=timezone.localdate(), what="Köp", amount=60_000_000
        )
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(register.Invalid, match=sentence):
        register.decide_by_delegation(
            **who(), initiative=initiative(sn, None, track), day=day, what="Köp", amount=ore
        )


def test_rules_that_have_not_begun_are_told_of(sn: Body) -> None:
    adopt("2031", date(2031, 1, 1))
    shown = page(signed_in(Role.CITY_OFFICE), "/modell/beslutsregler/")
    assert "Inga beslutsregler gäller" in shown
    assert "Beslutsordning 2031" in shown


def test_without_rules_the_pages_say_what_to_do(sn: Body) -> None:
    assert "Inga beslutsregler gäller" in page(signed_in(Role.CITY_OFFICE), "/modell/beslutsregler/")
    assert "Inga beslut är fattade på delegation" in page(signed_in(Role.CITY_OFFICE), "/modell/delegation/")
