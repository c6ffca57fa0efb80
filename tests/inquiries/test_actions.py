"""Sending and answering, as those who send and those who are asked do it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.oversight.town import Town, noon

from samsyn.cases import actions as cases
from samsyn.inquiries import actions
from samsyn.inquiries.actions import Asked, InquiryError, Seen, Sheet, To, Written
from samsyn.inquiries.models import Inquiry, Recipient, Reply
from samsyn.inquiries.queries import late, listing
from samsyn.inquiries.queries.compiling import compilation
from samsyn.inquiries.queries.handling import documents_of, own_recipients, visible_to
from samsyn.inquiries.rules import BadRule
from samsyn.kit.actors import Actor
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Stance
from samsyn.organisation import actions as organisation
from samsyn.organisation.actions import New, Part, reorganise
from samsyn.organisation.queries import OPEN, NotAllowed, access_for
from samsyn.organisation.rules import Role
from samsyn.post.actions import open_link, unsubscribe, unsubscribe_token
from samsyn.post.models import Message, SignedLink

LAST = date(2026, 3, 31)
DECIDED = DecisionRef("Socialnämnden", date(2026, 3, 10), "41")


class Busy(Town):
    """A town where Kommunstyrelsen asks Socialnämnden, Tekniska nämnden and a union."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.inquiry = self.send("2026-01-12", "Riktlinjer")

    def send(self, day: str, title: str, **more: Any) -> Inquiry:
        to = [To(self.bodies[code].name, self.bodies[code]) for code in ("SN", "TN")]
        given: dict[str, Any] = {
            "recipients": [*to, To("Facket", email="facket@exempel.se")], "deadline": LAST,
            "questions": ["Är det tydligt?", "När kan det börja?"], "themes": ["Ansvar"],
        }  # fmt: skip
        return actions.send(
            by=self.by, at=noon(day), body=self.bodies["KS"], title=title, sent_on=date.fromisoformat(day),
            **{**given, **more},
        )  # fmt: skip

    def person(self, role: Role, code: str) -> Actor:
        person = organisation.add_person(
            by=self.by, at=noon("2025-01-03"), municipality=self.municipality, name=f"{role.label} {code}",
            email=f"{role.value}.{code.lower()}@sundsala.example",
        )  # fmt: skip
        organisation.give_role(
            by=self.by, at=noon("2025-01-03"), person=person, role=role, body=self.bodies[code],
            valid_from=date(2025, 1, 3),
        )  # fmt: skip
        return Actor("person", person.pk, person.name)

    def part(self, name: str) -> Recipient:
        found = Recipient.objects.select_related(
            "inquiry__municipality", "inquiry__case", "body__municipality"
        )
        return found.get(inquiry=self.inquiry, name=name)

    def draft(
        self, day: str, name: str = "Socialnämnden", text: str = "Ja.", by: Actor | None = None
    ) -> Reply:
        who: dict[str, Any] = {"by": by or self.by, "at": noon(day)}
        reply = actions.draft(**who, recipient=self.part(name))
        questions = list(self.inquiry.questions.all())
        actions.write(
            **who, reply=reply, stance="tillstyrker",
            answers=[Written(text, questions[0]), Written("Mer om kartor.", heading="Kartor")],
        )  # fmt: skip
        return reply

    def answer(self, day: str, decided: DecisionRef | None = DECIDED, **more: Any) -> Reply:
        reply = self.draft(day, **more)
        if decided:
            actions.decide(by=self.by, at=noon(day), reply=reply, decided_by=decided)
        return actions.send_reply(by=self.by, at=noon(day), reply=reply)


@pytest.fixture
def town(db: None) -> Busy:
    return Busy()


def test_a_group_is_frozen_as_it_was_when_sent(town: Busy) -> None:
    to = actions.expand(town.municipality, "samtliga nämnder", date(2026, 1, 12), town.bodies["KS"])
    inquiry = town.send("2026-01-12", "Till alla", recipients=to)
    organisation.add_body(
        by=town.by,
        at=noon("2026-02-01"),
        municipality=town.municipality,
        name="Miljönämnden",
        short_name="MN",
    )
    assert sorted(inquiry.recipients.values_list("name", "words")) == [
        ("Socialnämnden", "samtliga nämnder"), ("Tekniska nämnden", "samtliga nämnder"),
    ]  # fmt: skip


