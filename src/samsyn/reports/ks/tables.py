"""The tables of the report to the executive board: on paper, and whole for the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from samsyn.kit.money import mnkr
from samsyn.oversight.queries import BoardRow, Overview, Share
from samsyn.oversight.rules import LOW_COVERAGE, TEXTS, Deviation, percent
from samsyn.reports.charts import Budget, budget_bars
from samsyn.reports.ks.sentences import money_note, money_title
from samsyn.reports.parts import Chart, Column, Figure, Plain, Table, Value
from samsyn.reports.wording import short
from samsyn.reports.wording import whole as grouped

REGISTRY, REPORTED, MONEY, TASKS, RULES = "1", "2", "3", "4", "5"
"""Marks of the sources."""
FIVE = 5
BOARDS_ON_PAPER = 16
PAPER, PHONE = 800, 356


def path(overview: Overview, place: str, **choice: str) -> str:
    """Return the path of a page that shows the rows behind a figure, as of the report's day."""
    return f"/{place}?{urlencode({**choice, 'per': overview.day.isoformat()})}"


def initiatives(overview: Overview, **choice: str) -> str:
    """Return the path of the list of initiatives behind a figure: open rows only, as every figure counts."""
    return path(overview, "initiativ/", oppna="ja", **choice)


def share(value: float | None) -> int | None:
    """Return a share 0–1 as whole per cent, None for unknown."""
    return None if value is None else percent(value)


# --- Boards ---------------------------------------------------------------------------------------------------------


def boards(overview: Overview) -> Table:
    """Return how much of what is known each board has documented, lowest first, and the whole municipality."""
    limit = round(LOW_COVERAGE * 100)
    return Table(
        "boards",
        "Läget per nämnd",
        (
            Column("body", "Nämnd"),
            Column("coverage", "Täckningsgrad", "percent", REGISTRY, bar=True, empty="Inget känt"),
            Column("documented", "Dokumenterade", "text", REGISTRY, right=True),
            Column("days", "Dagar", "count", REPORTED, empty="Saknas"),
            Column("deviations", "Avvik.", "count", RULES),
            Column("unanswered", "Utan svar", "count", TASKS),
            Column("verdict", "Egen bedömning", "verdict", empty="Ej prövad"),
        ),
        tuple(_board(overview, row) for row in overview.rows),
        _board(overview, overview.total) if overview.rows else (),
        note=f"Strecket i stapeln är {limit} %, gränsen för regel A4. Dagar: median sedan senaste lägesrapport. "
        f"Utan svar: uppdrag vars dag har passerat.{left_out(overview)}",
        empty="Ingen nämnd är registrerad än.",
        target=limit,
        print_rows=BOARDS_ON_PAPER,
    )


def left_out(overview: Overview) -> str:
    """Return how many secret initiatives are in no figure, with a space before; nothing when there are none."""
    many = overview.left_out
    return f" {many} sekretessmarkera{'t' if many == 1 else 'de'} initiativ räknas inte." if many else ""


def _board(overview: Overview, row: BoardRow) -> tuple[Value, ...]:
    whose = {"body": row.body.code} if row.body else {}
    keyed = {"body": str(row.body.id)} if row.body else {}
    page = f"uppsikt/{row.body.id}/" if row.body else "uppsikt/"
    return (
        row.body.name if row.body else "Hela kommunen",
        Figure(share(row.coverage), path(overview, page)),
        Figure(
            f"{grouped(row.documented)} av {grouped(row.known)}",
            initiatives(overview, coverage="documented", **whose),
        ),
        Figure(row.median_days, initiatives(overview, coverage="documented", sort="reported_on", **whose)),
        Figure(row.deviations, path(overview, "uppsikt/avvikelser/", **keyed)),
        Figure(row.unanswered, path(overview, "uppsikt/obesvarade/", **keyed)),
        row.verdict if row.body else "",
    )


