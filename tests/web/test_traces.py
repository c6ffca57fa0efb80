"""What is decided or paid for but not documented, and what people say of it on the page."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.oversight.test_traces import booked, entry, ruled
from tests.oversight.town import FULL, Town
from tests.web.signing import signed_in

from samsyn.cases.actions import hold_meeting, open_case, record_item
from samsyn.organisation.rules import Role
from samsyn.oversight.models import Trace
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    return town


@pytest.fixture
def office(town: Town) -> Client:
    return signed_in(Role.CITY_OFFICE)


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_list_tells_source_amount_and_a_likely_initiative(town: Town, office: Client) -> None:
    one = town.initiative("2026-02-01", "SN", "Nytt journalsystem", **FULL)
    ruled(town, accounts="6540")
    booked(town, entry(1, 120_000, project="4012", project_name="Byte av journalsystem"))
    town.trace("2026-02-02", "TN", "Sensorer", amount=5_000_00)
    shown = words(office, "/spar/")
    assert "Byte av journalsystem Socialnämnden Redovisning Redovisning 2026, projekt 4012, SN" in shown
    assert f"Kanske {one.ref} Nytt journalsystem ?" in shown
    assert "Sensorer" not in words(office, "/spar/?namnd=" + str(town.bodies["SN"].pk))
    assert "Inga spår i urvalet" in words(office, "/spar/?slag=plan")
    assert office.get("/spar/?as=xlsx").status_code == 200


def test_the_source_opens_the_rows_it_sums(town: Town, office: Client) -> None:
    ruled(town, accounts="6540")
    booked(town, entry(1, 100), entry(2, 50, text="Drift"), entry(3, 7, supplier="Annat AB"))
    page = office.get("/spar/").content.decode()
    (url,) = set(re.findall(r'href="(/utgifter/rader/[^"]*nordbo[^"]*)"', page))
    shown = words(office, url.replace("&amp;", "&"))
    assert "Visar 1–2 av 2." in shown


def test_a_person_says_whose_it_is_and_takes_it_back(town: Town, office: Client) -> None:
    one = town.initiative("2026-02-01", "SN", "Nytt journalsystem", **FULL)
    trace = town.trace("2026-02-02", "SN", "Licens journalsystem", amount=5_000_00)
    assert "Liknande namn" in words(office, f"/spar/{trace.pk}/")
    assert office.post(f"/spar/{trace.pk}/", {"number": "I-9999"}).status_code == 422
    assert office.post(f"/spar/{trace.pk}/", {"number": one.ref}).status_code == 302
    assert f"Hör till {one.ref}" in words(office, f"/spar/{trace.pk}/")
    assert "Licens journalsystem" in words(office, "/spar/?lage=kopplade")
    office.post(f"/spar/{trace.pk}/", {"reopen": "1"})
    assert "Licens journalsystem" in words(office, "/spar/")


def test_what_is_no_digitalisation_needs_a_reason_that_is_kept(town: Town, office: Client) -> None:
    trace = town.trace("2026-02-02", "SN", "Stolar")
    assert office.post(f"/spar/{trace.pk}/", {"dismiss": "1", "why": " "}).status_code == 422
    office.post(f"/spar/{trace.pk}/", {"dismiss": "1", "why": "Möbler"})
    assert "Stolar" not in words(office, "/spar/")
    assert "Möbler" in words(office, f"/spar/{trace.pk}/")


def test_registering_from_a_trace_fills_the_form_and_matches_when_saved(town: Town, office: Client) -> None:
    trace = town.trace("2026-02-02", "SN", "Larmknapp i hemmet", amount=250_000_00)
    page = office.get(f"/initiativ/nytt/?spar={trace.pk}").content.decode()
    assert 'value="Larmknapp i hemmet"' in page
    assert 'value="250"' in page
    form = {
        "title": "Larmknapp i hemmet", "problem": "Larmen är gamla.", "body": str(town.bodies["SN"].pk),
        "contact": "Disa Ek", "track": "project", "reach": "one", "start": "2026-01-01", "end": "2026-12-01",
        "funding": "own",
    }  # fmt: skip
    office.post(f"/initiativ/nytt/?spar={trace.pk}", form)
    made = Initiative.objects.get()
    assert Trace.objects.get(pk=trace.pk).initiative_number == made.number


def test_a_draft_answers_no_trace_until_it_is_finished(town: Town, office: Client) -> None:
    trace = town.trace("2026-02-02", "SN", "Larmknapp i hemmet")
    body = str(town.bodies["SN"].pk)
    kept = office.post(
        f"/initiativ/nytt/?spar={trace.pk}", {"title": "Larmknapp i hemmet", "body": body, "draft": "1"}
    )
    made = Initiative.objects.get()
    assert Trace.objects.get(pk=trace.pk).initiative_number is None
    page = office.get(kept.headers["Location"]).content.decode()
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    form = {
        "title": "Larmknapp i hemmet", "problem": "Larmen är gamla.", "body": body, "contact": "Disa Ek",
        "track": "project", "reach": "one", "start": "2026-01-01", "end": "2026-12-01", "funding": "own",
        "phase": "need", "risk": "none", "seen": seen,
    }  # fmt: skip
    office.post(kept.headers["Location"], form)
    assert Trace.objects.get(pk=trace.pk).initiative_number == made.number


def test_who_may_not_change_the_boards_initiatives_says_nothing(town: Town) -> None:
    trace = town.trace("2026-02-02", "SN", "Licenser")
    reader = signed_in(Role.AUDITOR)
    assert "Registrera detta" not in words(reader, f"/spar/{trace.pk}/")
    assert reader.post(f"/spar/{trace.pk}/", {"dismiss": "1", "why": "x"}).status_code == 403
    assert Trace.objects.get().dismissed is False


def test_a_decision_that_speaks_of_something_digital_is_asked_about_once(town: Town, office: Client) -> None:
    at = town.noon("2026-02-03")
    case = open_case(by=town.by, at=at, body=town.bodies["SN"], number="SN-2026-9", title="Kontakt")
    meeting = hold_meeting(by=town.by, at=at, body=town.bodies["SN"], day=date(2026, 2, 2))
    for paragraph, title in (("7", "Digital kontakt med familjehem"), ("8", "Ny stol")):
        record_item(
            by=town.by, at=at, meeting=meeting, paragraph=paragraph, title=title, cases=[case] if paragraph == "7" else [],
            points=[], recipients=[],
        )  # fmt: skip
    shown = words(office, "/spar/beslut/")
    assert "Digital kontakt med familjehem" in shown
    assert "Ny stol" not in shown
    office.post("/spar/beslut/", {"ja": "SN § 7/2026, 2026-02-02"})
    made = Trace.objects.get()
    assert (made.kind, made.diary, made.quote) == ("minutes", "SN-2026-9", "Digital kontakt med familjehem")
    office.get("/spar/")
    assert "Inga beslut att ta ställning till" in words(office, "/spar/beslut/")


def test_an_empty_list_says_what_to_do(town: Town, office: Client) -> None:
    assert "Läs in redovisning" in words(office, "/spar/")


def test_uppsikt_tells_how_its_numbers_are_counted_where_they_stand(town: Town, office: Client) -> None:
    town.initiative("2026-02-01", "SN", "Nytt journalsystem", **FULL)
    page, told = office.get("/uppsikt/").content.decode(), words(office, "/sa-raknas-siffrorna/")
    (sentence,) = re.findall(r'title="([^"]*kända initiativ[^"]*)">Så räknas den', page)
    assert sentence.strip() in told
    assert "har en rapport inom 60 dagar" in page or "aldrig lämnat" in page


def test_uppsikt_tells_the_share_in_kronor_and_leads_to_what_is_missing(town: Town, office: Client) -> None:
    ruled(town, accounts="6540")
    booked(town, entry(1, 100), entry(2, 300, supplier="Kartbolaget"))
    one = town.initiative("2026-02-01", "SN", "Journal", **FULL)
    trace = Trace.objects.get(title="Nordbo AB")
    office.post(f"/spar/{trace.pk}/", {"number": str(one.number)})
    assert "25 % av utgifterna" in words(office, "/uppsikt/")
    assert f'href="/spar/?namnd={town.bodies["SN"].pk}"' in office.get("/uppsikt/").content.decode()
