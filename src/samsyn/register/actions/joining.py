"""Joint initiatives: a board takes part in another's instead of beginning its own; drafts that are thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from samsyn.history.actions import remove, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.organisation.models import Body
from samsyn.organisation.queries import access_for, exists, may, require
from samsyn.organisation.rules import Thing
from samsyn.register.actions.initiatives import Invalid, require_on, tell
from samsyn.register.models import ENDED, Initiative, Participation, Phase


@transaction.atomic
def join(*, by: Actor, at: datetime, initiative: Initiative, body: Body, need: str = "") -> Participation:
    """Let a board take part in another's initiative, with what it needs from it; counted once, with its owner (R65).

    The right to write for the board that joins is enough: the owner is told in the initiative's history. Raises Invalid
    when it is the board's own, has ended, is secret or a draft, or the board takes part already.
    """
    day = swedish_day(at)
    require_on(by, "read", initiative, at)
    require(by, "write", Thing("initiative", body.municipality_id, body.pk), day)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if sentence := _unfit(initiative, body) or _body_unfit(initiative, body, at):
        raise Invalid(sentence)
    joined = Participation(initiative=initiative, body=body, need=need.strip(), valid_from=day)
    act = tell(initiative, by, at, "join", f"{body.name} anslöt till {initiative.title}.", need.strip())
    save(joined, act=act)
    if initiative.reach == "one":
        initiative.reach = "several"
        save(initiative, act=act)
    return joined


def _unfit(initiative: Initiative, body: Body) -> str:
    """Return why nobody can join an initiative, or why its own board can't; nothing when it can be joined."""
    reasons = (
        (initiative.body_id == body.pk, f"{initiative.ref} är redan {body.name}s eget. Fortsätt på det i stället."),
        (initiative.draft, f"{initiative.ref} är ett utkast. Vänta tills det är registrerat."),
        (bool(initiative.secrecy_ground), f"{initiative.ref} är sekretessmarkerat och kan inte vara gemensamt."),
        (Phase(initiative.phase) in ENDED, f"{initiative.ref} är avslutat. Kopiera från det i stället."),
    )  # fmt: skip
    return next((sentence for holds, sentence in reasons if holds), "")


def _body_unfit(initiative: Initiative, body: Body, at: datetime) -> str:
    if body.municipality_id != initiative.municipality_id:
        return f"{body} finns i en annan kommun."
    if not exists(body.valid_from, body.valid_to, swedish_day(at)):
        return f"{body} finns inte {swedish_day(at)}. Välj en nämnd som finns."
    if initiative.participations.filter(body=body, valid_to=None).exists():
        return f"{body.name} deltar redan i {initiative.ref}."
    return ""


@transaction.atomic
def leave(*, by: Actor, at: datetime, participation: Participation, why: str) -> None:
    """End a board's part in an initiative from today; its own people may, and those who write the initiative.

    Raises Invalid without a reason, or when it has ended already.
    """
    initiative, body, day = participation.initiative, participation.body, swedish_day(at)
    own = Thing("initiative", body.municipality_id, body.pk)
    if not may(access_for(by, day), "write", own):
        require_on(by, "write", initiative, at)
    if participation.valid_to is not None:
        raise Invalid(f"{body.name} lämnade {initiative.ref} {participation.valid_to}.")
    if not why.strip():
        raise Invalid("Skriv varför nämnden lämnar.")
    participation.valid_to = day
    save(
        participation,
        act=tell(initiative, by, at, "leave", f"{body.name} lämnade {initiative.title}.", why.strip()),
    )


@transaction.atomic
def discard(*, by: Actor, at: datetime, initiative: Initiative) -> None:
    """Throw a draft away; its number is not used again and its versions stay in the history.

    Raises Invalid for what is no draft: that is stopped or refused instead, with a reason.
    """
    require_on(by, "write", initiative, at)
    if not initiative.draft:
        raise Invalid(f"{initiative.ref} är inget utkast. Avbryt det under Byt fas, med ett skäl.")
    act = tell(initiative, by, at, "discard", f"Utkastet {initiative.title} kastades.")
    try:
        remove(initiative, act=act)
    except ProtectedError as held:
        raise Invalid(
            f"Annat hänger på {initiative.ref}. Registrera det och avbryt det med ett skäl."
        ) from held
