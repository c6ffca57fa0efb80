"""The red thread: decision – requirement – initiative – money – referral – audit – benefit, joined (R54, R80).

A thread starts at any reference people use: an initiative, a diary number or a decision. What it lacks is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from samsyn.audits.models import Measure, Recommendation
from samsyn.cases.models import Case, Commission, Item
from samsyn.cases.rules import case_key
from samsyn.history.queries import quotes, rows
from samsyn.inquiries.models import Inquiry
from samsyn.kit.money import mnkr
from samsyn.kit.refs import Ref, decision, numbered
from samsyn.oversight.queries.hanging import Hanging, around_case, hanging
from samsyn.oversight.queries.scope import Lens
from samsyn.register.models import Initiative, Source

_NUMBERED = re.compile(r"I-?(\d{1,9})", re.IGNORECASE)
_RECOMMENDED = re.compile(r"R-?(\d{1,9})\.(\d{1,4})", re.IGNORECASE)
_DECIDED = re.compile(
    r"(?P<body>[^\W\d]\D*?) *§ *(?P<paragraph>\d+[a-z]?)(?:[/ ,]+(?P<year>\d{4}).*)?", re.IGNORECASE
)


class NoSuchRef(Exception):
    """Nothing that the reader may see has that reference; the text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the thread: its reference, what kind it is, and what it is called (knut)."""

    ref: str
    kind: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A join between two things, with the place that says so (koppling)."""

    from_: str
    type: str
    to: str
    source: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What the thread lacks: which kind, at which thing, in a sentence (lucka)."""

    kind: str
    at: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Thread:
    """All that is joined to a reference on a day, in a fixed order (röd tråd)."""

    ref: str
    as_of: date
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    missing: tuple[Missing, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the thread in the shape that `samsyn thread --json` writes."""
        return {
            "ref": self.ref,
            "as_of": self.as_of.isoformat(),
            "nodes": [{"ref": node.ref, "kind": node.kind, "title": node.title} for node in self.nodes],
            "edges": [
                {"from": edge.from_, "type": edge.type, "to": edge.to, "source": edge.source}
                for edge in self.edges
            ],
            "missing": [{"kind": one.kind, "at": one.at, "sentence": one.sentence} for one in self.missing],
        }


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in minutes: which body, day, § and case keys (beslut)."""

    ref: str
    title: str
    cases: tuple[tuple[str, str], ...]


def thread(lens: Lens, ref: str) -> Thread:
    """Return what is joined to a reference, as recorded by the end of the lens's day; raises NoSuchRef."""
    initiatives, decided, cases = _start(lens, ref.strip())
    if not (initiatives or decided or cases):
        raise NoSuchRef(
            f"”{ref.strip()}” finns inte i Samsyn. Skriv till exempel I-0147, KS § 198/2026 eller ett diarienummer."
        )
    drawn = _Drawing()
    for number, title in cases.items():
        drawn.node(number, "ärende", title or number)
    for one in decided.values():
        drawn.node(one.ref, "beslut", one.title or one.ref)
        for number, _ in one.cases:
            if number in cases:
                drawn.edge(one.ref, "fattades i", number, f"{one.ref}, paragrafens ärende")
    _initiatives(drawn, lens, initiatives, decided)
    _around(drawn, lens, list(cases))
    shown = decided[ref.strip()].ref if ref.strip() in decided else _named(ref.strip(), drawn)
    return Thread(shown, lens.day, tuple(drawn.nodes.values()), tuple(drawn.edges), tuple(drawn.missing))


def things_of_case(lens: Lens, number: str, decided: Mapping[str, str]) -> Thread:
    """Return the things on a case's thread without what joins them; its decisions come by reference; one query."""
    drawn = _Drawing()
    drawn.node(number, "ärende", number)
    for ref, title in decided.items():
        drawn.node(ref, "beslut", title or ref)
    for one in around_case(lens, case_key(number), _with_and_without_year(decided)):
        _hang(drawn, one)
    return Thread(number, lens.day, tuple(drawn.nodes.values()), (), ())


