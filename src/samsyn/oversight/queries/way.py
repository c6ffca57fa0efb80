"""A case's way: its decisions one after another, where proposals go next, what it is linked to, what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, TextField, Value
from django.db.models.functions import Cast, Concat

from samsyn.cases.models import Commission, Document, HearingStep
from samsyn.cases.queries import FORWARD, Linked, Sight, links
from samsyn.governance.models import Version
from samsyn.history.models import Quote
from samsyn.history.queries import rows
from samsyn.inquiries.models import Inquiry
from samsyn.kit.diary import find_decisions, parse
from samsyn.kit.refs import DecisionRef
from samsyn.kit.words import folded
from samsyn.organisation.queries import visible
from samsyn.oversight.queries.decided import Decided, means
from samsyn.oversight.queries.drawing import Drawing, Edge
from samsyn.oversight.queries.scope import Lens

UNREAD = "Inte inläst"
"""What is said of a thing that somebody refers to and that has not been read in."""


@dataclass(frozen=True, slots=True)
class Around:
    """Something that came of a case or lies in it: `what` is task, inquiry, document, step or version (omgivning).

    task: by the decision, text, day it is due · inquiry: by its decision, text its title, day it was sent · document:
    by its kind, text its title, file its file · step: by the body, day it is planned · version of a governing document:
    by the body that adopted it, text its title, file its label and the § with a line between, day it was adopted.
    """

    what: str
    key: int
    by: str
    text: str
    number: str
    file: str
    day: date | None


def linked(lens: Lens, ids: list[int]) -> list[Linked]:
    """Return what those cases are linked to; no cases, no query."""
    return links(Sight(lens.access, lens.municipality, lens.bodies, lens.as_of), ids) if ids else []


def draw_links(
    drawn: Drawing, cases: dict[int, str], found: Iterable[Linked], decided: Collection[Decided]
) -> None:
    """Draw the links of cases (id → number) with the words that say so; what is not read in waits.

    Where the words name one of the decisions, that decision is joined too.
    """
    for one in found:
        here, source = cases[one.mine], _source(one)
        if one.waiting:
            kind = "beslut" if find_decisions(one.number) else "ärende" if parse(one.number) else "handling"
            other = drawn.wait(one.number, kind, UNREAD, here, f"{one.number} är inte inläst.")
        else:
            kind = "ärende" if one.key else "beslut" if one.item_id else "handling"
            other = drawn.node(one.number, kind, one.title or one.number)
        start, end = (here, other) if one.outward else (other, here)
        drawn.edge(start, FORWARD[one.kind], end, source)
        for decision in decided:
            if one.said and means(one.said, decision):
                drawn.edge(start, FORWARD[one.kind], decision.ref, source)


def _source(one: Linked) -> str:
    said = f"”{one.said}”" if one.said else ""
    return ": ".join(part for part in (one.place, said) if part) or f"{one.number}, ärendekoppling"


def draw_way(
    drawn: Drawing, numbers: Collection[str], decided: Collection[Decided], steps: Iterable[Around]
) -> None:
    """Draw each case's decisions in order, and the next body where a proposal has not been decided there yet."""
    planned = [step for step in steps if step.what == "step"]
    for number in numbers:
        mine = [one for one in decided if any(held == number for held, _ in one.cases)]
        for one, after in pairwise(mine):
            goes = one.force == "föreslår" and _is(after, one.to)
            drawn.edge(
                one.ref, "går vidare till" if goes else "följs av", after.ref, f"{number}, {after.day}"
            )
        if mine and mine[-1].force == "föreslår" and mine[-1].to:
            _await(drawn, mine[-1], [step for step in planned if step.number == number])


def _await(drawn: Drawing, last: Decided, steps: Iterable[Around]) -> None:
    days = [
        step.day for step in steps if folded(step.by) == folded(last.to) and step.day and step.day >= last.day
    ]
    when = f" {min(days)}" if days else ""
    sentence = f"{last.to} har inte beslutat{f', planerat {min(days)}' if days else ''}."
    ref = drawn.wait(f"{last.to}{when}", "beslut", "Väntar", last.ref, sentence)
    drawn.edge(last.ref, "går vidare till", ref, f"{last.ref}, beslutspunkt")


def _is(one: Decided, name: str) -> bool:
    return folded(name) in (folded(one.body), folded(one.code))


