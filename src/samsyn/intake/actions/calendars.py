"""A calendar of meetings, as ics or as a table: read into lines that a person can look through, then planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from samsyn.cases.actions import plan_meetings
from samsyn.cases.rules import BadRow, Planned, planned_columns, planned_meetings, planned_text
from samsyn.intake.actions.receiving import choose_municipality
from samsyn.intake.queries import profiles
from samsyn.intake.readers.encoding import decode
from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables import NoProfile, guess
from samsyn.kit import ics
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import bodies_by_name


class CalendarRefused(Exception):
    """A calendar that is not planned; the text says in Swedish why and what to do."""


def plans_meetings(tables: Sequence[Table]) -> bool:
    """Return whether a table tells of meetings: bodies and days, and no column that names initiatives."""
    if not tables or not {"body", "day"} <= set(planned_columns(tables[0].header)):
        return False
    try:
        guess(tables[0], profiles().values())
    except NoProfile:
        return True
    return False


def table_lines(tables: Sequence[Table]) -> str:
    """Return a table's meetings as lines; raises BadRow."""
    if not tables:
        raise BadRow("Filen är ingen tabell. Läs in ics, xlsx eller csv.")
    return planned_text(tables[0].header, [row.cells for row in tables[0].rows])


def calendar_lines(data: bytes, names: Mapping[str, Body], board: str = "") -> str:
    """Return the meetings of an ics file as lines; an event that names no body is the board's that reads it in."""
    longest = sorted(names, key=len, reverse=True)
    lines = []
    for event in ics.read(decode(data)):
        words = f" {folded(event.title)} "
        body = next((one for one in longest if f" {one} " in words), board)
        lines.append(
            f"{body};{event.day};{event.time};;;{event.place.replace(';', ',')};{'ja' if event.cancelled else ''}"
        )
    return "\n".join(lines)


def known_meetings(text: str, names: Mapping[str, Body]) -> list[Planned]:
    """Return lines as meetings; raises BadRow when there are none, or when one names no body here."""
    rows = planned_meetings(text)
    if not rows:
        raise BadRow("Välj en fil eller skriv minst en rad.")
    for number, row in enumerate(rows, 1):
        if folded(row.body) not in names:
            raise BadRow(f"Rad {number}: ”{row.body}” är inget organ här. Skriv namnet eller kortnamnet.")
    return rows


@transaction.atomic
def import_calendar(
    *, by: Actor, at: datetime, name: str, data: bytes = b"", tables: Sequence[Table] = (),
    given: Municipality | None = None, save: bool,
) -> tuple[list[Planned], Counter[str]]:  # fmt: skip
    """Plan the meetings of a calendar, or only return them to look through; all or nothing.

    The same calendar twice changes nothing. Raises CalendarRefused and NoMunicipality.
    """
    municipality = choose_municipality(by=by, at=at, texts=[name], given=given)
    names = bodies_by_name(municipality, swedish_day(at))
    try:
        text = table_lines(tables) if tables else calendar_lines(data, names)
        rows = known_meetings(text, names)
    except (BadRow, ics.BadCalendar) as problem:
        raise CalendarRefused(str(problem)) from problem
    return rows, plan_meetings(by=by, at=at, meetings=rows, bodies=names, source=name) if save else Counter()
