"""Reading governance: what the model asks for on a day, and the goals."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from samsyn.governance.models import Goal, Requirement
from samsyn.kit.periods import end_of
from samsyn.organisation.models import Municipality


def requirements(municipality: Municipality, as_of: date | None, today: date) -> list[Requirement]:
    """Return what the model in force asks of an initiative, by clause; each knows its version (R21)."""
    day = as_of or today
    found = Requirement.objects.filter(
        Q(version__valid_to=None) | Q(version__valid_to__gt=day),
        version__document__municipality=municipality,
        version__valid_from__lte=day,
        version__recorded_at__lt=end_of(day),
    )
    return list(found.select_related("version__document"))


def goals(municipality: Municipality) -> list[Goal]:
    """Return the municipality's goals by title."""
    return list(Goal.objects.filter(municipality=municipality))
