"""A whole responsibility matrix as a sheet: activities down, bodies and roles across, letters in the cells (R22)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.governance.rules.holding import LETTERS
from samsyn.kit.words import folded

TITLE, AREA = "Aktivitet", "Område"
_BODY = re.compile(r"nämnd|styrels|fullmäktige|utskott|revisor", re.IGNORECASE)
_CODE = re.compile(r"[A-ZÅÄÖ]{2,6}")
_BETWEEN = re.compile(r"[\s,;/+&]+")
Line = tuple[int, Sequence[str]]
"""A row of the sheet with the line it stands on, counted from 1."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a column is: a body by id, a role in words, or a role at a body (kolumn)."""

    heading: str
    body: int | None
    role: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell says: the letters of somebody for an activity; none where it is empty (ruta)."""

    line: int
    place: str
    activity: str
    area: str
    whose: Whose
    letters: tuple[str, ...]

    @property
    def where(self) -> str:
        """Return where in the sheet it stands."""
        return f"Rad {self.line}, kolumn {self.place}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row, column or cell that is not taken in, and why (avvisad ruta)."""

    where: str
    reason: str


@dataclass(slots=True)
class Sheet:
    """What can be taken from a sheet, and what cannot (ansvarsark)."""

    cells: list[Given] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def letter_of(place: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B … Z, AA."""
    name = ""
    while place >= 0:
        name = chr(ord("A") + place % 26) + name
        place = place // 26 - 1
    return name


def read_sheet(lines: Sequence[Line], bodies: Mapping[str, int]) -> Sheet:
    """Return the cells of a sheet whose first line is its header; `bodies` are by folded name.

    What is wrong is refused cell by cell, row by row or column by column with its place and reason; the rest is kept.
    """
    found = Sheet()
    if not lines:
        found.refused.append(
            Refusal("Filen", "Den har inga rader. Skriv aktiviteter nedåt och organ åt höger.")
        )
        return found
    line, header = lines[0]
    heads = [folded(one) for one in header]
    if folded(TITLE) not in heads:
        found.refused.append(Refusal(f"Rad {line}", f"Rubriken {TITLE} saknas. Sätt den över aktiviteterna."))
        return found
    title, area = heads.index(folded(TITLE)), heads.index(folded(AREA)) if folded(AREA) in heads else None
    columns = _columns(found, line, header, bodies, {title, area})
    seen: dict[str, int] = {}
    for number, cells in lines[1:]:
        name = _cell(cells, title)
        if problem := _row_problem(name, seen, [_cell(cells, place) for place in columns]):
            found.refused.append(Refusal(f"Rad {number}", problem))
        elif name:
            seen[folded(name)] = number
            _read_row(found, number, cells, name, _cell(cells, area) if area is not None else "", columns)
    return found


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _columns(
    found: Sheet, line: int, header: Sequence[str], bodies: Mapping[str, int], taken: set[int | None]
) -> dict[int, Whose]:
    columns: dict[int, Whose] = {}
    for place, heading in enumerate(header):
        name = " ".join(heading.split())
        if place in taken or not name:
            continue
        whose = _whose(name, bodies)
        where = f"Rad {line}, kolumn {letter_of(place)}"
        if whose is None:
            found.refused.append(
                Refusal(where, f"{name} är inget organ här. Rätta namnet, eller lägg upp organet.")
            )
        elif any(
            (one.body, folded(one.role)) == (whose.body, folded(whose.role)) for one in columns.values()
        ):
            found.refused.append(Refusal(where, f"{name} har redan en kolumn. Slå ihop dem."))
        else:
            columns[place] = whose
    return columns


def _whose(name: str, bodies: Mapping[str, int]) -> Whose | None:
    """Return whose a heading is; None when it names a body that there isn't."""
    if folded(name) in bodies:
        return Whose(name, bodies[folded(name)], "")
    role, comma, of = name.rpartition(", ")
    if comma and folded(of) in bodies:
        return Whose(name, bodies[folded(of)], role)
    return None if _BODY.search(of) or _CODE.fullmatch(of) else Whose(name, None, name)


def _row_problem(name: str, seen: Mapping[str, int], letters: Sequence[str]) -> str:
    if not name:
        return "Aktiviteten saknar namn." if any(letters) else ""
    if folded(name) in seen:
        return f"{name} står redan på rad {seen[folded(name)]}. Slå ihop raderna."
    return f"{name[:40]}… är längre än 200 tecken. Korta namnet." if len(name) > 200 else ""


def _read_row(
    found: Sheet, number: int, cells: Sequence[str], name: str, area: str, columns: Mapping[int, Whose]
) -> None:
    answers = ""
    for place, whose in columns.items():
        text = _cell(cells, place)
        letters = tuple(dict.fromkeys(part for part in _BETWEEN.split(text.upper()) if part))
        where = f"Rad {number}, kolumn {letter_of(place)}"
        if strange := [one for one in letters if one not in LETTERS]:
            said = f"”{strange[0][:20]}” är ingen bokstav i matrisen. Skriv A, R, C eller I."
            found.refused.append(Refusal(where, said))
            continue
        if "A" in letters and answers:
            said = f"{answers} har redan A för {name}, och bara en kan ansvara. Välj en."
            found.refused.append(Refusal(where, said))
            continue
        answers = whose.heading if "A" in letters else answers
        found.cells.append(Given(number, letter_of(place), name, area, whose, letters))
