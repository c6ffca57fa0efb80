"""From the mail to a filed report in Debian's Chromium, the mail taken from a real mail server, each action counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser import axe, overflow
from tests.oversight.town import FULL, Town, noon
from tests.post.test_mail import Server, server
from tests.register.test_asking import somebody

from samsyn.kit.scales import State
from samsyn.post.actions import deliver
from samsyn.register import actions

__all__ = ["server"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST = 4
"""Actions from the mail to a filed report."""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a stranger; the demo municipality is not needed here."""
    contexts: list[BrowserContext] = []

    def a_page(*, width: int = 1440, dark: bool = False, **options: Any) -> Page:
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": 800}, locale="sv-SE", reduced_motion="reduce",
                color_scheme="dark" if dark else "light", **options,
            )
        )  # fmt: skip
        return contexts[-1].new_page()

    yield a_page
    for context in contexts:
        context.close()


@dataclass
class Hand:
    """Somebody at the screen, whose every press counts; to put the cursor in a field is one too."""

    page: Page
    actions: int = 0

    def open(self, link: str) -> None:
        self.page.goto(link)
        self.actions += 1

    def press(self, what: Locator) -> None:
        what.click()
        self.actions += 1

    def write(self, where: Locator, text: str) -> None:
        self.press(where)
        self.page.keyboard.type(text)


@pytest.fixture
def link(server: Server, live_server: LiveServer, settings: Any) -> str:
    """Return the link in the mail that came, for an initiative that was reported on in the spring."""
    settings.ADDRESS = live_server.url
    town = Town()
    somebody(town, "Disa Ek", "disa@sundsala.example")
    one = town.initiative("2026-01-05", "SN", "E-arkiv", phase="execution", **FULL)
    actions.report(
        by=town.by, at=noon("2026-03-01"), initiative=one, state=State.ON_TRACK,
        happened="Upphandlingen är klar.", needs="Arkivarien behöver två veckor.",
    )  # fmt: skip
    now = timezone.now()
    actions.ask_status(by=town.by, at=now, municipality=town.municipality, day=timezone.localdate())
    assert deliver(at=timezone.now())["sent"] == 1
    mail = server.got[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.search(r"http\S+/lage/\S+/", mail.get_content())
    assert found
    return found[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_three_fields_take_at_most_four_actions_from_the_mail(
    opened: Callable[..., Page], link: str, scripts: bool
) -> None:
    page = opened(java_script_enabled=scripts)
    hand = Hand(page)
    hand.open(link)
    hand.press(page.get_by_role("radio", name="Avvikelse", exact=True))
    hand.write(page.get_by_label("Vad har hänt?"), "Leverantören dröjer två veckor.")
    hand.press(page.get_by_role("button", name="Rapportera läge"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, rapporten är lämnad")
    expect(page.get_by_text("Leverantören dröjer två veckor.")).to_be_visible()
    assert hand.actions <= MOST
    with page.expect_download() as paper:
        page.get_by_role("link", name="Ladda ner underlaget (Word)").click()
    assert paper.value.suggested_filename.startswith("underlag-i-0001-2199-")


def test_nothing_new_takes_two_actions_and_the_link_is_over_after(
    opened: Callable[..., Page], link: str
) -> None:
    page = opened()
    hand = Hand(page)
    hand.open(link)
    hand.press(page.get_by_role("button", name="Inget nytt"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, rapporten är lämnad")
    assert hand.actions == 2
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rapporten är redan lämnad")


@pytest.mark.parametrize(("width", "dark"), [(320, False), (320, True), (1440, False)])
def test_every_step_is_accessible_and_fits(
    opened: Callable[..., Page], link: str, width: int, dark: bool
) -> None:
    page = opened(width=width, dark=dark)
    found = []
    page.goto(link)
    found.append((axe(page), overflow(page)))
    page.get_by_role("button", name="Rapportera läge").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found.append((axe(page), overflow(page)))
    page.get_by_role("button", name="Inget nytt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, rapporten är lämnad")
    found.append((axe(page), overflow(page)))
    page.goto(link)
    found.append((axe(page), overflow(page)))
    assert found == [([], 0)] * 4
