"""What people have confirmed, as a file to test the reading with."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from samsyn.intake import queries

_ODD = re.compile(r"[^\w .()-]+")


@require_GET
def labels(plain: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Send a zip with the text of each file and, beside it, its confirmed fields; of one file, or of all corrected."""
    request: Any = plain
    here = queries.readable(request.access, request.municipality)
    upload = get_object_or_404(here, pk=pk) if pk is not None else None
    found = queries.labels(request.access, request.municipality, upload)
    if not found:
        messages.info(request, NOTHING)
        return redirect("intake:review", pk) if pk is not None else redirect("intake:queue")
    name = f"{_stem(found[0].name)}-rattelser.zip" if upload else "rattelser.zip"
    return HttpResponse(
        zipped(found),
        content_type="application/zip",
        headers={"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"},
    )


NOTHING = (
    "Det finns inga rättelser att exportera. De kommer med när någon har avgjort dem, och bara ur handlingar utan "
    "sekretess."
)


def zipped(found: list[queries.Label]) -> bytes:
    """Return a zip with NAME.txt and NAME.json for each file; files of the same name get a number."""
    data, used = io.BytesIO(), set[str]()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for label in found:
            stem = _unused(_stem(label.name), used)
            told = {"file": f"{stem}.txt", "set": "dev", "documents": label.documents}
            archive.writestr(f"{stem}.txt", "\n".join(label.lines))
            archive.writestr(f"{stem}.json", json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return data.getvalue()


def _stem(name: str) -> str:
    """Return a file's name without its ending and without what no folder takes."""
    return _ODD.sub("-", name.rpartition(".")[0] or name).strip(". ") or "handling"


def _unused(stem: str, used: set[str]) -> str:
    found, number = stem, 1
    while found.casefold() in used:
        number += 1
        found = f"{stem}-{number}"
    used.add(found.casefold())
    return found
