"""Answering: in the browser, by a file, by mail; the viewpoints looked through one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.history.queries import kept_file
from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError, Seen, Written
from samsyn.inquiries.models import (
    Answer,
    Inquiry,
    Question,
    Recipient,
    Reply,
    Theme,
    Viewpoint,
)
from samsyn.inquiries.queries.handling import Task, answering_body, letter_template, visible_to
from samsyn.inquiries.rules import last_day
from samsyn.intake.readers import Line, Refused, check_size, read
from samsyn.intake.readers.lines import number
from samsyn.intake.readers.mail import Letter as Mail
from samsyn.intake.readers.mail import letters
from samsyn.intake.recognisers.viewpoints import Answered, answered
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Administration
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing, handles
from samsyn.reports.formats.statement import Letter, statement
from samsyn.web.base.request import Request
from samsyn.web.pages.inquiries.forms import AnswerForm, HandInForm, MailForm
from samsyn.web.pages.inquiries.sending import asked, who
from samsyn.web.pages.inquiries.tasks import found_task, may_register

SAID = Prefetch("answers", Answer.objects.select_related("question"))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(form: AnswerForm) -> list[Written]:
    """Return what a form says, question by question and then the own headings."""
    said = form.cleaned_data
    own = [Written(said[f"t{place}"], heading=said[f"h{place}"]) for place in range(form.free)]
    return [
        *own,
        *(Written(said[f"q{one.pk}"], one, stance=said.get(f"s{one.pk}", "")) for one in form.questions),
    ]


@require_http_methods(["GET", "POST"])
def write(request: Request, key: int) -> HttpResponse:
    """Write the answer in the browser; what is saved is a draft that the own board alone sees."""
    one = found_task(request, key)
    if not one.own or request.as_of is not None:
        raise NotAllowed(f"Svaret skrivs av {one.recipient.name}s egna handläggare, i dagens läge.")
    shown = one.draft or (one.sent[-1] if one.sent else None)
    form = AnswerForm(request.POST or None, questions=list(one.inquiry.questions.all()), reply=shown)
    if request.method == "POST" and form.is_valid():
        try:
            save(who(request), one.recipient, form)
            messages.success(request, "Utkastet är sparat. Bara ni ser det.")
            return redirect("inquiries:task", key)
        except InquiryError as problem:
            form.add_error(None, str(problem))
    context = {"task": one, "form": form, "themes": list(one.inquiry.themes.filter(gone=False))}
    return render(request, "inquiries/write.html", context, status=422 if form.errors else 200)


def save(doing: dict[str, Any], recipient: Recipient, form: AnswerForm) -> Reply:
    """Save what a form says as the recipient's draft."""
    reply = actions.draft(**doing, recipient=recipient)
    said = form.cleaned_data
    actions.write(**doing, reply=reply, stance=said["stance"], summary=said["summary"], answers=written(form))
    return reply


