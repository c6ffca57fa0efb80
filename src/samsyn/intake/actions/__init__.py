"""Writing intake: files received, values decided, rows filed."""

from samsyn.intake.actions.receiving import NoMunicipality, Received, choose_municipality, receive
from samsyn.intake.actions.reviewing import Decision, accept_sure, decide
from samsyn.intake.actions.tables import TableRefused, import_table, run, save_profile

__all__ = [
    "Decision",
    "NoMunicipality",
    "Received",
    "TableRefused",
    "accept_sure",
    "choose_municipality",
    "decide",
    "import_table",
    "receive",
    "run",
    "save_profile",
]
