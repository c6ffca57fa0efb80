"""Rules of forums: whether a meeting took up what stands on every agenda (R23)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from samsyn.kit.periods import Period
from samsyn.kit.scales import Scale


class Treated(Scale):
    """What a meeting did with a standing item (behandling)."""

    TAKEN_UP = "taken_up", "Togs upp"
    SKIPPED = "skipped", "Hoppades över"
    UNKNOWN = "unknown", "Dagordning saknas"
    TO_COME = "to_come", "Kommer"
    NOT_STANDING = "not_standing", "Ingen stående punkt"


def treated(
    day: date, today: date, standing: Iterable[tuple[int, Period]], agenda: Collection[int | None]
) -> Treated:
    """Return what a meeting on a day did with items that stand for a time, by the items that its topics belong to.

    A topic that is no standing item is None in the agenda. A meeting without any agenda skipped nothing that is known.
    """
    due = [key for key, period in standing if day in period]
    if any(key in agenda for key in due):
        return Treated.TAKEN_UP
    if not due:
        return Treated.NOT_STANDING
    if day >= today:
        return Treated.TO_COME
    return Treated.SKIPPED if agenda else Treated.UNKNOWN
