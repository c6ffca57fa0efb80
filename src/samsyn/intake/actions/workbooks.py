"""A filled-in workbook comes back: kept as it was, and saved row by row through the register's own actions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from samsyn.governance.models import Goal
from samsyn.governance.queries.process import asking
from samsyn.history.actions import checksum, record
from samsyn.history.models import Quote, Source
from samsyn.intake.models import Workbook
from samsyn.intake.readers.book import Book
from samsyn.intake.readers.xlsx import STAMP
from samsyn.intake.workbooks.comparing import Cell, Row, compare, stamped
from samsyn.intake.workbooks.rows import Lists
from samsyn.intake.workbooks.rules import FIGURES, in_units
from samsyn.kit.actors import Actor
from samsyn.kit.files import keep_whole
from samsyn.kit.money import Amount
from samsyn.kit.periods import swedish_day
from samsyn.kit.phases import not_yet
from samsyn.kit.refs import Ref, numbered
from samsyn.organisation.models import Body, Municipality, Unit
from samsyn.organisation.queries import NotAllowed, access_for, may
from samsyn.organisation.rules import Thing
from samsyn.register import actions
from samsyn.register.models import Benefit, Initiative, Phase, System

NO_BODY = (
    "Filen säger inte vilken nämnd den hör till. "
    "Ta ut en ny arbetsbok under Initiativ → Excel, eller ange nämnden."
)


class BookRefused(Exception):
    """A workbook that is not taken in; the text says in Swedish why and what to do."""


@transaction.atomic
def receive_workbook(
    *,
    by: Actor,
    at: datetime,
    municipality: Municipality,
    data: bytes,
    name: str,
    book: Book,
    body: Body | None = None,
) -> Workbook:
    """Keep a filled-in workbook until somebody has said which rows to save; the same bytes are the same workbook.

    The body is the one that it was taken out for, else the given one. Raises BookRefused where it is another
    municipality's, nobody's, or a body's that the actor may not write for.
    """
    owner = _owner(book, municipality) or body
    if owner is None:
        raise BookRefused(f"{name}: {NO_BODY}")
    day = swedish_day(at)
    if not may(access_for(by, day), "write", Thing("initiative", municipality.pk, owner.pk)):
        raise BookRefused(
            f"{name} hör till {owner.name}, där du inte får ändra. {owner.name}s nämndsekreterare kan ge dig rätt."
        )
    if body is not None and body != owner:
        raise BookRefused(
            f"{name} är uttagen för {owner.name}, inte för {body.name}. Välj rätt fil eller nämnd."
        )
    source = Source.objects.filter(sha256=checksum(data)).first() or _keep(data, name, at)
    kept = Workbook.objects.filter(source=source).first()
    if kept is not None:
        return kept
    record(
        by=by, at=at, verb="intake.receive_workbook", ref=Ref(name[:120]),
        sentence=f"Arbetsboken {name} lämnades in för {owner.name}.", body_id=owner.pk,
    )  # fmt: skip
    return Workbook.objects.create(
        source=source, municipality=municipality, body=owner, received_by=by.name, received_at=at
    )


def _owner(book: Book, municipality: Municipality) -> Body | None:
    """Return the body that the hidden sheet names, None where there is no such sheet; raises BookRefused."""
    stamps = stamped(book)
    if STAMP not in stamps:
        return None
    code, key = (next(iter(stamps.get(name, {"": ""})), "") for name in ("municipality", "body"))
    found = (
        Body.objects.filter(municipality=municipality, pk=int(key)).first()
        if key.isdecimal() and len(key) < 18
        else None
    )
    if code != municipality.code or found is None:
        raise BookRefused(
            f"Arbetsboken är uttagen för en nämnd som inte finns i {municipality.name}. "
            "Ta ut en ny under Initiativ → Excel."
        )
    return found


def _keep(data: bytes, name: str, at: datetime) -> Source:
    digest = checksum(data)
    keep_whole(Path(settings.FILES), digest, data)
    kind = name.rpartition(".")[2].lower()[:10]
    return Source.objects.create(
        name=name[:255], sha256=digest, size=len(data), kind=kind, path=digest, received_at=at
    )


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the rows that were to be saved: how many were, and sentences on the rest (utfall)."""

    count: int
    refused: tuple[str, ...]


@transaction.atomic
def save_workbook(
    *,
    by: Actor,
    at: datetime,
    workbook: Workbook,
    book: Book,
    rows: Collection[str] | None,
    over: Collection[str] = (),
) -> Saved:
    """Save chosen rows of a workbook, one act each: their changed cells, and conflicting ones named in `over`.

    `rows` are names as in the comparison, None for all that is safe. What somebody has changed since the reader looked
    is left as it is. A row that breaks a rule is told; the others are saved. Again, nothing is left to save.
    """
    workbook = Workbook.objects.select_for_update().get(pk=workbook.pk)
    lists = Lists(workbook.body, access_for(by, swedish_day(at)))
    count, refused = 0, []
    for row in compare(book, lists, workbook.made).rows:
        cells = _chosen(row, rows, over)
        if not cells or row.reason:
            continue
        try:
            _save(_Saving(by, at, workbook, row, cells))
        except (actions.Invalid, NotAllowed) as wrong:
            refused.append(f"{row.sheet.name} rad {row.line}: {wrong}")
            continue
        except actions.SavedMeanwhile as meanwhile:
            refused.append(
                f"{row.sheet.name} rad {row.line}: {meanwhile.act.actor_name} sparade före dig. Ladda om sidan."
            )
            continue
        count += 1
    workbook.saved += count
    workbook.save()
    return Saved(count, tuple(refused))


