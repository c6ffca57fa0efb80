"""What is decided or paid for but not documented: each trace, whose it may be, and what people say of it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.kit.refs import numbered
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.oversight import actions
from samsyn.oversight.models import Trace
from samsyn.oversight.queries import Lens
from samsyn.oversight.queries.traces import Mention, TraceLine, chosen, lines, mentions, suggested
from samsyn.oversight.rules.matching import Suggestion
from samsyn.register.models import Initiative
from samsyn.web.base import files
from samsyn.web.base.looking import lens, named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.oversight.spending import rows_url

KINDS = dict(Trace.KINDS)
STATES = [("kopplade", "Kopplade"), ("avforda", "Inte digitalisering"), ("alla", "Alla")]
TODAY = "Du kan läsa spåren. Vad de är sägs i dag av den som får ändra nämndens initiativ."
_NUMBER = re.compile(r"\s*(?:I-?)?0*(\d{1,6})\s*", re.IGNORECASE)


def _columns(names: dict[int, BodyRow], likely: dict[int, list[Suggestion]]) -> tuple[Column, ...]:
    def board(one: TraceLine) -> str:
        return names[one.body_id].name if one.body_id in names else ""

    def standing(one: TraceLine) -> SafeString | str:
        return _standing(one, likely.get(one.id, []))

    return (
        Column("title", "Vad spåret säger", head=True, order=("swedish",), wide=True,
            link=lambda one: reverse("oversight:trace", args=[one.id])),
        Column("board", "Nämnd", of=board, order=("body__name",)),
        Column("kind", "Slag", of=lambda one: KINDS[one.kind], order=("kind",)),
        Column("origin", "Källa", show=source, order=("origin",), wide=True),
        Column("seen_on", "Sett", order=("seen_on",)),
        Column("amount", "Belopp", order=("amount",), number=True, unit="tkr"),
        Column("standing", "Hör till", of=_said, show=standing, sortable=False, wide=True),
    )  # fmt: skip


def source(one: TraceLine) -> SafeString | str:
    """Return where a trace comes from, opening the rows it sums."""
    if one.kind not in Trace.PAID or not one.key:
        return one.origin
    url = rows_url(namnd=one.body_id, ar=one.year, grupp=one.key, slag="digitalt")
    return format_html('<a href="{}">{}</a>', url, one.origin)


def _said(one: TraceLine) -> str:
    if one.initiative_number is not None:
        return numbered("I", one.initiative_number)
    return "Inte digitalisering" if one.dismissed else ""


def _standing(one: TraceLine, likely: list[Suggestion]) -> SafeString | str:
    if one.initiative_number is not None:
        return _initiative(one.initiative_number, numbered("I", one.initiative_number))
    if one.dismissed:
        return chip("info", "Inte digitalisering")
    if not likely:
        return format_html('<span class="muted">{}</span>', "Inget förslag")
    best = likely[0]
    return format_html(
        "{} {}?", "Kanske", _initiative(best.number, f"{numbered('I', best.number)} {best.title}")
    )


def _initiative(number: int, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("register:initiative", args=[number]), words)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the traces that nothing is said of, the most expensive first; others by filter."""
    look, names = lens(request), named(request)
    first = View(request, _columns(names, {}), sort="-amount")
    found = chosen(
        look,
        state=first.filter("lage"),
        body=first.filter("namnd"),
        kind=first.filter("slag"),
        words=first.words,
    )
    total = found.count()
    shown = lines(found.order_by(*first.order)[first.window])
    likely = {} if first.export or request.as_of else suggested(look, shown)
    view = View(request, _columns(names, likely), sort="-amount")
    table = view.table(shown, total, "Spår")
    if view.export:
        return files.download(table, request)
    context = {
        "view": view, "table": table, "states": STATES, "kinds": Trace.KINDS,
        "boards": [(body.id, body.name) for body in names.values()], "may_say": _may(request, None),
    }  # fmt: skip
    return render(request, "oversight/traces.html", context)


def _may(request: Request, body_id: int | None) -> bool:
    what = Thing("initiative", request.municipality.pk, body_id)
    return request.as_of is None and may(request.access, "write", what)


def _who(request: Request) -> dict[str, Any]:
    if request.as_of is not None:
        raise NotAllowed(TODAY)
    return {"by": request.actor, "at": timezone.now()}


