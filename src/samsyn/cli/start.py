"""What several verbs need: Django made ready, a sentence that stops, JSON out."""

from __future__ import annotations

import json
import os
from typing import Any


class Stopped(Exception):
    """The verb cannot be done; the text is the one sentence to show, and the exit code is 1."""


def django_ready() -> None:
    """Make Django ready; raise Stopped when the folder for its files cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        where = f"Mappen {error.filename} för Samsyns filer {why(error)}"
        raise Stopped(f"{where}. Ange en annan i SAMSYN_HOME.") from None


def require_database() -> None:
    """Raise Stopped when the database does not answer or is not made ready for this version."""
    if unapplied():
        raise Stopped("Databasen är inte färdig för den här versionen. Kör samsyn migrate.")


def unapplied() -> int:
    """Return how many migrations the database lacks; raise Stopped when it does not answer."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Stopped(f"Databasen svarar inte: {reason}. Kontrollera DATABASE_URL och SAMSYN_HOME.") from None
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def why(error: OSError) -> str:
    """Return in Swedish what the operating system had against a file or folder."""
    if isinstance(error, FileNotFoundError):
        return "finns inte"
    if isinstance(error, IsADirectoryError):
        return "är en mapp"
    if isinstance(error, PermissionError):
        return "får inte användas av dig"
    return f"går inte att använda ({error.strerror})"


def print_json(value: Any) -> None:
    """Write a value as one line of JSON, with Swedish letters as they are."""
    print(json.dumps(value, ensure_ascii=False, default=str))
