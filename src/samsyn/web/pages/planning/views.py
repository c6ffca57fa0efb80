"""Forums as they are: what stands on their agendas, which meetings skipped it, who takes part."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.governance.models import Obligation
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.planning import queries
from samsyn.planning.queries import ForumRow, MeetingRow
from samsyn.planning.rules import Treated
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip, plain
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.planning import forms

TONES = {Treated.SKIPPED: "bad", Treated.UNKNOWN: "warn"}
FORUMS = (
    Column("name", "Forum", head=True, under=lambda row: row.kind,
        link=lambda row: reverse("planning:forum", args=[row.id])),
    Column("digital", "Digitalisering stående punkt", of=lambda row: row.digital,
        show=lambda row: plain("check", "Ja", "good") if row.digital else "Nej"),
    Column("held", "Hållna möten", of=lambda row: len(row.held), number=True),
    Column("skipped", "Möten som hoppade över den", of=lambda row: len(row.skipped), number=True),
    Column("latest", "Senaste möte"),
    Column("coming", "Nästa möte"),
)  # fmt: skip


def treatment(row: MeetingRow) -> SafeString | str:
    """Show what a meeting did with digitalisation; what calls for a reader is filled."""
    if row.treated is Treated.TAKEN_UP:
        return plain("check", row.treated.label, "good")
    tone = TONES.get(row.treated)
    return chip(tone, row.treated.label) if tone else row.treated.label


MEETINGS = (
    Column("day", "Möte", head=True, link=lambda row: reverse("planning:meeting", args=[row.id])),
    Column("place", "Plats"),
    Column("treated", "Digitalisering", of=lambda row: row.treated, show=treatment),
    Column("topics", "Punkter", of=lambda row: len(row.topics), number=True),
    Column("present", "Organ på plats", of=lambda row: len(row.present) or None, number=True),
    Column("minutes", "Anteckningar"),
)  # fmt: skip


def may_write(request: Request, body: int | None) -> bool:
    """Return whether the visitor writes for the body that keeps a forum, today."""
    what = Thing("case", request.municipality.pk, body)
    return request.as_of is None and may(request.access, "write", what)


def found(request: Request) -> list[ForumRow]:
    """Return the municipality's forums on the day shown."""
    return queries.forums(request.municipality, request.as_of, request.today)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the forums, or send them as a file."""
    listed = found(request)
    view = View(request, FORUMS, sort="name")
    table = view.arrange(listed, "Forum", search=True)
    if view.export:
        return download(table, request)
    context = {
        "table": table, "digital": [row for row in listed if row.digital],
        "leading": sum(row.digital for row in listed if row.kind == "Ledningsforum"),
        "skipped": [(row, one) for row in listed for one in row.skipped],
        "may_add": may_write(request, request.board.id if request.board else None),
    }  # fmt: skip
    return render(request, "planning/forums.html", context)


@require_GET
def forum(request: Request, pk: int) -> HttpResponse:
    """Show a forum with its standing items, members and meetings."""
    return forum_page(request, pk)


def forum_page(request: Request, pk: int, bound: dict[str, Any] | None = None) -> HttpResponse:
    """Draw a forum's page, with a form that has something to mend in the place of an empty one."""
    row = next((one for one in found(request) if one.id == pk), None)
    if row is None:
        raise Http404("Forumet finns inte här.")
    bodies = named(request)
    view = View(request, MEETINGS, sort="")
    table = view.arrange(row.meetings, f"Möten i {row.name}", search=True)
    if view.export:
        return download(table, request)
    choices = body_choices(request)
    blank = {
        "punkt": forms.StandingForm(initial={"valid_from": request.today}),
        "deltagare": forms.MemberForm(choices={"body": choices}), "mote": forms.MeetingForm(),
    }  # fmt: skip
    context = {
        "row": row, "table": table, "keeper": bodies.get(row.body_id), "forms": blank | (bound or {}),
        "may_write": may_write(request, row.body_id),
        "members": [
            (key, bodies.get(body) if body else None, who, row.taking_part(body) if body else None)
            for key, body, who in row.members
        ],
    }  # fmt: skip
    return render(request, "planning/forum.html", context, status=422 if bound else 200)


def body_choices(request: Request) -> list[tuple[str, str]]:
    """Return the municipality's bodies for a form."""
    return [(str(body.id), body.name) for body in request.acting.bodies.values() if body.confirmed]


@require_GET
def meeting(request: Request, pk: int) -> HttpResponse:
    """Show a meeting's agenda, who took part, and let its keeper fill it in."""
    return meeting_page(request, pk)


def meeting_page(request: Request, pk: int, bound: dict[str, Any] | None = None) -> HttpResponse:
    """Draw a meeting's page, with a form that has something to mend in the place of an empty one."""
    row, one = of_meeting(request, pk)
    bodies, writes = named(request), may_write(request, row.body_id)
    context = {
        "row": row, "one": one, "treated": treatment(one), "may_write": writes,
        "present": [bodies[key] for key in one.present if key in bodies],
        "forms": (meeting_forms(request, row, one) | (bound or {})) if writes else {},
        "held": one.day <= (request.as_of or request.today),
    }  # fmt: skip
    return render(request, "planning/meeting.html", context, status=422 if bound else 200)


def of_meeting(request: Request, pk: int) -> tuple[ForumRow, MeetingRow]:
    """Return a meeting with its forum; raises Http404."""
    for row in found(request):
        for one in row.meetings:
            if one.id == pk:
                return row, one
    raise Http404("Mötet finns inte här.")


def meeting_forms(request: Request, row: ForumRow, one: MeetingRow, data: Any = None) -> dict[str, Any]:
    """Return the forms of a meeting, bound to what was sent when there is something."""
    standing = [(str(item.id), item.title) for item in row.items if one.day in item.period]
    members = {body for _, body, _ in row.members if body}
    there = [(key, name) for key, name in body_choices(request) if int(key) in members | set(one.present)]
    duties = Obligation.objects.filter(clause__version__document__municipality=request.municipality).filter(
        Q(what__icontains="forum") | Q(clause__text__icontains="forum")
    )
    offered = [
        (str(duty.pk), f"{duty.clause.number}: {duty.who} {duty.shall} {duty.what}"[:120])
        for duty in duties.select_related("clause")
    ]
    shown = {"minutes": one.minutes, "present": [str(key) for key in one.present]}
    return {
        "topic": forms.TopicForm(data, choices={"standing": standing}),
        "minutes": forms.MinutesForm(data, choices={"present": there}, initial=shown),
        "evidence": forms.EvidenceForm(data, choices={"obligation": offered}) if offered else None,
    }
