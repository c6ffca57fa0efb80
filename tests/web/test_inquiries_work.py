"""Sending, answering and handing in, in the browser."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Word
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.inquiries import actions
from samsyn.inquiries.actions import Sheet, To
from samsyn.inquiries.models import Extension, Inquiry, Instruction, Recipient, Viewpoint
from samsyn.organisation.rules import Role
from samsyn.post.models import Message, SignedLink

pytestmark = pytest.mark.django_db
QUESTIONS = ["Är det tydligt vem som betalar för en gemensam tjänst?", "När kan förslaget börja gälla?"]


class Asking(Town):
    """Kommunstyrelsen has asked two boards and a union, with six weeks to answer."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.today = timezone.localdate()
        self.last = self.today + timedelta(days=42)
        sn, tn = self.bodies["SN"], self.bodies["TN"]
        self.inquiry = actions.send(
            by=self.by, at=timezone.now(), body=self.bodies["KS"], title="Gemensamma tjänster", sent_on=self.today,
            deadline=self.last, questions=QUESTIONS, themes=["Avgifter"], instruction="Börja med sidan två.",
            recipients=[To(sn.name, sn), To(tn.name, tn), To("Facket", email="facket@exempel.se")],
        )  # fmt: skip

    def part(self, name: str = "Socialnämnden") -> Recipient:
        return Recipient.objects.get(inquiry=self.inquiry, name=name)

    def at(self, name: str = "Socialnämnden", tail: str = "") -> str:
        return f"/remisser/uppgift/{self.part(name).pk}/{tail}"

    def token(self) -> str:
        return actions.invite(
            by=self.by,
            at=timezone.now(),
            recipient=self.part("Facket"),
            address=lambda token: f"/svar/{token}/",
        )


@pytest.fixture
def town() -> Asking:
    return Asking()


@pytest.fixture
def office(town: Asking) -> Client:
    return signed_in(Role.CITY_OFFICE, town.bodies["KS"])


@pytest.fixture
def own(town: Asking) -> Client:
    return signed_in(Role.SECRETARY, town.bodies["SN"])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def filled(town: Asking, **more: Any) -> dict[str, Any]:
    return {
        "kind": "referral", "title": "Ny policy", "deadline": str(town.last), "reminders": "30/14/3",
        "questions": "1. Är den bra?\n\nNär?", "group": "on", "units": "IT-enheten (Kommunstyrelsen)",
        "outsiders": "Facket <facket@exempel.se>", **more,
    }  # fmt: skip


def test_recipients_are_shown_before_anything_is_sent(town: Asking, office: Client) -> None:
    file = SimpleUploadedFile("policy ver 1.1.txt", "Så här gör vi.".encode())
    page = text(office.post("/remisser/ny/", filled(town, look="1", files=file)))
    assert "Skickas till 4 mottagare" in page
    assert "policy ver 1.1.txt" in page
    assert Inquiry.objects.filter(title="Ny policy").count() == 0
    sha = page.split('name="kept" value="')[1].split('"')[0]
    sent = office.post("/remisser/ny/", filled(town, send="1", kept=sha), follow=True)
    assert "Ny policy är skickad till 4 mottagare." in text(sent)
    inquiry = Inquiry.objects.get(title="Ny policy")
    assert [(one.text) for one in inquiry.questions.all()] == ["Är den bra?", "När?"]
    assert [(one.title, one.version, one.sha256) for one in inquiry.documents.all()] == [
        ("policy ver 1.1.txt", "1.1", sha)
    ]
    (mail,) = Message.objects.filter(to="facket@exempel.se")
    assert "/svar/" in mail.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"deadline": "2020-01-01"}, "2020-01-01 har redan varit."),
        ({"deadline": "snart"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"units": "IT-enheten"}, "saknar nämnd"),
        ({"units": "IT-enheten (Månnämnden)"}, "Det finns ingen nämnd som heter Månnämnden."),
        ({"outsiders": "a@b@c"}, "går inte att läsa"),
        ({"reminders": "ofta"}, "är inga dagar"),
        ({"case": "KS-1999-1"}, "finns inte här"),
        ({"group": "", "units": "", "outsiders": ""}, "Välj minst en mottagare."),
        ({"kind": "question", "questions": ""}, "Skriv minst en fråga."),
        ({"title": ""}, "Skriv vad det gäller."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    town: Asking, office: Client, change: dict[str, str], sentence: str
) -> None:
    given = {
        key: value for key, value in filled(town, send="1", **change).items() if value != "" or key != "group"
    }
    response = office.post("/remisser/ny/", given)
    assert response.status_code == 422
    assert sentence in text(response)
    assert Inquiry.objects.count() == 1
    if change.get("title") is None:
        assert "Ny policy" in text(response)


