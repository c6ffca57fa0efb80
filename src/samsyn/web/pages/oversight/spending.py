"""What is paid and what of it is digitalisation: per board and year, row by row, and whose cost centres are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.kit.money import tkr
from samsyn.money.models import CostCentre
from samsyn.money.queries.marking import RuleRow, rules
from samsyn.money.queries.spending import Part, booked, centres, matching, parts, unplaced
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.oversight import actions
from samsyn.web.base import files
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip, plain
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.oversight.columns import opened

NOBODY = "Utan nämnd"
ONLY = "Utgiftsregler och kostnadsställen ändras av stadskontoret, i dagens läge."


@dataclass(slots=True)
class Line:
    """A board's rows in one year: öre and how many, marked as digitalisation and in all (rad)."""

    body_id: int | None
    name: str
    year: int
    digital: int = 0
    marked: int = 0
    paid: int = 0
    rows: int = 0

    def add(self, part: Part) -> None:
        """Add the rows of one rule."""
        self.paid, self.rows = self.paid + part.amount, self.rows + part.rows
        if part.digital:
            self.digital, self.marked = self.digital + part.amount, self.marked + part.rows


@dataclass(slots=True)
class RuleLine:
    """A rule with the rows and öre that it decides over (regelrad)."""

    rule: RuleRow
    rows: int = 0
    amount: int = 0


def may_change(request: Request) -> bool:
    """Return whether the visitor may change rules and cost centres, today."""
    what = Thing("money", request.municipality.pk, None)
    return request.as_of is None and may(request.access, "write", what)


def only_office(request: Request) -> dict[str, Any]:
    """Return the keywords of an action; raises NotAllowed unless the visitor may change rules and cost centres."""
    if not may_change(request):
        raise NotAllowed(ONLY)
    return {"by": request.actor, "at": timezone.now()}


def rows_url(**filters: Any) -> str:
    """Return the address of the rows that the filters leave."""
    told = {name: value for name, value in filters.items() if value not in (None, "")}
    return f"{reverse('oversight:spending_rows')}?{urlencode(told)}"


def _marked(line: Line) -> SafeString | str:
    url = rows_url(namnd=line.body_id or "ingen", ar=line.year, slag="digitalt")
    return (
        opened(tkr(line.digital), url, f"tkr digitalisering {line.year} hos {line.name}")
        if line.marked
        else "0"
    )


LINES = (
    Column(
        "name", "Nämnd", head=True, link=lambda line: rows_url(namnd=line.body_id or "ingen", ar=line.year)
    ),
    Column("year", "År", number=True, show=lambda line: str(line.year)),
    Column("digital", "Digitalisering", show=_marked, number=True, unit="tkr"),
    Column("marked", "Rader", number=True),
    Column("paid", "Allt bokfört, netto", number=True, unit="tkr", show=lambda line: tkr(line.paid)),
    Column("rows", "Alla rader", number=True),
)
RULES = (
    Column("title", "Regel", of=lambda line: line.rule.title, head=True,
        link=lambda line: reverse("oversight:rule", args=[line.rule.id])),
    Column("kind", "Gör", of=lambda line: "Räknas" if line.rule.include else "Undantag",
        show=lambda line: chip("requirement", "met", "Räknas") if line.rule.include else plain("x", "Undantag")),
    Column("what", "Känns igen på", of=lambda line: told(line.rule), wide=True),
    Column("why", "Varför", of=lambda line: line.rule.why, wide=True),
    Column("rows", "Rader", number=True, show=lambda line: opened(
        line.rows, rows_url(regel=line.rule.id), f"rader av regeln {line.rule.title}")),
    Column("amount", "Summa", number=True, unit="tkr", show=lambda line: tkr(line.amount)),
)  # fmt: skip


def told(rule: Any) -> str:
    """Return what a rule recognises rows by, in words."""
    known = (("konto", rule.accounts), ("leverantör", rule.suppliers), ("ord", rule.words))
    return " och ".join(f"{name} {text}" for name, text in known if text.strip())


@require_GET
def page(request: Request) -> HttpResponse:
    """Show what is paid per board and year, the rules that mark it, and the cost centres that are nobody's."""
    found = parts(request.access, request.municipality, request.as_of)
    lines = _lines(request, found)
    every = [RuleLine(one) for one in rules(request.municipality, request.as_of)]
    decided = {line.rule.id: line for line in every}
    for part in found:
        if line := decided.get(part.rule or 0):
            line.rows, line.amount = line.rows + part.rows, line.amount + part.amount
    view = View(request, LINES, sort="-digital")
    table = view.arrange(lines, "Utgifter per nämnd och år", search=True)
    by_rule = View(request, RULES, sort="", prefix="regel-").arrange(every, "Regler", search=True)
    for one in (table, by_rule):
        if one.view.export:
            return files.download(one, request)
    homeless = unplaced(request.access, request.municipality) if request.as_of is None else []
    context = {
        "table": table, "rules": by_rule, "may_change": may_change(request), "some": bool(found),
        "digital": sum(line.digital for line in lines), "marked": sum(line.marked for line in lines),
        "rows": sum(line.rows for line in lines), "years": sorted({line.year for line in lines}),
        "homeless": homeless, "homeless_digital": sum(one.digital for one in homeless),
    }  # fmt: skip
    return render(request, "oversight/spending.html", context)