@require_http_methods(["GET", "POST"])
def trace(request: Request, pk: int) -> HttpResponse:
    """Show a trace with where it comes from and whose it may be; say what it is, or take it back."""
    look = lens(request)
    one = next(iter(lines(chosen(look, state="alla").filter(id=pk))), None)
    row = get_object_or_404(Trace, pk=one.id if one else None)
    assert one is not None
    problem = _say(request, row) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("oversight:trace", pk)
    mine = Initiative.objects.filter(municipality=request.municipality)
    said = mine.filter(number=one.initiative_number or 0).first()
    context = {
        "one": one, "kind": KINDS[one.kind], "body": look.bodies[one.body_id], "source": source(one),
        "likely": [] if request.as_of else suggested(look, [one]).get(one.id, []), "problem": problem,
        "may_say": _may(request, one.body_id), "initiative": said, "typed": request.POST,
    }  # fmt: skip
    return render(request, "oversight/trace.html", context, status=422 if problem else 200)


def _say(request: Request, row: Trace) -> str:
    """Do what the form asks with a trace; returns why it cannot be done, or nothing."""
    who = _who(request)
    if "reopen" in request.POST:
        actions.reopen(**who, trace=row)
        messages.success(request, "Spåret är öppet igen.")
        return ""
    if "dismiss" in request.POST:
        try:
            actions.dismiss(**who, trace=row, why=request.POST.get("why", ""))
        except actions.NoReason as wrong:
            return str(wrong)
        messages.success(request, "Sparat. Spåret räknas inte längre.")
        return ""
    found = _initiative_of(request)
    if found is None:
        return "Skriv numret på ett initiativ som finns, till exempel I-0012."
    many = actions.match(**who, trace=row, initiative=found)
    years = f" Det gäller {many} år av samma sak." if many > 1 else ""
    messages.success(request, f"Spåret hör nu till {found.ref}.{years}")
    return ""


def _initiative_of(request: Request) -> Initiative | None:
    typed = _NUMBER.fullmatch(request.POST.get("number", ""))
    mine = Initiative.objects.filter(municipality=request.municipality)
    return mine.filter(number=int(typed[1])).first() if typed else None


@require_http_methods(["GET", "POST"])
def decisions(request: Request) -> HttpResponse:
    """Show decisions and commissions that speak of something digital without an initiative; say whether they are."""
    look, names = lens(request), named(request)
    if request.method == "POST":
        return _decide(request, look)
    view = View(request, _mentioned(names), sort="-day")
    table = view.arrange(mentions(look), "Beslut som kan vara digitalisering", search=True)
    if view.export:
        return files.download(table, request)
    context = {
        "table": table,
        "boards": list(names.values()),
        "may_say": _may(request, None) or _some(request),
    }
    return render(request, "oversight/trace_decisions.html", context)


def _some(request: Request) -> bool:
    return any(_may(request, body_id) for body_id in named(request))


def _mentioned(names: dict[int, BodyRow]) -> tuple[Column, ...]:
    return (
        Column(
            "title",
            "Rubrik",
            head=True,
            wide=True,
            under=lambda one: one.quote if one.quote != one.title else "",
        ),
        Column("board", "Nämnd", of=lambda one: names[one.body_id].name if one.body_id in names else ""),
        Column("day", "Dag"),
        Column("origin", "Källa", wide=True),
        Column("ask", "Är det digitalisering?", of=lambda one: "", show=_buttons, sortable=False),
    )


BUTTON = (
    '<button class="ds-button" data-variant="secondary" data-size="sm" name="{}" value="{}" form="beslut">'
    '{}<span class="sr-only">: {}</span></button>'
)


def _buttons(one: Mention) -> SafeString:
    buttons = (("ja", "Ja"), ("nej", "Nej"))
    return format_html_join(" ", BUTTON, ((key, one.origin, words, one.title) for key, words in buttons))


def _decide(request: Request, look: Lens) -> HttpResponse:
    who = _who(request)
    origin = request.POST.get("ja") or request.POST.get("nej") or ""
    found = next((one for one in mentions(look) if one.origin == origin), None)
    if found is None:
        messages.info(request, "Det beslutet har redan fått ett svar.")
        return redirect("oversight:trace_decisions")
    made = actions.note_trace(
        **who, body=Body.objects.get(pk=found.body_id), kind=found.kind, origin=found.origin, title=found.title[:300],
        seen_on=found.day, quote=found.quote, diary=found.diary[:60],
    )  # fmt: skip
    if "nej" in request.POST:
        actions.dismiss(
            **who, trace=made, why=f"{request.actor.name} bedömde att beslutet inte är digitalisering"
        )
        messages.success(request, "Sparat. Beslutet frågas inte om igen.")
        return redirect("oversight:trace_decisions")
    messages.success(request, f"{found.title} är nu ett spår.")
    return redirect("oversight:trace", made.pk)
