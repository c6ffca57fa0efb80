"""A referral made of a letter or decision that was read in: only what was accepted, in its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from samsyn.audits.queries import audit_file
from samsyn.intake.models import Upload
from samsyn.intake.queries import accepted, readable
from samsyn.kit.refs import decision
from samsyn.kit.words import folded
from samsyn.organisation.models import Body
from samsyn.organisation.queries import bodies_by_name
from samsyn.organisation.rules import group
from samsyn.web.base.request import Request

_OFFICE = re.compile(r"(?:enheten|avdelningen|kontoret|förvaltningen|kansliet)$", re.IGNORECASE)


def paper(request: Request, key: str, part: str) -> tuple[Upload, int, dict[str, Any]]:
    """Return an upload, which of its documents is meant, and what was accepted of it; answers 404 without any."""
    found = readable(request.access, request.municipality).select_related("source", "municipality")
    upload = get_object_or_404(found, pk=int(key) if key.isdecimal() else 0, kind="document")
    place = int(part) if part.isdecimal() else 0
    values = accepted(upload, place).get(place)
    if values is None:
        raise Http404("Ingenting i handlingen är godtaget än.")
    return upload, place, values


def asked_by(request: Request, upload: Upload, values: dict[str, Any]) -> dict[str, Any]:
    """Return how the form to send is filled in by a document: only what was accepted, in its own words."""
    names = bodies_by_name(request.municipality, request.today)
    days = [date.fromisoformat(one["date"]) for one in values.get("deadlines", []) if one.get("date")]
    ahead = [day for day in days if day >= request.today]
    body = names.get(folded(values.get("body") or ""))
    wanted = [one["text"] for one in values.get("recommendations", [])]
    day = date.fromisoformat(values["date"]) if values.get("date") else None
    decided = body and values.get("paragraph")
    code = (body.short_name or body.name) if body else ""
    audited = str(values.get("kind", "")).startswith("revision")
    return {
        "kind": "statement" if audited else "referral", "title": values.get("title") or upload.source.name,
        "case": next(iter(values.get("dnr", [])), ""), "reminders": "30, 14, 3",
        "decision": str(decision(code, day, values["paragraph"])) if decided else "",
        "deadline": next(iter(ahead or days), None),
        "questions": "\n".join(dict.fromkeys(values.get("questions") or wanted)),
        **_addressees(values, names, request.board.id if request.board else 0),
    }  # fmt: skip


def _addressees(values: dict[str, Any], names: Mapping[str, Body], sender: int) -> dict[str, Any]:
    """Return whom a document asks, as the form's recipients; an office whose board is not told has to be completed."""
    due = [one["who"] for one in values.get("deadlines", []) if one.get("who")]
    said = values.get("for_statement") or values.get("recipients") or due
    found: dict[str, list[str]] = {"bodies": [], "units": [], "outsiders": []}
    for words in said:
        above, _, below = words.rpartition(", ")
        if group(words):
            continue
        if body := names.get(folded(words)):
            found["bodies"] += [] if body.pk == sender else [str(body.pk)]
        elif folded(above) in names:
            found["units"].append(f"{below} ({above})")
        else:
            found["units" if _OFFICE.search(words) else "outsiders"].append(words)
    return {
        "group": any(group(words) for words in said), "bodies": found["bodies"],
        "units": "\n".join(found["units"]), "outsiders": "\n".join(found["outsiders"]),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Findings:
    """The form to ask bodies about an audit's recommendations, and which question is about which (iakttagelser)."""

    initial: dict[str, Any]
    about: dict[str, str]


def findings_of(request: Request) -> Findings:
    """Return how the form to send is filled in by an audit: a question a recommendation, to those it goes to (R39)."""
    number = request.GET.get("granskning", "")
    file = audit_file(
        request.access, request.municipality, int(number) if number.isdecimal() else 0, as_of=None, day=request.today
    )  # fmt: skip
    if file is None:
        raise Http404(f"Granskning {number} finns inte här.")
    asked = {one.number: " ".join(one.text.split()) for one in file.asked}
    due = file.row.answer_due
    initial = {
        "kind": "statement", "title": f"Yttrande över {file.row.title}", "reminders": "30, 14, 3",
        "deadline": due if due and due >= request.today else None, "questions": "\n".join(asked.values()),
        "bodies": [str(key) for key in file.body_ids],
    }  # fmt: skip
    prefix = f"R-{file.row.number:04d}"
    return Findings(initial, {folded(text): f"{prefix}.{place}" for place, text in asked.items()})