def _lines(request: Request, found: Iterable[Part]) -> list[Line]:
    names = named(request)
    lines: dict[tuple[int | None, int], Line] = {}
    for part in found:
        name = names[part.body_id].name if part.body_id in names else NOBODY
        key = (part.body_id, part.year)
        lines.setdefault(key, Line(part.body_id, name, part.year)).add(part)
    return list(lines.values())


def _exact(öre: int) -> str:
    return tkr(öre) if abs(öre) >= 100_000_00 else f"{öre / 100_000:.1f}".replace(".", ",").replace("-", "−")


def _ruled(one: Any) -> SafeString | str:
    if not one.ruled:
        return format_html('<span class="muted">{}</span>', "Ingen regel")
    return format_html('<a href="{}">{}</a>', reverse("oversight:rule", args=[one.rule_id]), one.ruled)


ROWS = (
    Column("text", "Text", of=lambda one: one.text or one.account_name, head=True, order=("text",),
        under=lambda one: one.project_name or one.project),
    Column("board", "Nämnd", of=lambda one: one.board or NOBODY, order=("body__name",)),
    Column("day", "Dag", order=("day",)),
    Column("account", "Konto", of=lambda one: f"{one.account} {one.account_name}".strip(), order=("account",)),
    Column("supplier", "Leverantör", order=("supplier",)),
    Column("amount", "Belopp", number=True, unit="tkr", show=lambda one: _exact(one.amount), order=("amount",)),
    Column("ruled", "Regel", of=lambda one: one.ruled or "", show=_ruled, order=("rule__title",)),
    Column("voucher", "Verifikation", order=("voucher",)),
    Column("file", "Fil och rad", of=lambda one: f"{one.file}, rad {one.line}", order=("source", "line"), wide=True),
)  # fmt: skip


@require_GET
def rows(request: Request) -> HttpResponse:
    """Show rows of ledgers and invoices, with the rule that marked each."""
    view = View(request, ROWS, sort="-amount")
    ask = {"body": "namnd", "year": "ar", "rule": "regel", "group": "grupp"}
    found = matching(
        booked(request.access, request.municipality, request.as_of), words=view.words,
        **{name: view.filter(word) for name, word in ask.items()},
    )  # fmt: skip
    if kind := view.filter("slag"):
        found = found.filter(digital=kind == "digitalt")
    total = found.count()
    table = view.table(found.order_by(*view.order)[view.window], total, "Bokförda rader")
    if view.export:
        return files.download(table, request)
    names = [(body.id, body.name) for body in named(request).values()]
    every = rules(request.municipality, request.as_of)
    context = {
        "view": view, "table": table, "boards": [("ingen", NOBODY), *names],
        "kinds": [("digitalt", "Digitalisering"), ("annat", "Annat")],
        "rules": [("ingen", "Ingen regel"), *((one.id, one.title) for one in every)],
    }  # fmt: skip
    return render(request, "oversight/spending_rows.html", context)


CENTRES = (
    Column("code", "Kostnadsställe", head=True),
    Column("name", "Namn"),
    Column("board", "Nämnd", of=lambda one: one.body.name if one.body else None,
        show=lambda one: one.body.name if one.body else chip("warn", "Ingen nämnd än")),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def cost_centres(request: Request) -> HttpResponse:
    """Show whose each cost centre is; say it of one, or of all that begin the same."""
    if request.method == "POST":
        who = only_office(request)
        centre = get_object_or_404(
            CostCentre, municipality=request.municipality, code=request.POST.get("code", "")
        )
        board = request.POST.get("body", "")
        body = (
            get_object_or_404(Body, municipality=request.municipality, pk=int(board))
            if board.isdecimal()
            else None
        )
        many = actions.place_centre(**who, centre=centre, body=body, beginning="beginning" in request.POST)
        messages.success(
            request, f"{many} kostnadsställen hör nu till {body.name if body else 'ingen nämnd'}."
        )
        return redirect("oversight:cost_centres")
    every = list(centres(request.municipality))
    view = View(request, CENTRES, sort="code")
    table = view.arrange(every, "Kostnadsställen", search=True)
    if view.export:
        return files.download(table, request)
    context = {
        "table": table, "may_change": may_change(request), "boards": list(named(request).values()),
        "homeless": unplaced(request.access, request.municipality)[:50],
        "codes": [one.code for one in every],
    }  # fmt: skip
    return render(request, "oversight/cost_centres.html", context)
