from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers.csv import read_csv
from samsyn.intake.recognisers.tables import InitiativeRow, Mapped, built_in, from_data, guess, rows
from samsyn.intake.recognisers.tables.rows import Yearly
from samsyn.kit.dates import DateValue
from samsyn.kit.money import Amount

HEADER = "Nr;Namn;Nämnd;Total budget (tkr);Budget 2026 tkr;Start;Slut;Läge;Kommentar;Färgkod\n"


def read(text: str, name: str = "lista.csv") -> Mapped:
    table = read_csv(text.encode(), name)
    return rows(table, guess(table, built_in()))


def one(cells: str, name: str = "lista.csv") -> InitiativeRow:
    found = read(HEADER + cells, name)
    assert found.refused == ()
    return found.rows[0]


def reasons(*lines: str) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.reason) for refusal in read(HEADER + "\n".join(lines)).refused]


def test_a_row_becomes_an_initiative_with_every_cell_kept() -> None:
    row = one(
        'PR-7; E-arkiv ;Miljönämnden;4 200;1 300;2025-03;Q4 2026;Gul;"Rad ett\r\nrad två";#ff0\n',
        "lista 2026.csv",
    )
    assert (row.external_key, row.external_key_raw, row.title, row.body) == (
        "pr-7",
        "PR-7",
        "E-arkiv",
        "Miljönämnden",
    )
    assert row.whole_life_cost == Amount(420_000_000, "SEK", "", "4 200")
    assert (row.yearly, row.edition) == (
        (Yearly("budget", 2026, Amount(130_000_000, "SEK", "", "1 300")),),
        "2026",
    )
    assert row.end == DateValue(date(2026, 12, 31), "quarter", "Q4 2026")
    assert (row.status.value, row.status.scale, row.status.raw) == ("deviation", "Trafikljus", "Gul")
    assert row.narratives == {"status_comment": "Rad ett\nrad två"}
    assert row.extra == {"Färgkod": "#ff0"}


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("", Amount(None, "SEK", "", "")),
        ("0", Amount(0, "SEK", "", "0")),
        ("uppgift saknas", Amount(None, "SEK", "", "uppgift saknas")),
        ("Sekretess enligt 19 kap. 1 § OSL", Amount(None, "SEK", *["Sekretess enligt 19 kap. 1 § OSL"] * 2)),
    ],
)
def test_a_number_nothing_and_withheld_are_never_mixed(cell: str, amount: Amount) -> None:
    assert one(f"1;A;KS;{cell};;;;;;\n").whole_life_cost == amount


def test_what_cannot_be_read_is_refused_with_its_line_and_reason() -> None:
    told = reasons(
        "1;A;KS;1;;;;;;", "2;;KS;1;;;;;;", "3;C;KS;mycket;;;;;;", "4;D;KS", "5;E;KS;1;;;;;;;extra", "1;F;KS;1;;;;;;",
        ";Källa: diariet;;;;;;;;", f"8;{'x' * 301};KS;1;;;;;;",
    )  # fmt: skip
    assert [line for line, _ in told] == [3, 4, 5, 6, 7, 8, 9]
    said = [
        "Namnet saknas",
        "”mycket” är inget belopp",
        "3 värden",
        "11 värden",
        "finns redan på rad 2",
        "Bara en cell",
        "300 tecken",
    ]
    assert all(word in reason for word, (_, reason) in zip(said, told, strict=True))


def test_an_unknown_status_or_date_is_kept_as_text_and_remarked() -> None:
    row = one("1;A;KS;;;;när det går;Lila;;\n")
    assert (row.status.value, row.status.raw, row.end.date, row.end.raw) == (
        "none",
        "Lila",
        None,
        "när det går",
    )
    assert len(row.remarks) == 2


def test_two_columns_of_one_meaning_fill_each_other_and_lose_nothing() -> None:
    found = read("Namn;Nämnd;Status;Status\nA;KS;;Röd\nB;KS;Grön;Röd\n")
    assert [row.status.raw for row in found.rows] == ["Röd", "Grön"]
    assert found.rows[1].extra == {"Status": "Röd"}


def test_words_beside_a_date_are_its_raw_text_and_precision() -> None:
    profile = from_data({
        "name": "x", "title": "x", "scheme": "x", "dates": ["iso", "fiscal-year"], "fiscal_year_end": "03-31",
        "columns": {"title": ["name"], "end": ["end"], "end_as_given": ["given"]},
    })  # fmt: skip
    table = read_csv(b"name,end,given\nA,2018-03-31,2017-18\nB,,2017-18\nC,2018-03-31,soon\n", "x.csv")
    assert [row.end for row in rows(table, profile).rows] == [
        DateValue(date(2018, 3, 31), "year", "2017-18"), DateValue(date(2018, 3, 31), "year", "2017-18"),
        DateValue(date(2018, 3, 31), "day", "soon"),
    ]  # fmt: skip


def test_a_turned_table_counts_columns() -> None:
    found = read(
        "Namn;A;B;\nNämnd;KS;KS;KS\nStart;2024-01-01;2025-01-01;2026-01-01\nSlut;2025-01-01;2026-01-01;2027-01-01\n"
    )
    assert [row.line for row in found.rows] == [2, 3]
    assert [refusal.line for refusal in found.refused] == [4]


CELL: Any = st.sampled_from(
    ["", "A", "KS", "12,5", "1.234", "2025", "Röd", "Exempt", "x;y", "=1+1", "\t", "saknas"]
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=12), max_size=12))
def test_every_filled_row_is_read_or_refused(cells: list[list[str]]) -> None:
    text = HEADER + "".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in cells)
    table = read_csv(text.encode(), "lista.csv")
    found = rows(table, next(profile for profile in built_in() if profile.name == "svensk"))
    lines = sorted([row.line for row in found.rows] + [refusal.line for refusal in found.refused])
    assert lines == [row.line for row in table.rows]


def test_several_years_side_by_side_are_kept_apart() -> None:
    row = read("Namn;Nämnd;Budget 2026 tkr;Budget 2027 tkr;Utfall tkr\nA;KS;1;2;3\n", "lista 2026.csv").rows[
        0
    ]
    assert [(name, year, amount.minor) for name, year, amount in row.yearly] == [
        ("budget", 2026, 100_000), ("budget", 2027, 200_000), ("outcome", 2026, 300_000),
    ]  # fmt: skip


def test_a_date_that_a_workbook_holds_as_a_number_is_a_day() -> None:
    table = replace(read_csv("Namn;Nämnd;Slut\nA;KS;46022\n".encode(), "lista.xlsx"), decimal=".")
    assert rows(table, guess(table, built_in())).rows[0].end == DateValue(date(2025, 12, 31), "day", "46022")
