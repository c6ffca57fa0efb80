"""Django's SQLite backend with Swedish letters; Django looks for this module by its name."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

_ORDER = str.maketrans("åäöæø", "{|}|}", "")
"""å, ä and ö after z; Danish and Norwegian letters beside their Swedish ones."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection on which `LIKE`, `LOWER`, `UPPER` and the collation `swedish` treat å, ä, ö as letters."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open a connection and teach it the letters."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.create_function("LOWER", 1, _lower, deterministic=True)
        connection.create_function("UPPER", 1, _upper, deterministic=True)
        for count in (2, 3):
            connection.create_function("LIKE", count, like, deterministic=True)
        connection.create_collation("swedish", _compared)
        return connection


def like(pattern: Any, text: Any, escape: str = "") -> bool | None:
    """Return whether a text fits a LIKE pattern whatever the case; null with null gives null, as SQL says."""
    if pattern is None or text is None:
        return None
    return bool(_fits(str(pattern), escape)(str(text).casefold()))


@lru_cache(maxsize=256)
def _fits(pattern: str, escape: str) -> Any:
    """Return the test for a pattern; the plain "contains" that nearly all are is a substring search."""
    folded = pattern.casefold()
    inner = folded[1:-1]
    if len(folded) > 1 and folded[0] == folded[-1] == "%" and not set(inner) & {"%", "_", escape or "%"}:
        return lambda text: inner in text
    return re.compile(_expression(folded, escape), re.DOTALL).fullmatch


def _expression(pattern: str, escape: str) -> str:
    parts, signs = [], iter(pattern)
    for sign in signs:
        if escape and sign == escape:
            parts.append(re.escape(next(signs, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(sign) or re.escape(sign))
    return "".join(parts)


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def _upper(text: Any) -> Any:
    return text.upper() if isinstance(text, str) else text


def _compared(left: str, right: str) -> int:
    first, second = _sort_key(left), _sort_key(right)
    return (first > second) - (first < second)


@lru_cache(maxsize=20_000)
def _sort_key(text: str) -> str:
    return text.casefold().translate(_ORDER)
