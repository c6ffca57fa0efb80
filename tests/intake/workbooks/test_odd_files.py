"""Workbooks as they come back from real programs and people: each oddity has its cell and reason, the rest is usable."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from tests.intake.workbooks.books import Grids, place, put, written
from tests.intake.workbooks.test_coming_back import Board, told

from samsyn.governance.actions import set_goal
from samsyn.intake.readers import Refused, read
from samsyn.intake.readers.book import read_book
from samsyn.intake.workbooks.comparing import Diff, compare
from samsyn.intake.workbooks.told import as_json, refusals
from samsyn.register import actions as register
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return Board()


def look(board: Board, data: bytes, name: str = "ifylld.xlsx") -> Diff:
    return compare(read_book(data, name), board.lists, {})


def changed(board: Board) -> Grids:
    """Return the board's workbook with one good change, which every oddity must leave usable."""
    sheets = board.out()
    put(sheets["Initiativ"], "I-0002", "Kontakt", "Stina Alm")
    return sheets


GOOD = [("I-0002", "Kontakt", "Stina Alm", "")]


def test_moved_columns_are_found_by_their_headings(board: Board) -> None:
    sheets = changed(board)
    sheets["Initiativ"] = [
        list(reversed(row + [None] * (len(sheets["Initiativ"][0]) - len(row)))) for row in sheets["Initiativ"]
    ]
    diff = look(board, written(sheets))
    assert told(diff, "changed") == GOOD
    assert diff.notes == ()


def test_headings_may_stand_further_down_in_another_case(board: Board) -> None:
    sheets = changed(board)
    sheets["Initiativ"] = [["Nämndens lista"], [], *sheets["Initiativ"]]
    sheets["Initiativ"][2] = [str(name).upper() + " " for name in sheets["Initiativ"][2]]
    assert told(look(board, written(sheets)), "changed") == GOOD


def test_a_column_that_is_gone_empties_nothing_and_one_that_is_unknown_is_told(board: Board) -> None:
    sheets = changed(board)
    gone = place(sheets["Initiativ"], "Problem")
    for row in sheets["Initiativ"]:
        del row[gone]
        row.append("Anteckning" if row[0] == "Nyckel" else "egen text")
    diff = look(board, written(sheets))
    assert told(diff, "changed") == GOOD
    assert diff.notes == (
        "Bladet Initiativ: kolumnen Anteckning känns inte igen eller står två gånger. Den läses inte.",
        "Bladet Initiativ: kolumnen Problem saknas. Det den brukar visa ändras inte.",
    )


def test_a_sheet_that_is_gone_or_strange_is_told(board: Board) -> None:
    sheets = changed(board)
    del sheets["System"]
    sheets["Blad1"] = [["hej"]]
    sheets["Nyttor"] = [["inga", "rubriker"]]
    diff = look(board, written(sheets))
    assert told(diff, "changed") == GOOD
    assert diff.notes == (
        "Bladet Blad1 känns inte igen och läses inte.",
        "Bladet System finns inte i filen. Där ändras ingenting.",
        "Bladet Nyttor saknar kolumnrubriker. Där ändras ingenting.",
    )


def test_covered_cells_of_a_merger_are_refused_rather_than_emptied(board: Board) -> None:
    sheets = changed(board)
    contact, owner = (place(sheets["Initiativ"], name) for name in ("Kontakt", "Projektägare"))
    put(sheets["Initiativ"], "I-0001", "Kontakt", None)

    def merge(book: Any, pages: dict[str, Any]) -> None:
        pages["Initiativ"].merge_range(1, contact - 1, 1, owner, "Disa Ek")

    diff = look(board, written(sheets, merge))
    assert told(diff, "changed") == GOOD
    assert [(one["cell"], one["column"]) for one in refusals(diff) if one["column"] != "Enhet"] == [
        ("K2", "Kontakt"), ("L2", "Projektägare"),
    ]  # fmt: skip
    assert "Cellen är sammanslagen med J2. Dela upp den och fyll i varje cell." in {
        one["reason"] for one in refusals(diff)
    }


def test_text_in_money_is_read_where_it_can_be_read_in_one_way_only(board: Board) -> None:
    sheets = changed(board)
    put(sheets["Initiativ"], "I-0001", "Kostnad, kr", "2,5 mkr")
    put(sheets["System"], f"S-{board.system.pk:04d}", "Kostnad per år, kr", "mellan 1 och 2 mkr")
    diff = look(board, written(sheets))
    assert told(diff, "changed")[0] == (
        "I-0001",
        "Kostnad, kr",
        "2\u00a0500\u00a0000 kr",
        "1\u00a0500\u00a0000 kr",
    )
    (one,) = refusals(diff)
    assert (one["sheet"], one["cell"]) == ("System", "K2")


def test_dates_as_bare_numbers_are_read(board: Board) -> None:
    sheets = changed(board)
    put(sheets["Initiativ"], "I-0001", "Start", 46054)  # 2026-02-01, as it stands
    put(sheets["Initiativ"], "I-0001", "Slut", 46398)
    diff = look(board, written(sheets))
    assert told(diff, "changed") == [("I-0001", "Slut", "2027-01-11", "2027-01-31"), *GOOD]


def test_a_year_alone_is_no_day(board: Board) -> None:
    sheets = changed(board)
    put(sheets["Initiativ"], "I-0001", "Slut", 2028)
    diff = look(board, written(sheets))
    (one,) = refusals(diff)
    assert (one["cell"], told(diff, "changed")) == ("N2", GOOD)


