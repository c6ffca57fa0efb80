"""What every template may use."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from samsyn.organisation.models import User
from samsyn.web.base import menu, todo
from samsyn.web.base.acting import NOBODY
from samsyn.web.base.request import Request
from samsyn.web.base.saved import saved


def shell(plain: HttpRequest) -> dict[str, Any]:
    """Return the values that the frame around every page shows."""
    request = cast(Request, plain)
    as_of = getattr(request, "as_of", None)
    return {
        "LANGUAGE_CODE": get_language() or settings.LANGUAGE_CODE,
        "acting": getattr(request, "acting", NOBODY),
        "as_of": as_of,
        "today": getattr(request, "today", None),
        "writable": as_of is None,
        "menu": menu.entries(),
        "menu_current": menu.current(request.path),
        "beside": menu.sections(request.path),
        "has_accounts": User.objects.exists,
        "personas": getattr(request, "personas", []),
        "todo_count": SimpleLazyObject(lambda: todo.count(request)) if hasattr(request, "acting") else 0,
        "saved_views": SimpleLazyObject(lambda: saved(request)),
        "kept": [(key, value) for key, value in request.GET.items() if key not in ("per", "page", "as")],
    }
