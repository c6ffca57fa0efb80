"""Real registers with an edition a year as portfolios: sums per edition, each with the rows behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.models import OuterRef, Subquery, Sum
from tests.oversight.town import Town
from tests.shared_data import shared

from samsyn.cli.importing import import_files
from samsyn.oversight.queries import Lens
from samsyn.oversight.queries.portfolio import DIMENSIONS, MEASURES, Cut, grid, values_of
from samsyn.register.models import CostEstimate
from samsyn.register.queries import Selection

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def by_hand(currency: str) -> dict[str, int]:
    """Return the sum of each edition's latest estimates, asked straight of the table."""
    same = CostEstimate.objects.filter(initiative=OuterRef("initiative"), edition=OuterRef("edition"))
    latest = CostEstimate.objects.filter(
        pk=Subquery(same.order_by("-day", "-pk").values("pk")[:1]), currency=currency
    )
    summed = latest.exclude(minor=None).order_by().values_list("edition").annotate(sum=Sum("minor"))
    return {edition or "utan": total or 0 for edition, total in summed}


@pytest.mark.parametrize(
    ("folder", "currency", "editions"), [("gmpp-uk", "GBP", 7), ("canada-gc-it-projects", "CAD", 2)]
)
def test_costs_are_summed_per_edition_and_each_sum_opens_its_rows(
    folder: str, currency: str, editions: int
) -> None:
    town = Town()
    files: list[Path] = sorted(shared(f"data/{folder}").glob("*.csv"))
    assert len(list(import_files(files, town.municipality, accept=True))) == editions
    cut = Cut(Lens(town.municipality, date(2026, 3, 1)), 2026, Selection(ended=True))
    measures = [MEASURES["antal"], MEASURES["kostnad"]]
    found = grid(cut, DIMENSIONS["utgava"], measures=measures, currency=currency)
    sums = {one: figure.value for one in found.rows() if (figure := found.figure("kostnad", one))}
    assert sums == by_hand(currency)
    assert len(sums) == editions
    assert found.figure("kostnad") is None  # one edition's cost is not added to the next
    whole = found.figure("antal")
    assert whole
    assert whole.value == cut.initiatives().count()
    for edition, total in sums.items():
        opened = Cut(cut.lens, 2026, cut.selection, (("utgava", edition),))
        assert sum(values_of(opened, MEASURES["kostnad"], currency).values()) == total
        count = found.figure("antal", edition)
        assert count
        assert opened.initiatives().count() == count.value
