"""What a report is made of: values, tables and blocks, the same whatever format they end up in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samsyn.kit.scales import Verdict
from samsyn.reports.charts import Drawing

Kind = Literal["text", "count", "percent", "days", "ore", "minor", "date", "verdict"]
"""What a column holds; "ore" is SEK, shown as mnkr on paper, "minor" a foreign currency's hundredths."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value kept back, with the ground given (sekretess)."""

    ground: str


@dataclass(frozen=True, slots=True)
class NotConcerned:
    """A value that cannot be there (berörs ej)."""


Plain = str | int | date | Verdict | Withheld | NotConcerned | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that opens the rows behind it, by a path on the site (siffra med underlag)."""

    value: Plain
    path: str


Value = Plain | Figure


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in data files, its heading, what it holds and where that comes from (kolumn).

    `source` is the mark of a Source; `width` shares out what is left of the line, 0 meaning as narrow as can be;
    `under` sets the value in small type under the one before it on paper; `bar` draws a percentage too; `signed` puts
    a plus before what grew; `right` sets a text as numbers are set.
    """

    key: str
    label: str
    kind: Kind = "text"
    source: str = ""
    width: int = 0
    empty: str = "Uppgift saknas"
    under: bool = False
    bar: bool = False
    signed: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, with a total row perhaps; the first column is the row's heading (tabell).

    `print_rows` is how many rows a printed page has room for; `target` is a tick on its bars, in per cent; `breaks`
    lets long words be broken at the end of a line on paper.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    note: str = ""
    empty: str = "Inget att visa."
    target: int | None = None
    print_rows: int | None = None
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence, strong or not (textavsnitt)."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """The sentence to read aloud (budskap)."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One large figure with what it is and one line about it (nyckeltal)."""

    label: str
    value: Value
    kind: Kind
    note: str = ""
    source: str = ""
    empty: str = "Uppgift saknas"


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """The few figures that come first (nyckeltal)."""

    items: tuple[KeyNumber, ...]


@dataclass(frozen=True, slots=True)
class ProposedDecisions:
    """What the board is asked to decide, point by point (förslag till beslut)."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture whose title is the finding, drawn wide and for a phone, with the table of its figures (diagram)."""

    title: str
    note: str
    wide: Drawing
    narrow: Drawing
    table: Table


@dataclass(frozen=True, slots=True)
class Points:
    """Short sentences under a heading (punktlista)."""

    title: str
    items: tuple[str, ...]
    empty: str = "Inget att visa."


@dataclass(frozen=True, slots=True)
class Beside:
    """Two blocks side by side where there is room (bredvid varandra)."""

    left: Table
    right: Points


@dataclass(frozen=True, slots=True)
class NewPage:
    """The next block starts a page on paper (sidbrytning)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures with this mark come from, and the page that shows the rows (källa)."""

    mark: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Footnotes:
    """How the report is made: definitions, and the source behind each mark (noter)."""

    title: str
    definitions: tuple[str, ...]
    sources: tuple[Source, ...]


Block = Statement | KeyNumbers | ProposedDecisions | Table | Chart | Points | Beside | NewPage | Footnotes


@dataclass(frozen=True, slots=True)
class Report:
    """A dated report about one municipality; `sheets` are its tables for spreadsheets (rapport)."""

    key: str
    title: str
    lead: str
    municipality: str
    code: str
    office: str
    facts: tuple[tuple[str, str], ...]
    as_of: date
    compared_with: date | None
    blocks: tuple[Block, ...]
    sheets: tuple[Table, ...]


def bare(value: Value) -> Plain:
    """Return the value itself, without the way to its rows."""
    return value.value if isinstance(value, Figure) else value


def path_of(value: Value) -> str:
    """Return the path to the rows behind a value, empty when there is none."""
    return value.path if isinstance(value, Figure) else ""
