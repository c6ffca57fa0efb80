"""Writing an initiative: a new one, a draft and a change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.governance.queries import goals
from samsyn.governance.queries.process import asking, handbook
from samsyn.kit.money import Amount
from samsyn.kit.periods import swedish_day
from samsyn.kit.phases import not_yet
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed, may
from samsyn.register import actions
from samsyn.register.models import Initiative, Phase
from samsyn.register.queries import Compliance, InitiativeFacts
from samsyn.web.base.conflict import Conflict, conflict, read_to, seen
from samsyn.web.base.request import Request
from samsyn.web.pages.register import from_trace
from samsyn.web.pages.register.forms import (
    UNNAMED,
    EditForm,
    InitiativeForm,
    initial,
)
from samsyn.web.pages.register.head import find
from samsyn.web.pages.register.rights import today_only, writable
from samsyn.web.pages.register.similar import beside, by_itself, joined_at_once, kept, origin_of, typed

NEW = Phase.NEED.value
NO_BOARD = "Du har inget uppdrag där du kan registrera initiativ. Nämndens nämndsekreterare kan ge dig rätt."


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Register an initiative, whole or half-finished; a form with errors comes back with all that was typed."""
    today_only(request)
    boards = [one for one in writable(request, request.acting.bodies) if one.there(request.today)]
    if not boards:
        raise NotAllowed(NO_BOARD)
    own = str(request.board.id) if request.board in boards else ""
    trace = from_trace.asked(request, request.GET.get("spar", ""))
    first = {"body": own, "contact": request.actor.name} | from_trace.prefilled(trace)
    if answer := joined_at_once(request, boards):
        return answer
    given, first = typed(request, first)
    form = InitiativeForm(given, bodies=boards, goals=goals(request.municipality), initial=first)
    day = request.today
    form.guide(handbook(request.municipality, None, day), NEW, not_asked(request, day))
    if given:
        if "draft" in given:
            return _saved(request, _register_draft(request, form, boards[0].id))
        if form.is_valid():
            return _saved(request, _register(request, form))
    context = {"form": form, "drafting": True, "trace": trace, **beside(request, form)}
    return render(request, "register/new.html", context, status=422 if form.errors else 200)


def not_asked(request: Request, day: date) -> set[str]:
    """Return the fields that nothing in force asks for at the start of the way."""
    asked = asking(request.municipality, None, day).of(None, None)
    return {one.field for one in asked if NEW in not_yet(one.phase)}


def _register(request: Request, form: InitiativeForm) -> Initiative:
    return actions.register(
        by=request.actor, at=timezone.now(), municipality=request.municipality, body=_body(form.cleaned_data["body"]),
        cost=form.cleaned_data["cost"], origin=origin_of(request), **form.facts(),
    )  # fmt: skip


def _register_draft(request: Request, form: InitiativeForm, otherwise: int) -> Initiative:
    half, cost = form.half_finished(), form.typed_cost()
    return actions.register(
        by=request.actor, at=timezone.now(), municipality=request.municipality, draft=True,
        body=_body(form.cleaned_data.get("body") or otherwise), cost=cost if cost.raw else None,
        origin=origin_of(request), **half,
    )  # fmt: skip


def _saved(request: Request, initiative: Initiative) -> HttpResponse:
    from_trace.follow(request, initiative)
    if by_itself(request):
        return kept(initiative)
    if initiative.draft:
        messages.success(request, f"Utkastet {initiative.ref} är sparat. Du hittar det under Mina utkast.")
        return redirect("register:edit", initiative.number)
    messages.success(request, f"{initiative.ref} är sparat.")
    return redirect("register:initiative", initiative.number)


def _body(key: Any) -> Body:
    return Body.objects.get(pk=int(key))


@require_http_methods(["GET", "POST"])
def edit(request: Request, number: int) -> HttpResponse:
    """Change an initiative or finish a draft; when somebody saved in between, show both versions (409)."""
    facts, compliance, initiative = opened_whole(request, number)
    if facts.draft and (
        answer := joined_at_once(request, writable(request, request.acting.bodies), initiative)
    ):
        return answer
    form, known = _edit_form(request, facts)
    later = {one.field for one in compliance if not one.due}
    form.guide(handbook(request.municipality, facts.version_id, request.today), facts.phase, later)
    if form.is_bound:
        if facts.draft and "draft" in request.POST:
            return _try(request, form, known, initiative, _keep_draft)
        if form.is_valid():
            return _try(request, form, known, initiative, _change)
    return _edit_page(request, form, facts, status=422 if form.errors else 200)


