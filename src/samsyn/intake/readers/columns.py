"""Pages set in columns: their text column by column."""

from typing import Any


def text_by_columns(text_page: Any, width: float, height: float) -> str:
    """Return the page's text column by column, or nothing where it has no columns."""
    return ""
