"""A recipient's own work with an inquiry: what waits, what is asked, the plan, more time, the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError
from samsyn.inquiries.models import Extension, InquiryDocument
from samsyn.inquiries.queries.handling import (
    OwnRow,
    Task,
    answering_body,
    inquiries_of,
    own_rows,
    task,
    visible_to,
)
from samsyn.inquiries.rules import Answered, answered, margin_words
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.web.base.files import as_file, download
from samsyn.web.base.marks import chip, plain
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.inquiries.forms import DecisionForm, ExtensionForm, GrantForm, NumberForm, PlanForm
from samsyn.web.pages.inquiries.sending import who

NOTHING = "Uppgiften finns inte här."


def _standing(one: OwnRow, day: date) -> SafeString:
    state = answered(one.replied_on, one.last, day)
    if one.withdrawn_on:
        return plain("circle-minus", "Tillbakadragen")
    if state is Answered.MISSING:
        return chip("bad", "Försenat")
    if state is Answered.WAITING:
        return chip("info", "Påbörjat") if one.opened_on else chip("warn", "Inte öppnat")
    return plain("circle-check", state.label, "good")


def _columns(day: date) -> tuple[Column, ...]:
    return (
        Column(
            "title", "Ärende", head=True, wide=True, link=lambda one: reverse("inquiries:task", args=[one.id]),
            under=lambda one: f"{one.kind} från {one.asks}",
        ),
        Column("name", "Mottagare"),
        Column("last", "Svar senast"),
        Column("margin", "Planens marginal", show=_plan_words),
        Column("state", "Läge", of=lambda one: one.replied_on or "", show=lambda one: _standing(one, day)),
    )  # fmt: skip


def _plan_words(one: OwnRow) -> SafeString | str:
    if one.replied_on:
        return ""
    late = one.margin is not None and one.margin < 0
    return chip("bad", margin_words(one.margin)) if late else margin_words(one.margin)


@require_GET
def own(request: Request) -> HttpResponse:
    """Show what the visitor's own boards have been asked, as of the day shown, that which waits first."""
    day = request.as_of or request.today
    found = own_rows(request.access, request.municipality, request.as_of, day)
    view = View(request, _columns(day), sort="")
    table = view.arrange(found, "Att besvara", search=True)
    if view.export:
        return download(table, request)
    waiting = [one for one in found if one.replied_on is None and one.withdrawn_on is None]
    late = [one for one in waiting if one.last and one.last < day]
    context = {"table": table, "view": view, "waiting": len(waiting), "late": len(late)}
    return render(request, "inquiries/own.html", context)


def found_task(request: Request, key: int) -> Task:
    """Return one recipient's part, or answer 404."""
    one = task(request.access, request.municipality, key, request.today)
    if one is None:
        raise Http404(NOTHING)
    return one


@require_http_methods(["GET", "POST"])
def show(request: Request, key: int) -> HttpResponse:
    """Show what is asked of a recipient, the instruction first; plan, ask for time, decide and send."""
    one = found_task(request, key)
    writable = one.own and request.as_of is None
    if request.method == "GET" and writable and not hasattr(one.recipient, "opening"):
        actions.note_opened(**who(request), recipient=one.recipient, access=request.access)
    forms = _forms(request, one)
    said = request.POST.get("do", "") if request.method == "POST" else ""
    if said and _done(request, one, said, forms):
        return redirect("inquiries:task", key)
    words = margin_words(one.margin)
    context = {
        "task": one, "forms": forms, "writable": writable, "margin": words,
        "planning": writable and not one.inquiry.withdrawn_on,
        "too_late": one.margin is not None and one.margin < 0, "questions": list(one.inquiry.questions.all()),
        "needs_decision": one.inquiry.kind in ("referral", "statement"),
        "may_register": request.as_of is None and may_register(request, one),
        "passed": one.last is not None and one.last < request.today,
    }  # fmt: skip
    return render(request, "inquiries/task.html", context, status=422 if said else 200)


def may_register(request: Request, one: Task) -> bool:
    """Return whether the visitor registers answers that come to the one that asks."""
    return may(request.access, "write", Thing("inquiry", request.municipality.pk, one.inquiry.body_id))


def _forms(request: Request, one: Task) -> dict[str, Any]:
    do = request.POST.get("do") if request.method == "POST" else ""
    data = request.POST
    extension = ExtensionForm(data if do == "extension" else None, initial=_needed(one))
    return {
        "number": NumberForm(data if do == "take_in" else None),
        "plan": PlanForm(data if do == "plan" else None, steps=_steps(request, one)),
        "extension": extension,
        "decision": DecisionForm(data if do == "decide" else None, initial=_meeting(one)),
    }


