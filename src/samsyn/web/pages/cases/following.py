"""What follows a decision: the notice of its minutes and sending it to its recipients."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.cases.actions import note_notice, note_sent
from samsyn.cases.models import Item
from samsyn.cases.queries import seen_items
from samsyn.web.base.request import Request


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
