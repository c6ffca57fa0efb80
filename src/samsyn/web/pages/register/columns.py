"""The columns of the list of initiatives, on the page and in files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.kit.money import Amount
from samsyn.kit.scales import Freshness, Risk, State
from samsyn.kit.words import listed
from samsyn.organisation.queries import BodyRow
from samsyn.register.models import CostEstimate, Phase, Source
from samsyn.register.queries import InitiativeRow
from samsyn.web.base.marks import chip, icon, value, withheld
from samsyn.web.base.tables import Column

GROUND = 30


@dataclass(frozen=True, slots=True)
class Line:
    """An initiative with what the list shows beside it (rad)."""

    row: InitiativeRow
    body: str
    cost: Amount | None
    day: date
    bodies: dict[int, BodyRow]

    @property
    def partners(self) -> list[str]:
        """Return the boards that take part on the day."""
        return [
            self.bodies[one.body_id].name
            for one in self.row.participants
            if one.valid_to is None or one.valid_to > self.day
        ]

    @property
    def freshness(self) -> Freshness:
        """Return how fresh the latest report is."""
        return self.row.freshness(self.day)

    @property
    def days(self) -> int | None:
        """Return how old the latest report is, in days."""
        return self.row.days(self.day)


def lines(
    rows: list[InitiativeRow], bodies: dict[int, BodyRow], costs: dict[int, CostEstimate], day: date
) -> list[Line]:
    """Return the rows with their boards' names, those that take part, and their latest cost estimates."""
    return [Line(row, bodies[row.body_id].name, amount(costs.get(row.id)), day, bodies) for row in rows]


def amount(estimate: CostEstimate | None) -> Amount | None:
    """Return a cost estimate as an amount, None without one."""
    if estimate is None or (estimate.minor is None and not estimate.withheld):
        return None
    return Amount(estimate.minor, estimate.currency, estimate.withheld)


def _title(line: Line) -> str | SafeString:
    if not line.row.secrecy_ground:
        return line.row.title
    return format_html('{} {}<span class="sr-only"> (sekretess)</span>', icon("lock"), line.row.title)


def _state(line: Line) -> SafeString:
    return chip("state", line.row.state)


def _age(line: Line) -> SafeString:
    if line.days is None:
        return format_html('<span class="muted">{}</span>', "Aldrig rapporterad")
    words = f"Inaktuell, {line.days} d" if line.freshness is Freshness.STALE else ""
    return chip("freshness", line.freshness.value, words)


def _cost(line: Line) -> str | SafeString:
    """Show the cost; a long ground for keeping it back is cut, and stands in full on the initiative's page."""
    cost = line.cost
    if cost and len(cost.withheld) > GROUND:
        return withheld(f"{cost.withheld[:GROUND].rstrip()}…")
    return value(cost, "tkr")


def _pick(line: Line) -> SafeString:
    return format_html(
        '<input class="ds-input" type="checkbox" form="bulk" name="rad" value="{}" aria-label="Välj {}">',
        line.row.number, line.row.title,
    )  # fmt: skip


PICK = Column("pick", "Välj", of=lambda line: None, show=_pick, sortable=False)
"""The box that chooses a row, for those who may change some."""
COLUMNS = (
    Column(
        "title", "Initiativ", of=lambda line: line.row.title, show=_title, head=True, wide=True,
        link=lambda line: reverse("register:initiative", args=[line.row.number]),
        under=lambda line: "Utkast" if line.row.draft else "",
    ),
    Column("number", "Nummer", of=lambda line: line.row.ref),
    Column("body", "Nämnd", under=lambda line: f"med {listed(line.partners)}" if line.partners else ""),
    Column("phase", "Fas", of=lambda line: Phase(line.row.phase).label),
    Column("state", "Läge", of=lambda line: State(line.row.state).label, show=_state),
    Column("reported_on", "Färskhet", of=lambda line: line.row.reported_on, show=_age),
    Column("risk", "Risk", of=lambda line: Risk(line.row.risk).label, show=lambda line: chip("risk", line.row.risk)),
    Column("end", "Slut", of=lambda line: line.row.end),
    Column("cost", "Kostnad", show=_cost, number=True, unit="tkr"),
)  # fmt: skip
EXTRA = (
    Column("start", "Start", of=lambda line: line.row.start),
    Column("contact", "Kontakt", of=lambda line: line.row.contact),
    Column("owner", "Projektägare", of=lambda line: line.row.owner),
    Column("partners", "Deltagande nämnder", of=lambda line: ", ".join(line.partners)),
    Column("funding", "Källa", of=lambda line: Source(line.row.funding).label if line.row.funding else ""),
)
"""What a file carries beside what the page shows."""
