"""What has happened since a day, what waits for an answer, and how bodies judge themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from samsyn.cases.models import Case as Matter
from samsyn.cases.models import Commission, Item
from samsyn.governance.models import Assessment
from samsyn.history.models import Act
from samsyn.history.queries import acts, rows
from samsyn.kit.periods import SWEDEN, end_of
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import RoleHolding
from samsyn.organisation.rules import Role
from samsyn.oversight.queries.scope import Lens
from samsyn.oversight.rules import TOLD, Happened
from samsyn.register.models import Initiative
from samsyn.register.queries import refs

DAYS_BACK = 30


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A task from a decision that nobody has answered; `late` is days past due, below zero before (uppdrag)."""

    id: int
    decided_by: str
    decided_on: date
    text: str
    body_id: int
    due: date | None
    reminders: int
    in_preparation: bool
    case_key: str | None
    late: int | None

    @property
    def told(self) -> str:
        """Return the task as a sentence of its own; minutes quote it from the middle of one."""
        return self.text[:1].upper() + self.text[1:]

    @property
    def overdue(self) -> bool:
        """Return whether the last day has passed."""
        return (self.late or 0) > 0


def last_meeting(lens: Lens) -> date:
    """Return the executive board's last meeting before the day, as recorded then, else a day a month back."""
    found: date | None = _meetings(lens).aggregate(day=Max("meeting__day"))["day"]
    return found or lens.day - timedelta(days=DAYS_BACK)


def _meetings(lens: Lens) -> QuerySet[Item]:
    return Item.objects.order_by().filter(
        meeting__body__municipality=lens.municipality, meeting__body__kind="executive",
        meeting__day__lt=lens.day, recorded_at__lt=lens.end,
    )  # fmt: skip


def unanswered(lens: Lens) -> list[Unanswered]:
    """Return the tasks without an answer, the most overdue first and those without a last day at the end."""
    waiting = lens.visible(Commission, "case").filter(answered_on=None)
    fields = ("id", "decided_by", "decided_on", "text", "body_id", "due", "reminders", "in_preparation")
    ordered = waiting.order_by(F("due").asc(nulls_last=True), "decided_on", "id")
    return [
        Unanswered(**row, late=(lens.day - row["due"]).days if row["due"] else None)
        for row in ordered.values(*fields, case_key=F("case__key"))
    ]


def judged(lens: Lens) -> tuple[date, dict[int, tuple[Verdict, Verdict | None]]]:
    """Return the day of `last_meeting`, and each body's own latest verdict on its steering with the one it had then.

    One query, since every page about the whole municipality asks for both.
    """
    given = rows(Assessment, lens.as_of).filter(
        assessor="own", body__municipality_id=lens.municipality.pk, day__lte=lens.day
    )
    told = given.order_by().values_list("body_id", "day", "verdict", "id")
    met = _meetings(lens).values("meeting__body_id").annotate(day=Max("meeting__day"), last=Max("pk"))
    days = met.annotate(verdict=Value("")).values_list("meeting__body_id", "day", "verdict", "last")
    found: dict[int, tuple[Verdict, Verdict | None]] = {}
    ordered = sorted(told.union(days, all=True), key=lambda row: (row[1], row[3]))
    since = max((day for _, day, key, _ in ordered if not key), default=lens.day - timedelta(days=DAYS_BACK))
    for body_id, day, key, _ in ordered:
        if key:
            earlier = Verdict(key) if day <= since else found.get(body_id, (None, None))[1]
            found[body_id] = (Verdict(key), earlier)
    return since, found


def open_acts(lens: Lens, since: date) -> QuerySet[Act]:
    """Return the municipality's open acts after a day, newest first; what is secret today is left out always."""
    found = acts(as_of=lens.as_of, since=end_of(since)).filter(
        body_id__in=list(lens.bodies), verb__in=list(TOLD)
    )
    hidden = Initiative.objects.exclude(secrecy_ground="").filter(municipality=lens.municipality)
    cases = Matter.objects.exclude(secrecy_ground="").filter(municipality=lens.municipality)
    return found.exclude(ref__in=refs(hidden)).exclude(ref__in=cases.values("number"))


def happened(lens: Lens, since: date) -> list[Happened]:
    """Return what has happened after a day, acts of one kind on one day together, newest first."""
    grouped = (
        open_acts(lens, since)
        .order_by()
        .annotate(day=TruncDate("at", tzinfo=SWEDEN))
        .values("day", "verb", "body_id")
    )
    told = grouped.annotate(
        rows=Count("*"), one=Max("sentence"), of=Max("ref"), last=Max("pk", output_field=IntegerField())
    )
    merged: dict[tuple[date, str], list[tuple[int, int, str, str, int]]] = defaultdict(list)
    for day, verb, *rest in told.values_list("day", "verb", "body_id", "rows", "one", "of", "last"):
        merged[day, verb].append(tuple(rest))
    return sorted(
        (_together(lens, day, verb, parts) for (day, verb), parts in merged.items()),
        key=lambda one: (one.day, one.order),
        reverse=True,
    )


def _together(lens: Lens, day: date, verb: str, parts: list[tuple[int, int, str, str, int]]) -> Happened:
    names = tuple(lens.bodies[body_id].name for body_id, *_ in sorted(parts, key=lambda part: part[0]))
    many = sum(rows for _, rows, *_ in parts)
    _, _, sentence, ref, _ = parts[0]
    return Happened(
        day, verb, many, names, sentence if many == 1 else "", Ref(ref) if many == 1 else None,
        max(part[4] for part in parts),
    )  # fmt: skip


def secretary(body_id: int, on: date) -> str:
    """Return the e-mail address of a body's secretary that day, empty where there is none."""
    held = RoleHolding.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), body_id=body_id, role=Role.SECRETARY.value, valid_from__lte=on
    ).exclude(person__email="")
    return held.order_by("-valid_from", "pk").values_list("person__email", flat=True).first() or ""