def around(lens: Lens, keys: Collection[str], numbers: Collection[str]) -> list[Around]:
    """Return the tasks, referrals, documents, planned steps and versions of cases by key; one query.

    Versions name their case by its number. The order is fixed.
    """
    if not keys:
        return []
    mine = {"case__key__in": list(keys)}
    papers = Document.objects.filter(
        visible(lens.access, "case"), **mine, municipality=lens.municipality, recorded_at__lt=lens.end
    ).exclude(kind="underlag")
    steps = HearingStep.objects.filter(**mine, case__municipality=lens.municipality, recorded_at__lt=lens.end)
    versions = rows(Version, lens.as_of).filter(document__municipality=lens.municipality)
    found = _columns(lens.visible(Commission, "case").filter(**mine), "task", "id", "decided_by", "text", "due").union(
        _columns(lens.visible(Inquiry, "inquiry").filter(**mine), "inquiry", "id", "decision", "title", "sent_on"),
        _columns(papers, "document", "pk", "kind", "title", "day", "source__name"),
        _columns(steps, "step", "pk", "body_name", "", "planned"),
        _columns(
            versions.filter(case_number__in=numbers), "version", "id", "decided_body", "document__title",
            "decided_on", Concat("label", Value("|"), "decided_paragraph"), "case_number",
        ),
        all=True,
    )  # fmt: skip
    return sorted((Around(*row) for row in found), key=lambda one: (one.what, one.day or date.max, one.key))


def _columns(
    found: Any,
    what: str,
    key: str,
    by: str,
    text: str,
    day: str,
    file: Any = "",
    number: str = "case__number",
) -> Any:
    said = F(text) if text else Value("")
    told = found.order_by().annotate(
        a_what=Cast(Value(what), CharField()), a_key=Cast(key, BigIntegerField()), a_by=Cast(by, TextField()),
        a_text=Cast(said, TextField()), a_number=Cast(number, TextField()),
        a_file=Cast(file or Value(""), TextField()), a_day=Cast(day, DateField()),
    )  # fmt: skip
    return told.values_list("a_what", "a_key", "a_by", "a_text", "a_number", "a_file", "a_day")


def draw_around(drawn: Drawing, found: Iterable[Around], decided: Collection[Decided]) -> None:
    """Draw the tasks, referrals, versions and documents without a file of cases; files are drawn where they are quoted.

    A task that was given to many bodies in the same words is one thing.
    """
    found = list(found)
    given = Counter((one.by, one.text) for one in found if one.what == "task")
    first: dict[tuple[str, str], int] = {}
    for one in found:
        if one.what == "task":
            many = given[one.by, one.text]
            key = first.setdefault((one.by, one.text), one.key)
            title = f"{one.text} ({many} organ)" if many > 1 else one.text
            node = drawn.node(f"{one.number} U{key}", "uppdrag", title)
            drawn.edge(drawn.node(one.by, "beslut", one.by), "ger uppdrag", node, one.number)
        elif one.what == "inquiry":
            node = drawn.node(f"Remiss {one.key}", "remiss", one.text)
            drawn.edge(one.number, "remitterades i", node, one.by or one.number)
        elif one.what == "version":
            _draw_version(drawn, one, decided)
        elif one.what == "document" and not one.file:
            _draw_document(drawn, one)


def draw_unquoted(drawn: Drawing, found: Iterable[Around]) -> None:
    """Draw the documents with a file that nothing is quoted from, such as a letter that was written here."""
    for one in found:
        if one.what == "document" and one.file and one.file not in drawn.nodes:
            _draw_document(drawn, one)


def _draw_document(drawn: Drawing, one: Around) -> None:
    node = drawn.node(f"{one.number} H{one.key}", "handling", one.text)
    drawn.edge(node, "hör till", one.number, f"{one.number}, handlingar")


def _draw_version(drawn: Drawing, one: Around, decided: Collection[Decided]) -> None:
    """Draw a version of a governing document: the case it is put forward in, and the decision that adopted it."""
    label, _, paragraph = one.file.partition("|")
    node = drawn.node(f"Styrdokument {one.key}", "styrdokument", f"{one.text} {label}")
    drawn.edge(one.number, "lägger fram", node, f"{one.text} {label}, diarienummer")
    named = str(DecisionRef(one.by, one.day, paragraph))
    for other in decided:
        if paragraph and means(named, other):
            drawn.edge(other.ref, "antar", node, f"{one.text} {label}, beslut")


SAYS = {
    "fattades i": ("paragraph", "dnr"),
    "ger uppdrag": ("commissions", "deadlines", "points"),
    "går vidare till": ("next_body", "points"),
    "följs av": ("paragraph",),
}
"""Which quoted values of the thing it starts at bear out a join."""


def quoted(drawn: Drawing, quotes: Iterable[Quote]) -> None:
    """Draw the files that things are quoted from, and put the quoted words as the source of the joins they bear out."""
    held: dict[tuple[str, str], Quote] = {}
    for quote in quotes:
        place = f"{quote.source.name}, rad {quote.line}" if quote.line else quote.source.name
        file = drawn.node(quote.source.name, "handling", quote.source.name)
        drawn.edge(quote.ref, "belagt i", file, place)
        held.setdefault((quote.ref, quote.field), quote)
    for key, edge in drawn.edges.items():
        said = (held.get((edge.from_, name)) for name in SAYS.get(edge.type, ()))
        if found := next((quote for quote in said if quote), None):
            words = f"{found.source.name}, rad {found.line}: ”{found.text}”"
            drawn.edges[key] = Edge(edge.from_, edge.type, edge.to, words)
