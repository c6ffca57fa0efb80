"""Entry in Debian's Chromium: how few keys and clicks an initiative takes, what comes up while it is written, drafts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import axe, overflow, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIELDS = "main form#entry :is(input:not([type=hidden]):not([type=radio]), select, textarea), main form#entry fieldset.field"
"""What a form asks: a group of radio buttons is one field."""


class Counted:
    """A page whose clicks and pressed keys are counted; typed text isn't."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def click(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]  # a role's name
        self.actions += 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1


def test_from_signed_in_to_a_registered_initiative_in_few_fields_and_actions(page: Page) -> None:
    page.goto("/")
    by = Counted(page)
    by.click("link", "Initiativ")
    by.click("link", "Nytt initiativ")
    assert page.locator(FIELDS).count() <= 15
    page.get_by_label("Namn", exact=True).focus()
    by.actions += 1
    page.keyboard.type("Digital kö till kommunens ateljéer")
    by.press("Tab")
    page.keyboard.type("Konstnärerna ringer varje månad för att få veta sin plats i kön.")
    for _ in range(2):  # past the handbook's words
        by.press("Tab")
    by.press("ArrowDown")
    by.click("button", "Spara initiativ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Digital kö till kommunens ateljéer")
    expect(page.get_by_text("Utkast", exact=False).first).not_to_be_visible()
    assert by.actions <= 25


def test_what_is_alike_comes_up_while_typing_and_one_click_makes_it_joint(page: Page) -> None:
    page.goto("/initiativ/nytt/")
    page.get_by_label("Namn", exact=True).press_sequentially("Bokning och lås i simhallen")
    hit = page.get_by_role("button", name="Anslut som gemensamt: Bokning och lås i idrottshallar")
    expect(hit).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="liknande initiativ finns")).to_be_visible()
    assert (axe(page), overflow(page)) == ([], 0)
    hit.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bokning och lås i idrottshallar")
    expect(page.get_by_role("heading", name="Deltagande nämnder")).to_be_visible()


def test_a_draft_keeps_itself_and_is_found_after_the_window_was_closed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.goto("/initiativ/nytt/")
    page.get_by_label("Namn", exact=True).fill("Självsparat stöd")
    page.keyboard.press("Tab")
    expect(page.get_by_text(re.compile(r"Utkastet I-\d+ sparades \d\d\.\d\d\."))).to_be_visible()
    expect(page).to_have_url(re.compile("/andra/$"))
    other = open_page(java_script_enabled=False)
    other.goto("/initiativ/utkast/")
    other.get_by_role("link", name="Självsparat stöd").click()
    expect(other.get_by_label("Namn", exact=True)).to_have_value("Självsparat stöd")
    assert other.get_by_role("button", name="Visa liknande initiativ").is_visible()


def test_many_are_changed_at_once_by_keyboard_alone(page: Page) -> None:
    page.goto("/initiativ/?body=VN&q=bemanning")
    tab_to(page, "Välj Bemanning av vallokaler", limit=90)
    page.keyboard.press("Space")
    tab_to(page, "Ändra valda")
    page.keyboard.press("Enter")
    tab_to(page, "Kontakt")
    page.keyboard.type("Hanna Lindqvist")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 ändras")).to_be_visible()
    assert (axe(page), overflow(page)) == ([], 0)
    tab_to(page, "Ändra 1 initiativ")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("row", name=re.compile("Bemanning av vallokaler.*→ Hanna Lindqvist"))
    ).to_be_visible()
