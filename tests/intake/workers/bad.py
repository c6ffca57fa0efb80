"""A reading process whose work goes wrong in every way that strangers' files can make it: bad.py CONNECTION"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from samsyn.intake.readers import Refused
from samsyn.intake.workers import child


def segfault(data: bytes, _name: str, _page: int) -> None:
    ctypes.string_at(0)


def memory(data: bytes, _name: str, _page: int) -> int:
    return len(bytearray(300 * 1024 * 1024))


def loop(data: bytes, _name: str, _page: int) -> None:
    while True:
        pass


def fault(data: bytes, _name: str, _page: int) -> None:
    raise KeyError("ett fel")


def refuse(data: bytes, name: str, _page: int) -> None:
    raise Refused(f"Filen {name} är tom.")


def exits(data: bytes, _name: str, _page: int) -> None:
    os._exit(0)


def echo(data: bytes, _name: str, page: int) -> tuple[int, int]:
    return len(data), page


def process(data: bytes, _name: str, _page: int) -> int:
    return os.getpid()


def tries(data: bytes, _name: str, _page: int) -> list[str]:
    """Try what is forbidden and return what was let through."""
    ways: dict[str, Callable[[], Any]] = {
        "connection": socket.socket,
        "program": lambda: subprocess.run(["/bin/true"], check=False),
        "process": os.fork,
        "file": lambda: write(data.decode()),
    }
    let_through = []
    for name, way in ways.items():
        try:
            way()
        except OSError:
            continue
        let_through.append(name)
    return [*let_through, *(name for name in os.environ if name.startswith(("SAMSYN", "DATABASE")))]


def write(path: str) -> None:
    with open(path, "wb", buffering=0) as file:
        file.write(b"text")


class Evil:
    """Unpickles to a call of its own choice."""

    def __reduce__(self) -> Any:
        return os.mkdir, (EVIL_PLACE,)


EVIL_PLACE = ""


def lie(data: bytes, _name: str, _page: int) -> Any:
    global EVIL_PLACE  # noqa: PLW0603
    EVIL_PLACE = data.decode()
    return Evil()


WORK = {
    one.__name__: one for one in (segfault, memory, loop, fault, refuse, exits, echo, process, tries, lie)
}

if __name__ == "__main__":
    child.serve(Connection(int(sys.argv[1])), WORK)
