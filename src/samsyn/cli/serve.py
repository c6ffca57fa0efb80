"""samsyn serve: the site, on this machine only unless told otherwise."""

from __future__ import annotations

import socket
from typing import Annotated

import typer
from granian import Granian
from granian.constants import Interfaces

from samsyn.cli.start import Stopped


def command(
    port: Annotated[int, typer.Option(help="Porten att lyssna på.")] = 8000,
    host: Annotated[str, typer.Option(help="Adressen att lyssna på.")] = "127.0.0.1",
) -> None:
    """Starta webbplatsen och skriv ut dess adress."""
    run(host, port)


def run(host: str, port: int) -> None:
    """Serve until stopped; raise Stopped when somebody else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Stopped(f"Port {port} på {host} är upptagen. Välj en annan med --port.") from None
    shown = "localhost" if host == "127.0.0.1" else host
    print(f"Samsyn finns på http://{shown}:{port} (avsluta med Ctrl+C)", flush=True)
    # One process and threads: with SQLite, writers wait for each other best inside one process.
    Granian(
        "samsyn.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_enabled=False,
    ).serve()
