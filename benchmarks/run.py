"""Measure on SQLite and PostgreSQL, small and large, and write docs/benchmarks.md: benchmarks/run.py [SIZE…]"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
SIZES = ["5000", "100000"]
INTRODUCTION = """# Benchmarks

Written by `make bench`. Times are medians in milliseconds, in one process on {cores} shared cores ({machine}); the data are the demo municipality's,
copied until there are that many initiatives. Goals: the oversight sums take at most twice their raw SQL; a page asks at most 12
queries; a list of 50 among 5,000 takes at most 80 ms; 1,000 table rows are in within 3 s; recognising a document takes at
most 1.5 times as long as extracting its text; a round with 3,000 viewpoints compiles in at most 1 s.
"""


def main(sizes: list[str]) -> int:
    """Measure each size on each database and write the page."""
    results = [measure(size, postgres=postgres) for size in sizes for postgres in (False, True)]
    PAGE.write_text(
        page(
            [result for result in results if result],
            measure(script="compiling.py"),
            measure(script="excel.py"),
        )
    )
    return 0


def measure(*arguments: str, postgres: bool = False, script: str = "measure.py") -> dict[str, Any]:
    """Run a script in a process of its own on a fresh database; return its figures, none without PostgreSQL."""
    command = [sys.executable, f"benchmarks/{script}", *arguments]
    if postgres:
        command = [sys.executable, "tools/with_postgres.py", *command]
    print(f"  {script} {' '.join(arguments)}, {'PostgreSQL' if postgres else 'SQLite'} …", flush=True)
    with tempfile.TemporaryDirectory(prefix="samsyn-bench-") as home:
        environment = {
            **os.environ,
            "SAMSYN_HOME": home,
            "PYTHONPATH": str(ROOT),
            "SAMSYN_LOG_LEVEL": "ERROR",
        }
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    last = done.stdout.strip().splitlines()[-1]
    return dict(json.loads(last)) if last.startswith("{") else {}


def page(results: list[dict[str, Any]], compiling: dict[str, Any], excel: dict[str, Any]) -> str:
    """Return the page with one table per question, a column per database and size."""
    names = [f"{name(result['database'])}, {result['size']:_}".replace("_", " ") for result in results]
    parts = [
        INTRODUCTION.format(cores=os.cpu_count(), machine=machine()),
        table(
            "Sums for oversight: ours, the same question as raw SQL, times", names, [*map(shares, results)]
        ),
        table("Pages: server time, queries", names, [*map(opened, results)]),
        table("Import and reading", names, [*map(taken_in, results)]),
        table(
            "A round with 200 answers and 3,000 viewpoints: time, queries", ["SQLite"], [compiled(compiling)]
        ),
        table("The register in Excel, 5,000 initiatives: processor time", ["SQLite"], [each(excel)]),
    ]
    return "\n".join(parts)


def name(vendor: str) -> str:
    """Return a database's name for people."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[vendor]


def machine() -> str:
    """Return the processor's name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )


def shares(result: dict[str, Any]) -> dict[str, str]:
    """Return the sums with how many times the raw SQL they take."""
    return {key: f"{ours} · {raw} · {ours / raw:.1f}×" for key, (ours, raw) in result["aggregates"].items()}


def opened(result: dict[str, Any]) -> dict[str, str]:
    """Return the pages' times and queries."""
    return {key: f"{taken} · {queries}" for key, (taken, queries) in result["pages"].items()}


def compiled(result: dict[str, Any]) -> dict[str, str]:
    """Return the times of a compilation, with the queries where there are any."""
    return {
        key: f"{taken} · {queries}" if queries else f"{taken}" for key, (taken, queries) in result.items()
    }


def each(result: dict[str, Any]) -> dict[str, str]:
    """Return times as they are."""
    return {key: f"{taken}" for key, taken in result.items()}


def taken_in(result: dict[str, Any]) -> dict[str, str]:
    """Return the times of imports."""
    extract, recognise = result["reading"]
    return {
        "Import of a table with 1,000 rows": f"{result['import']}",
        "Sample documents: extracting text, recognising": f"{extract} · {recognise} · {recognise / extract:.1f}×",
    }


def table(title: str, names: list[str], columns: list[dict[str, str]]) -> str:
    """Return one table in Markdown."""
    head = f"## {title}\n\n| | {' | '.join(names)} |\n|---|{'---:|' * len(names)}\n"
    rows = [f"| {key} | {' | '.join(column.get(key, '–') for column in columns)} |\n" for key in columns[0]]
    return head + "".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or SIZES))