def opened(request: Request, number: int) -> tuple[InitiativeFacts, Initiative]:
    """Return an initiative to write; without the right, the sentence says who can give it."""
    facts, _, initiative = opened_whole(request, number)
    return facts, initiative


def opened_whole(request: Request, number: int) -> tuple[InitiativeFacts, list[Compliance], Initiative]:
    """Return an initiative to write as `opened` does, with how it meets what is asked."""
    today_only(request)
    facts, compliance = find(request, number)
    initiative = Initiative.objects.select_related("body", "goal", "municipality", "version__document").get(
        pk=facts.id
    )
    if not may(request.access, "write", facts.thing):
        raise NotAllowed(
            f"Du kan läsa men inte ändra här. {initiative.body}s nämndsekreterare kan ge dig rätt."
        )
    return facts, compliance, initiative


def _edit_form(request: Request, facts: InitiativeFacts) -> tuple[EditForm, dict[str, Any]]:
    found = request.acting.bodies
    boards = [one for one in writable(request, found) if one.there(request.today) or one.id == facts.body_id]
    known = initial(facts)
    given, first = typed(request, known, asked_later=facts.draft)
    form = EditForm(
        given, bodies=boards or [found[facts.body_id]], goals=goals(request.municipality), initial=first
    )
    if facts.draft:
        form.left_out.add("why")
    else:
        form.ask_for(known)
    return form, known


def _try(
    request: Request, form: EditForm, known: dict[str, Any], initiative: Initiative, save: Any
) -> HttpResponse:
    """Save unless somebody else has saved since the form was opened."""
    try:
        with transaction.atomic():
            save(request, form, known, initiative, seen(request) or 0, timezone.now())
    except actions.SavedMeanwhile as meanwhile:
        facts, _ = find(request, initiative.number)
        found = conflict(meanwhile, form, initial(facts))
        return _edit_page(request, form, facts, status=409, conflict=found)
    except actions.NotReady as closed:
        form.add_error("phase", f"{closed} Avsteg skrivs under Byt fas.")
    except actions.Invalid as wrong:
        form.add_error("phase", str(wrong))
    else:
        initiative.refresh_from_db()
        return _saved(request, initiative)
    return _edit_page(request, form, find(request, initiative.number)[0], status=422)


def _change(
    request: Request, form: EditForm, known: dict[str, Any], initiative: Initiative, seen: int, at: datetime
) -> None:
    given = form.cleaned_data
    typed_anew = form.data.get("cost", "").strip() != known["cost"]
    cost = (given["cost"] or Amount(None, "SEK")) if typed_anew else None
    begun = {"phase": given["phase"], "phase_since": swedish_day(at)} if initiative.draft else {}
    actions.change(
        by=request.actor, at=at, initiative=initiative, why=given["why"], draft=False, seen=seen, cost=cost,
        body=_body(given["body"]), **form.facts(), **begun,
    )  # fmt: skip
    if not begun and given["phase"] != initiative.phase:
        actions.move(
            by=request.actor, at=at, initiative=initiative, phase=Phase(given["phase"]), why=given["why"]
        )


def _keep_draft(
    request: Request, form: EditForm, known: dict[str, Any], initiative: Initiative, seen: int, at: datetime
) -> None:
    half = form.half_finished()
    half["risk"] = half["risk"] or initiative.risk
    cost = form.typed_cost()
    actions.change(
        by=request.actor, at=at, initiative=initiative, seen=seen, cost=cost if cost.raw != known["cost"] else None,
        body=_body(form.cleaned_data.get("body") or initiative.body_id), **half,
    )  # fmt: skip


def _edit_page(
    request: Request, form: EditForm, facts: InitiativeFacts, *, status: int, conflict: Conflict | None = None
) -> HttpResponse:
    """Draw the form; after an error it still goes on from what the writer had read."""
    context = {
        "form": form, "facts": facts, "drafting": facts.draft, "conflict": conflict,
        "seen": read_to(request, facts.seen, conflict), "unnamed": facts.title == UNNAMED,
    }  # fmt: skip
    if facts.draft:
        context |= beside(request, form, facts.number)
    return render(request, "register/edit.html", context, status=status)
