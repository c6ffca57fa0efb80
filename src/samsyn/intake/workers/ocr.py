"""Text out of pictures, by tesseract where it is installed with Swedish."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from time import monotonic

from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.pdf import SCANNED
from samsyn.intake.workers.limits import MB
from samsyn.intake.workers.shared import pool
from samsyn.intake.workers.work import Understood

MOST_PAGES = 40
"""More pages than that are left to a person or to a text recognition of their own: each takes seconds."""
PAGE_SECONDS = 60
ALL_SECONDS = 240
MEMORY = 768 * MB
_SIGN = re.compile(r"\$(?=\s?\d)")
"""What tesseract makes of § before a number; no Swedish paper puts a dollar sign there."""
INSTALL = "Med tesseract-ocr och tesseract-ocr-swe installerade läser Samsyn sådana sidor själv."


def understand(data: bytes, name: str) -> Understood:
    """Read and recognise a file in a reading process; pages whose text is missing or bad are read as pictures.

    Raises Refused with one Swedish sentence when nothing can be made of it.
    """
    answer: Understood = pool().ask("read", data, name)
    if not answer.pages:
        return answer
    if not tesseract():
        return replace(answer, distrust=f"{answer.distrust} {INSTALL}")
    if answer.pages > MOST_PAGES:
        return replace(answer, distrust=f"{answer.distrust} Den har fler än {MOST_PAGES} sidor.")
    return _pictured(data, name, answer)


def _pictured(data: bytes, name: str, answer: Understood) -> Understood:
    try:
        text = "\f".join(_texts(data, name, answer.pages))
        found: Understood = pool().ask("read_pictured", text.encode(), name)
    except (Refused, OSError, subprocess.SubprocessError):
        return replace(answer, distrust=f"{answer.distrust} Textigenkänningen blev inte klar.")
    if found.distrust:
        also = f"{answer.distrust} Inte heller textigenkänning hjälpte: {found.distrust}"
        return replace(answer, distrust=also)
    return replace(found, pages=answer.pages)


def _texts(data: bytes, name: str, pages: int) -> list[str]:
    end = monotonic() + ALL_SECONDS
    return [
        page_text(pool().ask("scan", data, name, page), min(PAGE_SECONDS, max(0.1, end - monotonic())))
        for page in range(1, pages + 1)
    ]


def page_text(png: bytes, seconds: float = PAGE_SECONDS) -> str:
    """Return the text in a picture of a page; raises OSError or SubprocessError when tesseract fails or is slow."""
    command = [tesseract(), "stdin", "stdout", "-l", languages(), "--dpi", str(SCANNED)]
    environment = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(  # noqa: S603  the program that the machine's owner installed
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            text, _ = process.communicate(png, timeout=seconds)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return _SIGN.sub("§", text.decode(errors="replace").replace("\f", ""))


def tesseract() -> str:
    """Return the program's path, or nothing where it or its Swedish is not installed."""
    return (shutil.which("tesseract") or "") if languages() else ""


@cache
def languages() -> str:
    """Return the languages to read with: Swedish, and English for its §, which the Swedish one lacks."""
    program = shutil.which("tesseract")
    if not program:
        return ""
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    known = told.stdout.split()
    return "+".join(language for language in ("swe", "eng") if language in known) if "swe" in known else ""
