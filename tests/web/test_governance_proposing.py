"""A new version is put forward in a case of its own, with its letter, and is found again from case and decision."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Document
from samsyn.governance import actions
from samsyn.governance.models import Version
from samsyn.governance.rules import ClauseText
from samsyn.kit.actors import command_line
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.actions import add_body
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role

WHO: dict[str, Any] = {"by": command_line()}


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


@pytest.fixture
def executive(client: Client) -> Body:
    return add_body(
        **WHO, at=timezone.now(), municipality=municipality(), name="Kommunstyrelsen", kind="executive",
        short_name="KS",
    )  # fmt: skip


@pytest.fixture
def draft(executive: Body) -> Version:
    who = {**WHO, "at": timezone.now(), "municipality": municipality(), "title": "Modellen"}
    actions.adopt(
        **who, label="1.0", valid_from=date(2024, 1, 1), decided_by=DecisionRef("KS", date(2024, 1, 1), "7"),
        case_number="KS 2023-40", clauses=[ClauseText("1", "", "Rapport lämnas varje månad.")],
    )  # fmt: skip
    return actions.draft(**who, label="1.1", clauses=[ClauseText("1", "", "Rapport lämnas varje vecka.")])


def forward(client: Client, draft: Version, executive: Body, number: str = "KS-2026-14") -> Any:
    sent = {"number": number, "body": str(executive.pk), "level": "council"}
    return client.post(f"/modell/version/{draft.pk}/lagg-fram/", sent, follow=True)


def decide(executive: Body, paragraph: str, force: str = "beslutar") -> None:
    who = {**WHO, "at": timezone.now()}
    meeting = cases.hold_meeting(**who, body=executive, day=timezone.now().date())
    cases.record_item(
        **who, meeting=meeting, paragraph=paragraph, title="Modellen 1.1", cases=[Case.objects.get(number="KS-2026-14")],
        points=[cases.Point("Version 1.1 antas.", force)],
    )  # fmt: skip


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_unknown_number_opens_the_case_with_the_letter_and_what_it_proposes(
    client: Client, draft: Version, executive: Body
) -> None:
    page = text(forward(client, draft, executive))
    assert "Väntar på beslut" in page
    case = Case.objects.get()
    assert (case.number, case.body, case.title) == (
        "KS-2026-14",
        executive,
        "Antagande av Modellen, version 1.1",
    )
    shown = text(client.get(f"/arenden/{case.key}/"))
    assert "Tjänsteskrivelse: Antagande av Modellen, version 1.1" in shown
    assert "Kommunfullmäktige antar Modellen, version 1.1" in shown
    document = Document.objects.get()
    sent = client.get(f"/arenden/handling/{document.pk}/").getvalue()
    runs = [
        (run.text, bool(run.underline)) for p in docx.Document(io.BytesIO(sent)).paragraphs for run in p.runs
    ]
    assert ("vecka", True) in runs
    letter = client.get(f"/modell/{draft.document_id}/tjansteskrivelse/{draft.pk}/")
    assert letter.getvalue() == sent


def test_its_text_is_closed_once_it_is_put_forward(client: Client, draft: Version, executive: Body) -> None:
    forward(client, draft, executive)
    late = client.post(f"/modell/version/{draft.pk}/klausul/", {"number": "2", "heading": "", "text": "Till"})
    assert "ändras inte mer" in text(late)


def test_a_known_number_is_the_case_it_already_is_however_it_is_written(
    client: Client, draft: Version, executive: Body
) -> None:
    who = {**WHO, "at": timezone.now()}
    cases.open_case(**who, body=executive, number="KS-2026-14", title="Översyn av modellen")
    forward(client, draft, executive, "KS 2026/14")
    assert [one.title for one in Case.objects.all()] == ["Översyn av modellen"]
    draft.refresh_from_db()
    assert draft.case_number == "KS-2026-14"


def test_the_case_of_the_version_before_leads_to_the_new_one(
    client: Client, draft: Version, executive: Body
) -> None:
    cases.open_case(**WHO, at=timezone.now(), body=executive, number="KS-2023-40", title="Modellen 1.0")
    forward(client, draft, executive)
    assert "KS-2023-40" in text(client.get("/arenden/ks-2026-14/"))


def test_the_decision_in_its_case_is_offered_and_the_thread_holds_together(
    client: Client, draft: Version, executive: Body
) -> None:
    forward(client, draft, executive)
    decide(executive, "8", force="föreslår")
    assert "I ärendet finns beslutet" not in text(client.get(f"/modell/version/{draft.pk}/"))
    decide(executive, "9")
    year = timezone.now().year
    assert f"I ärendet finns beslutet KS § 9/{year}" in text(client.get(f"/modell/version/{draft.pk}/"))
    form = text(client.get(f"/modell/version/{draft.pk}/beslut/"))
    assert 'value="9"' in form
    assert 'value="KS-2026-14"' in form
    today = timezone.now().date()
    said = {
        "valid_from": today, "body": "KS", "decided_on": today, "paragraph": "9", "level": "executive",
        "case_number": "KS 2026/14",
    }  # fmt: skip
    client.post(f"/modell/version/{draft.pk}/beslut/", said)
    thread = client.get("/trad/", {"ref": "KS-2026-14", "koppling-as": "json"}).json()
    joins = {(row["start"], row["type"], row["end"]) for row in thread}
    assert ("KS-2026-14", "lägger fram", f"Styrdokument {draft.pk}") in joins
    assert (f"KS § 9/{year}", "antar", f"Styrdokument {draft.pk}") in joins
    assert any(start.startswith("KS-2026-14 H") and end == "KS-2026-14" for start, _, end in joins)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "Skriv diarienumret"),
        ("sedan", "sedan är inget diarienummer"),
        ("KS-2026-1", "är avslutat 2026-02-01"),
        ("KS-2026-2", "Ange ett öppet ärende"),
    ],
)
def test_what_is_no_case_to_put_it_forward_in_gets_a_sentence_and_changes_nothing(
    client: Client, draft: Version, executive: Body, number: str, sentence: str
) -> None:
    who = {**WHO, "at": timezone.now()}
    closed = cases.open_case(**who, body=executive, number="KS-2026-1", title="Slut")
    Case.objects.filter(pk=closed.pk).update(closed=date(2026, 2, 1))
    cases.open_case(
        **who, body=executive, number="KS-2026-2", title="Hemligt", secrecy_ground="OSL 19 kap. 3 §"
    )
    response = forward(client, draft, executive, number)
    assert response.status_code == 422
    assert sentence in text(response)
    assert not Document.objects.exists()
    draft.refresh_from_db()
    assert (draft.case_number, draft.prepared_on) == ("", None)


def test_a_version_lies_in_one_case(client: Client, draft: Version, executive: Body) -> None:
    forward(client, draft, executive)
    assert "ligger redan i ärende KS-2026-14" in text(forward(client, draft, executive, "KS-2026-15"))
    assert Case.objects.count() == 1


def test_a_file_with_something_one_may_not_read_is_not_sent(
    client: Client, draft: Version, executive: Body
) -> None:
    forward(client, draft, executive)
    letter = Document.objects.get()
    Document.objects.create(
        municipality=letter.municipality, body=executive, kind="bilaga", title="Hemlig del", source=letter.source,
        recorded_at=timezone.now(), secrecy_ground="OSL 19 kap. 3 §",
    )  # fmt: skip
    assert client.get(f"/arenden/handling/{letter.pk}/").status_code == 404
