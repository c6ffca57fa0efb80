"""The queue in a browser: by keys alone, by Tab alone, without scripts, small and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser import axe, overflow, tab_to
from tests.intake.test_documents import LETTER

pytestmark = pytest.mark.browser
QUEUE = "/las-in/att-granska/?sort=file&fil="


def drop(page: Page, folder: Path, name: str) -> str:
    """Read a file of its own in and return the address of its part of the queue."""
    file = folder / f"{name}.txt"
    file.write_text(
        LETTER.replace("Digital tidbok", f"Digital tidbok {name}").replace("MN-2026-17", f"MN-2026-{name}")
    )
    page.goto("/las-in/")
    page.set_input_files("#files", file)
    page.get_by_role("button", name="Läs in").click()
    page.get_by_role("heading", name="Granska inläst handling").wait_for()
    return QUEUE + file.name


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def answered(page: Page, verdict: str) -> int:
    return page.locator(f'input[value="{verdict}"]:checked').count()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_from_the_first_to_the_last_by_keys(
    open_page: Callable[..., Page], tmp_path: Path, dark: bool
) -> None:
    page = open_page(dark=dark)
    name = f"91{int(dark)}"
    page.goto(drop(page, tmp_path, name))
    rows = page.locator(".proposal").count()
    assert rows > 8
    tab_to(page, "Tangenter")
    page.keyboard.press("Enter")
    tab_to(page, "Markera det första förslaget")
    page.keyboard.press("Enter")
    assert focused(page) == "forslag-1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == "forslag-2"
    page.keyboard.press("r")
    page.keyboard.press("k")
    assert (answered(page, "rejected"), focused(page)) == (1, "forslag-2")
    page.keyboard.press("u")
    assert answered(page, "rejected") == 0
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(" jar")
    assert (answered(page, "corrected"), answered(page, "accepted"), answered(page, "rejected")) == (1, 0, 0)
    assert page.evaluate("document.activeElement.value").endswith(" jar")
    assert (axe(page), overflow(page)) == ([], 0)
    page.keyboard.press("Escape")
    assert focused(page) == "forslag-2"
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("r")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "3 svar sparades." in page.inner_text("main")
    assert (page.locator(".proposal").count(), focused(page)) == (rows - 3, "forslag-1")
    page.keyboard.press("u")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "3 uppgifter är öppna igen." in page.inner_text("main")
    assert page.locator(".proposal").count() == rows


def test_keys_do_nothing_outside_the_list_or_with_another_key_held(page: Page, tmp_path: Path) -> None:
    page.goto(drop(page, tmp_path, "920"))
    page.get_by_label("Ord i filnamnet").focus()
    page.keyboard.type("aejr")
    page.locator("body").press("a")
    assert page.locator("input[type=radio]:checked").count() == 0
    page.locator("#forslag-1").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+r")
    assert page.locator("input[type=radio]:checked").count() == 0
    page.keyboard.press("?")
    assert page.locator("[data-keys-help]").get_attribute("open") is not None


def test_the_same_keys_beside_the_document(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(width=1440, dark=True)
    drop(page, tmp_path, "930")
    page.locator("#forslag-1").focus()
    for key in "aaraj":
        page.keyboard.press(key)
    assert (answered(page, "accepted"), answered(page, "rejected")) == (3, 1)
    assert axe(page) == []
    page.locator("#forslag-1").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "4 svar sparades." in page.inner_text("main")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_those_alike_are_looked_through_and_accepted_on_a_phone(
    open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = open_page(width=390, dark=scripts, java_script_enabled=scripts)
    page.goto(drop(page, tmp_path, f"94{int(scripts)}") + "&slag=members")
    if scripts:
        assert (axe(page), overflow(page)) == ([], 0)
    page.get_by_role("link", name="Godta alla likadana").first.click()
    page.get_by_role("heading", name="Godta alla likadana", level=1).wait_for()
    assert "Mira Strand" in page.inner_text("main")
    if scripts:
        assert (axe(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Godta de valda").click()
    page.get_by_text("likadana uppgifter godtogs").wait_for()
    page.get_by_role("button", name="Ångra det").click()
    page.get_by_text("uppgifter är öppna igen").wait_for()


def test_without_scripts_answers_are_saved_with_the_button(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(drop(page, tmp_path, "950"))
    assert not page.locator("[data-keys-help]").is_visible()
    page.locator("#forslag-1").get_by_label("Avvisa").check(force=True)
    page.get_by_role("button", name="Spara svaren").last.click()
    page.get_by_text("1 svar sparades.").wait_for()


def test_an_empty_choice_is_whole(open_page: Callable[..., Page]) -> None:
    page = open_page(width=320)
    page.goto(QUEUE + "finns-inte")
    assert "Inga uppgifter i urvalet." in page.inner_text("main")
    assert (axe(page), overflow(page)) == ([], 0)
