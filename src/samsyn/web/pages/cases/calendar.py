"""The calendar of meetings: the year month by month, reading in planned meetings, and feeds to subscribe to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.cases.actions import plan_meetings
from samsyn.cases.models import Meeting
from samsyn.cases.queries.calendar import meetings
from samsyn.cases.rules import BadRow, Planned
from samsyn.intake.actions import calendar_lines, known_meetings, table_lines
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.workers import understand
from samsyn.kit import ics
from samsyn.kit.calendar import holidays_of
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import BodyRow, bodies_by_name, may
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries.feeds import own_events, reader_of
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

AHEAD = timedelta(days=400)
FEW = 2
"""Months shown of all bodies at once; one body's are shown whole."""
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the calendar: a meeting, a last day to hand in, or a holiday (kalenderrad)."""

    day: date
    kind: str
    text: str
    meeting: Meeting | None = None


COLUMNS = (
    Column("day", "Dag", head=True),
    Column("body", "Organ", of=lambda one: one.body.name),
    Column("time", "Tid"),
    Column("hand_in_by", "Lämnas in senast"),
    Column("agenda_by", "Kallelse senast"),
    Column("place", "Plats"),
    Column("cancelled", "Inställt", of=lambda one: "Inställt" if one.cancelled else ""),
)


@require_GET
def page(request: Request) -> HttpResponse:
    """Show the coming meetings month by month with last days to hand in and holidays, or send them as a file."""
    bodies, day = named(request), request.as_of or request.today
    view = View(request, COLUMNS, sort="day")
    codes = {name: one.id for one in bodies.values() for name in (str(one.id), one.code)}
    asked = view.filter("body")
    chosen = [codes.get(asked, -1)] if asked else []
    found = list(
        meetings(request.municipality, day, day + AHEAD, request.as_of, chosen).select_related("body")
    )
    if view.export:
        return download(view.table(found, len(found), "Sammanträden"), request)
    table = view.table([], len(found), "Sammanträden")
    board = bodies.get(chosen[0]) if chosen else None
    months = _months(found, day)
    shown = months if board or view.filter("hela") == "1" else months[:FEW]
    context = {
        "view": view, "table": table, "months": shown, "more": len(months) - len(shown),
        "count": len(found), "board": board, "shown_day": day,
        "bodies": body_choices(bodies, asked), "may_plan": _may_plan(request), "next": _next(found),
        "feed": request.build_absolute_uri(reverse("cases:body_feed", args=[board.id])) if board else "",
    }  # fmt: skip
    return render(request, "cases/calendar.html", context)


def _next(found: list[Meeting]) -> Meeting | None:
    return next((one for one in found if not one.cancelled), None)


def _may_plan(request: Request) -> bool:
    board = request.board.id if request.board else None
    return request.as_of is None and may(
        request.access, "write", Thing("case", request.municipality.pk, board)
    )


def _months(found: list[Meeting], day: date) -> list[tuple[date, list[Entry]]]:
    """Return the meetings, the last days to hand in and the holidays on weekdays, by month."""
    if not found:
        return []
    last = found[-1].day
    entries = [Entry(one.day, "meeting", one.body.name, one) for one in found]
    entries += [
        Entry(one.hand_in_by, "hand_in", f"Lämna in till {one.body.name} {one.day:%-d/%-m}")
        for one in found if one.hand_in_by and one.hand_in_by >= day and not one.cancelled
    ]  # fmt: skip
    entries += [
        Entry(free, "holiday", name)
        for year in range(day.year, last.year + 1) for free, name in holidays_of(year).items()
        if day <= free <= last and free.weekday() < 5
    ]  # fmt: skip
    entries.sort(key=lambda one: (one.day, one.kind != "holiday", one.kind, one.text))
    return [(month, list(rows)) for month, rows in groupby(entries, key=lambda one: one.day.replace(day=1))]


class LoadForm(forms.Form):
    """A calendar of meetings, as a file or as lines (sammanträdeskalender)."""

    file = forms.FileField(label="Fil", required=False)
    text = forms.CharField(label="Rader", required=False, widget=forms.Textarea(attrs={"rows": 14}))
    source = forms.CharField(label="Källa", required=False, max_length=160)


@require_http_methods(["GET", "POST"])
def load(request: Request) -> HttpResponse:
    """Read a calendar, show its rows to look through, and plan the meetings when they are accepted."""
    if not _may_plan(request):
        raise Http404("Sammanträden kan inte planeras här.")
    form = LoadForm(request.POST or None, request.FILES or None)
    ready: list[Planned] = []
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        names = bodies_by_name(request.municipality, request.today)
        try:
            text = _text(data["file"], names, request.board) if data["file"] else data["text"]
            source = data["file"].name if data["file"] else data["source"]
            form = LoadForm({"text": text, "source": source})
            ready = known_meetings(text, names)
        except (BadRow, ics.BadCalendar, Refused) as problem:
            form.is_valid()
            form.add_error(None, str(problem))
        if ready and "save" in request.POST:
            return _save(request, ready, names, source or "inskrivna rader")
    rows = ready if "save" not in request.POST else []
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/load_meetings.html", {"form": form, "rows": rows}, status=status)


def _save(request: Request, rows: list[Planned], names: dict[str, Body], source: str) -> HttpResponse:
    done = plan_meetings(by=request.actor, at=timezone.now(), meetings=rows, bodies=names, source=source)
    messages.success(
        request,
        f"{done['new']} nya, {done['changed']} ändrade och {done['unchanged']} oförändrade sammanträden.",
    )
    return redirect("cases:calendar")


def _text(file: Any, names: dict[str, Body], board: BodyRow | None) -> str:
    """Return a file's meetings as lines; raises BadRow, BadCalendar and Refused."""
    name = file.name or "fil"
    check_size(file.size or 0, name)
    data = file.read()
    if name.casefold().endswith(".ics"):
        return calendar_lines(data, names, board.name if board else "")
    return table_lines(understand(data, name).reading.tables)


