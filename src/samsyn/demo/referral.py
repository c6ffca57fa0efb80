"""What Sundsala asks its boards: a referral with its answers and viewpoints, yearly reports, and two questions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.cases import actions as cases
from samsyn.cases.models import Document
from samsyn.demo.data import read
from samsyn.demo.minutes import Minutes
from samsyn.demo.script import Script
from samsyn.demo.town import Town, boards
from samsyn.inquiries import actions as inquiries
from samsyn.inquiries.actions import Asked, Seen, Sheet, To, Written
from samsyn.inquiries.models import Inquiry, Recipient, Reply
from samsyn.inquiries.rules import rounds, year_days
from samsyn.kit.actors import Actor
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Stance

GUEST = "Vision"
"""The union that answers through its link; the other's answer comes on paper."""
LEAD = 60
"""Days from a round of reporting to its last day."""


def refer(town: Town, script: Script, minutes: Minutes) -> None:
    """Write the referral, the reports and the questions into the script."""
    data = read("inquiry")
    sent, deadline = script.ago(data["sent"]), script.ago(data["deadline"])
    for nth, code in enumerate(boards()):
        script.add(script.ago(data["sent"] + 300 + nth), partial(_set_template, town, code))
    script.add(sent, partial(_send, town, sent, deadline))
    script.add(script.ago(data["later"][2]), partial(_file, town, *data["later"][:2]))
    for code, days, stance in data["replies"]:
        number = minutes.number(code, sent + timedelta(days=4))
        opened = sent + timedelta(days=4 + boards().index(code) % 5)
        meeting = minutes.day(code, script.ago(days) if stance else script.ago(data["deadline"] - 12))
        if code != "SN":  # one board never opens what it is asked
            script.add(opened, partial(_take_in, town, code, number, max(meeting, opened)))
        if stance:
            by = DecisionRef(town.bodies[code].name, meeting, minutes.paragraph(code, meeting))
            script.add(script.ago(days), partial(_answer, town, code, stance, by))
    for name, days, stance in data["unions"]:
        script.add(script.ago(days), partial(_outside, town, name, stance))
    _extend(town, script)
    _report(town, script)
    for row in data["asked"]:
        _ask(town, script, row)


def _referral(town: Town) -> Inquiry:
    found = Inquiry.objects.select_related("municipality", "body", "case")
    return found.get(case=town.cases[read("inquiry")["case"]])


def _part(town: Town, name: str, inquiry: Inquiry | None = None) -> Recipient:
    asked = inquiry or _referral(town)
    return asked.recipients.select_related("inquiry__case", "inquiry__municipality", "body").get(name=name)


def _set_template(town: Town, code: str, *, at: datetime) -> None:
    steps = [(label, "", days) for label, days in read("inquiry")["template"]]
    inquiries.set_template(by=town.secretary(code), at=at, body=town.bodies[code], steps=steps)


def _file(town: Town, title: str, text: str, *, at: datetime) -> Document:
    source = inquiries.keep(data=f"{title}\n\n{text}\n".encode(), name=f"{title}.txt", at=at)
    return cases.file_document(
        by=town.strategist, at=at, body=town.bodies["KS"], case=town.cases[read("inquiry")["case"]],
        kind="remisshandling", title=title, day=at.date(), source=source,
    )  # fmt: skip


def _send(town: Town, sent: date, deadline: date, *, at: datetime) -> None:
    data = read("inquiry")
    to = [To(town.bodies[code].name, town.bodies[code], "samtliga nämnder") for code, *_ in data["replies"]]
    to += [
        To(name, None, "de fackliga organisationerna", email=_address(name)) for name, *_ in data["unions"]
    ]
    files = [_file(town, *row, at=at) for row in data["documents"]]
    inquiry = inquiries.send(
        by=town.strategist, at=at, body=town.bodies["KS"], title=data["title"], deadline=deadline, sent_on=sent,
        case=town.cases[data["case"]], decision=town.decisions["guidelines"], questions=data["questions"],
        recipients=to, instruction=data["instruction"], themes=data["themes"],
        documents=[Sheet(one.title, one.title.rpartition(" ")[2], one) for one in files],
    )  # fmt: skip
    for name, *_ in data["unions"]:
        inquiries.invite(
            by=town.strategist, at=at, recipient=_part(town, name, inquiry),
            address=lambda token: f"https://samsyn.sundsala.example/svar/{token}/",
        )  # fmt: skip


def _address(name: str) -> str:
    plain = name.casefold().translate(str.maketrans("åäö", "aao"))
    return f"remiss@{plain}.example"


def _take_in(town: Town, code: str, number: str, meeting: date, *, at: datetime) -> None:
    """Open the task, take it into the own diary and plan the way to the meeting."""
    part = _part(town, town.bodies[code].name)
    doing: dict[str, Any] = {"by": town.secretary(code), "at": at}
    inquiries.note_opened(**doing, recipient=part)
    inquiries.take_in(**doing, recipient=part, number=number)
    steps = inquiries.steps_for(town.bodies[code], meeting)
    inquiries.plan(**doing, recipient=part, steps=steps)


def _said(inquiry: Inquiry, name: str) -> tuple[list[Written], list[Seen]]:
    """Return what one answers, question by question, with its viewpoints."""
    rows = read("inquiry")["viewpoints"].get(name, [])
    questions = {one.order: one for one in inquiry.questions.all()}
    themes = {one.title: one for one in inquiry.themes.all()}
    seen = [
        Seen(text, kind, questions.get(number), themes[theme], stance, quote=text)
        for number, theme, kind, stance, text in rows
    ]
    texts: dict[int, list[str]] = {}
    for number, *_, text in rows:
        texts.setdefault(number, []).append(text)
    written = [
        Written(" ".join(found), questions.get(number), "" if number else "Övrigt")
        for number, found in texts.items()
    ]
    return written, seen