def _chosen(row: Row, rows: Collection[str] | None, over: Collection[str]) -> tuple[Cell, ...]:
    """Return the cells of a row to save."""
    safe = row.of("changed") if rows is None or row.name in rows else []
    return (*safe, *(cell for cell in row.of("conflict") if row.token(cell) in over))


KEYED: dict[str, Any] = {
    "goal_id": Goal,
    "unit_id": Unit,
    "initiative_id": Initiative,
    "replaced_by_id": System,
}


@dataclass(frozen=True, slots=True)
class _Saving:
    """One row on its way into the register (rad som sparas)."""

    by: Actor
    at: datetime
    workbook: Workbook
    row: Row
    cells: tuple[Cell, ...]

    @property
    def who(self) -> dict[str, Any]:
        """Return who does it and when."""
        return {"by": self.by, "at": self.at}

    @property
    def why(self) -> str:
        """Return where it comes from, for the history."""
        return f"Ur arbetsboken {self.workbook.source.name}, {self.row.sheet.name} rad {self.row.line}."

    @property
    def seen(self) -> int:
        """Return the act that the row stood in."""
        return int(self.row.known.version.partition(".")[0]) if self.row.known else 0

    def fields(self) -> dict[str, Any]:
        """Return the cells as the register's columns, texts empty rather than missing."""
        found: dict[str, Any] = {}
        for cell in self.cells:
            name, value = cell.column.field, cell.value
            if name.endswith("_id"):
                found[name.removesuffix("_id")] = KEYED[name].objects.filter(pk=value).first()
            elif value is None and cell.column.kind in ("text", "choice"):
                found[name] = None if self.row.sheet.model._meta.get_field(name).null else ""
            else:
                found[name] = bool(value) if cell.column.kind == "flag" else value
        return found


@transaction.atomic
def _save(one: _Saving) -> None:
    """Save one row, new or changed, and quote the cells that it was saved from."""
    ref, key = DOORS[one.row.sheet.key](one)
    if one.row.known is None:
        one.workbook.made[f"{one.row.sheet.key}:{one.row.line}"] = key
    Quote.objects.bulk_create(
        Quote(
            source=one.workbook.source, ref=ref, field=cell.column.field.removesuffix("_id"), line=one.row.line,
            cell=f"{one.row.sheet.name}!{cell.place}", text=cell.mine,
        )
        for cell in one.cells
    )  # fmt: skip


def _initiative(one: _Saving) -> tuple[Ref, str]:
    fields = _days(one.fields())
    cost = _amount(fields.pop("cost"), one.cells) if "cost" in fields else None
    if one.row.known is None:
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        draft = bool(_lacking(one.workbook.municipality, swedish_day(one.at), given))
        made = actions.register(
            **one.who,
            municipality=one.workbook.municipality,
            body=one.workbook.body,
            draft=draft,
            cost=cost,
            **given,
        )
        return made.ref, made.ref
    initiative = Initiative.objects.select_related("body", "goal", "unit", "municipality").get(
        pk=one.row.known.id
    )
    if fields:
        actions.change(**one.who, initiative=initiative, why=one.why, seen=one.seen, cost=cost, **fields)
    elif cost is not None:
        actions.estimate(**one.who, initiative=initiative, cost=cost)
    return initiative.ref, initiative.ref


def _days(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the columns with how exact each day is and how it was written."""
    for name in ("start", "end"):
        if name in fields:
            day: date | None = fields[name]
            fields |= {
                f"{name}_precision": "day" if day else "",
                f"{name}_raw": day.isoformat() if day else "",
            }
    return fields


def _amount(minor: int | None, cells: Iterable[Cell]) -> Amount:
    return Amount(minor, "SEK", "", next(cell.mine for cell in cells if cell.column.field == "cost"))


def _lacking(municipality: Municipality, day: date, given: dict[str, Any]) -> list[str]:
    """Return what is asked of a new initiative and was not filled in; it is a draft until it is there."""
    need = Phase.NEED.value
    later = {
        one.field for one in asking(municipality, None, day).of(None, None) if need in not_yet(one.phase)
    }
    if not Goal.objects.filter(municipality=municipality).exists():
        later.add("goal")
    wanted = ("problem", "goal", "contact", "start", "end", "funding")
    return [name for name in wanted if name not in given and name not in later]


def _system(one: _Saving) -> tuple[Ref, str]:
    fields = one.fields()
    if one.row.known is None:
        system = actions.add_system(**one.who, body=one.workbook.body, **fields)
    else:
        system = System.objects.select_related("body", "unit").get(pk=one.row.known.id)
        actions.change_system(**one.who, system=system, seen=one.seen, why=one.why, **fields)
    return Ref(system.name[:120]), numbered("S", system.pk)


def _benefit(one: _Saving) -> tuple[Ref, str]:
    fields = one.fields()
    whole: dict[str, Any] = {**one.row.known.values, **fields} if one.row.known else fields
    wanted = (*FIGURES, "unit") if "unit" in fields else tuple(fields)
    fields |= {name: value for name, value in in_units(whole).items() if name in wanted}
    if one.row.known is None:
        benefit = actions.promise_benefit(**one.who, **fields)
    else:
        benefit = Benefit.objects.select_related("initiative__body").get(pk=one.row.known.id)
        actions.change_benefit(**one.who, benefit=benefit, seen=one.seen, **fields)
    return benefit.initiative.ref, numbered("N", benefit.pk)


DOORS: dict[str, Callable[[_Saving], tuple[Ref, str]]] = {
    "initiative": _initiative, "system": _system, "benefit": _benefit,
}  # fmt: skip
"""How a row of each sheet is saved: returns the reference that history goes by, and the row's key."""