def all_of_boards(overview: Overview) -> Table:
    """Return every figure that is kept per board, for the workbook."""
    counts = (
        ("known", "Kända"), ("documented", "Dokumenterade"), ("missing", "Bara i spår"),
        ("fresh", "Rapport ≤ 60 dagar"),
        ("stale", "Äldre eller utan rapport"), ("median_days", "Dagar sedan rapport, median"),
        ("deviations", "Avvikelser"), ("unanswered", "Försenade svar"),
    )  # fmt: skip
    money = (
        ("budget_ore", "Budget"), ("outcome_ore", "Utfall"), ("forecast_ore", "Prognos"),
        ("benefit_low_ore", "Nytta per år, lågt"), ("benefit_likely_ore", "Nytta per år, troligt"),
        ("benefit_high_ore", "Nytta per år, högt"),
    )  # fmt: skip
    columns = (
        Column("body", "Nämnd"),
        Column("coverage", "Täckningsgrad", "percent"),
        Column("coverage_before", "Täckningsgrad förra gången", "percent"),
        *(Column(key, label, "count") for key, label in counts),
        *(Column(key, label, "ore") for key, label in money),
        Column("verdict", "Egen bedömning", "verdict"),
    )
    total = _all_of_board(overview.total) if overview.rows else ()
    return Table("boards", "Per nämnd", columns, tuple(map(_all_of_board, overview.rows)), total)


def _all_of_board(row: BoardRow) -> tuple[Plain, ...]:
    return (
        row.body.name if row.body else "Hela kommunen", share(row.coverage), share(row.before), row.known,
        row.documented, row.missing, row.fresh, row.stale, row.median_days, row.deviations, row.unanswered,
        row.money.budget, row.money.outcome, row.money.forecast, row.gain.low, row.gain.likely, row.gain.high,
        row.verdict,
    )  # fmt: skip


# --- Deviations -----------------------------------------------------------------------------------------------------


def five_deviations(overview: Overview) -> Table:
    """Return the five deviations that the rules put first, with the rules' texts beneath."""
    five = overview.deviations[:FIVE]
    codes = sorted({one.rule for one in five})
    return Table(
        "deviations",
        "Fem avvikelser" if len(five) == FIVE else "Avvikelser",
        (
            Column("what", "Vad", width=5),
            Column("where", "Var", under=True),
            Column("value", "Värde", "text", RULES, right=True),
            Column("unit", "Enhet", under=True),
            Column("why", "Varför den är med", width=6),
            Column("rule", "Regel", right=True),
        ),
        tuple(_deviation(overview, one, most=80) for one in five),
        note=" ".join(f"{code} {TEXTS[code]}." for code in codes),
        empty="Inget avviker enligt reglerna.",
    )


def _deviation(overview: Overview, one: Deviation, most: int = 1000) -> tuple[Value, ...]:
    title: Value = short(one.title, most)
    if one.refs:
        title = Figure(short(one.title, most), path(overview, f"initiativ/{one.refs[0]}/"))
    return (title, _where(overview, one), one.value, one.unit, short(one.fact, 2 * most), one.rule)


def _where(overview: Overview, one: Deviation) -> str:
    return ", ".join([*_codes(overview, [one.body_id]), *one.refs])


def _codes(overview: Overview, keys: Iterable[int]) -> list[str]:
    known = {row.body.id: row.body.code for row in overview.rows if row.body}
    return [known[key] for key in keys if key in known]


def all_deviations(overview: Overview) -> Table:
    """Return every deviation with its rule in words, for the workbook."""
    columns = tuple(
        Column(key, label)
        for key, label in (
            ("what", "Vad"), ("where", "Var"), ("value", "Värde"), ("unit", "Enhet"), ("why", "Varför den är med"),
            ("rule", "Regel"), ("rule_text", "Regelns text"),
        )
    )  # fmt: skip
    rows = tuple((*_deviation(overview, one), TEXTS[one.rule]) for one in overview.deviations)
    return Table("deviations", "Avvikelser", columns, rows)


