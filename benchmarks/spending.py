"""Measures coverage and spending at 5,000 initiatives and 200,000 rows of ledgers, against the plain SQL of the sums.

Run with a home folder of its own: `SAMSYN_HOME=/tmp/big python benchmarks/spending.py`. Loads the demo, copies it and
books the rows; prints seconds and, where there is SQL to compare with, how many times that it takes.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
django.setup()

from benchmarks.grow import grow_to  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from samsyn.demo.load import load  # noqa: E402
from samsyn.history.models import Source  # noqa: E402
from samsyn.kit.actors import command_line  # noqa: E402
from samsyn.money.actions import book, mark  # noqa: E402
from samsyn.money.models import LedgerEntry  # noqa: E402
from samsyn.money.queries.spending import parts  # noqa: E402
from samsyn.money.rules import Entry  # noqa: E402
from samsyn.organisation.models import Municipality  # noqa: E402
from samsyn.organisation.queries import OPEN  # noqa: E402
from samsyn.oversight.actions import gather  # noqa: E402
from samsyn.oversight.queries import Lens, overview, standing  # noqa: E402

INITIATIVES, ROWS = 5_000, 200_000
TIMES = 5
SUMS = (
    "SELECT body_id, year, rule_id, digital, COUNT(*), SUM(amount) FROM money_ledgerentry"
    " WHERE municipality_id = %s AND counted GROUP BY body_id, year, rule_id, digital"
)


def entries(today: date) -> Iterator[Entry]:
    """Yield rows of two years at fifteen boards, one in five of them digitalisation."""
    chance = random.Random(1)
    boards = ("KS", "SN", "TN", "RN", "KFN", "BUN", "GVN", "BN", "MN", "VON", "SEN", "ÖFN", "AMN", "VN")
    for line in range(ROWS):
        account = chance.choice(
            ("5420", "6540", "4010", "5010", "6110", "6410", "6910", "7010", "6230", "6550")
        )
        yield Entry(
            line, today - timedelta(days=chance.randrange(700)), chance.randrange(1_000, 9_000_000), account,
            f"Konto {account}", f"L{line // 2}", chance.choice(boards), supplier=f"Leverantör {line % 400} AB",
            text="Licens" if line % 7 == 0 else "Köp enligt avtal",
        )  # fmt: skip


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Return the median of how long some work takes."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def main() -> None:
    """Fill a database when it is empty, then measure."""
    call_command("migrate", verbosity=0)
    today, by, at = timezone.localdate(), command_line(), timezone.now()
    place: Municipality = load(today).municipality
    if LedgerEntry.objects.count() < ROWS:
        grow_to(INITIATIVES)
        source = Source.objects.create(
            name="stor.csv", sha256="stor", size=1, kind="csv", path="stor", received_at=at
        )
        told: dict[str, Any] = {"by": by, "at": at, "municipality": place}
        once = seconds(lambda: book(**told, source=source, kind="ledger", entries=entries(today)), 1)
        print(f"book {ROWS} rows: {once:.1f} s")
    look = Lens(place, today)

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute(SUMS, [place.pk])
            cursor.fetchall()

    plain = seconds(raw)
    summed = seconds(lambda: parts(OPEN, place, None))
    print(
        f"spending per board, year and rule: {summed:.3f} s, {summed / plain:.2f} x raw SQL ({plain:.3f} s)"
    )
    print(f"mark all rows anew: {seconds(lambda: mark(place), 1):.1f} s")
    print(f"gather traces: {seconds(lambda: gather(by=by, at=at, municipality=place), 1):.1f} s")
    print(f"samsyn coverage: {seconds(lambda: standing(look)):.3f} s")
    print(f"overview (Uppsikt): {seconds(lambda: overview(look)):.3f} s")


if __name__ == "__main__":
    main()
