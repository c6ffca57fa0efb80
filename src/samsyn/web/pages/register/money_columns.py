"""The columns of an initiative's money and benefits, on the page and in files."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.kit.money import mnkr
from samsyn.register.models import Benefit as BenefitModel
from samsyn.web.base.marks import chip, value
from samsyn.web.base.tables import Column
from samsyn.web.pages.register.benefit_columns import UNMEASURED
from samsyn.web.pages.register.money import Benefit, SourceSum

KINDS = dict(BenefitModel.KINDS)


def _difference(one: SourceSum) -> str | SafeString:
    if one.difference is None:
        return value(None)
    return f"{'+' if one.difference > 0 else ''}{mnkr(one.difference)}"


SOURCES = (
    Column("label", "Källa", head=True, under=lambda one: ", ".join(one.decisions)),
    Column("budget", "Budget", number=True, unit="mnkr"),
    Column("outcome", "Utfall", number=True, unit="mnkr"),
    Column("forecast", "Prognos", number=True, unit="mnkr"),
    Column("difference", "Skillnad", show=_difference, number=True, unit="mnkr"),
)


def _unit(one: Benefit) -> str:
    per_year = " per år" if one.row.in_money else ""
    return f"{one.unit}{per_year}{f', i dag {one.baseline}' if one.baseline else ''}"


def _owner(one: Benefit) -> str | SafeString:
    return one.row.owner or chip("requirement", "missing")


def _measured(one: Benefit) -> str | SafeString:
    if one.row.measured_on is None:
        return format_html('<span class="muted">{}</span>', "ej bestämt")
    return one.row.measured_on.isoformat()


def _valued(one: Benefit) -> str | SafeString:
    if one.row.value is None:
        return UNMEASURED
    return format_html('{}<span class="under">{}</span>', value(one.row.shown("value")), one.row.valued_on)


_TITLE = Column(
    "title", "Nytta", of=lambda one: one.row.title, head=True, under=_unit,
    link=lambda one: reverse("register:benefit", args=[one.row.number, one.row.id]),
)  # fmt: skip
_FIGURES = (
    Column("low", "Lågt", of=lambda one: one.row.shown("low"), show=lambda one: value(one.low), number=True),
    Column("likely", "Troligt", of=lambda one: one.row.shown("likely"),
        show=lambda one: format_html("<b>{}</b>", value(one.likely)), number=True),
    Column("high", "Högt", of=lambda one: one.row.shown("high"), show=lambda one: value(one.high), number=True),
)  # fmt: skip
_REST = (
    Column("value", "Mätt", of=lambda one: one.row.shown("value"), show=_valued, number=True),
    Column("owner", "Nyttoägare", of=lambda one: one.row.owner, show=_owner),
    Column("measured_on", "Mäts", of=lambda one: one.row.measured_on, show=_measured),
)
BENEFITS = (
    _TITLE,
    Column("range", "Spann", of=lambda one: "", show=lambda one: one.picture, wide=True, sortable=False),
    *_FIGURES, *_REST,
)  # fmt: skip
IN_FILE = (
    _TITLE, Column("kind", "Slag", of=lambda one: KINDS[one.row.kind]), Column("unit", "Enhet"),
    Column("baseline", "I dag"), *_FIGURES, *_REST,
)  # fmt: skip
"""What a file carries: words instead of the picture."""
