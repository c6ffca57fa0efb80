"""What a filled-in workbook changes: cell by cell against the register as it is, and as it was when taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from samsyn.intake.readers.book import Book, Line, Page
from samsyn.intake.readers.xlsx import STAMP
from samsyn.intake.recognisers.cells import Unread, Value, letters, read_cell, tidy
from samsyn.intake.workbooks.columns import CHOICES, GUIDE, SHEETS, Column, Sheet
from samsyn.intake.workbooks.heads import find_heads
from samsyn.intake.workbooks.rows import Known, Lists, Values, earlier, known, shown
from samsyn.intake.workbooks.rules import objection
from samsyn.kit.words import folded, listed

Sort = Literal["changed", "conflict", "refused"]
UNTOLD = object()
"""How a cell stood when the workbook was taken out, where that is not known."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says something else than the register, or nothing that can be read (cell)."""

    place: str
    column: Column
    sort: Sort
    mine: str
    now: str = ""
    base: str | None = None
    value: Value = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells that differ; a new one has no `known`. With a `reason` it is refused whole (rad)."""

    sheet: Sheet
    line: int
    title: str
    known: Known | None = None
    cells: tuple[Cell, ...] = ()
    values: Values = field(default_factory=dict)
    reason: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """Return what the row is called in a form."""
        return f"{self.sheet.key}:{self.known.key if self.known else self.line}"

    @property
    def key(self) -> str:
        """Return the row's key, nothing for a new one."""
        return self.known.key if self.known else ""

    def of(self, sort: Sort) -> list[Cell]:
        """Return the cells of a sort."""
        return [cell for cell in self.cells if cell.sort == sort]

    @property
    def safe(self) -> bool:
        """Return whether there is something to save that nobody has to think about."""
        return not self.reason and bool(self.of("changed"))

    def token(self, cell: Cell) -> str:
        """Return what a form says when this cell is to win over what the register says now."""
        return f"{self.name}:{cell.column.field}:{self.known.version if self.known else ''}"


@dataclass(frozen=True, slots=True)
class Diff:
    """All that a workbook would change, with what should be told about it (skillnad)."""

    rows: tuple[Row, ...] = ()
    same: int = 0
    absent: int = 0
    notes: tuple[str, ...] = ()

    def count(self, sort: Sort) -> int:
        """Return how many cells of a sort there are; rows that are refused whole count as one."""
        whole = sum(1 for row in self.rows if row.reason) if sort == "refused" else 0
        return whole + sum(len(row.of(sort)) for row in self.rows if not row.reason)

    @property
    def new(self) -> list[Row]:
        """Return the rows that are not in the register yet."""
        return [row for row in self.rows if row.known is None and not row.reason]

    @property
    def changed(self) -> list[Row]:
        """Return the rows that are there and differ."""
        return [row for row in self.rows if row.known is not None and row.safe]


def compare(book: Book, lists: Lists, made: Mapping[str, str]) -> Diff:
    """Return what a workbook changes for a body; `made` are the keys of new rows saved from it before, by place."""
    versions = stamped(book)
    found: list[Row] = []
    notes = ["Filen har makron. De används inte; bara cellernas värden är lästa."] if book.macros else []
    known_pages = {name.casefold() for name in (GUIDE, CHOICES, STAMP, *(sheet.name for sheet in SHEETS))}
    strange = [page.name for page in book.pages if page.name.strip().casefold() not in known_pages]
    notes += [f"Bladet {name} känns inte igen och läses inte." for name in strange]
    same = absent = 0
    for sheet in SHEETS:
        page = book.page(sheet.name)
        if page is None:
            notes.append(f"Bladet {sheet.name} finns inte i filen. Där ändras ingenting.")
            continue
        work = _Work(sheet, page, lists, book.from_1904, made)
        rows = work.rows(versions.get(sheet.key, {}))
        notes += work.notes
        found += [row for row in rows if row.cells or row.reason]
        same += sum(1 for row in rows if not row.cells and not row.reason)
        absent += len(work.known.keys() - work.seen.keys()) if work.places else 0
    if absent:
        notes.append(f"{absent} rader i Samsyn finns inte i filen. De ändras inte och tas inte bort.")
    return Diff(tuple(found), same, absent, tuple(notes))


def stamped(book: Book) -> dict[str, dict[str, str]]:
    """Return the version that each row was written from, by sheet and key, as the hidden sheet says."""
    page = book.page(STAMP)
    found: dict[str, dict[str, str]] = {}
    for line in page.lines if page else ():
        cells = [str(cell) if cell is not None else "" for cell in (*line.cells, None, None, None)]
        found.setdefault(cells[0], {})[cells[1]] = cells[2]
    return found


class _Read(NamedTuple):
    column: Column
    raw: Any
    value: Value
    reason: str


