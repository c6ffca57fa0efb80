"""The governing documents that Sundsala puts forward in a case: drafted, put forward with a letter, decided."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.minutes import Minutes
from samsyn.demo.script import Script
from samsyn.demo.town import Town, process_named
from samsyn.governance import actions
from samsyn.governance.actions import Letter
from samsyn.governance.models import Version
from samsyn.governance.queries import clause_texts, decided_in
from samsyn.governance.rules import ClauseText, changes
from samsyn.governance.rules.deciding import LEVELS
from samsyn.reports.formats.proposal import points, proposal

WAITS = 2
"""Days before the demo's day that a version counts back from when it isn't in force yet."""


def propose(town: Town, script: Script, minutes: Minutes) -> None:
    """Write the versions that are put forward in a case into the script."""
    for row in read("steering")["version"]:
        if "case" not in row:
            continue
        ahead = row.get("days", WAITS)
        opened = script.ago(ahead + 12)
        number = "" if row["case"][0] in _central() else minutes.number("KS", opened)
        script.add(script.ago(ahead + 40), partial(_draft, town, row))
        script.add(opened, partial(_put_forward, town, row, number))
        if "days" in row:
            script.add(script.ago(ahead), partial(_decide, town, row))


def _central() -> set[str]:
    return {row["key"] for row in read("cases")["case"]}


def _draft(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    asked = process_named(row["process"]) if "process" in row else None
    actions.draft(
        by=town.strategist, at=at, municipality=town.municipality, title=row["title"], label=row["label"],
        kind=row["kind"], clauses=[ClauseText(*one) for one in row["clauses"]], process=asked,
    )  # fmt: skip


def _version(town: Town, row: dict[str, Any]) -> Version:
    mine = Version.objects.select_related("document__municipality")
    return mine.get(
        document__municipality=town.municipality, document__title=row["title"], label=row["label"]
    )


def _put_forward(town: Town, row: dict[str, Any], number: str, *, at: datetime) -> None:
    version, (key, level) = _version(town, row), row["case"]
    before = version.document.versions.filter(valid_from__isnull=False, valid_to=None).first()
    label, old = (before.label, clause_texts(before.pk)) if before else ("", [])
    letter = proposal(
        municipality=town.municipality.name, day=at.date(), title=row["title"], label=row["label"], before=label,
        changes=changes(old, clause_texts(version.pk)), decider=LEVELS[level],
    )  # fmt: skip
    actions.put_forward(
        by=town.strategist, at=at, version=version, body=town.bodies["KS"], level=level,
        number=number or town.cases[key].number,
        letter=Letter(
            f"tjansteskrivelse-version-{row['label']}.docx", letter,
            points(row["title"], row["label"], label, LEVELS[level]),
        ),
    )  # fmt: skip


def _decide(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    version, level = _version(town, row), row["case"][1]
    decided = decided_in(town.municipality, version.case_number, None)
    assert decided
    actions.decide(
        by=town.strategist, at=at, version=version, valid_from=at.date(), decided_by=decided, level=level,
        case_number=version.case_number,
    )  # fmt: skip
