"""Many initiatives out of few: the demo's rows and their versions copied inside the database."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from samsyn.money.models import BudgetLine
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
