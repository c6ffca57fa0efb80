"""A town of two boards with few enough rows to count by hand, written through the actions on chosen days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from samsyn.governance.actions import Asked, adopt
from samsyn.governance.models import Version
from samsyn.kit.actors import Actor, command_line
from samsyn.kit.periods import SWEDEN
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.actions import add_body, found_municipality
from samsyn.organisation.models import Body, Municipality
from samsyn.oversight.actions import note_trace
from samsyn.oversight.models import Trace
from samsyn.oversight.queries import Lens, Overview, overview
from samsyn.register import actions as register
from samsyn.register.models import Initiative

FULL = {"problem": "Handläggningen tar för lång tid.", "contact": "Disa Ek"}


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), SWEDEN)


@dataclass
class Town:
    """Writes rows on days and looks at them."""

    by: Actor = field(default_factory=command_line)
    name: str = "Sundsala kommun"
    code: str = "2199"
    municipality: Municipality = field(init=False)
    bodies: dict[str, Body] = field(init=False)

    def __post_init__(self) -> None:
        at = noon("2025-01-02")
        self.municipality = found_municipality(by=self.by, at=at, code=self.code, name=self.name)
        self.bodies = {
            short: add_body(
                by=self.by, at=at, municipality=self.municipality, name=name, short_name=short, kind=kind
            )
            for short, name, kind in (
                ("KS", "Kommunstyrelsen", "executive"),
                ("SN", "Socialnämnden", "board"),
                ("TN", "Tekniska nämnden", "board"),
            )
        }

    def noon(self, day: str) -> datetime:
        return noon(day)

    def adopt(self, day: str, *fields: str, label: str = "1.0") -> Version:
        return adopt(
            by=self.by, at=noon(day), municipality=self.municipality, title="Modellen", label=label,
            valid_from=date.fromisoformat(day), decided_by=DecisionRef("KF", date.fromisoformat(day), "7"),
            requirements=[Asked(name, name, "3.1") for name in fields],
        )  # fmt: skip

    def initiative(self, day: str, body: str, title: str, **fields: Any) -> Initiative:
        return register.register(
            by=self.by, at=noon(day), municipality=self.municipality, body=self.bodies[body], title=title,
            **fields,
        )  # fmt: skip

    def trace(
        self, day: str, body: str, title: str, amount: int | None = None, initiative: Initiative | None = None
    ) -> Trace:
        return note_trace(
            by=self.by, at=noon(day), body=self.bodies[body], kind="budget", origin=f"Budget, {title}",
            title=title, seen_on=date.fromisoformat(day), amount=amount, initiative=initiative,
        )  # fmt: skip

    def lens(self, day: str, **given: Any) -> Lens:
        return Lens(self.municipality, date.fromisoformat(day), date.fromisoformat(day), **given)

    def look(self, day: str) -> Overview:
        return overview(self.lens(day))
