"""Reading money: what an initiative has from whom, what was paid, and what of it is digitalisation."""

from samsyn.money.queries.budget import LineRow, funded, lines

__all__ = ["LineRow", "funded", "lines"]
