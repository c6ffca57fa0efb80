"""A decision sent by mail to its recipients, their receipts, and the tasks that its points give (R53)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.cases.actions.guard import act_on
from samsyn.cases.actions.tasks import same_task
from samsyn.cases.models import Commission, DecisionPoint, Dispatch, Item
from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, decision
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed, access_for, require, secretaries
from samsyn.organisation.rules import Thing, handles
from samsyn.post.actions import make_link, queue

OPENS = "cases.dispatch:"
RECEIPT_DAYS = 90
"""How long a link to confirm receipt stays open."""


class NotSent(Exception):
    """A decision that cannot be sent like that; the text is the sentence for the screen."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How many a decision was mailed to, and the names of those without an address (utskick)."""

    sent: int
    without: list[str]


def ref_of(item: Item) -> Ref:
    """Return how a paragraph is referred to."""
    body = item.meeting.body
    return decision(body.short_name or body.name, item.meeting.day, item.paragraph)


def secret(item: Item) -> bool:
    """Return whether a paragraph belongs to a case under secrecy."""
    return item.cases.exclude(secrecy_ground="").exists()


@transaction.atomic
def send_decision(
    *, by: Actor, at: datetime, item: Item, rows: Mapping[int, str], address: Callable[[str], str]
) -> Posted:
    """Mail a decision to recipients, by their keys with the address to use where they have none of their own.

    A board's secretaries get it; each mail has a link to confirm receipt with. Once sent it is not sent again, and
    what is secret is not sent by mail. `address` turns a token into a whole web address. Raises NotSent.
    """
    body = item.meeting.body
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    if secret(item):
        raise NotSent("Beslutet är sekretessmarkerat. Skicka det på annat sätt och notera när.")
    ref, without, many = ref_of(item), [], 0
    for row in Dispatch.objects.filter(item=item, pk__in=list(rows), sent_on=None).select_related("body"):
        given = rows[row.pk]
        found = [given] if given else secretaries(row.body, swedish_day(at)) if row.body else []
        if not found:
            without.append(row.body.name if row.body else row.recipient)
            continue
        _post(row, found, item, ref, at, address)
        row.sent_on, row.sent_by, row.sent_to = swedish_day(at), by.name[:120], given or "nämndsekreteraren"
        row.save(update_fields=["sent_on", "sent_by", "sent_to"])
        many += 1
    if many:
        sentence = f"{ref} expedierades med e-post till {many} mottagare."
        record(by=by, at=at, verb="cases.dispatch", ref=ref, sentence=sentence, body_id=body.pk)
    return Posted(many, without)


def _post(
    row: Dispatch, found: list[str], item: Item, ref: Ref, at: datetime, address: Callable[[str], str]
) -> None:
    until = date.fromordinal(swedish_day(at).toordinal() + RECEIPT_DAYS)
    token = make_link(opens=f"{OPENS}{row.pk}", until=until, at=at)
    points = item.points.filter(replaced_at=None).order_by("order")
    said = "\n".join(f"{point.by} {point.force}: {point.text}".strip() for point in points)
    text = (
        f"{item.meeting.body.name} har {item.meeting.day} beslutat i {ref}, {item.title}.\n\n{said}\n\n"
        f"Läs beslutet och bekräfta att det har kommit fram: {address(token)}\n"
    )
    for to in found:
        queue(at=at, to=to, subject=f"Beslut {ref}: {item.title}"[:200], text=text, ref=ref)


@transaction.atomic
def confirm_receipt(*, by: Actor, at: datetime, row: Dispatch) -> None:
    """Note that a decision has come to its recipient, by one of the board's own or by the guest that its link let in.

    The first time counts. Raises NotAllowed, and NotSent for what has not been sent.
    """
    day = swedish_day(at)
    municipality = row.item.meeting.body.municipality_id
    own = by.kind == "guest" and by.id == row.pk
    if not own and row.body_id not in handles(access_for(by, day), municipality):
        raise NotAllowed("Mottagandet bekräftas av mottagarens egna.")
    if row.sent_on is None:
        raise NotSent("Beslutet är inte skickat än.")
    if row.receipt_on is None:
        row.receipt_on = day
        row.save(update_fields=["receipt_on"])
        ref, name = ref_of(row.item), row.body.name if row.body else row.recipient
        record(
            by=by, at=at, verb="cases.receipt", ref=ref, sentence=f"{name} bekräftade att {ref} har kommit.",
            body_id=row.item.meeting.body_id, secret=secret(row.item),
        )  # fmt: skip


@transaction.atomic
def give_task(
    *, by: Actor, at: datetime, point: DecisionPoint, body: Body, text: str, due: date | None = None,
    report_back: date | None = None,
) -> Commission:  # fmt: skip
    """Give a body a task out of a point of a decision: it waits for that body until it is answered (R53, R57).

    Given by who writes for the body that decided; the same task twice is one. Raises NotSent for a proposal.
    """
    item = point.item
    if item is None or point.force in ("föreslår", "föreslås"):
        raise NotSent("Punkten är ett förslag. Ett uppdrag ges av ett beslut.")
    decider = item.meeting.body
    require(by, "write", Thing("case", decider.municipality_id, decider.pk), swedish_day(at))
    if same := same_task(body, str(ref_of(item)), text, due):
        return same
    case = item.cases.order_by("pk").first()
    task = Commission(
        municipality=body.municipality, body=body, decided_by=str(ref_of(item))[:60], text=text, due=due, case=case,
        decided_on=item.meeting.day, secrecy_ground=case.secrecy_ground if case else "", point=point.order,
        report_back=report_back, addressee=body.name, due_precision="day" if due else "",
    )  # fmt: skip
    sentence = f"{body.name} fick ett uppdrag" + (f" att svara på senast {due}." if due else ".")
    save(task, act=act_on(task, ref_of(item), by, at, "commission", sentence))
    return task
