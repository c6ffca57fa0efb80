"""What decision bodies need to know: a short brief per area, and which bodies have gone through it (R80)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.governance import actions
from samsyn.governance.models import Brief, Briefing, Clause
from samsyn.governance.queries.competence import Standing, briefings, editions, latest, standings
from samsyn.governance.rules import State
from samsyn.governance.rules.competence import PAGE, Known
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, NotAllowed, exists, may
from samsyn.organisation.rules import Thing
from samsyn.web.base.fields import DAY, DayField
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.drafting import only_steering
from samsyn.web.pages.governance.views import listed, may_steer

DECIDING = ("council", "executive", "board", "committee")
"""Kinds of bodies that decide."""


class BriefForm(forms.Form):
    """What a body needs to know in an area, and the clause it comes from."""

    area = forms.CharField(
        label="Område", max_length=80, help_text="Till exempel Informationssäkerhet. Ett område som finns får ny text.",
        error_messages={"required": "Skriv vilket område kunskapsbladet gäller."},
    )  # fmt: skip
    text = forms.CharField(
        label="Vad nämnden behöver veta", widget=forms.Textarea(attrs={"rows": 14}),
        help_text=f"Högst en sida, {PAGE} tecken. Tom rad ger nytt stycke.",
        error_messages={"required": "Skriv vad nämnden behöver veta."},
    )  # fmt: skip
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label="Klausul det bygger på", required=False, empty_label="Ingen klausul",
        error_messages={"invalid_choice": "Klausulen gäller inte. Välj ur listan."},
    )  # fmt: skip

    def __init__(self, data: Any, *, versions: list[int], **more: Any) -> None:
        super().__init__(data, **more)
        found = Clause.objects.filter(version__in=versions).exclude(text="")
        field: Any = self.fields["clause"]
        field.queryset = found.select_related("version__document").order_by(
            "version__document__title", "order"
        )
        field.label_from_instance = lambda one: f"{one.version}, {one.number} {one.heading}"[:100]


class BriefingForm(forms.Form):
    """That a body has gone through a brief."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label="Organ", empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Välj ett organ som du för protokoll åt."),
    )  # fmt: skip
    day = DayField(label="Dag", error_messages={"required": f"Dagen saknas. {DAY}"})
    present = forms.IntegerField(
        label="Närvarande", min_value=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), "Skriv hur många som var med, minst en."
        ),
    )  # fmt: skip
    members = forms.IntegerField(
        label="Av ledamöter", min_value=1, max_value=999, required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Skriv hur många ledamöter organet har, till exempel 13."
        ),
    )  # fmt: skip
    led_by = forms.CharField(label="Vem höll i det", max_length=200, required=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A body with how far it has come in each area (rad)."""

    body: BodyRow
    areas: dict[str, Standing]


def _bodies(request: Request) -> dict[int, BodyRow]:
    """Return the bodies that decide and exist on the day that is seen, by id."""
    day, names = request.as_of or request.today, named(request)
    found = Body.objects.filter(municipality=request.municipality, kind__in=DECIDING, confirmed=True)
    there = {one.pk for one in found if exists(one.valid_from, one.valid_to, day)}
    return {key: body for key, body in names.items() if key in there}


def _columns(areas: list[Brief]) -> tuple[Column, ...]:
    """Return the body and a column per area."""
    return (
        Column("body", "Organ", of=lambda line: line.body.name, head=True),
        *(_column(nth, one.area) for nth, one in enumerate(areas)),
    )


def _column(nth: int, area: str) -> Column:
    def state(line: Line) -> Known:
        return line.areas[area].state

    return Column(
        f"omrade{nth}", area, of=state, show=lambda line: _chip(state(line)),
        under=lambda line: line.areas[area].words,
    )  # fmt: skip


def _chip(state: Known) -> SafeString:
    if state is Known.NOT_YET:
        return format_html('<span class="muted">{}</span>', state.label)
    return chip("warn", state.label) if state is Known.OUTDATED else chip("requirement", "met", state.label)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the briefs, and which bodies have gone through each."""
    every = list(editions(request.municipality, request.as_of))
    current, bodies = latest(every), _bodies(request)
    found = standings(current, briefings(every, request.as_of), bodies)
    lines = [Line(body, found[key]) for key, body in bodies.items()]
    view = View(request, _columns(current), sort="body")
    table = view.arrange(lines, "Vem har gått igenom vad", search=True)
    if view.export:
        return download(table, request)
    own = found.get(request.board.id, {}) if request.board else {}
    todo = [one for one in current if own and own[one.area].state is not Known.DONE]
    context = {
        "table": table, "may_steer": may_steer(request),
        "briefs": [(one, sum(line.areas[one.area].state is Known.DONE for line in lines)) for one in current],
        "count": len(lines), "own": own, "todo": todo,
    }  # fmt: skip
    return render(request, "governance/competence.html", context)


HELD = (
    Column("body", "Organ", of=lambda one: one.body.name, head=True),
    Column("day", "Dag"),
    Column("edition", "Text från", of=lambda one: one.brief.day),
    Column("present", "Närvarande", number=True),
    Column("members", "Ledamöter", number=True),
    Column("led_by", "Höll i det"),
)


@require_http_methods(["GET", "POST"])
def brief(request: Request, pk: int) -> HttpResponse:
    """Show a brief, printable, with the bodies that have gone through it; note another (R80)."""
    every = editions(request.municipality, request.as_of)
    one = get_object_or_404(every, pk=pk)
    same = list(every.filter(area=one.area))
    writable = _writable(request)
    first = {"day": request.today, "body": request.board.id if request.board else None}
    form = BriefingForm(request.POST or None, initial=first)
    form.fields["body"].queryset = Body.objects.filter(pk__in=writable).order_by("name")  # type: ignore[attr-defined]
    if request.method == "POST" and not writable:
        raise NotAllowed("Genomgångar förs in i dag av nämndens sekreterare och handläggare.")
    if request.method == "POST" and form.is_valid() and _held(request, one, form):
        return redirect("governance:brief", pk)
    view = View(request, HELD, sort="-day")
    table = view.arrange(briefings(same, request.as_of), "Genomgångar", search=True)
    if view.export:
        return download(table, request)
    context = {
        "one": one, "same": same, "form": form, "writable": bool(writable), "table": table,
        "may_steer": may_steer(request),
    }  # fmt: skip
    return render(request, "governance/brief.html", context, status=422 if form.errors else 200)


def _writable(request: Request) -> list[int]:
    """Return the ids of the deciding bodies that the visitor keeps cases for, none when an earlier day is shown."""
    if request.as_of is not None:
        return []
    return [
        key
        for key in _bodies(request)
        if may(request.access, "write", Thing("case", request.municipality.pk, key))
    ]


def _held(request: Request, one: Brief, form: BriefingForm) -> bool:
    """Return whether the briefing was recorded; otherwise the form says why not."""
    try:
        held: Briefing = actions.hold_briefing(
            by=request.actor, at=timezone.now(), brief=one, **form.cleaned_data
        )
    except actions.SteeringError as wrong:
        form.add_error("present" if " av " in str(wrong) else "day", str(wrong))
        return False
    messages.success(request, f"{held.body.name} har gått igenom {one.area} {held.day}.")
    return True


@require_http_methods(["GET", "POST"])
def new_brief(request: Request) -> HttpResponse:
    """Write a brief in an area, or its next text."""
    who = only_steering(request)
    area = request.GET.get("omrade", "")[:80]
    before = editions(request.municipality, None).filter(area=area).first() if area else None
    first = {
        "area": area,
        "text": before.text if before else "",
        "clause": before.clause_id if before else None,
    }
    current = [row.id for row in listed(request) if row.state is State.IN_FORCE]
    form = BriefForm(request.POST or None, versions=current, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_brief(**who, municipality=request.municipality, **form.cleaned_data)
        except actions.SteeringError as wrong:
            form.add_error("text" if str(wrong).startswith("Texten") else "area", str(wrong))
        else:
            messages.success(request, f"{made.area} är sparat. Nämnderna ser det här.")
            return redirect("governance:brief", made.pk)
    context = {"form": form, "before": before}
    return render(request, "governance/new_brief.html", context, status=422 if form.errors else 200)
