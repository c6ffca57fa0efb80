"""A table on its way in, in a browser: by keyboard, without scripts, small and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser import axe, overflow, tab_to

pytestmark = pytest.mark.browser
TABLE = (
    "Nr;Initiativ;Nämnd;Totalkostnad tkr;Slut;Läge\n"
    "X1;{name};Miljönämnden;4 200;2027;Grön\n"
    "X2;=1+1;Miljönämnden;Sekretess enligt 19 kap. 3 § OSL;2027;Gul\n"
    "X3;Utan pris;Miljönämnden;många;2027;\n"
)


def write(folder: Path, name: str, initiative: str) -> Path:
    file = folder / name
    file.write_text(TABLE.format(name=initiative))
    return file


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_drop_look_and_run(open_page: Callable[..., Page], tmp_path: Path, scripts: bool) -> None:
    page = open_page(width=390, dark=scripts, java_script_enabled=scripts)
    name = f"tabell {scripts}.csv"
    page.goto("/las-in/")
    page.set_input_files("#files", write(tmp_path, name, f"Luftkvalitet i realtid {scripts}"))
    page.get_by_role("button", name="Läs in").click()
    page.wait_for_url("**/las-in/*/**")
    assert page.get_by_label("Totalkostnad tkr").input_value() == "whole_life_cost"
    assert "”många” är inget belopp" in page.inner_text("main")
    if scripts:
        assert (axe(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Läs in 2 initiativ").click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    assert "Lästes inte in" in page.inner_text("main")
    if scripts:
        assert (axe(page), overflow(page)) == ([], 0)


def test_by_keyboard(page: Page, tmp_path: Path) -> None:
    page.goto("/las-in/")
    page.set_input_files("#files", write(tmp_path, "tangent.csv", "Bullerkarta"))
    page.locator("#files").focus()
    tab_to(page, "Läs in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/las-in/*/**")
    tab_to(page, "Läs in 2 initiativ", limit=80)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="tangent.csv", level=1).wait_for()
    assert "3 rader lästes" in page.inner_text("main")
