"""Where a measure stands, and the sentence about an audit."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.audits.rules import Progress, conclusion, progress
from samsyn.kit.scales import Verdict

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("due", "done_on", "waits", "expected"),
    [
        ("2026-05-31", None, False, Progress.OVERDUE),
        ("2026-06-01", None, False, Progress.ONGOING),
        (None, None, False, Progress.ONGOING),
        ("2026-05-31", None, True, Progress.CONDITIONAL),
        ("2026-05-31", "2026-06-01", True, Progress.DONE),
        ("2026-05-31", "2026-06-02", False, Progress.OVERDUE),
    ],
)
def test_progress(due: str | None, done_on: str | None, waits: bool, expected: Progress) -> None:
    last, done = (date.fromisoformat(text) if text else None for text in (due, done_on))
    assert progress(last, done, waits, DAY) is expected


@pytest.mark.parametrize(
    ("verdicts", "idle", "expected"),
    [
        ([Verdict.FULLY, Verdict.PARTLY, None], [], "1 av 3 bedömningar når i allt väsentligt."),
        ([Verdict.NOT], ["socialnämnden"],
         "0 av 1 bedömningar når i allt väsentligt. Hos socialnämnden är ingen åtgärd klar."),
        ([Verdict.ESSENTIALLY], ["A", "B", "C"],
         "1 av 1 bedömningar når i allt väsentligt. Hos A, B och C är ingen åtgärd klar."),
        ([None, None], ["A"], "Ingen uppföljning är gjord än."),
        ([], [], "Ingen uppföljning är gjord än."),
    ],
)  # fmt: skip
def test_conclusion(verdicts: list[Verdict | None], idle: list[str], expected: str) -> None:
    assert conclusion(verdicts, idle).plain == expected
