"""What browser tests ask of a page: accessibility, width, keyboard."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules whose answer differs between light and dark."""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def axe(page: Page, colours: bool = False) -> list[str]:
    """Return what axe-core finds wrong with the page as it is shown, or with its colours alone, one line per element."""
    page.evaluate(axe_source())
    options = json.dumps({"runOnly": COLOURS if colours else STANDARDS, "resultTypes": ["violations"]})
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {options}).then(result => result.violations)"
    )
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']} – {' '.join(map(str, node['target']))}"
        for violation in found
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return how many pixels of the page lie outside the window to the right; 0 when none do."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, width)


def tab_to(page: Page, name: str, limit: int = 60) -> None:
    """Press Tab until the focused element has that text or label; raise AssertionError when none has."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused: str = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.labels?.[0]?.innerText"
            " || document.activeElement.innerText || '').trim()"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab reached nothing named {name}")
