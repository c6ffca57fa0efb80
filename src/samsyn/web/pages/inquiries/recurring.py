"""Yearly reporting: the instructions, their rounds, and who has not reported in time (R08)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.inquiries import actions, queries
from samsyn.inquiries.actions import Asked, InquiryError
from samsyn.inquiries.queries import LateRow
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.inquiries.forms import InstructionForm, lines
from samsyn.web.pages.inquiries.house import may_change
from samsyn.web.pages.inquiries.sending import choices, may_send, who


def _columns(kinds: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(
            "title", "Ärende", head=True, wide=True, under=lambda row: kinds[row.kind],
            link=lambda row: reverse("inquiries:inquiry", args=[row.inquiry_id]),
        ),
        Column("name", "Har inte svarat"),
        Column("last", "Skulle ha svarat"),
        Column("late", "Dagar för sent", number=True),
        Column("opened_on", "Öppnade", show=lambda row: row.opened_on or "Aldrig öppnad"),
    )  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Show what is to be reported every year, and everybody who is late with any answer."""
    day = request.as_of or request.today
    found: list[LateRow] = queries.late(request.access, request.municipality, as_of=request.as_of, day=day)
    view = View(request, _columns(dict(queries.KINDS)), sort="-late")
    table = view.arrange(found, "Svar som saknas", search=True)
    if view.export:
        return download(table, request)
    rows = queries.instructions(request.access, request.municipality, as_of=request.as_of)
    context = {
        "table": table, "late": len(found), "instructions": rows, "may_send": may_send(request),
        "may_template": may_change(request),
        "bodies": named(request),
    }  # fmt: skip
    return render(request, "inquiries/recurring.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Say what boards shall report every year."""
    doing = who(request)
    if not may_send(request) or request.board is None:
        raise NotAllowed("Anvisningar beslutas av den nämnd som ska ha rapporterna, i dagens läge.")
    form = InstructionForm(request.POST or None, bodies=choices(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.instruct(
                **doing, body=Body.objects.get(pk=request.board.id), title=said["title"], kind=said["kind"],
                days=said["days"], lead_days=said["lead_days"], text=said["text"],
                bodies=list(Body.objects.filter(pk__in=said["bodies"])),
                fields=[Asked(one) for one in lines(said["fields_asked"])],
            )  # fmt: skip
        except InquiryError as problem:
            form.add_error("title", str(problem))
        else:
            messages.success(request, f"{said['title']} är inlagd. Omgångarna skickas när deras dag kommer.")
            return redirect("inquiries:recurring")
    return render(
        request, "inquiries/new_instruction.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
def make(request: Request) -> HttpResponse:
    """Send the rounds whose day has come."""
    made = actions.make_rounds(**who(request), municipality=request.municipality)
    messages.success(
        request, f"{len(made)} omgångar skickades." if made else "Alla omgångar är redan skickade."
    )
    return redirect("inquiries:recurring")
