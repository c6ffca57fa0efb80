"""Samsyn: one shared, traceable picture of a municipality's digitalisation."""

__version__ = "0.1.0"
