"""Small marks inside text and tables: icons, chips, verdicts, values. Fast, since a table holds hundreds."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cache, lru_cache, singledispatch
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samsyn.intake.rules import LIKELY, SURE
from samsyn.kit.money import NO_BREAK_SPACE, TRUE_MINUS, Amount, exact, mnkr, tkr
from samsyn.kit.scales import Scale, Verdict
from samsyn.reports.charts import verdict_steps

ICONS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "icons"


class Mark(NamedTuple):
    """How a state looks: its words, its icon, its tone, and whether it calls for a reader (filled)."""

    words: str
    icon: str
    tone: str = ""
    filled: bool = False


MARKS: dict[str, dict[str, Mark]] = {
    "state": {
        "on_track": Mark("Enligt plan", "circle-check", "good"),
        "deviation": Mark("Avvikelse", "triangle-alert", "warn", True),
        "serious": Mark("Allvarlig avvikelse", "circle-alert", "bad", True),
        "none": Mark("Ingen rapport", "circle-dashed", "", True),
    },
    "freshness": {
        "current": Mark("Aktuell", "circle-check", "good"),
        "ageing": Mark("Åldras", "clock", "warn", True),
        "stale": Mark("Inaktuell", "clock-alert", "bad", True),
    },
    "stance": {
        "tillstyrker": Mark("Tillstyrker", "circle-check", "good"),
        "med synpunkter": Mark("Med synpunkter", "message-circle", "info", True),
        "delvis": Mark("Delvis", "contrast", "warn", True),
        "avstyrker": Mark("Avstyrker", "circle-x", "bad", True),
        "avstår": Mark("Avstår", "circle-minus"),
        "": Mark("Inget svar", "circle-dashed"),
    },
    "disposition": {
        "beaktas": Mark("Beaktas", "circle-check", "good", True),
        "beaktas delvis": Mark("Beaktas delvis", "contrast", "warn", True),
        "beaktas ej": Mark("Beaktas ej", "circle-x", "bad", True),
    },
    "requirement": {
        "met": Mark("Uppfyllt", "check", "good"),
        "missing": Mark("Saknas", "triangle-alert", "warn", True),
        "not_applicable": Mark("Gäller ej", "minus"),
    },
    "link": {
        "proven": Mark("Belagd", "check", "good"),
        "missing": Mark("Saknas", "triangle-alert", "warn", True),
        "waiting": Mark("Väntar", "clock", "", True),
    },
    "outcome": {
        "bifall": Mark("Bifall", "circle-check", "good"),
        "avslag": Mark("Avslag", "circle-x", "bad", True),
        "återremiss": Mark("Återremiss", "corner-down-right", "warn", True),
        "bordläggning": Mark("Bordläggning", "clock", "warn", True),
        "remitteras": Mark("Remitteras", "send", "info", True),
        "antas": Mark("Antas", "check", "good"),
        "godkänns": Mark("Godkänns", "check-check", "good"),
        "fastställs": Mark("Fastställs", "gavel", "good"),
        "besvarad": Mark("Anses besvarad", "message-circle", "", True),
        "val": Mark("Val", "users"),
        "noteras": Mark("Noteras", "book-open"),
        "utgår": Mark("Utgår", "minus", "", True),
    },
    "measure": {
        "done": Mark("Klar", "circle-check", "good"),
        "ongoing": Mark("Pågår", "loader"),
        "planned": Mark("Planerad", "circle"),
        "overdue": Mark("Försenad", "clock-alert", "bad", True),
        "conditional": Mark("Villkorad", "git-branch", "", True),
    },
    "risk": {
        "high": Mark("Hög", "triangle-alert", "warn", True),
        "medium": Mark("Medel", "triangle"),
        "low": Mark("Låg", "circle"),
        "none": Mark("Ej bedömd", "circle-dashed"),
    },
}
TONE_ICONS = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert", "info": "info"}
CONFIDENCE = ("Osäker", "Trolig", "Säker")


class NotConcerned(Enum):
    """Marks a cell that a body has nothing to do with (berörs ej)."""

    VALUE = "Berörs ej"


class Withheld(NamedTuple):
    """A value that is there but kept back, with the ground for it (undantaget värde)."""

    ground: str


@cache
def icon(name: str) -> SafeString:
    """Draw an icon by its name in the icon set; it is decoration, the words beside it carry the meaning."""
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.index("</svg>")]
    inside = "".join(line.strip() for line in inside.splitlines())
    return mark_safe(  # noqa: S308  our own file
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{inside}</svg>'
    )


def chip(kind: str, key: str | None = "", words: str = "") -> SafeString:
    """Show a state in words with its icon, filled when it calls for a reader.

    `kind` and `key` as in MARKS, `words` instead of the usual ones; or a tone (good, warn, bad, info) and free words.
    """
    if kind in MARKS:
        name = str(getattr(key, "value", key) or ("none" if "none" in MARKS[kind] else ""))
        corrected = (
            kind == "outcome" and name not in MARKS[kind]
        )  # a person may have written a word of their own
        mark = Mark(name.capitalize(), "circle") if corrected else MARKS[kind][name]
    else:
        mark = Mark(str(key), TONE_ICONS.get(kind, "circle"), kind, True)
    return _chip(Mark(words or mark.words, *mark[1:]))


def plain(icon_name: str, words: str, tone: str = "") -> SafeString:
    """Show words with an icon, without any fill."""
    return _chip(Mark(words, icon_name, tone))


@lru_cache(1024)
def _chip(mark: Mark) -> SafeString:
    fill = mark_safe(" data-fill") if mark.filled else ""
    return format_html(
        '<span class="chip" data-tone="{}"{}>{}{}</span>', mark.tone, fill, icon(mark.icon), mark.words
    )


@cache
def verdict(key: str | None, bare: bool = False) -> SafeString:
    """Show a verdict as five rising steps with its words, heard but not seen if `bare`; no key is one not made."""
    grade = Verdict(str(getattr(key, "value", key)).lower()) if key else None
    return _verdict(grade, bare)


@cache
def _verdict(grade: Verdict | None, bare: bool) -> SafeString:
    steps = mark_safe(str(verdict_steps(grade.step if grade else None)))  # noqa: S308  numbers only
    hidden = mark_safe(' class="sr-only"') if bare else ""
    words = grade.label if grade else "Ej prövad"
    return format_html('<span class="verdict">{}<span{}>{}</span></span>', steps, hidden, words)


def confidence(share: float, reason: str = "") -> SafeString:
    """Show how sure a reading is: three dots, a word and the reason; `share` is 0–1."""
    level = 2 if share >= SURE else 1 if share >= LIKELY else 0
    return format_html(
        '<span class="confidence">{}<b>{}</b>{}</span>',
        _dots(level),
        CONFIDENCE[level],
        format_html(' <span class="small muted">{}</span>', reason) if reason else "",
    )


@cache
def _dots(level: int) -> SafeString:
    dots = "".join(
        f'<circle class="{"on" if n <= level else "off"}" cx="{n * 9 + 5}" cy="5" r="3.5"/>' for n in range(3)
    )
    return mark_safe(f'<svg viewBox="0 0 28 10" aria-hidden="true">{dots}</svg>')  # noqa: S308  numbers only


def number(value: float, places: int | None = None) -> str:
    """Return a number with no-break thousands, decimal comma and true minus; whole numbers have no decimals."""
    shown = places if places is not None else (0 if float(value).is_integer() else 1)
    text = f"{abs(value):,.{shown}f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    return (TRUE_MINUS if value < 0 and any(sign in "123456789" for sign in text) else "") + text


@cache
def missing() -> SafeString:
    """Show that nobody has given the value."""
    return mark_safe('<span class="empty-value">Uppgift saknas</span>')


@lru_cache(1024)
def withheld(ground: str) -> SafeString:
    """Show a lock and the ground for keeping a value back."""
    return format_html(
        '<span class="withheld">{}<span class="sr-only">Undantaget: </span>{}</span>', icon("lock"), ground
    )


def value(what: Any, unit: str = "") -> str | SafeString:
    """Show any value the one right way: 0 is 0, None is missing, withheld has its lock, money its unit (mnkr, tkr)."""
    return missing() if what is None or what == "" else _shown(what, unit)


@singledispatch
def _shown(what: Any, unit: str) -> str | SafeString:
    return what if isinstance(what, SafeString) else str(what)


@_shown.register
def _(what: Withheld, unit: str) -> str | SafeString:
    return withheld(what.ground)


@_shown.register
def _(what: NotConcerned, unit: str) -> str | SafeString:
    return format_html('<span class="empty-value">{}</span>', what.value)


@_shown.register
def _(what: bool, unit: str) -> str | SafeString:
    return "Ja" if what else "Nej"


@_shown.register(int)
@_shown.register(float)
def _(what: float, unit: str) -> str | SafeString:
    if unit in ("mnkr", "tkr"):
        return mnkr(int(what)) if unit == "mnkr" else tkr(int(what))
    return number(what) + (f"{NO_BREAK_SPACE}{unit}" if unit else "")


@_shown.register
def _(what: date, unit: str) -> str | SafeString:
    return format_html("<time>{}</time>", f"{what:%Y-%m-%d}")


@_shown.register
def _(what: Amount, unit: str) -> str | SafeString:
    if what.withheld:
        return withheld(what.withheld)
    if what.minor is None:
        return missing()
    if what.currency == "SEK" and unit:
        return value(what.minor, unit)
    return f"{exact(what.minor)}{NO_BREAK_SPACE}{what.currency}"


@_shown.register
def _(what: Scale, unit: str) -> str | SafeString:
    kinds = {"State": "state", "Freshness": "freshness", "Stance": "stance", "Risk": "risk"}
    if isinstance(what, Verdict):
        return verdict(what.value)
    kind = kinds.get(type(what).__name__)
    return chip(kind, what.value) if kind else what.label
