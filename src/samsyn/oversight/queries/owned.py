"""Every kind of row that somebody answers for, as a table; what hangs on a body or unit, and what hangs on nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    F,
    IntegerField,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from samsyn.audits.models import Audit, Recommendation
from samsyn.cases.models import Case as CaseRow
from samsyn.cases.models import Commission
from samsyn.governance.models import Feedback, Goal, Programme, Responsibility, ResponsibilityQuestion
from samsyn.history.queries import rows
from samsyn.inquiries.models import Inquiry, Instruction, Recipient
from samsyn.kit.refs import numbered
from samsyn.money.models import BudgetLine, CostCentre
from samsyn.organisation.models import Administration, Body, Municipality, Owned, RoleHolding, Unit
from samsyn.organisation.queries import OPEN, visible
from samsyn.organisation.queries.changes import Key, Picture, heir, picture
from samsyn.organisation.rules import Access, Kind
from samsyn.oversight.models import Trace
from samsyn.planning.models import Forum, ForumMember
from samsyn.register.models import ENDED, Initiative, Participation, System


def _always(day: date) -> Q:
    return Q()


def _until(field: str) -> Callable[[date], Q]:
    return lambda day: Q(**{field: None}) | Q(**{f"{field}__gt": day})


def _going(day: date) -> Q:
    return ~Q(phase__in=[phase.value for phase in ENDED])


def _unpaid(day: date) -> Q:
    """Return the filter for traces that are no payments: those stay with who paid."""
    return ~Q(kind__in=Trace.PAID)


def _year(day: date) -> Q:
    return Q(year__gte=day.year)


@dataclass(frozen=True, slots=True)
class Owning:
    """A kind of row with an owner: `field` points at the body, `still` says which rows matter on a day (ägt slag).

    A reader may see a row by the policy's `sort`; without one all may. `number` and `prefix` make its reference.
    `open` tells an investigation that should not linger, `due` the day it should be ready. What is `structure` may be
    made ready for a body that is not formed yet.
    """

    key: str
    label: str
    model: Any
    title: str
    sort: Kind | None = None
    field: str = "body"
    still: Callable[[date], Q] = _always
    number: str = ""
    prefix: str = ""
    due: str = ""
    open: Q | None = None
    structure: bool = False

    @property
    def unit(self) -> bool:
        """Return whether its rows may belong to a unit of the body."""
        return self.model in (Initiative, System)

    @property
    def keys(self) -> list[str]:
        """Return the columns that point at an owner."""
        secrecy = ["secrecy_owner"] if issubclass(self.model, Owned) else []
        return [self.field, *secrecy, *(["unit"] if self.unit else [])]


EVERY = Q(id__isnull=False)
MOVES = (
    Owning("unit", "Enheter", Unit, "name", still=_until("valid_to"), structure=True),
    Owning("administration", "Förvaltningar", Administration, "name", structure=True),
    Owning("committee", "Utskott", Body, "name", field="parent", still=_until("valid_to"), structure=True),
    Owning("role", "Roller", RoleHolding, "person__name", still=_until("valid_to"), structure=True),
    Owning("initiative", "Initiativ", Initiative, "title", "initiative", still=_going, number="number", prefix="I",
        due="end", open=Q(phase="study")),
    Owning("participation", "Deltagande i andras initiativ", Participation, "body__name", still=_until("valid_to"),
        number="initiative__number", prefix="I"),
    Owning("system", "System", System, "name", "initiative", due="contract_end"),
    Owning("case", "Öppna ärenden", CaseRow, "number", "case", still=_until("closed"), open=EVERY),
    Owning("commission", "Uppdrag ur beslut", Commission, "text", "case", still=_until("answered_on"), due="due",
        open=EVERY),
    Owning("inquiry", "Remisser", Inquiry, "title", "inquiry", due="deadline"),
    Owning("recipient", "Remissvar att lämna", Recipient, "inquiry__title", still=_until("replied_on"),
        due="inquiry__deadline", open=EVERY),
    Owning("instruction", "Rapporteringsanvisningar", Instruction, "title", "inquiry", still=_until("valid_to")),
    Owning("reporter", "Rapportering att lämna", Instruction.bodies.through, "instruction__title", structure=True),
    Owning("audit", "Granskningar", Audit, "title", "audit", number="number", prefix="G"),
    Owning("recommendation", "Rekommendationer", Recommendation, "text", "audit", number="audit__number", prefix="R"),
    Owning("budget", "Medel", BudgetLine, "initiative__title", "money", still=_year),
    Owning("centre", "Kostnadsställen", CostCentre, "code"),
    Owning("trace", "Spår", Trace, "title", "initiative", still=_unpaid),
    Owning("programme", "Program", Programme, "title", still=_until("valid_to")),
    Owning("goal", "Mål", Goal, "title", still=_until("valid_to")),
    Owning("feedback", "Synpunkter utan svar", Feedback, "text", still=_until("answered_on"), due="answer_due"),
    Owning("question", "Ansvarsfrågor utan svar", ResponsibilityQuestion, "text", still=_until("answered_on"),
        due="answer_due"),
    Owning("responsibility", "Ansvar", Responsibility, "activity__title", still=_until("valid_to"), structure=True),
    Owning("forum", "Forum", Forum, "name"),
    Owning("member", "Platser i forum", ForumMember, "forum__name"),
)  # fmt: skip
"""What a body hands over when it ends. A measure, a benefit or a report follows what it belongs to."""
BY_KEY = {one.key: one for one in MOVES}

STAYS = {
    "organisation.BodyAlias.body": "ett namn hör till organet som det var",
    "organisation.SuccessionPart.source_body": "själva ändringen",
    "organisation.SuccessionPart.source_unit": "själva ändringen",
    "organisation.SuccessionPart.target_body": "själva ändringen",
    "organisation.SuccessionPart.target_unit": "själva ändringen",
    "cases.Document.body": "följer sitt ärende, annars upprättad hos organet som det var",
    "cases.Document.secrecy_owner": "följer sitt ärende, annars upprättad hos organet som det var",
    "cases.Meeting.body": "hölls av organet som det var",
    "cases.Dispatch.body": "expedierades till organet som det var",
    "inquiries.PlanTemplate.body": "organets egen beredningsordning; den som tar över har sin egen",
    "governance.Evidence.body": "visades av organet som det var",
    "governance.Compliance.body": "en bedömning av organet den dagen",
    "governance.Assessment.body": "en bedömning av organet den dagen",
    "governance.Briefing.body": "hölls för organet som det var; det nya går igenom själv",
    "planning.ForumAttendance.body": "var med som organet som det var",
    "intake.Workbook.body": "lämnades in för organet som det var",
    "money.LedgerEntry.body": "betalades av organet som det var",
    "oversight.SavedView.body": "delades i organet som det var",
    "oversight.Transfer.target_body": "själva flytten",
    "oversight.Transfer.target_unit": "själva flytten",
}
"""Keys to a body or unit that tell what was, with the reason; every other is in MOVES."""


@dataclass(frozen=True, slots=True)
class OwnedRow:
    """A row with the body and unit it hangs on; `seen` tells whether the reader may know its title (ägd rad)."""

    kind: Owning
    id: int
    source: Key
    title: str
    number: int | None
    due: date | None
    home: int
    seen: bool
    open: bool

    @property
    def ref(self) -> str:
        """Return the reference people use, else the title; a secret row only says that it is one."""
        if not self.seen:
            return "Sekretessmarkerad"
        return numbered(self.kind.prefix, self.number) if self.kind.prefix and self.number else self.title

    @property
    def more(self) -> str:
        """Return the title where the reference is another and the reader may know it."""
        return self.title if self.seen and self.title != self.ref else ""


_COLUMNS = ("what", "which", "home", "secrecy", "part", "label", "figure", "until", "shown", "lingers")


def hanging(
    access: Access, day: date, bodies: Collection[int], units: Collection[int], *, as_of: date | None = None,
    kinds: Iterable[Owning] = MOVES,
) -> list[OwnedRow]:  # fmt: skip
    """Return every row that bodies or units answer for on a day, as recorded by `as_of`; one query."""
    selects = [_select(one, access, day, bodies, units, as_of) for one in kinds]
    found = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
    order = list(BY_KEY)
    told = sorted(found, key=lambda row: (order.index(row[0]), row[5] or "", row[1]))
    return [_read(row, set(bodies), set(units)) for row in told]


def _read(row: tuple[Any, ...], bodies: set[int], units: set[int]) -> OwnedRow:
    what, key, home, secrecy, part, label, figure, day, shown, lingers = row
    owner = home if home in bodies else secrecy
    source: Key = ("unit", part) if part in units else ("body", owner)
    return OwnedRow(BY_KEY[what], key, source, label or "", figure, day, home, bool(shown), bool(lingers))


def _select(
    one: Owning,
    access: Access,
    day: date,
    bodies: Collection[int],
    units: Collection[int],
    as_of: date | None,
) -> Any:
    hangs = Q(**{f"{one.field}_id__in": bodies})
    if "secrecy_owner" in one.keys:
        hangs |= Q(secrecy_owner_id__in=bodies)
    if one.unit:
        hangs |= Q(unit_id__in=units)
    recorded = rows(one.model, as_of) if hasattr(one.model, "history") else one.model.objects.all()
    found = recorded.filter(hangs, one.still(day)).order_by()
    told = found.annotate(
        what=Value(one.key, output_field=CharField()), which=Cast("id", BigIntegerField()),
        home=Cast(f"{one.field}_id", BigIntegerField()),
        secrecy=_column("secrecy_owner_id" if "secrecy_owner" in one.keys else "", BigIntegerField()),
        part=_column("unit_id" if one.unit else "", BigIntegerField()),
        label=_column(one.title, TextField()), figure=_column(one.number, BigIntegerField()),
        until=_column(one.due, DateField()), shown=_flag(visible(access, one.sort) if one.sort else EVERY),
        lingers=_flag(one.open),
    )  # fmt: skip
    return told.values_list(*_COLUMNS)


def _column(name: str, kind: Any) -> Any:
    return Cast(F(name) if name else Value(None), kind)


def _flag(condition: Q | None) -> Any:
    whether = [When(condition, then=Value(1))] if condition is not None else []
    return Case(*whether, default=Value(0), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row whose owner doesn't exist on a day, and who has taken over from that owner, if anybody (herrelös rad)."""

    row: OwnedRow
    owner: str
    heir: str


def orphans(
    municipality: Municipality,
    day: date,
    as_of: date | None,
    access: Access = OPEN,
    seen: Picture | None = None,
) -> list[Orphan]:
    """Return the rows whose body or unit doesn't exist on a day, as recorded by `as_of`; one query beside those of the
    picture of the organisation, which the caller may have `seen` (R20).

    A row whose owner has an heir waits to be moved there; one without has nobody.
    """
    seen = seen or picture(municipality, day, as_of)
    bodies, units = ids([*seen.ended, *seen.unformed])
    found = hanging(access, day, bodies, units, as_of=as_of) if bodies or units else []
    ended = set(seen.ended)
    return [_orphan(row, seen) for row in found if row.source in ended or not row.kind.structure]


def ids(keys: Collection[Key]) -> tuple[list[int], list[int]]:
    """Return the ids of the bodies and those of the units."""
    return [key for sort, key in keys if sort == "body"], [key for sort, key in keys if sort == "unit"]


def _orphan(row: OwnedRow, seen: Picture) -> Orphan:
    after = heir(row.source, seen.day, seen.changes)
    name = seen.nodes[after].name if after and seen.there(after) else ""
    return Orphan(row, seen.nodes[row.source].name, name)
