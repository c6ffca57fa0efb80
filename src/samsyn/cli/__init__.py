"""The samsyn command: one module per verb, loaded when it is called for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer

from samsyn.cli.start import Stopped, django_ready, require_database
from samsyn.cli.swedish import Verb, Verbs

VERBS = {
    "read": "read",
    "evaluate": "evaluate",
    "import": "imports",
    "export": "export",
    "excel": "excel",
    "coverage": "coverage",
    "thread": "thread",
    "report": "report",
    "remind": "remind",
    "ask-status": "ask_status",
    "deliver": "deliver",
    "demo": "demo",
    "serve": "serve",
    "migrate": "migrate",
    "administrator": "administrator",
    "verify": "verify",
    "check": "check",
}
"""Verb and the module in this package whose `command` does it."""
WITHOUT_DJANGO = {"read", "evaluate"}
WITHOUT_DATABASE = {"read", "evaluate", "migrate", "demo", "check"}


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the command with the verb that is asked for, or with all of them when none is."""
    app = typer.Typer(cls=Verbs, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(samsyn)
    asked = arguments[0] if arguments else ""
    known = [verb for verb, module in VERBS.items() if find_spec(f"samsyn.cli.{module}")]
    for verb in [asked] if asked in known else known:
        if verb not in WITHOUT_DJANGO:
            django_ready()
        command = import_module(f"samsyn.cli.{VERBS[verb]}").command
        app.command(verb, cls=Verb)(command if verb in WITHOUT_DATABASE else _with_database(command))
    return app


def samsyn() -> None:
    """En gemensam, spårbar bild av kommunens digitalisering."""


def _with_database(command: Callable[..., None]) -> Callable[..., None]:
    @wraps(command)
    def checked(*args: Any, **options: Any) -> None:
        require_database()
        command(*args, **options)

    return checked


def main() -> None:
    """Run the command line; exit 0 when it went well, 1 when it could not be done, 2 when asked wrongly."""
    try:
        build(sys.argv[1:])()
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output had seen enough
        sys.stderr.close()
        sys.exit(0)
