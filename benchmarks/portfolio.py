"""Time the portfolio on the database that DATABASE_URL names, ours beside raw SQL: benchmarks/portfolio.py SIZE; print JSON."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.db import connection

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SEEN = "one.municipality_id = %s AND NOT one.draft AND one.secrecy_ground = '' AND one.phase NOT IN ('retired', 'refused', 'stopped')"
COUNT = f"SELECT one.body_id, COUNT(*) FROM register_initiative AS one WHERE {SEEN} GROUP BY 1"
MONEY = f"""
SELECT one.body_id, {{second}} line.currency, SUM(CASE WHEN line.decided THEN line.budget END), SUM(line.outcome), SUM(line.forecast)
FROM money_budgetline AS line JOIN register_initiative AS one ON one.id = line.initiative_id
WHERE {SEEN} AND line.year = %s AND line.secrecy_ground = '' GROUP BY {{by}}"""
COST = f"""
SELECT one.body_id, est.currency, SUM(est.minor)
FROM register_costestimate AS est JOIN register_initiative AS one ON one.id = est.initiative_id
WHERE {SEEN} AND est.id = (SELECT other.id FROM register_costestimate AS other
  WHERE other.initiative_id = est.initiative_id ORDER BY other.day DESC, other.id DESC LIMIT 1)
GROUP BY 1, 2"""
BENEFIT = f"""
SELECT one.body_id, SUM(gain.low), SUM(gain.likely), SUM(gain.high)
FROM register_benefit AS gain JOIN register_initiative AS one ON one.id = gain.initiative_id
WHERE {SEEN} AND gain.unit = 'öre' AND gain.low IS NOT NULL AND gain.likely IS NOT NULL AND gain.high IS NOT NULL
GROUP BY 1"""
PAGES = {
    "Portfölj per nämnd": "/portfolj/",
    "Portfölj per program och källa, jämförd": "/portfolj/?rader=program&kolumner=kalla&matt=budget&jamfor={day}",
    "Nytta och genomförbarhet": "/portfolj/bubblor/",
    "Tidslinje": "/portfolj/tidslinje/",
    "Väg genom faserna": "/portfolj/faser/",
    "Krav per nämnd": "/portfolj/krav/",
    "IT-stödet": "/it-stodet/",
    "En siffra öppnad": "/initiativ/?body=SN&kalla=own&matt=budget&valuta=SEK",
}


def main(size: int) -> dict[str, Any]:
    """Load the demo, grow it to that many initiatives and return all times in milliseconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samsyn.config.settings"
    django.setup()
    from benchmarks.grow import grow_to
    from django.core.management import call_command
    from django.utils import timezone

    from samsyn.demo.load import load

    call_command("migrate", verbosity=0)
    municipality = load(timezone.localdate()).municipality
    grow_to(size)
    return {"size": size, "database": connection.vendor, "sums": sums(municipality), "pages": pages()}


def sums(municipality: Any) -> dict[str, list[float]]:
    """Return the times of our sums and of the same questions as raw SQL."""
    from benchmarks.measure import timed
    from django.utils import timezone

    from samsyn.oversight.queries import Lens
    from samsyn.oversight.queries.portfolio import DIMENSIONS, MEASURES, Cut, grid

    today = timezone.localdate()
    cut, me = Cut(Lens(municipality, today), today.year), municipality.pk
    board, phase = DIMENSIONS["body"], DIMENSIONS["phase"]
    all_of = [(COUNT, [me]), (money("", "1, 2"), [me, today.year]), (COST, [me]), (BENEFIT, [me])]
    cross = [(money("one.phase,", "1, 2, 3"), [me, today.year])]
    ours = {
        "Alla mått per nämnd": (partial(grid, cut, board, measures=MEASURES.values()), all_of),
        "Budget per nämnd och fas": (partial(grid, cut, board, phase, measures=[MEASURES["budget"]]), cross),
    }
    found = {name: [timed(work), timed(partial(by_hand, raw))] for name, (work, raw) in ours.items()}
    whole = ours["Alla mått per nämnd"][0]().figure("antal")
    assert whole
    assert whole.value == sum(row[1] for row in by_hand([(COUNT, [me])])), "not the same question"
    return found


def money(second: str, by: str) -> str:
    """Return the question of money by board and what else."""
    return MONEY.format(second=second, by=by)


def by_hand(statements: list[tuple[str, list[Any]]]) -> list[tuple[Any, ...]]:
    """Run SQL and fetch what it gives."""
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for statement, given in statements:
            cursor.execute(statement, given)
            found += cursor.fetchall()
    return found


def pages() -> dict[str, list[float]]:
    """Return each page's server time and its number of queries, for somebody at the city office."""
    from datetime import timedelta

    from benchmarks.measure import captured, timed
    from django.test import Client
    from django.utils import timezone

    from samsyn.organisation.models import User

    client = Client()
    client.force_login(User.objects.filter(person__roles__role="city_office")[0])
    found: dict[str, list[float]] = {}
    for name, address in PAGES.items():
        get = partial(client.get, address.format(day=timezone.localdate() - timedelta(days=90)))
        assert get().status_code == 200, name
        found[name] = [timed(get), len(captured(get))]
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1])), ensure_ascii=False))