def test_sent_twice_is_one_and_reminders_that_are_no_days_are_refused(town: Busy) -> None:
    assert town.send("2026-01-13", "Riktlinjer").pk == town.inquiry.pk
    with pytest.raises(BadRule):
        town.send("2026-01-13", "Annat", reminders="ofta")


def test_a_recipient_named_twice_is_asked_once(town: Busy) -> None:
    inquiry = town.send("2026-01-13", "Annat", recipients=[To("Facket"), To("facket", email="x@exempel.se")])
    assert list(inquiry.recipients.values_list("name", "email")) == [("Facket", "")]


def test_a_later_version_of_a_document_does_not_replace_the_one_that_was_sent(town: Busy) -> None:
    who: dict[str, Any] = {"by": town.by, "body": town.bodies["KS"]}
    case = cases.open_case(**who, at=noon("2026-01-02"), number="KS-2026-9", title="Riktlinjer")

    def file(day: str, title: str, data: bytes) -> Any:
        source = actions.keep(data=data, name=f"{title}.txt", at=noon(day))
        return cases.file_document(
            **who,
            at=noon(day),
            case=case,
            kind="handling",
            title=title,
            source=source,
            day=date.fromisoformat(day),
        )

    first = file("2026-01-03", "Förslag ver 1.1", b"ett")
    inquiry = town.send("2026-01-12", "Med handling", case=case, documents=[Sheet(first.title, "1.1", first)])
    assert [(one.sha256, newer) for one, newer in documents_of(inquiry.pk)] == [(first.source.sha256, None)]
    second = file("2026-02-03", "Förslag ver 1.2", b"tva")
    ((sent, newer),) = documents_of(inquiry.pk)
    assert (sent.sha256, newer) == (first.source.sha256, second)


def test_a_draft_is_seen_by_the_own_board_only(town: Busy) -> None:
    own, other, office = (
        town.person(Role.SECRETARY, "SN"), town.person(Role.OFFICER, "TN"), town.person(Role.CITY_OFFICE, "KS"),
    )  # fmt: skip
    reply = town.draft("2026-02-01", by=own)
    seen = {
        name: list(visible_to(access_for(who, LAST), town.municipality, LAST))
        for name, who in (("own", own), ("other", other), ("office", office))
    }
    assert seen == {"own": [reply], "other": [], "office": []}
    assert list(visible_to(OPEN, town.municipality, LAST)) == []
    for who in (other, office):
        with pytest.raises(NotAllowed, match="egna handläggare"):
            actions.write(by=who, at=noon("2026-02-02"), reply=reply)
    actions.decide(by=own, at=noon("2026-03-10"), reply=reply, decided_by=DECIDED)
    actions.send_reply(by=own, at=noon("2026-03-11"), reply=reply)
    assert list(visible_to(access_for(office, LAST), town.municipality, LAST)) == [reply]


def test_a_board_answers_by_its_decision(town: Busy) -> None:
    reply = town.draft("2026-02-01")
    with pytest.raises(InquiryError, match="paragrafen först"):
        actions.send_reply(by=town.by, at=noon("2026-02-02"), reply=reply)
    with pytest.raises(InquiryError, match="dag och paragraf"):
        actions.decide(by=town.by, at=noon("2026-02-02"), reply=reply, decided_by=DecisionRef("SN", None, ""))
    actions.decide(by=town.by, at=noon("2026-03-10"), reply=reply, decided_by=DECIDED)
    with pytest.raises(InquiryError, match="kan inte ändras"):
        actions.write(by=town.by, at=noon("2026-03-11"), reply=reply)
    actions.send_reply(by=town.by, at=noon("2026-03-11"), reply=reply)
    part = town.part("Socialnämnden")
    assert (part.replied_on, part.stance) == (date(2026, 3, 11), "tillstyrker")


def test_an_empty_answer_is_not_sent(town: Busy) -> None:
    reply = actions.draft(by=town.by, at=noon("2026-02-01"), recipient=town.part("Socialnämnden"))
    with pytest.raises(InquiryError, match="tomt"):
        actions.decide(by=town.by, at=noon("2026-02-02"), reply=reply, decided_by=DECIDED)