def test_asking_a_board_fills_the_form_beforehand(town: Asking, office: Client) -> None:
    page = text(office.get("/remisser/ny/?slag=question&namnd=SN&rubrik=Saknade+rapporter"))
    assert '<option value="question" selected>' in page
    assert 'value="Saknade rapporter"' in page
    assert f'value="{town.bodies["SN"].pk}"' in page


def test_a_reader_sends_nothing(town: Asking) -> None:
    client = signed_in(Role.MEMBER, town.bodies["SN"])
    assert client.get("/remisser/ny/").status_code == 403
    assert "Ny remiss" not in text(client.get("/remisser/"))


def test_the_instruction_stands_first_and_opening_is_noted(town: Asking, own: Client, office: Client) -> None:
    assert "Aldrig öppnad" in text(office.get(f"/remisser/{town.inquiry.pk}/"))
    office.get(town.at())
    assert not hasattr(town.part(), "opening")  # the sender looking is not the board opening
    with CaptureQueriesContext(connection) as asked:
        page = text(own.get(town.at()))
    assert len(asked) - 1 <= 12  # one of them is this test's own, asking for the address
    assert page.index("Börja med sidan två.") < page.index(QUESTIONS[0])
    assert town.part().opening.day == town.today
    assert "Gemensamma tjänster" in text(own.get("/remisser/att-besvara/"))


def test_a_plan_is_counted_back_from_the_meeting_and_its_margin_told(town: Asking, own: Client) -> None:
    meeting = town.last - timedelta(days=15)
    page = text(own.get(town.at(), {"mote": str(meeting)}))
    assert f'value="{meeting - timedelta(days=30)}"' in page
    sent = {
        "do": "plan",
        "label0": "Beredning",
        "day0": str(town.today),
        "label1": "Nämnd",
        "day1": str(meeting),
    }
    assert "15 dagars marginal" in text(own.post(town.at(), sent, follow=True))


def test_a_plan_that_ends_too_late_is_red_and_drafts_the_request_for_more_time(
    town: Asking, own: Client
) -> None:
    meeting = town.last + timedelta(days=9)
    page = text(own.post(town.at(), {"do": "plan", "label0": "Nämnd", "day0": str(meeting)}, follow=True))
    assert "9 dagar för sent" in page
    assert f"Beslut tas {meeting}, 9 dagar efter svarstiden {town.last}." in page
    assert f'name="asked_day" value="{meeting}"' in page


def test_more_time_is_asked_for_and_granted_in_the_browser(town: Asking, own: Client, office: Client) -> None:
    new = town.last + timedelta(days=10)
    missing = own.post(town.at(), {"do": "extension", "asked_day": str(new), "why": ""})
    assert (missing.status_code, f'value="{new}"' in text(missing)) == (422, True)
    own.post(town.at(), {"do": "extension", "asked_day": str(new), "why": "Mötet är senare."})
    page = text(office.get(f"/remisser/{town.inquiry.pk}/"))
    assert f"Socialnämnden ber om anstånd till {new}" in page
    office.post(
        f"/remisser/anstand/{Extension.objects.get().pk}/", {"grant": "1", "new_day": "", "answer": "Ja."}
    )
    assert town.part().deadline == new
    assert "Anstånd" in text(office.get(f"/remisser/{town.inquiry.pk}/"))


