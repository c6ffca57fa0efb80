"""The administrator's pages in Debian's Chromium: a body and a person are added, accessibly and narrow enough."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import axe, overflow
from tests.conftest import SAMSYN, site_environment

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "fyra gröna kajor"
PAGES = ["/organisation/", "/organisation/organ/nytt/", "/organisation/organ/1/", "/organisation/person/ny/"]


@pytest.fixture
def sign_in(demo_home: Path, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens a page signed in as the administrator, added as `samsyn administrator` does."""
    command = ["administrator", "Anna Ek", "--email", "anna.ek@sundsala.example"]
    subprocess.run(
        [SAMSYN, *command, "--municipality", "Sundsala kommun"],
        env=site_environment(demo_home), input=PASSWORD.encode(), check=True, capture_output=True,
    )  # fmt: skip

    def signed_in(*, width: int = 1440, **options: Any) -> Page:
        page = open_page(**options)
        page.goto("/tillganglighet/")
        bar = page.locator(".bar-who")
        bar.locator("summary").last.click()
        bar.get_by_label("Pröva som").select_option(label="Anna Ek")
        bar.get_by_role("button", name="Byt person").click()
        page.goto("/organisation/")
        page.set_viewport_size({"width": width, "height": 900})
        return page

    return signed_in


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True), (320, False)])
def test_the_pages_have_no_fault(sign_in: Callable[..., Page], width: int, dark: bool) -> None:
    page = sign_in(width=width, dark=dark)
    for address in PAGES:
        page.goto(address)
        assert (address, axe(page), overflow(page)) == (address, [], 0)


def test_a_person_is_added_after_one_error(sign_in: Callable[..., Page]) -> None:
    page = sign_in(java_script_enabled=False)
    page.get_by_role("link", name="Lägg upp person").click()
    page.get_by_label("Namn", exact=True).fill("Bo Berg")
    page.get_by_label("E-post").fill("bo.berg@sundsala.example")
    page.get_by_label("Roll").select_option(label="Nämndsekreterare")
    page.get_by_label("Organ", exact=True).select_option(label="Hela kommunen")
    page.get_by_role("button", name="Spara person").click()
    expect(page.get_by_role("alert")).to_contain_text("Nämndsekreterare är man i ett organ.")
    page.get_by_label("Organ", exact=True).select_option(label="Socialnämnden")
    page.get_by_role("button", name="Spara person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontot är öppnat")
