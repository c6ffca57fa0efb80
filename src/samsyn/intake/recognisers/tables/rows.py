"""From the rows of a table to initiatives, by a mapping profile; what cannot be read is told, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from samsyn.intake.readers.tables import Row, Table
from samsyn.intake.recognisers.tables.dates import Reader, read_date
from samsyn.intake.recognisers.tables.profiles import AMOUNTS, NARRATIVES, YEARLY, Profile, matches, normal
from samsyn.kit.dates import DateValue
from samsyn.kit.money import Amount, NotAnAmount, parse, withhold

NO_DATE = DateValue(None, "day", "")
NO_AMOUNT = Amount(None, "")

LONGEST = {
    "body": 120, "external_key": 160, "category": 120, "edition": 20, "municipality": 120, "status": 2_000,
    **dict.fromkeys(AMOUNTS, 2_000),
}  # fmt: skip
"""The longest text that fits a field that is no narrative; 300 for the others. A longer one is told, never cut."""

_UNITS = (
    (re.compile(r"\b(tkr|tusen kr)\b"), 1_000),
    (re.compile(r"\b(mnkr|mkr|msek|miljoner kr)\b"), 1_000_000),
)
_YEARS = re.compile(r"(?P<first>20\d\d)\s?[/-]\s?(?P<second>20\d\d|\d\d)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Status:
    """How an initiative goes: our step, the scale it came from, its word there, or why none is told (läge)."""

    value: str = "none"
    scale: str = ""
    raw: str = ""
    withheld: str = ""


class Yearly(NamedTuple):
    """Budget, forecast or outcome of one year; without a year where neither heading nor edition tells it."""

    name: str
    year: int | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One initiative as a register tells it.

    `line` counts rows or, in a turned table, columns. `external_key` is the id in one case, `edition` the year or
    ISO day that the register shows, `yearly` the money of single years. `narratives` are texts by field, `extra`
    the unmapped columns by heading, `remarks` what stayed as text because it could not be read.
    """

    line: int
    title: str
    body: str
    external_key: str = ""
    external_key_raw: str = ""
    municipality: str = ""
    category: str = ""
    edition: str = ""
    start: DateValue = NO_DATE
    end: DateValue = NO_DATE
    baseline_end: DateValue = NO_DATE
    whole_life_cost: Amount = NO_AMOUNT
    yearly: tuple[Yearly, ...] = ()
    status: Status = Status()
    narratives: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not read, and why (avvisad rad)."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """The initiatives of a table and the rows that were refused."""

    rows: tuple[InitiativeRow, ...]
    refused: tuple[RefusedRow, ...]


class Unreadable(Exception):
    """A row that cannot be read; the text is the reason for the list of refused rows."""


def rows(table: Table, profile: Profile) -> Mapped:
    """Read a table's rows by a profile.

    A row is refused, with its line and reason, when it has no name, more or fewer cells than headings, a sum that
    is neither number, empty nor withheld, nothing but a name, or an id (else a name and body) that came before.
    """
    read: list[InitiativeRow] = []
    refused: list[RefusedRow] = []
    first_at: dict[tuple[str, ...], int] = {}
    years = _money_years(table, profile)
    fields = tuple(_field(heading, profile, years) for heading in table.header)
    year = years.pop() if len(years) == 1 else None
    sheet = _Sheet(table, profile, fields, _shared_edition(table, profile), year)
    for row in table.rows:
        try:
            found = _row(row, sheet)
            key = (found.external_key,) if found.external_key else (normal(found.title), normal(found.body))
            if key in first_at:
                raise Unreadable(f"Samma initiativ finns redan på {table.axis} {first_at[key]} i filen")
        except Unreadable as reason:
            refused.append(RefusedRow(row.line, str(reason)))
            continue
        first_at[key] = row.line
        read.append(found)
    return Mapped(tuple(read), tuple(refused))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all rows of a table share: the field of each heading ("budget 2027" where there are several years), and
    the edition and the one year of the whole."""

    table: Table
    profile: Profile
    fields: tuple[str, ...]
    edition: str
    year: int | None


