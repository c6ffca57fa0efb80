"""The pictures in the documentation are of the site as it is; `make screenshots` puts them there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURES = {"uppsikt": "/uppsikt/", "initiativ": "/initiativ/", "granska": "/las-in/"}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_the_documentation(open_page: Callable[..., Page], tmp_path: Path, name: str) -> None:
    page = open_page(width=1440, height=1080)
    page.goto(PICTURES[name])
    page.evaluate("document.fonts.ready")
    target = Path(os.environ.get("SAMSYN_SCREENSHOTS", str(tmp_path))) / f"{name}.png"
    page.screenshot(path=target)
    assert target.stat().st_size > 20_000
