"""What a programme asks of boards: commissions of its decision and case, and obligations in its text (R31)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.governance import actions
from samsyn.governance.models import Programme
from samsyn.governance.rules import ClauseText, duties
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
TEXT = "Kommunstyrelsen ansvarar för att följa upp programmet varje år."


@pytest.fixture
def town() -> Town:
    return Town()


def decided(town: Town) -> Programme:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-10"), "municipality": town.municipality}
    day = date(2026, 1, 9)
    version = actions.adopt(
        **who, title="Det öppna", kind="programme", label="1.0", valid_from=day, clauses=[ClauseText("2", "", TEXT)],
        decided_by=DecisionRef("KF", day, "12"), level="council", case_number="KS-2026-3",
    )  # fmt: skip
    clause = version.clauses.get()
    actions.confirm_duties(by=town.by, at=noon("2026-01-11"), clause=clause, duties=duties(TEXT))
    made = actions.set_programme(**who, title="Det öppna", document=version.document)
    actions.set_goal(**who, title="Kortare väntan", programme=made)
    return made


def commission(
    town: Town, text: str, decision: str = "KF § 12/2026", case: Any = None, due: str = "2026-02-01"
) -> Any:
    return cases.commission(
        by=town.by, at=noon("2026-01-12"), body=town.bodies["SN"], decided_by=decision, decided_on=date(2026, 1, 9),
        text=text, due=date.fromisoformat(due), case=case,
    )  # fmt: skip


def page(client: Client, made: Programme, query: str = "") -> str:
    return client.get(f"/modell/program/{made.pk}/uppdrag/{query}").content.decode()


def test_commissions_of_the_decision_and_the_case_stand_with_whose_they_are_and_how_they_stand(
    town: Town,
) -> None:
    made = decided(town)
    case = cases.open_case(
        by=town.by, at=noon("2026-01-11"), body=town.bodies["KS"], number="KS-2026-3", title="Det öppna"
    )
    done = commission(town, "ta fram nya riktlinjer")
    commission(town, "redovisa läget", decision="KSAU § 7/2026", case=case)
    commission(town, "något helt annat", decision="KS § 1/2026")
    cases.answer(
        by=town.by, at=noon("2026-01-20"), task=done, answered_on=date(2026, 1, 20), answered_by="SN § 4/2026"
    )
    rows = signed_in(Role.CITY_OFFICE).get(f"/modell/program/{made.pk}/uppdrag/?as=json").json()
    told = [(row["text"], row["to"], row["due"], row["state"], row["source"]) for row in rows]
    assert told[:2] == [
        ("Ta fram nya riktlinjer", "Socialnämnden", "2026-02-01", "Besvarat", "KF § 12/2026"),
        ("Redovisa läget", "Socialnämnden", "2026-02-01", "Försenat", "KSAU § 7/2026"),
    ]
    assert not any("annat" in row["text"] for row in rows)
    earlier = page(signed_in(Role.CITY_OFFICE), made, "?per=2026-01-15")
    assert "I tid" in earlier
    assert "Försenat" not in earlier


def test_what_its_text_asks_leads_to_the_clause_and_says_whether_anybody_has_shown_it(town: Town) -> None:
    made = decided(town)
    client = signed_in(Role.CITY_OFFICE)
    shown = page(client, made)
    assert "Kommunstyrelsen ansvarar för" in shown
    assert f'href="/modell/{made.document_id}/klausul/2/"' in shown
    assert "Saknar belägg" in shown


def test_a_secret_commission_is_not_told(town: Town) -> None:
    made = decided(town)
    secret = cases.open_case(
        by=town.by,
        at=noon("2026-01-11"),
        body=town.bodies["SN"],
        number="SN-2026-9",
        secrecy_ground="OSL 26 kap. 1 §",
    )
    commission(town, "hemligt uppdrag", case=secret)
    assert "emligt uppdrag" not in page(signed_in(Role.CITY_OFFICE), made)


def test_a_programme_that_asks_nothing_says_where_it_would_come_from(town: Town) -> None:
    made = actions.set_programme(
        by=town.by, at=noon("2026-01-10"), municipality=town.municipality, title="Tyst"
    )
    assert "Programmet ger inga uppdrag." in page(signed_in(Role.CITY_OFFICE), made)


@pytest.mark.parametrize("query", ["", "?per=2026-01-15"])
def test_the_page_asks_the_database_at_most_twelve_times(town: Town, query: str) -> None:
    made, client = decided(town), signed_in(Role.CITY_OFFICE)
    commission(town, "ta fram nya riktlinjer")
    page(client, made, query)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, made, query)
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
