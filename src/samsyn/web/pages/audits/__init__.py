"""Audits: the list, and one with what became of each recommendation."""
