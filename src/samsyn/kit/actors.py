"""Who acts: a person, a guest behind a signed link, a token or the command line (aktör)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["person", "guest", "token", "cli"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who does something, as it is written into an act (aktör)."""

    kind: ActorKind
    id: int | None
    name: str


def command_line(name: str = "kommandoraden") -> Actor:
    """Return the actor for work done on the command line, which the machine's own login guards."""
    return Actor("cli", None, name)
