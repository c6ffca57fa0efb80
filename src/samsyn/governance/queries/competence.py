"""Reading what decision bodies need to know, and which of them have gone through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsyn.governance.models import Brief, Briefing
from samsyn.governance.rules.competence import Known, known
from samsyn.kit.periods import end_of
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a body has come with an area, and its latest briefing (kunskapsläge)."""

    state: Known
    briefing: Briefing | None

    @property
    def words(self) -> str:
        """Return when it was and how many were there, such as "2026-03-02, 9 av 13"."""
        return told(self.briefing) if self.briefing else ""


def told(one: Briefing) -> str:
    """Return when a briefing was and how many were there."""
    of = f" av {one.members}" if one.members else " närvarande"
    return f"{one.day}, {one.present}{of}"


def editions(municipality: Municipality, as_of: date | None) -> QuerySet[Brief]:
    """Return every brief recorded by a day, by area, the newest first."""
    found = Brief.objects.filter(municipality=municipality).select_related("clause__version__document")
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


def latest(briefs: Iterable[Brief]) -> list[Brief]:
    """Return the newest brief of each area, of those that come newest first."""
    found: dict[str, Brief] = {}
    for one in briefs:
        found.setdefault(one.area, one)
    return list(found.values())


def briefings(briefs: Iterable[Brief], as_of: date | None) -> list[Briefing]:
    """Return the times that bodies went through some briefs, the latest first; one query."""
    found = Briefing.objects.filter(brief__in=list(briefs)).select_related("brief", "body")
    return list(found if as_of is None else found.filter(recorded_at__lt=end_of(as_of)))


def standings(
    current: Iterable[Brief], held: Iterable[Briefing], bodies: Iterable[int]
) -> dict[int, dict[str, Standing]]:
    """Return how far each body has come with each area."""
    last: dict[tuple[int, str], Briefing] = {}
    for one in held:
        key = one.body_id, one.brief.area
        best = last.get(key)
        if best is None or one.brief.day > best.brief.day:
            last[key] = one
    areas = list(current)
    return {
        body: {
            brief.area: Standing(known(brief.day, one.brief.day if one else None), one)
            for brief in areas
            for one in (last.get((body, brief.area)),)
        }
        for body in bodies
    }
