"""Time the register as workbooks: all initiatives as a file, a board's workbook out, and in again; print JSON.

Times are of the processor: saving waits for the disk, and machines are shared.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SIZE = 5_000
CHANGED = 500


def main() -> dict[str, float]:
    """Load the demo, grow it, give one board everything and return processor times in milliseconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samsyn.config.settings"
    django.setup()
    from benchmarks.grow import grow_to
    from django.core.management import call_command
    from django.utils import timezone

    from samsyn.cli.export import exported
    from samsyn.demo.load import load

    call_command("migrate", verbosity=0)
    municipality = load(timezone.localdate()).municipality
    grow_to(SIZE)
    every = partial(exported, "xlsx", municipality, None)
    found = {f"All initiatives as xlsx, {columns(every())} columns": spent(every)}
    return {**found, **round_trip(municipality)}


def spent(work: Callable[[], Any], times: int = 3) -> float:
    """Return the least processor time in milliseconds of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return round(min(taken), 1)


def columns(data: bytes) -> int:
    """Return how many columns the first sheet of a workbook has."""
    from samsyn.intake.readers.book import read_book

    return len(read_book(data, "a.xlsx").pages[0].lines[0].cells)


def round_trip(municipality: Any) -> dict[str, float]:
    """Give one board every initiative and return the times of its workbook."""
    from django.utils import timezone
    from tests.intake.workbooks.books import grids, written

    from samsyn.intake import actions
    from samsyn.intake.readers.book import read_book
    from samsyn.intake.workbooks.comparing import compare
    from samsyn.intake.workbooks.rows import Lists
    from samsyn.intake.workbooks.writing import write_book
    from samsyn.kit.actors import command_line
    from samsyn.organisation.models import Body
    from samsyn.organisation.queries import OPEN
    from samsyn.register.models import Initiative

    body = Body.objects.select_related("municipality").get(municipality=municipality, name="Miljönämnden")
    Initiative.objects.update(body=body, unit=None)

    def out() -> bytes:
        return write_book(Lists(body, OPEN), date(2026, 3, 1))

    sheets = grids(out())
    place = sheets["Initiativ"][0].index("Kategori")
    for row in sheets["Initiativ"][1 : CHANGED + 1]:
        row[place] = "Ny kategori"
    filled = written(sheets)
    book = read_book(filled, "in.xlsx")
    rows = len(sheets["Initiativ"]) - 1

    def diff() -> Any:
        return compare(book, Lists(body, OPEN), {})

    assert len(diff().changed) == CHANGED
    kept = actions.receive_workbook(
        by=command_line(),
        at=timezone.now(),
        municipality=municipality,
        data=filled,
        name="in.xlsx",
        book=book,
    )

    def save() -> None:
        actions.save_workbook(by=command_line(), at=timezone.now(), workbook=kept, book=book, rows=None)

    saved = spent(save, 1)
    return {
        f"A board's workbook out, {rows} initiatives": spent(out),
        "Read cell by cell": spent(partial(read_book, filled, "in.xlsx")),
        "Compared with the register": spent(diff),
        f"{CHANGED} changed rows saved, one act each": saved,
    }


if __name__ == "__main__":
    print(json.dumps(main()))
