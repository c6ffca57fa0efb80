"""Decisions in minutes as the red thread meets them, by the ways people name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from samsyn.cases.models import Case, DecisionPoint, Item
from samsyn.kit.diary import find_decisions
from samsyn.kit.refs import decision
from samsyn.oversight.queries.scope import Lens

DECIDED = re.compile(
    r"(?P<body>[^\W\d]\D*?) *§ *(?P<paragraph>\d+[a-z]?)(?:[/ ,]+(?P<year>\d{4}).*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in minutes: which body, day, § and cases as (number, key), with its first point's force (beslut)."""

    ref: str
    title: str
    cases: tuple[tuple[str, str], ...]
    body: str = ""
    code: str = ""
    day: date = date.min
    force: str = ""
    to: str = ""
    outcome: str = ""

    @property
    def told(self) -> str:
        """Return the day, and what was done that day in a word."""
        return f"{self.day} {self.outcome or self.force}".rstrip()


Items = dict[tuple[str, str, date], Decided]


def named(text: str) -> Q | None:
    """Return the filter for the decisions that a text such as "KS § 198/2026" names, None when it names none."""
    if exact := find_decisions(text):
        one = exact[0]
        return _of_body(one.body) & Q(meeting__day=one.date, paragraph=one.paragraph)
    if found := DECIDED.fullmatch(text.strip()):
        place = _of_body(found["body"]) & Q(paragraph=found["paragraph"])
        return place & Q(meeting__day__year=int(found["year"])) if found["year"] else place
    return None


def _of_body(name: str) -> Q:
    return Q(meeting__body__short_name__iexact=name) | Q(meeting__body__name__iexact=name)


def means(text: str, one: Decided) -> bool:
    """Return whether a text names that decision."""
    if exact := find_decisions(text):
        who, day, paragraph = exact[0].body, exact[0].date, exact[0].paragraph
        year = str(day.year)
        if one.day != day:
            return False
    else:
        found = DECIDED.fullmatch(text.strip())
        if not found:
            return False
        who, paragraph, year = found["body"], found["paragraph"], found["year"] or str(one.day.year)
    held = one.ref.rpartition(" § ")[2].partition("/")
    return who.casefold() in (one.code.casefold(), one.body.casefold()) and (held[0], held[2]) == (
        paragraph,
        year,
    )


def decisions(lens: Lens, texts: set[str]) -> dict[str, Decided]:
    """Return the recorded decisions that texts such as "KS § 198/2026" name, by the text; the latest where many."""
    which = Q(pk__in=[])
    for text in texts:
        which |= named(text) or Q(pk__in=[])
    recorded = items(lens, which)
    return {text: one for text in texts for one in recorded.values() if means(text, one)}


def seen(lens: Lens, which: Q) -> QuerySet[Item]:
    """Return the paragraphs recorded by the lens's day; those of secret cases are left out."""
    mine = Item.objects.filter(which, meeting__body__municipality=lens.municipality, recorded_at__lt=lens.end)
    hidden = Case.objects.exclude(secrecy_ground="").values("pk")
    return mine.exclude(pk__in=Item.objects.filter(cases__in=hidden).values("pk"))


def items(lens: Lens, which: Q) -> Items:
    """Return paragraphs by (body, §, day), earliest first, each with its cases; one query."""
    still = Q(replaced_at=None) | Q(replaced_at__gte=lens.end)
    points = DecisionPoint.objects.filter(still, item=OuterRef("pk"), recorded_at__lt=lens.end)
    first = JSONObject(force="force", to="to", outcome="outcome")
    rows = seen(lens, which).annotate(first=Subquery(points.order_by("order", "pk").values(told=first)[:1]))
    fields = (
        "meeting__body__short_name", "meeting__body__name", "paragraph", "meeting__day", "title", "first",
        "cases__number", "cases__key",
    )  # fmt: skip
    found: Items = {}
    for row in rows.order_by("meeting__day", "pk", "cases__number").distinct().values_list(*fields):
        *own, number, key = row
        one = _decided(*own)
        place = (one.code, row[2], one.day)
        held = found.setdefault(place, one)
        if number and (number, key) not in held.cases:
            found[place] = replace(held, cases=(*held.cases, (number, key)))
    return found


def _decided(
    short: str, name: str, paragraph: str, day: date, title: str, first: dict[str, Any] | None
) -> Decided:
    code, told = short or name, first or {}
    return Decided(
        decision(code, day, paragraph), title, (), name, code, day, told.get("force", ""), told.get("to", ""),
        told.get("outcome", ""),
    )  # fmt: skip
