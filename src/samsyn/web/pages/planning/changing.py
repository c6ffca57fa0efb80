"""Changing forums: new ones, what stands on their agendas, who belongs, meetings and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.governance.models import Obligation
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed
from samsyn.planning import actions
from samsyn.planning.models import Forum, ForumMeeting, ForumMember, StandingItem
from samsyn.web.base.request import Request
from samsyn.web.pages.planning import forms
from samsyn.web.pages.planning.views import (
    body_choices,
    forum_page,
    may_write,
    meeting_forms,
    meeting_page,
    of_meeting,
)


def _who(request: Request) -> dict[str, Any]:
    """Return the keywords of an action; raises NotAllowed when an earlier day is shown."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")
    return {"by": request.actor, "at": timezone.now()}


def _body(key: str) -> Body | None:
    return Body.objects.get(pk=key) if key else None


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Add a forum."""
    who = _who(request)
    if not may_write(request, request.board.id if request.board else None):
        raise NotAllowed("Ett forum läggs upp av stadskontoret eller av den nämnd som håller i det.")
    shown = {"body": request.board.id if request.board else ""}
    form = forms.ForumForm(request.POST or None, choices={"body": body_choices(request)}, initial=shown)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.add_forum(**who, **{**said, "body": Body.objects.get(pk=said["body"])})
        except actions.PlanningError as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, "Forumet är upplagt. Lägg till stående punkter, deltagare och möten.")
            return redirect("planning:forum", made.pk)
    return render(request, "planning/new.html", {"form": form}, status=422 if form.errors else 200)


ADDED: dict[
    str, tuple[Callable[..., forms.StandingForm | forms.MemberForm | forms.MeetingForm], Any, str]
] = {
    "punkt": (forms.StandingForm, actions.set_standing, "Punkten står på dagordningarna."),
    "deltagare": (forms.MemberForm, actions.add_member, "Deltagaren är tillagd."),
    "mote": (forms.MeetingForm, actions.plan_meeting, "Mötet är infört."),
}
"""What can be added to a forum: its form, its action and what is said afterwards."""


@require_POST
def add(request: Request, pk: int, what: str) -> HttpResponse:
    """Add a standing item, a member or a meeting to a forum."""
    who = _who(request)
    if what not in ADDED:
        raise Http404("Det går inte att lägga till.")
    forum = get_object_or_404(Forum, pk=pk, municipality=request.municipality)
    make, do, sentence = ADDED[what]
    form = make(request.POST, choices={"body": body_choices(request)} if what == "deltagare" else {})
    if form.is_valid():
        said = form.cleaned_data
        if "body" in said:
            said["body"] = _body(said["body"])
        try:
            do(**who, forum=forum, **said)
        except actions.PlanningError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, sentence)
            return redirect("planning:forum", pk)
    return forum_page(request, pk, {what: form})


@require_POST
def end_standing(request: Request, pk: int) -> HttpResponse:
    """Take an item off a forum's agendas from today on."""
    who = _who(request)
    item = get_object_or_404(
        StandingItem.objects.select_related("forum"), pk=pk, forum__municipality=request.municipality
    )
    actions.end_standing(**who, item=item)
    messages.success(request, f"{item} står inte längre på dagordningarna.")
    return redirect("planning:forum", item.forum_id)


@require_POST
def remove_member(request: Request, pk: int) -> HttpResponse:
    """Let somebody leave a forum."""
    who = _who(request)
    member = get_object_or_404(
        ForumMember.objects.select_related("forum"), pk=pk, forum__municipality=request.municipality
    )
    actions.remove_member(**who, member=member)
    return redirect("planning:forum", member.forum_id)


def _meeting(request: Request, pk: int) -> ForumMeeting:
    return get_object_or_404(
        ForumMeeting.objects.select_related("forum"), pk=pk, forum__municipality=request.municipality
    )


def _filled(request: Request, pk: int, name: str, do: Callable[[ForumMeeting, Any], str]) -> HttpResponse:
    """Do what one of a meeting's forms says and go back to the meeting, or show what to mend."""
    _who(request)
    row, one = of_meeting(request, pk)
    form = meeting_forms(request, row, one, request.POST)[name]
    if form is None:
        raise Http404("Ingen skyldighet gäller forum.")
    if form.is_valid():
        try:
            messages.success(request, do(_meeting(request, pk), form.cleaned_data))
        except actions.PlanningError as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("planning:meeting", pk)
    return meeting_page(request, pk, {name: form})


@require_POST
def topic(request: Request, pk: int) -> HttpResponse:
    """Put a point on a meeting's agenda."""

    def do(meeting: ForumMeeting, said: Any) -> str:
        item = StandingItem.objects.get(pk=said["standing"]) if said["standing"] else None
        actions.add_topic(
            **_who(request), meeting=meeting, title=said["title"], standing=item, outcome=said["outcome"]
        )
        return "Punkten står på dagordningen."

    return _filled(request, pk, "topic", do)


@require_POST
def minutes(request: Request, pk: int) -> HttpResponse:
    """Say where a meeting's notes are and who took part."""

    def do(meeting: ForumMeeting, said: Any) -> str:
        present = list(Body.objects.filter(pk__in=said["present"]))
        actions.note_minutes(**_who(request), meeting=meeting, minutes=said["minutes"], present=present)
        return "Anteckningar och närvaro är införda."

    return _filled(request, pk, "minutes", do)


@require_POST
def evidence(request: Request, pk: int) -> HttpResponse:
    """Count taking part in a meeting as evidence of an obligation."""

    def do(meeting: ForumMeeting, said: Any) -> str:
        duty = Obligation.objects.select_related("clause").get(pk=said["obligation"])
        added = actions.count_as_evidence(**_who(request), meeting=meeting, obligation=duty)
        return f"Belägg infört för {added} organ." if added else "Alla som deltog har redan belägget."

    return _filled(request, pk, "evidence", do)
