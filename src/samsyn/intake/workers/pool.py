"""A few reading processes kept alive; one that dies is replaced, and only its file is lost."""

from __future__ import annotations

import atexit
import io
import json
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import date
from importlib import import_module
from multiprocessing import Pipe
from queue import Empty, LifoQueue
from threading import BoundedSemaphore, Timer
from typing import Any

from samsyn.intake.readers.gate import Refused
from samsyn.intake.workers.limits import CPU_SECONDS, MB, MEMORY, READY

WALL_SECONDS = 60
"""How long a file may take on the clock, waiting for the processor included."""
START_SECONDS = 30
"""How long a process may take to start."""
MOST_FILES = 500
"""After that many files a process is replaced, so that what libraries leak stays small."""
LARGEST_ANSWER = 128 * MB
PROGRAM = ("-m", "samsyn.intake.workers.child")
_TRUSTED = ("samsyn.intake.readers.", "samsyn.intake.recognisers.", "samsyn.intake.workers.")
_log = logging.getLogger(__name__)


class Died(Exception):
    """A reading process ended before it had answered; the text is how."""


class _Answers(pickle.Unpickler):
    """Takes frozen values of ours and days only: a process that strangers' files got hold of can send anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        if f"{module}.".startswith(_TRUSTED) and module in sys.modules and "." not in name:
            found = getattr(import_module(module), name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no answer")


class _Worker:
    """One reading process and the connection to it (läsprocess)."""

    def __init__(self, program: Sequence[str]) -> None:
        self.files = 0
        self._connection, theirs = Pipe()
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-P", *program, str(theirs.fileno())],
            env=environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()

    def ask(self, work: str, name: str, data: bytes, page: int, seconds: float) -> tuple[str, Any]:
        """Return how it went and the value or reason; raises Died."""
        if not self.files:
            self._wait_until_ready()
        self.files += 1
        clock = Timer(seconds, self._process.kill)
        clock.start()
        try:
            self._connection.send_bytes(json.dumps({"work": work, "name": name, "page": page}).encode())
            self._connection.send_bytes(data)
            answer = _Answers(io.BytesIO(self._connection.recv_bytes(LARGEST_ANSWER))).load()
        except (EOFError, OSError, pickle.UnpicklingError, AttributeError, ValueError) as error:
            late = not clock.is_alive()
            self.end()
            raise Died("time" if late or self._process.returncode == -24 else "crash") from error
        finally:
            clock.cancel()
        how, value = answer
        return str(how), value

    def _wait_until_ready(self) -> None:
        try:
            if self._connection.poll(START_SECONDS) and self._connection.recv_bytes() == READY:
                return
        except (EOFError, OSError):
            pass
        self.end()
        raise Died("crash")

    def end(self) -> None:
        """End the process and wait for it."""
        self._connection.close()
        self._process.kill()
        self._process.wait()


class Pool:
    """Reading processes shared by the threads of one process of ours (läspool)."""

    def __init__(
        self, program: Sequence[str] = PROGRAM, *, size: int = 0, seconds: float = WALL_SECONDS
    ) -> None:
        self.size = size or min(4, os.cpu_count() or 1)
        self._program, self._seconds = program, seconds
        self._free = BoundedSemaphore(self.size)
        self._idle: LifoQueue[_Worker] = LifoQueue()
        atexit.register(self.close)

    def ask(self, work: str, data: bytes, name: str, page: int = 0) -> Any:
        """Have a reading process do one piece of work with a file; raises Refused with one Swedish sentence.

        A process that had read other files before is not believed when it fails: a fresh one gets the file too.
        """
        with self._free:
            how, value, fresh = self._try(work, data, name, page)
            if how in ("crash", "memory") and not fresh:
                how, value, _ = self._try(work, data, name, page)
        if how == "done":
            return value
        if how == "fault":
            _log.error("%s: %s", name, value)
        raise Refused(value if how == "refused" else _SENTENCES[how].format(name=name))

    def _try(self, work: str, data: bytes, name: str, page: int) -> tuple[str, Any, bool]:
        worker = self._worker()
        fresh = worker.files == 0
        try:
            how, value = worker.ask(work, name, data, page, self._seconds)
        except Died as died:
            return str(died), "", fresh
        if how == "memory" or worker.files >= MOST_FILES:
            worker.end()
        else:
            self._idle.put(worker)
        return how, value, fresh

    def _worker(self) -> _Worker:
        try:
            return self._idle.get_nowait()
        except Empty:
            return _Worker(self._program)

    def close(self) -> None:
        """End the processes that wait for work."""
        while not self._idle.empty():
            self._idle.get_nowait().end()


_SENTENCES = {
    "time": f"Filen {{name}} tog mer än {CPU_SECONDS} sekunder att läsa och avbröts. "
    "Dela upp den eller spara om den och försök igen.",
    "memory": f"Filen {{name}} behöver mer än {MEMORY // MB} MB minne för att läsas. Dela upp den och försök igen.",
    "crash": "Filen {name} fick läsningen att avbrytas. Öppna den, spara om den och försök igen.",
    "fault": "Filen {name} kunde inte läsas på grund av ett fel i Samsyn, som är antecknat i loggen. "
    "Spara om den i ett annat format och försök igen.",
}
