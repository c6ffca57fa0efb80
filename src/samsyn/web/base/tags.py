"""Tags and filters for numbers, dates, icons, chips and values: one wording and one shape everywhere."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import override

from samsyn.kit import money
from samsyn.web.base import marks

register = template.Library()
for tag in (marks.icon, marks.chip, marks.verdict, marks.confidence, marks.value):
    register.simple_tag(tag)


@register.filter
def mnkr(öre: int | None) -> str | SafeString:
    """Show öre as millions of kronor, or that the figure is missing."""
    return marks.missing() if öre is None else money.mnkr(öre)


@register.filter
def tkr(öre: int | None) -> str | SafeString:
    """Show öre as thousands of kronor, or that the figure is missing."""
    return marks.missing() if öre is None else money.tkr(öre)


@register.filter
def iso(day: date | datetime | None) -> str | SafeString:
    """Show a day as in tables: 2026-11-20."""
    return marks.missing() if day is None else f"{day:%Y-%m-%d}"


@register.filter
def day(when: date | datetime | None, year: str = "") -> str:
    """Show a day as in sentences: 20 november; with an argument, the year too."""
    if when is None:
        return ""
    with override("sv"):
        return date_format(when, "j F Y" if year else "j F")


@register.filter
def days(count: int | None) -> str | SafeString:
    """Show a number of days: 1 dag, 21 dagar."""
    return marks.missing() if count is None else f"{marks.number(count)} {'dag' if count == 1 else 'dagar'}"


@register.filter
def number(value: float | None) -> str | SafeString:
    """Show a number with thin thousands, decimal comma and true minus."""
    return marks.missing() if value is None else marks.number(value)


@register.filter
def signed(value: float | None) -> str | SafeString:
    """Show a difference with its sign: +12,3, −0,4, 0."""
    return marks.missing() if value is None else ("+" if value > 0 else "") + marks.number(value)


@register.filter
def problem_count(errors: dict[str, list[str]]) -> str:
    """Say in words how much of a form needs mending."""
    count = sum(len(found) for found in errors.values())
    words = ("En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")
    many = words[count - 1] if count <= len(words) else str(count)
    return f"{many} {'uppgift' if count == 1 else 'uppgifter'} behöver rättas"


@register.filter
def chosen(query: QueryDict, name: str) -> str:
    """Return what the address says for a word."""
    return query.get(name, "")


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Draw a form field's control in the look of the house; a label is never a placeholder."""
    return field.as_widget(attrs={"class": "ds-input", "placeholder": False})
