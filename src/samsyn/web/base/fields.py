"""Form fields that several groups of pages use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from samsyn.kit.money import Amount, NotAnAmount, parse

COST = "Skriv beloppet i tusen kronor, till exempel 4 200."
COUNT = "Skriv ett helt tal, till exempel 1 200."
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


class CostField(forms.CharField):
    """An amount typed in thousands of kronor (kostnadsfält)."""

    def clean(self, value: Any) -> Any:
        """Return the amount as typed and in öre, None for nothing; raise with the sentence for the screen."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse(text, "SEK", unit=1000)
        except NotAnAmount as unread:
            raise forms.ValidationError(COST) from unread
        if amount.currency != "SEK" or (amount.minor or 0) < 0:
            raise forms.ValidationError(COST)
        return amount


class CountField(forms.CharField):
    """A whole number, spaces allowed between thousands (heltalsfält)."""

    def clean(self, value: Any) -> Any:
        """Return the number, None for nothing; raise with the sentence for the screen."""
        digits = "".join(super().clean(value).split())
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
            raise forms.ValidationError(COUNT)
        return int(digits)


def in_tkr(cost: Amount | None) -> str:
    """Return a cost as it is typed: thousands of kronor, exactly, or the words of a draft."""
    if cost is None or cost.withheld or cost.currency != "SEK":
        return ""
    if cost.minor is None:
        return cost.raw
    text = f"{Decimal(cost.minor) / 100_000:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
