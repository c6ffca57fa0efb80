"""One goal with its forms, and the forms that write programmes, goals and indicators (R30)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.governance import actions
from samsyn.governance.models import Goal, Indicator, KeyFigure, Programme
from samsyn.governance.queries.programmes import key_figures
from samsyn.kit.scales import State, Verdict
from samsyn.organisation.queries import BodyRow, NotAllowed
from samsyn.oversight.queries import GoalLine, Serving, goal_line, serving
from samsyn.register import actions as register
from samsyn.register.models import Initiative, Phase
from samsyn.web.base.files import download
from samsyn.web.base.looking import named, open_lens
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.drafting import only_steering
from samsyn.web.pages.governance.goal_forms import (
    GoalVerdictForm,
    OutcomeForm,
    goal_form,
    indicator_form,
    programme_form,
)
from samsyn.web.pages.governance.goals import shown_goal


def _columns(bodies: dict[int, BodyRow]) -> tuple[Column, ...]:
    """Return the columns of a goal's initiatives."""
    return (
        Column(
            "title", "Initiativ", of=lambda one: one.row.title, head=True, wide=True, under=lambda one: one.row.ref,
            link=lambda one: reverse("register:initiative", args=[one.row.number]),
        ),
        Column("body", "Nämnd", of=lambda one: bodies[one.row.body_id].name),
        Column("phase", "Fas", of=lambda one: Phase(one.row.phase), show=lambda one: one.row.phase_label),
        Column("state", "Läge", of=lambda one: State(one.row.state), show=lambda one: chip("state", one.row.state)),
        Column("budget", "Budget", of=lambda one: one.money.budget, number=True, unit="mnkr"),
        Column("outcome", "Utfall", of=lambda one: one.money.outcome, number=True, unit="mnkr"),
        *(
            Column(key, label, of=_gain(key), number=True, unit="mnkr")
            for key, label in (("low", "Nytta/år, låg"), ("likely", "trolig"), ("high", "hög"))
        ),
    )  # fmt: skip


def _gain(key: str) -> Any:
    def of(one: Serving) -> int | None:
        return getattr(one.gain, key) if one.gain.count else None

    return of


@require_http_methods(["GET", "POST"])
def goal(request: Request, pk: int) -> HttpResponse:
    """Show a goal with its initiatives and indicators, note an outcome or judge how far it is reached."""
    seen = open_lens(request)
    mine = serving(seen, pk)
    line = goal_line(seen, pk, mine)
    if line is None:
        raise Http404("Målet finns inte här.")
    view = View(request, _columns(named(request)), sort="")
    table = view.arrange(mine, "Initiativ för målet", search=True)
    if view.export:
        return download(table, request)
    outcome = OutcomeForm(
        request.POST if "outcome" in request.POST else None, indicators=line.indicators,
        initial={"year": request.today.year},
    )  # fmt: skip
    judge = GoalVerdictForm(request.POST if "judge" in request.POST else None)
    said = next((form for form in (outcome, judge) if form.is_bound), None)
    if said and said.is_valid() and _done(request, line, said):
        return redirect("governance:goal", pk)
    context = shown_goal(request, line) | {"table": table, "outcome": outcome, "judge": judge}
    return render(request, "governance/goal.html", context, status=422 if said else 200)


def _done(request: Request, line: GoalLine, said: Any) -> bool:
    """Do what a valid form says; return whether it could be done, else the form says why not."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    given = dict(said.cleaned_data)
    try:
        if isinstance(said, OutcomeForm):
            one = get_object_or_404(
                Indicator.objects.select_related("goal"), pk=given.pop("indicator"), goal=line.goal.id
            )
            quarter = int(given.pop("quarter") or 0)
            actions.note_outcome(**who, indicator=one, quarter=quarter, **given)
            messages.success(request, "Utfallet är sparat.")
        else:
            given["verdict"] = Verdict(given["verdict"])
            actions.judge_goal(**who, goal=Goal.objects.get(pk=line.goal.id), **given)
            messages.success(request, "Bedömningen är sparad. Tidigare bedömningar står kvar.")
    except actions.SteeringError as problem:
        said.add_error("year", str(problem))
        return False
    return True


def _saved(request: Request, form: Any, save: Any, field: str = "title") -> Any:
    """Return what `save` made of a valid form, None when there was nothing to save or the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return save()
    except actions.SteeringError as problem:
        form.add_error(field, str(problem))
        return None


