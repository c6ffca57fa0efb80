"""Who decides what: the rules with their §, a try-out, what lies near a limit, and a new set of rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.governance import actions
from samsyn.governance.actions import Frame, SteeringError
from samsyn.governance.queries.deciding import Rules, ending, in_force, rules_in_force, rulesets
from samsyn.governance.rules.deciding import Rule, Ruling, who_decides
from samsyn.kit.money import mnkr
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.queries import NotAllowed
from samsyn.register.queries.levels import Levelled, levels
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.forms_deciding import RULES, RuleForm, SetForm, TryForm, rule_forms
from samsyn.web.pages.governance.views import may_steer

FILTERS = (("nara", "Nära en gräns"), ("oklart", "Beloppet behövs"), ("ingen", "Ingen regel"))


def decider(rule: Rule) -> str:
    """Return who decides by a rule: the body it names, else the level."""
    return rule.decider


RULE_COLUMNS = (
    Column("order", "Regel"),
    Column("conditions", "När", of=str, head=True),
    Column("who", "Beslutas av", of=decider),
)


def said(ruling: Ruling, rules: Rules) -> str:
    """Return a ruling in words, with the rule that says so."""
    if ruling.rule:
        return f"{decider(ruling.rule)} ({rules.source(ruling.rule)})"
    return "Beloppet behövs" if ruling.open else "Ingen regel säger det"


def _which(one: Levelled) -> str:
    if one.ruling.near:
        return "nara"
    return "" if one.ruling.rule else "oklart" if one.ruling.open else "ingen"


@require_GET
def rules(request: Request) -> HttpResponse:
    """Show the rules in force, who would decide a made-up case, and each initiative under way with its level."""
    sets = rulesets(request.municipality, request.as_of)
    current = in_force(sets, request.as_of or request.today)
    if current is None:
        return render(request, "governance/rules.html", {"may_steer": may_steer(request), "sets": sets})
    found = levels(request.access, request.municipality, current, request.as_of)
    view = View(request, _columns(request, current), sort="number")
    asked = view.filter("visa")
    shown = [one for one in found if not asked or _which(one) == asked]
    table = view.arrange(shown, "Initiativ och vem som beslutar", search=True)
    if view.export:
        return download(table, request)
    trying = TryForm(request.GET if "belopp" in request.GET else None)
    counts = [(key, label, sum(_which(one) == key for one in found)) for key, label in FILTERS]
    context = {
        "rules": current, "table": table, "may_steer": may_steer(request), "counts": counts, "asked": asked,
        "listed": View(request, RULE_COLUMNS, sort="order", prefix="regel-").arrange(current.rules, "Regler"),
        "trying": trying, "tried": _tried(trying, current), "all": len(found),
        "near": sum(_which(one) == "nara" for one in found),
        "ending": ending(current, named(request).values()),
        "sets": sets, "most": current.most and mnkr(current.most),
        "frame": current.frame and mnkr(current.frame),
    }  # fmt: skip
    return render(request, "governance/rules.html", context)


def _columns(request: Request, current: Rules) -> tuple[Column, ...]:
    bodies = named(request)
    return (
        Column("number", "Nr", of=lambda one: str(one.ref)),
        Column(
            "title", "Initiativ", head=True, wide=True,
            link=lambda one: reverse("register:initiative", args=[one.number]),
        ),
        Column("body", "Nämnd", of=lambda one: bodies[one.body_id].code),
        Column("amount", "Belopp", unit="mnkr", number=True),
        Column("who", "Beslutas av", of=lambda one: said(one.ruling, current)),
        Column(
            "near", "Nära gränsen till", of=lambda one: one.ruling.near and decider(one.ruling.near),
            show=lambda one: decider(one.ruling.near) if one.ruling.near else "",
        ),
        Column("decision", "Beslutat", show=lambda one: one.decision or "Inte än"),
    )  # fmt: skip


def _tried(form: TryForm, current: Rules) -> str:
    """Return who would decide what was typed, in a sentence; nothing when nothing readable was."""
    if not form.is_valid():
        return ""
    ruling = who_decides(form.facts(), current.rules, current.margin)
    near = f" Nära gränsen: {decider(ruling.near)} ({current.source(ruling.near)})." if ruling.near else ""
    if ruling.open:
        names = " eller ".join(dict.fromkeys(decider(rule) for rule in ruling.open))
        return f"Det beror på beloppet: {names}."
    why = f" Villkor: {ruling.rule}." if ruling.rule else ""
    return f"{said(ruling, current)}.{why}{near}"


@require_http_methods(["GET", "POST"])
def new_rules(request: Request) -> HttpResponse:
    """Add a set of rules by its decision, filled in with the rules that are in force."""
    if not may_steer(request):
        raise NotAllowed("Beslutsregler sköts av stadskontoret, i dagens läge.")
    current = rules_in_force(request.municipality, None, request.today)
    form = SetForm(request.POST or None, initial=_initial(current))
    rows = rule_forms(request.POST or None, current.rules if current else ())
    readable = [one.is_valid() for one in (form, *rows)]
    if request.method == "POST" and all(readable):
        try:
            _adopt(request, form.cleaned_data, rows)
        except SteeringError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Beslutsreglerna är sparade.")
            return redirect("governance:rules")
    wrong = request.method == "POST"
    context = {"form": form, "rows": rows, "most": RULES}
    return render(request, "governance/new_rules.html", context, status=422 if wrong else 200)


def _adopt(request: Request, given: dict[str, Any], rows: list[RuleForm]) -> None:
    filled = [row for row in rows if row.filled]
    actions.adopt_rules(
        by=request.actor, at=timezone.now(), municipality=request.municipality, label=given["label"],
        valid_from=given["valid_from"], case_number=given["case_number"], margin=given["margin"],
        decided_by=DecisionRef(given["body"], given["decided_on"], given["paragraph"]),
        frame=Frame(given["delegate"], given["most"], given["year"]),
        rules=[row.rule(order) for order, row in enumerate(filled, 1)],
    )  # fmt: skip


def _initial(current: Rules | None) -> dict[str, Any]:
    if current is None:
        return {"margin": 10}
    return {
        "margin": current.margin,
        "delegate": current.delegate,
        "most": current.most,
        "year": current.frame,
    }
