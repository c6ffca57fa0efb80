"""Reporting behind a link from a mail, without an account: what is shown, taken, refused and given back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from tests.oversight.town import FULL, Town, noon
from tests.register.test_asking import somebody, tokens
from tests.web.signing import signed_in

from samsyn.history.models import Act
from samsyn.kit.scales import State
from samsyn.money.actions import set_budget
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative, Source, StatusReport

pytestmark = pytest.mark.django_db
SAID = {"state": "deviation", "happened": "Leverantören dröjer.", "needs": "Beslut om mer tid."}


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def one(town: Town) -> Initiative:
    somebody(town, "Disa Ek", "disa@sundsala.example")
    return town.initiative("2026-01-05", "SN", "E-arkiv", phase="execution", **FULL)


@pytest.fixture
def link(town: Town, one: Initiative) -> str:
    now = timezone.now()
    actions.report(
        by=town.by,
        at=noon("2026-03-01"),
        initiative=one,
        state=State.ON_TRACK,
        happened="Upphandlingen är klar.",
    )
    actions.ask_status(by=town.by, at=now, municipality=town.municipality, day=timezone.localdate())
    return f"/lage/{tokens()[0]}/"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_to_look_changes_nothing_and_shows_what_was_said_last(link: str) -> None:
    acts = Act.objects.count()
    with CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            page = Client().get(link)
    assert not [one["sql"] for one in asked if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert len(asked) <= 36
    assert Client().head(link).status_code == 200
    for words in (
        "E-arkiv",
        "Disa Ek, hur går det?",
        "Upphandlingen är klar.",
        "Vad behöver andra veta eller besluta?",
    ):
        assert words in text(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert (Act.objects.count(), StatusReport.objects.count()) == (acts, 1)


def test_three_fields_are_filed_and_the_paper_is_handed_over(link: str, one: Initiative) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(link)
    csrf = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    page = client.post(link, SAID | csrf, follow=True)
    assert "Tack, rapporten är lämnad" in text(page)
    report = one.reports.first()
    assert report is not None
    assert (report.state, report.happened, report.needs) == tuple(SAID.values())
    assert (Act.objects.get(verb="register.report", actor_kind="guest").actor_name, report.reporter) == (
        "Disa Ek", "Disa Ek",
    )  # fmt: skip
    thanks = page.redirect_chain[0][0]
    paper = client.get(thanks.replace("tack/", "underlag.docx"))
    assert paper.content == client.get(thanks.replace("tack/", "underlag.docx")).content
    told = "\n".join(each.text for each in Document(BytesIO(paper.content)).paragraphs)
    assert "Beslut om mer tid." in told


def test_one_click_is_enough_when_nothing_is_new(link: str, one: Initiative) -> None:
    assert "Tack" in text(Client().post(link, {"quiet": "1"}, follow=True))
    latest = one.reports.first()
    assert latest is not None
    assert (latest.nothing_new, latest.happened) == (True, "Upphandlingen är klar.")


def test_end_and_cost_go_along_only_where_they_have_changed(link: str, one: Initiative) -> None:
    Client().post(link, SAID | {"end": "2027-09-01", "cost": "4 200"})
    one.refresh_from_db()
    assert (str(one.end), one.estimates.get().minor) == ("2027-09-01", 420_000_000)


def test_a_report_without_content_is_refused_and_what_was_typed_is_kept(link: str) -> None:
    page = Client().post(link, SAID | {"happened": "…", "end": "i höst"})
    assert page.status_code == 422
    for words in (
        "Skriv vad som har hänt, eller välj Inget nytt.",
        "Beslut om mer tid.",
        "i höst",
        "ÅÅÅÅ-MM-DD",
    ):
        assert words in text(page)
    assert StatusReport.objects.count() == 1


def test_a_used_link_a_late_one_and_a_false_one_say_what_to_do(link: str) -> None:
    client = Client()
    client.post(link, {"quiet": "1"})
    for page in (client.get(link), client.post(link, SAID)):
        assert (page.status_code, "Rapporten är redan lämnad" in text(page)) == (410, True)
    assert "en handläggare hos Socialnämnden" in text(page)
    false = client.get("/lage/abc/")
    assert (false.status_code, "Se efter om brevet" in text(false)) == (410, True)
    assert (
        client.get("/lage/abc/tack/").status_code == client.get("/lage/abc/underlag.docx").status_code == 410
    )


def test_the_link_opens_that_initiative_only_and_its_paper_only_after_the_report(link: str) -> None:
    token = link.split("/")[2]
    assert Client().get(f"/lage/{token}/underlag.docx").status_code == 410
    assert Client().get(f"/svar/{token}/").status_code == 410
    assert Client().get("/initiativ/I-0001/").status_code == 302


def test_the_money_is_on_the_paper_for_who_may_read_it(town: Town, one: Initiative) -> None:
    set_budget(
        by=town.by,
        at=timezone.now(),
        initiative=one,
        source=Source.OWN,
        year=timezone.localdate().year,
        budget=230_000_000,
    )
    inside = signed_in(Role.OFFICER, town.bodies["SN"]).get("/initiativ/I-0001/underlag.docx")
    told = [cell.text for row in Document(BytesIO(inside.content)).tables[0].rows for cell in row.cells]
    assert any("2,3" in cell for cell in told)
    assert signed_in(Role.ADMINISTRATOR).get("/initiativ/I-0001/underlag.docx").status_code == 404


def test_the_page_of_the_initiative_says_when_a_report_does_not_count(town: Town, one: Initiative) -> None:
    actions.report(by=town.by, at=noon("2026-01-06"), initiative=one, state=State.ON_TRACK, happened="Start.")
    for month in ("02", "03", "04"):
        actions.report_nothing_new(by=town.by, at=noon(f"2026-{month}-06"), initiative=one)
    page = text(signed_in(Role.OFFICER, town.bodies["SN"]).get("/initiativ/I-0001/"))
    assert "räknas inte som färskt" in page
    assert "Underlag (Word)" in page


def test_a_cost_that_is_no_amount_is_told_so(link: str) -> None:
    page = Client().post(link, SAID | {"cost": "dyrt"})
    assert (page.status_code, "Skriv beloppet i tusen kronor" in text(page)) == (422, True)


def test_what_waits_says_whom_no_mail_can_reach(town: Town, one: Initiative) -> None:
    officer = signed_in(Role.OFFICER, town.bodies["SN"])
    assert "Med e-post" not in text(officer.get("/att-gora/"))
    somebody(town, "Ove Berg")
    town.initiative("2026-01-05", "SN", "Digital ansökan", contact="Ove Berg")
    page = text(officer.get("/att-gora/"))
    assert "Kontakten saknar adress" in page
    assert "/initiativ/I-0002/lage/" in page
