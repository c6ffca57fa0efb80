"""The report on a programme: per goal what is done, what it costs, how it is measured and judged (R30)."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from samsyn.governance.models import ASSESSORS
from samsyn.governance.queries.programmes import IndicatorRow, ProgrammeRow, programmes
from samsyn.governance.rules.goals import figure
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import OPEN, BodyRow
from samsyn.oversight.queries import GoalLine, Lens, aims
from samsyn.reports.parts import (
    Column,
    Figure,
    Footnotes,
    KeyNumber,
    KeyNumbers,
    Points,
    Report,
    Run,
    Source,
    Statement,
    Table,
    Value,
)
from samsyn.reports.wording import long_date

REGISTRY, MONEY, MEASURED, JUDGED = "1", "2", "3", "4"
"""Marks of the sources."""
ON_PAPER = 14
"""Goals, and indicators, that a printed page has room for."""


class NoSuchProgramme(Exception):
    """There is no programme by that name; the text is the sentence for the screen."""


def named(municipality: Municipality, name: str, as_of: date) -> ProgrammeRow:
    """Return the programme whose title holds those words on a day, the only one for none.

    Raises NoSuchProgramme where none or several do.
    """
    known = programmes(municipality, as_of)
    same = [one for one in known if one.title.casefold() == name.casefold()]
    found = same or [one for one in known if name.casefold() in one.title.casefold()]
    if len(found) == 1:
        return found[0]
    titles = ", ".join(one.title for one in found or known)
    if not titles:
        raise NoSuchProgramme(
            f"{municipality.name} hade inget program {as_of}. Lägg upp det under Mål och program."
        )
    why = "Flera program passar" if found else f"Inget program heter ”{name}”"
    raise NoSuchProgramme(f"{why}. Välj ett av: {titles}.")


def report(
    municipality: Municipality, as_of: date, bodies: dict[int, BodyRow] | None, programme: ProgrammeRow
) -> Report:
    """Return the report on a programme as recorded by the end of a day: open rows only, and the same for ever."""
    lens = Lens(municipality, today=as_of, as_of=as_of, access=OPEN, named=bodies)
    found = aims(lens).programmes
    lines = next((mine for one, mine in found if one and one.id == programme.id), ())
    answers = lens.bodies.get(programme.body_id or 0)
    goals, measured = _goals(lens, lines, programme), _indicators(lens, lines)
    idle = tuple(line.goal.title for line in lines if not line.count)
    return Report(
        key="programme",
        title=programme.title,
        lead=f"Läget den {long_date(as_of)}. {_decided(programme)}",
        municipality=municipality.name,
        code=municipality.code,
        office=answers.name if answers else "Uppföljning av program",
        facts=(("Ansvarar", answers.name if answers else "Uppgift saknas"), ("Läget per", as_of.isoformat())),
        as_of=as_of,
        compared_with=None,
        blocks=(
            Statement(_statement(lines)), _key_numbers(lens, lines), goals,
            *((Points("Mål utan initiativ", idle),) if idle else ()), measured, _footnotes(lens, programme),
        ),
        sheets=(goals, measured),
    )  # fmt: skip


def _decided(programme: ProgrammeRow) -> str:
    if not programme.decided_by:
        return "Programmets beslut är inte känt."
    on = f" den {long_date(programme.decided_on)}" if programme.decided_on else ""
    return f"Beslutat av {programme.decided_by}{on}."


def _statement(lines: tuple[GoalLine, ...]) -> tuple[Run, ...]:
    if not lines:
        return (Run("Programmet har inga mål än."),)
    idle = sum(not line.count for line in lines)
    reached = [one for line in lines for one in line.indicators if (one.way or 0) >= 1]
    many = sum(len(line.indicators) for line in lines)
    first = f"{idle} av {len(lines)} mål" if idle else f"Alla {len(lines)} mål"
    rest = " har inget initiativ. " if idle else " har initiativ. "
    told = f"{len(reached)} av {many} indikatorer har nått sitt mål." if many else "Ingenting mäts än."
    return (Run(first, True), Run(rest), Run(told))


def _path(lens: Lens, place: str, **choice: str) -> str:
    return f"/{place}?{urlencode({**choice, 'per': lens.day.isoformat()})}"


def _rows(lens: Lens, goal: int, **choice: str) -> str:
    return _path(lens, "initiativ/", goal=str(goal), oppna="ja", **choice)


def _key_numbers(lens: Lens, lines: tuple[GoalLine, ...]) -> KeyNumbers:
    budget, outcome = (sum(getattr(line.money, name) for line in lines) for name in ("budget", "outcome"))
    here = _path(lens, "modell/mal/")
    return KeyNumbers(
        (
            KeyNumber(
                "Initiativ", Figure(sum(line.count for line in lines), here), "count",
                f"för {len(lines)} mål", REGISTRY,
            ),
            KeyNumber(f"Budget {lens.day.year}", Figure(budget, here), "ore", "beslutad, svenska kronor", MONEY),
            KeyNumber(f"Utfall {lens.day.year}", Figure(outcome, here), "ore", "hittills", MONEY),
        )
    )  # fmt: skip


def _goals(lens: Lens, lines: tuple[GoalLine, ...], programme: ProgrammeRow) -> Table:
    columns = (
        Column("goal", "Mål", width=4),
        Column("count", "Initiativ", "count", REGISTRY),
        Column("budget_ore", "Budget", "ore", MONEY),
        Column("outcome_ore", "Utfall", "ore", MONEY),
        *(Column(key, label, "verdict", JUDGED, empty="Ej bedömt") for key, label in ASSESSORS),
    )
    rows = tuple(_goal(lens, line) for line in lines)
    return Table("goals", "Mål", columns, rows, empty="Programmet har inga mål än.", print_rows=ON_PAPER)


def _goal(lens: Lens, line: GoalLine) -> tuple[Value, ...]:
    key = line.goal.id
    judged = (line.said[who][0] if who in line.said else None for who, _ in ASSESSORS)
    return (
        Figure(line.goal.title, _path(lens, f"modell/mal/{key}/")), Figure(line.count, _rows(lens, key)),
        Figure(line.money.budget, _rows(lens, key, medel="alla")),
        Figure(line.money.outcome, _rows(lens, key, medel="alla")), *judged,
    )  # fmt: skip


def _indicators(lens: Lens, lines: tuple[GoalLine, ...]) -> Table:
    columns = (
        Column("indicator", "Indikator", width=4),
        Column("goal", "Mål", under=True),
        Column("unit", "Enhet", empty="Ingen"),
        Column("baseline", "Utgångsvärde", right=True),
        Column("latest", "Utfall", "text", MEASURED, right=True, empty="Inget än"),
        Column("target", "Målvärde", right=True),
        Column("way", "Av vägen", "percent", empty="Går ej att säga"),
    )
    rows = tuple(_indicator(lens, line, one) for line in lines for one in line.indicators)
    note = "Av vägen: hur stor del av sträckan från utgångsvärdet till målvärdet som är tillryggalagd."
    return Table(
        "indicators", "Indikatorer", columns, rows, note=note, empty="Ingenting mäts än.", print_rows=ON_PAPER
    )


def _indicator(lens: Lens, line: GoalLine, one: IndicatorRow) -> tuple[Value, ...]:
    latest = one.latest
    told = Figure(
        f"{figure(latest.value)} ({latest.when})", _path(lens, f"modell/mal/{line.goal.id}/")
    ) if latest else None  # fmt: skip
    way = None if one.way is None else round(one.way * 100)
    return (
        one.title, line.goal.title, one.unit or None, _level(one.baseline, one.baseline_year), told,
        _level(one.target, one.target_year), way,
    )  # fmt: skip


def _level(value: object, year: int | None) -> str | None:
    return None if value is None else figure(value) + (f" ({year})" if year else "")  # type: ignore[arg-type]


def _footnotes(lens: Lens, programme: ProgrammeRow) -> Footnotes:
    definitions = (
        "Initiativ: pågående som har målet valt. Sekretessmarkerade rader är inte med, inte heller utkast och "
        "avslutade. Budget är den beslutade; summor gäller svenska kronor.",
        f"Allt är läget som det var registrerat vid slutet av {long_date(lens.day)}; samma dag ger alltid samma "
        "rapport. I den digitala versionen leder varje siffra till sina rader.",
    )
    here = _path(lens, f"modell/program/{programme.id}/")
    return Footnotes(
        "Så är rapporten gjord",
        definitions,
        (
            Source(REGISTRY, "Registret.", _path(lens, "initiativ/", oppna="ja")),
            Source(
                MONEY,
                f"Medel {lens.day.year} i registret.",
                _path(lens, "initiativ/", oppna="ja", medel="alla"),
            ),
            Source(MEASURED, "Utfall med källa och vem som noterade dem, under varje mål.", here),
            Source(JUDGED, "Bedömningar: nämndens, stadskontorets och revisorernas.", here),
        ),
    )
