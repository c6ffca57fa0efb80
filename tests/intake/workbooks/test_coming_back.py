"""A board's workbook comes back: what differs is told cell by cell, and saved only where somebody says yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.intake.workbooks.books import STAMP, Grids, add, put, taken_out, written
from tests.oversight.town import FULL, Town, noon

from samsyn.history.models import Act, Quote
from samsyn.intake import actions
from samsyn.intake.models import Workbook
from samsyn.intake.readers.book import read_book
from samsyn.intake.workbooks.comparing import Diff, compare
from samsyn.intake.workbooks.rows import Lists
from samsyn.intake.workbooks.told import as_json, refusals
from samsyn.kit.money import Amount
from samsyn.organisation.actions import add_unit
from samsyn.organisation.queries import OPEN
from samsyn.register import actions as register
from samsyn.register.models import Benefit, Initiative, System

pytestmark = pytest.mark.django_db
AT = noon("2026-03-02")


class Board(Town):
    """Socialnämnden with two initiatives, a system and a benefit, and its workbook."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.unit = add_unit(by=self.by, at=noon("2025-01-02"), body=self.bodies["SN"], name="IT-enheten")
        self.first = self.initiative(
            "2026-01-05", "SN", "Digital ansökan", unit=self.unit, start=date(2026, 2, 1), end=date(2027, 1, 31),
            funding="own", **FULL, cost=Amount(150_000_000, "SEK"),
        )  # fmt: skip
        self.second = self.initiative("2026-01-06", "SN", "=Välfärdsteknik+", decision="SN § 12/2026")
        self.system = register.add_system(
            by=self.by, at=noon("2026-01-07"), body=self.bodies["SN"], name="Omsorgssystemet", supplier="Nordkod",
            contract_end=date(2027, 6, 30), yearly_cost=45_000_050,
        )  # fmt: skip
        self.benefit = register.promise_benefit(
            by=self.by, at=noon("2026-01-08"), initiative=self.first, title="Kortare handläggning", kind="service",
            unit="öre", low=10_000_000, likely=20_050_000, high=30_000_000,
        )  # fmt: skip

    @property
    def lists(self) -> Lists:
        return Lists(self.bodies["SN"], OPEN)

    def out(self) -> Grids:
        return taken_out(self.lists)

    def diff(self, sheets: Grids, **made: str) -> Diff:
        return compare(read_book(written(sheets), "ifylld.xlsx"), self.lists, made)

    def receive(self, data: bytes, name: str = "ifylld.xlsx", **more: Any) -> Workbook:
        return actions.receive_workbook(
            by=self.by,
            at=AT,
            municipality=self.municipality,
            data=data,
            name=name,
            book=read_book(data, name),
            **more,
        )

    def save(self, sheets: Grids, over: tuple[str, ...] = (), rows: list[str] | None = None) -> actions.Saved:
        data = written(sheets)
        return actions.save_workbook(
            by=self.by,
            at=AT,
            workbook=self.receive(data),
            book=read_book(data, "ifylld.xlsx"),
            rows=rows,
            over=over,
        )


@pytest.fixture
def board() -> Board:
    return Board()


def told(diff: Diff, sort: str) -> list[tuple[Any, ...]]:
    """Return what a comparison says of a sort, as key, column and the three values."""
    return [
        (one["key"], one["column"], one["yours"], one["now"], *([one["base"]] if "base" in one else []))
        for one in as_json(diff)[sort]
    ]


def test_untouched_it_changes_nothing(board: Board) -> None:
    diff = board.diff(board.out())
    assert (diff.rows, diff.same, diff.notes) == ((), 4, ())


