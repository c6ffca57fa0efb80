"""Recognises what tells of money and plans outside the register: ledgers, invoices, procurements, plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from sys import intern

from samsyn.intake.readers.tables import Row, Table
from samsyn.intake.recognisers.tables.dates import Reader, read_date
from samsyn.intake.recognisers.tables.profiles import Profile, matches
from samsyn.intake.recognisers.tables.rows import RefusedRow, Unreadable
from samsyn.kit.money import NotAnAmount, parse
from samsyn.money.rules import Entry

PAID = ("ledger", "invoices")
LONGEST = {"account": 12, "voucher": 40, "centre": 80, "project": 40, "diary": 60}
"""Letters that a code can have; other texts are cut at what their place holds."""
TEXTS = {"text": 200, "title": 300}
_TEXT = 120
_PLAIN = re.compile(r"(-?)(\d{1,15})(?:\.(\d\d?))?")
_CODED = re.compile(r"(\S*\d\S*)\s+(\S.*)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SUM = re.compile(r"(?:del)?(?:summa|total)|(?:ingående|utgående) (?:balans|saldo)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list of procurements or of a plan; öre (listrad)."""

    line: int
    title: str
    body: str
    supplier: str
    diary: str
    project: str
    amount: int | None
    day: date | None


def entries(table: Table, profile: Profile) -> Iterator[Entry | RefusedRow]:
    """Yield the rows of a ledger or a list of invoices, or why one cannot be read, with its line.

    Lines that sum others, and those without an amount, are no rows of their own and are refused.
    """
    yield from (RefusedRow(line, reason) for line, reason in table.refused)
    cells = _Cells(table, profile)
    for row in table.rows:
        try:
            cells.row = row
            yield _entry(cells)
        except Unreadable as reason:
            yield RefusedRow(row.line, str(reason))


def listed_rows(table: Table, profile: Profile) -> Iterator[ListedRow | RefusedRow]:
    """Yield the rows of a list of procurements or a plan, or why one cannot be read, with its line."""
    cells = _Cells(table, profile)
    for row in table.rows:
        try:
            cells.row = row
            yield _listed(cells)
        except Unreadable as reason:
            yield RefusedRow(row.line, str(reason))


def _entry(cells: _Cells) -> Entry:
    if _SUM.match(cells.first):
        raise Unreadable("Raden är en summa av andra rader")
    account, account_name = cells.coded("account")
    centre, centre_name = cells.coded("centre")
    project, project_name = cells.coded("project")
    whose = cells.text("body")
    day = cells.day()
    if day is None:
        raise Unreadable("Datumet saknas")
    return Entry(
        cells.row.line, day, cells.paid(), account, account_name, cells.text("voucher"), centre or whose,
        centre_name or (whose if centre else ""), cells.text("activity"), project, project_name,
        cells.text("supplier"), cells.text("text"),
    )  # fmt: skip


def _listed(cells: _Cells) -> ListedRow:
    title, body = cells.text("title"), cells.text("body")
    if not title or not body:
        raise Unreadable("Raden saknar namn" if not title else "Raden saknar nämnd")
    return ListedRow(
        cells.row.line, title, body, cells.text("supplier"), cells.text("diary"), cells.coded("project")[0],
        cells.amount("amount"), cells.day(),
    )  # fmt: skip


class _Cells:
    """The cells of a row at a time, by the field they mean."""

    def __init__(self, table: Table, profile: Profile) -> None:
        self.profile, self.decimal = profile, table.decimal or profile.decimal
        self.row = Row(0, ())
        self._places: dict[str, int] = {}
        for place, heading in enumerate(table.header):
            if name := profile.field_of(heading):
                self._places.setdefault(name, place)
        self._width = len(table.header)

    @property
    def first(self) -> str:
        """Return the first cell that is filled in."""
        return next((cell.strip() for cell in self.row.cells if cell.strip()), "")

    def text(self, name: str) -> str:
        """Return a cell on one line; raises Unreadable for a code that is too long, and cuts other texts."""
        place = self._places.get(name)
        if place is None or place >= len(self.row.cells):
            return ""
        told = " ".join(self.row.cells[place].split())
        if told and matches(told, self.profile.blank):
            return ""
        if len(told) > LONGEST.get(name, 300):
            raise Unreadable(f"”{told[:40]}…” är för långt; kolumnerna kan ha förskjutits")
        return intern(told[: TEXTS.get(name, _TEXT)])

    def coded(self, name: str) -> tuple[str, str]:
        """Return a code and what it is called, from one cell ("310 Skolkontoret") or two."""
        told, called = self.text(name) if name != "account" else self._long(name), self.text(f"{name}_name")
        found = None if called else _CODED.fullmatch(told)
        code, called = (found[1], found[2]) if found else (told, called)
        if len(code) > LONGEST.get(name, _TEXT):
            raise Unreadable(f"”{code[:40]}” är för långt; kolumnerna kan ha förskjutits")
        return intern(code), intern(called[:80])

    def _long(self, name: str) -> str:
        place = self._places.get(name, self._width)
        return " ".join(self.row.cells[place].split())[:100] if place < len(self.row.cells) else ""

    def paid(self) -> int:
        """Return the row's öre: its amount, else what is debited less what is credited; raises Unreadable."""
        if "amount" in self._places:
            found = self.amount("amount")
        else:
            debit, credit = self.amount("debit"), self.amount("credit")
            found = None if debit is None and credit is None else (debit or 0) - (credit or 0)
        if found is None:
            raise Unreadable("Beloppet saknas")
        return found

    def amount(self, name: str) -> int | None:
        """Return a cell in öre, None where it is empty; raises Unreadable."""
        told = self.text(name)
        if (
            self.profile.unit == 1
            and (plain := _PLAIN.fullmatch(told))
            and (self.decimal == "." or not plain[3])
        ):
            sign, whole, rest = plain.groups()
            öre = int(whole) * 100 + int((rest or "0").ljust(2, "0"))
            return -öre if sign else öre
        try:
            found = parse(told, self.profile.currency, self.profile.unit, self.decimal)
        except NotAnAmount as wrong:
            raise Unreadable(str(wrong)) from wrong
        if found.minor is not None and found.currency != "SEK":
            raise Unreadable(f"”{told}” är inte kronor")
        return found.minor

    def day(self) -> date | None:
        """Return the day, None where the cell is empty; raises Unreadable."""
        told = self.text("date")
        found = _day(told, self.profile.dates, bool(self.decimal)) if told else None
        if told and found is None:
            raise Unreadable(f"”{told}” är inget datum")
        return found


@lru_cache(4000)
def _day(told: str, shapes: Sequence[str], workbook: bool) -> date | None:
    """Return the day of a cell: as a date, eight digits, or in a workbook the days since 1900."""
    if compact := _COMPACT.fullmatch(told):
        told = "-".join(compact.groups())
    elif workbook and re.fullmatch(r"[2-6]\d{4}", told):
        return date(1899, 12, 30) + timedelta(days=int(told))
    value = read_date(told, shapes, Reader(at_end=True))
    return value.date if value else None
