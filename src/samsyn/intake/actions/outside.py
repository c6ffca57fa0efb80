"""A ledger, a list of invoices or procurements, or a plan comes in: what is known from outside the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.intake.models import Upload
from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables import Profile, RefusedRow
from samsyn.intake.recognisers.tables.outside import PAID, ListedRow, entries, listed_rows
from samsyn.kit.actors import Actor
from samsyn.kit.words import folded
from samsyn.money.actions import book
from samsyn.money.rules import Entry
from samsyn.organisation.queries import bodies_by_name
from samsyn.oversight.actions import Sign, gather, note_signs

MOST = 500
"""Rows left out that are told one by one."""


@transaction.atomic
def run_outside(
    *, by: Actor, at: datetime, upload: Upload, table: Table, profile: Profile
) -> tuple[dict[str, Any], list[str]]:
    """Take in what a table tells of money and plans, and gather the traces it leaves; returns counts and refused rows
    as a table of initiatives does, and remarks. Rows that were in before change nothing."""
    refused = _Refused()
    if profile.kind in PAID:
        new, known, told = _book(by, at, upload, refused.kept(entries(table, profile)), profile.kind)
    else:
        new, known, told = _note(
            by, at, upload, refused.kept(listed_rows(table, profile)), profile.kind, refused
        )
    gather(by=by, at=at, municipality=upload.municipality)
    counts = {
        "read": new + known + len(refused.rows), "new": new, "changed": 0, "unchanged": known, "renamed": 0,
        "gone": 0, "refused": len(refused.rows),
    }  # fmt: skip
    result = {
        "profile": profile.name,
        "what": profile.kind,
        "edition": "",
        "rows": counts,
        "refused": refused.told(),
    }
    return result, [*(f"Rad {line}: {reason}." for line, reason in table.remarks), *told]


class _Refused:
    """Sets aside what cannot be read while the rest passes (avvisat)."""

    def __init__(self) -> None:
        self.rows: list[RefusedRow] = []

    def kept(self, found: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows that can be read."""
        for one in found:
            if isinstance(one, RefusedRow):
                self.rows.append(one)
            else:
                yield one

    def told(self) -> list[dict[str, Any]]:
        """Return the rows with line and reason, in the file's order; how many more where they are very many."""
        ordered = sorted(self.rows, key=lambda row: row.line)
        shown = [{"line": row.line, "reason": row.reason} for row in ordered[:MOST]]
        left = len(ordered) - len(shown)
        return [*shown, {"line": None, "reason": f"{left} rader till lästes inte in"}] if left else shown


def _book(
    by: Actor, at: datetime, upload: Upload, found: Iterator[Entry], kind: str
) -> tuple[int, int, list[str]]:
    done = book(
        by=by, at=at, municipality=upload.municipality, source=upload.source, entries=found,
        kind="ledger" if kind == "ledger" else "invoice",
    )  # fmt: skip
    told = f"{done.unplaced} kostnadsställen hör inte till någon nämnd än. Placera dem under Utgifter."
    return done.new, done.known, [told] if done.unplaced else []


def _note(
    by: Actor, at: datetime, upload: Upload, found: Iterator[ListedRow], kind: str, refused: _Refused
) -> tuple[int, int, list[str]]:
    bodies = bodies_by_name(upload.municipality)
    signs = []
    for row in found:
        if body := bodies.get(folded(row.body)):
            signs.append(
                Sign(
                    body.pk,
                    kind,
                    f"{upload.source.name}, rad {row.line}",
                    row.title,
                    row.amount,
                    row.day,
                    row.line,
                    row.supplier,
                    row.project,
                    row.diary,
                )
            )
        else:
            refused.rows.append(RefusedRow(row.line, f"{row.body} är ingen nämnd här"))
    new = note_signs(by=by, at=at, municipality=upload.municipality, source=upload.source, signs=signs)
    return new, len(signs) - new, []
