"""Writing traces: noted from outside, matched to an initiative, set aside, and taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require, thing
from samsyn.oversight.models import Trace
from samsyn.register.models import Initiative, System


class NoReason(ValueError):
    """Somebody set a trace aside without saying why; the text is the sentence for the screen."""


@transaction.atomic
def note_trace(
    *, by: Actor, at: datetime, body: Body, kind: str, origin: str, title: str, seen_on: date,
    amount: int | None = None, initiative: Initiative | None = None, quote: str = "", diary: str = "",
) -> Trace:  # fmt: skip
    """Note a sign of an initiative from outside the register; the same origin twice is one (R11). Amount in öre."""
    existing = Trace.objects.filter(municipality=body.municipality, kind=kind, origin=origin).first()
    if existing:
        return existing
    trace = Trace(
        municipality=body.municipality, body=body, kind=kind, origin=origin, title=title, amount=amount,
        seen_on=seen_on, initiative_number=initiative.number if initiative else None, quote=quote[:500], diary=diary,
    )  # fmt: skip
    require(by, "write", thing("initiative", trace), swedish_day(at))
    sentence = f"{trace.get_kind_display()} visar {title} hos {body.name}."
    _tell(by, at, trace, "note_trace", sentence, Ref(origin))
    return trace


@transaction.atomic
def match(*, by: Actor, at: datetime, trace: Trace, initiative: Initiative, why: str = "") -> int:
    """Say which initiative a trace belongs to; a person's yes, never a guess (R11).

    Other years of the same thing at the same board that nobody has placed go with it. Returns how many were matched.
    """
    require(by, "write", thing("initiative", trace), swedish_day(at))
    years = Trace.objects.filter(
        municipality=trace.municipality_id, body=trace.body_id, key=trace.key, kind__in=Trace.PAID,
        initiative_number=None, dismissed=False,
    )  # fmt: skip
    also = list(years.exclude(pk=trace.pk)) if trace.key and trace.kind in Trace.PAID else []
    for one in [trace, *also]:
        one.initiative_number, one.by_hand, one.dismissed = initiative.number, True, False
        one.why = why or f"{by.name} kopplade det"
        _tell(by, at, one, "match", f"{one.title} hör till {initiative.ref}.", initiative.ref)
    return 1 + len(also)


@transaction.atomic
def dismiss(*, by: Actor, at: datetime, trace: Trace, why: str) -> None:
    """Say that a trace is no digitalisation, and why; it is kept but counted nowhere. Raises NoReason."""
    require(by, "write", thing("initiative", trace), swedish_day(at))
    if not why.strip():
        raise NoReason("Skriv varför det inte är digitalisering. Skälet sparas.")
    trace.initiative_number, trace.dismissed, trace.by_hand, trace.why = None, True, True, why.strip()[:500]
    _tell(
        by, at, trace, "dismiss", f"{trace.title} är inte digitalisering.", Ref(trace.origin[:120]), trace.why
    )


@transaction.atomic
def reopen(*, by: Actor, at: datetime, trace: Trace) -> None:
    """Take back what was said of a trace, by a person or a key; no key says it again."""
    require(by, "write", thing("initiative", trace), swedish_day(at))
    before = f"Togs tillbaka av {by.name}. Innan: {trace.why}" if trace.why else f"Togs tillbaka av {by.name}"
    trace.initiative_number, trace.dismissed, trace.by_hand, trace.why = None, False, True, before[:500]
    _tell(by, at, trace, "reopen", f"{trace.title} är öppet igen.", Ref(trace.origin[:120]))


@transaction.atomic
def mark_as_system(*, by: Actor, at: datetime, system: System) -> None:
    """Give the trace of a system the system's mark of secrecy, or take it away with it."""
    require(by, "write", thing("initiative", system), swedish_day(at))
    found = Trace.objects.filter(
        municipality=system.municipality_id, kind="system", key=f"system {system.pk}"
    )
    for one in found.exclude(secrecy_ground=system.secrecy_ground):
        one.secrecy_ground = system.secrecy_ground
        sentence = f"Sekretessen för spåret {one.title} är som systemets."
        _tell(by, at, one, "mark_as_system", sentence, Ref(one.origin[:120]))


def _tell(by: Actor, at: datetime, trace: Trace, verb: str, sentence: str, ref: Ref, why: str = "") -> None:
    act = record(
        by=by, at=at, verb=f"oversight.{verb}", ref=ref, sentence=sentence, body_id=trace.body_id, why=why,
        secret=bool(trace.secrecy_ground),
    )  # fmt: skip
    save(trace, act=act)
