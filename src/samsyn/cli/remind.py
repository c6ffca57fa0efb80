"""samsyn remind: what is due today, such as reminders, rounds of reporting, changes of the organisation; run daily."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.deliver import sent
from samsyn.cli.start import Stopped, print_json
from samsyn.inquiries import actions
from samsyn.kit.actors import command_line
from samsyn.organisation.actions import take_due
from samsyn.organisation.models import Municipality
from samsyn.oversight.actions import remind


def command(
    day: Annotated[str, typer.Option("--date", help="Dagen, ÅÅÅÅ-MM-DD. Utan den: i dag.")] = "",
    send: Annotated[bool, typer.Option("--send", help="Skicka det som ligger i kö.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False,
) -> None:
    """Gör det som ska göras i dag: påminnelser, rapporteringsomgångar, ändringar av organisationen."""
    who, at = command_line(), timezone.now()
    on = on_day(day)
    reminders = rounds = digests = changed = 0
    for municipality in Municipality.objects.all():
        changed += take_due(by=who, at=at, municipality=municipality)
        rounds += len(actions.make_rounds(by=who, at=at, municipality=municipality))
        reminders += actions.remind_all(by=who, at=at, municipality=municipality, day=on)
        digests += len(remind(by=who, at=at, municipality=municipality, day=on))
    done = sent(1000) if send else {}
    if as_json:
        print_json({"reminders": reminders, "rounds": rounds, "digests": digests, "changes": changed, **done})
        return
    print(f"{reminders} påminnelser och {digests} sammandrag i kö, {rounds} omgångar skickade.")
    if changed:
        print(f"{changed} ändringar av organisationen trädde i kraft.")
    if send:
        print(f"{done['sent']} brev skickade, {done['failed']} gick inte att skicka.")


def on_day(text: str) -> date:
    """Read a day written YYYY-MM-DD, today for nothing; raise Stopped with a sentence."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise Stopped(f"”{text}” är ingen dag. Skriv den som 2027-01-13.") from None
