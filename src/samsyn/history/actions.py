"""Writing history: acts in a hash chain, versions of rows, sources and quotes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from samsyn.history.models import Act, ChainHead, Source
from samsyn.history.queries import content, saved_by
from samsyn.history.rules import link_hash
from samsyn.history.versions import close, version
from samsyn.kit.actors import Actor
from samsyn.kit.files import keep_whole
from samsyn.kit.refs import Ref


@transaction.atomic
def record(
    *,
    by: Actor,
    at: datetime,
    verb: str,
    ref: Ref,
    sentence: str,
    why: str = "",
    body_id: int | None = None,
    secret: bool = False,
    details: dict[str, Any] | None = None,
) -> Act:
    """Add one act to the chain and return it; the sentence is what people read (R82)."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    act = Act(
        at=at, actor_kind=by.kind, actor_id=by.id, actor_name=by.name, verb=verb, ref=ref, sentence=sentence,
        why=why, body_id=body_id, secret=secret, previous=head.hash,
        details=json.dumps(details or {}, ensure_ascii=False, sort_keys=True, default=str),
    )  # fmt: skip
    act.hash = link_hash(act.previous, content(act))
    act.save()
    ChainHead.objects.filter(pk=1).update(act_id=act.pk, hash=act.hash)
    return act


@dataclass(frozen=True, slots=True)
class Told:
    """One of many things done at once: to what, in a sentence, and whose it is (händelse i mängd)."""

    ref: Ref
    sentence: str
    body_id: int | None = None
    secret: bool = False
    details: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_many(*, by: Actor, at: datetime, verb: str, told: Sequence[Told]) -> list[Act]:
    """Add an act of one kind for each of many things, as `record` does one by one but at once."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    added: list[Act] = []
    for one in told:
        act = Act(
            at=at, actor_kind=by.kind, actor_id=by.id, actor_name=by.name, verb=verb, ref=one.ref,
            sentence=one.sentence, body_id=one.body_id, secret=one.secret, previous=head.hash,
            details=json.dumps(one.details, ensure_ascii=False, sort_keys=True, default=str),
        )  # fmt: skip
        act.hash = head.hash = link_hash(act.previous, content(act))
        added.append(act)
    added = Act.objects.bulk_create(added, batch_size=500)
    if added:
        ChainHead.objects.filter(pk=1).update(act_id=added[-1].pk, hash=head.hash)
    return added


class SavedMeanwhile(Exception):
    """Somebody saved between the reading and the writing; `act` is that save."""

    def __init__(self, act: Act) -> None:
        super().__init__("Någon sparade före dig.")
        self.act = act


def still(row: models.Model, seen: int | None) -> None:
    """Lock a versioned row until the end, and raise SavedMeanwhile when an act after `seen` has saved it.

    `seen` is the latest act when the writer read the row (`queries.latest_act`), None for whoever has read nothing.
    """
    if seen is None or row.pk is None:
        return
    type(row)._default_manager.select_for_update().get(pk=row.pk)
    latest = saved_by(row)
    if latest.pk > seen:
        raise SavedMeanwhile(latest)


def save(row: models.Model, *, act: Act) -> None:
    """Save one versioned row and store its version under the act."""
    row._act = act  # type: ignore[attr-defined]  # read by Versions
    row.save()


def save_new(rows: Sequence[Any], *, act: Act) -> None:
    """Save many new versioned rows of one model at once, with their versions."""
    if rows:
        model = type(rows[0])
        model.objects.bulk_create(rows, batch_size=500)
        model.history.model.objects.bulk_create([version(row, "+", act) for row in rows], batch_size=500)


def save_changed(rows: Sequence[Any], fields: Sequence[str], *, act: Act) -> None:
    """Save named fields of many existing versioned rows of one model at once, with new versions."""
    if rows:
        model = type(rows[0])
        # An upsert by key: bulk_update builds a CASE per field and row and takes three times as long.
        model.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=[model._meta.pk.name],
            update_fields=fields,
        )
        close(model, [row.pk for row in rows], act.at)
        model.history.model.objects.bulk_create([version(row, "~", act) for row in rows], batch_size=500)


def remove(row: Any, *, act: Act) -> None:
    """Delete a versioned row; its versions stay and end at the act."""
    row._act = act
    row.delete()


def checksum(data: bytes) -> str:
    """Return the SHA-256 of a file as hex."""
    return hashlib.sha256(data).hexdigest()


def keep(*, data: bytes, name: str, at: datetime) -> Source:
    """Keep a file by its checksum and return its row; the same bytes twice are one."""
    digest = checksum(data)
    keep_whole(Path(settings.FILES), digest, data)
    kind = name.rpartition(".")[2].lower()[:10]
    source, _ = Source.objects.get_or_create(
        sha256=digest,
        defaults={"name": name[:255], "size": len(data), "kind": kind, "path": digest, "received_at": at},
    )
    return source
