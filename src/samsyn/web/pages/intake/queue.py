"""Att granska: open proposals of all documents, those alike taken at once, and the last decision undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Case, Count, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.intake import actions, queries
from samsyn.intake.models import Proposal, Ruling
from samsyn.intake.rules import LABELS
from samsyn.web.base.going import back
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table, View
from samsyn.web.pages.intake.cards import Card, cards
from samsyn.web.pages.intake.forms import decisions

MOST = 200
"""How many are accepted at once: a list that nobody can look through is no list."""
OPEN = (
    Column("confidence", "Säkerhet", order=("confidence",)),
    Column("field", "Slag", order=("field", "confidence")),
    Column("file", "Fil", order=("upload__source__name", "upload", "document", "number")),
)
DECIDED = (Column("decided_at", "När", order=("decided_at",)), *OPEN)
LEVELS = (("osaker", "Osäkra"), ("trolig", "Troliga"), ("saker", "Säkra"))


def board_id(request: Request) -> int | None:
    """Return the board that the visitor acts for."""
    return request.board.id if request.board else None


@require_http_methods(["GET", "POST"])
def queue(plain: HttpRequest) -> HttpResponse:
    """Show what waits in all documents, or what has been decided, and take answers."""
    request: Any = plain
    mine = queries.decidable(request.access, request.municipality, board_id(request))
    errors: dict[int, str] = {}
    if request.method == "POST":
        errors = _decide(request, mine)
        if not errors:
            return redirect(request.get_full_path())
    done = request.GET.get("lage") == "avgjorda"
    view = View(request, DECIDED if done else OPEN, sort="-decided_at" if done else "confidence")
    all_of_them = queries.queue(request.access, request.municipality)
    rows = all_of_them.exclude(state="open") if done else all_of_them.filter(state="open")
    context = {"view": view, "done": done, "levels": LEVELS, "errors": errors, **_counts(rows)}
    found = rows.filter(pk__in=errors) if errors else _filtered(view, rows)
    found = found.annotate(
        doable=Case(When(pk__in=mine.values("pk"), then=Value(True)), default=Value(False))
    )
    table = _table(view, found, "Avgjorda" if done else "Väntar på svar")
    shown = _cards(request, table.rows, mine, errors)
    context |= {
        "table": table, "cards": shown, "doable": any(card.doable for card in shown),
        "last": queries.last_ruling(request.actor, request.municipality) if request.as_of is None else None,
    }  # fmt: skip
    return render(request, "intake/queue.html", context, status=422 if errors else 200)


def _table(view: View, found: QuerySet[Any], caption: str) -> Table:
    ordered = found.select_related("upload__source").order_by(*view.order)
    return view.table(ordered[view.window], found.count(), caption)


def _filtered(view: View, rows: QuerySet[Any]) -> QuerySet[Any]:
    if level := queries.LEVELS.get(view.filter("sakerhet")):
        rows = rows.filter(level)
    if kind := view.filter("slag"):
        rows = rows.filter(field=kind)
    if words := view.filter("fil"):
        rows = rows.filter(upload__source__name__icontains=words)
    return rows


def _counts(rows: QuerySet[Any]) -> dict[str, Any]:
    """Return the kinds of value there are with their numbers, how many they are in all and how many are uncertain."""
    named = (
        rows.order_by()
        .values("field")
        .annotate(count=Count("pk"), few=Count("pk", filter=queries.LEVELS["osaker"]))
    )
    found = {row["field"]: (row["count"], row["few"]) for row in named}
    kinds = [(name, f"{label} ({found[name][0]})") for name, label in LABELS.items() if name in found]
    return {
        "kinds": kinds, "count": sum(count for count, _ in found.values()),
        "unsure": sum(few for _, few in found.values()),
    }  # fmt: skip


def _cards(request: Request, found: Sequence[Any], mine: QuerySet[Any], errors: dict[int, str]) -> list[Card]:
    """Return the page's cards: which of them the visitor may answer, and how many others each is like."""
    shown = cards(found, request.POST, errors)
    if request.as_of is not None or not any(row.doable for row in found):
        return shown
    alike = _alike(mine.filter(field__in={row.field for row in found}))
    return [
        replace(card, doable=row.doable, alike=alike.get(_likeness(row), 0))
        for card, row in zip(shown, found, strict=True)
    ]


