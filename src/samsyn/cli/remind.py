"""samsyn remind: what is due today, such as reminders, rounds of reporting, changes of the organisation; run daily."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.start import print_json
from samsyn.inquiries import actions
from samsyn.kit.actors import command_line
from samsyn.organisation.actions import take_due
from samsyn.organisation.models import Municipality


def command(as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False) -> None:
    """Gör det som ska göras i dag: påminnelser, rapporteringsomgångar, ändringar av organisationen."""
    who, at = command_line(), timezone.now()
    reminders = rounds = changed = 0
    for municipality in Municipality.objects.all():
        changed += take_due(by=who, at=at, municipality=municipality)
        rounds += len(actions.make_rounds(by=who, at=at, municipality=municipality))
        reminders += actions.remind_all(by=who, at=at, municipality=municipality)
    if as_json:
        print_json({"reminders": reminders, "rounds": rounds, "changes": changed})
    else:
        print(f"{reminders} påminnelser i kö, {rounds} omgångar skickade.")
        if changed:
            print(f"{changed} ändringar av organisationen trädde i kraft.")
