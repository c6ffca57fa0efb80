"""Many initiatives out of few: the demo's rows and their versions copied inside the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from samsyn.governance.models import ASSESSORS, Clause, Compliance, GoverningDocument, Version
from samsyn.history.actions import record, save
from samsyn.kit.actors import command_line
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.money.models import BudgetLine
from samsyn.organisation.actions import add_body
from samsyn.organisation.models import Body
from samsyn.register.models import Benefit, CostEstimate, Initiative, Milestone, StatusReport, SystemUse

COPIED: tuple[Any, ...] = (Initiative, StatusReport, CostEstimate, Milestone, Benefit, SystemUse, BudgetLine)
APART = 10_000_000
"""How far a copy's keys lie from those of the copy before."""
NUMBERS_APART = 10_000


def grow_to(count: int) -> None:
    """Copy the register's rows until there are at least that many initiatives; each copy keeps what hangs on it."""
    copies = -(-count // Initiative.objects.count()) - 1
    with transaction.atomic():
        for model in COPIED:
            copy(model, copies)
            if hasattr(model, "history"):
                copy(model.history.model, copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # no site has a log as large as its database


def copy(model: Any, copies: int) -> None:
    """Insert the rows of one table that many times over, with their own keys, numbers and titles."""
    kept = [field for field in model._meta.concrete_fields if field.name != "history_id"]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in kept)
    values = ", ".join(value(field) for field in kept)
    table = connection.ops.quote_name(model._meta.db_table)
    counting = f"WITH RECURSIVE copy(k) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT k + 1 FROM copy WHERE k < {copies})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) {counting} SELECT {values} FROM {table} AS t CROSS JOIN copy"
        )


def value(field: Any) -> str:
    """Return the SQL that a copied row has in a column."""
    column = f"t.{connection.ops.quote_name(field.column)}"
    if field.name == "id" or field.column == "initiative_id":
        return f"{column} + copy.k * {APART}"
    if field.name == "number":
        return f"{column} + copy.k * {NUMBERS_APART}"
    if field.name == "title" and "initiative" in field.model.__name__.casefold():
        return f"{column} || ' ' || copy.k"
    return column


def grow_steering(municipality: Any, bodies: int = 30, clauses: int = 400) -> int:
    """Add boards until there are that many, and a guideline of that many clauses judged at all of them; return its key."""
    now = timezone.now()
    boards = list(Body.objects.filter(municipality=municipality, kind__in=("executive", "board")))
    for number in range(len(boards), bodies):
        boards.append(
            add_body(by=command_line(), at=now, municipality=municipality, name=f"Områdesnämnd {number}")
        )
    document = GoverningDocument.objects.create(
        municipality=municipality, title="Riktlinje i stort", kind="guideline"
    )
    edition = Version(document=document, label="1", recorded_at=now)
    save(
        edition,
        act=record(by=command_line(), at=now, verb="grow", ref=Ref("Riktlinje"), sentence="Riktlinje."),
    )
    made = Clause.objects.bulk_create(
        Clause(
            version=edition,
            order=n,
            number=f"{n // 20 + 1}.{n % 20 + 1}",
            heading=f"Klausul {n}",
            text="Nämnden ska.",
        )
        for n in range(clauses)
    )
    Compliance.objects.bulk_create(
        (
            Compliance(
                clause=clause, body=board, assessor=assessor, verdict=list(Verdict)[(clause.order + board.pk) % 5],
                day=now.date() - timedelta(days=30 * back), by="Någon", recorded_at=now,
            )
            for back in (6, 1) for clause in made for board in boards[:bodies] for assessor, _ in ASSESSORS
        ),
        batch_size=2000,
    )  # fmt: skip
    return edition.pk
