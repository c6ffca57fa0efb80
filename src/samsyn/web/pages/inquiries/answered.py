"""A document that was read in, handed in as the answer that it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError
from samsyn.inquiries.models import Inquiry
from samsyn.inquiries.queries.handling import handed_in, inquiries_of, open_parts
from samsyn.intake.models import Upload
from samsyn.intake.queries import original
from samsyn.intake.readers import Refused
from samsyn.kit.words import folded
from samsyn.organisation.queries import NotAllowed, bodies_by_name
from samsyn.web.base.request import Request
from samsyn.web.pages.inquiries.answering import File, register_file
from samsyn.web.pages.inquiries.forms import FromPaperForm
from samsyn.web.pages.inquiries.papers import paper
from samsyn.web.pages.inquiries.sending import may_send, who
from samsyn.web.pages.inquiries.tasks import found_task, may_register

MINUTES = ("protokoll", "protokollsutdrag")


def _choices(request: Request, values: dict[str, Any]) -> tuple[list[tuple[str, str]], str]:
    """Return the open inquiries that a document may answer, and the one that it seems to; unasked ones last."""
    name = values.get("body") or ""
    body = bodies_by_name(request.municipality, request.today).get(folded(name))
    parts = open_parts(request.access, request.municipality, body, request.today) if body else []
    found = [
        (f"r{one.pk}", _label(one.inquiry, "har redan svarat" if one.replied_on else "")) for one in parts
    ]
    meant = [one for one in parts if _meant(one.inquiry, values)]
    waiting = [one for one in parts if one.replied_on is None]
    likely = meant or (waiting if len(waiting) == 1 else [])
    asked = {one.inquiry_id for one in parts}
    others = inquiries_of(request.access, request.municipality).filter(withdrawn_on=None, closed_on=None)
    if name and request.board and may_send(request):
        mine = others.filter(body=request.board.id).exclude(pk__in=asked).order_by("-deadline")
        found += [
            (f"i{one.pk}", _label(one, f"{name} är inte tillfrågad")) for one in mine.select_related("case")
        ]
    return found, f"r{likely[0].pk}" if likely else ""


def _label(inquiry: Inquiry, more: str) -> str:
    last = f"svar senast {inquiry.deadline}" if inquiry.deadline else ""
    return ", ".join(filter(None, (inquiry.title, last, more)))


def _meant(inquiry: Inquiry, values: dict[str, Any]) -> bool:
    """Return whether a document refers to an inquiry's case or decision, or bears its title."""
    told = folded(" ".join([*values.get("references", []), values.get("title") or ""]))
    number = folded(inquiry.case.number) if inquiry.case else ""
    return bool(number and number in told) or folded(inquiry.title) in told


@require_http_methods(["GET", "POST"])
def answer(request: Request, upload: int) -> HttpResponse:
    """Hand in a document that was read as the answer to an open inquiry; the same file once."""
    paper_, place, values = paper(request, str(upload), request.GET.get("del", "0"))
    who(request)
    if handed := handed_in(request.access, request.municipality, paper_.source_id, request.today):
        messages.info(request, "Filen är redan inlämnad som svar.")
        return redirect("inquiries:reply", handed[0].pk)
    found, likely = _choices(request, values)
    form = FromPaperForm(request.POST or None, parts=found, initial=_told(values, likely))
    if request.method == "POST" and form.is_valid():
        try:
            return _handed_in(request, paper_, values, form.cleaned_data)
        except (Refused, InquiryError) as problem:
            form.add_error("part", str(problem))
    context = {"upload": paper_, "place": place, "form": form, "found": found, "values": values}
    return render(request, "inquiries/from_paper.html", context, status=422 if form.errors else 200)


def _told(values: dict[str, Any], likely: str) -> dict[str, Any]:
    stance = str(values.get("reply_stance") or "").removeprefix("tillstyrker ")
    told: dict[str, Any] = {"part": likely, "stance": stance}
    if values.get("kind") in MINUTES and values.get("paragraph") and values.get("date"):
        told |= {"paragraph": values["paragraph"], "decided_on": date.fromisoformat(values["date"])}
    return told


def _handed_in(
    request: Request, upload: Upload, values: dict[str, Any], said: dict[str, Any]
) -> HttpResponse:
    kind, key = said["part"][0], int(said["part"][1:])
    if kind == "i":
        inquiry = get_object_or_404(inquiries_of(request.access, request.municipality), pk=key)
        body = bodies_by_name(request.municipality, request.today).get(folded(values["body"]))
        aside = actions.answer_unasked(**who(request), inquiry=inquiry, name=values["body"], body=body)
        key = aside.pk
    one = found_task(request, key)
    if not (one.own or may_register(request, one)):
        raise NotAllowed("Svaret lämnas in av mottagarens egna eller av den som frågar, i dagens läge.")
    reply, read = register_file(request, one, File(original(upload).read_bytes(), upload.source.name), said)
    messages.success(request, f"{len(read.viewpoints)} synpunkter hittades. Läs igenom dem.")
    return redirect("inquiries:review", reply.pk)
