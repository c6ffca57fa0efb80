"""All deviations, and all that has changed."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from samsyn.oversight.queries import all_deviations, last_meeting, open_acts
from samsyn.oversight.rules import RULES
from samsyn.web.base import files
from samsyn.web.base.looking import open_lens
from samsyn.web.base.refs import url
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.oversight.columns import deviation_columns


@require_GET
def deviations(request: Request) -> HttpResponse:
    """Show all that the rules point at, by board and rule."""
    look = open_lens(request)
    names = {body.id: body.name for body in look.bodies.values()}
    view = View(request, deviation_columns(names), sort="")
    every = all_deviations(look)
    body, rule = view.filter("body"), view.filter("rule")
    chosen = [one for one in every if body in ("", str(one.body_id)) and rule in ("", one.rule)]
    table = view.arrange(chosen, "Avvikelser")
    if view.export:
        return files.download(table, request)
    hit = {one.body_id for one in every}
    context = {
        "view": view, "table": table, "every": len(every),
        "rules": [(one.code, f"{one.code} {one.text}") for one in RULES],
        "boards": [(key, name) for key, name in names.items() if key in hit],
    }  # fmt: skip
    return render(request, "oversight/deviations.html", context)


@require_GET
def changes(request: Request) -> HttpResponse:
    """Show every open act since the last meeting, or since the day that the address names, newest first."""
    look = open_lens(request)
    names = {body.id: body.name for body in look.bodies.values()}
    since = _day(request.GET.get("sedan", "")) or last_meeting(look)
    view = View(request, _act_columns(names), sort="-at")
    acts = open_acts(look, since)
    body = view.filter("body")
    acts = acts.filter(body_id=int(body)) if body.isdecimal() else acts
    table = view.table(acts.order_by(*view.order)[view.window], acts.count(), "Ändringar")
    if view.export:
        return files.download(table, request)
    context = {"view": view, "table": table, "since": since, "boards": list(names.items())}
    return render(request, "oversight/changes.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _act_columns(names: dict[int, str]) -> tuple[Column, ...]:
    return (
        Column("sentence", "Vad som hände", head=True, sortable=False),
        Column("at", "Dag", of=lambda act: timezone.localtime(act.at).date(), order=("at",)),
        Column("body", "Nämnd", of=lambda act: names.get(act.body_id), order=("body_id",)),
        Column("by", "Vem", of=lambda act: act.actor_name, order=("actor_name",)),
        Column("ref", "Hör till", link=lambda act: url(act.ref), sortable=False),
    )