class _Work:
    """One sheet on its way through: where its columns stand, and what to tell about it."""

    def __init__(
        self, sheet: Sheet, page: Page, lists: Lists, from_1904: bool, made: Mapping[str, str]
    ) -> None:
        self.sheet, self.page, self.lists, self.from_1904, self.made = sheet, page, lists, from_1904, made
        self.known = known(sheet, lists)
        self.heads = find_heads(sheet, page)
        self.places = self.heads.places
        self.notes = list(self.heads.notes)
        self.seen: dict[str, int] = {}
        self.keys = {column.field: lists.keys(column) for column in sheet.columns if column.kind == "choice"}
        self.columns = [one for one in sheet.columns if not one.told and one.field in self.places]
        self.odd = bool(page.merged or page.faulty)
        self.titles = self._titles()

    def _titles(self) -> dict[tuple[Value, str], str]:
        """Return the keys by name, of those whose name is their own; a benefit's within its initiative."""
        found: dict[tuple[Value, str], str] = {}
        for key, row in self.known.items():
            found.setdefault(self._title(row.values), key)
        return found

    def _title(self, values: Values) -> tuple[Value, str]:
        return values.get("initiative_id"), folded(str(values.get("title") or values.get("name") or ""))

    def rows(self, versions: Mapping[str, str]) -> list[Row]:
        """Return the sheet's filled rows with what differs."""
        lines = [line for line in self.page.lines if line.number > self.heads.line and self.places]
        keyed = [(line, self._key(line)) for line in lines]
        self.bases = self._bases(versions, [key for _, key in keyed])
        found = [row for line, key in keyed if (row := self._row(line, key))]
        if hidden := [str(row.line) for row in found if row.line in set(self.page.hidden)]:
            told = f"rad {listed(hidden[:20])} är dold i filen. Den är läst som de andra."
            self.notes.append(f"Bladet {self.sheet.name}: {told}")
        return found

    def _bases(self, versions: Mapping[str, str], keys: list[str]) -> dict[str, Values]:
        """Return the cells that each row was written from; those of a version that is not known are left out."""
        there = {key: self.known[key] for key in keys if key in self.known and key in versions}
        stale = {row.id: versions[key] for key, row in there.items() if versions[key] != row.version}
        before = earlier(self.sheet, stale) if stale else {}
        bases = {key: before.get(row.id) if row.id in stale else row.values for key, row in there.items()}
        return {key: values for key, values in bases.items() if values is not None}

    def _key(self, line: Line) -> str:
        return self._made(line) or str(self._cell(line, self.heads.key) or "").strip().upper()

    def _made(self, line: Line) -> str:
        """Return the key that a row without one got when it was saved before, or nothing."""
        made = self.made.get(f"{self.sheet.key}:{line.number}", "")
        return made if self._cell(line, self.heads.key) is None else ""

    def _cell(self, line: Line, place: int) -> Any:
        return line.cells[place] if 0 <= place < len(line.cells) else None

    def _row(self, line: Line, key: str) -> Row | None:
        place = f"{letters(self.heads.key + 1)}{line.number}"
        if not key:
            return self._unkeyed(line)
        row = self.known.get(key)
        reason = ""
        if row is None:
            reason = f"{key} finns inte hos {self.lists.body.name}. Lämna nyckeln tom för en ny rad."
        elif key in self.seen:
            reason = f"{key} står redan på rad {self.seen[key]}. Ta bort den ena raden."
        if row is None or reason:
            return Row(self.sheet, line.number, self._words(line), reason=reason, place=place)
        self.seen[key] = line.number
        if self._made(line):
            return Row(self.sheet, line.number, self._words(line), row)
        return self._whole(line, row, self.bases.get(key))

    def _whole(self, line: Line, row: Known, base: Values | None) -> Row:
        """Return a row that is there with what differs; cells that together break a rule are refused."""
        cells = tuple(self._differing(line, row, base))
        values = row.values | {cell.column.field: cell.value for cell in cells if cell.sort != "refused"}
        broken, reason = objection(self.sheet.key, values)
        told = (
            replace(cell, sort="refused", reason=reason)
            if reason and cell.column.field in broken and cell.sort != "refused"
            else cell
            for cell in cells
        )
        return Row(self.sheet, line.number, self._words(line), row, tuple(told))

    def _words(self, line: Line) -> str:
        name = "name" if "name" in self.places else "title"
        return str(self._cell(line, self.places.get(name, -1)) or "")[:300]

    def _unkeyed(self, line: Line) -> Row | None:
        """Return a new row; one called as a row that is there is taken for that one, and nothing of it is sure."""
        columns = [one for one in self.sheet.columns if one.edit != "no" and one.field in self.places]
        found = [
            read for column in columns if (read := self._read(line, column)).value is not None or read.reason
        ]
        if not found:
            return None
        values = {read.column.field: read.value for read in found if not read.reason}
        same = self.titles.get(self._title(values))
        if same and same not in self.seen:
            self.seen[same] = line.number
            return self._whole(line, self.known[same], None)
        cells = tuple(
            self._told(line, read, "refused" if read.reason else "changed", read.reason) for read in found
        )
        reason = self._lacking(values) or objection(self.sheet.key, values)[1]
        if same:
            reason = f"Det finns redan en rad med samma namn: {same}. Skriv nyckeln, eller ett annat namn."
        return Row(self.sheet, line.number, self._words(line), None, cells, values, reason, f"A{line.number}")

    def _lacking(self, values: Values) -> str:
        """Return the sentence on what a new row must have and hasn't, or nothing."""
        lacking = [
            one.name for one in self.sheet.columns if one.need == "must" and values.get(one.field) is None
        ]
        return f"{listed(lacking)} saknas. Fyll i det på raden." if lacking else ""

    def _differing(self, line: Line, row: Known, base: Values | None) -> Iterator[Cell]:
        for column in self.columns:
            now = row.values[column.field]
            before = base[column.field] if base is not None else UNTOLD
            read = self._read(line, column)
            if not read.reason and (_alike(read.value, now) or _alike(read.value, before)):
                continue
            if read.reason and read.raw is not None and str(read.raw) in (now, before):
                continue  # it cannot be read, but stands as it was written
            sort, reason = _judged(read, now, before)
            yield self._told(line, read, sort, reason, now, before)

    def _read(self, line: Line, column: Column) -> _Read:
        """Return what a cell says, or why it cannot be read."""
        place = self.places[column.field]
        raw = self._cell(line, place)
        raw = tidy(raw) if isinstance(raw, str) else raw
        if self.odd and (broken := self._broken(line.number, place + 1)):
            return _Read(column, raw, None, broken)
        return _Read(column, raw, *self._value(column, raw))

    def _told(
        self, line: Line, read: _Read, sort: Sort, reason: str = "", now: Value = None, before: Any = None
    ) -> Cell:
        """Return a cell with its values in words."""
        mine = (
            "" if read.raw is None else str(read.raw) if read.reason else self._shown(read.column, read.value)
        )
        base = None if before is UNTOLD else self._shown(read.column, before)
        where = f"{letters(self.places[read.column.field] + 1)}{line.number}"
        return Cell(where, read.column, sort, mine, self._shown(read.column, now), base, read.value, reason)

    def _value(self, column: Column, mine: Any) -> tuple[Value, str]:
        """Return what a cell says, or why it cannot be read."""
        try:
            value = read_cell(column.kind, mine, keys=self.keys.get(column.field), from_1904=self.from_1904)
        except Unread as wrong:
            renamed = self.lists.renamed(column, mine) if isinstance(mine, str) else None
            return renamed, "" if renamed is not None else str(wrong)
        if column.most and isinstance(value, str) and len(value) > column.most:
            return value, f"Texten är {len(value)} tecken och gränsen är {column.most}. Korta den."
        return value, ""

    def _broken(self, row: int, column: int) -> str:
        """Return why a cell's value is not to be trusted, or nothing."""
        for top, left, low, right in self.page.merged:
            if top <= row <= low and left <= column <= right and (row, column) != (top, left):
                return f"Cellen är sammanslagen med {letters(left)}{top}. Dela upp den och fyll i varje cell."
        faulty = f"{letters(column)}{row}" in self.page.faulty
        return "Formeln i cellen ger ett fel. Rätta den eller skriv värdet." if faulty else ""

    def _shown(self, column: Column, value: Value) -> str:
        return shown(column, value, self.lists.words)


def _judged(read: _Read, now: Value, before: Any) -> tuple[Sort, str]:
    """Return what to do with a cell that says something else than the register, with the reason for refusing it."""
    if reason := read.reason or _locked(read.column, read.value, now):
        return "refused", reason
    return ("changed" if before is not UNTOLD and _alike(before, now) else "conflict"), ""


def _alike(one: Any, other: Any) -> bool:
    """Return whether two cells say the same; an empty flag is a no, and 1 is not True."""
    if isinstance(one, bool) or isinstance(other, bool):
        return {type(one), type(other)} <= {bool, type(None)} and bool(one) == bool(other)
    return bool(one == other)


def _locked(column: Column, value: Value, now: Value) -> str:
    """Return why a cell may not be changed to that, or nothing."""
    if column.edit != "yes":
        return column.help if column.edit == "no" else f"{column.name} ändras inte sedan raden är inlagd."
    if value is None and now is not None and column.need:
        return f"{column.name} får inte tömmas. Skriv ett värde, eller lämna det som stod."
    if isinstance(now, str) and len(now) >= 32_767:
        return "Texten är längre än en cell rymmer. Ändra den på webben."
    return ""