def test_changed_cells_are_told_with_what_stood_there_and_saved_by_one_act_each(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Slut", date(2027, 6, 30))
    put(sheets["Initiativ"], "I-0001", "Kostnad, kr", 1_750_000)
    put(sheets["Initiativ"], "I-0002", "Risk", "Hög")
    put(sheets["System"], f"S-{board.system.pk:04d}", "Leverantör", "Sydkod")
    put(sheets["Nyttor"], f"N-{board.benefit.pk:04d}", "Högt", 400)
    diff = board.diff(sheets)
    assert told(diff, "changed") == [
        ("I-0001", "Slut", "2027-06-30", "2027-01-31"),
        ("I-0001", "Kostnad, kr", "1\u00a0750\u00a0000 kr", "1\u00a0500\u00a0000 kr"),
        ("I-0002", "Risk", "Hög", "Ej bedömd"),
        (f"S-{board.system.pk:04d}", "Leverantör", "Sydkod", "Nordkod"),
        (f"N-{board.benefit.pk:04d}", "Högt", "400", "300"),
    ]
    before = Act.objects.count()
    assert board.save(sheets) == actions.Saved(4, ())
    assert Act.objects.count() == before + 1 + 4  # the workbook itself, and one for each row
    board.first.refresh_from_db()
    assert (board.first.end, board.first.end_precision) == (date(2027, 6, 30), "day")
    assert board.first.estimates.first().minor == 175_000_000  # type: ignore[union-attr]
    assert Initiative.objects.get(number=2).risk == "high"
    assert System.objects.get().supplier == "Sydkod"
    assert (Benefit.objects.get().high, Benefit.objects.get().unit) == (40_000_000, "öre")
    quote = Quote.objects.get(ref="I-0001", field="end")
    assert (quote.source.name, quote.line, quote.cell, quote.text) == (
        "ifylld.xlsx",
        2,
        "Initiativ!N2",
        "2027-06-30",
    )


def test_all_facts_of_a_system_are_filled_in_and_emptied_again(board: Board) -> None:
    other = register.add_system(
        by=board.by, at=noon("2026-01-08"), body=board.bodies["TN"], name="Nya systemet"
    )
    filled: dict[str, Any] = {
        "Förvaltare i verksamheten": "Siv Ek", "Förvaltare på IT": "Bo Al", "Objekt": "Omsorg", "Användare": 120,
        "Konfidentialitet": "0 Försumbar", "Riktighet": "3 Allvarlig", "Klassat": date(2026, 1, 2),
        "Ersätts av": "Nya systemet", "Plan när avtalet går ut": "Upphandlas.",
    }  # fmt: skip
    key = f"S-{board.system.pk:04d}"
    sheets = board.out()
    for name, value in filled.items():
        put(sheets["System"], key, name, value)
    assert board.save(sheets).count == 1
    board.system.refresh_from_db()
    one = board.system
    assert (one.business_lead, one.it_lead, one.managed_object, one.users) == (
        "Siv Ek",
        "Bo Al",
        "Omsorg",
        120,
    )
    assert (one.confidentiality, one.integrity, one.availability) == (0, 3, None)
    assert (one.classified_on, one.replaced_by, one.contract_plan) == (date(2026, 1, 2), other, "Upphandlas.")
    sheets = board.out()
    for name in filled:
        put(sheets["System"], key, name, None)
    assert board.save(sheets).count == 1
    board.system.refresh_from_db()
    one = board.system
    assert (one.confidentiality, one.users, one.replaced_by, one.it_lead) == (None, None, None, "")


def test_a_system_renamed_meanwhile_is_still_the_one_that_takes_over(board: Board) -> None:
    other = register.add_system(
        by=board.by, at=noon("2026-01-08"), body=board.bodies["TN"], name="Nya systemet"
    )
    register.change_system(by=board.by, at=noon("2026-01-09"), system=board.system, replaced_by=other)
    sheets = board.out()
    register.change_system(by=board.by, at=noon("2026-01-10"), system=other, name="Nyaste systemet")
    assert board.diff(sheets).rows == ()


@pytest.mark.parametrize("users", [-1, 1.5, 3_000_000_000])
def test_a_number_of_users_that_cannot_be_is_refused(board: Board, users: float) -> None:
    sheets = board.out()
    put(sheets["System"], f"S-{board.system.pk:04d}", "Användare", users)
    (row,) = board.diff(sheets).rows
    assert [(cell.sort, cell.reason) for cell in row.cells] == [
        ("refused", "Skriv antalet användare som ett helt tal, till exempel 120.")
    ]


def test_the_same_file_again_changes_nothing(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Namn", "Digital ansökan om stöd")
    add(sheets["Initiativ"], {"Namn": "Ny e-tjänst"})
    assert board.save(sheets).count == 2
    acts = Act.objects.count()
    assert board.save(sheets).count == 0
    assert (Act.objects.count(), Workbook.objects.count(), Initiative.objects.count()) == (acts, 1, 3)


def test_what_was_changed_on_the_web_meanwhile_is_a_conflict_with_three_values(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Namn", "Vårt namn")
    put(sheets["Initiativ"], "I-0001", "Kontakt", "Stina Alm")
    register.change(by=board.by, at=AT, initiative=board.first, title="Webbens namn", decision="SN § 3/2026")
    diff = board.diff(sheets)
    assert told(diff, "conflicts") == [("I-0001", "Namn", "Vårt namn", "Webbens namn", "Digital ansökan")]
    assert told(diff, "changed") == [("I-0001", "Kontakt", "Stina Alm", "Disa Ek")]
    assert board.save(sheets).count == 1
    board.first.refresh_from_db()
    assert (board.first.title, board.first.contact, board.first.decision) == (
        "Webbens namn",
        "Stina Alm",
        "SN § 3/2026",
    )


def test_a_conflict_is_won_only_by_saying_so_of_what_stands_there_now(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Namn", "Vårt namn")
    register.change(by=board.by, at=AT, initiative=board.first, title="Webbens namn")
    (row,) = board.diff(sheets).rows
    token = row.token(row.cells[0])
    register.change(by=board.by, at=AT, initiative=board.first, title="Webbens andra namn")
    assert board.save(sheets, over=(token,)).count == 0
    (row,) = board.diff(sheets).rows
    assert board.save(sheets, over=(row.token(row.cells[0]),)).count == 1
    assert Initiative.objects.get(number=1).title == "Vårt namn"


def test_costs_changed_on_the_web_meanwhile_conflict_too(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Kostnad, kr", 2_000_000)
    register.estimate(by=board.by, at=AT, initiative=board.first, cost=Amount(180_000_000, "SEK"))
    kr = "\u00a0000 kr"
    assert told(board.diff(sheets), "conflicts") == [
        ("I-0001", "Kostnad, kr", f"2\u00a0000{kr}", f"1\u00a0800{kr}", f"1\u00a0500{kr}")
    ]


def test_without_the_hidden_sheet_nothing_that_differs_is_sure(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Namn", "Vårt namn")
    del sheets[STAMP]
    assert told(board.diff(sheets), "conflicts") == [("I-0001", "Namn", "Vårt namn", "Digital ansökan", None)]


def test_new_rows_become_drafts_until_what_is_asked_is_there(board: Board) -> None:
    sheets = board.out()
    add(sheets["Initiativ"], {"Namn": "Bara ett namn"})
    whole = {"Namn": "Helt initiativ", "Problem": "Köerna.", "Kontakt": "Disa Ek", "Start": date(2026, 5, 1),
             "Slut": date(2026, 12, 1), "Källa": "Central pott", "Kostnad, kr": "1,5 mkr", "Enhet": "IT-enheten"}  # fmt: skip
    add(sheets["Initiativ"], whole)
    add(sheets["System"], {"Namn": "E-arkivet", "Gemensamt": "ja"})
    add(
        sheets["Nyttor"],
        {"Initiativ": "I-0002", "Nytta": "Färre besök", "Slag": "Kvalitet", "Enhet": "besök", "Troligt": 40},
    )
    assert board.save(sheets) == actions.Saved(4, ())
    draft, made = Initiative.objects.order_by("number")[2:]
    assert (draft.draft, made.draft, made.funding, made.unit) == (True, False, "pool", board.unit)
    assert made.estimates.get().minor == 150_000_000
    assert System.objects.get(name="E-arkivet").common
    benefit = Benefit.objects.get(title="Färre besök")
    assert (benefit.initiative, benefit.likely, benefit.unit) == (board.second, 40, "besök")
    assert Workbook.objects.get().made == {
        "initiative:4": "I-0003", "initiative:5": "I-0004", "system:3": f"S-{System.objects.get(name='E-arkivet').pk:04d}",
        "benefit:3": f"N-{benefit.pk:04d}",
    }  # fmt: skip


def test_a_row_without_key_called_as_one_that_is_there_is_never_doubled(board: Board) -> None:
    sheets = board.out()
    sheets["Initiativ"][1][0] = None
    put(sheets["Initiativ"], "I-0002", "Kontakt", "Stina Alm")
    diff = board.diff(sheets)
    assert (diff.new, diff.same) == ([], 3)
    assert told(diff, "changed") == [("I-0002", "Kontakt", "Stina Alm", "")]


def test_only_chosen_rows_are_saved(board: Board) -> None:
    sheets = board.out()
    put(sheets["Initiativ"], "I-0001", "Kontakt", "Stina Alm")
    put(sheets["Initiativ"], "I-0002", "Kontakt", "Stina Alm")
    assert board.save(sheets, rows=["initiative:I-0002"]).count == 1
    assert [one.contact for one in Initiative.objects.order_by("number")] == ["Disa Ek", "Stina Alm"]


@pytest.mark.parametrize(
    ("sheet", "key", "column", "value", "reason"),
    [
        ("Initiativ", "I-0001", "Fas", "Förvaltning", "Fasen byts på webben"),
        ("Initiativ", "I-0001", "Namn", None, "får inte tömmas"),
        ("Initiativ", "I-0001", "Slut", date(2025, 1, 1), "Slutdatum ligger före startdatum"),
        ("Initiativ", "I-0001", "Slut", "mars 2027", "ingen bestämd dag"),
        ("Initiativ", "I-0001", "Kostnad, kr", "ca 3 mkr", "inget belopp"),
        ("Initiativ", "I-0001", "Kostnad, kr", "1.234", "både som tusental och som decimaler"),
        ("Initiativ", "I-0001", "Spår", "Motorväg", "finns inte bland valen"),
        ("Initiativ", "I-0001", "Kontakt", "x" * 121, "gränsen är 120"),
        ("Nyttor", "N", "Lågt", 900, "lågt, troligt, högt"),
        ("Nyttor", "N", "Enhet", "kronor", "Skriv pengar i tkr"),
        ("Nyttor", "N", "Initiativ", "I-0002", "ändras inte sedan"),
    ],
)
def test_what_may_not_be_is_refused_with_cell_and_reason_and_the_rest_is_saved(
    board: Board, sheet: str, key: str, column: str, value: Any, reason: str
) -> None:
    sheets = board.out()
    put(sheets[sheet], f"N-{board.benefit.pk:04d}" if key == "N" else key, column, value)
    put(sheets["Initiativ"], "I-0002", "Kontakt", "Stina Alm")
    (one,) = refusals(board.diff(sheets))
    assert reason in one["reason"]
    assert (one["sheet"], one["column"]) == (sheet, column)
    assert board.save(sheets).count == 1
    assert Initiative.objects.get(number=2).contact == "Stina Alm"


def test_rows_of_another_board_and_keys_twice_are_refused(board: Board) -> None:
    board.initiative("2026-01-09", "TN", "Gatubelysning")
    sheets = board.out()
    sheets["Initiativ"].append(["I-0003", "Gatubelysning"])
    sheets["Initiativ"].append(["I-0001", "Igen"])
    reasons = [one["reason"] for one in refusals(board.diff(sheets))]
    assert reasons == [
        "I-0003 finns inte hos Socialnämnden. Lämna nyckeln tom för en ny rad.",
        "I-0001 står redan på rad 2. Ta bort den ena raden.",
    ]
