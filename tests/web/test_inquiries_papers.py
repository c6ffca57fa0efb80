"""Letters that were read in become referrals, and answers that were read in are handed in, once each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.signing import signed_in
from tests.web.test_inquiries_work import Asking, text

from samsyn.inquiries import actions
from samsyn.inquiries.models import Inquiry, Recipient, Reply
from samsyn.intake.models import Upload
from samsyn.intake.rules import answers, asks
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Asking:
    return Asking()


@pytest.fixture
def office(town: Asking) -> Client:
    return signed_in(Role.CITY_OFFICE, town.bodies["KS"])


def decision_to_send(last: str) -> str:
    """Return an extract of minutes that sends a proposal on referral."""
    return "\n".join(
        [
            "Sundsala kommun", "Protokollsutdrag", "", "Sammanträdestid\t2026-03-02 kl. 13:00-14:10",
            "Beslutande ledamöter\tMira Strand (S) (Ordförande)", "Utses att justera\tAli Borg", "Justeringen\t",
            "", "§ 41 Ny ordning för inköp av program", "", "KS-2026-170", "", "Beslut", "",
            "Kommunstyrelsen beslutar", "",
            "1. Förslaget skickas på remiss till samtliga nämnder och berörda fackliga organisationer, med svar till"
            f" stadskontoret senast den {last}.", "", "Beslutet skickas till", "", "Samtliga nämnder", "",
            "Facket Framåt", "", "Kansliet, inköpsenheten", "",
        ]
    )  # fmt: skip


def answer_letter() -> str:
    return "\n".join(
        [
            "Sundsala kommun", "Socialförvaltningen", "Datum", "2026-04-14", "Tjänsteskrivelse", "",
            "Svar på remiss - Gemensamma tjänster", "", "SN-2026-88", "", "Förslag till beslut", "",
            "Socialnämnden föreslås besluta", "",
            "1. Socialnämnden tillstyrker förslaget med följande synpunkter.", "", "Sammanfattning", "",
            "Socialnämnden tillstyrker förslaget.", "",
            "Synpunkter", "", "Nämnden önskar att avgifterna blir kända före sommaren.", "",
        ]
    )  # fmt: skip


def read_in(client: Client, name: str, words: str) -> Upload:
    client.post("/las-in/", {"files": [SimpleUploadedFile(name, words.encode())]})
    upload = Upload.objects.get(source__name=name)
    upload.proposals.update(state="accepted")
    return upload


def long_date(day: object) -> str:
    months = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]
    return f"{day.day} {months[day.month - 1]} {day.year}"  # type: ignore[attr-defined]


def test_a_decision_to_send_on_referral_fills_in_the_form_and_is_sent_once(
    town: Asking, office: Client
) -> None:
    last = timezone.localdate() + timedelta(days=50)
    upload = read_in(office, "utdrag.txt", decision_to_send(long_date(last)))
    page = text(office.get(f"/las-in/{upload.pk}/"))
    address = f"/remisser/ny/?handling={upload.pk}&del=0"
    assert "Skapa remiss av detta" in page
    assert address.replace("&", "&amp;") in page
    page = text(office.get(address))
    assert 'value="Ny ordning för inköp av program"' in page
    assert f'value="{last}"' in page
    assert 'name="group" class="ds-input" id="id_group" checked' in page
    assert "Facket Framåt" in page
    assert 'value="KS § 41/2026"' in page
    assert f'name="kept" value="{upload.source.sha256}"' in page
    given = {
        "kind": "referral", "title": "Ny ordning för inköp av program", "deadline": str(last), "reminders": "30",
        "group": "on", "outsiders": "Facket Framåt", "kept": upload.source.sha256, "send": "1",
    }  # fmt: skip
    office.post(address, given)
    made = Inquiry.objects.get(made_of=upload.source)
    assert [one.name for one in made.recipients.order_by("name")] == [
        "Facket Framåt", "Socialnämnden", "Tekniska nämnden",
    ]  # fmt: skip
    assert [one.sha256 for one in made.documents.all()] == [upload.source.sha256]
    again = office.post(address, given | {"title": "En annan rubrik"}, follow=True)
    assert "Remissen finns redan." in text(again)
    assert Inquiry.objects.filter(made_of=upload.source).count() == 1
    assert f"/remisser/{made.pk}/" in text(office.get(f"/las-in/{upload.pk}/"))


def test_the_action_itself_makes_one_of_a_document(town: Asking, office: Client) -> None:
    upload = read_in(office, "utdrag.txt", decision_to_send("1 mars 2027"))
    made = [
        actions.send(
            by=town.by, at=timezone.now(), body=town.bodies["KS"], title=title, deadline=None,
            made_of=(upload.source, 0),
        )
        for title in ("Ett", "Två")
    ]  # fmt: skip
    assert made[0].pk == made[1].pk


def test_an_office_whose_board_is_not_told_has_to_be_completed(town: Asking, office: Client) -> None:
    upload = read_in(office, "utdrag.txt", decision_to_send("1 mars 2027"))
    page = text(office.get(f"/remisser/ny/?handling={upload.pk}&del=0"))
    assert "Kansliet, inköpsenheten</textarea>" in page
    answer = office.post(
        f"/remisser/ny/?handling={upload.pk}&del=0",
        {"kind": "referral", "title": "Inköp", "deadline": str(town.last), "reminders": "3",
         "units": "Kansliet, inköpsenheten", "send": "1"},
    )  # fmt: skip
    assert "saknar nämnd" in text(answer)


def test_nothing_is_made_of_what_nobody_has_accepted(town: Asking, office: Client) -> None:
    upload = read_in(office, "utdrag.txt", decision_to_send("1 mars 2027"))
    upload.proposals.update(state="open")
    assert "Skapa remiss av detta" not in text(office.get(f"/las-in/{upload.pk}/"))
    assert office.get(f"/remisser/ny/?handling={upload.pk}&del=0").status_code == 404


def test_an_answer_that_was_read_in_is_handed_in_where_it_belongs_once(town: Asking, office: Client) -> None:
    upload = read_in(office, "svar.txt", answer_letter())
    page = text(office.get(f"/las-in/{upload.pk}/"))
    assert "Lämna in som svar på en remiss" in page
    assert "Skapa remiss av detta" not in page
    part = town.part()
    page = text(office.get(f"/remisser/svar-ur/{upload.pk}/?del=0"))
    assert "Gemensamma tjänster, svar senast" in page
    assert '<option value="med synpunkter" selected>' in page
    address = f"/remisser/svar-ur/{upload.pk}/?del=0"
    said = {"part": f"r{part.pk}", "stance": "med synpunkter"}
    office.post(address, said)
    reply = Reply.objects.get(recipient=part)
    assert (reply.state, reply.stance, reply.source_id) == ("sent", "med synpunkter", upload.source_id)
    again = office.post(address, said, follow=True)
    assert "Filen är redan inlämnad som svar." in text(again)
    assert Reply.objects.count() == 1
    assert "Svar på Gemensamma tjänster" in text(office.get(f"/las-in/{upload.pk}/"))


def test_the_own_boards_becomes_its_draft(town: Asking, office: Client) -> None:
    upload = read_in(office, "svar.txt", answer_letter())
    own = signed_in(Role.SECRETARY, town.bodies["SN"])
    own.post(f"/remisser/svar-ur/{upload.pk}/?del=0", {"part": f"r{town.part().pk}"})
    assert Reply.objects.get().state == "draft"


def test_an_answer_from_one_that_was_not_asked_is_kept_aside(town: Asking, office: Client) -> None:
    words = answer_letter().replace("Socialnämnden", "Miljönämnden").replace("Socialförv", "Miljöförv")
    upload = read_in(office, "svar.txt", words)
    address = f"/remisser/svar-ur/{upload.pk}/?del=0"
    assert "Miljönämnden är inte tillfrågad" in text(office.get(address))
    office.post(address, {"part": f"i{town.inquiry.pk}"})
    assert Recipient.objects.get(name="Miljönämnden").asked is False
    wrong = office.post(address, {"part": ""})
    assert wrong.status_code in (302, 422)


@pytest.mark.parametrize(
    ("values", "asking", "answering"),
    [
        ({"kind": "remiss"}, True, False),
        ({"kind": "yttrande"}, False, True),
        ({"kind": "tjänsteskrivelse", "title": "Svar på remiss - Taxor"}, False, True),
        ({"kind": "tjänsteskrivelse", "reply_stance": "avstyrker"}, False, True),
        (
            {"kind": "tjänsteskrivelse", "body": "SN", "deadlines": [{"who": "SN", "date": "2026-05-01"}]},
            False,
            True,
        ),
        (
            {"kind": "protokoll", "body": "SN", "deadlines": [{"who": "SN", "date": "2026-05-01"}]},
            False,
            False,
        ),
        ({"kind": "protokoll", "points": [{"force": "remitterar"}]}, True, False),
        (
            {"kind": "tjänsteskrivelse", "questions": ["När?"], "deadlines": [{"date": "2026-05-01"}]},
            True,
            False,
        ),
        ({"kind": "protokoll", "points": [{"force": "beslutar"}]}, False, False),
    ],
)
def test_what_asks_and_what_answers(values: dict[str, object], asking: bool, answering: bool) -> None:
    assert (bool(asks(values)), answers(values)) == (asking, answering)
