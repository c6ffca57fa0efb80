"""Cells that people fill in: what each kind of column holds, read in one way only or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from samsyn.intake.recognisers.tables.dates import Reader, read_date
from samsyn.kit.money import NotAnAmount, parse

Kind = Literal["text", "money", "number", "date", "choice", "flag"]
Value = str | int | Decimal | bool | date | None
"""What a cell holds: money in öre, a choice by its key, nothing as None."""

SERIALS = range(25_569, 73_051)
"""Numbers of days that are taken for dates: 1970 to 2099."""
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
SHAPES = ("iso", "swedish")
YES, NO = ("ja", "j", "x", "sant", "true", "1"), ("nej", "n", "falskt", "false", "0")
DAY = "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-01-11."
KRONOR = "Skriv beloppet i hela kronor med siffror, till exempel 1500000."
LARGEST = 2**53
"""Whole numbers that a spreadsheet keeps exactly."""
_COMPACT = re.compile(r"(?:19|20)\d{6}")


class Unread(ValueError):
    """A cell that cannot be read in one way only; the text says in Swedish why and what to write."""


def tidy(text: str) -> str:
    """Return a text as it is compared and kept: plain line ends, nothing before or after."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_cell(
    kind: Kind, cell: Any, *, keys: Mapping[str, Any] | None = None, from_1904: bool = False
) -> Value:
    """Return what a cell of a kind of column holds; an empty one holds nothing.

    `keys` are a choice's keys by their words in small letters. Raises Unread.
    """
    cell = tidy(cell) if isinstance(cell, str) else cell
    if cell is None or cell == "":
        return None
    if kind == "date":
        return _date(cell, from_1904)
    if kind == "choice":
        return _choice(cell, keys or {})
    return READERS[kind](cell)


def _text(cell: Any) -> Value:
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    return format(Decimal(repr(cell)).normalize(), "f") if isinstance(cell, float) else str(cell)


def _number(cell: Any) -> Value:
    if isinstance(cell, str):
        plain = re.sub(r"[\s\u00a0\u202f]", "", cell).replace("−", "-").replace(",", ".")
        if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,2})?", plain):
            raise Unread(f"”{_short(cell)}” är inget tal. Skriv bara siffror, till exempel 1200.")
        return _plain(Decimal(plain))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unread(f"{_text(cell)} är inget tal. Skriv bara siffror, till exempel 1200.")
    if abs(cell) > LARGEST or cell != cell:  # noqa: PLR0124  a number that is not itself is none
        raise Unread("Talet är orimligt stort. Kontrollera det.")
    return _plain(Decimal(repr(cell)))


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()


def _money(cell: Any) -> Value:
    if isinstance(cell, str):
        try:
            amount = parse(cell, "SEK")
        except NotAnAmount as wrong:
            raise Unread(f"{str(wrong)[:1].upper()}{str(wrong)[1:]}. {KRONOR}") from wrong
        if amount.currency != "SEK":
            raise Unread(f"”{_short(cell)}” är inte i kronor. {KRONOR}")
        minor = amount.minor
    else:
        if isinstance(cell, bool | date):
            raise Unread(f"{_text(cell)} är inget belopp. {KRONOR}")
        number = Decimal(str(_number(cell))) * 100
        minor = int(number.to_integral_value())
    if minor is None or minor < 0:
        raise Unread(f"Beloppet är negativt. {KRONOR}")
    return minor


def _date(cell: Any, from_1904: bool) -> Value:
    if isinstance(cell, date):
        return _reasonable(cell)
    if isinstance(cell, bool):
        raise Unread(f"{_text(cell)} är inget datum. {DAY}")
    if isinstance(cell, int | float):
        if _COMPACT.fullmatch(str(_text(cell))):
            cell = str(_text(cell))
        elif SERIALS.start <= cell < SERIALS.stop:
            return EPOCHS[from_1904] + timedelta(days=int(cell))
        else:
            raise Unread(f"Talet {_text(cell)} är inget datum. {DAY}")
    found = read_date(
        cell if not _COMPACT.fullmatch(cell) else f"{cell[:4]}-{cell[4:6]}-{cell[6:]}", SHAPES, Reader(False)
    )
    if found is None or found.date is None or found.precision != "day":
        raise Unread(f"”{_short(cell)}” är ingen bestämd dag. {DAY}")
    return _reasonable(found.date)


def _reasonable(day: date) -> date:
    if not 1970 <= day.year <= 2099:
        raise Unread(f"{day} ligger orimligt långt bort. {DAY}")
    return day


def _flag(cell: Any) -> Value:
    word = str(_text(cell)).casefold()
    if word not in YES + NO:
        raise Unread(f"”{_short(word)}” är varken ja eller nej. Skriv ja eller nej.")
    return word in YES


def _choice(cell: Any, keys: Mapping[str, Any]) -> Value:
    word = str(_text(cell))
    if word.casefold() not in keys:
        raise Unread(f"”{_short(word)}” finns inte bland valen. Välj i listan.")
    found: Value = keys[word.casefold()]
    return found


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


READERS: dict[str, Callable[[Any], Value]] = {
    "text": _text,
    "money": _money,
    "number": _number,
    "flag": _flag,
}


def letters(column: int) -> str:
    """Return a column's letters by its number from 1, as spreadsheets write them."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
