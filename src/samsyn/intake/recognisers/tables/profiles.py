"""Mapping profiles: which column of a register means what, as data that an administrator edits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.resources import files
from typing import Any, Literal, get_args

from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables.dates import SHAPES
from samsyn.kit.scales import State

EditionSource = Literal["column", "header", "name"]

NARRATIVES = ("description", "status_comment", "schedule_comment", "budget_comment", "cost_comment")
YEARLY = ("budget", "forecast", "outcome")
AMOUNTS = ("whole_life_cost", *YEARLY)
DATES = ("start", "end", "baseline_end")
FIELDS = (
    "external_key", "title", "body", "municipality", "category", "status", "edition", "end_as_given",
    *DATES, *AMOUNTS, *NARRATIVES,
)  # fmt: skip
"""Every field that a column can mean; a column that means none of them is kept beside them under its own heading."""

KINDS = {
    "initiatives": FIELDS,
    "ledger": (
        "voucher",
        "date",
        "account",
        "account_name",
        "centre",
        "centre_name",
        "body",
        "activity",
        "project",
        "project_name",
        "supplier",
        "text",
        "amount",
        "debit",
        "credit",
    ),
    "invoices": (
        "voucher",
        "date",
        "account",
        "account_name",
        "centre",
        "centre_name",
        "body",
        "activity",
        "project",
        "project_name",
        "supplier",
        "text",
        "amount",
    ),
    "procurement": ("title", "body", "supplier", "diary", "project", "amount", "date"),
    "plan": ("title", "body", "supplier", "diary", "project", "amount", "date"),
}
"""What a table can list, with the fields that its columns can mean."""
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "initiatives": (("title",),),
    "ledger": (("account",), ("amount", "debit"), ("date",)),
    "invoices": (("supplier",), ("amount",), ("date",)),
    "procurement": (("title",), ("body",)),
    "plan": (("title",), ("body",)),
}
"""The columns that a table of a kind must have: one of each group."""
OUTSIDE = ("ledger", "invoices", "procurement", "plan")
"""The kinds that tell of money and plans outside the register, in the order in which they are tried."""
CALLED = {
    "title": "initiativets namn", "account": "konto", "amount": "belopp", "date": "datum", "supplier": "leverantör",
    "body": "nämnd",
}  # fmt: skip

GENERAL = "svensk"
"""The profile of common headings, tried when no profile knows the file."""


class ProfileError(ValueError):
    """A profile that cannot be used; the text says in Swedish what is wrong with it."""


class NoProfile(Exception):
    """A table in which no column names the initiatives; the text says in Swedish what to do."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The status scale of a register and what each of its words means here (skala)."""

    name: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """How to read one register: columns by heading patterns, currency, dates, status scale (mappningsprofil).

    `kind` is what its rows are: initiatives, ledger, invoices, procurement or plan.
    `scheme` names the series that ids belong to, shared by profiles of one register. `columns` are (pattern, field)
    in order, patterns as in file names: * and ?. `unit` is what 1 in a money column is worth in the currency.
    """

    name: str
    title: str
    scheme: str
    columns: tuple[tuple[str, str], ...]
    currency: str = "SEK"
    unit: int = 1
    decimal: str = ""
    municipality: str = ""
    dates: tuple[str, ...] = ("iso", "swedish")
    fiscal_year_end: str = "12-31"
    scale: Scale = Scale()
    edition: tuple[EditionSource, ...] = ("column", "name")
    withheld: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    kind: str = "initiatives"

    def field_of(self, heading: str) -> str:
        """Return the field that a heading means, or nothing."""
        plain = normal(heading)
        return next((name for pattern, name in self.columns if fnmatchcase(plain, pattern)), "")


def normal(text: str) -> str:
    """Return a heading or a cell in lower case with single spaces, as patterns are written."""
    return " ".join(text.split()).casefold()


def matches(text: str, patterns: Iterable[str]) -> bool:
    """Return whether a cell fits any of the patterns."""
    plain = normal(text)
    return any(fnmatchcase(plain, pattern) for pattern in patterns)


def from_data(data: Mapping[str, Any]) -> Profile:
    """Build a profile from plain data (toml or json). Raises ProfileError on an unknown field or value."""
    columns = tuple(
        (normal(pattern), name) for name, patterns in data.get("columns", {}).items() for pattern in patterns
    )
    scale = Scale(data.get("scale", {}).get("name", ""), dict(data.get("scale", {}).get("values", {})))
    plain = {key: value for key, value in data.items() if key not in {"columns", "scale"}}
    lists = {key: tuple(value) for key, value in plain.items() if isinstance(value, list | tuple)}
    try:
        profile = Profile(**{**plain, **lists, "columns": columns, "scale": scale})
    except TypeError as error:
        raise ProfileError(f"Profilen har en okänd eller saknad uppgift: {error}") from error
    _check(profile)
    return profile


