"""Recognises initiatives in tables by mapping profiles: pure, tested with plain text."""

from samsyn.intake.recognisers.tables.compare import Diff, Known, Match, compare, values
from samsyn.intake.recognisers.tables.profiles import (
    NoProfile,
    Profile,
    ProfileError,
    as_data,
    built_in,
    from_data,
    guess,
    mapping,
)
from samsyn.intake.recognisers.tables.rows import InitiativeRow, Mapped, RefusedRow, Status, rows

__all__ = [
    "Diff",
    "InitiativeRow",
    "Known",
    "Mapped",
    "Match",
    "NoProfile",
    "Profile",
    "ProfileError",
    "RefusedRow",
    "Status",
    "as_data",
    "built_in",
    "compare",
    "from_data",
    "guess",
    "mapping",
    "rows",
    "values",
]
