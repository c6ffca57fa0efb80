"""The columns of benefits: per board promised beside measured, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samsyn.kit.money import mnkr
from samsyn.register.models import Benefit
from samsyn.register.queries.benefits import BenefitLine, Promised
from samsyn.web.base.marks import chip, value
from samsyn.web.base.tables import Column

KINDS, ECONOMIES = dict(Benefit.KINDS), dict(Benefit.ECONOMIES)
UNMEASURED = mark_safe('<span class="muted">ej mätt</span>')


@dataclass(frozen=True, slots=True)
class Board:
    """A board's promises by its name, or the whole municipality's without a code (nämnd)."""

    body: str
    code: str
    sums: Promised

    def url(self, **more: str) -> str:
        """Return the address of the board's benefits in the list below."""
        wanted = "&".join(f"{name}={text}" for name, text in (("body", self.code), *more.items()) if text)
        return f"{reverse('register:benefits')}?{wanted}#alla"


def whole(boards: Sequence[Board]) -> Board:
    """Return the sum of the boards."""
    names = [field.name for field in fields(Promised) if field.name != "body_id"]
    return Board(
        "Hela kommunen", "", Promised(0, *(sum(getattr(one.sums, name) for one in boards) for name in names))
    )


def _opening(name: str, label: str, **more: str) -> Column:
    """Return a column whose figure opens its benefits in the list below."""
    return Column(
        name, label, of=lambda one: getattr(one.sums, name), number=True,
        link=lambda one: one.url(**more) if getattr(one.sums, name) else "",
    )  # fmt: skip


def _sum(name: str) -> dict[str, Any]:
    """Return how a sum is shown; a board with no benefit in money has none, which is not zero."""
    return {
        "of": lambda one: getattr(one.sums, name) if one.sums.in_money else None, "number": True, "unit": "mnkr/år",
        "show": lambda one: mnkr(getattr(one.sums, name)) if one.sums.in_money else value(None),
    }  # fmt: skip


BOARDS = (
    Column("body", "Nämnd", head=True),
    _opening("count", "Nyttor"),
    Column("low", "Lågt", **_sum("low")),
    Column("likely", "Troligt", **_sum("likely")),
    Column("high", "Högt", **_sum("high")),
    _opening("valued", "Mätta", state="measured"),
    Column("measured", "Mätt", of=lambda one: one.sums.measured, number=True, unit="mnkr/år",
           show=lambda one: mnkr(one.sums.measured) if one.sums.promised else UNMEASURED,
           under=lambda one: f"av lovade {mnkr(one.sums.promised)}" if one.sums.promised else ""),
    _opening("due", "Väntar på mätning", state="due"),
    _opening("unowned", "Saknar ägare", state="unowned"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit with its board's name, on the day it is seen (rad)."""

    row: BenefitLine
    body: str
    day: date


def _due(line: Line) -> str | SafeString:
    late = chip("warn", "Mät nu") if line.row.due(line.day) else ""
    return format_html("{} {}", value(line.row.measured_on), late)


def _valued(line: Line) -> str | SafeString:
    if line.row.value is None:
        return UNMEASURED
    return format_html('{}<span class="under">{}</span>', value(line.row.shown("value")), line.row.valued_on)


def _figure(name: str, label: str) -> Column:
    return Column(
        name, label, of=lambda line: line.row.shown(name), show=lambda line: value(line.row.shown(name)), number=True,
        order=("unit", name),
    )  # fmt: skip


LINES = (
    Column("title", "Nytta", of=lambda line: line.row.title, head=True, order=("title",),
           link=lambda line: reverse("register:benefit", args=[line.row.number, line.row.id]),
           under=lambda line: f"{line.row.ref} {line.row.initiative_title}"),
    Column("body", "Nämnd", order=("body_id",)),
    Column("kind", "Slag", of=lambda line: KINDS[line.row.kind], order=("kind",),
           under=lambda line: ECONOMIES.get(line.row.economy, "")),
    Column("unit", "Enhet", of=lambda line: "tkr" if line.row.in_money else line.row.unit, order=("unit",)),
    _figure("low", "Lågt"), _figure("likely", "Troligt"), _figure("high", "Högt"),
    Column("value", "Mätt", of=lambda line: line.row.shown("value"), show=_valued, number=True,
           order=("unit", "value")),
    Column("owner", "Nyttoägare", of=lambda line: line.row.owner, order=("owner",),
           show=lambda line: line.row.owner or chip("requirement", "missing")),
    Column("measured_on", "Mäts", of=lambda line: line.row.measured_on, show=_due, order=("measured_on",)),
)  # fmt: skip