def as_data(profile: Profile) -> dict[str, Any]:
    """Return a profile as plain data, the way `from_data` reads it."""
    columns: dict[str, list[str]] = {}
    for pattern, name in profile.columns:
        columns.setdefault(name, []).append(pattern)
    simple = (
        "name",
        "title",
        "scheme",
        "currency",
        "unit",
        "decimal",
        "municipality",
        "fiscal_year_end",
        "kind",
    )
    lists = ("dates", "edition", "withheld", "blank")
    return {
        **{key: getattr(profile, key) for key in simple},
        **{key: list(getattr(profile, key)) for key in lists},
        "columns": columns,
        "scale": {"name": profile.scale.name, "values": dict(profile.scale.values)},
    }


def _check(profile: Profile) -> None:
    names = {name for _, name in profile.columns}
    wrong = [
        *(f"sorten {kind}" for kind in {profile.kind} - set(KINDS)),
        *(f"fältet {name}" for name in sorted(names - set(KINDS.get(profile.kind, ())))),
        *(f"datumformen {shape}" for shape in profile.dates if shape not in SHAPES),
        *(f"läget {state}" for state in profile.scale.values.values() if state not in set(State)),
        *(f"utgåvan {source}" for source in profile.edition if source not in get_args(EditionSource)),
    ]
    if wrong:
        raise ProfileError(f"Profilen {profile.name} använder {', '.join(wrong)}, som inte finns.")
    lacking = [CALLED[group[0]] for group in NEEDS[profile.kind] if not names & set(group)]
    if lacking:
        raise ProfileError(
            f"Profilen {profile.name} säger inte vilken kolumn som är {' och '.join(lacking)}."
        )
    if len(profile.scheme) > 40 or len(profile.scale.name) > 40 or len(profile.name) > 80:
        raise ProfileError(
            f"Profilen {profile.name} har ett namn, en serie eller en skala med för långt namn."
        )
    if not re.fullmatch("[A-Z]{3}", profile.currency):
        raise ProfileError(f"”{profile.currency}” är ingen valuta. Skriv tre bokstäver, till exempel SEK.")
    if type(profile.unit) is not int or profile.unit < 1:
        raise ProfileError(f"Profilen {profile.name} måste ha en enhet (unit) som är 1, 1000 eller 1000000.")


def built_in() -> tuple[Profile, ...]:
    """Read the profiles that ship with the product, in order of name."""
    folder = files("samsyn.intake.profiles")
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
    )
    return tuple(from_data(tomllib.loads(entry.read_text("utf-8"))) for entry in found)


def guess(table: Table, profiles: Iterable[Profile]) -> Profile:
    """Return the profile that knows the table's headings best; one of common headings when none knows it.

    A profile knows a table when it finds the title, seven of ten of its own fields and most headings mean something
    to it. A ledger or a list from outside the register is known by the columns that it must have. Raises NoProfile
    where no column names the initiatives.
    """
    every = list(profiles)
    if outside := _outside(table, every):
        return outside
    known = {profile.name: profile for profile in every if profile.kind == "initiatives"}
    general = known.pop(GENERAL, None)
    best = max(known.values(), key=lambda profile: _fit(table, profile), default=None)
    if best and _fit(table, best) >= 0.7:
        return best
    if general and "title" in _fields(table, general):
        return general
    headings = ", ".join(f"”{heading}”" for heading in table.header[:8] if heading.strip())
    raise NoProfile(
        f"I {table.name} finns ingen kolumn som säger vad initiativen heter (rubrikerna är {headings}). "
        "Döp kolumnen till Namn eller välj en mappningsprofil."
    )


def _outside(table: Table, profiles: Sequence[Profile]) -> Profile | None:
    """Return the profile of a kind outside the register that knows more of the headings than any list of initiatives.

    It has all columns that its kind must have; an edited profile goes before the one it was made from.
    """
    known = {kind: [one for one in profiles if one.kind == kind] for kind in KINDS}
    initiatives = max((len(_fields(table, one)) for one in known["initiatives"]), default=0)
    for kind in OUTSIDE:
        for one in reversed(known[kind]):
            if len(_fields(table, one)) > initiatives and not lacking(table, one):
                return one
    return None


def lacking(table: Table, profile: Profile) -> str:
    """Return a sentence on the columns that a profile's kind must have and no heading means, or nothing."""
    found = _fields(table, profile)
    gone = [CALLED[group[0]] for group in NEEDS[profile.kind] if not found & set(group)]
    return f"Ingen kolumn i {table.name} är {' eller '.join(gone)}. Välj vilken det är." if gone else ""


def mapping(table: Table, profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return (heading, field or nothing) for each filled heading, to show before an import."""
    return tuple((heading, profile.field_of(heading)) for heading in table.header if heading.strip())


def _fields(table: Table, profile: Profile) -> set[str]:
    return {name for _, name in mapping(table, profile) if name}


def _fit(table: Table, profile: Profile) -> float:
    """Return how well a profile knows a table, 0 to 1: the share of its own fields that are there."""
    found = _fields(table, profile)
    return len(found) / len({name for _, name in profile.columns}) if "title" in found else 0.0
