"""Two audits and one referral."""

from __future__ import annotations

from samsyn.demo.minutes import Minutes
from samsyn.demo.script import Script
from samsyn.demo.town import Town


def review(town: Town, script: Script, minutes: Minutes) -> None:
    """Write in audits and the referral."""
