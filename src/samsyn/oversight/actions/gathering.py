"""Gathering traces: what rows of ledgers, systems and budgets show, kept up to date; keys that settle whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.history.actions import record, remove, save_changed, save_new
from samsyn.history.models import Act, Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import bodies, require
from samsyn.organisation.rules import Thing
from samsyn.oversight.models import Trace
from samsyn.oversight.queries.signs import GATHERED, candidates, learned, signs
from samsyn.oversight.rules.matching import Keys, Sign

FIELDS = (
    "title",
    "origin",
    "kind",
    "amount",
    "seen_on",
    "supplier",
    "project",
    "source_id",
    "line",
    "counts",
)
"""What a sign tells anew each time it is gathered."""
SETTLED = ("initiative_number", "why")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What gathering did: traces that are new, changed, gone, and matched by a key (samlat)."""

    new: int
    changed: int
    gone: int
    matched: int


@transaction.atomic
def gather(*, by: Actor, at: datetime, municipality: Municipality) -> Gathered:
    """Bring a municipality's traces up to date with its ledgers, systems and budgets, and match those whose diary
    number, project code or initiative number names one initiative (R11). What people have said stays said."""
    require(by, "import", Thing("money", municipality.pk, None), swedish_day(at))
    codes = {key: body.code for key, body in bodies(municipality, None).items()}
    wanted = {_key(one.body_id, one.kind, one.key, one.year): one for one in signs(municipality, codes)}
    held = Trace.objects.filter(municipality=municipality, kind__in=GATHERED).exclude(key="")
    known = {_key(one.body_id, one.kind, one.key, one.year): one for one in held}
    act = record(
        by=by,
        at=at,
        verb="oversight.gather",
        ref=Ref(municipality.name),
        sentence="Spår utanför registret samlades.",
    )
    day = swedish_day(at)
    new = [
        _filled(Trace(municipality=municipality), one, day) for key, one in wanted.items() if key not in known
    ]
    kept = [(known[key], one) for key, one in wanted.items() if key in known]
    changed = [_filled(row, one, day) for row, one in kept if _differs(row, one)]
    gone = [_emptied(row, act) for key, row in known.items() if key not in wanted]
    save_new(new, act=act)
    save_changed([*changed, *filter(None, gone)], [name.removesuffix("_id") for name in FIELDS], act=act)
    matched = _settle(municipality, act)
    return Gathered(len(new), len(changed), len(gone), matched)


def _key(body_id: int, kind: str, key: str, year: int | None) -> tuple[int, str, str, int | None]:
    return body_id, "paid" if kind in Trace.PAID else kind, key, year


def _filled(row: Trace, sign: Sign, day: object) -> Trace:
    row.body_id, row.key, row.year = sign.body_id, sign.key, sign.year
    for name in FIELDS:
        told = {"seen_on": sign.day or row.seen_on or day}.get(name, getattr(sign, name, None))
        setattr(row, name, told)
    return row


def _differs(row: Trace, sign: Sign) -> bool:
    same = [name for name in FIELDS if name != "seen_on"]
    return any(getattr(row, name) != getattr(sign, name) for name in same) or (
        sign.day is not None and row.seen_on != sign.day
    )


def _emptied(row: Trace, act: Act) -> Trace | None:
    """Take a trace away that nothing shows any more; one that people have placed stays, with no amount."""
    if not row.by_hand:
        remove(row, act=act)
        return None
    row.amount, row.counts = None, False
    return row


def _settle(municipality: Municipality, act: Act) -> int:
    """Match the open traces that a key names an initiative for; returns how many."""
    found = Trace.objects.filter(
        municipality=municipality, initiative_number=None, dismissed=False, by_hand=False
    )
    opened = list(found)
    keys = Keys(candidates(municipality), learned(municipality)) if opened else None
    matched = []
    for row in opened:
        settled = keys.settle(sign_of(row)) if keys else None
        if settled:
            row.initiative_number, row.why = settled
            matched.append(row)
    save_changed(matched, SETTLED, act=act)
    return len(matched)


def sign_of(row: Trace) -> Sign:
    """Return a trace as matching sees it."""
    return Sign(
        row.body_id, row.kind, row.origin, row.title, row.amount, row.seen_on, row.line, row.supplier, row.project,
        row.diary, row.key, row.year,
    )  # fmt: skip


@transaction.atomic
def note_signs(
    *, by: Actor, at: datetime, municipality: Municipality, source: Source, signs: Sequence[Sign]
) -> int:
    """Note the rows of a list as traces, those of the same kind, body, title and diary number only once; returns how
    many are new."""
    require(by, "import", Thing("money", municipality.pk, None), swedish_day(at))
    kinds = {one.kind for one in signs}
    held = Trace.objects.filter(municipality=municipality, kind__in=kinds)
    seen = {
        (kind, body_id, folded(title), diary)
        for kind, body_id, title, diary in held.values_list("kind", "body_id", "title", "diary")
    }
    new = []
    for one in signs:
        key = (one.kind, one.body_id, folded(one.title), one.diary)
        if key not in seen:
            seen.add(key)
            new.append(_noted(municipality, source, one, at))
    sentence = f"{source.name}: {len(new)} spår noterades."
    act = record(by=by, at=at, verb="oversight.note_signs", ref=Ref(source.name[:120]), sentence=sentence)
    save_new(new, act=act)
    return len(new)


def _noted(municipality: Municipality, source: Source, one: Sign, at: datetime) -> Trace:
    return Trace(
        municipality=municipality, body=Body(pk=one.body_id), kind=one.kind, origin=one.origin[:160], title=one.title,
        amount=one.amount, seen_on=one.day or swedish_day(at), source=source, line=one.line, supplier=one.supplier,
        project=one.project, diary=one.diary,
    )  # fmt: skip
