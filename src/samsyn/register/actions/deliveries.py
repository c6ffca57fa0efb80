"""Writing catalogues of base deliveries, and what initiatives and deliveries leave out (R18, R19)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from samsyn.history.actions import record, save, still
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import access_for, may, require
from samsyn.organisation.rules import Thing
from samsyn.register.actions.initiatives import Invalid, require_on
from samsyn.register.models import BaseDelivery, Catalogue, CatalogueItem, Initiative, ScopeGap

NOBODY = DecisionRef("", None, "")


class ItemFields(TypedDict, total=False):
    """What a catalogue says of a delivery."""

    content: str
    boundary: str
    payer: str
    price: str


class GapFields(TypedDict, total=False):
    """What people say of something left out; `body` takes it over."""

    body: Body | None
    case_number: str
    due: date | None
    taken_on: date | None


def _require(by: Actor, at: datetime, body: Body) -> None:
    require(by, "write", Thing("initiative", body.municipality_id, body.pk), swedish_day(at))


def _tell(by: Actor, at: datetime, verb: str, catalogue: Catalogue, sentence: str) -> Act:
    ref = Ref(f"Basleveranser {catalogue.edition}")
    return record(
        by=by, at=at, verb=f"register.{verb}", ref=ref, sentence=sentence, body_id=catalogue.body_id
    )


def _still_a_draft(catalogue: Catalogue) -> None:
    if catalogue.valid_from is not None:
        raise Invalid(
            f"Katalogen {catalogue} gäller från {catalogue.valid_from} och ändras inte. Börja en ny version."
        )


@transaction.atomic
def draft_catalogue(
    *, by: Actor, at: datetime, body: Body, edition: str, before: Catalogue | None = None
) -> Catalogue:
    """Begin a version of the catalogue, with all that the version before says when one is given (R18).

    Raises Invalid when there is a version by that name.
    """
    _require(by, at, body)
    here = body.municipality
    if Catalogue.objects.filter(municipality=here, edition=edition).exists():
        raise Invalid(f"Det finns redan en katalog {edition}. Ge den nya ett annat namn.")
    catalogue = Catalogue(municipality=here, body=body, edition=edition)
    sentence = f"Ett utkast till basleveranser {edition} lades upp."
    save(catalogue, act=_tell(by, at, "draft_catalogue", catalogue, sentence))
    items = list(before.items.all()) if before else []
    for item in items:
        item.pk, item.catalogue = None, catalogue
    CatalogueItem.objects.bulk_create(items)
    return catalogue


@transaction.atomic
def set_item(
    *, by: Actor, at: datetime, catalogue: Catalogue, name: str, body: Body | None = None, owner: str = "",
    item: CatalogueItem | None = None, **fields: Unpack[ItemFields],
) -> CatalogueItem:  # fmt: skip
    """Add a delivery to a draft, or change the item given, and who answers for the delivery.

    Raises Invalid when the catalogue is decided, or has a delivery by that name.
    """
    _require(by, at, catalogue.body)
    _still_a_draft(catalogue)
    others = catalogue.items.exclude(pk=item.pk) if item else catalogue.items.all()
    if others.filter(name__iexact=name).exists():
        raise Invalid(f"Katalogen har redan en basleverans som heter {name}. Ändra den i stället.")
    delivery = item.delivery if item else BaseDelivery(municipality=catalogue.municipality)
    whose = body or (item.delivery.body if item else catalogue.body)
    done = "ändrades" if item else "lades till"
    act = _tell(by, at, "set_item", catalogue, f"Basleveransen {name} {done} i {catalogue}.")
    new_name = name if delivery.pk is None else delivery.name
    if delivery.pk is None or (delivery.body_id, delivery.owner) != (whose.pk, owner):
        delivery.name, delivery.body, delivery.owner = new_name, whose, owner
        save(delivery, act=act)
    one = item or CatalogueItem(catalogue=catalogue, delivery=delivery)
    one.name = name
    for key, value in fields.items():
        setattr(one, key, value)
    one.save()
    return one


@transaction.atomic
def remove_item(*, by: Actor, at: datetime, item: CatalogueItem) -> None:
    """Take a delivery out of a draft; the delivery itself and what earlier versions say stay."""
    _require(by, at, item.catalogue.body)
    _still_a_draft(item.catalogue)
    _tell(by, at, "remove_item", item.catalogue, f"Basleveransen {item.name} togs ut ur {item.catalogue}.")
    item.delete()


@transaction.atomic
def decide_catalogue(
    *, by: Actor, at: datetime, catalogue: Catalogue, valid_from: date, decided_by: DecisionRef = NOBODY,
    case_number: str = "",
) -> None:  # fmt: skip
    """Say by which decision a draft is adopted and from when it is in force; the one before ends that day.

    Deliveries are called from then what the draft calls them. Raises Invalid for one that is decided already, is
    empty, or would begin before the one that is in force.
    """
    _require(by, at, catalogue.body)
    _still_a_draft(catalogue)
    items = list(catalogue.items.select_related("delivery"))
    if not items:
        raise Invalid("Katalogen är tom. Lägg till basleveranser innan den beslutas.")
    decided = Catalogue.objects.filter(municipality=catalogue.municipality, valid_from__isnull=False)
    for other in decided.filter(valid_to=None):
        if other.valid_from is None or other.valid_from >= valid_from:
            raise Invalid(f"Katalogen {other} gäller från {other.valid_from}. Välj en senare dag än så.")
        other.valid_to = valid_from
        save(
            other,
            act=_tell(by, at, "replace_catalogue", other, f"Basleveranser {other} ersätts {valid_from}."),
        )
    catalogue.valid_from, catalogue.case_number = valid_from, case_number
    catalogue.decided_body, catalogue.decided_on = decided_by.body, decided_by.day
    catalogue.decided_paragraph = decided_by.paragraph
    whose = f" ({decided_by})" if decided_by.body else ", utan känt beslut"
    act = _tell(
        by, at, "decide_catalogue", catalogue, f"Basleveranser {catalogue} gäller från {valid_from}{whose}."
    )
    save(catalogue, act=act)
    for item in items:
        if item.delivery.name != item.name:
            item.delivery.name = item.name
            save(item.delivery, act=act)


@transaction.atomic
def leave_out(
    *, by: Actor, at: datetime, text: str, of: Initiative | BaseDelivery, **fields: Unpack[GapFields]
) -> ScopeGap:
    """Say what an initiative or a base delivery leaves out, who takes it over and when, as far as is known (R19)."""
    here = of.municipality
    gap = ScopeGap(municipality=here, text=text, **fields)
    if isinstance(of, Initiative):
        gap.initiative = of
    else:
        gap.delivery = of
    _save_gap(by, at, gap, f"Avgränsning: {text}")
    return gap


@transaction.atomic
def change_gap(
    *, by: Actor, at: datetime, gap: ScopeGap, text: str, seen: int | None = None, **fields: Unpack[GapFields]
) -> None:
    """Change what is said of something left out; whoever takes it over may say that it has.

    Raises SavedMeanwhile when somebody has saved it after the act `seen`.
    """
    still(gap, seen)
    taken = fields.get("taken_on")
    before = gap.body
    gap.text = text
    for name, value in fields.items():
        setattr(gap, name, value)
    done = f"togs över {taken}" if taken else "ändrades"
    _save_gap(by, at, gap, f"Avgränsningen {text[:120]} {done}.", before)


def _save_gap(by: Actor, at: datetime, gap: ScopeGap, sentence: str, taker: Body | None = None) -> None:
    """Save something left out, by those who write the initiative or delivery or, once named, for the taker."""
    own = gap.initiative or gap.delivery
    assert own is not None
    secret = bool(gap.initiative and gap.initiative.secrecy_ground)
    theirs = Thing("initiative", gap.municipality_id, taker.pk, secret) if taker else None
    if theirs is None or not may(access_for(by, swedish_day(at)), "write", theirs):
        if gap.initiative:
            require_on(by, "write", gap.initiative, at)
        else:
            _require(by, at, own.body)
    if gap.taken_on and gap.taken_on > swedish_day(at):
        raise Invalid("Dagen då det togs över har inte varit än. Skriv den under Senast i stället.")
    ref = gap.initiative.ref if gap.initiative else Ref(own.name[:120])  # type: ignore[union-attr]
    act = record(
        by=by, at=at, verb="register.leave_out", ref=ref, sentence=sentence[:250], body_id=own.body_id,
        secret=secret,
    )  # fmt: skip
    save(gap, act=act)
