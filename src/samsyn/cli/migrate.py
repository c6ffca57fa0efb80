"""samsyn migrate: bring the database up to this version."""

from __future__ import annotations

from django.core.management import call_command

from samsyn.cli.start import unapplied


def command() -> None:
    """Skapa databasen, eller gör den färdig för den här versionen."""
    count = unapplied()
    call_command("migrate", verbosity=0, interactive=False)
    print(f"Databasen är färdig: {count} ändringar gjordes." if count else "Databasen var redan färdig.")
