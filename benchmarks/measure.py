"""Time the pages, the aggregates and the imports on the database that DATABASE_URL names; print JSON."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGES = {
    "Att göra": "/att-gora/",
    "Uppsikt": "/uppsikt/",
    "Uppsikt per datum": "/uppsikt/",
    "Initiativ, 50 rader": "/initiativ/",
    "Initiativ, filtrerat och sorterat": "/initiativ/?body={body}&sort=-title",
    "Initiativ, nämnd och ord": "/initiativ/?body={body}&q=digital",
    "Ett initiativ": "/initiativ/I-0003/",
    "Ärenden": "/arenden/",
    "Granskningar": "/granskningar/",
    "Efterlevnad, 30 nämnder och 400 klausuler": "/modell/version/{version}/efterlevnad/",
    "Sök": "/sok/?q=digital",
}
EARLY = "('need', 'idea', 'resting', 'refused', 'stopped'"
DOCUMENTED = f"""NOT one.draft AND one.secrecy_ground = '' AND one.phase NOT IN ('retired', 'refused', 'stopped')
  AND one.problem <> '' AND one.contact <> '' AND one.owner <> ''
  AND (one.phase IN {EARLY}) OR (one.start IS NOT NULL AND one."end" IS NOT NULL))
  AND (one.phase IN {EARLY}, 'study') OR one.funding <> '')
  AND (one.version_id = (SELECT id FROM governance_version WHERE label = '3.0')
       OR (one.goal_id IS NOT NULL AND (one.phase IN {EARLY}, 'study') OR one.decision <> '')))"""
MONEY = f"""
SELECT line.currency, line.source, line.body_id, one.phase, one.risk,
       SUM(CASE WHEN line.decided THEN line.budget END), SUM(line.outcome), SUM(line.forecast)
FROM money_budgetline AS line JOIN register_initiative AS one ON one.id = line.initiative_id
WHERE line.municipality_id = %s AND line.year = %s AND {DOCUMENTED}
GROUP BY 1, 2, 3, 4, 5"""
BENEFITS = f"""
SELECT one.body_id, gain.kind, SUM(gain.low), SUM(gain.likely), SUM(gain.high), COUNT(*)
FROM register_benefit AS gain JOIN register_initiative AS one ON one.id = gain.initiative_id
WHERE one.municipality_id = %s AND gain.unit = 'öre' AND {DOCUMENTED}
GROUP BY 1, 2"""


def main(size: int) -> dict[str, Any]:
    """Load the demo, grow it to that many initiatives and return all times in milliseconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samsyn.config.settings"
    django.setup()
    from benchmarks.grow import grow_steering, grow_to
    from django.core.management import call_command
    from django.utils import timezone

    from samsyn.demo.load import load

    call_command("migrate", verbosity=0)
    municipality = load(timezone.localdate()).municipality
    version = grow_steering(municipality)
    grow_to(size)
    return {
        "size": size,
        "database": connection.vendor,
        "aggregates": aggregates(municipality),
        "pages": pages(municipality, version),
        "import": table_import(municipality),
        "reading": reading(),
    }


def timed(work: Callable[[], Any], most: int = 9, seconds: float = 3) -> float:
    """Return the median time in milliseconds after a run to warm up; slow work is run three times only."""
    work()
    taken: list[float] = []
    while len(taken) < most and (len(taken) < 3 or sum(taken) < seconds * 1000):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(taken), 1)


def aggregates(municipality: Any) -> dict[str, list[float]]:
    """Return the times of the oversight sums, ours beside the SQL of the same question."""
    from django.utils import timezone

    from samsyn.oversight.queries import Lens, overview
    from samsyn.oversight.queries.totals import sums

    today = timezone.localdate()

    def by_hand() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(MONEY, [municipality.pk, today.year])
            money = list(cursor.fetchall())
            cursor.execute(BENEFITS, [municipality.pk])
            return money + list(cursor.fetchall())

    def ours() -> Any:
        return sums(Lens(municipality, today))

    assert sum(row[-1] or 0 for row in by_hand()) > 0
    assert {row[:5] for row in by_hand() if len(row) == 8} == {
        (one.currency, one.source, one.body_id, one.phase, one.risk) for one in ours()[0]
    }, "the two questions are not the same"
    found = {"Medel per nämnd, källa, fas och risk, och nyttor": [timed(ours), timed(by_hand)]}
    for name, day in (("Hela överblicken", None), ("Hela överblicken per datum", today)):
        look = partial(overview, Lens(municipality, today, day))
        found[name] = [timed(look), timed(partial(replay, captured(look)))]
    return found


def captured(work: Callable[[], Any]) -> list[str]:
    """Return the SQL that some work runs."""
    with CaptureQueriesContext(connection) as context:
        work()
    return [query["sql"] for query in context.captured_queries]


def replay(statements: list[str]) -> None:
    """Run SQL and fetch what it gives, with nothing of ours around."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.cursor.execute(statement)
            cursor.fetchall()


def pages(municipality: Any, version: int) -> dict[str, list[float]]:
    """Return each page's server time and its number of queries, for somebody at the city office."""
    from django.test import Client
    from django.utils import timezone

    from samsyn.organisation.models import User

    client = Client()
    client.force_login(User.objects.filter(person__roles__role="city_office")[0])
    found: dict[str, list[float]] = {}
    for name, address in PAGES.items():
        path = address.format(body=municipality.bodies.get(short_name="SN").pk, version=version)
        if "per datum" in name:
            client.get("/", {"per": str(timezone.localdate() - timedelta(days=1))})
        answer = client.get(path, follow=True)
        if answer.status_code == 404:
            continue
        assert answer.status_code == 200, path
        get = partial(client.get, path)
        found[name] = [timed(get), len(captured(get))]
        client.get("/", {"per": ""})
    typed = {"title": "Bokning av lås i simhallen", "problem": "Föreningarna hämtar nycklar i receptionen."}
    look = partial(client.post, "/initiativ/liknande/", typed)
    found["Liknande, medan man skriver"] = [timed(look), len(captured(look))]
    return found


def table_import(municipality: Any) -> float:
    """Return the time of importing a table with 1,000 new rows."""
    from samsyn.cli.importing import import_files

    head = "Projekt-ID;Namn;Nämnd;Start;Slut;Budget;Status;Beskrivning\n"
    rows = (
        f"P-{number};Nytt arbetssätt {number};Valnämnden;2026-01-{number % 28 + 1:02};2027-06-30;{number} 000;Enligt plan;Text {number}\n"
        for number in range(1000)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tabell.csv"
        file.write_text(head + "".join(rows))
        start = time.perf_counter()
        (result,) = import_files([file], municipality, accept=True)
        taken = (time.perf_counter() - start) * 1000
    assert result["rows"]["new"] == 1000, result["refused"][:3]
    return round(taken, 1)


def reading() -> list[float]:
    """Return the time of extracting text from the sample documents, and of recognising what they say."""
    from samsyn.intake.readers import read
    from samsyn.intake.recognisers import recognise

    samples = [
        (path.read_bytes(), path.name)
        for path in sorted(Path("src/samsyn/demo/samples").iterdir())
        if path.suffix in (".docx", ".pdf")
    ]
    texts = [read(*sample).lines for sample in samples]
    extract = timed(lambda: [read(*sample) for sample in samples])
    return [extract, timed(lambda: [recognise(text) for text in texts])]


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1])), ensure_ascii=False))
