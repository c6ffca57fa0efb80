"""Sending an inquiry: filled in, its recipients shown as they will be frozen, then sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.cases.models import Case, Document
from samsyn.cases.rules import case_key
from samsyn.history.models import Source
from samsyn.inquiries import actions
from samsyn.inquiries.actions import Asked, InquiryError, Sheet, To
from samsyn.inquiries.models import Inquiry, Recipient, Reply
from samsyn.inquiries.queries.handling import inquiries_of, made_of
from samsyn.inquiries.rules import version_in
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.readers.gate import gate
from samsyn.kit.words import folded
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed, bodies_by_name, may, visible
from samsyn.organisation.rules import Thing
from samsyn.web.base.request import Request
from samsyn.web.pages.inquiries.forms import SendForm, lines
from samsyn.web.pages.inquiries.papers import asked_by, findings_of, paper

BOARDS = ("executive", "board")


def may_send(request: Request, kind: str = "referral") -> bool:
    """Return whether the visitor sends inquiries for the board acted for, today."""
    body = request.board
    if body is None or request.as_of is not None:
        return False
    verb: Any = "ask" if kind == "question" else "write"
    return may(request.access, verb, Thing("inquiry", request.municipality.pk, body.id))


def who(request: Request) -> dict[str, Any]:
    """Return the keywords of an action; raises NotAllowed when an earlier day is shown."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")
    return {"by": request.actor, "at": timezone.now()}


def choices(request: Request) -> list[tuple[str, str]]:
    """Return the boards to choose between."""
    return [
        (str(body.id), body.name)
        for body in request.acting.bodies.values()
        if body.kind in BOARDS and body.confirmed
    ]


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Fill in an inquiry, see whom it goes to and with which documents, and send it."""
    who(request)
    if not may_send(request) and not may_send(request, "question"):
        raise NotAllowed("Remisser skickas av nämndens handläggare och nämndsekreterare, i dagens läge.")
    of, initial = None, _asked_for(request)
    if key := request.GET.get("handling"):
        upload, part, values = paper(request, key, request.GET.get("del", "0"))
        if made := made_of(request.access, request.municipality, upload.source_id).get(part):
            messages.info(request, "Remissen finns redan. Ingenting skapades.")
            return redirect("inquiries:inquiry", made.pk)
        of, initial = (upload.source, part), asked_by(request, upload, values)
    findings = findings_of(request) if request.GET.get("granskning") else None
    initial = findings.initial if findings else initial
    form = SendForm(request.POST or None, bodies=choices(request), today=request.today, initial=initial)
    context: dict[str, Any] = {"form": form, "step": "fill", "files": [of[0]] if of else [], "made_of": of}
    context["about"] = findings.about if findings else {}
    if request.method == "POST" and form.is_valid():
        context |= _prepared(request, form)
        if "send" in request.POST and not form.errors:
            return _sent(request, form, context)
        context["step"] = "fill" if form.errors else "look"
    return render(request, "inquiries/new.html", context, status=422 if form.errors else 200)


def _asked_for(request: Request) -> dict[str, Any]:
    """Return what the address fills in beforehand: kind, board and subject, as "Fråga en nämnd" does."""
    kind = request.GET.get("slag", "")
    kinds = dict(Inquiry.KINDS)
    codes = {body.code: str(body.id) for body in request.acting.bodies.values()}
    code = request.GET.get("namnd", "")
    return {
        "kind": kind if kind in kinds else "referral", "title": request.GET.get("rubrik", "")[:300],
        "bodies": [codes[code]] if code in codes else [], "reminders": "30, 14, 3",
    }  # fmt: skip


def _prepared(request: Request, form: SendForm) -> dict[str, Any]:
    """Return the recipients and documents as they will be sent; adds to the form what is wrong with them."""
    said, body = form.cleaned_data, _asking(request)
    to = [To(one.name, one) for one in Body.objects.filter(pk__in=said["bodies"]).order_by("name")]
    if said["group"]:
        group = actions.expand(request.municipality, "samtliga nämnder", request.today, body)
        to = [*group, *(one for one in to if one.name not in {two.name for two in group})]
    to += _units(request, form)
    to += [To(name, None, "", email=email) for name, email in said["outsiders"]]
    case = _case(request, form)
    return {
        "to": to,
        "case": case,
        "files": _kept(request, form),
        "documents": _documents(request, case),
        "body": body,
    }


def _asking(request: Request) -> Body:
    assert request.board is not None
    return Body.objects.get(pk=request.board.id)


def _units(request: Request, form: SendForm) -> list[To]:
    known = bodies_by_name(request.municipality, request.today)
    found = []
    for name, under in form.cleaned_data["units"]:
        body = known.get(folded(under))
        if body is None:
            form.add_error("units", f"Det finns ingen nämnd som heter {under}.")
        else:
            found.append(To(name, body, f"{name} ({under})", unit=True))
    return found


def _case(request: Request, form: SendForm) -> Case | None:
    number = form.cleaned_data["case"]
    if not number:
        return None
    mine = Case.objects.filter(visible(request.access, "case"), municipality=request.municipality)
    case = mine.filter(key=case_key(number)).first()
    if case is None:
        form.add_error(
            "case", f"Ärendet {number} finns inte här. Lägg upp det först eller lämna fältet tomt."
        )
    return case


def _kept(request: Request, form: SendForm) -> list[Source]:
    """Return the files to send: those of the step before and those added now, kept as they are."""
    found = list(Source.objects.filter(sha256__in=request.POST.getlist("kept")))
    for file in request.FILES.getlist("files"):
        try:
            check_size(file.size or 0, file.name or "")
            data = file.read()
            gate(data, file.name or "")
            found.append(actions.keep(data=data, name=file.name or "fil", at=timezone.now()))
        except Refused as problem:
            form.add_error(None, str(problem))
    return list({one.pk: one for one in found}.values())


def _documents(request: Request, case: Case | None) -> list[tuple[Document, bool]]:
    """Return the case's documents, each with whether it was chosen."""
    if case is None:
        return []
    chosen = set(request.POST.getlist("document"))
    found = Document.objects.filter(visible(request.access, "case"), case=case).select_related("source")
    return [(one, str(one.pk) in chosen) for one in found.order_by("-day", "title")]