def _steps(request: Request, one: Task) -> list[tuple[str, str, date | None]]:
    """Return the plan's steps; with ?mote= those of the body's template, counted back."""
    if one.plan and not request.GET.get("mote"):
        return [(step.label, step.body_words, step.day) for step in one.plan]
    try:
        meeting = date.fromisoformat(request.GET.get("mote", ""))
    except ValueError:
        return []
    return actions.steps_for(answering_body(one.recipient, request.today), meeting)


def _needed(one: Task) -> dict[str, Any]:
    """Return a draft of the request for more time when the plan ends too late."""
    days = [step.day for step in one.plan if step.day]
    if one.margin is None or one.margin >= 0 or not days:
        return {}
    why = f"Beslut tas {max(days)}, {-one.margin} dagar efter svarstiden {one.last}."
    return {"asked_day": max(days), "why": why}


def _meeting(one: Task) -> dict[str, Any]:
    days = [step.day for step in one.plan if step.day]
    return {"decided_on": max(days)} if days else {}


def _done(request: Request, one: Task, said: str, forms: dict[str, Any]) -> bool:
    """Do what a button asks; return whether it was done, the form telling why not."""
    form = forms.get({"take_in": "number", "decide": "decision"}.get(said, said))
    if form is not None and not form.is_valid():
        return False
    try:
        messages.success(request, _do(request, one, said, form))
    except InquiryError as problem:
        if form is None:
            messages.error(request, str(problem))
            return True
        form.add_error(None, str(problem))
        return False
    return True


def _do(request: Request, one: Task, said: str, form: Any) -> str:
    doing, recipient = who(request), one.recipient
    data = form.cleaned_data if form is not None else {}
    if said == "take_in":
        actions.take_in(**doing, recipient=recipient, **data)
        return f"Ni handlägger i {data['number']}."
    if said == "plan":
        actions.plan(**doing, recipient=recipient, steps=form.steps)
        return "Beslutsplaneringen är sparad."
    if said == "extension":
        actions.ask_extension(**doing, recipient=recipient, **data)
        return f"Ni har bett om anstånd till {data['asked_day']}."
    if one.draft is None:
        raise InquiryError("Det finns inget svar att skicka än. Skriv det först.")
    if said == "decide":
        board = answering_body(recipient, request.today)
        by = DecisionRef(board.name if board else recipient.name, data["decided_on"], data["paragraph"])
        actions.decide(**doing, reply=one.draft, decided_by=by)
        return f"Svaret är beslutat i {by} och kan skickas."
    actions.send_reply(**doing, reply=one.draft)
    return "Svaret är skickat."


@require_POST
def grant(request: Request, key: int) -> HttpResponse:
    """Grant or refuse more time."""
    extension = get_object_or_404(
        Extension.objects.select_related("recipient__inquiry__case"), pk=key,
        recipient__inquiry__in=inquiries_of(request.access, request.municipality),
    )  # fmt: skip
    form, inquiry = GrantForm(request.POST), extension.recipient.inquiry_id
    granted = "grant" in request.POST
    try:
        if form.is_valid():
            actions.decide_extension(
                **who(request), extension=extension, granted=granted, **form.cleaned_data
            )
            name = extension.recipient.name
            messages.success(
                request, f"{name} {'fick anstånd till ' + str(extension.new_day) if granted else 'fick nej'}."
            )
        else:
            messages.error(request, "Den nya dagen är inget datum. Skriv den som ÅÅÅÅ-MM-DD.")
    except InquiryError as problem:
        messages.error(request, str(problem))
    return redirect("inquiries:inquiry", inquiry)


@require_GET
def document(request: Request, key: int) -> FileResponse:
    """Send a document in the very version that went with an inquiry."""
    one = get_object_or_404(
        InquiryDocument.objects.select_related("source"), pk=key, source__isnull=False,
        inquiry__in=inquiries_of(request.access, request.municipality),
    )  # fmt: skip
    return as_file(one.source)


@require_GET
def reply_file(request: Request, key: int) -> FileResponse:
    """Send the file that an answer came in."""
    reply = get_object_or_404(
        visible_to(request.access, request.municipality, request.today).select_related("source"),
        pk=key,
        source__isnull=False,
    )
    return as_file(reply.source)
