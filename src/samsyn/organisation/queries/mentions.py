"""Where a name stands in writing: in texts of every room, also in earlier versions of rows (R28)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from samsyn.kit.words import swedish_word
from samsyn.organisation.models import Person, User


def mentions(name: str) -> list[tuple[str, int]]:
    """Return how many rows of each kind have the name in a text, the most first; one query.

    Rows are named by their model's Swedish word, earlier versions of them too. People and accounts aren't counted:
    they are what is erased. A name that is written in another way is not found.
    """
    found = list(_naming(name))
    counted = Counter(label for (label,) in found[0].union(*found[1:], all=True))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _naming(name: str) -> Iterator[QuerySet[Any]]:
    for model in apps.get_models():
        columns = [field.name for field in model._meta.concrete_fields if _free(field)]
        if not model.__module__.startswith("samsyn.") or model in (Person, User) or not columns:
            continue
        has = Q()
        for column in columns:
            has |= Q(**{f"{column}__contains": name})
        label = Cast(Value(_label(model)), CharField())
        yield model._base_manager.filter(has).order_by().values_list(label)


def _free(field: Field[Any, Any]) -> bool:
    """Return whether a column holds text that people write."""
    return isinstance(field, CharField | TextField) and not field.choices


def _label(model: Any) -> str:
    """Return what rows are called; versions are called after the model they are versions of."""
    tracked = getattr(model, "instance_type", None)
    return f"{swedish_word(tracked.__doc__)}, tidigare version" if tracked else swedish_word(model.__doc__)