def _row(row: Row, sheet: _Sheet) -> InitiativeRow:
    table, profile = sheet.table, sheet.profile
    cells = _Cells(row, sheet)
    if sum(1 for _ in cells.filled()) < 2:
        raise Unreadable("Bara en cell är ifylld; raden ser ut som en anmärkning")
    title = cells.line("title")
    if not title:
        raise Unreadable(f"Namnet saknas (kolumnen ”{_heading(table, profile, 'title')}” är tom)")
    key = cells.line("external_key")
    edition = _edition(cells.line("edition"), profile) or sheet.edition
    return InitiativeRow(
        line=row.line, title=title, body=cells.line("body"), external_key=key.casefold(), external_key_raw=key,
        municipality=cells.line("municipality") or profile.municipality, category=cells.line("category"),
        edition=edition, yearly=tuple(_yearly(cells, sheet, sheet.year or _year_of(edition))),
        start=cells.date("start"), end=_end(cells), baseline_end=cells.date("baseline_end"),
        whole_life_cost=cells.amount("whole_life_cost"), status=cells.status(),
        narratives={name: text for name in NARRATIVES if (text := cells.text(name))},
        extra=cells.extra(), remarks=tuple(cells.remarks),
    )  # fmt: skip


def _end(cells: _Cells) -> DateValue:
    """Return the end day; a register's own words beside it are the raw text and say how exact it is."""
    value, given = cells.date("end"), cells.line("end_as_given")
    if not given:
        return value
    words = read_date(given, cells.profile.dates, Reader(True, cells.profile.fiscal_year_end))
    precision = words.precision if words else value.precision
    return DateValue(value.date or (words.date if words else None), precision, given)


def _yearly(cells: _Cells, sheet: _Sheet, year: int | None) -> Iterator[Yearly]:
    """Yield the yearly amounts of a row; a field without a year of its own is of the given one."""
    for name in dict.fromkeys(name for name in sheet.fields if name.split(" ")[0] in YEARLY):
        field_name, _, own = name.partition(" ")
        yield Yearly(field_name, int(own) if own else year, cells.amount(name))


class _Cells:
    """The cells of one row by the field they mean."""

    def __init__(self, row: Row, sheet: _Sheet) -> None:
        self.profile, self.table = sheet.profile, sheet.table
        self.remarks: list[str] = []
        self._found: dict[str, str] = {}
        self._headings: dict[str, str] = {}
        self._extra: dict[str, str] = {}
        for place, (name, heading, cell) in enumerate(_paired(row, sheet), start=1):
            self._take(name, " ".join(heading.split()) or f"kolumn {place}", cell)

    def _take(self, name: str, heading: str, cell: str) -> None:
        if name and (name not in self._found or not self._found[name].strip()):
            self._found[name], self._headings[name] = cell, heading
        elif cell.strip() and not (name and normal(cell) == normal(self._found[name])):
            self._extra[heading if heading not in self._extra else f"{heading} ({len(self._extra)})"] = (
                cell.strip()
            )

    def filled(self) -> Iterator[str]:
        yield from (text for text in (*self._found.values(), *self._extra.values()) if text.strip())

    def extra(self) -> dict[str, str]:
        return dict(self._extra)

    def text(self, name: str) -> str:
        """Return a cell as it was written, its line endings made one kind."""
        return re.sub(r"\r+\n?|\n", "\n", self._found.get(name, "")).strip()

    def line(self, name: str) -> str:
        """Return a cell on one line with single spaces."""
        text = " ".join(self._found.get(name, "").split())
        if len(text) > (limit := LONGEST.get(name, 300)):
            raise Unreadable(
                f"”{self._headings[name]}” är längre än {limit} tecken; kolumnerna kan ha förskjutits"
            )
        return text

    def date(self, name: str) -> DateValue:
        raw = self.line(name)
        if not raw:
            return NO_DATE
        reader = Reader(at_end=name != "start", fiscal_year_end=self.profile.fiscal_year_end)
        value = self._spreadsheet_day(raw) or read_date(raw, self.profile.dates, reader)
        if value is None and not matches(raw, (*self.profile.withheld, *self.profile.blank)):
            self.remarks.append(f"”{raw}” i {self._headings[name]} är inget datum och behölls som text")
        return value or DateValue(None, "day", raw)

    def _spreadsheet_day(self, raw: str) -> DateValue | None:
        """Return the day behind a number in a workbook: a date cell without a date format counts from 1900."""
        if self.table.decimal and re.fullmatch(r"[2-6]\d{4}", raw):
            return DateValue(date(1899, 12, 30) + timedelta(days=int(raw)), "day", raw)
        return None

    def amount(self, name: str) -> Amount:
        raw, currency = self.line(name), self.profile.currency
        if matches(raw, self.profile.withheld):
            return withhold(raw, currency)
        if not raw or matches(raw, self.profile.blank):
            return Amount(None, currency, "", raw)
        heading = self._headings[name]
        unit = next((size for words, size in _UNITS if words.search(normal(heading))), self.profile.unit)
        try:
            return parse(raw, currency, unit, self.table.decimal or self.profile.decimal)
        except NotAnAmount as reason:
            raise Unreadable(f"{reason} (kolumnen ”{heading}”)") from reason

    def status(self) -> Status:
        raw, scale = self.line("status"), self.profile.scale
        if matches(raw, self.profile.withheld):
            return Status("none", scale.name, raw, raw)
        value = scale.values.get(re.sub(r"\s*/\s*", "/", normal(raw)))
        if raw and value is None and not matches(raw, self.profile.blank):
            self.remarks.append(f"”{raw}” finns inte i skalan {scale.name} och behölls som text")
        return Status(value or "none", scale.name if raw else "", raw)