def test_the_last_decided_version_is_the_valid_one(town: Busy) -> None:
    town.answer("2026-03-11")
    second = town.draft("2026-04-02", text="Nej.")
    assert second.number == 2
    part = town.part("Socialnämnden")
    assert part.replied_on == date(2026, 3, 11)
    actions.reply(
        by=town.by, at=noon("2026-04-03"), recipient=part, replied_on=date(2026, 4, 3), stance=Stance.OPPOSES
    )
    assert town.part("Socialnämnden").stance == "tillstyrker"  # it came without a decision
    actions.decide(by=town.by, at=noon("2026-04-04"), reply=second, decided_by=DECIDED)
    actions.send_reply(by=town.by, at=noon("2026-04-05"), reply=second)
    assert town.part("Socialnämnden").replies.count() == 3


def test_the_same_file_twice_is_one_answer(town: Busy) -> None:
    source = actions.keep(data=b"Svar", name="svar.txt", at=noon("2026-03-01"))
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-03-01"), "recipient": town.part("Facket")}
    first = actions.reply(**who, replied_on=date(2026, 3, 1), source=source)
    assert actions.reply(**who, replied_on=date(2026, 3, 2), source=source).pk == first.pk


def test_the_one_that_asks_registers_an_answer_and_a_third_board_does_not(town: Busy) -> None:
    asks, third = town.person(Role.SECRETARY, "KS"), town.person(Role.SECRETARY, "TN")
    part, at = town.part("Socialnämnden"), noon("2026-03-01")
    with pytest.raises(NotAllowed):
        actions.reply(by=third, at=at, recipient=part, replied_on=date(2026, 3, 1))
    actions.reply(by=asks, at=at, recipient=part, replied_on=date(2026, 3, 1))
    assert town.part("Socialnämnden").replied_on == date(2026, 3, 1)


def test_a_late_answer_is_kept(town: Busy) -> None:
    assert [one.name for one in late(OPEN, town.municipality, as_of=None, day=date(2026, 4, 2))] == [
        "Socialnämnden", "Tekniska nämnden", "Facket",
    ]  # fmt: skip
    town.answer("2026-04-07")
    (row,) = listing(OPEN, town.municipality, as_of=None, day=date(2026, 4, 8))
    assert row.replies == 1
    assert len(late(OPEN, town.municipality, as_of=None, day=date(2026, 4, 8))) == 2


def test_more_time_is_asked_for_and_granted_with_both_days_kept(town: Busy) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-03-01")}
    part = town.part("Socialnämnden")
    with pytest.raises(InquiryError, match="redan till"):
        actions.ask_extension(**who, recipient=part, asked_day=LAST, why="Mötet")
    asked = actions.ask_extension(**who, recipient=part, asked_day=date(2026, 4, 20), why="Mötet är senare.")
    with pytest.raises(InquiryError, match="väntar på besked"):
        actions.ask_extension(**who, recipient=part, asked_day=date(2026, 4, 21), why="Igen")
    actions.decide_extension(**who, extension=asked, granted=True, new_day=date(2026, 4, 15))
    asked.refresh_from_db()
    assert (asked.old_day, asked.asked_day, asked.new_day) == (LAST, date(2026, 4, 20), date(2026, 4, 15))
    assert town.part("Socialnämnden").deadline == date(2026, 4, 15)
    names = [one.name for one in late(OPEN, town.municipality, as_of=None, day=date(2026, 4, 2))]
    assert "Socialnämnden" not in names


def test_refused_more_time_changes_no_day(town: Busy) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-03-01")}
    asked = actions.ask_extension(
        **who, recipient=town.part("Socialnämnden"), asked_day=date(2026, 4, 20), why="Mötet"
    )
    actions.decide_extension(**who, extension=asked, granted=False, answer="Beslutet tas i april.")
    assert town.part("Socialnämnden").deadline is None
    with pytest.raises(InquiryError, match="redan avgjord"):
        actions.decide_extension(**who, extension=asked, granted=True)


@pytest.mark.parametrize(
    ("day", "granted", "to"),
    [
        ("2026-03-01", False, ["facket@exempel.se"]),
        ("2026-03-02", False, []),
        ("2026-03-01", True, []),
        ("2026-03-21", True, ["facket@exempel.se"]),
    ],
)
def test_reminders_to_outsiders_follow_the_rule_and_the_own_last_day(
    town: Busy, day: str, granted: bool, to: list[str]
) -> None:
    town.person(Role.SECRETARY, "SN")
    if granted:
        part, who = town.part("Facket"), {"by": town.by, "at": noon("2026-02-01")}
        asked = actions.ask_extension(**who, recipient=part, asked_day=date(2026, 4, 20), why="Mötet")  # type: ignore[arg-type]
        actions.decide_extension(**who, extension=asked, granted=True)  # type: ignore[arg-type]
    for _ in range(2):  # the second time that day sends nothing more
        actions.remind_all(by=town.by, at=noon(day), municipality=town.municipality)
    assert sorted(Message.objects.values_list("to", flat=True)) == to
    for letter in Message.objects.all():
        link = letter.text.split("/svar/")[1].split("/")[0]
        assert open_link(token=link, at=noon(day)) == f"inquiries.recipient:{town.part('Facket').pk}"


