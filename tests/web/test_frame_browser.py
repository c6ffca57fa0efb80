"""The frame, the gallery and the sign-in page in a browser: accessibility, width, keyboard, no scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from tests.browser import axe, overflow, tab_to

pytestmark = pytest.mark.browser
PAGES = ["/byggstenar/", "/sa-raknas-siffrorna/", "/tillganglighet/", "/finns-inte/"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_pages_are_accessible_and_fit(open_page: Callable[..., Page], width: int, dark: bool) -> None:
    page = open_page(width=width, dark=dark)
    for path in PAGES:
        page.goto(path)
        assert (path, axe(page), overflow(page)) == (path, [], 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sign_in_page_is_accessible(
    open_page: Callable[..., Page], live_server: LiveServer, dark: bool
) -> None:
    page = open_page(width=320, dark=dark)
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("alert").wait_for()
    assert (axe(page), overflow(page)) == ([], 0)


def test_by_keyboard_past_the_frame_and_through_the_menus(page: Page) -> None:
    page.goto("/byggstenar/")
    tab_to(page, "Till innehållet")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.goto("/byggstenar/")
    tab_to(page, "Du agerar för")
    page.keyboard.press("Enter")
    assert page.locator("#bar-body").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#bar-body").is_hidden()


def test_focus_is_never_hidden_behind_what_sticks(page: Page) -> None:
    page.goto("/byggstenar/")
    for _ in range(70):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const box = document.activeElement.getBoundingClientRect();
            return box.bottom > 0 && box.top < innerHeight && getComputedStyle(document.activeElement).outlineStyle; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_the_phone_menu_and_the_day_work_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(width=390, java_script_enabled=False)
    page.goto("/byggstenar/")
    page.locator("summary", has_text="Meny").click()
    assert page.get_by_role("button", name="Byt nämnd").is_visible()
    page.get_by_role("button", name="English").click()
    assert page.get_by_label("As of").input_value()
    page.get_by_label("As of").fill("2026-08-31")
    page.get_by_role("button", name="Show the situation on this date").click()
    assert page.get_by_text("Du ser läget 31 augusti 2026").is_visible()
    page.locator('a[href="?per="]').click()
    assert page.get_by_text("Du ser läget 31 augusti 2026").count() == 0


def test_enter_on_the_review_page_saves_what_is_decided_and_nothing_more(page: Page) -> None:
    page.goto("/att-gora/")
    page.get_by_role("link", name="tjansteskrivelse-remiss.txt").click()
    first = page.locator(".proposal").first
    first.get_by_label("Godta").focus()
    page.keyboard.press("Space")
    with page.expect_request(lambda request: request.method == "POST") as posted:
        page.keyboard.press("Enter")
    assert "sure=" not in (posted.value.post_data or "")
    assert "=accepted" in (posted.value.post_data or "")
