"""Similar initiatives beside the form that is being filled in: join one, or copy from it; drafts keep themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.history.queries import saved_by
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, visible
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.register.queries.similar import Draft, similar
from samsyn.web.base.request import Request
from samsyn.web.pages.register.forms import UNNAMED
from samsyn.web.pages.register.rights import today_only

COPIED = ("title", "problem", "goal", "process")
"""What is copied where nothing is typed; decision, money, days and people never are."""
CHOSEN = {"track": "project", "reach": "one"}
"""What is copied where the choice stands as it first stood."""
LOOKING = ("copy", "preview")
"""Buttons that show the form again without saving it."""


@require_POST
def look(request: Request) -> HttpResponse:
    """Show the initiatives that are like what is typed so far; posted, so that no log keeps what is typed."""
    today_only(request)
    own = request.POST.get("own", "")
    found = _found(request, request.POST, int(own) if own.isdecimal() and len(own) < 10 else None)
    return render(request, "register/similar.html", found)


def beside(request: Request, form: Any, own: int | None = None) -> dict[str, Any]:
    """Return the similar initiatives for a form as it stands, and which one it was copied from."""
    said = {name: str(form[name].value() or "") for name in ("title", "problem", "process", "body")}
    return {
        "origin": request.POST.get("copy") or request.POST.get("origin", ""),
        **_found(request, said, own),
    }


def _found(request: Request, said: Any, own: int | None) -> dict[str, Any]:
    title = said.get("title", "")
    draft = Draft("" if title == UNNAMED else title, said.get("problem", ""), said.get("process", ""), own)
    found = similar(request.access, request.municipality, draft)
    bodies = request.acting.bodies
    return {
        "similar": [(one, bodies[one.body_id].name) for one in found],
        "chosen_body": said.get("body", ""),
    }


def typed(
    request: Request, first: dict[str, Any], *, asked_later: bool = False
) -> tuple[QueryDict | None, dict[str, Any]]:
    """Return what a form is bound to, and what it begins with.

    A button that only looks begins it anew with what was typed, filled in from the one to copy from. A draft's form
    may come without what a draft isn't asked for; that stands as it was.
    """
    if request.method != "POST":
        return None, first
    given = request.POST.copy()
    if not any(name in given for name in LOOKING):
        for name in ("phase", "risk") if asked_later else ():
            given.setdefault(name, first[name])
        return given, first
    said = {**first, **{name: text for name, text in given.items() if isinstance(text, str)}}
    return None, said | _copied(request, said)


def _copied(request: Request, said: dict[str, Any]) -> dict[str, Any]:
    origin = _seen(request, request.POST.get("copy", ""))
    if origin is None:
        return {}
    taken = {name: getattr(origin, name) for name in ("title", "problem", "process")} | {
        "goal": str(origin.goal_id or "")
    }
    filled = {name: taken[name] for name in COPIED if not said.get(name) or said[name] == UNNAMED}
    chosen = {
        name: getattr(origin, name) for name, usual in CHOSEN.items() if said.get(name) in (usual, None)
    }
    return filled | chosen


def origin_of(request: Request) -> Initiative | None:
    """Return the initiative that the form says it was copied from, if the visitor may see it."""
    return _seen(request, request.POST.get("origin", ""))


def _seen(request: Request, number: str) -> Initiative | None:
    if not (number.isdecimal() and len(number) < 10):
        return None
    found = Initiative.objects.filter(
        visible(request.access, "initiative"), municipality=request.municipality
    )
    return found.select_related("body").filter(draft=False, number=int(number)).first()


def joined_at_once(
    request: Request, boards: Sequence[BodyRow], draft: Initiative | None = None
) -> HttpResponse | None:
    """Let the chosen board join the initiative that a button names, with what was typed as its need; None without."""
    if "join" not in request.POST:
        return None
    initiative = _seen(request, request.POST["join"])
    if initiative is None:
        raise Http404("Initiativet finns inte här.")
    keys = {str(one.id) for one in boards}
    own = str(request.board.id) if request.board else ""
    chosen = next((key for key in (request.POST.get("body", ""), own) if key in keys), str(boards[0].id))
    rest = f" Utkastet {draft.ref} finns kvar under Mina utkast." if draft else ""
    _join(request, initiative, Body.objects.get(pk=int(chosen)), request.POST.get("problem", ""), rest)
    return redirect("register:initiative", initiative.number)


def _join(request: Request, initiative: Initiative, body: Body, need: str, rest: str = "") -> None:
    try:
        actions.join(by=request.actor, at=timezone.now(), initiative=initiative, body=body, need=need)
        messages.success(request, f"{body.name} deltar nu i {initiative.ref} {initiative.title}.{rest}")
    except actions.Invalid as wrong:
        messages.error(request, f"{wrong}{rest}")


def by_itself(request: Request) -> bool:
    """Return whether a draft is being kept by the page itself, not by a press on a button."""
    return "autosave" in request.POST


def kept(initiative: Initiative) -> HttpResponse:
    """Tell the page that keeps a draft where it lies and what it goes on from."""
    told = f"Utkastet {initiative.ref} sparades {timezone.localtime():%H.%M}."
    url = reverse("register:edit", args=[initiative.number])
    return JsonResponse({"url": url, "seen": saved_by(initiative).pk, "own": initiative.number, "told": told})
