"""Every page that a link leads to, found by following links: accessible, narrow enough, whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page
from tests.browser import axe, overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow]
START = ["/", "/konto/login/", "/byggstenar/", "/finns-inte/"]
NOT_PAGES = re.compile(r"/logout|/original/|/handling/\d+/$|\.\w+$")
VARIED = re.compile(r"[^/]*\d[^/]*")
MOST = 220


def every_page(page: Page) -> Iterator[str]:
    """Open one page of each kind, following links; addresses that differ in a number or name only are one kind."""
    waiting, seen = list(START), set[str]()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        assert len(seen) < MOST, f"more than {MOST} kinds of pages: {sorted(seen)}"
        page.goto(address)
        yield page.url
        here = urlsplit(page.url)
        for link in page.eval_on_selector_all(
            "a[href]:not([download])", "links => links.map(link => link.href)"
        ):
            there = urlsplit(urljoin(page.url, link))
            if (
                there.netloc == here.netloc
                and "format=" not in there.query
                and not NOT_PAGES.search(there.path)
            ):
                waiting.append(there.path + (f"?{there.query}" if there.query else ""))


def kind_of(address: str) -> str:
    """Return an address without what varies within a kind of page."""
    return VARIED.sub("*", urlsplit(address).path)


def whole(page: Page) -> list[str]:
    """Return what every page must have and this one lacks."""
    text = page.locator("main").inner_text()
    return [
        *([] if page.locator("h1").count() == 1 else ["not one h1"]),
        *([] if page.title() else ["no title"]),
        *([] if page.locator("html").get_attribute("lang") in ("sv", "en") else ["no language"]),
        *(["None on the page"] if "None" in text.split() else []),
    ]


def test_every_page_is_whole_and_axe_finds_nothing_in_light_and_dark(open_page: Callable[..., Page]) -> None:
    page = open_page()
    found = [
        f"{address}: {one}"
        for address in every_page(page)
        for one in (*whole(page), *axe(page), *(f"dark: {one}" for one in in_the_dark(page)))
    ]
    assert not found, "\n".join(found)


def in_the_dark(page: Page) -> list[str]:
    """Return what is wrong with the colours of the same page when the reader wants it dark."""
    page.emulate_media(color_scheme="dark")
    found = axe(page, colours=True)
    page.emulate_media(color_scheme="light")
    return found


def test_nothing_lies_outside_a_window_of_320_pixels(open_page: Callable[..., Page]) -> None:
    page = open_page(width=320, height=640)
    found = {address: pixels for address in every_page(page) if (pixels := overflow(page))}
    assert found == {}


def test_without_javascript_every_page_is_there(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    assert page.locator("h1").count() == 1
    assert page.locator("nav a").count() > 3