def test_an_answer_is_drafted_decided_and_sent(town: Asking, own: Client, office: Client) -> None:
    one = town.inquiry.questions.get(order=1)
    said = {"stance": "delvis", f"q{one.pk}": "Nej, avgiften är otydlig.", "h0": "Kartor", "t0": "De behövs."}
    assert "Utkastet är sparat." in text(own.post(town.at(tail="svar/"), said, follow=True))
    (draft,) = town.part().replies.all()
    assert office.get(f"/remisser/svar/{draft.pk}/").status_code == 404
    assert "avgiften är otydlig" in text(own.get(f"/remisser/svar/{draft.pk}/"))
    assert "avgiften är otydlig" in text(own.get(town.at(tail="svar/")))
    assert "Skicka svaret" not in text(own.get(town.at()))
    own.post(town.at(), {"do": "decide", "decided_on": str(town.today), "paragraph": "41"})
    own.post(town.at(), {"do": "send"})
    page = text(office.get(town.at()))
    assert "Socialnämnden § 41" in page
    (reply,) = town.part().replies.all()
    assert f'href="/remisser/svar/{reply.pk}/"' in page
    assert "avgiften är otydlig" in text(office.get(f"/remisser/svar/{reply.pk}/"))
    assert "1 av 3" in text(office.get(f"/remisser/{town.inquiry.pk}/"))


def test_others_do_not_write_a_boards_answer(town: Asking, office: Client) -> None:
    assert office.get(town.at(tail="svar/")).status_code == 403
    assert office.get(town.at(tail="tjansteskrivelse.docx")).status_code == 404


def test_the_official_letter_comes_back_from_word_with_nothing_lost(town: Asking, own: Client) -> None:
    one, two = town.inquiry.questions.all()
    own.post(
        town.at(tail="svar/"),
        {"summary": "Bra i stort.", f"q{one.pk}": "Det är tydligt.", "h0": "Kartor", "t0": "De behövs."},
    )
    letter = own.get(town.at(tail="tjansteskrivelse.docx"))
    word = Word(io.BytesIO(letter.content))
    place = next(n for n, paragraph in enumerate(word.paragraphs) if paragraph.text == QUESTIONS[1])
    word.paragraphs[place + 1].text = "Nämnden önskar att det börjar i januari."
    made = io.BytesIO()
    word.save(made)
    given = {"file": SimpleUploadedFile("svar.docx", made.getvalue()), "stance": "delvis"}
    page = own.post(town.at(tail="lamna-in/"), given, follow=True)
    assert "1 synpunkter hittades" in text(page)
    (draft,) = town.part().replies.all()
    assert (draft.state, draft.summary, draft.stance) == ("draft", "Bra i stort.", "delvis")
    assert [(a.question, a.heading, a.text) for a in draft.answers.all()] == [
        (None, "Kartor", "De behövs."), (one, "", "Det är tydligt."),
        (two, "", "Nämnden önskar att det börjar i januari."),
    ]  # fmt: skip


def test_viewpoints_are_looked_through_edited_and_moved(town: Asking, office: Client) -> None:
    file = f"{QUESTIONS[0]}\n\nStöd:\n\nVi önskar att någon svarar. Vi välkomnar förslaget.\n".encode()
    office.post(
        town.at("Facket", "lamna-in/"),
        {
            "file": SimpleUploadedFile("svar.txt", file),
            "stance": "med synpunkter",
            "received_on": str(town.today),
        },
    )
    (reply,) = town.part("Facket").replies.all()
    address = f"/remisser/svar/{reply.pk}/synpunkter/"
    page = text(office.get(address))
    assert "Nytt: Stöd" in page
    assert "Vi önskar att någon svarar." in page
    question = town.inquiry.questions.first()
    office.post(address, {"take0": "1", "text0": "Någon ska svara.", "kind0": "request", "theme0": "ny:Stöd",
        "question0": str(question.pk if question else ""), "quote0": "Vi önskar att någon svarar.", "page0": "1", "line0": "5"})  # fmt: skip
    (kept,) = Viewpoint.objects.all()
    assert (kept.text, kept.theme and kept.theme.title, kept.question, kept.quote, kept.line) == (
        "Någon ska svara.", "Stöd", question, "Vi önskar att någon svarar.", 5,
    )  # fmt: skip
    assert "1 är bekräftade." in text(office.get(address))


