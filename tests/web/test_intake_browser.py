"""Many files at once and pages to fill in by hand, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser import axe, overflow
from tests.web.test_intake_manual import scanned

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_many_files_go_one_by_one_and_those_that_cannot_be_read_are_told(page: Page, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(
            f"Sundsala kommun\nAnteckning {number}\n" if number != 2 else ""
        )
    page.goto("/las-in/")
    page.set_input_files("#files", sorted(tmp_path.iterdir()))
    page.get_by_role("button", name="Läs in").click()
    expect(page.locator("[data-refused] li")).to_have_text(
        "Filen 2.txt är tom (0 byte). Spara om den där den skapades och försök igen."
    )
    expect(page.locator("[data-progress-text]")).to_contain_text("3 av 4 filer är inlästa", timeout=30_000)
    page.reload()
    assert page.get_by_role("link", name="3.txt").count() == 1


def test_a_scanned_paper_is_filled_in_beside_its_picture(page: Page, tmp_path: Path) -> None:
    (tmp_path / "skan.pdf").write_bytes(scanned(1))
    page.goto("/las-in/")
    page.set_input_files("#files", tmp_path / "skan.pdf")
    page.get_by_role("button", name="Läs in").click()
    page.wait_for_url("**/for-hand/", timeout=60_000)
    page.locator(".picture img").evaluate("picture => picture.decode()")  # raises when it is no picture
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(page) == 0