@require_http_methods(["GET", "POST"])
def edit_programme(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a programme or change one."""
    who, here = only_steering(request), request.municipality
    one = get_object_or_404(Programme, pk=pk, municipality=here) if pk else None
    form = programme_form(request.POST or None, here, one)
    done = _saved(
        request, form, lambda: actions.set_programme(**who, municipality=here, programme=one, **form.said)
    )
    if done:
        messages.success(request, f"{done} är sparat.")
        return redirect("governance:programme", done.pk)
    context = {"form": form, "title": f"Ändra {one}" if one else "Nytt program", "over": ""}
    return render(request, "governance/aim.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_goal(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a goal or change one."""
    who, here = only_steering(request), request.municipality
    one = get_object_or_404(Goal, pk=pk, municipality=here) if pk else None
    form = goal_form(request.POST or None, here, one, {"programme": request.GET.get("program", "")})
    done = _saved(
        request, form, lambda: actions.set_goal(**who, municipality=here, goal=one, **form.said), "valid_to"
    )
    if done:
        messages.success(request, f"Målet {done} är sparat.")
        return redirect("governance:goals")
    context = {"form": form, "title": "Ändra mål" if one else "Nytt mål", "over": one or ""}
    return render(request, "governance/aim.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def indicator(request: Request, goal: int, pk: int | None = None) -> HttpResponse:
    """Add an indicator to a goal or change one; a key figure of Kolada's may be chosen to begin from."""
    who = only_steering(request)
    aim = get_object_or_404(Goal, pk=goal, municipality=request.municipality)
    one = get_object_or_404(Indicator, pk=pk, goal=aim) if pk else None
    words = request.GET.get("matt", "").replace("\0", "").strip()
    form = indicator_form(request.POST or None, one, _from_kolada(request.GET.get("kolada", "")))
    done = _saved(
        request, form, lambda: actions.set_indicator(**who, goal=aim, indicator=one, **form.cleaned_data),
        "target_year",
    )  # fmt: skip
    if done:
        messages.success(request, f"Indikatorn {done} är sparad.")
        return redirect("governance:goal", goal)
    context = {
        "form": form, "goal": aim, "one": one, "words": words, "key_figures": key_figures(words) if words else [],
        "known": KeyFigure.objects.exists(),
    }  # fmt: skip
    return render(request, "governance/indicator.html", context, status=422 if form.errors else 200)


def _from_kolada(key: str) -> dict[str, Any]:
    """Return what a key figure fills in: the unit is what stands after the last comma of its title."""
    found = KeyFigure.objects.filter(key=key.replace("\0", "")).first() if key else None
    if found is None:
        return {}
    name, comma, unit = found.title.rpartition(", ")
    return {
        "title": name if comma else found.title, "unit": unit.strip("()")[:60] if comma else "",
        "key_figure": found.key, "source": "Kolada",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def assign(request: Request) -> HttpResponse:
    """Give several initiatives without a goal one at a time."""
    who = only_steering(request)
    free = serving(open_lens(request), None)
    goals = Goal.objects.filter(municipality=request.municipality)
    problem = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("initiativ")) & {str(one.row.id) for one in free}
        key = request.POST.get("goal", "")
        aim = goals.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
        if aim and chosen:
            mine = list(Initiative.objects.select_related("municipality", "body").filter(pk__in=chosen))
            register.aim(**who, initiatives=mine, goal=aim)
            messages.success(request, f"{len(mine)} initiativ har fått målet {aim}.")
            return redirect("governance:assign")
        problem = "Välj ett mål och minst ett initiativ."
    context = {
        "free": free,
        "goals": goals,
        "bodies": named(request),
        "problem": problem,
        "chosen": request.POST,
    }
    return render(request, "governance/assign.html", context, status=422 if problem else 200)
