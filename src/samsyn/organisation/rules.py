"""The policy: which role may do what with which kind of thing, and where (R10, DESIGN §8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_CASEWORK = Grant(("write", "import", "decide"), ("case", "audit", "inquiry", "proposal"), secret=True)

POLICY: dict[Role, tuple[Grant, ...]] = {
    Role.OFFICER: (_READ_ALL, _READ_OWN_SECRETS, _RUN, _CASEWORK),
    Role.LEADER: (_READ_ALL, _READ_OWN_SECRETS, _RUN),
    Role.SYSTEM_OWNER: (_READ_ALL, _READ_OWN_SECRETS, _RUN),
    Role.SECRETARY: (_READ_ALL, _READ_OWN_SECRETS, _CASEWORK),
    Role.MEMBER: (_READ_ALL, _READ_OWN_SECRETS),
    Role.DIRECTOR: (_READ_ALL, _READ_OWN_SECRETS, _RUN, _CASEWORK),
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
