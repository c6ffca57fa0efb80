"""Rules of follow-up: where a measure stands, and what an audit has come to, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.kit.scales import Scale, Verdict
from samsyn.kit.words import listed


class Progress(Scale):
    """Where a measure stands (läge för åtgärd)."""

    DONE = "done", "Klar"
    OVERDUE = "overdue", "Försenad"
    CONDITIONAL = "conditional", "Villkorad"
    ONGOING = "ongoing", "Pågår"


def progress(due: date | None, done_on: date | None, waits: bool, day: date) -> Progress:
    """Return where a measure stands on a day; one that `waits` for a case is conditional, not late (R35)."""
    if done_on and done_on <= day:
        return Progress.DONE
    if waits:
        return Progress.CONDITIONAL
    return Progress.OVERDUE if due and due < day else Progress.ONGOING


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in pieces; every second one is strong (utsaga)."""

    pieces: tuple[str, ...]

    @property
    def plain(self) -> str:
        """Return the sentence without emphasis."""
        return "".join(self.pieces)


def conclusion(verdicts: Sequence[Verdict | None], idle: Iterable[str]) -> Said:
    """Say how many verdicts reach "i allt väsentligt" or better, and which bodies have not finished any measure."""
    reached = sum(1 for one in verdicts if one is not None and one.step >= Verdict.ESSENTIALLY.step)
    names = list(idle)
    if not any(verdicts):
        return Said(("Ingen uppföljning är gjord än.",))
    start = ("", f"{reached} av {len(verdicts)}", " bedömningar når i allt väsentligt.")
    if not names:
        return Said(start)
    return Said((*start[:2], start[2] + " Hos ", listed(names), " är ingen åtgärd klar."))
