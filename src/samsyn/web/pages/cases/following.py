"""What follows a decision: the notice of its minutes and sending it to its recipients."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.cases.actions import (
    OPENS,
    NotSent,
    confirm_receipt,
    give_task,
    note_notice,
    note_sent,
    secret,
    send_decision,
)
from samsyn.cases.models import DecisionPoint, Dispatch, Item
from samsyn.cases.queries import seen_items
from samsyn.cases.queries.calendar import to_receive
from samsyn.kit.actors import Actor
from samsyn.kit.words import listed
from samsyn.organisation.models import Body
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.post.actions import open_link
from samsyn.web.base.fields import DayField
from samsyn.web.base.request import Request

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


def _item(request: Request, pk: int) -> Item:
    found = seen_items(request.access, request.municipality, None).filter(pk=pk)
    item = found.select_related("meeting__body__municipality").first()
    if item is None or request.as_of is not None:
        raise Http404("Paragrafen finns inte här.")
    return item


def _day(request: Request) -> date | None:
    """Return the day said, None with a sentence when it is none or has not been."""
    try:
        day = date.fromisoformat(request.POST.get("day", "").strip())
    except ValueError:
        messages.error(request, "Skriv dagen som ÅÅÅÅ-MM-DD.")
        return None
    if day > request.today:
        messages.error(request, f"{day} har inte varit än.")
        return None
    return day


@require_POST
def notice(request: Request, pk: int) -> HttpResponse:
    """Note the day that the minutes were put up."""
    item = _item(request, pk)
    if day := _day(request):
        if day < item.meeting.day:
            messages.error(request, f"Protokollet kan inte anslås före sammanträdet {item.meeting.day}.")
        else:
            note_notice(by=request.actor, at=timezone.now(), meeting=item.meeting, day=day)
            messages.success(request, f"Anslaget {day}. Överklagandetiden räknas därifrån.")
    return redirect("cases:decision", pk)


@require_POST
def mail(request: Request, pk: int) -> HttpResponse:
    """Send the decision by mail to the recipients that were ticked."""
    item = _item(request, pk)
    rows = {
        int(one): request.POST.get(f"to{one}", "").strip()
        for one in request.POST.getlist("row")
        if one.isdecimal()
    }
    wrong = [to for to in rows.values() if to and not _ADDRESS.fullmatch(to)]
    if not rows or wrong:
        told = f"”{wrong[0][:60]}” är ingen e-postadress." if wrong else "Kryssa för minst en mottagare."
        messages.error(request, told)
        return redirect("cases:decision", pk)
    try:
        done = send_decision(
            by=request.actor, at=timezone.now(), item=item, rows=rows, address=lambda token: _address(request, token)
        )  # fmt: skip
    except NotSent as problem:
        messages.error(request, str(problem))
        return redirect("cases:decision", pk)
    if done.sent:
        messages.success(request, f"Beslutet är skickat till {done.sent} mottagare.")
    if done.without:
        messages.warning(
            request, f"Ingen e-postadress finns till {listed(done.without)}. Skriv den och skicka igen."
        )
    elif not done.sent:
        messages.warning(request, "Inget nytt att skicka: de valda har redan fått beslutet.")
    return redirect("cases:decision", pk)


def _address(request: Request, token: str) -> str:
    return str(request.build_absolute_uri(reverse("cases:received", args=[token])))


@require_POST
def receipt(request: Request, pk: int) -> HttpResponse:
    """Confirm that a decision has come to the visitor's own board."""
    row = get_object_or_404(to_receive(request.access, request.municipality), pk=pk)
    confirm_receipt(by=request.actor, at=timezone.now(), row=row)
    messages.success(request, "Mottagandet är bekräftat.")
    return redirect("todo:page")


@login_not_required
@require_http_methods(["GET", "POST"])
def received(request: HttpRequest, token: str) -> HttpResponse:
    """Show a decision to who got it by mail, and take the receipt; a link that is over answers 410."""
    opens = open_link(token=token, at=timezone.now()) or ""
    key = opens.removeprefix(OPENS)
    found = Dispatch.objects.select_related("item__meeting__body", "body").filter(
        pk=key if key.isdecimal() else 0
    )
    row = found.first() if opens.startswith(OPENS) else None
    if row is None or secret(row.item):
        return render(request, "cases/not_received.html", status=410)
    if request.method == "POST":
        name = row.body.name if row.body else row.recipient
        confirm_receipt(by=Actor("guest", row.pk, name), at=timezone.now(), row=row)
    points = row.item.points.filter(replaced_at=None).order_by("order")
    return render(request, "cases/received.html", {"row": row, "item": row.item, "points": points})


class TaskForm(forms.Form):
    """A task that a decision gives a body (uppdrag)."""

    point = forms.ModelChoiceField(DecisionPoint.objects.none(), label="Beslutspunkt")
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Till", error_messages={"required": "Välj vem som får uppdraget."}
    )
    text = forms.CharField(
        label="Uppdrag",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad som ska göras."},
    )
    due = DayField(label="Svar senast", required=False)
    report_back = DayField(label="Återrapporteras", required=False)

    def __init__(self, data: Any, *, item: Item, **more: Any) -> None:
        super().__init__(data, **more)
        decided = item.points.filter(replaced_at=None).exclude(force__in=("föreslår", "föreslås"))
        bodies = Body.objects.filter(
            municipality=item.meeting.body.municipality_id, confirmed=True, valid_to=None
        )
        self.fields["point"].queryset = decided.order_by("order")  # type: ignore[attr-defined]
        self.fields["point"].label_from_instance = lambda one: f"{one.order}. {one.text[:80]}"  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies.order_by("name")  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def task(request: Request, pk: int) -> HttpResponse:
    """Give a body a task out of a point of the decision."""
    item = _item(request, pk)
    if not may(request.access, "write", Thing("case", request.municipality.pk, item.meeting.body_id)):
        raise Http404("Uppdrag ges av den nämnd som har beslutat.")
    form = TaskForm(request.POST or None, item=item, initial=_first(item))
    if request.method == "POST" and form.is_valid():
        try:
            given = give_task(by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(
                request, f"{given.body.name} har uppdraget. Det väntar där tills det är besvarat."
            )
            return redirect("cases:decision", pk)
        except NotSent as problem:
            form.add_error("point", str(problem))
    context = {"form": form, "item": item}
    return render(request, "cases/give_task.html", context, status=422 if form.errors else 200)


def _first(item: Item) -> dict[str, Any]:
    """Return the words of the first point, to write the task from."""
    point = (
        item.points.filter(replaced_at=None)
        .exclude(force__in=("föreslår", "föreslås"))
        .order_by("order")
        .first()
    )
    return {"point": point, "text": point.text} if point else {}


@require_POST
def dispatch(request: Request, pk: int) -> HttpResponse:
    """Note that the decision has been sent to the recipients that were ticked, or received by them."""
    item = _item(request, pk)
    rows = [int(one) for one in request.POST.getlist("row") if one.isdecimal()]
    receipt = "receipt" in request.POST
    if not rows:
        messages.error(request, "Kryssa för minst en mottagare.")
    elif day := _day(request):
        many = note_sent(by=request.actor, at=timezone.now(), item=item, rows=rows, day=day, receipt=receipt)
        if many:
            messages.success(request, f"{many} mottagare noterade {day}.")
        else:
            messages.warning(
                request, "Inget nytt att notera: skickat står redan, eller mottaget före skickat."
            )
    return redirect("cases:decision", pk)
