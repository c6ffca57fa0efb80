"""A decision goes out by mail, comes back confirmed, and its tasks wait at those who got them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions
from samsyn.cases.actions import Point
from samsyn.cases.models import Commission, Dispatch, Item
from samsyn.organisation import actions as organisation
from samsyn.organisation.rules import Role
from samsyn.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def item(town: Town) -> Item:
    """Return a decision of Socialnämnden's that goes to Tekniska nämnden and to a company."""
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-02-03")}
    case = actions.open_case(**who, body=town.bodies["SN"], number="SN-2026-12", title="Larm")
    meeting = actions.hold_meeting(**who, body=town.bodies["SN"], day=date(2026, 2, 2), adjusted="2026-02-09")
    return actions.record_item(
        **who, meeting=meeting, paragraph="12", title="Nya trygghetslarm", cases=[case],
        points=[Point("Tekniska nämnden utreder täckningen.", "beslutar", "Socialnämnden"),
                Point("Medel anvisas.", "föreslår", "Socialnämnden")],
        recipients=["Tekniska nämnden", "Larmbolaget"],
        bodies={"Tekniska nämnden": [town.bodies["TN"]]},
    )  # fmt: skip


def secretary_with_mail(town: Town, code: str) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-02")}
    for name, start, end in (("Nu", date(2020, 1, 1), None), ("Förr", date(2019, 1, 1), date(2020, 1, 1))):
        person = organisation.add_person(
            **who, municipality=town.municipality, name=f"{name} {code}", email=f"{name.lower()}@exempel.se"
        )
        organisation.give_role(
            **who, person=person, role=Role.SECRETARY, body=town.bodies[code], valid_from=start, valid_to=end
        )


def page(client: Client, address: str, **said: Any) -> str:
    answer = client.post(address, said, follow=True) if said else client.get(address)
    return " ".join(answer.content.decode().split())


def test_it_is_mailed_to_those_in_office_and_confirmed_through_the_link(town: Town, item: Item) -> None:
    secretary_with_mail(town, "TN")
    client = signed_in(Role.SECRETARY, town.bodies["SN"])
    board, company = Dispatch.objects.order_by("pk")
    address = f"/arenden/beslut/{item.pk}/utskick/"
    shown = page(client, address, row=[board.pk, company.pk], **{f"to{company.pk}": ""})
    assert "Beslutet är skickat till 1 mottagare." in shown
    assert "Ingen e-postadress finns till Larmbolaget." in shown
    assert "med e-post till nämndsekreteraren, ingen kvittens än" in shown
    (letter,) = Message.objects.all()
    assert letter.to == "nu@exempel.se"
    assert "utreder täckningen" in letter.text
    shown = page(client, address, row=[board.pk, company.pk], **{f"to{company.pk}": "post@larm.exempel"})
    assert "Beslutet är skickat till 1 mottagare." in shown
    assert Message.objects.count() == 2
    assert "redan fått beslutet" in page(client, address, row=[board.pk])
    link = re.search(r"/mottaget/[\w-]+/", Message.objects.get(to="post@larm.exempel").text)
    assert link
    guest = Client()
    assert "Tekniska nämnden utreder täckningen." in page(guest, link[0])
    assert "Bekräftat" in page(guest, link[0], yes="1")
    company.refresh_from_db()
    assert company.receipt_on is not None
    assert "mottaget" in page(client, f"/arenden/beslut/{item.pk}/")
    assert guest.get("/mottaget/finns-inte/").status_code == 410
    assert len(mail.outbox) in (0, 2)


def test_the_receiving_board_sees_it_until_it_is_confirmed(town: Town, item: Item) -> None:
    secretary_with_mail(town, "TN")
    sender = signed_in(Role.SECRETARY, town.bodies["SN"])
    receiver = signed_in(Role.SECRETARY, town.bodies["TN"])
    board = Dispatch.objects.get(body=town.bodies["TN"])
    page(sender, f"/arenden/beslut/{item.pk}/utskick/", row=[board.pk])
    assert "1 beslut att bekräfta väntar på dig." in page(receiver, "/att-gora/")
    assert sender.post(f"/arenden/mottaget/{board.pk}/").status_code == 404
    shown = page(receiver, f"/arenden/mottaget/{board.pk}/", yes="1")
    assert "Mottagandet är bekräftat." in shown
    assert "Beslut som har kommit" not in shown


def test_a_task_out_of_a_point_waits_at_the_board_that_got_it(town: Town, item: Item) -> None:
    client = signed_in(Role.SECRETARY, town.bodies["SN"])
    address = f"/arenden/beslut/{item.pk}/uppdrag/"
    point, proposal = item.points.order_by("order")
    assert "Medel anvisas." not in page(client, address)
    said = {"point": point.pk, "body": town.bodies["TN"].pk, "text": "Utred täckningen", "due": "2030-05-04"}
    page(client, address, **said)
    page(client, address, **said)
    task = Commission.objects.get()
    assert (task.decided_by, task.body, str(task.due)) == ("SN § 12/2026", town.bodies["TN"], "2030-05-04")
    receiver = signed_in(Role.SECRETARY, town.bodies["TN"])
    assert "Utred täckningen" in page(receiver, "/att-gora/")
    wrong = client.post(address, {**said, "due": "i vår", "text": ""})
    assert wrong.status_code == 422
    assert "Skriv datumet som ÅÅÅÅ-MM-DD" in wrong.content.decode()
    assert client.post(address, {**said, "point": proposal.pk}).status_code == 422
    assert receiver.get(address).status_code == 404


def test_what_is_secret_is_not_mailed(town: Town, item: Item) -> None:
    item.cases.update(secrecy_ground="OSL 26 kap. 1 §", secrecy_owner=town.bodies["SN"])
    with pytest.raises(actions.NotSent, match="sekretessmarkerat"):
        actions.send_decision(
            by=town.by, at=noon("2026-02-12"), item=item, address=lambda token: token,
            rows=dict.fromkeys(Dispatch.objects.values_list("pk", flat=True), "a@b.se"),
        )  # fmt: skip
    assert Message.objects.count() == 0


def test_a_false_address_is_told(town: Town, item: Item) -> None:
    client = signed_in(Role.SECRETARY, town.bodies["SN"])
    company = Dispatch.objects.get(body=None)
    shown = page(
        client, f"/arenden/beslut/{item.pk}/utskick/", row=[company.pk], **{f"to{company.pk}": "larm"}
    )
    assert "”larm” är ingen e-postadress." in shown
    assert "Kryssa för minst en mottagare." in page(client, f"/arenden/beslut/{item.pk}/utskick/", other="1")
