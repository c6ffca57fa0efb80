"""The calendar of meetings, where a case goes next, and what follows a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions
from samsyn.cases.actions import Point
from samsyn.cases.models import Dispatch, Item, Meeting
from samsyn.inquiries import actions as inquiries
from samsyn.inquiries.models import Inquiry
from samsyn.organisation.rules import Role
from samsyn.oversight.queries.feeds import feed_token

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=40)
HAND_IN = SOON - timedelta(days=16)
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Stockholm:{day:%Y%m%d}T090000\r\n"
    "SUMMARY:Kommunstyrelsen samman\r\n träde\r\nLOCATION:Rådhuset\\, sal 2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def secretary(town: Town) -> Client:
    return signed_in(Role.SECRETARY, town.bodies["KS"])


def load(client: Client, text: str, **more: str) -> str:
    said = {"text": text, "source": "KS § 3/2026", **more}
    return client.post("/arenden/sammantraden/las-in/", said, follow=True).content.decode()


def test_a_calendar_is_looked_through_before_it_is_saved_and_twice_changes_nothing(secretary: Client) -> None:
    file = SimpleUploadedFile("ks.ics", ICS.format(day=SOON).encode())
    page = secretary.post("/arenden/sammantraden/las-in/", {"file": file}).content.decode()
    line = f"kommunstyrelsen;{SOON};09:00;;;Rådhuset, sal 2;"
    assert line in page
    assert Meeting.objects.count() == 0
    assert "1 nya, 0 ändrade och 0 oförändrade" in load(secretary, line, save="1")
    assert "0 nya, 0 ändrade och 1 oförändrade" in load(secretary, line, save="1")
    assert "0 nya, 1 ändrade" in load(secretary, f"KS;{SOON};09:00;{HAND_IN}", save="1")
    shown = secretary.get("/arenden/sammantraden/").content.decode()
    assert f"Kommunstyrelsen {SOON}, lämnas in senast {HAND_IN}" in shown


def test_a_table_is_read_by_its_headers(secretary: Client) -> None:
    file = SimpleUploadedFile("tider.csv", f"Organ;Sammanträdesdag;Stopp\nKS;{SOON};{HAND_IN}\n".encode())
    page = secretary.post("/arenden/sammantraden/las-in/", {"file": file}).content.decode()
    assert f"KS;{SOON};;{HAND_IN};;;" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "skriv minst en rad"),
        ("Byggnadsnämnden;2027-01-13", "är inget organ här"),
        ("KS;2027-02-30", "är ingen dag"),
        ("KS;2027-01-13;;2027-01-20", "ligger efter sammanträdet"),
        ("KS", "Rad 1: skriv nämnd och dag"),
    ],
)
def test_a_row_that_cannot_be_understood_is_told(secretary: Client, text: str, sentence: str) -> None:
    assert sentence in load(secretary, text, save="1")
    assert Meeting.objects.count() == 0


def test_another_boards_meetings_are_not_planned(secretary: Client) -> None:
    assert (
        secretary.post("/arenden/sammantraden/las-in/", {"text": f"SN;{SOON}", "save": "1"}).status_code
        == 403
    )


def test_a_last_day_that_has_passed_is_told_as_passed(secretary: Client) -> None:
    soon = timezone.localdate() + timedelta(days=7)
    passed = soon - timedelta(days=16)
    load(secretary, f"KS;{soon};09:00;{passed}", save="1")
    shown = secretary.get("/arenden/sammantraden/").content.decode()
    assert f"Kommunstyrelsen {soon}, inlämningen stängde {passed}." in shown


def test_a_bodys_feed_is_open_and_a_persons_needs_the_signed_link(town: Town, secretary: Client) -> None:
    load(secretary, f"KS;{SOON};09:00;{HAND_IN}", save="1")
    feed = Client().get(f"/arenden/sammantraden/{town.bodies['KS'].pk}.ics")
    assert f"DTSTART;VALUE=DATE:{SOON:%Y%m%d}" in feed.content.decode()
    actions.commission(
        by=town.by, at=noon("2026-02-02"), body=town.bodies["KS"], decided_by="KF § 9/2026",
        decided_on=date(2026, 2, 1), text="Ta fram riktlinjer", due=SOON,
    )  # fmt: skip
    for title, ground in (("Riktlinjer", ""), ("Hemligt", "OSL 18:8")):
        inquiries.send(
            by=town.by, at=noon("2026-02-02"), body=town.bodies["SN"], title=title, deadline=SOON,
            recipients=[("Kommunstyrelsen", town.bodies["KS"])],
        )  # fmt: skip
        Inquiry.objects.filter(title=title).update(secrecy_ground=ground)
    person = int(secretary.session["_auth_user_id"])
    from samsyn.organisation.models import User

    key = User.objects.get(pk=person).person_id
    assert key is not None
    own = Client().get(f"/kalender/{feed_token(key)}.ics").content.decode()
    assert "SUMMARY:Svara på KF § 9/2026" in own
    answered = next(one for one in own.split("BEGIN:VEVENT") if "SUMMARY:Svara på Riktlinjer" in one)
    assert f"DTSTART;VALUE=DATE:{SOON:%Y%m%d}" in answered
    assert "Hemligt" not in own
    assert "SUMMARY:Kommunstyrelsen" in own
    assert Client().get(f"/kalender/{key}.abc.ics").status_code == 404
    address = feed_token(key)
    assert address in secretary.get("/att-gora/kalender/").content.decode()
    secretary.post("/att-gora/kalender/", {"renew": "1"})
    assert Client().get(f"/kalender/{address}.ics").status_code == 404
    renewed = feed_token(key)
    assert Client().get(f"/kalender/{renewed}.ics").status_code == 200
    assert (
        "Kalendern är stängd."
        in secretary.post("/att-gora/kalender/", {"shut": "1"}, follow=True).content.decode()
    )
    assert Client().get(f"/kalender/{renewed}.ics").status_code == 404


def decided(town: Town) -> Item:
    by, at = town.by, noon("2026-02-03")
    case = actions.open_case(
        by=by, at=at, body=town.bodies["SN"], number="SN-2026-12", title="Digital ansökan"
    )
    meeting = actions.hold_meeting(
        by=by, at=at, body=town.bodies["SN"], day=date(2026, 2, 2), adjusted="2026-02-09"
    )
    return actions.record_item(
        by=by, at=at, meeting=meeting, paragraph="12", title="Digital ansökan", cases=[case],
        points=[Point("Medel anvisas.", "föreslår", "Socialnämnden", "Kommunstyrelsen")], recipients=["Ekonomi", "IT"],
    )  # fmt: skip


def test_a_case_says_its_next_body_and_day(town: Town, secretary: Client) -> None:
    decided(town)
    case = "/arenden/sn-2026-12/"
    assert "ingen dag känd" in secretary.get(case).content.decode()
    load(secretary, f"KS;{SOON};;{HAND_IN}", save="1")
    page = secretary.get(case).content.decode()
    assert f"Kommunstyrelsen {SOON}</b> (lämnas in senast {HAND_IN})" in page


def test_a_decision_shows_what_is_recorded_and_what_is_computed(town: Town) -> None:
    item = decided(town)
    client = signed_in(Role.SECRETARY, town.bodies["SN"])
    page = client.get(f"/arenden/beslut/{item.pk}/").content.decode()
    assert "Justerat 2026-02-09" in page
    assert "Anslås senast 2026-02-11" in page
    page = client.post(
        f"/arenden/beslut/{item.pk}/anslag/", {"day": "2026-02-10"}, follow=True
    ).content.decode()
    assert "Anslaget 2026-02-10" in page
    assert "Överklagas senast 2026-03-03" in page
    assert "Laga kraft 2026-03-04" in page


def test_sending_and_receipt_are_noted_once(town: Town) -> None:
    item = decided(town)
    client = signed_in(Role.SECRETARY, town.bodies["SN"])
    first = Dispatch.objects.order_by("pk").first()
    assert first is not None
    said = {"row": [first.pk], "day": "2026-02-12"}
    address = f"/arenden/beslut/{item.pk}/expediering/"
    assert (
        "Inget nytt att notera"
        in client.post(address, {**said, "receipt": "1"}, follow=True).content.decode()
    )
    page = client.post(address, said, follow=True).content.decode()
    assert "1 av 2 skickade" in page
    assert "Skickat 2026-02-12 av Person" in page
    assert "Inget nytt" in client.post(address, said, follow=True).content.decode()
    page = client.post(address, {**said, "day": "2026-02-13", "receipt": "1"}, follow=True).content.decode()
    assert "mottaget 2026-02-13" in page
