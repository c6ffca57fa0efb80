"""What a filing adds and fills in, noted row by row, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q

from samsyn.cases.models import DecisionPoint, Item, Meeting, Reference
from samsyn.history.models import Quote
from samsyn.history.versions import VersionRow
from samsyn.kit.words import swedish_word
from samsyn.organisation.models import Series

Days = tuple[str, ...]
WATCHED: tuple[tuple[type[Model], Callable[[Days], Q], tuple[str, ...]], ...] = (
    (Meeting, lambda days: Q(day__in=days), ("place", "adjusted")),
    (Item, lambda days: Q(meeting__day__in=days), ("title",)),
    (DecisionPoint, lambda days: Q(item__meeting__day__in=days), ("order", "replaced_at")),
    (Reference, lambda _: Q(resolved_at=None), ("item_id", "document_id", "resolved_at")),
)
"""Rows without versions that a filing may change: which of them, by the days of its documents, and which fields."""

Filed = dict[type[Model], list[int]]
Held = dict[str, dict[str, dict[str, str | None]]]
Changed = dict[str, dict[str, dict[str, list[str | None]]]]


ROOMS = ("organisation", "cases", "inquiries", "audits")
"""The rooms whose rows a filing may add."""


@cache
def filed_models() -> tuple[type[Model], ...]:
    """Return the models whose rows a filing may add: all of those rooms, and quotes; numbers used stay used."""
    found = [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if not issubclass(model, VersionRow) and model is not Series
    ]
    return (Quote, *found)


@cache
def _asking() -> str:
    """Return the question for the last key of each table; put together by hand, it is asked twice at each decision."""
    quoted = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT '{model._meta.label}', MAX({quoted(str(model._meta.pk.column))}) FROM {quoted(model._meta.db_table)}"  # noqa: S608  own names
        for model in filed_models()
    )


def _last() -> dict[str, int]:
    """Return the last key of each model, 0 where there are no rows."""
    with connection.cursor() as cursor:
        cursor.execute(_asking())
        return {label: last or 0 for label, last in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Ledger:
    """How things stood before a filing: the last key of each model, and the fields that may be filled in."""

    last: dict[str, int]
    held: Held

    @classmethod
    def opened(cls, days: Iterable[str]) -> Ledger:
        """Return how things stand; the chain of acts must be locked, so that nobody else files meanwhile."""
        return cls(_last(), _held(tuple(sorted(set(days)))))

    def added(self) -> dict[str, list[int]]:
        """Return the keys of the rows that have been added since, by model."""
        now, before = _last(), self.last
        return {
            label: sorted(model._base_manager.filter(pk__gt=before[label]).values_list("pk", flat=True))
            for model in filed_models()
            if now[label := model._meta.label] > before[label]
        }

    def changed(self) -> Changed:
        """Return what has changed since on rows that were there, as [before, after] by model, key and field."""
        found: Changed = {}
        for model, _, fields in WATCHED:
            before = self.held[model._meta.label]
            now = _values(model, Q(pk__in=list(before)), fields)
            for key, row in before.items():
                news = {name: [old, now[key][name]] for name, old in row.items() if now[key][name] != old}
                if news:
                    found.setdefault(model._meta.label, {})[key] = news
        return found


def _held(days: Days) -> Held:
    return {model._meta.label: _values(model, which(days), fields) for model, which, fields in WATCHED}


def _values(model: type[Model], which: Q, fields: tuple[str, ...]) -> dict[str, dict[str, str | None]]:
    rows = model._base_manager.filter(which).values_list("pk", *fields)
    return {str(key): dict(zip(fields, map(plain, values), strict=True)) for key, *values in rows}


def plain(value: Any) -> str | None:
    """Return a field's value as it is noted, and as it can be put back."""
    return None if value is None else str(value)


def as_models(filed: dict[str, list[int]]) -> Filed:
    """Return keys by model, from keys by the model's name; a model that is no more is left out."""
    known = {model._meta.label: model for model in filed_models()}
    return {known[label]: keys for label, keys in filed.items() if label in known}


def users(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Yield the models that point to this one, with the name of the key; versions point to nothing that lives."""
    for other in filed_models():
        for field in other._meta.concrete_fields:
            if field.remote_field is not None and field.remote_field.model is model:
                yield other, field.name


def word(model: type[Any]) -> str:
    """Return what a model is called in Swedish."""
    return swedish_word(model.__doc__)
