"""The compilation of an inquiry as a report: stances, the matrix, every viewpoint with quote and answer (R43)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from samsyn.inquiries.queries.compiling import Cell, Compilation, Respondent, Side, ViewpointRow
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Municipality
from samsyn.reports.parts import (
    Block,
    Column,
    Figure,
    Footnotes,
    KeyNumber,
    KeyNumbers,
    Report,
    Run,
    Source,
    Statement,
    Table,
    Value,
)
from samsyn.reports.wording import long_date, short

MARK = "1"
NO_REPLY = "Inget svar"


def report(municipality: Municipality, one: Compilation, day: date) -> Report:
    """Return the compilation as a report dated that day, the same for the same compilation."""
    sent = f"Utskickad {long_date(one.sent_on)} till {len(one.respondents)} instanser." if one.sent_on else ""
    last = f" Svar senast {long_date(one.deadline)}." if one.deadline else ""
    blocks: list[Block] = [
        Statement(_statement(one)), _key_numbers(one), _stances(one), _matrix(one, "question"), _matrix(one, "theme"),
        *(_of_question(one, key, title) for key, title in one.columns("question")), _footnotes(one),
    ]  # fmt: skip
    return Report(
        key="sammanstallning", title=f"Sammanställning: {one.title}", lead=f"{sent}{last}".strip(),
        municipality=municipality.name, code=municipality.code, office=f"Remiss {one.number}".strip(),
        facts=(("Läget per", day.isoformat()),), as_of=day, compared_with=day, blocks=tuple(blocks),
        sheets=(_every(one), _matrix(one, "question"), _matrix(one, "theme"), _stances(one)),
    )  # fmt: skip


def _statement(one: Compilation) -> tuple[Run, ...]:
    counted = Counter(who.stance for who in one.respondents if who.stance)
    told = ", ".join(f"{counted[stance]} {stance.label.lower()}" for stance in Stance if counted[stance])
    return (
        Run(f"{one.replies} av {len(one.respondents)}", strong=True),
        Run(f" har svarat{f': {told}' if told else ''}. "),
        Run(f"{one.disposed} av {len(one.viewpoints)}", strong=True),
        Run(" synpunkter är bemötta."),
    )


def _key_numbers(one: Compilation) -> KeyNumbers:
    requests = sum(row.kind == "request" for row in one.viewpoints)
    page = Figure(len(one.viewpoints), _path(one, "synpunkter/"))
    return KeyNumbers(
        (
            KeyNumber("Svar", one.replies, "count", f"av {len(one.respondents)} instanser"),
            KeyNumber("Synpunkter", page, "count", f"{requests} önskemål", MARK),
            KeyNumber("Utan svar", len(one.left), "count", "synpunkter att bemöta"),
        )
    )


def _path(one: Compilation, place: str) -> str:
    return f"/remisser/{one.id}/{place}"


def _stances(one: Compilation) -> Table:
    columns = (
        Column("name", "Instans"), Column("stance", "Ställningstagande", empty=NO_REPLY),
        Column("replied_on", "Svarade", "date", empty=NO_REPLY), Column("decision", "Beslut", empty="yttrande"),
        Column("viewpoints", "Synpunkter", "count"),
    )  # fmt: skip
    many = Counter(row.recipient.id for row in one.viewpoints)
    rows = tuple(
        (who.name, who.stance.label if who.stance else None, who.replied_on, _decision(who), many[who.id])
        for who in one.respondents
    )
    return Table("stances", "Ställningstaganden", columns, rows, empty="Ingen är tillfrågad.")


def _decision(who: Respondent) -> str | None:
    if who.replied_on is None:
        return NO_REPLY
    return who.decision or None


def _matrix(one: Compilation, side: Side) -> Table:
    headed = one.columns(side)
    cells = one.cells(side)
    columns = [Column("name", "Instans", width=4)]
    columns += [Column(f"c{key or 0}", short(title, 40), width=3) for key, title in headed]
    rows = tuple(
        (who.name, *(_in_matrix(who, cells.get((who.id, key)), side) for key, _ in headed))
        for who in one.respondents
    )
    title = "Svar per fråga" if side == "question" else "Svar per tema"
    return Table(side, title, tuple(columns), rows, empty="Ingen är tillfrågad.", breaks=True)


def _in_matrix(who: Respondent, cell: Cell | None, side: Side) -> str:
    """Return what a cell says on paper: the stance on a question, the counts on a theme."""
    if cell is None:
        return "Inga" if who.replied_on else NO_REPLY
    return cell.stance.label if side == "question" and cell.stance else cell.words


def _of_question(one: Compilation, key: int | None, title: str) -> Table:
    """Return the viewpoints on one question, each with its words, its source and what becomes of it."""
    columns = (
        Column("number", "Nr", "text"), Column("name", "Instans", width=3),
        Column("theme", "Tema", under=True, empty=""),
        Column("text", "Synpunkt", width=5), Column("source", "Källa", under=True),
        Column("outcome", "Bemötande", width=4, empty="Inte bemött än"),
        Column("why", "Varför", under=True, empty=""),
    )  # fmt: skip
    said = [row for row in one.viewpoints if row.question == key]
    rows = tuple(
        (
            str(row.number), row.recipient.name, row.theme or None, _words(row), _source(row), _outcome(row),
            row.disposed.why or None if row.disposed else None,
        )
        for row in said
    )  # fmt: skip
    return Table(f"q{key or 0}", title, columns, rows, empty="Inga synpunkter på frågan.", breaks=True)


def _words(row: ViewpointRow) -> str:
    return f"{'Stöd: ' if row.kind == 'support' else ''}{row.text}"


def _source(row: ViewpointRow) -> str:
    """Return the very words with where they stand; the words only where the viewpoint says it otherwise."""
    quote = row.quote.strip()
    same = not quote or quote.rstrip(".").casefold() == row.text.rstrip(".").casefold()
    return row.source if same else f"”{quote}” {row.source}"


def _outcome(row: ViewpointRow) -> str | None:
    if row.disposed is None:
        return None
    clause = f" (klausul {row.disposed.clause})" if row.disposed.clause else ""
    return f"{row.disposed.label}{clause}"


def _every(one: Compilation) -> Table:
    """Return every viewpoint with all that is known of it, one row each, for spreadsheets."""
    columns = (
        Column("number", "Nr", "count"), Column("name", "Instans"), Column("question", "Fråga"),
        Column("theme", "Tema"),
        Column("kind", "Slag"), Column("stance", "Ställningstagande"), Column("text", "Synpunkt"),
        Column("quote", "Citat"), Column("source", "Källa"), Column("outcome", "Bemötande"), Column("why", "Varför"),
        Column("clause", "Klausul"), Column("by", "Bemött av"), Column("day", "Bemött", "date"),
    )  # fmt: skip
    questions = dict(one.questions)
    rows: list[tuple[Value, ...]] = []
    for row in one.viewpoints:
        told, stance = row.disposed, row.stance
        tail = (told.label, told.why, told.clause, told.by, told.day) if told else (None,) * 5
        rows.append((
            row.number, row.recipient.name, questions.get(row.question or 0), row.theme or None, row.label,
            stance.label if stance else None, row.text, row.quote or None, row.source, *tail,
        ))  # fmt: skip
    return Table("viewpoints", "Synpunkter", columns, tuple(rows), empty="Inga synpunkter.")


def _footnotes(one: Compilation) -> Footnotes:
    definitions = (
        "En synpunkt är ett önskemål eller ett stöd i ett svar, bekräftad av en person. Var och en står med svarets "
        "egna ord och var de finns. Där ett svar har flera versioner gäller den senast beslutade.",
        "Ställningstagandet per fråga är det mest kritiska som instansen har gett; där inget är sagt betyder "
        "med synpunkter att något önskas och tillstyrker att bara stöd ges.",
    )
    source = Source(MARK, "Synpunkterna med sina citat.", _path(one, "synpunkter/"))
    return Footnotes("Så är sammanställningen gjord", definitions, (source,))
