"""Tasks from decisions that nobody has answered, and the reminder to the board's secretary."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from samsyn.cases import actions
from samsyn.cases.models import Commission
from samsyn.organisation.queries import may, require, thing, visible
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries import Unanswered, secretary
from samsyn.oversight.queries import unanswered as open_tasks
from samsyn.web.base import files
from samsyn.web.base.going import back
from samsyn.web.base.looking import open_lens
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.base.tags import days


@require_GET
def unanswered(request: Request) -> HttpResponse:
    """Show the overdue tasks, or with ?visa=alla all without an answer."""
    look = open_lens(request)
    names = {body.id: body.name for body in look.bodies.values()}
    view = View(request, columns(request, names), sort="-late")
    every = open_tasks(look)
    body, everything = view.filter("body"), view.filter("visa") == "alla"
    chosen = [one for one in every if body in ("", str(one.body_id)) and (everything or one.overdue)]
    table = view.arrange(chosen, "Beslut utan svar")
    if view.export:
        return files.download(table, request)
    waiting = {one.body_id for one in every}
    context = {
        "view": view, "table": table, "every": len(every), "overdue": sum(one.overdue for one in every),
        "next_due": next_due(every), "which": [("alla", "Även de som har tid kvar")],
        "boards": [(key, name) for key, name in names.items() if key in waiting],
    }  # fmt: skip
    return render(request, "oversight/unanswered.html", context)


def next_due(tasks: list[Unanswered] | tuple[Unanswered, ...]) -> object:
    """Return the first last day that has not passed, None when there is none."""
    return next((one.due for one in tasks if one.due and not one.overdue), None)


def columns(request: Request, names: dict[int, str]) -> tuple[Column, ...]:
    """Return the columns of open tasks; the button is left out for who may not remind and on earlier days."""
    fixed = (
        Column("decided_by", "Beslut", head=True, link=_case),
        Column("decided_on", "Beslutat"),
        Column("text", "Uppdrag", of=lambda one: one.told, wide=True),
        Column("board", "Till", of=lambda one: names.get(one.body_id)),
        Column("due", "Svar senast"),
        Column("late", "Försenat", show=_late, number=True),
        Column("reminders", "Läge", show=_standing),
    )
    button = Column(
        "remind", "Åtgärd", of=lambda one: "", show=lambda one: _button(request, one, names), sortable=False
    )
    return fixed if request.as_of or "as" in request.GET else (*fixed, button)


def _case(one: Unanswered) -> str:
    return reverse("cases:case", args=[one.case_key]) if one.case_key else ""


def _late(one: Unanswered) -> SafeString | str:
    if one.late is None:
        return "Utan dag"
    return format_html("<b>{}</b>", days(one.late)) if one.overdue else "I tid"


def _standing(one: Unanswered) -> str:
    if one.in_preparation:
        return "Svar i beredning"
    if one.reminders:
        return f"Påmind {one.reminders} {'gång' if one.reminders == 1 else 'ggr'}"
    return "Ej påmind"


def _button(request: Request, one: Unanswered, names: dict[int, str]) -> SafeString | str:
    if not may(request.access, "ask", Thing("case", request.municipality.pk, one.body_id)):
        return ""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="next" value="{}"><button class="as-link">Påminn'
        '<span class="sr-only"> {} om {}</span></button></form>',
        reverse("oversight:remind", args=[one.id]), get_token(request), request.get_full_path(),
        names.get(one.body_id, ""), one.decided_by,
    )  # fmt: skip


@require_POST
def remind(request: Request, task_id: int) -> HttpResponse:
    """Remind the board's secretary by mail of a task, and lead back."""
    mine = Commission.objects.filter(visible(request.access, "case"), municipality=request.municipality)
    task = get_object_or_404(mine.select_related("body"), pk=task_id)
    if request.as_of:
        raise Http404("På en tidigare dag går inget att ändra.")
    require(request.actor, "ask", thing("case", task), request.today)
    to = secretary(task.body_id, request.today)
    if task.answered_on:
        messages.warning(request, f"{task.decided_by} är redan besvarat.")
    elif not to:
        messages.error(
            request, f"{task.body.name} har ingen nämndsekreterare med e-postadress. Lägg till en först."
        )
    else:
        actions.remind(by=request.actor, at=timezone.now(), task=task, to=to)
        messages.success(
            request, f"{task.body.name} har påmints om {task.decided_by}. Brevet gick till {to}."
        )
    return back(request, reverse("oversight:unanswered"))
