"""Form fields that several groups of pages use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

DAY = "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-01-11."


class DayField(forms.CharField):
    """A day typed as ÅÅÅÅ-MM-DD (datumfält)."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=300, **more)

    def clean(self, value: Any) -> Any:
        """Return the day, None for nothing; raise with the sentence for the screen."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as unread:
            raise forms.ValidationError(DAY) from unread
