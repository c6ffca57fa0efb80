"""One accepted document on its way into rows, and whom its words mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samsyn.intake.models import Proposal, Upload
from samsyn.intake.recognisers.bodies import find
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.words import folded
from samsyn.organisation.actions import add_body
from samsyn.organisation.models import Body
from samsyn.organisation.queries import bodies_by_name, in_group
from samsyn.organisation.rules import standing

_JOINED = re.compile(r"\b(?:och|samt)\b")


@dataclass(frozen=True, slots=True)
class Filing:
    """One accepted document: who files it, when, out of which upload, and the proposals behind it (registrering)."""

    by: Actor
    at: datetime
    upload: Upload
    values: dict[str, Any]
    proposals: Sequence[Proposal] = ()

    @property
    def who(self) -> dict[str, Any]:
        """Return the keywords that every action takes."""
        return {"by": self.by, "at": self.at}

    def day(self) -> date:
        """Return the document's own day, or the day it came in when it carries none."""
        return date.fromisoformat(self.values["date"]) if self.values.get("date") else swedish_day(self.at)

    def title(self) -> str:
        """Return the document's title, or the file's name when it has none."""
        return self.values.get("title") or self.upload.source.name

    def place(self, field: str, value: Any) -> str:
        """Return where in the file a value stands, in words."""
        held = (one for one in self.proposals if one.field == field and final(one) == value)
        return next((place_of(self.upload, one) for one in held), self.upload.source.name)


def final(proposal: Proposal) -> Any:
    """Return the value that was accepted: the corrected one, where there is one."""
    return proposal.value if proposal.corrected is None else proposal.corrected


def place_of(upload: Upload, proposal: Proposal) -> str:
    """Return file, page and line of a proposal in words."""
    page = f", sida {proposal.page}" if proposal.page and proposal.page > 1 else ""
    return upload.source.name + page + (f", rad {proposal.line}" if proposal.line else "")


def known_body(filing: Filing, name: str) -> Body | None:
    """Return the body that a name meant on the document's day, None when we know none by it."""
    return bodies_by_name(filing.upload.municipality, filing.day()).get(folded(name))


def find_body(filing: Filing, name: str) -> Body:
    """Return the body that a document names, by any name it had that day; an unknown one is added unconfirmed."""
    short_name, kind = standing(name)
    return known_body(filing, name) or add_body(
        **filing.who, municipality=filing.upload.municipality, name=name, short_name=short_name, kind=kind,
        confirmed=False,
    )  # fmt: skip


def bodies_meant(
    filing: Filing, words: str, *, sender: Body | None = None, named: Collection[int] = ()
) -> list[Body]:
    """Return the bodies that an addressee's words mean on the document's day: a group's, one, or those listed.

    Nothing is returned where any of the names is unknown or the words say more than names: then they stay words.
    """
    municipality, day = filing.upload.municipality, filing.day()
    if group := in_group(municipality, words, day, sender=sender, named=named):
        return group
    known = bodies_by_name(municipality, day)
    if folded(words) in known:
        return [known[folded(words)]]
    rest, matches = words, find(words)
    for match in reversed(matches):
        rest = rest[: match.start] + rest[match.end :]
    listed = [known.get(folded(match.name)) for match in matches]
    if None in listed or re.search(r"\w", _JOINED.sub("", rest)):
        return []
    return [body for body in listed if body]


def all_meant(filing: Filing, everyone: Sequence[str], sender: Body | None) -> dict[str, list[Body]]:
    """Return whom each of several addressees means; "övriga" are those that none of the others names."""
    alone = {
        words: bodies_meant(filing, words) for words in everyone if not words.casefold().startswith("övriga")
    }
    named = {body.pk for bodies in alone.values() for body in bodies}
    return {words: bodies_meant(filing, words, sender=sender, named=named) for words in everyone}
