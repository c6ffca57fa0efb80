"""An audit small enough to count by hand: two recommendations, three squares, four measures."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.oversight.town import Town, noon

from samsyn.audits import actions
from samsyn.audits.models import Audit, Recommendation
from samsyn.cases.actions import open_case
from samsyn.cases.models import Case
from samsyn.kit.scales import Verdict
from samsyn.organisation.actions import add_body


class Audited(Town):
    """A town whose auditors have written once."""

    audit: Audit
    asked: dict[str, Recommendation]
    case: Case

    def __post_init__(self) -> None:
        super().__post_init__()
        who: dict[str, Any] = {"by": self.by, "at": noon("2026-01-10")}
        self.bodies["REV"] = add_body(
            **who, municipality=self.municipality, name="Revisorerna", short_name="REV", kind="auditors"
        )
        self.audit = actions.open_audit(
            **who, body=self.bodies["REV"], title="Styrning", day=date(2026, 1, 10), verdict="delvis"
        )
        self.asked = {
            f"{number}{code}": actions.recommend(
                **who, audit=self.audit, number=number, text=f"Gör {number}.", body=self.bodies[code]
            )
            for number, code in ((1, "KS"), (2, "KS"), (2, "SN"))
        }
        self.case = open_case(**who, body=self.bodies["KS"], number="KS-2026-7", title="Riktlinjer")
        self.plan("1KS", "Anta", "2026-03-01", waits=True)
        self.plan("2KS", "Samla", "2026-03-01", done="2026-02-20")
        self.plan("2SN", "Registrera", "2026-03-01")
        self.plan("2SN", "Utbilda", "2026-12-01")

    def plan(self, key: str, text: str, due: str, *, done: str = "", waits: bool = False) -> None:
        measure = actions.plan_measure(
            by=self.by, at=noon("2026-01-20"), recommendation=self.asked[key], text=text,
            due=date.fromisoformat(due), conditional_on=self.case if waits else None,
        )  # fmt: skip
        if done:
            day = date.fromisoformat(done)
            actions.finish_measure(by=self.by, at=noon(done), measure=measure, done_on=day)

    def judge(self, day: str, key: str, assessor: str, verdict: Verdict) -> None:
        actions.follow_up(
            by=self.by, at=noon(day), recommendation=self.asked[key], assessor=assessor, verdict=verdict
        )
