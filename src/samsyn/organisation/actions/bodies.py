"""Writing municipalities, bodies and the names that texts use for them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.words import folded
from samsyn.organisation.models import Administration, Body, BodyAlias, Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import WITHOUT_DIARY, Thing


def require_administrator(by: Actor, municipality: Municipality | None, at: datetime) -> None:
    """Raise NotAllowed unless the actor administers the municipality, or all of them when none is given."""
    what = Thing("organisation", municipality.pk if municipality else None, None)
    require(by, "administer", what, swedish_day(at))


@transaction.atomic
def found_municipality(*, by: Actor, at: datetime, code: str, name: str) -> Municipality:
    """Add a municipality, or return the one that has the code already."""
    existing = Municipality.objects.filter(code=code).first()
    if existing:
        return existing
    require_administrator(by, None, at)
    record(by=by, at=at, verb="organisation.found", ref=Ref(name), sentence=f"{name} lades upp.")
    return Municipality.objects.create(code=code, name=name)


@transaction.atomic
def add_body(
    *,
    by: Actor,
    at: datetime,
    municipality: Municipality,
    name: str,
    kind: str = "board",
    short_name: str = "",
    diary_code: str = "",
    parent: Body | None = None,
    confirmed: bool = True,
    valid_from: date | None = None,
) -> Body:
    """Add a body to a municipality; an import adds it unconfirmed, for somebody to confirm."""
    if confirmed:
        require_administrator(by, municipality, at)
    state = "lades upp" if confirmed else "lades upp obekräftat vid inläsning"
    act = record(by=by, at=at, verb="organisation.add_body", ref=Ref(name), sentence=f"{name} {state}.")
    body = Body(
        municipality=municipality, name=name, kind=kind, short_name=short_name, diary_code=diary_code,
        parent=parent, confirmed=confirmed, valid_from=valid_from,
    )  # fmt: skip
    save(body, act=act)
    return body


@transaction.atomic
def confirm_body(*, by: Actor, at: datetime, body: Body) -> None:
    """Say that a body which an import added is one of the municipality's; one that is confirmed stays so."""
    require_administrator(by, body.municipality, at)
    if body.confirmed:
        return
    sentence = f"{body.name} bekräftades."
    act = record(
        by=by, at=at, verb="organisation.confirm", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    body.confirmed = True
    save(body, act=act)


@transaction.atomic
def rename_body(*, by: Actor, at: datetime, body: Body, name: str, short_name: str | None = None) -> None:
    """Give a body a new name, and short name if one is given, from now on; earlier days keep the old ones.

    Texts from before that day may still call it by the old name, which becomes an alias until then.
    """
    require_administrator(by, body.municipality, at)
    short = body.short_name if short_name is None else short_name
    if (name, short) == (body.name, body.short_name):
        return
    sentence = f"{body.name} heter nu {name}{f' ({short})' if short else ''}."
    act = record(by=by, at=at, verb="organisation.rename", ref=Ref(name), sentence=sentence, body_id=body.pk)
    old = body.name
    body.name, body.short_name = name, short
    save(body, act=act)
    if folded(old) != folded(name):
        day = swedish_day(at)
        learn_alias(by=by, at=at, body=body, name=old, learned_from=sentence, valid_to=day)


@transaction.atomic
def set_period(
    *, by: Actor, at: datetime, body: Body, valid_from: date | None, valid_to: date | None
) -> None:
    """Say from when until when a body exists, the last day not counted; groups are told by it."""
    require_administrator(by, body.municipality, at)
    if (valid_from, valid_to) == (body.valid_from, body.valid_to):
        return
    sentence = f"{body.name} finns från {valid_from or 'början'} till {valid_to or 'vidare'}."
    act = record(
        by=by, at=at, verb="organisation.period", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    body.valid_from, body.valid_to = valid_from, valid_to
    save(body, act=act)


@transaction.atomic
def learn_alias(
    *, by: Actor, at: datetime, body: Body, name: str, learned_from: str = "", valid_from: date | None = None,
    valid_to: date | None = None,
) -> BodyAlias | None:  # fmt: skip
    """Note that texts call a body by another name, as somebody has confirmed; one that is known stays as it is.

    Nothing is learned from a name that is another body's own, short or learned name: that is for a person to sort out.
    """
    key = folded(name)
    mine = BodyAlias.objects.filter(body=body, key=key).first()
    if mine or not key:
        return mine
    others = Body.objects.filter(municipality=body.municipality).exclude(pk=body.pk)
    taken = {folded(word) for names in others.values_list("name", "short_name") for word in names}
    if key in taken or BodyAlias.objects.filter(body__in=others, key=key).exists():
        return None
    sentence = f"{name} är ett annat namn på {body.name}."
    record(
        by=by, at=at, verb="organisation.learn_alias", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    return BodyAlias.objects.create(
        body=body, name=name[:160], key=key[:160], valid_from=valid_from, valid_to=valid_to,
        learned_from=learned_from[:255], confirmed_by=by.name, recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def forget_alias(*, by: Actor, at: datetime, alias: BodyAlias) -> None:
    """Take away a name that a body should not be known by."""
    body = alias.body
    require_administrator(by, body.municipality, at)
    sentence = f"{alias.name} är inte längre ett annat namn på {body.name}."
    record(
        by=by, at=at, verb="organisation.forget_alias", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    alias.delete()


@transaction.atomic
def learn_diary_code(*, by: Actor, at: datetime, body: Body, code: str) -> None:
    """Note the code of a body's diary numbers, when it has none and the code is no other body's (DESIGN §3).

    A council or committee has no diary of its own, so it learns none.
    """
    same = Body.objects.filter(municipality=body.municipality, diary_code__iexact=code)
    if not code or body.diary_code or body.kind in WITHOUT_DIARY or same.exists():
        return
    sentence = f"{body.name} har diariekoden {code}."
    act = record(
        by=by, at=at, verb="organisation.learn_code", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    body.diary_code = code
    save(body, act=act)


@transaction.atomic
def add_administration(*, by: Actor, at: datetime, body: Body, name: str) -> Administration:
    """Add the administration that works for a body."""
    require_administrator(by, body.municipality, at)
    act = record(
        by=by, at=at, verb="organisation.add_administration", ref=Ref(name), sentence=f"{name} lades upp."
    )
    office = Administration(body=body, name=name)
    save(office, act=act)
    return office
