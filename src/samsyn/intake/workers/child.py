"""The reading process: takes one file at a time from its parent and answers what it holds."""

from __future__ import annotations

import json
import pickle
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from samsyn.intake.readers import Refused
from samsyn.intake.workers.limits import READY, confine, new_turn


def serve(parent: Connection, work: Mapping[str, Callable[[bytes, str, int], Any]]) -> None:
    """Answer until the parent is gone; each answer is a pickled pair of how it went and the value or the reason."""
    confine()
    parent.send_bytes(READY)
    while True:
        try:
            asked = json.loads(parent.recv_bytes())
            data = parent.recv_bytes()
        except (EOFError, OSError):
            return
        new_turn()
        parent.send_bytes(_answer(partial(work[asked["work"]], data, asked["name"], asked["page"])))


def _answer(done: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps(("done", done()))
    except Refused as refused:
        return pickle.dumps(("refused", str(refused)))
    except MemoryError:
        return pickle.dumps(("memory", ""))
    except Exception as error:  # a fault of ours: that file is told, the others go on
        place = traceback.extract_tb(error.__traceback__)[-1]
        return pickle.dumps(("fault", f"{type(error).__name__}: {error} ({place.filename}:{place.lineno})"))


def main() -> None:
    """Serve the parent at the other end of the connection whose number is the first argument."""
    from samsyn.intake.workers.work import WORK  # noqa: PLC0415  the pool imports this package without readers

    serve(Connection(int(sys.argv[1])), WORK)


if __name__ == "__main__":
    main()