def test_a_file_without_headings_says_so(town: Asking, office: Client) -> None:
    word, made = Word(), io.BytesIO()
    for words in ("Vi önskar mer tid för utbildning.", "Nämnden välkomnar en gemensam avgift."):
        word.add_paragraph(words)
    word.save(made)
    file = SimpleUploadedFile("brev.docx", made.getvalue())
    page = text(office.post(town.at("Facket", "lamna-in/"), {"file": file}, follow=True))
    assert "Filen har inga rubriker. Allt ligger under temat Allmänt" in page
    assert page.count('<option value="">Allmänt</option>') == 2
    bad = office.post(town.at("Facket", "lamna-in/"), {"file": SimpleUploadedFile("tom.docx", b"PK")})
    assert bad.status_code == 422


def test_letters_from_a_mailbox_are_known_by_their_sender(town: Asking, office: Client) -> None:
    letters = (
        "From a Mon Jan  5 10:00:00 2026\nFrom: Facket <facket@exempel.se>\nSubject: Svar\n"
        "Date: Mon, 5 Jan 2026 10:00:00 +0100\n\nVi önskar mer tid.\n\n"
        "From b Mon Jan  5 11:00:00 2026\nFrom: Okänd förening <okand@exempel.se>\nSubject: Svar\n\nHej.\n"
    ).encode()
    given = {"file": SimpleUploadedFile("svar.mbox", letters)}
    page = text(office.post(f"/remisser/{town.inquiry.pk}/brev/", given, follow=True))
    assert "2 brev lästes in: Facket, Okänd förening (ej tillfrågad)." in page
    assert town.part("Facket").replied_on == date(2026, 1, 5)
    aside = town.part("Okänd förening")
    assert "1 av 3" in page
    office.post(f"/remisser/uppgift/{aside.pk}/rakna-med/")
    assert "2 av 4" in text(office.get(f"/remisser/{town.inquiry.pk}/"))


def test_a_guest_answers_through_its_link_without_an_account(town: Asking, client: Client) -> None:
    address = f"/svar/{town.token()}/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Börja med sidan två." in text(page)
    question = town.inquiry.questions.first()
    key = f"q{question.pk}" if question else ""
    client.post(address, {key: "Ja.", "save": "1"})
    assert town.part("Facket").replied_on is None
    assert "Ja." in text(client.get(address))
    done = text(
        client.post(address, {key: "Ja, fast sent.", "stance": "tillstyrker", "send": "1"}, follow=True)
    )
    assert f"Kvitto: R{town.part('Facket').pk}-1." in done
    assert town.part("Facket").replied_on == town.today
    assert client.get(f"/remisser/{town.inquiry.pk}/").status_code == 302  # nothing else is open to a guest


def test_a_link_that_is_over_says_what_to_do(town: Asking, client: Client) -> None:
    token = town.token()
    for address in (f"/svar/{token}x/", f"/svar/{token}/handling/1/"):
        assert client.get(address).status_code in (404, 410)
    SignedLink.objects.update(until=date(2020, 1, 1))
    gone = client.get(f"/svar/{token}/")
    assert gone.status_code == 410
    assert "be den som skickade frågan om en ny länk" in text(gone)
    assert client.post(f"/svar/{token}/", {"send": "1"}).status_code == 410


