"""The main pages between phone and desk, in colours the reader forces, and on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser import axe, overflow

pytestmark = pytest.mark.browser
LISTS = ["/uppsikt/", "/initiativ/", "/arenden/", "/granskningar/", "/remisser/", "/las-in/", "/att-gora/"]
PAGES = [*LISTS, "/initiativ/I-0001/", "/sok/?q=digital"]
LEADS = ["/arenden/", "/granskningar/", "/remisser/", "/las-in/"]
"""Lists whose first row leads to a page of the kind to look at."""


def main_pages(page: Page) -> list[str]:
    """Return the addresses of the main pages, with one case, audit, referral and reading."""
    found = list(PAGES)
    for address in LEADS:
        page.goto(address)
        link = page.locator(f"main tbody a[href^='{address}']").first.get_attribute("href")
        assert link
        found.append(link)
    return found


@pytest.mark.parametrize("width", [768, 1024])
def test_nothing_lies_outside_a_window_between_phone_and_desk(
    open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(width=width, height=1000)
    found = {}
    for address in main_pages(page):
        page.goto(address)
        found[address] = overflow(page)
    assert found == dict.fromkeys(found, 0)


def test_in_forced_colours_axe_finds_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page(forced_colors="active")
    found = []
    for address in main_pages(page):
        page.goto(address)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        found += [f"{address}: {one}" for one in axe(page)]
    assert not found, "\n".join(found)


def test_on_paper_there_is_no_navigation_and_the_tables_stand(open_page: Callable[..., Page]) -> None:
    page = open_page(width=794, height=1123)
    addresses = main_pages(page)
    page.emulate_media(media="print")
    for address in addresses:
        page.goto(address)
        shown = page.locator("header nav, .bar, .crumbs, .pager, .filters, .exports, .tabs").locator(
            "visible=true"
        )
        assert shown.count() == 0, (address, shown.first.evaluate("one => one.outerHTML")[:200])
        assert page.locator("h1").is_visible()
        assert (
            page.locator("main table").count() == page.locator("main table").locator("visible=true").count()
        )
