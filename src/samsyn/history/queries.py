"""Reading history: rows as of a day, acts, quotes, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery

from samsyn.history.models import Act, ChainHead, Quote, Source
from samsyn.history.rules import link_hash
from samsyn.kit.periods import end_of
from samsyn.kit.refs import Ref


def rows(model: Any, as_of: date | None) -> QuerySet[Any]:
    """Return a model's rows now, or as recorded by the end of a day; both have the same columns and `id`."""
    if as_of is None:
        queryset: QuerySet[Any] = model.objects.all()
        return queryset
    end = end_of(as_of)
    versions: QuerySet[Any] = model.history.model.objects.order_by()
    return versions.filter(Q(history_end=None) | Q(history_end__gte=end), history_date__lt=end)


def latest_act() -> Subquery:
    """Return the number of the latest act, to read along with a row; what is read after it is at least as new."""
    return Subquery(ChainHead.objects.values("act_id")[:1])


def act_now() -> int:
    """Return the number of the latest act, 0 before the first; what is read after this is at least as new."""
    return ChainHead.objects.values_list("act_id", flat=True).first() or 0


def saved_by(row: Any) -> Act:
    """Return the act that a versioned row was last saved by."""
    versions = type(row).history.filter(**{type(row)._meta.pk.attname: row.pk})
    return Act.objects.get(pk__in=versions.order_by("-history_id").values("act_id")[:1])


def acts(*, as_of: date | None, since: datetime | None = None, ref: Ref | None = None) -> QuerySet[Act]:
    """Return open acts, newest first, up to the end of a day and from a moment on; secret ones are left out."""
    found = Act.objects.filter(secret=False).order_by("-at", "-pk")
    if as_of is not None:
        found = found.filter(at__lt=end_of(as_of))
    if since is not None:
        found = found.filter(at__gte=since)
    return found.filter(ref=ref) if ref is not None else found


def quotes(refs: Iterable[Ref]) -> QuerySet[Quote]:
    """Return the quotes behind those references, with their sources."""
    return Quote.objects.filter(ref__in=list(refs)).select_related("source").order_by("page", "line", "pk")


def content(act: Act) -> dict[str, Any]:
    """Return what an act's hash covers, as plain values."""
    return {
        "at": act.at.timestamp(),
        "by": [act.actor_kind, act.actor_id, act.actor_name],
        "what": [act.verb, act.ref, act.sentence, act.why, act.body_id, act.secret],
        "details": act.details,
    }


def broken_link() -> int | None:
    """Return the number of the first act whose hash does not fit the chain, or None when it holds (R82).

    Acts cut off at the end are told by the number of the last one that was written.
    """
    previous = ""
    for act in Act.objects.order_by("pk").iterator(chunk_size=2000):
        if act.previous != previous or act.hash != link_hash(previous, content(act)):
            return act.pk
        previous = act.hash
    head = ChainHead.objects.first()
    return head.act_id if head and head.hash != previous else None


def kept_file(source: Source) -> Path | None:
    """Return where a file lies as it came in; None where it is no longer kept."""
    path = Path(settings.FILES) / source.path
    return path if path.exists() else None
