"""Importing files: read ahead in reading processes, then keep, lay out or accept, one whole file at a time."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from samsyn.cases.rules import Planned
from samsyn.cli.start import why
from samsyn.history.actions import checksum
from samsyn.intake import actions, queries
from samsyn.intake.models import Upload
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.workers import Understood, processes, understand
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality

NO_ROWS = {"read": 0, "new": 0, "changed": 0, "unchanged": 0, "renamed": 0, "gone": 0, "refused": 0}
BY_HAND = "Öppna filen under Läs in på webbplatsen och fyll i uppgifterna för hand."


@dataclass(frozen=True, slots=True)
class Begun:
    """A file whose reading has begun, that was read before, or a calendar, which needs neither (påbörjad fil)."""

    file: Path
    data: bytes
    reading: Future[Understood] | None
    before: Upload | None


def import_files(
    files: Iterable[Path], given: Municipality | None, *, accept: bool
) -> Iterator[dict[str, Any]]:
    """Import files in order and yield what became of each, in the stable shape of `samsyn import --json`.

    The next files are read while one is filed. A file is filed whole or not at all, and one that was filed before
    is known by its bytes and not read again: stopped at any moment, the same command goes on where it was.
    """
    with ThreadPoolExecutor(processes()) as readers:
        waiting: deque[Begun | dict[str, Any]] = deque()
        for file in files:
            waiting.append(_begin(file, readers))
            if len(waiting) > 2 * processes():
                yield _finish(waiting.popleft(), given, accept)
        while waiting:
            yield _finish(waiting.popleft(), given, accept)


def _begin(file: Path, readers: ThreadPoolExecutor) -> Begun | dict[str, Any]:
    try:
        check_size(file.stat().st_size, file.name)
        data = file.read_bytes()
    except (Refused, OSError) as error:
        return _refused(file, error)
    if file.suffix.casefold() == ".ics":
        return Begun(file, data, None, None)
    before = queries.kept(checksum(data))
    if before and before.result:
        return Begun(file, b"", None, before)
    return Begun(file, data, readers.submit(understand, data, file.name), None)


def _finish(begun: Begun | dict[str, Any], given: Municipality | None, accept: bool) -> dict[str, Any]:
    if isinstance(begun, dict):
        return begun
    try:
        result = _again(begun.before, accept) if begun.before else _file(begun, given, accept)
    except (Refused, OSError, actions.NoMunicipality, actions.TableRefused, actions.CalendarRefused) as error:
        return _refused(begun.file, error)
    return {**_empty(begun.file), **result}


def _file(begun: Begun, given: Municipality | None, accept: bool) -> dict[str, Any]:
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    what: dict[str, Any] = {"data": begun.data, "name": begun.file.name, "given": given}
    if begun.reading is None:
        return _calendar(*actions.import_calendar(**who, **what, save=accept))
    read = begun.reading.result()
    if actions.plans_meetings(read.reading.tables):
        return _calendar(*actions.import_calendar(**who, **what, tables=read.reading.tables, save=accept))
    if read.reading.kind == "table":
        return {"kind": "table", **actions.import_table(**who, **what, reading=read.reading)}
    return _told(actions.import_document(**who, **what, file=read, accept=accept), begun.file.name)


def _calendar(meetings: list[Planned], counts: Counter[str]) -> dict[str, Any]:
    rows = {**NO_ROWS, "read": len(meetings), **counts}
    told = [
        {name: day.isoformat() if isinstance(day, date) else day for name, day in asdict(one).items()}
        for one in meetings
    ]
    return {"kind": "calendar", "rows": rows, "meetings": told, "accepted": sum(counts.values())}


def _again(upload: Upload, accept: bool) -> dict[str, Any]:
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    if upload.kind == "table":
        return {"kind": "table", **actions.run(**who, upload=upload, tables=())}
    return _told(actions.import_again(**who, upload=upload, accept=accept), upload.source.name)


def _told(done: actions.Imported, name: str) -> dict[str, Any]:
    reason = f"Texten i {name} går inte att lita på: {done.manual} {BY_HAND}"
    return {
        "documents": done.documents, "known": done.known, "accepted": done.accepted, "left": done.left,
        "refused": [{"line": None, "reason": reason}] if done.manual else [],
    }  # fmt: skip


def _empty(file: Path) -> dict[str, Any]:
    return {
        "file": file.name, "kind": "document", "profile": None, "rows": dict(NO_ROWS), "refused": [],
        "documents": [], "meetings": [], "known": False, "accepted": 0, "left": 0,
    }  # fmt: skip


def _refused(file: Path, error: Exception) -> dict[str, Any]:
    if isinstance(error, OSError):
        sentence = f"{file.name} {why(error)}."
    else:
        sentence = str(error) if isinstance(error, Refused) else f"{file.name}: {error}"
    return {**_empty(file), "refused": [{"line": None, "reason": sentence}]}
