"""How boards follow a version: three verdicts side by side, obligations with evidence, feedback with an answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.web.signing import municipality, signed_in

from samsyn.governance import actions
from samsyn.governance.models import Clause, Compliance, Feedback, Obligation, Version
from samsyn.governance.rules import ClauseText
from samsyn.governance.rules.answering import Answer, answer_state, share
from samsyn.kit.actors import command_line
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Verdict
from samsyn.organisation.actions import add_body
from samsyn.organisation.actions.reorganising import Part, reorganise
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


def who() -> dict[str, Any]:
    return {"by": command_line(), "at": timezone.now()}


def board(name: str, short: str) -> Body:
    return add_body(**who(), municipality=municipality(), name=name, short_name=short)


def version(*texts: str) -> Version:
    day = date(2022, 1, 1)
    return actions.adopt(
        **who(), municipality=municipality(), title="Modellen", label="1.0", valid_from=day,
        decided_by=DecisionRef("KS", day, "7"),
        clauses=[ClauseText(str(place), f"Rubrik {place}", text) for place, text in enumerate(texts, 1)],
    )  # fmt: skip


@pytest.fixture
def sn() -> Body:
    return board("Socialnämnden", "SN")


def test_the_boards_own_verdict_stands_beside_the_city_offices(sn: Body) -> None:
    made = version("Nämnden ska ha en ägare.")
    clause = made.clauses.get()
    signed_in(Role.SECRETARY, sn).post(
        f"/modell/klausul/{clause.pk}/bedom/", {"judge": "1", "assessor": "own", "verdict": "ändamålsenligt"}
    )
    actions.judge(**who(), body=sn, assessor="city_office", verdicts=[(clause, Verdict.PARTLY)])
    page = signed_in(Role.CITY_OFFICE).get(f"/modell/version/{made.pk}/efterlevnad/").content.decode()
    assert "Egen: ändamålsenligt" in page
    assert "1 av 1 rutor är bedömda" in page


def test_an_earlier_verdict_stays_and_the_latest_is_shown(sn: Body) -> None:
    clause = version("Nämnden ska ha en ägare.").clauses.get()
    for verdict in (Verdict.NOT, Verdict.MOSTLY):
        actions.judge(**who(), body=sn, assessor="own", verdicts=[(clause, verdict)])
    page = signed_in(Role.SECRETARY, sn).get(f"/modell/klausul/{clause.pk}/bedom/").content.decode()
    assert "Till övervägande del" in page
    assert Compliance.objects.count() == 2


def test_each_board_has_its_own_line_of_twelve_months_those_that_fell_first(sn: Body) -> None:
    tn = board("Tekniska nämnden", "TN")
    clause = version("Nämnden ska ha en ägare.").clauses.get()
    for days, better in ((100, (Verdict.NOT, Verdict.MOSTLY)), (3, (Verdict.MOSTLY, Verdict.NOT))):
        at = timezone.now() - timedelta(days=days)
        for body, verdict in zip((sn, tn), better, strict=True):
            actions.judge(
                by=command_line(), at=at, body=body, assessor="city_office", verdicts=[(clause, verdict)]
            )
    address = f"/modell/version/{clause.version_id}/efterlevnad/"
    client = signed_in(Role.CITY_OFFICE)
    rows = client.get(f"{address}?linje-as=json").json()
    assert [row["name"] for row in rows] == ["Tekniska nämnden", "Socialnämnden"]
    assert [(row["first"], row["last"]) for row in rows] == [("2,0", "0,0"), ("0,0", "2,0")]


@pytest.mark.parametrize("assessor", ["city_office", "auditors"])
def test_a_board_cannot_judge_as_somebody_else(sn: Body, assessor: str) -> None:
    clause = version("Nämnden ska ha en ägare.").clauses.get()
    said = {"judge": "1", "assessor": assessor, "verdict": "delvis"}
    response = signed_in(Role.SECRETARY, sn).post(f"/modell/klausul/{clause.pk}/bedom/", said)
    assert response.status_code == 403
    assert not Compliance.objects.exists()


def test_obligations_are_proposed_and_only_those_ticked_are_kept(sn: Body) -> None:
    made = version("Nämnden ska ha en ägare. Socialnämnden ska mäta nyttan.")
    office = signed_in(Role.CITY_OFFICE)
    page = office.get(f"/modell/version/{made.pk}/skyldigheter/").content.decode()
    assert page.count('name="duty"') == 2
    key = made.clauses.get().pk
    office.post(f"/modell/version/{made.pk}/skyldigheter/bekrafta/", {"duty": f"{key}-1"})
    assert Obligation.objects.get().what == "mäta nyttan"


def test_an_obligation_of_a_board_that_has_ended_lies_on_the_one_that_took_over(sn: Body) -> None:
    other = board("Miljönämnden", "MN")
    made = version("Socialnämnden ska mäta nyttan.", "Kommunfullmäktige ska anta planen.")
    add_body(**who(), municipality=municipality(), name="Kommunfullmäktige", kind="council", short_name="KF")
    office = signed_in(Role.CITY_OFFICE)
    keys = [f"{clause.pk}-0" for clause in made.clauses.all()]
    office.post(f"/modell/version/{made.pk}/skyldigheter/bekrafta/", {"duty": keys})
    board("Kulturnämnden", "KN")
    today = timezone.localdate()
    reorganise(**who(), municipality=municipality(), kind="closed", day=today, parts=[Part(sn, other)])
    page = office.get(f"/modell/version/{made.pk}/skyldigheter/").content.decode()
    assert "Saknar belägg</span> MN</div>" in page
    assert page.count("Saknar belägg") == 1


def test_what_the_version_before_asked_is_listed_until_it_is_confirmed_or_let_go(sn: Body) -> None:
    first = version("Socialnämnden ska mäta nyttan.", "Socialnämnden ska ha en ägare.")
    office = signed_in(Role.CITY_OFFICE)
    keys = [f"{clause.pk}-0" for clause in first.clauses.all()]
    office.post(f"/modell/version/{first.pk}/skyldigheter/bekrafta/", {"duty": keys})
    office.post(f"/modell/{first.document_id}/utkast/", {"from": first.pk, "label": "2.0"})
    draft = Version.objects.get(label="2.0")
    gone, kept = draft.clauses.all()
    office.post(f"/modell/klausul/{gone.pk}/", {"remove": "1"})
    address = f"/modell/version/{draft.pk}/skyldigheter/"
    with CaptureQueriesContext(connection) as asked:
        page = office.get(address).content.decode()
    assert len(asked) <= 12
    assert "Kvar i version 1.0" in page
    assert page.count("Texten är borta") == 1
    assert "Texten står kvar här." in page
    office.post(f"{address}bekrafta/", {"duty": f"{kept.pk}-0"})
    page = office.get(address).content.decode()
    assert page.count("Texten är borta") == 1
    assert "Texten står kvar här." not in page


def test_a_clause_shows_what_was_said_of_it_by_the_day(sn: Body) -> None:
    clause = version("Nämnden ska ha en ägare.").clauses.get()
    address = f"/modell/klausul/{clause.pk}/bedom/"
    secretary = signed_in(Role.SECRETARY, sn)
    secretary.post(address, {"feedback": "1", "text": "Vem är ägare?"})
    assert "Vem är ägare?" in secretary.get(address).content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    earlier = secretary.get(f"{address}?per={yesterday}").content.decode()
    assert "Vem är ägare?" not in earlier
    assert "Ingen synpunkt på klausulen." in earlier


def test_an_obligation_lacks_evidence_only_at_those_it_lies_on(sn: Body) -> None:
    board("Miljönämnden", "MN")
    made = version("Socialnämnden ska mäta nyttan.")
    clause = made.clauses.get()
    office = signed_in(Role.CITY_OFFICE)
    office.post(f"/modell/version/{made.pk}/skyldigheter/bekrafta/", {"duty": f"{clause.pk}-0"})
    page = office.get(f"/modell/version/{made.pk}/skyldigheter/").content.decode()
    assert "Saknar belägg</span> SN</div>" in page
    said = {
        "evidence": "1",
        "obligation": Obligation.objects.get().pk,
        "note": "Mätt i maj.",
        "ref": "SN § 4/2026",
    }
    signed_in(Role.SECRETARY, sn).post(f"/modell/klausul/{clause.pk}/bedom/", said)
    page = office.get(f"/modell/version/{made.pk}/skyldigheter/").content.decode()
    assert "Mätt i maj. (SN § 4/2026)" in page
    assert "Saknar belägg" not in page


def test_feedback_is_answered_once(sn: Body) -> None:
    clause = version("Nämnden ska ha en ägare.").clauses.get()
    address = f"/modell/klausul/{clause.pk}/bedom/"
    signed_in(Role.SECRETARY, sn).post(address, {"feedback": "1", "text": "Vem är ägare?"})
    found = Feedback.objects.get()
    assert (found.answer_due - found.asked_on).days == 30
    office = signed_in(Role.CITY_OFFICE)
    office.post(f"/modell/synpunkt/{found.pk}/svar/", {"text": "Den som leder enheten."})
    again = office.post(f"/modell/synpunkt/{found.pk}/svar/", {"text": "Någon annan."}, follow=True)
    assert "Synpunkten besvarades" in again.content.decode()
    assert "Den som leder enheten." in again.content.decode()


def test_the_heat_map_asks_as_often_whatever_its_size(sn: Body) -> None:
    made = version(*["Nämnden ska ha en ägare."] * 40)
    for place in range(6):
        body = board(f"Nämnd {place}", f"N{place}")
        said = [(clause, Verdict.MOSTLY) for clause in Clause.objects.all()]
        actions.judge(**who(), body=body, assessor="city_office", verdicts=said)
    client = signed_in(Role.CITY_OFFICE)
    judged = made.clauses.earliest("pk")
    for address in (f"/modell/version/{made.pk}/efterlevnad/", f"/modell/klausul/{judged.pk}/bedom/"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, address


def test_nothing_judged_says_what_to_do(client: Client) -> None:
    made = version()
    page = signed_in(Role.CITY_OFFICE).get(f"/modell/version/{made.pk}/efterlevnad/").content.decode()
    assert "Versionen har inga klausuler att bedöma." in page


def test_feedback_is_listed_with_the_share_answered_in_time_and_what_is_late(sn: Body) -> None:
    made = version("Nämnden ska ha en ägare.")
    clause = made.clauses.get()
    address = f"/modell/version/{made.pk}/synpunkter/"
    office = signed_in(Role.CITY_OFFICE)
    assert "Ingen synpunkt är lämnad." in office.get(address).content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    for due in (yesterday, yesterday, None):
        actions.comment(**who(), clause=clause, body=sn, text=f"Vem, senast {due}?", answer_due=due)
    for found in (
        Feedback.objects.get(answer_due__gt=yesterday),
        Feedback.objects.filter(answer_due=yesterday)[0],
    ):
        actions.answer(**who(), feedback=found, text="Den som leder enheten.")
    page = office.get(address).content.decode()
    assert "<b>2 av 3</b> synpunkter är besvarade, och <b>1</b> väntar längre än den ska." in page
    assert '<span class="number">66</span>' in page
    for words in ("1 i tid", "Besvarad i tid", "Besvarad för sent", "Försenat svar"):
        assert words in page
    todo = office.get("/att-gora/").content.decode()
    assert "1 fråga att svara på väntar på dig." in todo
    assert "Frågor att svara på" not in signed_in(Role.SECRETARY, sn).get("/att-gora/").content.decode()


@pytest.mark.parametrize(
    ("due", "answered", "state"),
    [
        (5, None, "waiting"),
        (4, None, "waiting"),
        (3, None, "overdue"),
        (3, 3, "in_time"),
        (2, 3, "late"),
        (3, 5, "overdue"),
    ],
)
def test_an_answer_is_judged_by_its_last_day_which_counts(due: int, answered: int | None, state: str) -> None:
    on = date(2026, 3, 4)
    reply = on.replace(day=answered) if answered else None
    assert answer_state(on.replace(day=due), reply, on).value == state


@given(st.lists(st.sampled_from(list(Answer))))
def test_the_share_says_all_only_when_all_are_answered(states: list[Answer]) -> None:
    found = share(states)
    assert (found.percent == 100) is (bool(states) and all(one.step >= Answer.LATE.step for one in states))
    assert found.every == len(states)
