"""Two who write the same at once: who saves second sees both versions side by side and keeps what was typed (409).

A form carries the hidden field `seen`: `history.queries.latest_act`, read with the row or before. The action takes it
and asks `history.actions.still`; the page catches SavedMeanwhile, shows `<c-conflict>` above the form, answers 409.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from samsyn.history.actions import SavedMeanwhile


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else saved otherwise than it is typed here (skillnad)."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """That somebody saved before: who, when, and what differs (krock)."""

    saver: str
    at: datetime
    differences: list[Difference]


def seen(request: HttpRequest) -> int | None:
    """Return the act that the writer had read up to, None when the form doesn't say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 18 else None


def read_to(request: HttpRequest, now: int, clash: Conflict | None) -> int | None:
    """Return what a form goes on from: what was read `now`, but after an error what the writer had read."""
    return now if clash or request.method == "GET" else seen(request)


def conflict(meanwhile: SavedMeanwhile, form: forms.Form, saved: Mapping[str, Any]) -> Conflict:
    """Return how a form differs from what is saved now, by its fields' names; fields not in `saved` are left out."""
    return Conflict(meanwhile.act.actor_name, timezone.localtime(meanwhile.act.at), differences(form, saved))


def differences(form: forms.Form, saved: Mapping[str, Any]) -> list[Difference]:
    """Return the fields whose typed text is not what is saved now."""
    return [
        Difference(str(field.label), _words(field, before), _words(field, typed))
        for name, field in form.fields.items()
        if name in saved
        and (before := _text(saved[name])) != (typed := str(form.data.get(form.add_prefix(name), "")).strip())
    ]


def _text(value: Any) -> str:
    """Return a value as a browser would send it."""
    return "on" if value is True else str(value or "")


def _words(field: forms.Field, text: str) -> str:
    if isinstance(field, forms.BooleanField):
        return "ja" if text else "nej"
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(text, text)) or "tomt"
