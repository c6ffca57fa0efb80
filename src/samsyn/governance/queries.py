"""Reading governance: what the model asks for on a day, and the goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from samsyn.governance.models import Goal, Requirement, Version
from samsyn.kit.periods import end_of
from samsyn.organisation.models import Municipality


def requirements(municipality: Municipality, as_of: date | None, today: date) -> list[Requirement]:
    """Return what the models in force ask of an initiative, by clause: of each document the latest version (R21)."""
    day = as_of or today
    latest = Version.objects.filter(
        document=OuterRef("version__document"), valid_from__lte=day, recorded_at__lt=end_of(day)
    ).order_by("-valid_from", "-pk")
    asked = Requirement.objects.filter(
        version__document__municipality=municipality, version_id=Subquery(latest.values("pk")[:1])
    )
    return list(asked.select_related("version__document"))


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version of a governing document: since when in force and recorded, and the facts it asks at least (version)."""

    document_id: int
    version_id: int
    title: str
    valid_from: date
    recorded_at: datetime
    minimum: tuple[str, ...]


def adopted(municipality: Municipality, end: datetime) -> tuple[Adopted, ...]:
    """Return the municipality's versions recorded before a moment, the oldest in force first; one query."""
    found = Version.objects.filter(document__municipality=municipality, recorded_at__lt=end)
    fields = ("document_id", "pk", "document__title", "label", "valid_from", "recorded_at")
    asked = ("requirements__minimum", "requirements__field")
    versions: dict[int, Adopted] = {}
    for row in found.order_by("valid_from", "pk", "requirements__pk").values_list(*fields, *asked):
        document, key, title, label, since, recorded, minimum, field = row
        one = versions.get(key) or Adopted(document, key, f"{title} {label}".strip(), since, recorded, ())
        versions[key] = replace(one, minimum=(*one.minimum, field)) if minimum and field else one
    return tuple(versions.values())


def in_force(versions: Iterable[Adopted], day: date) -> tuple[Adopted, ...]:
    """Return, per governing document, the version in force on a day, of those recorded by its end.

    A version is in force until the next one is, and the next one is not known before it is recorded.
    """
    latest: dict[int, Adopted] = {}
    for version in versions:
        if version.valid_from <= day and version.recorded_at < end_of(day):
            latest[version.document_id] = version
    return tuple(latest.values())


def goals(municipality: Municipality) -> list[Goal]:
    """Return the municipality's goals by title."""
    return list(Goal.objects.filter(municipality=municipality))
