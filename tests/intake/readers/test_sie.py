"""SIE type 4: what stands in a file, and what becomes of one that is broken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers import read
from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.sie import read_sie

HEAD = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#FNAMN "Sundsala kommun"
#KONTO 5420 "Programvaror"
#KONTO 2440 "Leverantörsskulder"
#DIM 1 "Ansvar"
#DIM 6 "Projekt"
#OBJEKT 1 310 "Skolkontoret"
#OBJEKT 6 4012 "E-tjänst förskola"
"""
GOOD = """#VER A 1 20260115 "Åhléns & Söner AB"
{
   #TRANS 5420 {1 "310" 6 "4012"} 1250.50 20260114 "Licenser för skolan"
   #TRANS 2440 {} -1250.50
}
"""


def cells(text: str, page: str = "cp437") -> list[tuple[int, dict[str, str]]]:
    table = read_sie((HEAD + text).encode(page), "bok.se")
    return [(row.line, dict(zip(table.header, row.cells, strict=True))) for row in table.rows]


def test_a_row_is_told_with_its_voucher_account_objects_and_line() -> None:
    (line, first), (_, second) = cells(GOOD)
    assert line == 13
    assert first == {
        "Verifikation": "A 1", "Datum": "2026-01-14", "Konto": "5420 Programvaror",
        "Text": "Åhléns & Söner AB Licenser för skolan", "Belopp": "1250.50", "Ansvar": "310 Skolkontoret",
        "Projekt": "4012 E-tjänst förskola",
    }  # fmt: skip
    assert (second["Belopp"], second["Datum"], second["Ansvar"]) == ("-1250.50", "2026-01-15", "")


@pytest.mark.parametrize("name", ["bok.se", "BOK.SI", "bok.sie"])
def test_the_file_is_a_table_by_its_ending(name: str) -> None:
    assert read((HEAD + GOOD).encode("cp437"), name).tables[0].notes[0].cells == ("Sundsala kommun",)


@pytest.mark.parametrize(("page", "called"), [("cp1252", "Windows-1252"), ("utf-8", "UTF-8")])
def test_another_code_page_is_read_and_told_with_its_line(page: str, called: str) -> None:
    assert cells(GOOD, page) == cells(GOOD)
    table = read_sie((HEAD + GOOD).encode(page), "bok.se")
    ((line, reason),) = table.remarks
    assert (line, called in reason, table.refused) == (6, True, ())


def test_one_line_in_another_code_page_among_right_ones_is_told() -> None:
    wrong = GOOD.replace("A 1", "A 2").encode("cp1252")
    table = read_sie((HEAD + GOOD).encode("cp437") + wrong, "bok.se")
    assert [line for line, _ in table.remarks] == [16]
    assert {row.cells[3] for row in table.rows} == {
        "Åhléns & Söner AB Licenser för skolan",
        "Åhléns & Söner AB",
    }


BROKEN = {
    "no rows": ("#VER A 2 20260116 \"Tom\"\n{\n}\n", "Inga #TRANS-rader finns"),
    "no block": ("#VER A 2 20260116 \"Tom\"\n", "Inga #TRANS-rader finns"),
    "unbalanced": ("#VER A 2 20260116\n{\n#TRANS 5420 {} 100.00\n#TRANS 2440 {} -99.99\n}\n", "0,01 kr skiljer"),
    "a row without #TRANS": ("#VER A 2 20260116\n{\n#TRANS 5420 {} 100\n2440 {} -100\n}\n", "Rad 4 saknar #TRANS"),
    "an amount in words": ("#VER A 2 20260116\n{\n#TRANS 5420 {} hundra\n}\n", "Beloppet på rad 3"),
    "no such day": ("#VER A 2 20261399\n{\n#TRANS 5420 {} 1\n#TRANS 2440 {} -1\n}\n", "Datumet går inte att läsa"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_voucher_is_left_out_with_line_and_reason_and_the_rest_goes_in(case: str) -> None:
    broken, reason = BROKEN[case]
    shift = (HEAD + GOOD).count("\n")
    table = read_sie((HEAD + GOOD + broken + GOOD.replace("A 1", "A 3")).encode("cp437"), "bok.se")
    ((line, told),) = table.refused
    moved = re.sub(r"[Rr]ad (\d)", lambda found: f"{found[0][:3]} {int(found[1]) + shift}", reason)
    assert (line, told) == (shift + 1, told)
    assert "Verifikation A 2" in told
    assert moved in told
    assert {row.cells[0] for row in table.rows} == {"A 1", "A 3"}


def test_added_and_removed_rows_are_told_by_their_own_trans_and_count_once() -> None:
    more = "#VER B 1 20260201\n{\n#TRANS 5420 {} 10\n#BTRANS 5420 {} 5\n#RTRANS 2440 {} -10\n#TRANS 2440 {} -10\n}\n"
    assert [row["Belopp"] for _, row in cells(more)] == ["10.00", "-10.00"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD.replace("#SIETYP 4", "#SIETYP 1"), "SIE typ 1"),
        (HEAD + BROKEN["unbalanced"][0], "Ingen verifikation"),
    ],
)
def test_a_file_without_a_voucher_to_use_is_one_sentence(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_sie(text.encode("cp437"), "bok.se")


@given(st.lists(st.lists(st.integers(-(10**9), 10**9), max_size=4), max_size=5))
def test_every_öre_of_a_voucher_that_balances_goes_in_and_of_no_other(vouchers: list[list[int]]) -> None:
    text = HEAD + GOOD
    for number, amounts in enumerate(vouchers):
        rows = "\n".join(
            f"#TRANS 5420 {{}} {'-' if a < 0 else ''}{abs(a) // 100}.{abs(a) % 100:02}" for a in amounts
        )
        text += f"#VER C {number} 20260301\n{{\n{rows}\n}}\n"
    table = read_sie(text.encode("cp437"), "bok.se")
    even = {f"C {number}": amounts for number, amounts in enumerate(vouchers) if amounts and not sum(amounts)}
    told: dict[str, list[int]] = {}
    for row in table.rows:
        told.setdefault(row.cells[0], []).append(round(float(row.cells[4]) * 100))
    assert {name: told[name] for name in told if name != "A 1"} == even
    assert len(table.refused) == len(vouchers) - len(even)
