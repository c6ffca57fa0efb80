"""The parts of a value: their names in Swedish, what may stand in each, and back to a value again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_args

from samsyn.intake.recognisers import values
from samsyn.kit.scales import Verdict

ITEMS: dict[str, type[Any]] = {
    "members": values.Member,
    "points": values.Point,
    "commissions": values.Commission,
    "votes": values.Vote,
    "hearing_steps": values.HearingStep,
    "deadlines": values.Deadline,
    "recommendations": values.Recommendation,
    "viewpoints": values.Viewpoint,
    "extension": values.Extension,
}
"""The fields whose values have parts."""
TERMS = ("due", "report_back")
FLAGS = ("adjuster", "for_own_part")
COUNTS = ("yes", "no", "abstain", "question")
PARTS = {
    "name": "Namn", "party": "Parti", "role": "Roll", "capacity": "Egenskap", "text": "Text", "force": "Verkan",
    "by": "Av", "to": "Till", "body": "Organ", "date": "Datum", "precision": "Noggrannhet", "who": "Vem",
    "adjuster": "Justerare", "status": "Läge", "asked": "Begärt", "from": "Från", "outcome": "Utgång",
    "condition": "Villkor", "for_own_part": "För egen del", "paragraphs": "Paragrafer", "replaces": "Ersätter",
    "question": "Fråga", "theme": "Tema", "stance": "Slag",
    "yes": "Ja", "no": "Nej", "abstain": "Avstår", "due.date": "Klart senast", "due.precision": "Noggrannhet",
    "due.text": "Klart, i textens ord", "report_back.date": "Återrapporteras senast",
    "report_back.precision": "Noggrannhet, återrapport", "report_back.text": "Återrapport, i textens ord",
}  # fmt: skip
PRECISIONS = {
    "day": "dag", "week": "vecka", "month": "månad", "quarter": "kvartal", "half-year": "halvår", "year": "år",
    "relative": "räknas från något annat", "recurring": "återkommer",
}  # fmt: skip
CHOICES: dict[str, dict[str, str]] = {
    "kind": {name: name for name in get_args(values.Kind)},
    "force": {name: name for name in get_args(values.Force)},
    "outcome": {name: name for name in get_args(values.Outcome)},
    "verdict": dict(Verdict.choices()),
    "stance": {"request": "önskemål", "support": "stöd"},
    "precision": PRECISIONS,
    "status": {"asked": "begärt", "granted": "beviljat", "refused": "avslaget"},
}
"""What may stand in a part, by its name, with the words on the screen."""
REQUIRED = ("text", "name", "body", "force")
"""A value with parts is nothing without these, where it has them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value, as shown and as corrected (del av värde); `typed` is what stands in its field."""

    key: str
    label: str
    value: str
    typed: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def long(self) -> bool:
        """Return whether the text wants several lines."""
        return len(self.typed) > 80


def parts(field: str, value: Any, posted: Callable[[str], str | None]) -> tuple[Part, ...]:
    """Return a value part by part, what the reviewer had typed in its place; a value without parts is one."""
    return tuple(_part(field, key, one, posted(key)) for key, one in flat(field, value).items())


def _part(field: str, key: str, value: Any, typed: str | None) -> Part:
    choices = options(field, key)
    plain = _plain(value)
    shown = "" if value is False or not plain else dict(choices).get(plain, plain)
    label = PARTS.get(key, key) if key else "Rätt värde"
    return Part(key, label, shown, plain if typed is None else typed, choices)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else str(value)


def options(field: str, key: str) -> tuple[tuple[str, str], ...]:
    """Return what may stand in a part with its words, an empty one first where it may be missing; () for any."""
    name = _last(key) or field
    if name in FLAGS:
        return ("nej", "nej"), ("ja", "ja")
    known = tuple(CHOICES.get(name, {}).items())
    return known if not known or name in REQUIRED or not key else (("", "uppgift saknas"), *known)


def flat(field: str, value: Any) -> dict[str, Any]:
    """Return a value's parts by dotted name ("due.date"), those it lacks empty; one without parts under ""."""
    if not isinstance(value, dict):
        return {"": value}
    whole = {**(_blank(ITEMS[field]) if field in ITEMS else {}), **value}
    return dict(_flat(whole))


def _blank(item: type[Any]) -> dict[str, Any]:
    names = (part.metadata.get("json", part.name) for part in fields(item))
    return {name: False if name in FLAGS else None for name in names}


def _flat(whole: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, one in whole.items():
        if name in TERMS:
            yield from (
                (f"{name}.{key}", part) for key, part in {**_blank(values.Term), **(one or {})}.items()
            )
        else:
            yield name, one


def typed(field: str, value: Any, posted: Callable[[str], str | None]) -> Any:
    """Return the value as typed, in the shape of the proposed one; an empty text in a part means that it is missing."""
    old = flat(field, value)
    if "" in old:
        return (posted("") or "").strip()
    found: dict[str, Any] = {}
    for key, before in old.items():
        text = posted(key)
        one = before if text is None else _read(_last(key), text.strip(), before)
        head, _, rest = key.partition(".")
        if rest:
            found.setdefault(head, {})[rest] = one
        else:
            found[key] = one
    for name in TERMS:
        if name in found:
            found[name] = _term(found[name])
    return found


def _read(name: str, text: str, before: Any) -> Any:
    if name in FLAGS:
        return text == "ja"
    if isinstance(before, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if name in COUNTS and text.isascii() and text.isdigit():
        return int(text)
    return text or None


def _term(term: dict[str, Any]) -> dict[str, Any] | None:
    """Return a term, or None when nothing stands in it; a date without more is that very day."""
    if term["date"] and not term["precision"]:
        return {**term, "precision": "day"}
    return term if term["date"] or term["text"] else None


def wrong(field: str, value: Any) -> str:
    """Return the sentence about a value that cannot stand, or nothing."""
    return next(filter(None, (_wrong(field, key, one) for key, one in flat(field, value).items())), "")


def _wrong(field: str, key: str, value: Any) -> str:
    name = _last(key) or field
    allowed = options(field, key) if name not in FLAGS else ()
    if value in (None, ""):
        empty = not key or key in REQUIRED
        return "Skriv rätt värde, eller välj Avvisa om uppgiften inte finns i handlingen." if empty else ""
    if allowed and value not in dict(allowed):
        return f"”{value}” går inte att använda här. Välj ett av {', '.join(filter(None, dict(allowed)))}."
    if name in COUNTS and not isinstance(value, int):
        return f"”{value}” är inget antal. Skriv det med siffror, till exempel 12."
    dated = name in ("date", "from", "asked") or (field, key) == ("extension", "to")
    return _no_date(str(value)) if dated else ""


def _no_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"”{text}” är inget datum. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2026-08-31."
    return ""


def _last(key: str) -> str:
    return key.rpartition(".")[2]