def test_a_link_that_somebody_writes_through_opens_for_nobody_else(town: Asking, client: Client) -> None:
    address = f"/svar/{town.token()}/"
    question = town.inquiry.questions.all()[0]
    other = Client()
    assert other.get(address).status_code == client.get(address).status_code == 200  # looking binds nobody
    client.post(address, {f"q{question.pk}": "Ja.", "save": "1"})
    taken = other.get(address)
    assert taken.status_code == 410
    assert "skrivs svaret redan i en annan webbläsare" in text(taken)
    assert other.post(address, {f"q{question.pk}": "Nej.", "send": "1"}).status_code == 410
    assert "Ja." in text(client.get(address))


def pdf(lines: list[str]) -> bytes:
    """Return a pdf with those lines of text."""
    import typst

    rows = "".join(f"#line({json.dumps(line, ensure_ascii=False)})\n" for line in lines)
    source = f'#set text(lang: "sv")\n#let line(words) = [#words \\ ]\n{rows}'
    made: bytes = typst.compile(source.encode())
    return made


def test_an_answer_handed_in_as_pdf_is_taken_apart_by_its_questions(town: Asking, own: Client) -> None:
    data = pdf(
        ["Socialnämnden", "", QUESTIONS[0], "Nämnden önskar att avgifterna förtydligas i en bilaga.", "",
         QUESTIONS[1], "Förslaget bör börja gälla den 1 juli."]
    )  # fmt: skip
    file = SimpleUploadedFile("svar.pdf", data, "application/pdf")
    page = text(own.post(town.at(tail="lamna-in/"), {"file": file}, follow=True))
    assert "synpunkter hittades. Läs igenom dem." in page
    assert "avgifterna förtydligas i en bilaga" in page
    reply = town.part().replies.get()
    said = {one.question.text: one.text for one in reply.answers.all() if one.question}
    assert "avgifterna förtydligas" in said[QUESTIONS[0]]
    assert "1 juli" in said[QUESTIONS[1]]
    assert reply.source
    assert own.get(f"/remisser/svar/{reply.pk}/fil/").status_code == 200


def test_a_pdf_that_is_none_gets_one_sentence(town: Asking, own: Client) -> None:
    file = SimpleUploadedFile("svar.pdf", b"%PDF-1.7 trasig", "application/pdf")
    answer = own.post(town.at(tail="lamna-in/"), {"file": file})
    assert answer.status_code == 422
    assert "svar.pdf" in text(answer)


def test_a_withdrawn_inquiry_says_that_no_answer_is_needed(
    town: Asking, own: Client, office: Client, client: Client
) -> None:
    token = town.token()
    office.post(f"/remisser/{town.inquiry.pk}/hantera/", {"withdraw": "1", "why": "Nytt förslag kommer."})
    assert "Nytt förslag kommer. Inget svar behövs." in text(own.get(town.at()))
    page = text(client.get(f"/svar/{token}/"))
    assert "Inget svar behövs." in page
    page = text(client.post(f"/svar/{token}/", {"send": "1", "stance": "avstår"}, follow=True))
    assert "efter att frågan drogs tillbaka" in page
    page = text(office.get(f"/remisser/{town.inquiry.pk}/"))
    assert "Svar efter att frågan drogs tillbaka" in page
    assert "<b>0 av 3</b> har svarat" in page
    reply = town.part("Facket").replies.get()
    page = text(office.post(f"/remisser/svar/{reply.pk}/rakna-med/", follow=True))
    assert "Svaret från Facket räknas med." in page
    assert "<b>1 av 3</b> har svarat" in page


def test_a_board_that_has_ceased_is_answered_for_by_another(town: Asking, office: Client) -> None:
    from samsyn.organisation.actions import set_period

    set_period(
        by=town.by, at=noon("2026-01-02"), body=town.bodies["TN"], valid_from=None, valid_to=town.today
    )
    page = text(office.get(f"/remisser/{town.inquiry.pk}/"))
    assert "Tekniska nämnden har upphört" in page
    office.post(town.at("Tekniska nämnden", "lamna-over/"), {"body": town.bodies["SN"].pk})
    assert town.part("Tekniska nämnden").body == town.bodies["SN"]


