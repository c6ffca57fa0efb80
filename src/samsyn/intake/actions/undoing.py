"""The one who decided takes it back: values are open again, and the rows that came of it are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from samsyn.history.actions import record, remove, save
from samsyn.history.models import Act, Quote
from samsyn.intake.actions.ledger import Filed, as_models, filed_models, plain, users, word
from samsyn.intake.actions.linking import tell_differences
from samsyn.intake.models import Proposal, Ruling, Upload
from samsyn.intake.queries import last_ruling
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


class UndoRefused(Exception):
    """A decision that cannot be taken back; the text says in Swedish what stands in the way."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: values that are open again, rows that are gone, rows that are as they were (ångrat)."""

    opened: int
    removed: int
    restored: int


@transaction.atomic
def undo(*, by: Actor, at: datetime, ruling: Ruling, body_id: int | None = None) -> Undone:
    """Take back one's own last decision: its values open again, the rows that it alone added removed.

    Raises UndoRefused when it is not the last one, or when somebody has built upon what came of it.
    """
    require(by, "decide", Thing("proposal", ruling.municipality_id, body_id), swedish_day(at))
    uploads = list(Upload.objects.filter(proposals__ruling=ruling).select_related("source").distinct())
    names = sorted(upload.source.name for upload in uploads)
    sentence = f"{_values(ruling.count)} ur {ruling.files} är öppna igen."
    act = record(
        by=by, at=at, verb="intake.undo", ref=Ref(names[0] if names else ruling.files), sentence=sentence
    )
    # Only now, with the chain of acts locked, does what is looked at stand still.
    ruling.refresh_from_db()
    filed = as_models(ruling.filed)
    if reason := _in_the_way(by, ruling, filed):
        raise UndoRefused(f"Det går inte att ångra. {reason} Rätta där i stället.")
    restored = _restore_versions(ruling, filed, act) + _restore_fields(ruling)
    removed = _remove(filed, act)
    for upload in uploads:
        tell_differences(upload)
    opened = ruling.proposals.update(
        state="open", corrected=None, decided_by="", decided_at=None, ruling=None
    )
    ruling.undone_at = at
    ruling.save()
    return Undone(opened, removed, restored)


def _values(count: int) -> str:
    return "1 uppgift" if count == 1 else f"{count} uppgifter"


def _in_the_way(by: Actor, ruling: Ruling, filed: Filed) -> str:
    """Return the first reason why a decision cannot be taken back, or nothing."""
    latest = last_ruling(by, ruling.municipality)
    if latest is None or latest.pk != ruling.pk:
        return "Det är inte längre det senaste du har avgjort."
    reasons = (
        _decided_later(ruling),
        _changed_later(ruling, filed),
        _used(ruling, filed),
        _quoted_later(filed),
    )
    return next(filter(None, reasons), "")


def _decided_later(ruling: Ruling) -> str:
    mine = ruling.proposals.values("upload")
    later = Proposal.objects.filter(upload__in=mine, ruling__gt=ruling.pk).select_related("upload__source")
    if (other := later.first()) is None:
        return ""
    return f"{other.decided_by} har avgjort fler uppgifter ur {other.upload.source.name} efter dig."


def _changed_later(ruling: Ruling, filed: Filed) -> str:
    taken_back = _taken_back(ruling)
    for model, key in [*_versioned(filed), *_touched(ruling, filed)]:
        shadow = model.history.model  # type: ignore[attr-defined]  # only versioned models come here
        if shadow.objects.filter(id=key, act_id__gt=ruling.last_act).exclude(taken_back).exists():
            return f"{_named(model, key)} har ändrats sedan dess."
    for model, key, row, news in _filled(ruling):
        if row is None or any(plain(getattr(row, name)) != after for name, (_, after) in news.items()):
            return f"{_named(model, key)} har ändrats sedan dess."
    return ""


def _taken_back(ruling: Ruling) -> Q:
    """Return the filter for versions that later decisions left which have been taken back themselves."""
    undone = Ruling.objects.filter(pk__gt=ruling.pk, undone_at__isnull=False)
    found = Q(act_id__in=Act.objects.filter(verb="intake.undo").values("pk"))
    for span in undone.values_list("first_act", "last_act"):
        found |= Q(act_id__range=span)
    return found


