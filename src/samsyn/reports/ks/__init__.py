"""The report to the executive board (KS): two pages that a politician reads in ten minutes (R13, R29)."""

from __future__ import annotations

from datetime import date

from samsyn.kit.money import mnkr
from samsyn.kit.words import listed
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import OPEN, BodyRow
from samsyn.oversight.queries import Lens, Overview, overview
from samsyn.oversight.rules import percent
from samsyn.reports.ks import sentences, tables
from samsyn.reports.ks.tables import MONEY, REGISTRY, REPORTED, RULES, TASKS, initiatives, path, share
from samsyn.reports.parts import (
    Beside,
    Figure,
    Footnotes,
    KeyNumber,
    KeyNumbers,
    NewPage,
    Points,
    ProposedDecisions,
    Report,
    Source,
    Statement,
)
from samsyn.reports.wording import long_date, signed

BOARD = "Kommunstyrelsen"


def report(municipality: Municipality, as_of: date, bodies: dict[int, BodyRow] | None = None) -> Report:
    """Return the report on what was recorded by the end of a day: open rows only, and the same for ever.

    `bodies` are those of that day by id, where the caller has read them already.
    """
    lens = Lens(municipality, today=as_of, as_of=as_of, access=OPEN, named=bodies)
    found = overview(lens)
    board = next((body.name for body in lens.bodies.values() if body.kind == "executive"), BOARD)
    return Report(
        key="ks",
        title="Uppsikt över digitaliseringen",
        lead=sentences.lead(found),
        municipality=municipality.name,
        code=municipality.code,
        office=f"{board}s uppsikt" if not board.endswith("s") else f"{board} uppsikt",
        facts=(("Till", board), ("Läget per", as_of.isoformat())),
        as_of=as_of,
        compared_with=found.since,
        blocks=(
            Statement(sentences.statement(found)),
            _key_numbers(found),
            ProposedDecisions(sentences.proposals(found, board)),
            tables.boards(found),
            NewPage(),
            tables.five_deviations(found),
            tables.money_chart(found),
            Beside(
                tables.unanswered(found),
                Points("Sedan förra rapporten", sentences.since_last(found), "Inget har hänt i registret."),
            ),
            _footnotes(found),
        ),
        sheets=(
            tables.all_of_boards(found),
            tables.money(found),
            tables.all_deviations(found),
            tables.all_unanswered(found),
        ),
    )


def _key_numbers(found: Overview) -> KeyNumbers:
    total, money = found.total, found.money
    forecast = (
        Figure(money.forecast, initiatives(found, coverage="documented", medel="alla"))
        if found.sources
        else None
    )
    ages = initiatives(found, coverage="documented", sort="reported_on")
    gap = f"{signed(money.gap, mnkr(money.gap))} mot budget" if found.sources else ""
    return KeyNumbers(
        (
            KeyNumber(
                "Täckningsgrad", Figure(share(total.coverage), path(found, "uppsikt/")), "percent",
                sentences.coverage_note(total), REGISTRY, "Inget känt",
            ),
            KeyNumber(
                "Färskhet", Figure(total.median_days, ages), "days",
                sentences.age_note(total), REPORTED, "Ingen rapport",
            ),
            KeyNumber(f"Prognos {found.day.year}", forecast, "ore", gap, MONEY, "Inga medel"),
        )
    )  # fmt: skip


def _in_money(found: Overview) -> str:
    """Return the sentence on how much of the spending is documented, nothing where no spending is known."""
    spending = found.total.spending
    if spending.share is None:
        return ""
    return (
        f"I kronor: {mnkr(spending.documented)} av {mnkr(spending.spent)} mnkr i digitaliseringsutgifter enligt spåren "
        f"({percent(spending.share)} %) hör till dokumenterade initiativ. "
    )


def _footnotes(found: Overview) -> Footnotes:
    asked = "Ingen modell med minimikrav gäller, så varje registrerat initiativ räknas som dokumenterat."
    if found.models:
        asked = (
            "Dokumenterade har alla minimikrav för sin fas i den version av modellen som de följer. "
            f"Gällande {'version är' if len(found.models) == 1 else 'versioner är'} {listed(found.models)}."
        )
    definitions = (
        "Täckningsgrad: dokumenterade initiativ delat med kända. Kända är de i registret och de spår i redovisning, "
        "fakturor, budget, protokoll, upphandling, planer och systemregister som inget initiativ svarar mot. "
        f"{asked} {_in_money(found)}Summor gäller "
        "dokumenterade initiativ och svenska kronor. Sekretessmarkerade rader är inte med. Det som "
        "sekretessmarkeras i efterhand utelämnas även ur tidigare dagars rapporter.",
        f"Allt är läget som det var registrerat vid slutet av {long_date(found.day)}; samma dag ger alltid samma "
        "rapport. I den digitala versionen leder varje siffra till sina rader.",
    )
    return Footnotes(
        "Så är rapporten gjord",
        definitions,
        (
            Source(REGISTRY, "Registret och spåren.", path(found, "uppsikt/")),
            Source(
                REPORTED, "Lägesrapporter.", initiatives(found, coverage="documented", sort="reported_on")
            ),
            Source(
                MONEY,
                f"Medel {found.day.year} i registret.",
                initiatives(found, coverage="documented", medel="alla"),
            ),
            Source(TASKS, "Uppdrag i protokoll.", path(found, "uppsikt/obesvarade/")),
            Source(RULES, "Avvikelseregler, lika för alla nämnder.", path(found, "uppsikt/avvikelser/")),
        ),
    )
