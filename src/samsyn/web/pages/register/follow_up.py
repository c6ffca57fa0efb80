"""What an initiative costs and gives, what the auditors asked of it, and the forms for benefits and money."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samsyn.audits.queries import measures_of
from samsyn.history.actions import SavedMeanwhile
from samsyn.kit.money import Amount
from samsyn.money.actions import set_budget
from samsyn.money.queries import lines as money_lines
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.register import actions, queries
from samsyn.register.models import Initiative
from samsyn.register.queries import InitiativeFacts
from samsyn.web.base.conflict import Conflict, conflict, read_to, seen
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import View
from samsyn.web.pages.register.additions import BenefitForm, FundForm, asks_measurable, left_out
from samsyn.web.pages.register.editing import opened_whole
from samsyn.web.pages.register.forms import in_tkr
from samsyn.web.pages.register.head import find, head
from samsyn.web.pages.register.money import benefit_finding, chart, legend, shown, summed
from samsyn.web.pages.register.money_columns import BENEFITS, IN_FILE, SOURCES
from samsyn.web.pages.register.rights import today_only

ALL_YEARS = "Mnkr, alla år. År utan prognos räknas med sin budget."


@require_GET
def follow_up(request: Request, number: int) -> HttpResponse:
    """Show what an initiative costs and gives, and what the auditors asked of it, or send a table as a file."""
    return _page(request, number)


def _page(
    request: Request, number: int, benefit: BenefitForm | None = None, fund: FundForm | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:  # fmt: skip
    """Draw the tab; a form with errors stands where it was filled in, as it was filled in."""
    context = head(request, number, "uppföljning")
    facts: InitiativeFacts = context["facts"]
    benefits = queries.benefits_of(facts.id, request.as_of)
    money = summed(money_lines(request.access, facts.id, request.as_of))
    sources = View(request, SOURCES, sort="", prefix="medel-")
    gains = View(request, IN_FILE if "nytta-as" in request.GET else BENEFITS, sort="", prefix="nytta-")
    funds = sources.arrange(money.sources, "Medel per källa", foot=money.total, note=ALL_YEARS)
    given = gains.arrange([shown(row) for row in benefits], "Nyttor", search=True)
    for table in (funds, given):
        if table.view.export:
            return download(table, request)
    context |= {
        "money": money, "chart": chart(money, context["day"]), "legend": legend(money),
        "funds": funds, "benefits": given, "benefit_finding": benefit_finding(benefits),
        "measures": measures_of(request.access, request.municipality, number, request.as_of),
        "benefit_form": benefit or BenefitForm(measurable=asks_measurable(context["every"])),
        "fund_form": fund or FundForm(), "seen": read_to(request, facts.seen, conflict), "conflict": conflict,
        "may_fund": request.as_of is None and _may_fund(request, facts),
    }  # fmt: skip
    status = 409 if conflict else 422 if benefit or fund else 200
    return render(request, "register/follow_up.html", context, status=status)


def _may_fund(request: Request, facts: InitiativeFacts) -> bool:
    what = Thing("money", facts.municipality_id, facts.body_id, bool(facts.secrecy_ground))
    return may(request.access, "write", what)


@require_POST
def promise(request: Request, number: int) -> HttpResponse:
    """Add a benefit."""
    _, compliance, initiative = opened_whole(request, number)
    form = BenefitForm(request.POST, measurable=asks_measurable(compliance))
    if not form.is_valid():
        return _page(request, number, benefit=form)
    given: dict[str, Any] = form.cleaned_data
    actions.promise_benefit(by=request.actor, at=timezone.now(), initiative=initiative, **given)
    messages.success(request, f"Nyttan {given['title']} är tillagd.{left_out(form)}")
    return redirect(reverse("register:follow_up", args=[number]) + "#nytta")


@require_POST
def fund(request: Request, number: int) -> HttpResponse:
    """Set an initiative's money from one source in one year."""
    today_only(request)
    facts, _ = find(request, number)
    initiative = Initiative.objects.select_related("body").get(pk=facts.id)
    if not _may_fund(request, facts):
        raise NotAllowed(f"Du kan läsa medlen men inte ändra dem. {initiative.body}s ekonom sätter dem.")
    form = FundForm(request.POST)
    if not form.is_valid():
        return _page(request, number, fund=form)
    given = form.money()
    try:
        line = set_budget(
            by=request.actor, at=timezone.now(), initiative=initiative, seen=seen(request), **given
        )
    except SavedMeanwhile as meanwhile:
        found = conflict(meanwhile, form, _saved(request, facts, given))
        return _page(request, number, fund=form, conflict=found)
    messages.success(request, f"Medel {line.year} för {facts.ref} är sparade.")
    return redirect(reverse("register:follow_up", args=[number]) + "#medel")


def _saved(request: Request, facts: InitiativeFacts, given: dict[str, Any]) -> dict[str, Any]:
    """Return what is saved of the money that somebody else has set, as the form writes it."""
    line = next(
        one
        for one in money_lines(request.access, facts.id, None)
        if (one.source, one.year, one.currency) == (given["source"].value, given["year"], "SEK")
    )
    typed = [name for name in ("budget", "forecast", "outcome") if given[name] is not None]
    amounts = {name: in_tkr(Amount(getattr(line, name), "SEK")) for name in typed}
    return {**amounts, "decided": "ja" if line.decided else "nej", "decision": line.decision}
