"""Writing intake: files received, values decided, rows filed."""

from samsyn.intake.actions.receiving import NoMunicipality, choose_municipality, receive
from samsyn.intake.actions.reviewing import Decision, accept_sure, decide

__all__ = ["Decision", "NoMunicipality", "accept_sure", "choose_municipality", "decide", "receive"]