def _used(ruling: Ruling, filed: Filed) -> str:
    """Return what other rows make use of a row that would go, or nothing; the body it all belongs to comes last."""
    for model, keys in sorted(filed.items(), key=lambda pair: pair[0] is Body):
        found: Counter[str] = Counter()
        target: Any = None
        for other, key in users(model):
            let_go = [
                pk for pk, news in ruling.changed.get(other._meta.label, {}).items() if f"{key}_id" in news
            ]
            mine = [*filed.get(other, []), *map(int, let_go)]
            rows = other._base_manager.filter(**{f"{key}__in": keys}).exclude(pk__in=mine)
            if count := rows.count():
                found[word(other)] += count
                target = target or getattr(rows[0], f"{key}_id")
        if found:
            told = ", ".join(f"{name} ({count})" for name, count in found.items())
            return f"{_named(model, target)} används sedan dess av: {told}."
    return ""


def _quoted_later(filed: Filed) -> str:
    """Return that another file has told of the same case or paragraph since, or nothing."""
    keys = filed.get(Quote)
    if not keys:
        return ""
    mine = Quote.objects.filter(pk__in=keys)
    later = Quote.objects.filter(ref__in=mine.values("ref"), pk__gt=max(keys))
    other = later.exclude(source__in=mine.values("source")).first()
    return f"{other.ref} har fått uppgifter ur en annan fil sedan dess." if other else ""


def _named(model: type[Model], key: int) -> str:
    """Return a row in words; one that is secret is not named."""
    row: Any = model._base_manager.filter(pk=key).first()
    told = row is not None and "__str__" in vars(model) and not getattr(row, "secrecy_ground", "")
    name = f" {row}" if told else ""
    return f"{word(model).capitalize()}{name}"


def _versioned(filed: Filed) -> Iterator[tuple[type[Model], int]]:
    return ((model, key) for model, keys in filed.items() if hasattr(model, "history") for key in keys)


def _touched(ruling: Ruling, filed: Filed) -> Iterator[tuple[type[Model], int]]:
    """Yield the versioned rows that the decision changed without having added them."""
    for model in filed_models():
        if hasattr(model, "history"):
            own = model.history.model.objects.filter(act_id__range=(ruling.first_act, ruling.last_act))
            for key in own.exclude(id__in=filed.get(model, [])).values_list("id", flat=True).distinct():
                yield model, key


def _restore_versions(ruling: Ruling, filed: Filed, act: Act) -> int:
    """Give versioned rows that the decision changed the values they had before it; returns how many."""
    count = 0
    for model, key in _touched(ruling, filed):
        shadow = model.history.model  # type: ignore[attr-defined]  # only versioned models come here
        before = shadow.objects.filter(id=key, act_id__lt=ruling.first_act).order_by("act_id").last()
        row = model._base_manager.get(pk=key)
        for field in shadow.tracked_fields:
            setattr(row, field.attname, getattr(before, field.attname))
        save(row, act=act)
        count += 1
    return count


def _filled(ruling: Ruling) -> Iterator[tuple[type[Model], int, Any, dict[str, list[str | None]]]]:
    known = {model._meta.label: model for model in filed_models()}
    for label, rows in ruling.changed.items():
        for key, news in rows.items():
            yield known[label], int(key), known[label]._base_manager.filter(pk=key).first(), news


def _restore_fields(ruling: Ruling) -> int:
    """Empty again what the decision filled in on rows without versions; returns how many rows."""
    count = 0
    for model, key, _, news in _filled(ruling):
        model._base_manager.filter(pk=key).update(**{name: before for name, (before, _) in news.items()})
        count += 1
    return count


def _remove(filed: Filed, act: Act) -> int:
    """Delete rows, those that point to others first; returns how many."""
    before: dict[type[Model], set[type[Model]]] = {
        model: {other for other, _ in users(model) if other in filed and other is not model}
        for model in filed
    }
    for model in TopologicalSorter(before).static_order():
        rows = model._base_manager.filter(pk__in=filed[model])
        if hasattr(model, "history"):
            for row in rows:
                remove(row, act=act)
        else:
            rows.delete()
    return sum(map(len, filed.values()))