def _alike(mine: QuerySet[Any]) -> dict[tuple[Any, ...], int]:
    """Return how many open proposals there are of each likeness (`queries.alike`)."""
    levels = {name: Count("pk", filter=level) for name, level in queries.LEVELS.items()}
    named = mine.exclude(organ=None).order_by().values("field", "reason", "organ").annotate(**levels)
    return {
        (row["field"], row["reason"], row["organ"], name): row[name]
        for row in named
        for name in queries.LEVELS
    }


def _likeness(row: Any) -> tuple[Any, ...]:
    return row.field, row.reason, row.organ, queries.level(row.confidence)


def _decide(request: Request, mine: QuerySet[Any]) -> dict[int, str]:
    keys = _numbers(name.removeprefix("verdict-") for name in request.POST)
    taken, errors = decisions(request.POST, mine.filter(pk__in=keys))
    count = _across(request, taken) if taken else 0
    if count:
        messages.success(request, f"{count} svar sparades.")
    if count < len(keys) - len(errors):
        messages.info(
            request, f"{len(keys) - len(errors) - count} svar sparades inte: de var redan avgjorda."
        )
    if not keys:
        messages.info(request, "Du har inte valt något än. Godta, rätta eller avvisa minst ett förslag.")
    return errors


def _numbers(texts: Iterable[str]) -> list[int]:
    """Return the texts that are a row's number, as numbers."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]


def _across(request: Request, taken: dict[int, actions.Decision]) -> int:
    return actions.decide_across(
        by=request.actor, at=timezone.now(), municipality=request.municipality, decisions=taken,
        body_id=board_id(request),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def alike(plain: HttpRequest, pk: int) -> HttpResponse:
    """Show the proposals that are like one, and accept those that are chosen."""
    request: Any = plain
    rows = queries.queue(request.access, request.municipality).select_related(
        "upload__source", "upload__municipality"
    )
    like = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _accept(request, like)
    found = queries.alike(request.access, like, board_id(request))
    found = found.none() if request.as_of is not None or like.state != "open" else found
    shown = cards(list(found.select_related("upload__source")[:MOST]), {}, {})
    total = found.count()
    context = {
        "cards": shown, "first": cards([like], {}, {})[0], "total": total, "rest": total - len(shown),
        "organ": json.loads(like.organ) if like.organ else "",
    }  # fmt: skip
    return render(request, "intake/alike.html", context)


def _accept(request: Request, like: Proposal) -> HttpResponse:
    chosen = _numbers(request.POST.getlist("chosen")[:MOST])
    count = actions.accept_alike(
        by=request.actor, at=timezone.now(), like=like, chosen=chosen, body_id=board_id(request)
    )
    if count:
        messages.success(request, f"{count} likadana uppgifter godtogs. De kan ångras tillsammans.")
    else:
        messages.info(request, "Ingen uppgift var vald. Ingenting ändrades.")
    return redirect("intake:queue")


@require_POST
def undo(plain: HttpRequest) -> HttpResponse:
    """Take back the visitor's last decision, or say what stands in the way."""
    request: Any = plain
    key = request.POST.get("ruling", "")
    ruling = get_object_or_404(
        Ruling, pk=int(key) if key.isdecimal() else 0, municipality=request.municipality
    )
    try:
        undone = actions.undo(by=request.actor, at=timezone.now(), ruling=ruling, body_id=board_id(request))
    except actions.UndoRefused as sentence:
        messages.error(request, str(sentence))
    else:
        messages.success(request, _told(undone))
    return back(request, redirect("intake:queue").url)


def _told(undone: actions.Undone) -> str:
    opened = "1 uppgift är öppen igen." if undone.opened == 1 else f"{undone.opened} uppgifter är öppna igen."
    said = [opened]
    if undone.removed:
        rows = "1 rad" if undone.removed == 1 else f"{undone.removed} rader"
        said.append(f"{rows} som registrerades ur dem togs bort.")
    if undone.restored:
        rows = "1 äldre rad" if undone.restored == 1 else f"{undone.restored} äldre rader"
        said.append(f"{rows} fick tillbaka det som stod där före.")
    return " ".join([*said, "Händelserna finns kvar i historiken."])
