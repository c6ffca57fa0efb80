"""Lists: the address keeps sorting, filters and page; every cell says what is missing."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.web.base import files
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table, View


@dataclass(frozen=True)
class Row:
    pk: int
    name: str
    state: State | None = None
    cost: Amount | None = None


COLUMNS = (
    Column("name", "Namn", head=True, order=("title", "number"), link=lambda row: f"/{row.pk}/"),
    Column("state", "Läge", order=("state",)),
    Column("cost", "Kostnad", number=True, unit="mnkr", sortable=False),
)


def view(address: str = "", size: int = 50) -> View:
    return View(RequestFactory().get(f"/lista/{address}"), COLUMNS, sort="name", size=size)


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows]


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("", ("title", "number", "pk")),
        ("?sort=-name", ("-title", "-number", "pk")),
        ("?sort=state", ("state", "pk")),
        ("?sort=cost", ("title", "number", "pk")),
        ("?sort=password", ("title", "number", "pk")),
    ],
)
def test_the_address_sorts_by_known_columns_only(address: str, order: tuple[str, ...]) -> None:
    assert view(address).order == order


@given(st.text(max_size=12))
def test_any_page_number_gives_a_window_of_one_page(text: str) -> None:
    asked = View(RequestFactory().get("/", {"page": text}), COLUMNS, sort="name")
    assert asked.page >= 1
    assert asked.window.stop - asked.window.start == 50


def test_pages_cover_the_list_once_and_link_to_each_other() -> None:
    rows = [Row(n, f"{n:03}") for n in range(120)]
    pages = [view(f"?page={n}&body=sn").arrange(rows, "Lista") for n in (1, 2, 3)]
    assert [name for page in pages for name in names(page)] == [row.name for row in rows]
    assert (pages[0].previous_url, pages[2].next_url) == ("", "")
    assert pages[0].next_url == "?page=2&body=sn"
    assert (pages[2].first, pages[2].last) == (101, 120)


def test_a_heading_sorts_turns_and_leaves_the_page() -> None:
    headings = view("?sort=state&page=2&body=sn&per=2026-01-01").arrange([], "Lista").headings
    assert [heading.url for heading in headings] == ["?sort=name&body=sn", "?sort=-state&body=sn", ""]
    assert [heading.sorted for heading in headings] == ["", "ascending", ""]


def test_missing_values_come_last_both_ways() -> None:
    rows = [Row(1, "a"), Row(2, "b", State.SERIOUS), Row(3, "c", State.ON_TRACK)]
    assert names(view("?sort=state").arrange(rows, "Lista")) == ["c", "b", "a"]
    assert names(view("?sort=-state").arrange(rows, "Lista")) == ["b", "c", "a"]


def test_cells_are_escaped_and_named_for_the_phone() -> None:
    table = view().arrange([Row(1, "<b>x</b>", None, Amount(0, "SEK"))], "Lista")
    assert '<th scope="row" role="rowheader"><a href="/1/">&lt;b&gt;x&lt;/b&gt;</a></th>' in table.body
    assert 'data-label="Läge"><span class="empty-value">Uppgift saknas</span>' in table.body
    assert 'class="num" data-label="Kostnad, mnkr">0,0</td>' in table.body


def test_braces_in_a_label_are_only_text() -> None:
    assert 'data-label="{0} {"' in Column("pk", "{0} {").cell(Row(7, "x"))


ROWS = [
    Row(1, "=1+1", State.SERIOUS, Amount(4_200_000_00, "SEK")),
    Row(2, "Å", None, Amount(None, "SEK", "OSL 19 kap. 3 §")),
    Row(3, "Ö", State.ON_TRACK, None),
]


def downloaded(form: str) -> bytes:
    request = Request.__new__(Request)
    request.as_of, request.today = None, date(2026, 11, 22)
    response = files.download(view(f"?as={form}&page=2", size=1).arrange(ROWS, "Lista över allt"), request)
    assert f'filename="lista-over-allt-2026-11-22.{form}"' in response.headers["Content-Disposition"]
    return response.content


def test_a_file_holds_every_row_of_the_filtered_list() -> None:
    rows = json.loads(downloaded("json"))
    assert [row["name"] for row in rows] == ["=1+1", "Å", "Ö"]
    assert [row["state"] for row in rows] == ["Allvarlig avvikelse", None, "Enligt plan"]
    assert rows[0]["cost"] == 4_200_000_00


def test_text_that_starts_like_a_formula_stays_text() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(downloaded("xlsx"))).get_sheet_by_index(0).to_python()
    assert "=1+1" in [row[0] for row in sheet]
    table = list(csv.reader(StringIO(downloaded("csv").decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in table][1:] == ["'=1+1", "Å", "Ö"]


def test_two_lists_on_a_page_keep_their_words_apart() -> None:
    request = RequestFactory().get("/?sort=name&medel-sort=-state&medel-page=2&medel-as=csv&q=x")
    one, other = (View(request, COLUMNS, sort="", size=2, prefix=prefix) for prefix in ("", "medel-"))
    assert (one.key, one.page, one.export) == ("name", 1, "")
    assert (other.key, other.descending, other.page, other.export) == ("state", True, 2, "csv")
    assert "medel-page=3" in other.url(page=3)
    assert "&page" not in other.url(page=3)
    assert not View(RequestFactory().get("/?medel-sort=name"), COLUMNS, sort="", prefix="medel-").filtered


def several(address: str, prefix: str, many: int = 12) -> Table:
    view = View(RequestFactory().get(f"/lista/{address}"), COLUMNS, sort="name", prefix=prefix)
    rows = [Row(n, f"Initiativ {n}", State.ON_TRACK if n % 2 else State.SERIOUS) for n in range(1, many + 1)]
    return view.arrange(rows, "Rader", search=True)


@pytest.mark.parametrize("prefix", ["", "medel-"])
def test_a_long_list_is_searched_in_every_cell_and_a_short_one_has_no_search(prefix: str) -> None:
    assert not several("", prefix, many=10).search
    assert several("", prefix).search
    found = several(f"?{prefix}q=initiativen+allvarlig", prefix)
    assert (found.total, found.whole, found.search) == (6, 12, True)
    assert several(f"?{prefix}q=saknas", prefix).total == 0
    assert several("?annan-q=saknas", prefix).total == 12


def test_a_search_keeps_what_else_the_address_asks_for() -> None:
    address = "?q=ett&body=SN&sort=name&page=2&per=2026-01-01&medel-sort=-cost&medel-q=två&medel-page=3"
    kept = several(address, "medel-").view
    assert kept.kept == [
        ("q", "ett"), ("body", "SN"), ("sort", "name"), ("page", "2"), ("medel-sort", "-cost"),
    ]  # fmt: skip
    assert "medel-q" not in kept.cleared
    assert "medel-sort=-cost" in kept.cleared
    assert several(address, "").view.kept == [
        ("sort", "name"), ("medel-sort", "-cost"), ("medel-q", "två"), ("medel-page", "3"),
    ]  # fmt: skip
