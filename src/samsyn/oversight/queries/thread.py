"""The red thread: decision – requirement – initiative – money – referral – audit – benefit, joined (R54, R80).

A thread starts at any reference people use: an initiative, a diary number, a decision or a number in a public series.
What it lacks is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from samsyn.audits.models import Measure, Recommendation
from samsyn.cases.models import Case, Document, Reference
from samsyn.cases.queries import Linked
from samsyn.cases.rules import case_key, reference_key
from samsyn.history.queries import quotes, rows
from samsyn.kit.money import mnkr
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.series import find_series
from samsyn.organisation.queries import visible
from samsyn.oversight.queries import way
from samsyn.oversight.queries.decided import Decided, decisions, items, means, named, seen
from samsyn.oversight.queries.drawing import Drawing, Missing, Thread
from samsyn.oversight.queries.hanging import Hanging, around_case, hanging
from samsyn.oversight.queries.scope import Lens
from samsyn.register.models import Initiative, Source

_NUMBERED = re.compile(r"I-?(\d{1,9})", re.IGNORECASE)
_RECOMMENDED = re.compile(r"R-?(\d{1,9})\.(\d{1,4})", re.IGNORECASE)
Initiatives = dict[int, tuple[int, str, str]]
"""Number, title and decision of initiatives, by id."""


class NoSuchRef(Exception):
    """Nothing that the reader may see has that reference; the text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a reference leads to: initiatives, decisions by their reference, cases by id, and how those are linked.

    `whole` when the way of those cases is told, not only what an initiative rests on.
    """

    initiatives: Initiatives
    decided: dict[str, Decided]
    cases: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    links: list[Linked] = field(default_factory=list)
    whole: bool = True


def thread(lens: Lens, ref: str) -> Thread:
    """Return what is joined to a reference, as recorded by the end of the lens's day; raises NoSuchRef."""
    ref = ref.strip()
    found = _start(lens, ref)
    drawn = Drawing()
    for number, title, _ in found.cases.values():
        drawn.node(number, "ärende", title or number)
    for one in found.decided.values():
        drawn.node(one.ref, "beslut", one.title or one.ref, one.told)
    way.draw_links(
        drawn,
        {key: number for key, (number, *_) in found.cases.items()},
        found.links,
        list(found.decided.values()),
    )
    _papers(drawn, lens, ref, found)
    if not drawn.nodes and not found.initiatives:
        raise NoSuchRef(
            f"”{ref}” finns inte i Samsyn. Skriv till exempel I-0147, KS § 198/2026 eller ett diarienummer."
        )
    _in_cases(drawn, found)
    _initiatives(drawn, lens, found)
    whole = [node.ref for node in drawn.nodes.values() if _read_whole(node.ref, found)]
    near = way.around(lens, [case_key(number) for number in whole], whole)
    way.draw_around(drawn, near, found.decided.values())
    if found.whole:
        way.draw_way(drawn, [number for number, *_ in found.cases.values()], found.decided.values(), near)
    way.quoted(drawn, quotes(Ref(key) for key in drawn.nodes))
    way.draw_unquoted(drawn, near)
    return Thread(
        _named(ref, drawn, found), lens.day, tuple(drawn.nodes.values()), tuple(drawn.edges.values()),
        tuple(drawn.missing),
    )  # fmt: skip


def things_of_case(lens: Lens, number: str, decided: Mapping[str, str]) -> Thread:
    """Return the things on a case's thread without what joins them; its decisions come by reference; one query."""
    drawn = Drawing()
    drawn.node(number, "ärende", number)
    for ref, title in decided.items():
        drawn.node(ref, "beslut", title or ref)
    for one in around_case(lens, case_key(number), _writings(decided)):
        _hang(drawn, one)
    return Thread(number, lens.day, tuple(drawn.nodes.values()), (), ())


def _read_whole(ref: str, found: _Found) -> bool:
    return any(ref == number for number, *_ in found.cases.values())


def _start(lens: Lens, ref: str) -> _Found:
    """Return what a reference leads to."""
    if _NUMBERED.fullmatch(ref) or _RECOMMENDED.fullmatch(ref):
        initiatives = _read(lens, Q(number__in=_numbers(lens, ref)))
        decided = decisions(lens, {text for *_, text in initiatives.values() if text})
        keys = {key for one in decided.values() for _, key in one.cases}
        return _Found(
            initiatives,
            {one.ref: one for one in decided.values()},
            _cases(lens, Q(key__in=keys)),
            whole=False,
        )
    which = named(ref)
    if which is not None:
        latest = seen(lens, which).order_by("-meeting__day", "-pk").values("pk")[:1]
        which = Q(pk__in=latest)
        cases = _cases(lens, Q(id__in=seen(lens, which).values("cases")))
    else:
        cases = _cases(lens, Q(key=case_key(ref.upper())))
    cases = cases or _waiting(lens, ref)
    links = way.linked(lens, list(cases))
    keys = {key for _, _, key in cases.values()} | {
        one.key for one in links if one.kind == "part_of" and one.key
    }
    whole = Q(cases__key__in=keys) if which is None else Q(cases__key__in=keys) | which
    decided = {one.ref: one for one in items(lens, whole).values()} if keys or which is not None else {}
    initiatives = _read(lens, Q(decision__in=_writings(decided))) if decided else {}
    return _Found(initiatives, decided, cases, links)


