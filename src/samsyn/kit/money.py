"""Money: whole öre, pence or cents, exact; a number, empty or withheld, never mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

NO_BREAK_SPACE = "\u00a0"
TRUE_MINUS = "−"
MAX_MINOR = 2**63 - 1
"""What a database column of whole numbers holds."""

SYMBOLS = {
    "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "kr": "SEK", "kr.": "SEK", "sek": "SEK",
    "cad": "CAD", "usd": "USD", "nok": "NOK", "dkk": "DKK",
}  # fmt: skip
DOLLARS = frozenset({"CAD", "USD", "AUD", "NZD"})
POINT_CURRENCIES = frozenset({"GBP", "USD", "CAD", "AUD", "NZD"})
MAGNITUDES = {
    "tkr": 1_000, "k": 1_000, "tusen": 1_000,
    "mkr": 1_000_000, "mnkr": 1_000_000, "msek": 1_000_000, "m": 1_000_000, "mn": 1_000_000,
    "million": 1_000_000, "miljon": 1_000_000, "miljoner": 1_000_000,
    "mdkr": 1_000_000_000, "mdr": 1_000_000_000, "bn": 1_000_000_000, "miljard": 1_000_000_000,
    "miljarder": 1_000_000_000,
}  # fmt: skip
KRONA_MAGNITUDES = frozenset({"tkr", "mkr", "mnkr", "msek", "mdkr"})
"""Words that say the currency too."""

_MONEY = re.compile(
    r"(?P<open>\()?(?P<before>[^\d.,()]*)(?P<digits>\d[\d.,  \u202f']*)(?P<after>[^\d()]*)\)?"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_WORDS = re.compile(r"[£€$]|[^\W\d_]+\.?")


class NotAnAmount(ValueError):
    """The text is no amount that can be read in one way only; its message says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in a currency's hundredths, or none, or kept back with the reason given (belopp)."""

    minor: int | None
    currency: str
    withheld: str = ""
    raw: str = ""

    def __post_init__(self) -> None:
        if self.minor is not None and self.withheld:
            raise ValueError("an amount is either known or withheld")

    @property
    def empty(self) -> bool:
        """Return whether nothing is said: neither a number nor a reason for keeping it back."""
        return self.minor is None and not self.withheld


def withhold(reason: str, currency: str) -> Amount:
    """Return an amount that is kept back, with the reason as it was written."""
    return Amount(None, currency, " ".join(reason.split()), reason)


def parse(raw: str, currency: str, unit: int = 1, decimal: str = "") -> Amount:
    """Read an amount; empty text gives an empty amount.

    `unit` is what one stands for (1, 1 000 or 1 000 000 of the currency) where the text doesn't say itself,
    as "£12.5m" or "300 tkr" do. `decimal` is the decimal sign, by default the currency's own. Exact; half an
    öre rounds up. Raises NotAnAmount, also where "1.234" could be a thousand or a fraction.
    """
    text = " ".join(raw.split())
    if not text:
        return Amount(None, currency, "", raw)
    found = _MONEY.fullmatch(text)
    if not found:
        raise NotAnAmount(f"”{_short(text)}” är inget belopp")
    marks = _marks(found["before"] + " " + found["after"], currency, text)
    number = _number(found["digits"], decimal or ("." if marks.currency in POINT_CURRENCIES else ","), text)
    exactly = number * (marks.unit or unit) * 100
    if len(found["digits"]) > 28 or abs(exactly) > MAX_MINOR:
        raise NotAnAmount(f"”{_short(text)}” är ett orimligt stort belopp")
    minor = exactly.quantize(Decimal(1), ROUND_HALF_UP)
    return Amount(-int(minor) if marks.negative or found["open"] else int(minor), marks.currency, "", raw)


class _Marks(NamedTuple):
    currency: str
    unit: int | None
    negative: bool


def _marks(words: str, currency: str, text: str) -> _Marks:
    """Return what the words around the digits say: currency, unit (None: nothing), sign."""
    unit: int | None = None
    words = words.replace(":-", " kr ").casefold()
    signs = [sign for sign in words if sign in "-−–"]
    for word in _WORDS.findall(words):
        if word == "$":
            currency = currency if currency in DOLLARS else "USD"
        elif word in SYMBOLS:
            currency = SYMBOLS[word]
        elif word.rstrip(".") in MAGNITUDES:
            unit = MAGNITUDES[word.rstrip(".")]
            currency = "SEK" if word in KRONA_MAGNITUDES else currency
        else:
            raise NotAnAmount(f"”{_short(text)}” är inget belopp")
    if len(signs) > 1 or re.search(r"[^\w\s£€$.:−–+-]", words):
        raise NotAnAmount(f"”{_short(text)}” är inget belopp")
    return _Marks(currency, unit, bool(signs))


def _number(digits: str, decimal: str, text: str) -> Decimal:
    """Return the digits as a number, with spaces and the other sign as thousands."""
    plain = re.sub(r"[  \u202f']", "", digits).rstrip(".,")
    other = "," if decimal == "." else "."
    if other in plain and decimal not in plain:
        grouped = _GROUPED.fullmatch(plain)
        if grouped and plain.count(other) == 1 and other == ".":
            raise NotAnAmount(f"”{_short(text)}” kan läsas både som tusental och som decimaler")
        plain = plain.replace(other, "" if grouped else ".")
    else:
        plain = plain.replace(other, "").replace(decimal, ".")
    if plain.count(".") > 1:
        raise NotAnAmount(f"”{_short(text)}” är inget belopp")
    return Decimal(plain)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def mnkr(ore: int) -> str:
    """Return öre as millions of kronor with one decimal, such as "198,7"."""
    return _swedish(Decimal(ore) / 100_000_000, 1)


def tkr(ore: int) -> str:
    """Return öre as whole thousands of kronor, such as "4 200"."""
    return _swedish(Decimal(ore) / 100_000, 0)


def exact(minor: int) -> str:
    """Return hundredths as units with two decimals, such as "1 234,50"."""
    return _swedish(Decimal(minor) / 100, 2)


def _swedish(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    return (TRUE_MINUS if rounded < 0 else "") + text