def test_one_who_has_said_no_to_reminders_gets_none(town: Busy) -> None:
    actions.remind(by=town.by, at=noon("2026-03-01"), inquiry=town.inquiry, by_hand=True)
    assert Message.objects.filter(to="facket@exempel.se").count() == 1
    unsubscribe(token=unsubscribe_token("facket@exempel.se", "reminder"), at=noon("2026-03-01"))
    actions.remind(by=town.by, at=noon("2026-03-02"), inquiry=town.inquiry, by_hand=True)
    assert Message.objects.filter(to="facket@exempel.se").count() == 1


def test_the_own_case_is_the_boards_and_joined_to_the_one_that_asks(town: Busy) -> None:
    case = cases.open_case(by=town.by, at=noon("2026-01-02"), body=town.bodies["KS"], number="KS-2026-9")
    town.inquiry = town.send("2026-01-12", "I ärende", case=case)
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-20")}
    actions.take_in(**who, recipient=town.part("Socialnämnden"), number="SN-2026-3")
    own = town.part("Socialnämnden").own_case
    assert own
    assert own.body == town.bodies["SN"]
    assert own.links_out.get().to_case == case
    with pytest.raises(InquiryError, match="ert eget diarienummer"):
        actions.take_in(**who, recipient=town.part("Tekniska nämnden"), number="SN-2026-3")


def test_a_plan_comes_from_the_boards_template_and_keeps_its_order(town: Busy) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-20")}
    sn = town.bodies["SN"]
    actions.set_template(**who, body=sn, steps=[("Beredning", "", 20), ("Nämnd", "", 0)])
    steps = actions.steps_for(sn, date(2026, 3, 16))
    assert steps == [("Beredning", "", date(2026, 2, 24)), ("Nämnd", "", date(2026, 3, 16))]
    actions.plan(**who, recipient=town.part("Socialnämnden"), steps=steps)
    with pytest.raises(InquiryError, match="tidsordning"):
        actions.plan(**who, recipient=town.part("Socialnämnden"), steps=list(reversed(steps)))
    actions.plan(**who, recipient=town.part("Socialnämnden"), steps=steps[1:])
    assert [step.label for step in town.part("Socialnämnden").plan.all()] == ["Nämnd"]
    assert len(actions.steps_for(town.bodies["TN"], date(2026, 3, 16))) == 4


def test_an_answer_to_what_is_withdrawn_is_kept_aside_until_the_sender_decides(town: Busy) -> None:
    actions.withdraw(by=town.by, at=noon("2026-02-01"), inquiry=town.inquiry, why="Nytt förslag kommer.")
    assert "dragit tillbaka frågan Riktlinjer. Inget svar behövs." in Message.objects.get().text
    reply = town.answer("2026-02-02")
    assert reply.aside is True
    assert town.part("Socialnämnden").replied_on is None
    compiled = compilation(OPEN, town.municipality, town.inquiry.pk, as_of=None, day=LAST)
    assert compiled
    assert compiled.replies == 0
    actions.count_reply(by=town.by, at=noon("2026-02-03"), reply=reply)
    assert town.part("Socialnämnden").replied_on == date(2026, 2, 2)
    with pytest.raises(InquiryError, match="drogs tillbaka 2026-02-01"):
        actions.take_in(
            by=town.by, at=noon("2026-02-02"), recipient=town.part("Socialnämnden"), number="SN-2026-1"
        )
    with pytest.raises(InquiryError, match="redan"):
        actions.withdraw(by=town.by, at=noon("2026-02-03"), inquiry=town.inquiry, why="")
    actions.reply(
        by=town.by, at=noon("2026-02-04"), recipient=town.part("Facket"), replied_on=date(2026, 2, 4)
    )
    assert town.part("Facket").replies.get().aside is True
    assert actions.remind(by=town.by, at=noon("2026-03-01"), inquiry=town.inquiry) == 0


