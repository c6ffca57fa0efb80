"""From a row of a table to an initiative, and to what follows it: cost, report and money of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from samsyn.governance.models import Version
from samsyn.history.actions import save_changed, save_new
from samsyn.history.models import Act, Quote
from samsyn.intake.models import Upload
from samsyn.intake.recognisers.tables import InitiativeRow, Match, Profile, values
from samsyn.intake.recognisers.tables.dates import Reader, read_date
from samsyn.intake.recognisers.tables.profiles import YEARLY
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.words import folded
from samsyn.money.models import BudgetLine
from samsyn.organisation.models import Body
from samsyn.register.models import CostEstimate, Initiative, Phase, Source, StatusReport

ALWAYS = (
    "title",
    "body",
    "external_scheme",
    "external_key",
    "external_key_raw",
    "edition",
    "narratives",
    "source_values",
)
OF_FIELD = {
    "category": ("category",),
    "start": ("start", "start_precision", "start_raw"),
    "end": ("end", "end_precision", "end_raw"),
    "baseline_end": ("baseline_end", "baseline_end_precision", "baseline_end_raw"),
    "status": ("state", "state_scale", "state_raw", "reported_on"),
}
"""The columns of an initiative that each field of a profile fills."""


@dataclass(frozen=True, slots=True)
class Run:
    """One table on its way into the register: who, when, by which profile, with which bodies and fields (körning)."""

    by: Actor
    at: datetime
    upload: Upload
    profile: Profile
    act: Act
    bodies: dict[str, Body]
    fields: frozenset[str]
    axis: str
    version: Version | None = None

    @property
    def columns(self) -> list[str]:
        """Return the columns that this table fills."""
        return [*ALWAYS, *(column for name in OF_FIELD if name in self.fields for column in OF_FIELD[name])]

    def day(self, edition: str) -> date:
        """Return the day an edition speaks for: its own, a year's last, at the latest today."""
        today = swedish_day(self.at)
        value = read_date(edition, ("iso", "year"), Reader(at_end=True))
        return min(today, value.date) if value and value.date else today

    def news(self, initiative: Initiative, match: Match) -> frozenset[str]:
        """Return the fields that a row says something new of: all in a new edition, else those that differ."""
        known = (initiative.external_scheme, initiative.edition)
        return self.fields if known != (self.profile.scheme, match.row.edition) else frozenset(match.fields)


class Touched(NamedTuple):
    """An initiative that a row filled, the fields that are news, and whether it was here before."""

    initiative: Initiative
    row: InitiativeRow
    news: frozenset[str]
    before: bool


def filled(run: Run, row: InitiativeRow, number: int) -> Initiative:
    """Return a new initiative from a row; one that has started is being carried out, of others the phase is open."""
    initiative = Initiative(
        municipality=run.upload.municipality, number=number, phase_since=swedish_day(run.at),
        version=run.version,
    )  # fmt: skip
    if row.start.date and row.start.date <= swedish_day(run.at):
        initiative.phase, initiative.phase_since = Phase.EXECUTION.value, row.start.date
    return updated(run, initiative, row)


def updated(run: Run, initiative: Initiative, row: InitiativeRow) -> Initiative:
    """Write a row's values onto an initiative; a field that the table has no column for keeps its value.

    A cell left empty empties the value, but not one that people registered here before the first import.
    """
    by_hand = bool(initiative.pk) and not initiative.external_scheme
    initiative.title, initiative.body = row.title, run.bodies[folded(row.body)]
    initiative.external_scheme = run.profile.scheme
    initiative.external_key, initiative.external_key_raw = row.external_key, row.external_key_raw
    initiative.edition = row.edition
    kept = {name: text for name, text in initiative.narratives.items() if by_hand or name not in run.fields}
    initiative.narratives = kept | dict(row.narratives)
    initiative.source_values = {name: text for name, text in values(row).items() if text}
    if "category" in run.fields and (row.category or not by_hand):
        initiative.category = row.category
    for name in ("start", "end", "baseline_end"):
        value = getattr(row, name)
        if name in run.fields and (value.raw or not by_hand):
            setattr(initiative, name, value.date)
            setattr(initiative, f"{name}_precision", value.precision if value.date else "")
            setattr(initiative, f"{name}_raw", value.raw)
    if _newest_report(run, initiative, row):
        status = row.status
        initiative.state, initiative.state_scale, initiative.state_raw = (
            status.value,
            status.scale,
            status.raw,
        )
        initiative.reported_on = run.day(row.edition)
    return initiative


