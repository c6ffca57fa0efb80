"""Rows of a ledger or a list of invoices come in: each once, whoever's they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef

from samsyn.history.actions import record, save, save_new
from samsyn.history.models import Act, Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.words import folded
from samsyn.money.actions.marking import mark
from samsyn.money.models import CostCentre, LedgerEntry
from samsyn.money.rules import Entry, Keys
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import bodies_by_name, require
from samsyn.organisation.rules import Thing

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Booked:
    """What became of a file's rows: new ones, those that were in before, cost centres nobody has placed (bokfört)."""

    new: int
    known: int
    unplaced: int


@transaction.atomic
def book(
    *,
    by: Actor,
    at: datetime,
    municipality: Municipality,
    source: Source,
    kind: str,
    entries: Iterable[Entry],
) -> Booked:
    """Add the rows of a file that are not in already, each with its board where its cost centre tells it, and mark
    them; `kind` is "ledger" or "invoice".

    An invoice of a month whose ledger is in for that board is not counted: it is in there already.
    """
    require(by, "import", Thing("money", municipality.pk, None), swedish_day(at))
    sentence = f"{source.name} bokfördes."
    act = record(by=by, at=at, verb="money.book", ref=Ref(source.name[:120]), sentence=sentence)
    mine = LedgerEntry.objects.filter(municipality=municipality)
    keys, held = Keys(kind), set(mine.values_list("key", flat=True))
    centres, new, known = _Centres(municipality, act), 0, 0
    stream = iter(entries)
    while part := list(islice(stream, BATCH)):
        told = [(keys.key(entry), entry) for entry in part]
        fresh = [(key, entry) for key, entry in told if key not in held]
        centres.add(entry for _, entry in fresh)
        LedgerEntry.objects.bulk_create(_rows(municipality, source, kind, centres, fresh), batch_size=1_000)
        new, known = new + len(fresh), known + len(told) - len(fresh)
    if new:
        mark(municipality, source)
        _count_once(municipality)
    return Booked(new, known, len([one for one in centres.known.values() if one.body_id is None]))


class _Centres:
    """A municipality's cost centres by code; new ones are placed at the board that they are called as."""

    def __init__(self, municipality: Municipality, act: Act) -> None:
        self.municipality, self.act = municipality, act
        found = CostCentre.objects.filter(municipality=municipality)
        self.known = {one.code: one for one in found}
        self._bodies = bodies_by_name(municipality)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add the centres that are not known yet."""
        named = {
            one.centre: one.centre_name for one in entries if one.centre and one.centre not in self.known
        }
        new = [self._centre(code, name) for code, name in sorted(named.items())]
        save_new(new, act=self.act)

    def _centre(self, code: str, name: str) -> CostCentre:
        body = self._bodies.get(folded(code)) or self._bodies.get(folded(name))
        made = CostCentre(municipality=self.municipality, code=code, name=name, body=body)
        self.known[code] = made
        return made


def _rows(
    municipality: Municipality,
    source: Source,
    kind: str,
    centres: _Centres,
    fresh: Iterable[tuple[str, Entry]],
) -> Iterator[LedgerEntry]:
    for key, one in fresh:
        centre = centres.known.get(one.centre)
        yield LedgerEntry(
            municipality=municipality, source=source, line=one.line, kind=kind, key=key, voucher=one.voucher,
            day=one.day, year=one.day.year, period=one.day.year * 100 + one.day.month, account=one.account,
            account_name=one.account_name, centre_id=centre.pk if centre else None,
            body_id=centre.body_id if centre else None, activity=one.activity, project=one.project,
            project_name=one.project_name, supplier=one.supplier, text=one.text, amount=one.amount,
            group=one.group[:140], who=folded(one.supplier)[:120], search=one.search,
        )  # fmt: skip


def _count_once(municipality: Municipality) -> None:
    """Count an invoice only in months whose ledger is not in for its board."""
    mine = LedgerEntry.objects.filter(municipality=municipality)
    same = mine.filter(kind="ledger", body=OuterRef("body"), period=OuterRef("period"))
    mine.filter(kind="invoice").update(counted=~Exists(same))


@transaction.atomic
def place(*, by: Actor, at: datetime, centre: CostCentre, body: Body | None, beginning: bool = False) -> int:
    """Say whose a cost centre is, and its rows with it; `beginning` gives those that nobody has placed and whose codes
    begin the same to the board too. Returns how many centres were placed."""
    require(by, "write", Thing("money", centre.municipality_id, None), swedish_day(at))
    whose = body.name if body else "ingen nämnd"
    act = record(
        by=by, at=at, verb="money.place", ref=Ref(centre.code[:120]), body_id=body.pk if body else None,
        sentence=f"Kostnadsställe {centre} hör till {whose}.",
    )  # fmt: skip
    chosen = [centre]
    if beginning and body:
        mine = CostCentre.objects.filter(
            municipality=centre.municipality, body=None, code__startswith=centre.code
        )
        chosen += list(mine.exclude(pk=centre.pk))
    for one in chosen:
        one.body = body
        save(one, act=act)
    LedgerEntry.objects.filter(centre__in=chosen).update(body=body)
    _count_once(centre.municipality)
    return len(chosen)
