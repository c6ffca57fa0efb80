"""The policy: which role may do what with which kind of thing, and where (R10, DESIGN §8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samsyn.kit.actors import Actor
from samsyn.kit.scales import Scale

Verb = Literal["read", "report", "write", "decide", "import", "ask", "administer"]
Kind = Literal["initiative", "case", "audit", "inquiry", "money", "organisation", "model", "proposal"]
READ: tuple[Kind, ...] = (
    "initiative",
    "case",
    "audit",
    "inquiry",
    "money",
    "organisation",
    "model",
    "proposal",
)


class Role(Scale):
    """What a person is in the organisation (roll)."""

    OFFICER = "officer", "Handläggare"
    LEADER = "leader", "Projektledare"
    SYSTEM_OWNER = "system_owner", "Objektägare"
    SECRETARY = "secretary", "Nämndsekreterare"
    MEMBER = "member", "Ledamot"
    DIRECTOR = "director", "Förvaltningschef"
    CONTROLLER = "controller", "Ekonom"
    OVERSIGHT = "oversight", "Kommunstyrelsens uppsikt"
    COUNCIL = "council", "Digitaliseringsråd"
    SERVICE = "service", "Servicenämnd"
    CITY_OFFICE = "city_office", "Stadskontor"
    AUDITOR = "auditor", "Revisor"
    ADMINISTRATOR = "administrator", "Administratör"


STANDING = {
    "kommunfullmäktige": ("KF", "council"),
    "kommunstyrelsen": ("KS", "executive"),
    "kommunstyrelsens arbetsutskott": ("KSAU", "committee"),
}
"""Bodies that every municipality has, with the short names that minutes use for them."""


def standing(name: str) -> tuple[str, str]:
    """Return the short name and kind of a body from its name alone; a board has no short name yet."""
    kind = "auditors" if "revis" in name.casefold() else "board"
    return STANDING.get(name.casefold(), ("", kind))


WITHOUT_DIARY = ("council", "committee")
"""Kinds of bodies whose cases lie in another body's diary."""

_GROUP = re.compile(r"(?<!\w)(?P<which>samtliga|alla|övriga)(?: [\w-]+)? nämnder\b", re.IGNORECASE)


def group(words: str) -> str:
    """Return "alla" or "övriga" when the words name all boards or the remaining ones, else nothing.

    Groups that only the writer can tell ("berörda nämnder", unions, companies) are nothing: they stay words.
    """
    found = _GROUP.search(words)
    if not found:
        return ""
    return "övriga" if found["which"].casefold() == "övriga" else "alla"


@dataclass(frozen=True, slots=True)
class Grant:
    """Verbs on kinds, at the holder's own body or in the whole municipality (behörighet)."""

    verbs: tuple[Verb, ...]
    kinds: tuple[Kind, ...]
    everywhere: bool = False
    secret: bool = False


_READ_ALL = Grant(("read",), READ, everywhere=True)
_READ_OWN_SECRETS = Grant(("read",), READ, secret=True)
_RUN = Grant(("write", "report"), ("initiative",), secret=True)
_DELEGATED = Grant(("decide",), ("initiative",), secret=True)
_CASEWORK = Grant(("write", "import", "decide"), ("case", "audit", "inquiry", "proposal"), secret=True)

