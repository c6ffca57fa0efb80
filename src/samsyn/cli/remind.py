"""samsyn remind: today's reminders queued and the rounds of reporting whose day has come sent; run once a day."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.start import print_json
from samsyn.inquiries import actions
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality


def command(as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False) -> None:
    """Lägg dagens påminnelser i kö och skicka de rapporteringsomgångar vars dag har kommit."""
    who, at = command_line(), timezone.now()
    reminders = rounds = 0
    for municipality in Municipality.objects.all():
        rounds += len(actions.make_rounds(by=who, at=at, municipality=municipality))
        reminders += actions.remind_all(by=who, at=at, municipality=municipality)
    if as_json:
        print_json({"reminders": reminders, "rounds": rounds})
    else:
        print(f"{reminders} påminnelser i kö, {rounds} omgångar skickade.")
