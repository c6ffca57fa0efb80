"""samsyn deliver: send the mail that waits."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from samsyn.cli.start import Stopped, print_json
from samsyn.post.actions import deliver


def command(
    limit: Annotated[int, typer.Option(min=1, help="Högst så många brev.")] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False,
) -> None:
    """Skicka brev som ligger i kö. Avbryts det fortsätter nästa gång där det slutade."""
    done = sent(limit)
    if as_json:
        print_json(done)
    else:
        print(f"{done['sent']} brev skickade, {done['failed']} gick inte att skicka.")


def sent(limit: int) -> dict[str, int]:
    """Send what waits and return how it went; raises Stopped when there is no mail server or it does not answer."""
    if not settings.SENDS_MAIL:
        raise Stopped("Ingen e-postserver är angiven. Sätt SAMSYN_SMTP_HOST.")
    try:
        done = deliver(at=timezone.now(), limit=limit)
    except OSError as problem:
        raise Stopped(f"E-postservern svarar inte: {problem}. Breven ligger kvar i kö.") from problem
    return {"sent": done["sent"], "failed": done["failed"]}
