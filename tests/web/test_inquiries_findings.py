"""Boards are asked about an audit's recommendations, say where they stand on each, and it shows by board."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.audits.town import Audited
from tests.web.signing import signed_in

from samsyn.inquiries.models import Inquiry, Question
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_stance_on_each_finding_is_asked_for_given_and_shown_by_board() -> None:
    town = Audited()
    office = signed_in(Role.CITY_OFFICE, town.bodies["KS"])
    number = town.audit.number
    assert f"/remisser/ny/?granskning={number}" in text(office.get(f"/granskningar/{number}/"))
    address = f"/remisser/ny/?granskning={number}"
    page = text(office.get(address))
    assert "Gör 1. Gör 2.</textarea>" in page
    assert 'value="Yttrande över Styrning"' in page
    last = timezone.localdate() + timedelta(days=30)
    said = {
        "kind": "statement", "title": "Yttrande över Styrning", "deadline": str(last), "reminders": "3",
        "questions": "Gör 1.\nGör 2.\nVad mer?", "bodies": [town.bodies["SN"].pk], "send": "1",
    }  # fmt: skip
    office.post(address, said)
    inquiry = Inquiry.objects.get()
    asked = list(Question.objects.order_by("order"))
    assert [one.about for one in asked] == [f"R-{number:04d}.1", f"R-{number:04d}.2", ""]
    part = inquiry.recipients.get()
    own = signed_in(Role.SECRETARY, town.bodies["SN"])
    page = text(own.get(f"/remisser/uppgift/{part.pk}/svar/"))
    assert page.count("Instämmer delvis") == 2
    answers = {
        f"q{asked[0].pk}": "Det gör vi.", f"s{asked[0].pk}": "tillstyrker", f"s{asked[1].pk}": "avstyrker",
    }  # fmt: skip
    own.post(f"/remisser/uppgift/{part.pk}/svar/", answers)
    decided = {"do": "decide", "decided_on": "2026-02-02", "paragraph": "4"}
    refused = text(own.post(f"/remisser/uppgift/{part.pk}/", decided, follow=True))
    assert "skriv åtgärden eller skälet" in refused
    assert "Kvar: ”Gör 2.”" in refused
    answers[f"q{asked[1].pk}"] = "Verksamheten är avvecklad."
    own.post(f"/remisser/uppgift/{part.pk}/svar/", answers)
    for do in (decided, {"do": "send"}):
        own.post(f"/remisser/uppgift/{part.pk}/", do)
    page = text(office.get(f"/granskningar/{number}/"))
    assert "Vad nämnderna svarade" in page
    assert "Instämmer inte" in page
    reply = part.replies.get()
    assert f"/remisser/svar/{reply.pk}/" in page
    assert "Avstyrker" in text(office.get(f"/remisser/svar/{reply.pk}/"))
    matrix = office.get(f"/remisser/{inquiry.pk}/sammanstallning/?as=csv").content.decode()
    assert "Tillstyrker" in matrix
    assert "Avstyrker" in matrix


def test_an_audit_that_is_not_there_answers_404() -> None:
    town = Audited()
    client: Client = signed_in(Role.CITY_OFFICE, town.bodies["KS"])
    assert client.get("/remisser/ny/?granskning=99").status_code == 404