# --- Money ----------------------------------------------------------------------------------------------------------


def money(overview: Overview) -> Table:
    """Return this year's money by source, in öre, and the sum."""
    whole = overview.money
    columns = (
        Column("source", "Källa", width=1),
        Column("budget_ore", "Budget", "ore", MONEY),
        Column("outcome_ore", "Utfall", "ore", MONEY),
        Column("forecast_ore", "Prognos", "ore", MONEY),
        Column("gap_ore", "Skillnad", "ore", signed=True),
    )
    rows = tuple(_source(overview, one) for one in overview.sources)
    behind = initiatives(overview, coverage="documented", medel="alla")
    sums = (whole.budget, whole.outcome, whole.forecast, whole.gap)
    total: tuple[Value, ...] = ("Summa", *(Figure(value, behind) for value in sums)) if rows else ()
    empty = f"Inga medel är registrerade för {overview.day.year}."
    return Table("money", "Medel", columns, rows, total, money_note(overview), empty)


def _source(overview: Overview, one: Share) -> tuple[Value, ...]:
    rows = initiatives(overview, coverage="documented", medel=one.key)
    sums = (one.money.budget, one.money.outcome, one.money.forecast, one.money.gap)
    return (one.label, *(Figure(value, rows) for value in sums))


def money_chart(overview: Overview) -> Chart | Table:
    """Return the money as bars with their table; without money the table alone says so."""
    table = money(overview)
    if not table.rows:
        return table
    bars = [
        Budget(
            share.label, share.money.budget, share.money.outcome, share.money.forecast or None,
            f"prognos {mnkr(share.money.forecast)}" if share.money.forecast else "prognos saknas",
        )
        for share in overview.sources
    ]  # fmt: skip
    label = "Budget, utfall och prognos per källa. Siffrorna står i tabellen under."
    title = money_title(overview.money, overview.day.year)
    note = f"{overview.day.year}, mnkr. Fylld stapel utfall, ljus stapel budget, streck prognos."
    return Chart(title, note, budget_bars(bars, PAPER, label), budget_bars(bars, PHONE, label), table)


# --- Tasks ----------------------------------------------------------------------------------------------------------


def unanswered(overview: Overview) -> Table:
    """Return the five most overdue tasks from decisions."""
    waiting = len(overview.unanswered) - len(overview.overdue)
    left = len(overview.overdue) - FIVE
    more = [f"Ytterligare {left} är försenade."] if left > 0 else []
    return Table(
        "unanswered",
        "Beslut utan svar",
        (
            Column("decision", "Beslut"),
            Column("task", "Uppdrag", width=1),
            Column("to", "Till"),
            Column("late", "Dagar sent", "count", TASKS),
        ),
        tuple(
            (task.decided_by, short(task.told, 56), " ".join(_codes(overview, [task.body_id])), task.late)
            for task in overview.overdue[:FIVE]
        ),
        note=" ".join([*more, *([f"{waiting} till väntar på sin dag."] if waiting else [])]),
        empty=f"Inga beslut saknar svar. {waiting} uppdrag väntar på sin dag."
        if waiting
        else "Inga beslut saknar svar.",
    )


def all_unanswered(overview: Overview) -> Table:
    """Return every task without an answer, whole, for the workbook."""
    columns = (
        Column("decision", "Beslut"), Column("decided_on", "Beslutat", "date"), Column("task", "Uppdrag"),
        Column("to", "Till"), Column("due", "Senast", "date"), Column("late", "Dagar sent", "count"),
        Column("reminders", "Påminnelser", "count"),
    )  # fmt: skip
    rows = tuple(
        (
            task.decided_by, task.decided_on, task.told, " ".join(_codes(overview, [task.body_id])), task.due,
            task.late, task.reminders,
        )
        for task in overview.unanswered
    )  # fmt: skip
    return Table("unanswered", "Beslut utan svar", columns, rows)
