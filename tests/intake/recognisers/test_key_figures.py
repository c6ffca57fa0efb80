"""Kolada's table of key figures is told from lists of initiatives, and read row by row."""

from __future__ import annotations

import pytest

from samsyn.intake.readers import Table, read
from samsyn.intake.recognisers.tables.key_figures import catalogue

HEAD = "id,title,description,is_divided_by_gender,municipality_type"


def tables(*lines: str) -> list[Table]:
    return list(read("\n".join(lines).encode(), "nyckeltal.csv").tables)


def test_key_figures_of_municipalities_are_read_and_those_of_regions_counted() -> None:
    found = catalogue(
        tables(HEAD, 'N00901,"Kaffe, koppar/inv","Räknat vid bryggaren.",False,K', "N60901,Vård,Om,False,L")
    )
    assert found is not None
    assert [(row.key, row.title, row.description) for row in found.rows] == [
        ("N00901", "Kaffe, koppar/inv", "Räknat vid bryggaren.")
    ]
    assert found.regions == 1


def test_a_row_without_a_name_is_refused_with_its_line() -> None:
    found = catalogue(tables(HEAD, "N00901,Kaffe,Om,False,K", "N00902,,Om,False,K"))
    assert found is not None
    assert [row.line for row in found.refused] == [3]


@pytest.mark.parametrize("row", ["I-0001,Ansökan,Ny e-tjänst,False,K", "17,Ansökan,Ny e-tjänst,False,K"])
def test_a_list_of_initiatives_is_no_catalogue(row: str) -> None:
    assert catalogue(tables(HEAD, row)) is None
