"""What a reader of oversight looks at: whose rows, as of which day, and what makes them known and documented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from samsyn.governance.queries import Adopted, adopted
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.money.models import BudgetLine
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import OPEN, BodyRow, bodies, visible
from samsyn.organisation.rules import Access
from samsyn.oversight.models import Trace
from samsyn.oversight.rules import FRESH_DAYS
from samsyn.register.models import ENDED, Initiative
from samsyn.register.queries import meets

SEK = "SEK"


@dataclass(frozen=True)
class Lens:
    """Who looks at which municipality, as of which day (None: now); `today` is what now means (blick).

    `named` are the bodies by id where the caller has read them already.
    ."""

    municipality: Municipality
    today: date
    as_of: date | None = None
    access: Access = OPEN
    named: dict[int, BodyRow] | None = None

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
        return bodies(self.municipality, self.as_of) if self.named is None else self.named

    @cached_property
    def adopted(self) -> tuple[Adopted, ...]:
        """Return the model versions recorded by the end of the day, with what each asks at least (one query)."""
        return adopted(self.municipality, self.end)

    def visible(self, model: Any, kind: Any = "initiative") -> QuerySet[Any]:
        """Return the municipality's rows of an owned model that the reader may see, as of the day."""
        mine = rows(model, self.as_of).filter(municipality_id=self.municipality.pk)
        return mine.filter(self.seen(model, kind) if self.as_of else visible(self.access, kind))

    def seen(self, model: Any, kind: Any = "initiative") -> Q:
        """Return the filter for versions that the reader may see, then and now: a late secrecy mark holds backwards."""
        mine = model.objects.filter(municipality_id=self.municipality.pk)
        hidden = mine.exclude(visible(self.access, kind)).values("pk")
        return visible(self.access, kind) & ~Q(id__in=hidden)

    def known(self) -> QuerySet[Any]:
        """Return the registered part of the known set: initiatives neither draft nor ended (R11)."""
        return self.visible(Initiative).filter(known())

    def documented(self) -> QuerySet[Any]:
        """Return the known initiatives that have all that their version of the model asks at least (R11)."""
        return self.known().filter(self.meets())

    def meets(self) -> Q:
        """Return the filter for having all that the followed version of the model asks at least."""
        return meets(self.adopted, self.as_of, self.day)

    def stale(self) -> Q:
        """Return the filter for having no report from the last 60 days."""
        return Q(reported_on=None) | Q(reported_on__lt=self.day - timedelta(days=FRESH_DAYS))

    def missing(self) -> QuerySet[Any]:
        """Return the traces that no initiative answers to: decided or paid for but not documented (R11)."""
        return self.visible(Trace).filter(initiative_number=None, dismissed=False)

    def settled(self) -> QuerySet[Any]:
        """Return the documented initiatives, those that have ended too: money paid for them is accounted for."""
        return self.visible(Initiative).filter(self.meets(), draft=False)

    def lines(self) -> QuerySet[Any]:
        """Return this year's budget lines of documented initiatives, of any currency."""
        mine = rows(BudgetLine, self.as_of).filter(municipality_id=self.municipality.pk, year=self.day.year)
        return mine.filter(initiative_id__in=self.documented().values("id"))


def known() -> Q:
    """Return the filter for initiatives that count as known: neither draft nor ended."""
    return Q(draft=False) & ~Q(phase__in=[phase.value for phase in ENDED])
