"""The red thread in seven knots, as it stands on top of an initiative's and a case's page."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.kit.money import mnkr
from samsyn.kit.refs import numbered
from samsyn.oversight.queries.decided import Decided, decisions
from samsyn.oversight.queries.drawing import Thread
from samsyn.oversight.queries.hanging import Hanging, hanging
from samsyn.oversight.queries.scope import Lens
from samsyn.register.models import Source

KINDS = ("Beslut", "Krav", "Initiativ", "Medel", "Remiss", "Granskning", "Nytta")


@dataclass(frozen=True, slots=True)
class Knot:
    """One of the seven: `state` is proven, here or missing; `broken` dashes the line after it (knut).

    `ref` is what `address` resolves; empty where there is nothing to open.
    """

    kind: str
    title: str
    ref: str = ""
    state: str = "proven"
    note: str = ""
    broken: bool = False


def initiative_strip(
    lens: Lens, *, initiative_id: int, number: int, decision: str, met: int, asked: int
) -> list[Knot]:
    """Return the seven knots of an initiative, of which the page knows how many requirements are met; two queries."""
    decided = decisions(lens, {decision}).get(decision) if decision else None
    held = hanging(lens, {initiative_id: number}, [key for _, key in decided.cases] if decided else ())
    return _joined(
        [
            _decision(decision, decided),
            Knot("Krav", f"{met} av {asked} krav", state="proven" if asked else "missing", note="uppfyllda")
            if asked
            else _lacking("Krav", "Ingen modell gäller"),
            Knot("Initiativ", numbered("I", number), state="here"),
            _money(held),
            _referral(held),
            _audit(held),
            _benefit(held),
        ]
    )


def case_strip(thread: Thread) -> list[Knot]:
    """Return the seven knots of a case from its whole thread."""
    by_kind = {kind: [node for node in thread.nodes if node.kind == kind] for kind in _OF_CASE}
    return _joined(
        [
            Knot("Ärende", thread.ref, state="here"),
            *(
                Knot(
                    label,
                    found[0].title,
                    found[0].ref,
                    note=f"och {len(found) - 1} till" if found[1:] else "",
                )
                if (found := by_kind[kind])
                else _lacking(label, "Ingen koppling")
                for kind, label in _OF_CASE.items()
            ),
        ]
    )


_OF_CASE = {
    "rekommendation": "Granskning", "remiss": "Remiss", "beslut": "Beslut", "initiativ": "Initiativ",
    "medel": "Medel", "nytta": "Nytta",
}  # fmt: skip


def _joined(knots: list[Knot]) -> list[Knot]:
    """Return the knots with the line before a missing one dashed."""
    after = [*knots[1:], None]
    return [
        Knot(one.kind, one.title, one.ref, one.state, one.note, bool(next_ and next_.state == "missing"))
        for one, next_ in zip(knots, after, strict=True)
    ]


def _lacking(kind: str, note: str) -> Knot:
    return Knot(kind, "Saknas", state="missing", note=note)


def _decision(text: str, decided: Decided | None) -> Knot:
    if not text:
        return _lacking("Beslut", "Inget beslut angivet")
    return Knot("Beslut", text, decided.ref if decided else "", note=decided.title if decided else "")


def _money(held: list[Hanging]) -> Knot:
    money = [one for one in held if one.what == "money"]
    if not money:
        return _lacking("Medel", "Inga medel angivna")
    largest = max(money, key=lambda one: one.first or 0)
    more = f" och {len(money) - 1} till" if money[1:] else ""
    title = f"{mnkr(sum(one.first or 0 for one in money))} mnkr, {Source(largest.label).label.lower()}{more}"
    return Knot("Medel", title, note=largest.note)


def _referral(held: list[Hanging]) -> Knot:
    found = next((one for one in held if one.what == "referral"), None)
    return (
        Knot("Remiss", found.label, f"Remiss {found.first}")
        if found
        else _lacking("Remiss", "Inte remitterat")
    )


def _audit(held: list[Hanging]) -> Knot:
    found = [one for one in held if one.what == "audit"]
    if not found:
        return _lacking("Granskning", "Ingen rekommendation")
    one = found[0]
    return Knot(
        "Granskning", f"Rekommendation {one.second}", f"R-{one.first:04d}.{one.second}", note=one.note
    )


def _benefit(held: list[Hanging]) -> Knot:
    found = [one for one in held if one.what == "benefit"]
    if not found:
        return _lacking("Nytta", "Ingen nytta angiven")
    days = sorted(one.day for one in found if one.day)
    unowned = sum(not one.note for one in found)
    note = f"Mäts {days[0]}" if days else "Mätdag saknas"
    return Knot("Nytta", found[0].label, note=f"{unowned} utan nyttoägare" if unowned else note)