def _answer(town: Town, code: str, stance: str, decided_by: DecisionRef, *, at: datetime) -> None:
    """Write a board's answer, let it be decided and sent, and confirm what it says."""
    part, by = _part(town, town.bodies[code].name), town.secretary(code)
    written, seen = _said(part.inquiry, code)
    reply = inquiries.draft(by=by, at=at, recipient=part)
    inquiries.write(by=by, at=at, reply=reply, stance=stance, answers=written)
    inquiries.decide(by=by, at=at, reply=reply, decided_by=decided_by)
    inquiries.send_reply(by=by, at=at, reply=reply)
    _confirm(town, reply, seen, at)


def _confirm(town: Town, reply: Reply, seen: list[Seen], at: datetime) -> None:
    if seen:
        inquiries.confirm_viewpoints(by=town.strategist, at=at, reply=reply, viewpoints=seen)


def _outside(town: Town, name: str, stance: str, *, at: datetime) -> None:
    """Take in a union's answer: one through its link, the other on paper."""
    part = _part(town, name)
    written, seen = _said(part.inquiry, name)
    if name != GUEST:
        reply = inquiries.reply(
            by=town.strategist, at=at, recipient=part, replied_on=at.date(), stance=Stance(stance),
            answers=written,
        )  # fmt: skip
    else:
        guest = Actor("guest", part.pk, part.name)
        inquiries.note_opened(by=guest, at=at, recipient=part)
        reply = inquiries.draft(by=guest, at=at, recipient=part)
        inquiries.write(by=guest, at=at, reply=reply, stance=stance, answers=written)
        inquiries.send_reply(by=guest, at=at, reply=reply)
    _confirm(town, reply, seen, at)


def _extend(town: Town, script: Script) -> None:
    code, asked, to, why, decided = read("inquiry")["extension"]
    script.add(script.ago(asked), partial(_ask_time, town, code, script.on + timedelta(days=-to), why))
    script.add(script.ago(decided), partial(_give_time, town, code))


def _ask_time(town: Town, code: str, day: date, why: str, *, at: datetime) -> None:
    part = _part(town, town.bodies[code].name)
    inquiries.ask_extension(by=town.secretary(code), at=at, recipient=part, asked_day=day, why=why)


def _give_time(town: Town, code: str, *, at: datetime) -> None:
    part = _part(town, town.bodies[code].name)
    inquiries.decide_extension(by=town.strategist, at=at, extension=part.extensions.get(), granted=True)


def _report(town: Town, script: Script) -> None:
    data = read("inquiry")["reporting"]
    started = script.ago(data["since"])
    of_year = [script.on - timedelta(days=days) for days in data["days_before"]]
    days = ",".join(sorted(f"{day.month:02}-{min(day.day, 28):02}" for day in of_year))
    script.add(started, partial(_instruct, town, days))
    found = rounds(year_days(days), LEAD, started, None, script.on)
    for (sent, last), late in zip(found[-3:], data["lateness"], strict=True):
        script.add(sent, partial(_rounds, town))
        if late != -1:
            script.add(last + timedelta(days=late), partial(_reported, town, last))


def _instruct(town: Town, days: str, *, at: datetime) -> None:
    data = read("inquiry")["reporting"]
    inquiries.instruct(
        by=town.strategist, at=at, body=town.bodies["KS"], title=data["title"], kind=data["kind"],
        days=days, bodies=[town.bodies["SEN"]], lead_days=LEAD, text=data["text"],
        fields=[Asked(*row) for row in data["fields"]],
    )  # fmt: skip


def _rounds(town: Town, *, at: datetime) -> None:
    inquiries.make_rounds(by=town.strategist, at=at, municipality=town.municipality)


def _reported(town: Town, last: date, *, at: datetime) -> None:
    inquiry = Inquiry.objects.get(recurs_from__isnull=False, deadline=last)
    _told(town, inquiry, "SEN", read("inquiry")["reporting"]["answers"], at)


def _told(town: Town, inquiry: Inquiry, code: str, texts: list[str], at: datetime) -> None:
    """Let a board answer each question or field with a text."""
    part, by = _part(town, town.bodies[code].name, inquiry), town.secretary(code)
    inquiries.note_opened(by=by, at=at, recipient=part)
    reply = inquiries.draft(by=by, at=at, recipient=part)
    answers = [Written(text, one) for one, text in zip(inquiry.questions.all(), texts, strict=True)]
    inquiries.write(by=by, at=at, reply=reply, answers=answers)
    inquiries.send_reply(by=by, at=at, reply=reply)


def _ask(town: Town, script: Script, row: dict[str, Any]) -> None:
    sent = script.ago(row["sent"])
    script.add(sent, partial(_question, town, row, sent))
    if row["replied"] >= 0:
        script.add(script.ago(row["replied"]), partial(_question_answered, town, row))


def _question(town: Town, row: dict[str, Any], sent: date, *, at: datetime) -> None:
    body = town.bodies[row["to"]]
    inquiries.send(
        by=town.strategist, at=at, body=town.bodies["KS"], kind="question", title=row["title"], sent_on=sent,
        deadline=sent + timedelta(days=row["days"]), questions=row["questions"], recipients=[To(body.name, body)],
    )  # fmt: skip


def _question_answered(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    inquiry = Inquiry.objects.get(kind="question", title=row["title"])
    _told(town, inquiry, row["to"], row["answers"], at)
