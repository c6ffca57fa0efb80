"""A board that fills in its register in Excel: taken out, handed in, one cell changed by somebody else meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from samsyn.demo.script import Script
from samsyn.demo.town import Town, board
from samsyn.intake.actions import receive_workbook
from samsyn.intake.readers.book import read_book
from samsyn.intake.workbooks.rows import Known, Lists
from samsyn.intake.workbooks.writing import write_book
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.organisation.queries import access_for
from samsyn.register import actions as register
from samsyn.register.models import ENDED, Initiative

BOARD = "MN"


def fill_in(town: Town, script: Script) -> None:
    """Write into the script that a workbook is taken out, filled in and handed in; it waits for somebody's yes."""
    taken: dict[str, bytes] = {}
    director = town.actors[board(BOARD)["director"]]
    script.add(script.ago(12), partial(_take_out, town, director, taken))
    script.add(script.ago(6), partial(_change_on_the_web, town))
    script.add(script.ago(2), partial(_hand_in, town, director, taken))


def _going() -> list[Initiative]:
    """Return the board's initiatives that are on their way."""
    ended = [phase.value for phase in ENDED]
    found = Initiative.objects.filter(body__short_name=BOARD, draft=False, end__isnull=False).exclude(
        phase__in=ended
    )
    return list(found.order_by("number")[:3])


def _take_out(town: Town, director: Actor, taken: dict[str, bytes], *, at: datetime) -> None:
    """Keep a workbook as the board filled it in: later ends, another contact, a risk."""
    lists = Lists(town.bodies[BOARD], access_for(director, swedish_day(at)))
    first, second, third = _going()
    assert first.end
    assert second.end
    filled: dict[str, dict[str, Any]] = {
        first.ref: {"end": first.end + timedelta(days=92), "risk": "medium"},
        second.ref: {"end": second.end + timedelta(days=61), "contact": director.name},
        third.ref: {"category": "Tillsyn"},
    }
    rows = {key: _filled(row, filled.get(key, {})) for key, row in lists.initiatives.items()}
    vars(lists)["initiatives"] = rows
    taken["book"] = write_book(lists, swedish_day(at))


def _filled(row: Known, values: dict[str, Any]) -> Known:
    return replace(row, values=row.values | values)


def _change_on_the_web(town: Town, *, at: datetime) -> None:
    """Move an end on the web to another day than the one that the board has just written in its workbook."""
    second = _going()[1]
    assert second.end
    register.change(
        by=town.strategist, at=at, initiative=second, end=second.end + timedelta(days=30),
        why="Leverantören behöver en månad till.",
    )  # fmt: skip


def _hand_in(town: Town, director: Actor, taken: dict[str, bytes], *, at: datetime) -> None:
    data, name = taken["book"], "miljonamnden ifylld.xlsx"
    receive_workbook(
        by=director, at=at, municipality=town.municipality, data=data, name=name, book=read_book(data, name)
    )
