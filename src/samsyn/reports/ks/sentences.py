"""The words of the report to the executive board, made by rule from the figures; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from samsyn.kit.money import exact, mnkr
from samsyn.kit.words import listed
from samsyn.oversight.queries import BoardRow, Money, Overview
from samsyn.oversight.rules import FRESH_DAYS, TOLD, Deviation, Happened, inside, percent
from samsyn.reports.parts import Run
from samsyn.reports.wording import long_date, short, signed, whole

OVER_BUDGET = "A1"
NEWS = (
    "register.register", "register.import", "register.move", "cases.answer", "cases.commission",
    "register.reach_milestone",
)  # fmt: skip
"""What a board wants to hear of first, in this order."""
MOST = 5


def lead(overview: Overview) -> str:
    """Return the line under the title: which day, compared with which."""
    compared = long_date(overview.since, year=overview.since.year != overview.day.year)
    return f"Läget den {long_date(overview.day)}, jämfört med {compared}."


def statement(overview: Overview) -> tuple[Run, ...]:
    """Return the opening sentence of the oversight page."""
    return tuple(Run(words.text, words.strong) for words in overview.statement)


def coverage_note(total: BoardRow) -> str:
    """Return how coverage has moved since last time, in percentage points."""
    if total.coverage is None or total.before is None:
        return "Ingen tidigare mätning"
    points = percent(total.coverage) - percent(total.before)
    return f"{signed(points, whole(points))} p.e. sedan förra rapporten" if points else "Oförändrad"


def age_note(total: BoardRow) -> str:
    """Return how many documented initiatives have no report from the last 60 days."""
    if not total.documented:
        return "Inget dokumenterat initiativ"
    return f"{whole(total.stale)} av {whole(total.documented)} äldre än {FRESH_DAYS} dagar"


def money_title(money: Money, year: int) -> str:
    """Return what the money chart shows, as a finding."""
    if not (money.budget or money.forecast or money.outcome):
        return f"Inga medel är registrerade för {year}"
    if not money.gap:
        return "Prognosen följer budget"
    side = "över" if money.gap > 0 else "under"
    return f"Prognosen ligger {mnkr(abs(money.gap))} mnkr {side} budget"


def money_note(overview: Overview) -> str:
    """Return what the sums cover and what they leave out."""
    parts = [f"Gäller {whole(overview.total.documented)} dokumenterade initiativ."]
    if overview.missing_amount:
        parts.append(f"I spåren syns minst {mnkr(overview.missing_amount)} mnkr till.")
    for currency, money in overview.foreign.items():
        parts.append(f"Därtill prognos {exact(money.forecast)} {currency}, som inte räknas samman.")
    return " ".join(parts)


def proposals(overview: Overview, board: str) -> tuple[str, ...]:
    """Return what the board is asked to decide: by rule A4, A1 and tasks overdue; the last point is always there."""
    points = [_dispatch(board)]
    if overview.overdue:
        points.insert(0, _remind(board, overview, [task.body_id for task in overview.overdue]))
    over = [one for one in overview.deviations if one.rule == OVER_BUDGET]
    if over:
        points.insert(0, _revise(board, overview, over))
    if weak := [row.body.id for row in overview.weak if row.body]:
        points.insert(0, _document(board, overview, weak, answer_day(overview.day)))
    return tuple(points)


def answer_day(day: date) -> date:
    """Return the day to ask for an answer by: the last weekday of the second month after."""
    months = (
        day.year * 12 + day.month + 2
    )  # counted from zero: the third month after, whose first day ends the second
    last = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=max(0, last.weekday() - 4))


def _document(board: str, overview: Overview, weak: Sequence[int], by: date) -> str:
    own, others = _apart(overview, weak)
    day, known = long_date(by), "redovisa hur alla kända initiativ dokumenteras"
    if not others:
        return f"{board} ska själv senast den {day} {known}."
    asked = f"{board} uppmanar {_all(overview, others)} att senast den {day} {known}"
    return f"{asked} och redovisar detsamma för egen del." if own else f"{asked}."


def _revise(board: str, overview: Overview, over: Sequence[Deviation]) -> str:
    own, others = _apart(overview, [one.body_id for one in over])
    if not others:
        return f"{board} reviderar sin budget för {_first_two(over, own[0])}."
    more = len(set(others)) - 1
    boards = "en nämnd" if more == 1 else f"{more} nämnder"
    rest = f", och av {boards} till för de initiativ som avviker enligt regel {OVER_BUDGET}" if more else ""
    mine = f", och reviderar sin egen för {_first_two(over, own[0])}" if own else ""
    asked = (
        f"{board} begär reviderad budget av {_all(overview, others[:1])} för {_first_two(over, others[0])}"
    )
    return f"{asked}{rest}{mine}."


def _first_two(over: Sequence[Deviation], body_id: int) -> str:
    return listed([f"”{short(one.title, 80)}” ({one.refs[0]})" for one in over if one.body_id == body_id][:2])


def _remind(board: str, overview: Overview, late: Sequence[int]) -> str:
    own, others = _apart(overview, late)
    if not others:
        return f"{board} redovisar {_tasks(len(own), 'sitt eget', 'sina egna')}."
    mine = "sitt eget" if len(own) == 1 else f"sina egna {len(own)}"
    asked = f"{board} påminner {_all(overview, sorted(set(others)))} om {_tasks(len(others), 'ett')}"
    return f"{asked} och redovisar {mine}." if own else f"{asked}."


def _tasks(many: int, one: str, several: str = "") -> str:
    if many == 1:
        return f"{one} uppdrag vars svar är försenat"
    return f"{several} {many} uppdrag vars svar är försenade".strip()


def _apart(overview: Overview, body_ids: Iterable[int]) -> tuple[list[int], list[int]]:
    """Return the executive board's own and the others' apart: no board reminds itself."""
    executive = {row.body.id for row in overview.rows if row.body and row.body.kind == "executive"}
    split: tuple[list[int], list[int]] = ([], [])
    for body_id in body_ids:
        split[body_id not in executive].append(body_id)
    return split


def _all(overview: Overview, body_ids: Sequence[int]) -> str:
    """Return every name as inside a sentence; a decision names all that it concerns."""
    return listed([inside(_name(overview, body_id)) for body_id in body_ids])


def _dispatch(board: str) -> str:
    return f"{board} godkänner rapporten och sänder den till kommunfullmäktige och revisorerna."


def _name(overview: Overview, body_id: int) -> str:
    return next((row.body.name for row in overview.rows if row.body and row.body.id == body_id), "nämnden")


def since_last(overview: Overview) -> tuple[str, ...]:
    """Return what has changed since last time, five sentences at most: coverage, own verdicts, then what was done."""
    return (*_coverage_moved(overview.total), *_verdicts_moved(overview.rows), *_news(overview.changes))[
        :MOST
    ]


def _coverage_moved(total: BoardRow) -> tuple[str, ...]:
    if total.coverage is None or total.before is None:
        return ()
    now, then = percent(total.coverage), percent(total.before)
    if now == then:
        return (f"Täckningsgraden är oförändrad, {now} %.",)
    return (f"Täckningsgraden {'steg' if now > then else 'sjönk'} från {then} till {now} %.",)


def _verdicts_moved(rows: Sequence[BoardRow]) -> tuple[str, ...]:
    told = [
        f"{row.body.name} ändrade sin bedömning från {row.earlier_verdict.value} till {row.verdict.value}."
        for row in rows
        if row.body and row.verdict and row.earlier_verdict and row.verdict is not row.earlier_verdict
    ]
    return tuple(told[:2])


def _news(changes: Sequence[Happened]) -> tuple[str, ...]:
    many: Counter[str] = Counter()
    alone: dict[str, str] = {}
    for change in changes:
        many[change.verb] += change.many
        alone[change.verb] = change.sentence
    return tuple(
        alone[verb] if many[verb] == 1 else f"{whole(many[verb])} {TOLD[verb]}."
        for verb in NEWS
        if many[verb]
    )
