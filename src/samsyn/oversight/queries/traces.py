"""Traces one by one: what they show, whose they may be, and decisions that may be traces too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samsyn.cases.models import Commission
from samsyn.kit.diary import parse
from samsyn.kit.words import folded, stems
from samsyn.money.queries.marking import rules
from samsyn.money.rules import STARTERS, Rule, listed, needle
from samsyn.organisation.queries import SwedishOrder
from samsyn.oversight.models import Trace
from samsyn.oversight.queries.decided import seen
from samsyn.oversight.queries.scope import Lens
from samsyn.oversight.queries.signs import candidates
from samsyn.oversight.rules.matching import Likeness, Sign, Suggestion
from samsyn.register.models import Initiative

STATES = {
    "oppna": Q(initiative_number=None, dismissed=False),
    "kopplade": Q(initiative_number__isnull=False),
    "avforda": Q(dismissed=True),
    "alla": Q(),
}
"""How a trace stands, by the word of the address."""
AROUND = 160
"""Letters of a text that are quoted around a word."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A trace with all that is known of it; amount in öre (spår)."""

    id: int
    kind: str
    origin: str
    title: str
    amount: int | None
    seen_on: date
    body_id: int
    year: int | None
    key: str
    supplier: str
    project: str
    diary: str
    quote: str
    source_id: int | None
    line: int | None
    initiative_number: int | None
    dismissed: bool
    by_hand: bool
    why: str

    @property
    def open(self) -> bool:
        """Return whether nothing is said of it yet."""
        return self.initiative_number is None and not self.dismissed

    @property
    def sign(self) -> Sign:
        """Return it as matching sees it."""
        return Sign(
            self.body_id, self.kind, self.origin, self.title, self.amount, self.seen_on, self.line, self.supplier,
            self.project, self.diary, self.key, self.year,
        )  # fmt: skip


FIELDS = [one.name for one in fields(TraceLine)]


def chosen(lens: Lens, *, state: str = "", body: str = "", kind: str = "", words: str = "") -> QuerySet[Any]:
    """Return the traces that the filters of a page leave, those that nothing is said of where no state is asked for."""
    found = lens.visible(Trace).filter(STATES.get(state, STATES["oppna"]))
    if body:
        found = found.filter(body_id=int(body)) if body.isdecimal() and len(body) < 10 else found.none()
    found = found.filter(kind=kind) if kind else found
    for stem in stems(words):
        found = found.filter(Q(title__icontains=stem) | Q(origin__icontains=stem) | Q(quote__icontains=stem))
    ordered: QuerySet[Any] = found.annotate(swedish=SwedishOrder("title"))
    return ordered


def lines(found: QuerySet[Any]) -> list[TraceLine]:
    """Return traces as lines."""
    return [TraceLine(*row) for row in found.values_list(*FIELDS)]


def suggested(lens: Lens, found: Sequence[TraceLine]) -> dict[int, list[Suggestion]]:
    """Return, by trace, the initiatives that the open ones among them may belong to; three queries."""
    opened = [one for one in found if one.open]
    likeness = Likeness(candidates(lens.municipality)) if opened else None
    return {one.id: likeness.suggest(one.sign) for one in opened} if likeness else {}


@dataclass(frozen=True, slots=True)
class Mention:
    """A decision or commission that speaks of something digital, and has no initiative (omnämnande)."""

    kind: str
    origin: str
    title: str
    quote: str
    body_id: int
    day: date
    diary: str
    ref: str

    @property
    def case(self) -> str:
        """Return what is the same for all decisions of its case, nothing where it has none."""
        found = parse(self.diary)
        return found.normal if found else ""


def mentions(lens: Lens, most: int = 200) -> list[Mention]:
    """Return decisions and commissions with words that rules or common sense call digital, latest first, that neither
    an initiative nor a trace tells of, the latest of each case; five queries."""
    needles = _needles(rules(lens.municipality, lens.as_of))
    told = set(
        lens.visible(Trace).filter(kind__in=("minutes", "commission")).values_list("origin", flat=True)
    )
    named = lens.visible(Initiative).exclude(decision="").values_list("decision", flat=True)
    decisions = set(named)
    known = {diary.normal for text in decisions if (diary := parse(text))} | {
        folded(text) for text in decisions
    }
    found = [*_decisions(lens, needles), *_commissions(lens, needles)]
    cases = known | {one.case for one in found if folded(one.ref) in known or one.origin in told} - {""}
    fresh: dict[str, Mention] = {}
    for one in sorted(found, key=lambda one: (-one.day.toordinal(), one.origin)):
        if one.origin not in told and folded(one.ref) not in known and one.case not in cases:
            fresh.setdefault(one.case or one.origin, one)
    return list(fresh.values())[:most]


def _needles(every: Sequence[Rule]) -> list[str]:
    """Return what the words of the rules are looked for by, else those of the proposal to begin with."""
    told = [word for one in every if one.include for word in listed(one.words)]
    return [needle(word) for word in told or listed(next(iter(STARTERS.values())).words)]


def _quoted(text: str, needles: Sequence[str]) -> str:
    """Return the words around the first one that is looked for, or nothing where none is there."""
    plain = f" {folded(text)} "
    hit = next((one.strip() for one in needles if one in plain), "")
    if not hit:
        return ""
    first = hit.split()[0]
    place = max(text.casefold().find(first), 0)
    start = max(0, place - AROUND // 2)
    cut = " ".join(text[start : place + AROUND].split())
    return ("… " if start else "") + cut + (" …" if place + AROUND < len(text) else "")


def _any(needles: Sequence[str], *names: str) -> Q:
    asked = Q(pk__in=[])
    for one in {max(looked_for.split(), key=len) for looked_for in needles}:
        for name in names:
            asked |= Q(**{f"{name}__icontains": one})
    return asked


def _decisions(lens: Lens, needles: Sequence[str]) -> list[Mention]:
    asked = _any(needles, "title", "points__text")
    rows = seen(lens, asked).values_list(
        "pk", "paragraph", "title", "points__text", "meeting__day", "meeting__body_id", "meeting__body__short_name",
        "meeting__body__name", "cases__number",
    ).order_by("pk", "points__order")  # fmt: skip
    found: dict[int, Mention] = {}
    for pk, paragraph, title, text, day, body_id, short, name, number in rows:
        quote = _quoted(title, needles) or _quoted(text or "", needles)
        if quote and pk not in found:
            origin = f"{short or name} § {paragraph}/{day.year}"
            found[pk] = Mention(
                "minutes", f"{origin}, {day}", title or origin, quote, body_id, day, number or "", origin
            )
    return list(found.values())


def _commissions(lens: Lens, needles: Sequence[str]) -> list[Mention]:
    mine = lens.visible(Commission, "case").filter(_any(needles, "text")).order_by("id")
    rows = mine.values_list("decided_by", "decided_on", "text", "body_id", "case__number")
    found = []
    for decided_by, day, text, body_id, number in rows:
        if quote := _quoted(text, needles):
            origin = f"Uppdrag ur {decided_by}, {day}: {text[:60]}"
            found.append(
                Mention("commission", origin[:160], text[:120], quote, body_id, day, number or "", decided_by)
            )
    return found