@require_GET
def letter(request: Request, key: int) -> HttpResponse:
    """Send the official letter as docx, with what the draft says so far, to fill in and hand in again."""
    one = found_task(request, key)
    if not one.own:
        raise Http404("Tjänsteskrivelsen skrivs av nämndens egna handläggare.")
    template = letter_template(request.municipality)
    path = kept_file(template.source) if template else None
    data = statement(_letter(request, one), path.read_bytes() if path else None)
    name = f"tjansteskrivelse-remiss-{one.inquiry.pk}.docx"
    return HttpResponse(
        data, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _letter(request: Request, one: Task) -> Letter:
    body = answering_body(one.recipient, request.today)
    office = Administration.objects.filter(body=body).values_list("name", flat=True).first()
    shown = one.draft or (one.sent[-1] if one.sent else None)
    rows = list(shown.answers.all()) if shown else []
    said = {row.question_id: row.text for row in rows if row.question_id}
    own = [(row.heading, row.text) for row in rows if not row.question_id]
    answers = [*own, *((asked.text, said.get(asked.pk, "")) for asked in one.inquiry.questions.all())]
    case = one.recipient.own_case
    return Letter(
        request.municipality.name, office or one.recipient.name, body.name if body else one.recipient.name,
        request.today, case.number if case else "", one.inquiry.title, one.last, shown.summary if shown else "",
        answers, [(step.label, step.day) for step in one.plan],
        [document.title for document, _ in one.documents], one.inquiry.body.name, request.actor.name,
    )  # fmt: skip


def lines_of(reply: Reply) -> tuple[Line, ...]:
    """Return the text of a reply in lines: of its file, or of what was written here; raises Refused."""
    path = kept_file(reply.source) if reply.source else None
    if path and reply.source:
        return read_answer(path.read_bytes(), reply.source.name)
    texts: list[str] = []
    for one in reply.answers.all():
        texts += [one.question.text if one.question else f"{one.heading}:" if one.heading else "", ""]
        texts += [*one.text.splitlines(), ""]
    return number(texts)


def read_answer(data: bytes, name: str) -> tuple[Line, ...]:
    """Return the lines of an answer's file; of a letter its own text. Raises Refused."""
    if name.lower().endswith(".eml"):
        return number(letters(data, name)[0].text.splitlines())
    reading = read(data, name)
    if reading.kind != "document":
        raise Refused(f"Filen {name} är en tabell. Lämna in svaret som docx, pdf, txt eller eml.")
    return reading.lines


def as_written(found: Answered, questions: list[Question]) -> list[Written]:
    """Return the parts of a read answer: one text a question, those without under their own headings."""
    texts: dict[int, list[str]] = {}
    own = []
    for part in found.parts:
        if part.question is None:
            own.append(Written(part.text, heading=part.heading[:200]))
        else:
            headed = [f"{part.heading}:"] if part.heading else []
            texts.setdefault(part.question, []).extend([*headed, part.text] if part.text else headed)
    return [*own, *(Written("\n\n".join(said), questions[place]) for place, said in sorted(texts.items()))]


@require_http_methods(["GET", "POST"])
def hand_in(request: Request, key: int) -> HttpResponse:
    """Hand in an answer as a file: the own board's becomes its draft, the sender's people register one that came."""
    one = found_task(request, key)
    sender = may_register(request, one)
    if request.as_of is not None or not (one.own or sender):
        raise NotAllowed("Svaret lämnas in av mottagarens egna eller av den som frågar, i dagens läge.")
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            reply, found = register_file(request, one, _posted(said["file"]), said)
        except (Refused, InquiryError) as problem:
            form.add_error("file", str(problem))
        else:
            if not found.headed:
                messages.warning(
                    request,
                    "Filen har inga rubriker. Allt ligger under temat Allmänt; flytta det som hör dit det hör.",
                )
            messages.success(request, f"{len(found.viewpoints)} synpunkter hittades. Läs igenom dem.")
            return redirect("inquiries:review", reply.pk)
    context = {"task": one, "form": form}
    return render(request, "inquiries/hand_in.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class File:
    """A file that an answer comes in (fil)."""

    data: bytes
    name: str


def _posted(file: Any) -> File:
    check_size(file.size, file.name)
    return File(file.read(), file.name)


def register_file(request: Request, one: Task, file: File, said: dict[str, Any]) -> tuple[Reply, Answered]:
    """Take a file as an answer, apart by its headings: the own board's becomes its draft, another's has come in.

    Raises Refused, InquiryError.
    """
    questions = list(one.inquiry.questions.all())
    found = answered(read_answer(file.data, file.name), [row.text for row in questions])
    doing = who(request)
    source = actions.keep(data=file.data, name=file.name, at=doing["at"])
    parts = as_written(found, questions)
    if one.own:
        reply = actions.draft(**doing, recipient=one.recipient)
        actions.write(
            **doing, reply=reply, stance=said["stance"], summary=found.summary, answers=parts, source=source
        )
        return reply, found
    by = DecisionRef(one.recipient.name if said["paragraph"] else "", said["decided_on"], said["paragraph"])
    stance = Stance(said["stance"]) if said["stance"] else None
    reply = actions.reply(
        **doing, recipient=one.recipient, replied_on=said["received_on"] or request.today, stance=stance,
        decided_by=by, source=source, answers=parts, summary=found.summary,
    )  # fmt: skip
    return reply, found


@require_GET
def reply(request: Request, key: int) -> HttpResponse:
    """Show one version of an answer as it was written; a draft to the own board only."""
    one = _reply(request, key)
    recipient = one.recipient
    context = {
        "reply": one, "recipient": recipient, "inquiry": recipient.inquiry,
        "last": last_day(recipient.deadline, recipient.inquiry.deadline), "viewpoints": one.viewpoints.count(),
    }  # fmt: skip
    return render(request, "inquiries/reply.html", context)


def _reply(request: Request, key: int) -> Reply:
    """Return a reply that the visitor may see, or answer 404."""
    seen = visible_to(request.access, request.municipality, request.today).select_related(
        "recipient__inquiry__case", "recipient__inquiry__body", "recipient__body__municipality", "source"
    )
    return get_object_or_404(seen.prefetch_related(SAID), pk=key)


@require_http_methods(["GET", "POST"])
def review(request: Request, key: int) -> HttpResponse:
    """Look through the viewpoints found in a reply: each is ticked, edited or moved, then kept."""
    reply = _reply(request, key)
    inquiry = reply.recipient.inquiry
    questions, themes = list(inquiry.questions.all()), list(inquiry.themes.filter(gone=False))
    if request.method == "POST":
        return _reviewed(request, reply, questions, themes)
    proposed, headed, problem = _proposed(reply, questions, themes)
    context = {
        "reply": reply, "recipient": reply.recipient, "inquiry": inquiry, "questions": questions, "themes": themes,
        "proposed": proposed, "headed": headed, "problem": problem, "confirmed": reply.viewpoints.count(),
        "writable": request.as_of is None and _may_review(request, reply),
        "kinds": Viewpoint.KINDS,
    }  # fmt: skip
    return render(request, "inquiries/review.html", context)


def _may_review(request: Request, reply: Reply) -> bool:
    inquiry = reply.recipient.inquiry
    body = answering_body(reply.recipient, request.today)
    own = body is not None and body.pk in handles(request.access, inquiry.municipality_id)
    return own or may(request.access, "write", Thing("inquiry", inquiry.municipality_id, inquiry.body_id))


def _proposed(
    reply: Reply, questions: list[Question], themes: list[Theme]
) -> tuple[list[dict[str, Any]], bool, str]:
    """Return the viewpoints to look through: those kept, else those found; and what could not be read."""
    kept = list(reply.viewpoints.all())
    if kept:
        rows = [
            {"kind": one.kind, "text": one.text, "question": one.question_id, "theme": one.theme_id, "new": "",
             "quote": one.quote, "page": one.page, "line": one.line}
            for one in kept
        ]  # fmt: skip
        return rows, True, ""
    try:
        found = answered(lines_of(reply), [one.text for one in questions])
    except Refused as problem:
        return [], True, str(problem)
    known = {theme.title.casefold(): theme.pk for theme in themes}
    rows = [
        {"kind": one.kind, "text": one.text, "theme": known.get(one.theme.casefold()),
         "new": "" if one.theme.casefold() in known else one.theme[:120], "quote": one.quote.text,
         "question": None if one.question is None else questions[one.question].pk,
         "page": one.quote.page if reply.source else None, "line": one.quote.line if reply.source else None}
        for one in found.viewpoints
    ]  # fmt: skip
    return rows, found.headed, ""


def _reviewed(request: Request, reply: Reply, questions: list[Question], themes: list[Theme]) -> HttpResponse:
    doing = who(request)
    if not _may_review(request, reply):
        raise NotAllowed("Synpunkterna bekräftas av den som frågar eller av mottagarens egna.")
    by_question = {str(one.pk): one for one in questions}
    places = [name.removeprefix("take") for name in request.POST if name.startswith("take")]
    try:
        by_theme = _themes(request, reply, themes, places)
        seen = [_seen(request, place, by_question, by_theme) for place in places if place.isdigit()]
        actions.confirm_viewpoints(**doing, reply=reply, viewpoints=[one for one in seen if one.text])
        messages.success(request, f"{len(seen)} synpunkter är bekräftade.")
    except InquiryError as problem:
        messages.error(request, str(problem))
        return redirect("inquiries:review", reply.pk)
    return redirect("inquiries:task", reply.recipient_id)


def _themes(request: Request, reply: Reply, themes: list[Theme], places: list[str]) -> dict[str, Theme]:
    """Return the themes to choose from by what the form sends, those that are new added."""
    found = {str(one.pk): one for one in themes}
    for place in places:
        said = request.POST.get(f"theme{place}", "")
        if said.startswith("ny:") and said not in found:
            found[said] = actions.add_theme(**who(request), inquiry=reply.recipient.inquiry, title=said[3:])
    return found


def _seen(request: Request, place: str, questions: dict[str, Question], themes: dict[str, Theme]) -> Seen:
    said = request.POST
    page, line = said.get(f"page{place}", ""), said.get(f"line{place}", "")
    return Seen(
        said.get(f"text{place}", "").strip(), "support" if said.get(f"kind{place}") == "support" else "request",
        questions.get(said.get(f"question{place}", "")), themes.get(said.get(f"theme{place}", "")),
        quote=said.get(f"quote{place}", ""), page=int(page) if page.isdigit() else None,
        line=int(line) if line.isdigit() else None,
    )  # fmt: skip


@require_POST
def mail(request: Request, key: int) -> HttpResponse:
    """Take in answers that came by mail, each known by its sender's address or kept aside."""
    inquiry = asked(request, key)
    form = MailForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Välj ett brev som eml eller flera som mbox.")
        return redirect("inquiries:inquiry", key)
    try:
        file = form.cleaned_data["file"]
        check_size(file.size, file.name)
        found = letters(file.read(), file.name)
        names = [_take(request, inquiry, letter) for letter in found]
        messages.success(request, f"{len(names)} brev lästes in: {', '.join(dict.fromkeys(names))}.")
    except (Refused, InquiryError) as problem:
        messages.error(request, str(problem))
    return redirect("inquiries:inquiry", key)


def _take(request: Request, inquiry: Inquiry, letter: Mail) -> str:
    """Register one letter as its sender's answer; return whose it is."""
    doing = who(request)
    recipient = inquiry.recipients.filter(email__iexact=letter.email).first()
    recipient = recipient or actions.answer_unasked(**doing, inquiry=inquiry, name=letter.name)
    questions = list(inquiry.questions.all())
    data, name = letter.text.encode(), f"{letter.email} {letter.subject or 'svar'}.txt"
    lines = number(letter.text.splitlines())
    for one in letter.attached:
        try:
            lines, data, name = read_answer(one.data, one.name), one.data, one.name
            break
        except Refused:
            actions.keep(data=one.data, name=one.name, at=doing["at"])
    source = actions.keep(data=data, name=name, at=timezone.now())
    found = answered(lines, [row.text for row in questions])
    actions.reply(
        **doing, recipient=recipient, replied_on=min(letter.day or request.today, request.today), source=source,
        answers=as_written(found, questions), summary=found.summary,
    )  # fmt: skip
    return recipient.name if recipient.asked else f"{recipient.name} (ej tillfrågad)"