def _newest_report(run: Run, initiative: Initiative, row: InitiativeRow) -> bool:
    """Return whether the row's status is newer than what people reported here."""
    return bool(row.status.raw) and (
        initiative.reported_on is None or initiative.reported_on <= run.day(row.edition)
    )


def follow(run: Run, touched: Sequence[Touched]) -> None:
    """Add the cost, report and yearly money that are news of the initiatives a table touched, and where it says so."""
    told = [one for one in touched if one.before or one.row.whole_life_cost.raw]
    costs = [_estimate(run, one) for one in told if "whole_life_cost" in one.news]
    CostEstimate.objects.bulk_create(costs, batch_size=500)
    reports = [
        _report(run, one) for one in touched if one.news & {"status", "status_comment"} and one.row.status.raw
    ]
    StatusReport.objects.bulk_create(reports, batch_size=500)
    _budget(run, [one for one in touched if any(name.split(" ")[0] in YEARLY for name in one.news)])


def quote(run: Run, rows: Iterable[tuple[Initiative, InitiativeRow]]) -> None:
    """Write down which row of the file each initiative stands in, also one that the file says nothing new of."""
    quotes = (
        Quote(
            source=run.upload.source, ref=initiative.ref, field="initiative", line=row.line,
            cell=f"{run.axis} {row.line}", text=row.title,
        )
        for initiative, row in rows
    )  # fmt: skip
    Quote.objects.bulk_create(quotes, batch_size=500)


def _estimate(run: Run, one: Touched) -> CostEstimate:
    row, cost = one.row, one.row.whole_life_cost
    return CostEstimate(
        initiative=one.initiative, edition=row.edition, day=run.day(row.edition), minor=cost.minor,
        currency=cost.currency, withheld=cost.withheld, raw=cost.raw, recorded_at=run.at,
    )  # fmt: skip


def _report(run: Run, one: Touched) -> StatusReport:
    row = one.row
    return StatusReport(
        initiative=one.initiative, day=run.day(row.edition), state=row.status.value,
        happened=row.narratives.get("status_comment", ""), reporter=run.upload.source.name[:120], recorded_at=run.at,
    )  # fmt: skip


def _budget(run: Run, touched: Sequence[Touched]) -> None:
    """Set the yearly money of an edition, whose source is not told; a year without any figure gets no row."""
    keys = [one.initiative.pk for one in touched]
    found = BudgetLine.objects.filter(initiative__in=keys, source=Source.UNKNOWN.value)
    lines = {(line.initiative_id, line.year, line.currency): line for line in found}
    new: list[BudgetLine] = []
    changed: list[BudgetLine] = []
    for initiative, row, _, _ in touched:
        for (year, currency), figures in _by_year(run, row).items():
            line = lines.get((initiative.pk, year, currency)) or _line(initiative, year, currency)
            for name, minor in figures.items():
                setattr(line, name, minor)
            if line.pk or any(minor is not None for minor in figures.values()):
                (changed if line.pk else new).append(line)
    save_new(new, act=run.act)
    save_changed(changed, list(YEARLY), act=run.act)


def _by_year(run: Run, row: InitiativeRow) -> dict[tuple[int, str], dict[str, int | None]]:
    """Return a row's yearly figures by year and currency; money whose year nothing tells is of the edition's."""
    found: dict[tuple[int, str], dict[str, int | None]] = {}
    for name, year, amount in row.yearly:
        key = (year or run.day(row.edition).year, amount.currency)
        found.setdefault(key, {})[name] = amount.minor
    return found


def _line(initiative: Initiative, year: int, currency: str) -> BudgetLine:
    return BudgetLine(
        municipality_id=initiative.municipality_id, body_id=initiative.body_id, initiative=initiative, year=year,
        source=Source.UNKNOWN.value, currency=currency, secrecy_ground=initiative.secrecy_ground,
    )  # fmt: skip