def test_one_that_was_not_asked_is_kept_aside_until_the_sender_decides(town: Busy) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-02-01")}
    aside = actions.answer_unasked(**who, inquiry=town.inquiry, name="Hembygdsföreningen")
    actions.reply(**who, recipient=aside, replied_on=date(2026, 2, 1))
    (row,) = listing(OPEN, town.municipality, as_of=None, day=LAST)
    assert (row.recipients, row.replies) == (3, 0)
    actions.include(**who, recipient=aside)
    (row,) = listing(OPEN, town.municipality, as_of=None, day=LAST)
    assert (row.recipients, row.replies) == (4, 1)


def test_letters_about_what_is_secret_name_its_number_only(town: Busy) -> None:
    case = cases.open_case(
        by=town.by,
        at=noon("2026-01-02"),
        body=town.bodies["KS"],
        number="KS-2026-9",
        secrecy_ground="OSL 18:8",
    )
    town.person(Role.SECRETARY, "SN")
    secret = town.send("2026-01-12", "Skyddade kameror", case=case, instruction="Läs om kamerorna.")
    actions.notify(by=town.by, at=noon("2026-01-12"), inquiry=secret)
    actions.remind(by=town.by, at=noon("2026-01-13"), inquiry=secret, by_hand=True)
    letters = list(Message.objects.all())
    assert len(letters) == 3
    assert not any("amer" in f"{one.subject} {one.text}" for one in letters)
    assert [row.title for row in listing(OPEN, town.municipality, as_of=None, day=LAST)] == ["Riktlinjer"]


def test_a_guest_answers_its_own_part_only(town: Busy) -> None:
    part = town.part("Facket")
    guest = Actor("guest", part.pk, part.name)
    reply = town.draft("2026-02-01", name="Facket", by=guest)
    actions.send_reply(by=guest, at=noon("2026-02-02"), reply=reply)
    assert town.part("Facket").replied_on == date(2026, 2, 2)
    with pytest.raises(NotAllowed, match="annan remiss"):
        town.draft("2026-02-02", name="Socialnämnden", by=guest)


def test_a_link_opens_one_thing_until_its_day_and_a_newer_one_shuts_it(town: Busy) -> None:
    part = town.part("Facket")
    who: dict[str, Any] = {
        "by": town.by,
        "recipient": part,
        "address": lambda token: f"https://x.example/{token}/",
    }
    first = actions.invite(**who, at=noon("2026-01-12"))
    assert open_link(token=first, at=noon("2026-04-30")) == f"inquiries.recipient:{part.pk}"
    assert open_link(token=first, at=noon("2026-05-01")) is None
    assert open_link(token=first[:-1] + ("A" if first[-1] != "A" else "B"), at=noon("2026-02-01")) is None
    second = actions.invite(**who, at=noon("2026-02-01"))
    assert open_link(token=first, at=noon("2026-02-02")) is None
    assert open_link(token=second, at=noon("2026-02-02"))
    assert first not in "".join(SignedLink.objects.values_list("token_hash", flat=True))
    assert f"https://x.example/{second}/" in Message.objects.order_by("pk").last().text  # type: ignore[union-attr]
    with pytest.raises(InquiryError, match="inloggad"):
        actions.invite(**{**who, "recipient": town.part("Socialnämnden")}, at=noon("2026-02-01"))


def test_viewpoints_are_kept_as_confirmed_and_stay_once_answered(town: Busy) -> None:
    reply = town.answer("2026-03-11")
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-03-12"), "reply": reply}
    question = town.inquiry.questions.first()
    actions.confirm_viewpoints(**who, viewpoints=[Seen("En", question=question), Seen("Två", "support")])
    actions.confirm_viewpoints(**who, viewpoints=[Seen("En sak", question=question, quote="Vi vill en sak.")])
    (one,) = reply.viewpoints.all()
    assert (one.text, one.kind, one.question, one.quote, one.confirmed_by) == (
        "En sak", "request", question, "Vi vill en sak.", town.by.name,
    )  # fmt: skip


