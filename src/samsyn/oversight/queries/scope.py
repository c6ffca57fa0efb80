"""What a reader of oversight looks at: whose rows, as of which day, and what makes them known and documented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import CharField, Q, QuerySet, TextField

from samsyn.governance.models import Version
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.money.models import BudgetLine
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import OPEN, BodyRow, bodies, visible
from samsyn.organisation.rules import Access
from samsyn.oversight.models import Trace
from samsyn.oversight.rules import FRESH_DAYS
from samsyn.register.models import ENDED, Initiative

SEK = "SEK"
_UNFILLED = {"state": "none", "risk": "none"}


@dataclass(frozen=True, slots=True)
class Minimum:
    """A fact that a model version asks of every initiative: the column, its label and clause (minimikrav)."""

    field: str
    label: str
    clause: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version of a governing document with its minimum: since when in force, and recorded (antagen version)."""

    document_id: int
    version_id: int
    title: str
    valid_from: date
    recorded_at: datetime
    minimum: tuple[Minimum, ...]


@dataclass(frozen=True)
class Lens:
    """Who looks at which municipality, as of which day (None: now); `today` is what now means (blick)."""

    municipality: Municipality
    today: date
    as_of: date | None = None
    access: Access = OPEN

    @property
    def day(self) -> date:
        """Return the day that ages and years are counted from."""
        return self.as_of or self.today

    @property
    def end(self) -> datetime:
        """Return the moment before which everything seen was recorded."""
        return end_of(self.day)

    @cached_property
    def bodies(self) -> dict[int, BodyRow]:
        """Return the bodies by id, as they were called."""
        return bodies(self.municipality, self.as_of)

    @cached_property
    def adopted(self) -> tuple[Adopted, ...]:
        """Return the model versions recorded by the end of the day, with what each asks at least."""
        return adopted(self.municipality, self.end)

    def visible(self, model: Any, kind: Any = "initiative") -> QuerySet[Any]:
        """Return the municipality's rows of an owned model that the reader may see, as of the day."""
        mine = rows(model, self.as_of).filter(municipality_id=self.municipality.pk)
        return mine.filter(visible(self.access, kind))

    def known(self) -> QuerySet[Any]:
        """Return the registered part of the known set: initiatives neither draft nor ended (R11)."""
        return self.visible(Initiative).filter(known())

    def documented(self) -> QuerySet[Any]:
        """Return the known initiatives that have all that the model in force asks at least (R11)."""
        return self.known().filter(self.meets())

    def meets(self) -> Q:
        """Return the filter for having all that the model in force on the day asks at least."""
        return meets(in_force(self.adopted, self.day))

    def stale(self) -> Q:
        """Return the filter for having no report from the last 60 days."""
        return Q(reported_on=None) | Q(reported_on__lt=self.day - timedelta(days=FRESH_DAYS))

    def missing(self) -> QuerySet[Any]:
        """Return the traces that no initiative answers to: decided or paid for but not documented (R11)."""
        return self.visible(Trace).filter(initiative_number=None)

    def lines(self) -> QuerySet[Any]:
        """Return this year's budget lines of documented initiatives, of any currency."""
        mine = rows(BudgetLine, self.as_of).filter(municipality_id=self.municipality.pk, year=self.day.year)
        return mine.filter(initiative_id__in=self.documented().values("id"))


def known() -> Q:
    """Return the filter for initiatives that count as known: neither draft nor ended."""
    return Q(draft=False) & ~Q(phase__in=[phase.value for phase in ENDED])


def adopted(municipality: Municipality, end: datetime) -> tuple[Adopted, ...]:
    """Return the municipality's model versions recorded before a moment, oldest first."""
    found = Version.objects.filter(document__municipality=municipality, recorded_at__lt=end)
    fields = ("document_id", "pk", "document__title", "label", "valid_from", "recorded_at")
    asked = ("requirements__minimum", "requirements__field", "requirements__label", "requirements__clause")
    versions: dict[int, Adopted] = {}
    for row in found.order_by("valid_from", "pk", "requirements__pk").values_list(*fields, *asked):
        document, key, title, label, since, recorded, counts, *requirement = row
        before = versions.get(key) or Adopted(document, key, f"{title} {label}".strip(), since, recorded, ())
        counts = counts and requirement[0] in _COLUMNS
        versions[key] = (
            replace(before, minimum=(*before.minimum, Minimum(*requirement))) if counts else before
        )
    return tuple(versions.values())


def in_force(versions: tuple[Adopted, ...], day: date) -> tuple[Adopted, ...]:
    """Return, per governing document, the version in force on a day, of those recorded by its end."""
    latest: dict[int, Adopted] = {}
    for version in versions:
        if version.valid_from <= day and version.recorded_at < end_of(day):
            latest[version.document_id] = version
    return tuple(latest.values())


def meets(versions: tuple[Adopted, ...]) -> Q:
    """Return the filter for having every minimum fact of those versions; no model in force asks nothing."""
    found = Q()
    for name in sorted({minimum.field for version in versions for minimum in version.minimum}):
        found &= filled(name)
    return found


def filled(name: str) -> Q:
    """Return the filter for an initiative's column having a value, for whatever the column empty looks like."""
    if name in _UNFILLED:
        return ~Q(**{name: _UNFILLED[name]})
    if isinstance(_COLUMNS[name], CharField | TextField):
        return ~Q(**{name: ""})
    return Q(**{f"{name}__isnull": False})


_COLUMNS = {field.name: field for field in Initiative._meta.concrete_fields}