POLICY: dict[Role, tuple[Grant, ...]] = {
    Role.OFFICER: (_READ_ALL, _READ_OWN_SECRETS, _RUN, _CASEWORK),
    Role.LEADER: (_READ_ALL, _READ_OWN_SECRETS, _RUN),
    Role.SYSTEM_OWNER: (_READ_ALL, _READ_OWN_SECRETS, _RUN),
    Role.SECRETARY: (_READ_ALL, _READ_OWN_SECRETS, _CASEWORK, _DELEGATED),
    Role.MEMBER: (_READ_ALL, _READ_OWN_SECRETS),
    Role.DIRECTOR: (_READ_ALL, _READ_OWN_SECRETS, _RUN, _CASEWORK, _DELEGATED),
    Role.CONTROLLER: (_READ_ALL, _READ_OWN_SECRETS, Grant(("write",), ("money",))),
    Role.OVERSIGHT: (_READ_ALL, Grant(("ask",), READ, everywhere=True)),
    Role.COUNCIL: (_READ_ALL,),
    Role.SERVICE: (_READ_ALL, _READ_OWN_SECRETS, _RUN),
    Role.CITY_OFFICE: (
        _READ_ALL,
        _READ_OWN_SECRETS,
        Grant(("write", "report", "import", "decide", "ask"), READ, everywhere=True),
    ),
    Role.AUDITOR: (Grant(("read",), READ, everywhere=True, secret=True),),
    Role.ADMINISTRATOR: (Grant(("read", "administer"), ("organisation", "model"), everywhere=True),),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the policy sees of a row: its kind, where it belongs and whether it is secret."""

    kind: Kind
    municipality_id: int | None
    body_id: int | None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds today, at a body or (None) in the whole municipality."""

    role: Role
    municipality_id: int
    body_id: int | None


@dataclass(frozen=True, slots=True)
class Access:
    """An actor with the roles held today; `unrestricted` is the command line, open rows only (åtkomst).

    `open_only` reads no secret row whatever the roles, so that figures are the same for every reader.
    """

    actor: Actor
    held: tuple[Held, ...] = ()
    unrestricted: bool = False
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows that may be seen: those of a municipality, or of one body there, secret ones or not."""

    municipality_id: int
    body_id: int | None
    secret: bool


def scopes(access: Access, verb: Verb, kind: Kind) -> frozenset[Scope]:
    """Return where the actor may do that to that kind; nothing granted gives an empty set (default deny)."""
    closed = access.open_only and verb == "read"
    return frozenset(
        Scope(held.municipality_id, None if grant.everywhere else held.body_id, grant.secret and not closed)
        for held in access.held
        for grant in POLICY[held.role]
        if verb in grant.verbs and kind in grant.kinds and (grant.everywhere or held.body_id is not None)
    )


def allowed(access: Access, verb: Verb, thing: Thing) -> bool:
    """Return whether the actor may do that to that thing."""
    if access.unrestricted:
        return not thing.secret or verb != "read"
    return any(
        scope.municipality_id == thing.municipality_id
        and scope.body_id in (None, thing.body_id)
        and (scope.secret or not thing.secret)
        for scope in scopes(access, verb, thing.kind)
    )


@dataclass(frozen=True, slots=True)
class Node:
    """A body or a unit in a change of the organisation: id 0 is one that the change forms (nod)."""

    sort: Literal["body", "unit"]
    id: int
    name: str
    start: date | None = None
    end: date | None = None

    @property
    def key(self) -> tuple[str, int, str]:
        """Return what tells it from others; those to be formed go by their names."""
        return self.sort, self.id, "" if self.id else self.name.casefold()


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes what: all, a part or the rest of a source; a body that is formed has none (del)."""

    source: Node | None
    target: Node
    share: str = "whole"


def ends(piece: Piece, kind: str) -> bool:
    """Return whether the source of a piece exists no more from the day of the change."""
    stays = kind in ("formed", "renamed", "moved") or piece.share == "part"
    return piece.source is not None and not stays and piece.source.key != piece.target.key


def ending(kind: str, pieces: Sequence[Piece]) -> list[Node]:
    """Return the sources that exist no more from the day of the change; one that takes the rest itself goes on."""
    kept = {piece.target.key for piece in pieces}
    found = {piece.source.key: piece.source for piece in pieces if piece.source and ends(piece, kind)}
    return [node for key, node in found.items() if key not in kept]


def objection(kind: str, day: date, today: date, pieces: Sequence[Piece]) -> str:
    """Return an empty string, or the sentence that says why a change of the organisation can't be and what to do.

    What changes has to be there on the day, and for a day that has passed also today.
    """
    if not pieces:
        return "Välj vad som ändras och vad det blir."
    return _shape(kind, pieces) or _days(kind, day, pieces) or _days(kind, max(day, today), pieces)


def _shape(kind: str, pieces: Sequence[Piece]) -> str:
    sources = [piece.source for piece in pieces if piece.source]
    keys = {source.key for source in sources}
    targets = {piece.target.key for piece in pieces}
    if kind != "formed" and len(sources) < len(pieces):
        return "Välj vilket organ eller vilken enhet som ändras."
    if kind in ("merged", "closed") and keys & targets:
        name = next(source.name for source in sources if source.key in targets)
        return f"{name} kan inte uppgå i sig självt. Välj en annan mottagare, eller ta bort det ur listan."
    if kind == "merged" and (len(targets) > 1 or len(keys | {t for t in targets if t[1]}) < 2):
        return (
            "En sammanslagning behöver minst två delar och en mottagare. Välj en till, eller välj Byter namn."
        )
    if kind == "split":
        return _split(keys, targets, pieces)
    return ""


def _split(
    keys: set[tuple[str, int, str]], targets: set[tuple[str, int, str]], pieces: Sequence[Piece]
) -> str:
    if len(keys) != 1 or len(targets) < 2:
        return "En delning har ett organ och minst två mottagare. Välj en mottagare till."
    if sum(piece.share == "remainder" for piece in pieces) != 1:
        return "Ange vem som tar resten. Det som ingen annan får ska ha en mottagare."
    return ""


def _days(kind: str, day: date, pieces: Sequence[Piece]) -> str:
    over = ending(kind, pieces)
    nodes = [node for piece in pieces for node in (piece.source, piece.target) if node and node.id]
    return next((sentence for node in nodes if (sentence := absent(node, day, over=node in over))), "")


def absent(node: Node, day: date, *, over: bool = False) -> str:
    """Return an empty string, or the sentence that says that a body or unit isn't there on a day.

    What ends (`over`) may not have an end already.
    """
    if node.start and day < node.start:
        return f"{node.name} finns från {node.start}. Välj den dagen eller en senare."
    if node.end and (over or day >= node.end):
        return f"{node.name} upphör {node.end} enligt ett tidigare beslut. Välj ett organ som finns kvar."
    return ""


def handles(access: Access, municipality_id: int) -> frozenset[int]:
    """Return the bodies whose own inquiries the actor handles: by a role held there, not one in the whole municipality.

    What a body drafts is its own: the city office, which writes everywhere, does not see it (R10).
    """
    return frozenset(
        held.body_id
        for held in access.held
        if held.body_id is not None
        and held.municipality_id == municipality_id
        and any("write" in grant.verbs and "inquiry" in grant.kinds for grant in POLICY[held.role])
    )


def erased_name(number: int) -> str:
    """Return what a person is called whose name has been taken away; the number tells one from another."""
    return f"Borttagen person {number}"


def erasing_objection(name: str, erased_on: date | None, why: str, *, own: bool) -> str:
    """Return an empty string, or the sentence that says why a person's data isn't taken away and what to do."""
    if erased_on:
        return f"Uppgifterna togs bort {erased_on}. Det finns inget mer att ta bort här."
    if own:
        return "Du kan inte ta bort dig själv. Be en annan administratör."
    if not why.strip():
        return "Skriv skälet, till exempel att uppdraget upphörde för mer än två år sedan."
    if any(part.casefold() in why.casefold().split() for part in name.split()):
        return "Skriv skälet utan personens namn. Det står kvar i historiken."
    return ""
