"""The portfolio: initiatives by groups and measures, each figure with the rows behind it."""

from samsyn.oversight.queries.portfolio.dimensions import DIMENSIONS, NONE, Dimension, Names, names, where
from samsyn.oversight.queries.portfolio.grid import Figure, Grid, before, grid
from samsyn.oversight.queries.portfolio.measures import MEASURES, Cut, Measure, having, values_of

__all__ = [
    "DIMENSIONS",
    "MEASURES",
    "NONE",
    "Cut",
    "Dimension",
    "Figure",
    "Grid",
    "Measure",
    "Names",
    "before",
    "grid",
    "having",
    "names",
    "values_of",
    "where",
]
