"""How Sundsala's boards follow the model: obligations, verdicts, evidence, and what boards say of it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from samsyn.demo.script import Script
from samsyn.demo.town import Town, board, boards
from samsyn.governance import actions as governance
from samsyn.governance.models import Clause
from samsyn.governance.rules import duties
from samsyn.kit.scales import Verdict
from samsyn.register import actions as register

STEPS = list(Verdict)
_JUDGED = ((120, -1), (35, 0))
"""Days before the demo's day, and how many steps below today's verdict."""


def follow(town: Town, script: Script) -> None:
    """Write the model's obligations, verdicts and feedback into the script."""
    script.add(script.ago(200), partial(_confirm, town))
    for days, lower in _JUDGED:
        for nth, code in enumerate(boards()):
            script.add(script.ago(days - nth), partial(_judge, town, code, lower))
    for days, code in ((290, "KS"), (240, "SN"), (120, "KFN"), (60, "TN")):
        script.add(script.ago(days), partial(_follow_new, town, code))
    script.add(script.ago(30), partial(_show, town))
    script.add(script.ago(21), partial(_comment, town))


def _clauses() -> list[Clause]:
    found = Clause.objects.filter(version__document__kind="model", version__label="3.1").exclude(text="")
    return list(found.select_related("version__document__municipality"))


def _follow_new(town: Town, code: str, *, at: datetime) -> None:
    """Move what a board has going to the model's new version; the other boards haven't got round to it."""
    body = town.bodies[code]
    mine = [one for one in town.initiatives.values() if one.body_id == body.pk and not one.secrecy_ground]
    new = next(clause.version for clause in _clauses())
    register.follow_version(by=town.strategist, at=at, initiatives=mine, version=new)


def _confirm(town: Town, *, at: datetime) -> None:
    for clause in _clauses():
        governance.confirm_duties(by=town.strategist, at=at, clause=clause, duties=duties(clause.text))


def _judge(town: Town, code: str, lower: int, *, at: datetime) -> None:
    """Judge some clauses as the board itself and as the city office, which now and then sees it a step lower."""
    own = STEPS.index(Verdict(board(code)["verdict"][2])) + lower
    mine: list[tuple[Clause, Verdict]] = []
    seen: list[tuple[Clause, Verdict]] = []
    for place, clause in enumerate(_clauses(), boards().index(code)):
        step = min(4, max(0, own + (place % 3 == 0)))
        if place % 4 != 3:
            mine.append((clause, STEPS[step]))
            seen.append((clause, STEPS[max(0, step - (place % 5 == 0))]))
    body = town.bodies[code]
    governance.judge(by=town.secretary(code), at=at, body=body, assessor="own", verdicts=mine)
    governance.judge(by=town.strategist, at=at, body=body, assessor="city_office", verdicts=seen)


def _show(town: Town, *, at: datetime) -> None:
    """Show evidence for the monthly reports at the boards that send them."""
    obligation = next(
        one for clause in _clauses() if clause.number == "4.3" for one in clause.obligations.all()
    )
    for code in ("KS", "BUN"):
        if code in town.bodies:
            governance.show_evidence(
                by=town.secretary(code), at=at, obligation=obligation, body=town.bodies[code],
                note="Lägesrapport lämnad för alla pågående initiativ de tre senaste månaderna.",
            )  # fmt: skip


def _comment(town: Town, *, at: datetime) -> None:
    clause = next(clause for clause in _clauses() if clause.number == "5.2")
    governance.comment(
        by=town.secretary("SN"), at=at, clause=clause, body=town.bodies["SN"],
        text="Vem äger nyttan när två nämnder delar initiativet? Skriv det i klausulen.",
    )  # fmt: skip