def test_a_board_that_took_over_answers_for_the_one_that_is_gone(town: Busy) -> None:
    heir = organisation.add_body(
        by=town.by,
        at=noon("2026-02-01"),
        municipality=town.municipality,
        name="Stadsmiljönämnden",
        short_name="SMN",
    )
    town.bodies["SMN"] = heir
    own = town.person(Role.SECRETARY, "SMN")
    assert not own_recipients(access_for(own, LAST), town.municipality, LAST).exists()
    actions.hand_on(by=town.by, at=noon("2026-02-02"), recipient=town.part("Tekniska nämnden"), body=heir)
    (part,) = own_recipients(access_for(own, LAST), town.municipality, LAST)
    assert part.name == "Tekniska nämnden"
    assert town.draft("2026-03-01", name="Tekniska nämnden", by=own).recipient == part


def test_a_board_that_merged_mid_round_is_answered_for_by_the_one_it_went_to(town: Busy) -> None:
    change = reorganise(
        by=town.by, at=noon("2026-02-01"), municipality=town.municipality, kind="merged", day=date(2026, 2, 15),
        parts=[Part(town.bodies[code], New("Stadsmiljönämnden", short_name="SMN")) for code in ("SN", "TN")],
    )  # fmt: skip
    town.bodies["SMN"] = change.parts.first().target_body  # type: ignore[union-attr]
    own = town.person(Role.SECRETARY, "SMN")
    early, later = date(2026, 2, 14), date(2026, 2, 15)
    assert not own_recipients(access_for(own, early), town.municipality, early).exists()
    found = own_recipients(access_for(own, later), town.municipality, later)
    assert sorted(part.name for part in found) == ["Socialnämnden", "Tekniska nämnden"]
    reply = town.draft("2026-03-01", name="Tekniska nämnden", by=own)
    assert list(visible_to(access_for(own, later), town.municipality, later)) == [reply]
    actions.confirm_viewpoints(by=own, at=noon("2026-03-01"), reply=reply, viewpoints=[Seen("En sak")])
    assert reply.viewpoints.count() == 1
    actions.take_in(
        by=own, at=noon("2026-03-01"), recipient=town.part("Tekniska nämnden"), number="SMN-2026-1"
    )
    assert town.part("Tekniska nämnden").own_case.body == town.bodies["SMN"]  # type: ignore[union-attr]


def test_rounds_of_reporting_come_of_their_instruction_once(town: Busy) -> None:
    actions.instruct(
        by=town.by, at=noon("2026-01-02"), body=town.bodies["KS"], title="Plan för IT", kind="plan",
        days="03-01, 10-01", bodies=[town.bodies["SN"]], fields=[Asked("Utfall i tkr", "number"), Asked("Vad hände?")],
    )  # fmt: skip
    made = actions.make_rounds(by=town.by, at=noon("2026-01-15"), municipality=town.municipality)
    assert [(one.title, one.deadline, one.recipients.count()) for one in made] == [
        ("Plan för IT 2026-03-01", date(2026, 3, 1), 1)
    ]
    assert actions.make_rounds(by=town.by, at=noon("2026-01-16"), municipality=town.municipality) == []
    (round_,) = made
    part = round_.recipients.get()
    reply = actions.draft(by=town.by, at=noon("2026-02-01"), recipient=part)
    number, text = round_.questions.all()
    with pytest.raises(InquiryError, match="är inget tal"):
        actions.write(by=town.by, at=noon("2026-02-01"), reply=reply, answers=[Written("många", number)])
    actions.write(
        by=town.by,
        at=noon("2026-02-01"),
        reply=reply,
        answers=[Written("12,5", number), Written("Allt", text)],
    )
    actions.send_reply(by=town.by, at=noon("2026-02-02"), reply=reply)  # a report needs no decision
    late_ones = late(OPEN, town.municipality, as_of=None, day=date(2026, 3, 2))
    assert "Plan för IT 2026-03-01" not in {one.title for one in late_ones}


def test_who_has_oversight_asks_a_board_but_sends_no_referral(town: Busy) -> None:
    chair = town.person(Role.OVERSIGHT, "KS")
    given: dict[str, Any] = {
        "by": chair, "at": noon("2026-02-01"), "body": town.bodies["KS"], "deadline": LAST, "questions": ["Varför?"],
        "recipients": [To("Socialnämnden", town.bodies["SN"])],
    }  # fmt: skip
    asked = actions.send(**given, title="Saknade rapporter", kind="question")
    assert asked.recipients.count() == 1
    with pytest.raises(NotAllowed):
        actions.send(**given, title="Remiss")
