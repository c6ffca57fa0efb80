"""Benefits: all of them promised beside measured, and one with its measurements (R16)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.register import actions
from samsyn.register.models import Benefit, Measurement
from samsyn.register.queries.benefits import (
    THOUSANDS,
    BenefitLine,
    Wish,
    benefit_lines,
    benefits_chosen,
    benefits_of,
    measurements,
    promised_by_body,
)
from samsyn.reports.charts import Drawing, range_bar
from samsyn.web.base.conflict import conflict, read_to, seen
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import View
from samsyn.web.pages.register.additions import BenefitForm, MeasureForm, asks_measurable, left_out
from samsyn.web.pages.register.benefit_columns import BOARDS, LINES, Board, Line, whole
from samsyn.web.pages.register.editing import opened_whole
from samsyn.web.pages.register.head import head
from samsyn.web.pages.register.reporting import reportable

STATES = (
    ("due", "Väntar på mätning"), ("measured", "Mätta"), ("unmeasured", "Inte mätta"), ("unowned", "Saknar ägare"),
)  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Show what each board's benefits promise and were measured to give, and the benefits one by one."""
    bodies, day = named(request), request.as_of or request.today
    boards = View(request, BOARDS, sort="body", prefix="namnd-")
    sums = [
        Board(bodies[one.body_id].name, bodies[one.body_id].code, one)
        for one in promised_by_body(request.access, request.municipality, request.as_of, request.today)
    ]
    total = whole(sums)
    promised = boards.arrange(sums, "Lovat och mätt per nämnd", foot=total if len(sums) > 1 else None)
    view = View(request, LINES, sort="measured_on")
    chosen = benefits_chosen(
        request.access, request.municipality, request.as_of, request.today, _wish(view, bodies)
    )
    found = benefit_lines(chosen.order_by(*view.order)[view.window])
    lines = [Line(one, bodies[one.body_id].name, day) for one in found]
    table = view.table(lines, chosen.count(), "Nyttor")
    for each in (promised, table):
        if each.view.export:
            return download(each, request)
    context = {
        "boards": promised, "table": table, "view": view, "total": total, "states": STATES, "kinds": Benefit.KINDS,
        "bodies": body_choices(bodies, view.filter("body")),
    }  # fmt: skip
    return render(request, "register/benefits.html", context)


def _wish(view: View, bodies: dict[int, Any]) -> Wish:
    code = view.filter("body")
    key = next((body.id for body in bodies.values() if body.code == code), -1) if code else None
    return Wish(key, view.filter("kind"), view.filter("state"), view.filter("q"))


@require_GET
def benefit(request: Request, number: int, key: int) -> HttpResponse:
    """Show one benefit: what was promised, what was measured, and the form to measure it."""
    return _page(request, number, key)


def _page(request: Request, number: int, key: int, form: MeasureForm | None = None) -> HttpResponse:
    context = head(request, number, "uppföljning")
    one = next((each for each in benefits_of(context["facts"].id, request.as_of) if each.id == key), None)
    if one is None:
        raise Http404("Nyttan finns inte här.")
    measured = measurements(key, request.as_of)
    top = max([one.high or 0, one.likely or 0, *(each.value for each in measured)]) or 1
    context |= {
        "one": one, "kind": dict(Benefit.KINDS)[one.kind], "economy": dict(Benefit.ECONOMIES).get(one.economy, ""),
        "unit": "tkr" if one.in_money else one.unit,
        "figures": [("Lågt", one.shown("low")), ("Troligt", one.shown("likely")), ("Högt", one.shown("high"))],
        "due": one.due(context["day"]),
        "picture": _picture(one, top),
        "measured": [(each, each.value // one.scale, _beside(each, one)) for each in measured],
        "form": form or MeasureForm(initial={"day": request.today}),
    }  # fmt: skip
    return render(request, "register/benefit.html", context, status=422 if form else 200)


def _picture(one: BenefitLine, top: int) -> Drawing | str:
    if one.low is None or one.likely is None or one.high is None:
        return ""
    return range_bar(one.low, one.likely, one.high, top)


def _beside(measured: Measurement, promised: BenefitLine) -> str:
    """Return how a measured value stands beside the promised range, in words."""
    if promised.low is None or promised.high is None:
        return ""
    if measured.value < promised.low:
        return "under spannet"
    return "över spannet" if measured.value > promised.high else "inom spannet"


@require_POST
def measure(request: Request, number: int, key: int) -> HttpResponse:
    """Note what a benefit was measured to be."""
    _, initiative = reportable(request, number)
    one = get_object_or_404(Benefit.objects.select_related("initiative"), pk=key, initiative=initiative)
    form = MeasureForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        given["value"] *= THOUSANDS if one.in_money else 1
        try:
            actions.measure_benefit(by=request.actor, at=timezone.now(), benefit=one, **given)
        except actions.Invalid as wrong:
            form.add_error("day", str(wrong))
    if form.errors:
        return _page(request, number, key, form)
    following = f" Mäts nästa gång {one.measured_on}." if one.measured_on else " Den följs inte längre."
    messages.success(request, f"Mätningen är sparad.{following}")
    return redirect("register:benefit", number, key)


@require_http_methods(["GET", "POST"])
def change(request: Request, number: int, key: int) -> HttpResponse:
    """Change what a benefit promises; when somebody saved in between, show both versions (409)."""
    facts, compliance, initiative = opened_whole(request, number)
    one = get_object_or_404(Benefit.objects.select_related("initiative"), pk=key, initiative=initiative)
    known = _known(one)
    form = BenefitForm(request.POST or None, initial=known, measurable=asks_measurable(compliance))
    context: dict[str, Any] = {"facts": facts, "one": one, "form": form, "conflict": None}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.change_benefit(
                    by=request.actor, at=timezone.now(), benefit=one, seen=seen(request) or 0,
                    **form.cleaned_data,
                )  # fmt: skip
        except actions.SavedMeanwhile as meanwhile:
            context["conflict"] = conflict(meanwhile, form, known)
            status = 409
        except actions.Invalid as wrong:
            form.add_error("unit", str(wrong))
        else:
            messages.success(request, f"Nyttan {one.title} är sparad.{left_out(form)}")
            return redirect("register:benefit", number, key)
    context["seen"] = read_to(request, facts.seen, context["conflict"])
    return render(request, "register/change_benefit.html", context, status=422 if form.errors else status)


def _known(one: Benefit) -> dict[str, Any]:
    """Return the form's values for a benefit: money in thousands of kronor."""
    scale = THOUSANDS if one.in_money else 1
    plain = {name: getattr(one, name) for name in ("title", "kind", "economy", "baseline", "owner")}
    figures = {
        name: None if (figure := getattr(one, name)) is None else figure // scale
        for name in ("low", "likely", "high")
    }
    return {
        **plain,
        **figures,
        "unit": one.shown_unit,
        "measured_on": one.measured_on and one.measured_on.isoformat(),
    }
