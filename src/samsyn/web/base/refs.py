"""From a reference to the address of its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from samsyn.oversight.queries import Knot, address


def url(ref: str) -> str:
    """Return the address of the page that shows what a reference names, or nothing."""
    found = address(ref)
    try:
        if found:
            return reverse(found[0], args=[found[1]])
        # The search opens a § that it finds once, so a decision needs no key here.
        return f"{reverse('search:page')}?{urlencode({'q': ref})}" if "§" in ref else ""
    except NoReverseMatch:
        return ""


def knots(strip: Iterable[Knot]) -> list[dict[str, Any]]:
    """Return the knots of a thread as <c-thread> draws them, each with the address of its page."""
    return [
        {
            "kind": knot.kind, "title": knot.title, "url": url(knot.ref), "state": knot.state,
            "note": knot.note, "broken": knot.broken,
        }
        for knot in strip
    ]  # fmt: skip
