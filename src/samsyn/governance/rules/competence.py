"""Which bodies have gone through what they need to know, and whether what they were told is still what is said."""

from __future__ import annotations

from datetime import date

from samsyn.kit.scales import Scale

PAGE = 3000
"""Characters that a brief may have: a page."""


class Known(Scale):
    """How far a body has come with an area (kunskapsläge)."""

    NOT_YET = "not_yet", "Inte än"
    OUTDATED = "outdated", "Ny text sedan dess"
    DONE = "done", "Genomgånget"


def known(current: date, held_on: date | None) -> Known:
    """Return how far a body has come that last went through the brief of a day, None when never."""
    if held_on is None:
        return Known.NOT_YET
    return Known.DONE if held_on >= current else Known.OUTDATED


def brief_objection(area: str, text: str) -> str:
    """Return an empty string, or the sentence that says why a brief can't be kept and what to do."""
    if not area.strip():
        return "Skriv vilket område kunskapsbladet gäller."
    if not text.strip():
        return "Skriv vad nämnden behöver veta."
    if len(text) > PAGE:
        return f"Texten är {len(text)} tecken, en sida rymmer {PAGE}. Korta den."
    return ""


def briefing_objection(brief: date, day: date, today: date, present: int, members: int | None) -> str:
    """Return an empty string, or the sentence that says why a briefing can't be kept and what to do."""
    if day > today:
        return f"{day} har inte varit än. För in genomgången när den är hållen."
    if day < brief:
        return f"Kunskapsbladet är från {brief}. Skriv den dagen eller en senare."
    if present < 1:
        return "Skriv hur många som var med, minst en."
    if members is not None and present > members:
        return f"{present} av {members} går inte. Rätta antalet närvarande eller antalet ledamöter."
    return ""