class _Drawing:
    """Nodes and edges as they are found; the first naming of a thing wins."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.missing: list[Missing] = []

    def node(self, ref: str, kind: str, title: str, note: str = "") -> str:
        self.nodes.setdefault(ref, Node(ref, kind, title, note))
        return ref

    def edge(self, from_: str, type_: str, to: str, source: str) -> None:
        if (new := Edge(from_, type_, to, source)) not in self.edges:
            self.edges.append(new)


def _start(
    lens: Lens, ref: str
) -> tuple[dict[int, tuple[int, str, str]], dict[str, Decided], dict[str, str]]:
    """Return the initiatives (id → number, title, decision), decisions and cases that a reference leads to."""
    if _NUMBERED.fullmatch(ref) or _RECOMMENDED.fullmatch(ref):
        initiatives = _read(lens, Q(number__in=_numbers(lens, ref)))
        decided = decisions(lens, {text for *_, text in initiatives.values() if text})
    elif _DECIDED.fullmatch(ref):
        decided = decisions(lens, {ref})
        initiatives = _read(lens, Q(decision__in=_writings(decided)))
    else:
        decided = _decisions_of(lens, ref)
        initiatives = _read(lens, Q(decision__in=_writings(decided)))
        if not decided:
            return initiatives, {}, _cases(lens, {case_key(ref.upper())})
    keys = {key for one in decided.values() for _, key in one.cases} | (
        {case_key(ref.upper())} if "§" not in ref else set()
    )
    return initiatives, decided, _cases(lens, keys)


def _numbers(lens: Lens, ref: str) -> list[int]:
    """Return the number of an initiative, or of those that answer to a recommendation."""
    if found := _NUMBERED.fullmatch(ref):
        return [int(found[1])]
    asked = _RECOMMENDED.fullmatch(ref)
    assert asked
    seen = lens.visible(Recommendation, "audit").filter(audit__number=int(asked[1]), number=int(asked[2]))
    measures = rows(Measure, lens.as_of).filter(recommendation_id__in=seen.values("id")).order_by()
    return [number for number in measures.values_list("initiative_number", flat=True) if number]


def _read(lens: Lens, which: Q) -> dict[int, tuple[int, str, str]]:
    found = lens.visible(Initiative).filter(which, draft=False).order_by("number")
    return {
        key: (number, title, text)
        for key, number, title, text in found.values_list("id", "number", "title", "decision")
    }


def _cases(lens: Lens, keys: set[str]) -> dict[str, str]:
    found = lens.visible(Case, "case").filter(key__in=keys).order_by("number")
    return dict(found.values_list("number", "title"))


def decisions(lens: Lens, texts: set[str]) -> dict[str, Decided]:
    """Return the recorded decisions that texts such as "KS § 198/2026" name, by the text; the latest where many."""
    which = Q(pk__in=[])
    parsed: dict[str, tuple[str, str, str | None]] = {}
    for text in texts:
        if found := _DECIDED.fullmatch(text.strip()):
            place = Q(meeting__body__short_name__iexact=found["body"], paragraph=found["paragraph"])
            which |= place & (Q(meeting__day__year=int(found["year"])) if found["year"] else Q())
            parsed[text] = (found["body"].casefold(), found["paragraph"], found["year"])
    recorded = _items(lens, which)
    named: dict[str, Decided] = {}
    for text, (body, paragraph, year) in parsed.items():
        for (code, at, day), one in recorded.items():
            if code.casefold() == body and at == paragraph and year in (None, str(day.year)):
                named[text] = one
    return named


def _decisions_of(lens: Lens, number: str) -> dict[str, Decided]:
    """Return the decisions taken in a case, by their reference."""
    return {one.ref: one for one in _items(lens, Q(cases__key=case_key(number))).values()}


def _items(lens: Lens, which: Q) -> dict[tuple[str, str, date], Decided]:
    """Return paragraphs by (body, §, day), earliest first; those of secret cases are left out."""
    mine = Item.objects.filter(which, meeting__body__municipality=lens.municipality, recorded_at__lt=lens.end)
    hidden = Case.objects.exclude(secrecy_ground="").values("pk")
    fields = (
        "meeting__body__short_name",
        "meeting__body__name",
        "paragraph",
        "meeting__day",
        "title",
        "cases__number",
        "cases__key",
    )
    found: dict[tuple[str, str, date], Decided] = {}
    for row in (
        mine.exclude(cases__in=hidden).order_by("meeting__day", "pk", "cases__number").values_list(*fields)
    ):
        short, name, paragraph, day, title, number, key = row
        code = short or name
        one = found.setdefault((code, paragraph, day), Decided(decision(code, day, paragraph), title, ()))
        if number:
            found[code, paragraph, day] = replace(one, cases=(*one.cases, (number, key)))
    return found


def _writings(decided: dict[str, Decided]) -> set[str]:
    """Return the ways in which an initiative may write those decisions: with and without the year."""
    return _with_and_without_year({one.ref for one in decided.values()} | set(decided))


def _with_and_without_year(refs: Iterable[str]) -> set[str]:
    return {writing for ref in refs for writing in (ref, ref.split("/")[0])}


def _initiatives(
    drawn: _Drawing, lens: Lens, initiatives: dict[int, tuple[int, str, str]], decided: dict[str, Decided]
) -> None:
    for number, title, text in initiatives.values():
        ref = drawn.node(numbered("I", number), "initiativ", title)
        found = decided.get(text) or next(
            (one for one in decided.values() if text in _writings({one.ref: one})), None
        )
        if text:
            by = found.ref if found else drawn.node(text, "beslut", text)
            drawn.edge(by, "beslutar om", ref, f"{ref}, fältet Beslut")
        else:
            drawn.missing.append(Missing("beslut", ref, f"{ref} saknar beslut."))
    held = hanging(lens, {key: number for key, (number, *_) in initiatives.items()})
    for one in held:
        _hang(drawn, one)
    kinds = {(one.what, one.initiative) for one in held}
    for number, *_ in initiatives.values():
        for what, kind in (("money", "medel"), ("benefit", "nytta")):
            if (what, number) not in kinds:
                ref = numbered("I", number)
                drawn.missing.append(Missing(kind, ref, f"{ref} saknar {kind}."))


def _hang(drawn: _Drawing, one: Hanging) -> None:
    ref = numbered("I", one.initiative)
    if one.what == "money":
        source = Source(one.label).label
        node = drawn.node(
            f"{ref} {source}", "medel", f"{mnkr(one.first or 0)} mnkr, {source[0].lower()}{source[1:]}"
        )
        drawn.edge(node, "betalar för", ref, one.note or f"{ref}, budgetrader")
        if one.second:
            drawn.missing.append(Missing("beslut", node, f"{mnkr(one.second)} mnkr är inte beslutade."))
    elif one.what == "benefit":
        node = drawn.node(f"{ref} N{one.first}", "nytta", one.label)
        drawn.edge(ref, "väntas ge", node, f"{ref}, nyttor")
        if not one.note:
            drawn.missing.append(Missing("nyttoägare", node, f"{one.label} saknar nyttoägare."))
    elif one.what == "audit":
        node = drawn.node(f"R-{one.first:04d}.{one.second}", "rekommendation", one.label)
        drawn.edge(node, "besvaras av", ref, one.note)
    else:
        kind, at = ("initiativ", ref) if one.what == "initiative" else ("remiss", f"Remiss {one.first}")
        drawn.node(at, kind, one.label)


def _around(drawn: _Drawing, lens: Lens, numbers: list[str]) -> None:
    """Draw the commissions and referrals of the cases, and the quotes that cases and decisions rest on."""
    keys = [case_key(number) for number in numbers]
    tasks = lens.visible(Commission, "case").filter(case__key__in=keys).order_by("decided_on", "id")
    for key, by, text, number in tasks.values_list("id", "decided_by", "text", "case__number"):
        node = drawn.node(f"{number} U{key}", "uppdrag", text)
        drawn.edge(drawn.node(by, "beslut", by), "ger uppdrag", node, number)
    asked = lens.visible(Inquiry, "inquiry").filter(case__key__in=keys).order_by("sent_on", "id")
    for key, title, by, number in asked.values_list("id", "title", "decision", "case__number"):
        node = drawn.node(f"Remiss {key}", "remiss", title)
        drawn.edge(number, "remitterades i", node, by or number)
    for quote in quotes(Ref(ref) for ref in drawn.nodes):
        source = f"{quote.source.name}, rad {quote.line}" if quote.line else quote.source.name
        drawn.edge(
            quote.ref, "belagt i", drawn.node(quote.source.name, "handling", quote.source.name), source
        )


def _named(ref: str, drawn: _Drawing) -> str:
    """Return the reference as the node it leads to writes it."""
    if found := _NUMBERED.fullmatch(ref):
        return numbered("I", int(found[1]))
    wanted = case_key(ref.upper())
    return next((node.ref for node in drawn.nodes.values() if case_key(node.ref) == wanted), ref)
