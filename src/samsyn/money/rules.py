"""Rules of money: what a row of a ledger is, and what marks it as spending on digitalisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TypeVar

from samsyn.kit.words import folded

WHOLE_WORD = 3
"""A word of at most so many letters must stand alone: it is in too many others."""
MOST = 40
BALANCE = ("1", "2")
"""How the accounts of what is owned and owed begin: only a rule that names them marks them."""
_RANGE = re.compile(r"(\d{1,12})(?:\s*[-–]\s*(\d{1,12}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a ledger or a list of invoices, as a file tells it; öre (bokföringsrad).

    `centre` is the code of the cost centre, the board's own name where the file has that instead.
    """

    line: int
    day: date
    amount: int
    account: str = ""
    account_name: str = ""
    voucher: str = ""
    centre: str = ""
    centre_name: str = ""
    activity: str = ""
    project: str = ""
    project_name: str = ""
    supplier: str = ""
    text: str = ""

    @property
    def identity(self) -> str:
        """Return what is the same each time the row is exported, but for how many alike there are."""
        parts = (
            self.day.isoformat(), str(self.amount), self.account, self.voucher, self.centre, self.project,
            self.supplier, self.text,
        )  # fmt: skip
        return "\t".join(parts)

    @property
    def group(self) -> str:
        """Return what belongs together within a board and a year: a project, else a supplier, else an account."""
        if self.project:
            return f"projekt {self.project}"
        return f"leverantör {folded(self.supplier)}" if self.supplier else f"konto {self.account}"

    @property
    def search(self) -> str:
        """Return the words that rules look for, each between spaces."""
        return f" {folded(f'{self.account_name} {self.project_name} {self.text}')} "[:300]


class Keys:
    """Gives each row of a file a key; the same row in an overlapping export gets the same one (nycklar)."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._seen: dict[bytes, int] = {}

    def key(self, entry: Entry) -> str:
        """Return the row's key: by what it says and how many alike came before it in the file."""
        told = blake2b(f"{self.kind}\t{entry.identity}".encode(), digest_size=12).digest()
        nth = self._seen[told] = self._seen.get(told, 0) + 1
        return told.hex() if nth == 1 else f"{told.hex()}{nth:x}"


class RuleError(ValueError):
    """A rule that cannot be used; the text says in Swedish what is wrong with it."""


def ranges(text: str) -> tuple[tuple[str, str], ...]:
    """Return the accounts from and to of a text such as "6540-6549, 5420"; raises RuleError."""
    found = []
    for part in listed(text):
        match = _RANGE.fullmatch(part)
        if not match:
            raise RuleError(f"”{part}” är inget konto. Skriv till exempel 6540-6549, 5420.")
        low, high = match[1], match[2] or match[1]
        if len(low) != len(high) or low > high:
            raise RuleError(f"Kontona i ”{part}” står inte i ordning. Skriv det lägsta först.")
        found.append((low, high))
    return tuple(found)


def listed(text: str) -> tuple[str, ...]:
    """Return the parts between commas or on lines of their own."""
    return tuple(" ".join(part.split()) for part in re.split(r"[,;\n]", text) if part.strip())


def needle(word: str) -> str:
    """Return what a word of a rule is looked for by in a row's words: its beginning, all of it, or anywhere after *."""
    plain = folded(word)
    if word.startswith("*"):
        return plain
    return f" {plain} " if len(plain) <= WHOLE_WORD else f" {plain}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What marks rows: all that is told must hold, one of what each tells (utgiftsregel)."""

    include: bool
    accounts: str = ""
    suppliers: str = ""
    words: str = ""

    def check(self) -> None:
        """Raise RuleError where nothing is told, or something that cannot be looked for."""
        ranges(self.accounts)
        if not (listed(self.accounts) or listed(self.suppliers) or listed(self.words)):
            raise RuleError("Skriv minst ett konto, en leverantör eller ett ord som regeln ska känna igen.")
        for one in (*listed(self.suppliers), *listed(self.words)):
            if not folded(one):
                raise RuleError(f"”{one}” har varken bokstäver eller siffror.")
        if max(len(listed(text)) for text in (self.accounts, self.suppliers, self.words)) > MOST:
            raise RuleError(f"Regeln har fler än {MOST} ord eller konton. Dela upp den.")

    def hits(self, entry: Entry) -> bool:
        """Return whether a row is marked by the rule; the database asks the same in one question for all rows."""
        if not self.accounts.strip() and entry.account.startswith(BALANCE):
            return False
        who = folded(entry.supplier)
        return (
            _some(
                any(low <= entry.account <= f"{high}999999" for low, high in ranges(self.accounts)),
                self.accounts,
            )
            and _some(any(who.startswith(folded(one)) for one in listed(self.suppliers)), self.suppliers)
            and _some(any(needle(one) in entry.search for one in listed(self.words)), self.words)
        )


def _some(found: bool, asked: str) -> bool:
    return found or not asked.strip()


R = TypeVar("R", bound=Rule)


def deciding(rules: Sequence[Rule], entry: Entry) -> Rule | None:
    """Return the rule that decides over a row: the first exception that fits, else the first other one."""
    return next((rule for rule in ordered(rules) if rule.hits(entry)), None)


def ordered(rules: Iterable[R]) -> list[R]:
    """Return rules in the order they are tried: exceptions first."""
    return sorted(rules, key=lambda rule: rule.include)


STARTERS = {
    "Ord som brukar betyda digitalisering": Rule(
        True, words="*programvar, licens, systemförvaltning, systemdrift, it, it-tjänst, digital, datakommunikation, "
        "molntjänst, e-tjänst, *applikation"
    ),
    "Licenser som inte är digitala": Rule(False, words="körkortslicens, tv-licens, musiklicens"),
}  # fmt: skip
"""What a municipality without rules can begin with, by what the rules are called."""