def _numbers(lens: Lens, ref: str) -> list[int]:
    """Return the number of an initiative, or of those that answer to a recommendation."""
    if found := _NUMBERED.fullmatch(ref):
        return [int(found[1])]
    asked = _RECOMMENDED.fullmatch(ref)
    assert asked
    mine = lens.visible(Recommendation, "audit").filter(audit__number=int(asked[1]), number=int(asked[2]))
    measures = rows(Measure, lens.as_of).filter(recommendation_id__in=mine.values("id")).order_by()
    return [number for number in measures.values_list("initiative_number", flat=True) if number]


def _read(lens: Lens, which: Q) -> Initiatives:
    found = lens.visible(Initiative).filter(which, draft=False).order_by("number")
    return {
        key: (number, title, text)
        for key, number, title, text in found.values_list("id", "number", "title", "decision")
    }


def _cases(lens: Lens, which: Q) -> dict[int, tuple[str, str, str]]:
    found = lens.visible(Case, "case").filter(which).order_by("number")
    return {row[0]: row[1:] for row in found.values_list("id", "number", "title", "key")}


def _waiting(lens: Lens, ref: str) -> dict[int, tuple[str, str, str]]:
    """Return the cases that refer to what is no case of ours: a number not read in, or a paper of the State."""
    asked = Reference.objects.filter(
        key__in={reference_key(ref), reference_key(ref.upper())}, recorded_at__lt=lens.end
    )
    return _cases(lens, Q(id__in=asked.values("from_case")))


def _papers(drawn: Drawing, lens: Lens, ref: str, found: _Found) -> None:
    """Draw the paper of the State that a reference names and no case leads to."""
    numbers = find_series(ref)
    if numbers and not found.cases:
        held = Document.objects.filter(
            visible(lens.access, "case"), municipality=lens.municipality, numbers__key=numbers[0].key,
            recorded_at__lt=lens.end,
        )  # fmt: skip
        for title in held.order_by("pk").values_list("title", flat=True)[:1]:
            drawn.node(str(numbers[0]), "handling", title)


def _in_cases(drawn: Drawing, found: _Found) -> None:
    """Draw in which cases the decisions were taken."""
    for one in found.decided.values():
        for number, _ in one.cases:
            if number in drawn.nodes:
                drawn.edge(one.ref, "fattades i", number, f"{one.ref}, paragrafens ärende")


def _writings(decided: Iterable[str]) -> set[str]:
    """Return the ways in which an initiative may write those decisions: with and without the year."""
    return {written for ref in decided for written in (ref, ref.split("/")[0])}


def _initiatives(drawn: Drawing, lens: Lens, found: _Found) -> None:
    for number, title, text in found.initiatives.values():
        ref = drawn.node(numbered("I", number), "initiativ", title)
        held = next((one for one in reversed(found.decided.values()) if text and means(text, one)), None)
        if text:
            by = held.ref if held else drawn.node(text, "beslut", text)
            drawn.edge(by, "beslutar om", ref, f"{ref}, fältet Beslut")
        else:
            drawn.missing.append(Missing("beslut", ref, f"{ref} saknar beslut."))
    hung = hanging(lens, {key: number for key, (number, *_) in found.initiatives.items()})
    for one in hung:
        _hang(drawn, one)
    kinds = {(one.what, one.initiative) for one in hung}
    for number, *_ in found.initiatives.values():
        for what, kind in (("money", "medel"), ("benefit", "nytta")):
            if (what, number) not in kinds:
                ref = numbered("I", number)
                drawn.missing.append(Missing(kind, ref, f"{ref} saknar {kind}."))


def _hang(drawn: Drawing, one: Hanging) -> None:
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


def _named(ref: str, drawn: Drawing, found: _Found) -> str:
    """Return the reference as the node it leads to writes it."""
    if number := _NUMBERED.fullmatch(ref):
        return numbered("I", int(number[1]))
    if decided := [one.ref for one in found.decided.values() if means(ref, one)]:
        return decided[-1]
    wanted = {case_key(ref.upper()), reference_key(ref)}
    return next((node for node in drawn.nodes if reference_key(node) in wanted), ref)