def _paired(row: Row, sheet: _Sheet) -> Iterator[tuple[str, str, str]]:
    """Yield (field, heading, cell); refuses a row that has not as many cells as there are headings."""
    width, cells = len(sheet.table.header), row.cells
    if any(cell.strip() for cell in cells[width:]) or len(cells) < width:
        raise Unreadable(f"Raden har {len(cells)} värden men rubriken har {width}")
    yield from zip(sheet.fields, sheet.table.header, cells[:width], strict=True)


def _heading(table: Table, profile: Profile, name: str) -> str:
    return next((heading.strip() for heading in table.header if profile.field_of(heading) == name), name)


def _edition(text: str, profile: Profile) -> str:
    """Return an edition cell as an ISO day, a year, or its own words."""
    value = read_date(text, ("iso", "month-day-year", *profile.dates), Reader(True)) if text else None
    if value and value.date:
        return value.date.isoformat() if value.precision == "day" else str(value.date.year)
    return text


def _year_of(edition: str) -> int | None:
    return int(edition[:4]) if _YEAR.fullmatch(edition[:4]) else None


def _money_years(table: Table, profile: Profile) -> set[int]:
    """Return the years in the headings of a table's yearly money, such as "Budget 2026"."""
    headings = [heading for heading in table.header if profile.field_of(heading) in YEARLY]
    return {year for heading in headings for year in _own_years(heading)}


def _own_years(heading: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(_YEARS.sub("", heading))}


def _field(heading: str, profile: Profile, years: set[int]) -> str:
    """Return a heading's field, with its year where yearly money is told for several."""
    name, own = profile.field_of(heading), _own_years(heading)
    return f"{name} {own.pop()}" if name in YEARLY and len(years) > 1 and len(own) == 1 else name


def _shared_edition(table: Table, profile: Profile) -> str:
    """Return the edition of a whole table: the later year in a money heading (2013/2014), else the year in its name."""
    if "header" in profile.edition:
        headings = (heading for heading in table.header if profile.field_of(heading) in AMOUNTS)
        if found := next((hit for heading in headings if (hit := _YEARS.search(heading))), None):
            return found["first"][: 4 - len(found["second"])] + found["second"]
    if "name" in profile.edition and (year := _YEAR.search(table.name)):
        return year.group()
    return ""
