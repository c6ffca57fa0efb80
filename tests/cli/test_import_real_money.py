"""What boards of a real city cost, year by year, as an export that goes in like any ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db.models import Sum
from tests.cli.test_import import told, write
from tests.shared_data import shared

from samsyn.money.models import CostCentre, LedgerEntry


@pytest.mark.django_db
@pytest.mark.parametrize("year", range(2022, 2026))
def test_every_board_and_krona_goes_in_and_boards_nobody_knows_are_listed(
    year: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes = json.loads(shared(f"data/goteborg-ekonomi/utfall-nämnder-{year}.json").read_text())["nodes"]
    costs = {
        node["data"]["nämnd"]: -node["data"]["kostnaderMnkr"] for node in nodes if "nämnd" in node["data"]
    }
    lines = [f"{year}-12-31;7000;Kostnader;{board};{cost} mnkr" for board, cost in costs.items()]
    file = write(tmp_path, "utfall.csv", "\n".join(["Datum;Konto;Kontonamn;Nämnd;Belopp", *lines]).encode())
    (result,) = told(capsys, file)
    assert (result["profile"], result["rows"]["new"], result["refused"]) == ("redovisning", len(costs), [])
    assert LedgerEntry.objects.aggregate(all=Sum("amount"))["all"] == sum(costs.values()) * 100_000_000
    assert set(CostCentre.objects.filter(body=None).values_list("code", flat=True)) == set(costs)