@login_not_required
@require_GET
def body_feed(request: Request, body: int) -> HttpResponse:
    """Send a body's meetings as a calendar to subscribe to: days, places and last days, which are public."""
    found = Body.objects.select_related("municipality").filter(pk=body).first()
    if found is None:
        raise Http404("Organet finns inte här.")
    return _feed(found.name, _events(found.municipality, request.today, [found.pk]))


def _events(municipality: Municipality, today: date, bodies: list[int]) -> list[ics.Event]:
    rows = meetings(municipality, today - AHEAD, today + AHEAD, None, bodies).select_related("body")
    return [event for one in rows for event in meeting_events(one)]


def meeting_events(one: Meeting) -> list[ics.Event]:
    """Return a meeting and its last day to hand in as events."""
    name = one.body.name
    text = f"Klockan {one.time}." if one.time else ""
    uid = f"meeting-{one.pk}@samsyn"
    told = [ics.Event(uid, one.day, name, one.place, text, cancelled=one.cancelled)]
    if one.hand_in_by:
        title = f"Lämna in till {name} {one.day}"
        told.append(ics.Event(f"handin-{one.pk}@samsyn", one.hand_in_by, title, cancelled=one.cancelled))
    return told


@login_not_required
@require_GET
def own_feed(request: Request, token: str) -> HttpResponse:
    """Send a person's own days by the signed link on Att göra: commissions, reports, own bodies' meetings."""
    person = reader_of(token)
    if person is None:
        raise Http404("Länken gäller inte.")
    events, bodies = own_events(person, request.today)
    mine = _events(person.municipality, request.today, bodies) if bodies else []
    return _feed(person.name, [*events, *mine])


def _feed(name: str, events: list[ics.Event]) -> HttpResponse:
    return HttpResponse(ics.write(name, events, timezone.now()), content_type=CALENDAR)
