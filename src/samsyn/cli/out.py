"""What the verbs that write files share: dates, formats and where the bytes go."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import typer
from django.utils import timezone

from samsyn.cli.start import Stopped, why


def past_day(text: str) -> date | None:
    """Read a day that is not to come, written YYYY-MM-DD, or None for nothing; raise BadParameter with a sentence."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"”{text}” är inget datum. Skriv ÅÅÅÅ-MM-DD, till exempel 2026-11-20."
        ) from None
    if day > timezone.localdate():
        raise typer.BadParameter(f"{day} har inte varit än. Ange en dag till och med i dag.")
    return day


def one_of(word: str, known: Iterable[str], what: str) -> str:
    """Return the word when it is known; raise BadParameter, naming those that are."""
    if word in (found := list(known)):
        return word
    choices = " eller ".join(filter(None, (", ".join(found[:-1]), found[-1])))
    raise typer.BadParameter(f"{what} {word} finns inte. Välj {choices}.")


def write(data: bytes, to: Path | None) -> None:
    """Write bytes to a file, or to standard output where none is named; raise Stopped when that cannot be done."""
    if to is None:
        sys.stdout.buffer.write(data)
        return
    try:
        to.write_bytes(data)
    except OSError as error:
        place = to if to.parent.is_dir() else to.parent
        raise Stopped(f"{place} {why(error)}. Ange en annan fil med -o.") from None