def test_hidden_rows_are_read_and_told(board: Board) -> None:
    def hide(book: Any, pages: dict[str, Any]) -> None:
        for row in (2, 7):  # the second is empty
            pages["Initiativ"].set_row(row, None, None, {"hidden": True})

    diff = look(board, written(changed(board), hide))
    assert told(diff, "changed") == GOOD
    assert diff.notes == ("Bladet Initiativ: rad 3 är dold i filen. Den är läst som de andra.",)


def test_macros_are_told_and_their_book_is_read_for_its_values(board: Board) -> None:
    data = BytesIO(written(changed(board)))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    for name in ("ifylld.xlsm", "ifylld.xlsx"):
        diff = look(board, data.getvalue(), name)
        assert told(diff, "changed") == GOOD
        assert diff.notes == ("Filen har makron. De används inte; bara cellernas värden är lästa.",)


def test_a_hundred_thousand_painted_rows_count_as_nothing(board: Board) -> None:
    def paint(book: Any, pages: dict[str, Any]) -> None:
        look = book.add_format({"bg_color": "#EEEEEE"})
        for row in range(10, 100_000):
            for column in range(3):
                pages["Initiativ"].write_blank(row, column, None, look)

    diff = look(board, written(changed(board), paint))
    assert (told(diff, "changed"), diff.same, diff.notes) == (GOOD, 3, ())


def test_cells_far_apart_are_refused_before_they_fill_the_memory(board: Board) -> None:
    sheets = changed(board)

    def far(book: Any, pages: dict[str, Any]) -> None:
        pages["Initiativ"].write_string(1_048_575, 16_383, "x")

    with pytest.raises(Refused, match="är för stort"):
        look(board, written(sheets, far))


def test_a_formula_counts_by_its_result_and_one_with_an_error_is_refused(board: Board) -> None:
    sheets = changed(board)
    cost, contact = (place(sheets["Initiativ"], name) for name in ("Kostnad, kr", "Kontakt"))

    def formulas(book: Any, pages: dict[str, Any]) -> None:
        pages["Initiativ"].write_formula(1, cost, "=2*800000", None, 1_600_000)
        pages["Initiativ"].write_formula(1, contact, "=VLOOKUP(1,A1:B2,9)", None, "#REF!")

    diff = look(board, written(sheets, formulas))
    assert told(diff, "changed") == [
        ("I-0001", "Kostnad, kr", "1\u00a0600\u00a0000 kr", "1\u00a0500\u00a0000 kr"),
        *GOOD,
    ]
    (one,) = refusals(diff)
    assert (one["cell"], one["reason"]) == (
        "K2",
        "Formeln i cellen ger ett fel. Rätta den eller skriv värdet.",
    )


def test_a_text_that_begins_as_a_formula_stays_a_text(board: Board) -> None:
    sheets = changed(board)
    put(sheets["Initiativ"], "I-0001", "Problem", "=HYPERLINK(1)")
    assert board.save(sheets).count == 2
    assert Initiative.objects.get(number=1).problem == "=HYPERLINK(1)"
    assert board.out()["Initiativ"][1][2] == "=HYPERLINK(1)"


def test_rows_left_out_are_not_removed_and_new_order_changes_nothing(board: Board) -> None:
    sheets = changed(board)
    del sheets["Initiativ"][1]
    diff = look(board, written(sheets))
    assert told(diff, "changed") == GOOD
    assert diff.notes == ("1 rader i Samsyn finns inte i filen. De ändras inte och tas inte bort.",)
    sheets = changed(board)
    sheets["Initiativ"][1:3] = reversed(sheets["Initiativ"][1:3])
    assert told(look(board, written(sheets)), "changed") == GOOD


def test_what_a_draft_has_in_words_and_what_is_kept_back_is_no_difference(board: Board) -> None:
    draft = board.initiative("2026-01-20", "SN", "Utkast", draft=True, start_raw="i vår")
    diff = look(board, written(changed(board)))
    assert told(diff, "changed") == GOOD
    assert draft.start is None


def test_a_goal_that_was_renamed_meanwhile_is_still_that_goal(board: Board) -> None:
    here: dict[str, Any] = {"by": board.by, "municipality": board.municipality}
    goal = set_goal(**here, at=board.noon("2026-01-03"), title="Fler e-tjänster")
    register.change(by=board.by, at=board.noon("2026-01-10"), initiative=board.first, goal=goal)
    sheets = changed(board)
    set_goal(**here, at=board.noon("2026-02-10"), goal=goal, title="Enklare e-tjänster")
    diff = look(board, written(sheets))
    assert (told(diff, "changed"), refusals(diff), as_json(diff)["conflicts"]) == (GOOD, [], [])


def test_our_own_workbook_dropped_among_other_files_says_where_it_belongs(board: Board) -> None:
    with pytest.raises(Refused, match="Lämna in den under Initiativ → Excel"):
        read(written(changed(board)), "ifylld.xlsx")


def test_numbers_of_days_from_1904(board: Board) -> None:
    sheets = changed(board)
    put(sheets["Initiativ"], "I-0001", "Start", 44592)
    put(sheets["Initiativ"], "I-0001", "Slut", 44936)
    data = written(sheets)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    found = told(look(board, made.getvalue()), "changed")
    assert found[:2] == [("I-0001", "Slut", "2027-01-11", "2027-01-31"), *GOOD]
