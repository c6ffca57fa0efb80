"""What every action on a case does: check the right, and record the act under the body that owns the row."""

from __future__ import annotations

from datetime import datetime

from samsyn.history.actions import record
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Owned
from samsyn.organisation.queries import require, thing


def check(by: Actor, row: Owned, at: datetime) -> None:
    """Raise NotAllowed unless the actor may write the row."""
    require(by, "write", thing("case", row), swedish_day(at))


def act_on(row: Owned, ref: Ref, by: Actor, at: datetime, verb: str, sentence: str) -> Act:
    """Record one act on a row of a case."""
    return record(
        by=by, at=at, verb=f"cases.{verb}", ref=ref, sentence=sentence, body_id=row.body_id,
        secret=bool(row.secrecy_ground),
    )  # fmt: skip