def test_yearly_reporting_sends_its_rounds_and_lists_who_is_late(town: Asking, office: Client) -> None:
    day = town.today + timedelta(days=20)
    given = {
        "title": "Plan för IT", "kind": "plan", "days": f"{day:%m-%d}", "lead_days": "60",
        "fields_asked": "Vad är gjort?", "bodies": [town.bodies["SN"].pk],
    }  # fmt: skip
    assert "är inga dagar på året" in text(
        office.post("/remisser/rapportering/ny/", {**given, "days": "ibland"})
    )
    office.post("/remisser/rapportering/ny/", given)
    for said in ("1 omgångar skickades.", "Alla omgångar är redan skickade."):
        assert said in text(office.post("/remisser/rapportering/skicka/", follow=True))
    (instruction,) = Instruction.objects.all()
    assert instruction.rounds.get().deadline == day
    assert "Ingen är sen." in text(office.get("/remisser/rapportering/"))
    town.inquiry.history.model.objects.filter(id=town.inquiry.pk).update(deadline=date(2026, 1, 1))
    Inquiry.objects.filter(pk=town.inquiry.pk).update(deadline=date(2026, 1, 1))
    page = text(office.get("/remisser/rapportering/"))
    assert page.count("Aldrig öppnad") == 3


def test_pages_take_at_most_twelve_queries(town: Asking, own: Client, office: Client) -> None:
    own.get(town.at())
    own.post(town.at(tail="svar/"), {"stance": "delvis", "h0": "Kartor", "t0": "De behövs."})
    for client, address in (
        (own, town.at()), (own, town.at(tail="svar/")), (own, "/remisser/att-besvara/"),
        (office, "/remisser/ny/"), (office, "/remisser/rapportering/"), (office, f"/remisser/{town.inquiry.pk}/"),
    ):  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 12, "\n".join(
            one["sql"][-0:0] + one["sql"].split(" FROM ")[-1][:110] for one in asked
        )


def test_the_first_visit_of_a_task_with_a_cases_document_takes_at_most_twelve_queries(
    town: Asking, own: Client
) -> None:
    who: dict[str, Any] = {"by": town.by, "at": timezone.now(), "body": town.bodies["KS"]}
    case = cases.open_case(**who, number="KS-2026-9", title="Riktlinjer")
    source = actions.keep(data=b"ett", name="forslag.txt", at=who["at"])
    first = cases.file_document(**who, case=case, kind="handling", title="Förslag 1.1", source=source)
    town.inquiry = actions.send(
        **who, title="Med handling", case=case, sent_on=town.today, deadline=town.last, questions=QUESTIONS,
        recipients=[To("Socialnämnden", town.bodies["SN"])], documents=[Sheet(first.title, "1.1", first)],
    )  # fmt: skip
    own.get("/remisser/att-besvara/")
    address = town.at()
    with CaptureQueriesContext(connection) as asked:
        assert "Förslag 1.1" in text(own.get(address))
    assert town.part().opening
    assert len(asked) <= 12


def test_letters_are_written_in_the_municipalitys_own_word_file(
    town: Asking, own: Client, office: Client
) -> None:
    word, made = Word(), io.BytesIO()
    word.sections[0].header.paragraphs[0].text = "Sundsala kommun, sidhuvud"
    word.save(made)
    refused = office.post("/remisser/mall/", {"file": SimpleUploadedFile("mall.txt", b"text")})
    assert "Mallen ska vara en docx-fil." in text(refused)
    office.post("/remisser/mall/", {"file": SimpleUploadedFile("mall.docx", made.getvalue())})
    letter = Word(io.BytesIO(own.get(town.at(tail="tjansteskrivelse.docx")).content))
    assert letter.sections[0].header.paragraphs[0].text == "Sundsala kommun, sidhuvud"
    assert QUESTIONS[0] in [one.text for one in letter.paragraphs]
    assert own.get("/remisser/mall/").status_code == 403
