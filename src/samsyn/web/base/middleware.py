"""Who acts in a request, for which body, and as of which day."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def acting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that gives the request its actor."""
    return get_response
