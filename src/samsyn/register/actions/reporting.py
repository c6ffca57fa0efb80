"""Saying how it goes: in three fields, with one click when nothing is new, or behind a link from a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from django.db import transaction

from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.money import Amount
from samsyn.kit.periods import swedish_day
from samsyn.kit.scales import State
from samsyn.kit.words import folded
from samsyn.post.actions import make_link, use_link
from samsyn.register.actions.initiatives import Invalid, add_estimate, check_days, require_on, tell
from samsyn.register.models import Initiative, StatusReport, StatusRequest
from samsyn.register.queries.asking import PAPER, quiet_days, request_of
from samsyn.register.rules import renews, says_something

PAPER_DAYS = timedelta(days=7)
"""How long the reporter's own paper lies behind its link."""


class NothingReported(Exception):
    """There is no earlier report that "inget nytt" could repeat."""


class LinkOver(Exception):
    """A link opens nothing any more."""


class Said(TypedDict, total=False):
    """What a report says; the end and the cost only where they have changed."""

    state: State
    happened: str
    needs: str
    end: date | None
    cost: Amount | None


@dataclass(frozen=True, slots=True)
class Filed:
    """A report filed behind a link, and the token of the link to the reporter's own paper (inlämnat)."""

    report: StatusReport
    token: str


@transaction.atomic
def report(
    *, by: Actor, at: datetime, initiative: Initiative, state: State, happened: str, needs: str = "",
    end: date | None = None, cost: Amount | None = None, nothing_new: bool = False,
) -> StatusReport:  # fmt: skip
    """Report how an initiative goes, in three fields; what has happened must be said (practice C, P7).

    A changed end or cost may go along. What repeats the latest report word for word says that nothing is new.
    """
    require_on(by, "report", initiative, at)
    return _file(
        by, at, initiative, state=state, happened=happened, needs=needs, end=end, cost=cost, nothing_new=nothing_new
    )  # fmt: skip


@transaction.atomic
def report_nothing_new(*, by: Actor, at: datetime, initiative: Initiative) -> StatusReport:
    """Report that the latest report still holds; raises NothingReported when there is none."""
    require_on(by, "report", initiative, at)
    return _file(by, at, initiative, nothing_new=True, **_as_before(initiative))


@transaction.atomic
def report_by_link(*, at: datetime, token: str, nothing_new: bool = False, **said: Unpack[Said]) -> Filed:
    """File the one report that a link from a mail is good for, in the name of the one who was asked, and shut it.

    Raises LinkOver for a link that is used, shut or too old, and Invalid, which leaves it open.
    """
    asked = request_of(token, swedish_day(at))
    if asked is None or use_link(token=token, at=at) is None:
        raise LinkOver
    initiative = Initiative.objects.select_for_update().get(pk=asked.initiative_id)
    given = _as_before(initiative) if nothing_new else said
    by = Actor("guest", asked.pk, asked.person.name)
    made = _file(by, at, initiative, nothing_new=nothing_new, **given)
    StatusRequest.objects.filter(pk=asked.pk).update(report=made)
    paper = make_link(opens=f"{PAPER}{asked.pk}", until=swedish_day(at) + PAPER_DAYS, at=at)
    return Filed(made, paper)


def _as_before(initiative: Initiative) -> Said:
    latest = initiative.reports.first()
    if latest is None:
        raise NothingReported("Skriv en första lägesrapport. Sedan räcker ett klick när inget är nytt.")
    return Said(state=State(latest.state), happened=latest.happened, needs=latest.needs)


def _file(
    by: Actor, at: datetime, initiative: Initiative, *, nothing_new: bool, **said: Unpack[Said]
) -> StatusReport:
    """Write a report down; only one that counts as fresh moves the day from which its age is counted (R11)."""
    state, happened, needs, day = said["state"], said["happened"], said.get("needs", ""), swedish_day(at)
    if not nothing_new and not says_something(happened):
        raise Invalid("Skriv vad som har hänt, eller välj Inget nytt.")
    nothing_new = nothing_new or _repeats(initiative.reports.first(), said)
    counts = renews(quiet_days(initiative, day), nothing_new=nothing_new)
    was = State(initiative.state)
    initiative.state, initiative.state_scale, initiative.state_raw = state.value, "samsyn", ""
    initiative.reported_on = day if counts else initiative.reported_on
    _set_end(initiative, said.get("end"))
    turned = "" if was is state else f" Läget gick från {was.label.lower()} till {state.label.lower()}."
    stale = "" if counts else " Inget nytt för många gånger i rad: räknas inte som färsk."
    sentence = f"Lägesrapport för {initiative.title}.{turned}{stale}"
    save(initiative, act=tell(initiative, by, at, "report", sentence))
    if (cost := said.get("cost")) is not None:
        add_estimate(initiative, cost, at)
    return StatusReport.objects.create(
        initiative=initiative, day=day, state=state.value, happened=happened, needs=needs,
        nothing_new=nothing_new, reporter=by.name, recorded_at=at,
    )  # fmt: skip


def _repeats(latest: StatusReport | None, said: Said) -> bool:
    """Return whether a report says what the latest one did and nothing else."""
    if latest is None:
        return False
    same = latest.state == said["state"].value and folded(latest.happened) == folded(said["happened"])
    more = said.get("end") or said.get("cost")
    return same and folded(latest.needs) == folded(said.get("needs", "")) and not more


def _set_end(initiative: Initiative, end: date | None) -> None:
    if end is not None:
        initiative.end, initiative.end_precision, initiative.end_raw = end, "day", ""
        check_days(initiative)