def _sent(request: Request, form: SendForm, ready: dict[str, Any]) -> HttpResponse:
    said = form.cleaned_data
    sheets = [Sheet(one.title, version_in(one.title)[1], one) for one, chosen in ready["documents"] if chosen]
    sheets += [Sheet(one.name, version_in(one.name)[1], source=one) for one in ready["files"]]
    doing = who(request)
    inquiry = actions.send(
        **doing, body=ready["body"], kind=said["kind"], title=said["title"], deadline=said["deadline"],
        case=ready["case"], decision=said["decision"], sent_on=request.today, instruction=said["instruction"],
        questions=[Asked(one, about=ready["about"].get(folded(one), "")) for one in lines(said["questions"])],
        themes=lines(said["themes"]), documents=sheets,
        recipients=ready["to"], reminders=said["reminders"], made_of=ready["made_of"],
    )  # fmt: skip
    actions.notify(**doing, inquiry=inquiry)
    for one in inquiry.recipients.filter(body=None).exclude(email=""):
        actions.invite(**doing, recipient=one, address=lambda token: guest_address(request, token))
    messages.success(request, f"{inquiry.title} är skickad till {len(ready['to'])} mottagare.")
    return redirect("inquiries:inquiry", inquiry.pk)


def guest_address(request: Request, token: str) -> str:
    """Return the whole web address of a guest's link."""
    return str(request.build_absolute_uri(reverse("inquiries:guest", args=[token])))


def asked(request: Request, key: int) -> Inquiry:
    """Return an inquiry that the visitor may see, or answer 404."""
    found = inquiries_of(request.access, request.municipality).select_related("body", "case", "municipality")
    return get_object_or_404(found, pk=key)


@require_POST
def handle(request: Request, key: int) -> HttpResponse:
    """Withdraw, close or remind: the sender's buttons on one inquiry."""
    inquiry, doing = asked(request, key), who(request)
    try:
        if "withdraw" in request.POST:
            why = request.POST.get("why", "").strip()
            actions.withdraw(**doing, inquiry=inquiry, why=why)
            messages.success(request, "Remissen är tillbakadragen. Svar som kommit står kvar.")
        elif "close" in request.POST:
            actions.close(**doing, inquiry=inquiry)
            messages.success(request, "Remissen är avslutad.")
        else:
            many = actions.remind(**doing, inquiry=inquiry, by_hand=True)
            messages.success(
                request, f"{many} påminnelser lades i kö." if many else "Ingen att påminna i dag."
            )
    except InquiryError as problem:
        messages.error(request, str(problem))
    return redirect("inquiries:inquiry", key)


@require_POST
def link(request: Request, key: int) -> HttpResponse:
    """Make a new link for an outsider, and show it once."""
    recipient = get_object_or_404(
        Recipient.objects.select_related("inquiry__body", "inquiry__case"), pk=key,
        inquiry__in=inquiries_of(request.access, request.municipality),
    )  # fmt: skip
    try:
        token = actions.invite(
            **who(request), recipient=recipient, address=lambda one: guest_address(request, one)
        )
        messages.success(request, f"Länk till {recipient.name}: {guest_address(request, token)}")
    except InquiryError as problem:
        messages.error(request, str(problem))
    return redirect("inquiries:inquiry", recipient.inquiry_id)


@require_POST
def hand_on(request: Request, key: int) -> HttpResponse:
    """Let another board answer for one that has ceased."""
    recipient = get_object_or_404(
        Recipient.objects.select_related("inquiry__case"), pk=key,
        inquiry__in=inquiries_of(request.access, request.municipality),
    )  # fmt: skip
    chosen = request.POST.get("body", "")
    body = get_object_or_404(
        Body, pk=int(chosen) if chosen.isdigit() else 0, municipality=request.municipality
    )
    actions.hand_on(**who(request), recipient=recipient, body=body)
    messages.success(request, f"{body.name} svarar för {recipient.name}.")
    return redirect("inquiries:inquiry", recipient.inquiry_id)


@require_POST
def count_reply(request: Request, key: int) -> HttpResponse:
    """Count an answer that came after the inquiry was taken back."""
    reply = get_object_or_404(
        Reply.objects.select_related("recipient__inquiry__case"), pk=key, aside=True,
        recipient__inquiry__in=inquiries_of(request.access, request.municipality),
    )  # fmt: skip
    actions.count_reply(**who(request), reply=reply)
    messages.success(request, f"Svaret från {reply.recipient.name} räknas med.")
    return redirect("inquiries:inquiry", reply.recipient.inquiry_id)


@require_POST
def include(request: Request, key: int) -> HttpResponse:
    """Count one that answered unasked among the recipients."""
    recipient = get_object_or_404(
        Recipient.objects.select_related("inquiry__case"), pk=key,
        inquiry__in=inquiries_of(request.access, request.municipality),
    )  # fmt: skip
    actions.include(**who(request), recipient=recipient)
    messages.success(request, f"{recipient.name} räknas med.")
    return redirect("inquiries:inquiry", recipient.inquiry_id)
