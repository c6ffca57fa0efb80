"""Registering, reporting and finding in Debian's Chromium: by mouse, by keyboard and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser import axe, overflow, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def day(page: Page, name: str) -> Locator:
    """Return the field of a day, which the phase may leave optional."""
    return page.get_by_label(re.compile(rf"^{name}( \(valfritt\))?$"))


def fill(page: Page, title: str) -> None:
    page.get_by_label("Namn", exact=True).fill(title)
    page.get_by_label("Vilket problem löser det").fill("Gode män lämnar årsräkningar på papper.")
    page.get_by_label("Mål i budgeten").select_option(index=1)
    page.get_by_label("Nämnd", exact=True).select_option(label="Överförmyndarnämnden")
    page.get_by_label("Kontakt").fill("Hanna Lindqvist")
    page.locator("main details:has(#id_start) > summary").click()
    day(page, "Start").fill("2027-01-11")
    day(page, "Slut").fill("2026-12-31")
    page.get_by_label("Källa").select_option(label="Central pott")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_initiative_is_registered_after_one_error(open_page: Callable[..., Page], scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto("/initiativ/nytt/")
    fill(page, f"Stöd för årsräkningar {scripts}")
    page.get_by_role("button", name="Spara initiativ").click()
    problem = page.get_by_role("link", name="Slutdatum ligger före startdatum 2027-01-11. Ändra ett av dem.")
    expect(problem).to_be_visible()
    problem.click()
    end = day(page, "Slut")
    expect(end).to_have_value("2026-12-31")
    end.fill("2027-12-31")
    page.get_by_role("button", name="Spara initiativ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Stöd för årsräkningar {scripts}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_form_with_errors_has_no_fault_of_its_own(open_page: Callable[..., Page], dark: bool) -> None:
    page = open_page(dark=dark, width=390)
    page.goto("/initiativ/nytt/")
    page.get_by_role("button", name="Spara initiativ").click()
    expect(page.get_by_role("alert")).to_contain_text("uppgifter behöver rättas")
    assert (axe(page), overflow(page)) == ([], 0)


def test_a_draft_is_kept_and_waits_under_att_göra(page: Page) -> None:
    page.goto("/initiativ/nytt/")
    page.get_by_label("Namn", exact=True).fill("Halvfärdigt stöd")
    page.locator("main details:has(#id_start) > summary").click()
    day(page, "Start").fill("till våren")
    page.get_by_role("button", name="Spara halvfärdigt").click()
    expect(day(page, "Start")).to_have_value("till våren")
    assert axe(page) == []
    page.goto("/att-gora/")
    expect(page.get_by_role("link", name="Halvfärdigt stöd")).to_be_visible()


def test_a_report_takes_three_fields_by_keyboard_alone(page: Page) -> None:
    page.goto("/initiativ/I-0012/lage/")
    tab_to(page, "Enligt plan")
    page.keyboard.press("ArrowRight")
    tab_to(page, "Vad har hänt?")
    page.keyboard.type("Piloten är klar på tre enheter.")
    tab_to(page, "Rapportera läge")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Läget för I-0012 är rapporterat.")).to_be_visible()
    expect(page.get_by_text("Piloten är klar på tre enheter.")).to_be_visible()
    page.get_by_role("button", name="Inget nytt").click()
    expect(page.get_by_text("Inget nytt för I-0012.")).to_be_visible()


def test_two_who_change_at_once_see_both_versions(open_page: Callable[..., Page]) -> None:
    first, second = open_page(), open_page()
    for page, name in ((first, "Ada Ek"), (second, "Bo Ås")):
        page.goto("/initiativ/I-0014/andra/")
        page.get_by_label("Kontakt").fill(name)
    for page in (first, second):
        page.get_by_role("button", name="Spara ändringar").click()
    expect(second.get_by_role("heading", name=re.compile("Någon sparade före dig kl"))).to_be_visible()
    expect(second.get_by_role("row", name="Kontakt Ada Ek Bo Ås")).to_be_visible()
    assert axe(second) == []
    second.get_by_role("button", name="Spara mitt ändå").click()
    expect(second.locator("dl.facts")).to_contain_text("Bo Ås")


def test_the_list_filters_and_sorts_by_links_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/initiativ/")
    page.get_by_label("Nämnd", exact=True).select_option(label="Socialnämnden")
    page.get_by_role("button", name="Visa", exact=True).last.click()
    expect(page).to_have_url(re.compile("body=SN"))
    page.get_by_role("columnheader", name="Initiativ").get_by_role("link").click()
    expect(page).to_have_url(re.compile("body=SN.*sort=title"))
    expect(page.get_by_role("columnheader", name="Initiativ")).to_have_attribute("aria-sort", "ascending")
