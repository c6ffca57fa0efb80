"""samsyn ask-status: ask by mail how it goes, once a period; run daily or when the board wants to know."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.deliver import sent
from samsyn.cli.out import one_of
from samsyn.cli.remind import on_day
from samsyn.cli.start import print_json
from samsyn.cli.whose import municipality_named
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality
from samsyn.register.actions import Asking, ask_status
from samsyn.register.rules import EVERY


def command(
    day: Annotated[str, typer.Option("--date", help="Dagen, ÅÅÅÅ-MM-DD. Utan den: i dag.")] = "",
    every: Annotated[str, typer.Option("--period", help="Hur ofta: month eller quarter.")] = "month",
    name: Annotated[str, typer.Option("--municipality", help="Bara den kommunen.")] = "",
    send: Annotated[bool, typer.Option("--send", help="Skicka det som ligger i kö.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False,
) -> None:
    """Fråga med e-post hur det går, en gång per period, med en länk till varje initiativ som väntar på en rapport."""
    one_of(every, EVERY, "Perioden")
    who, at, on = command_line(), timezone.now(), on_day(day)
    named = municipality_named(name)
    found = [
        ask_status(by=who, at=at, municipality=one, day=on, every=every)
        for one in ([named] if named else Municipality.objects.order_by("name"))
    ]
    done = sent(1000) if send else {}
    if as_json:
        print_json(_json(found) | done)
        return
    for line in _lines(found):
        print(line)
    if send:
        print(f"{done['sent']} brev skickade, {done['failed']} gick inte att skicka.")


def _json(found: list[Asking]) -> dict[str, object]:
    return {
        "periods": [one.period for one in found],
        "mails": sum(len(one.asked) for one in found),
        "initiatives": sum(many for one in found for _, many in one.asked),
        "unreached": [
            {"initiative": row.ref, "body": row.body.name, "why": why.value}
            for one in found
            for row, why in one.unreached
        ],
    }


def _lines(found: list[Asking]) -> list[str]:
    """Return what was done, and what nobody could be asked of with why; secret ones by their number only."""
    told = _json(found)
    return [
        f"{told['mails']} brev i kö om {told['initiatives']} initiativ.",
        *(
            f"{row.body.name}: {row.ref if row.secrecy_ground else row}. {why.label}."
            for one in found
            for row, why in one.unreached
        ),
    ]
