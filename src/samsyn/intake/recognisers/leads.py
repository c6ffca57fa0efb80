"""Lead lines: the words above decision points that say who decides or proposes, and to whom (ingress)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from samsyn.intake.recognisers import bodies, outcomes
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Force, Found

LONGEST = 420
_ANYONE = r"[^.:;\n]{2,80}?"
_BODY = rf"(?:{bodies.PATTERN}|K[SF]|K[sf]|KSAU)(?!\w)"
_BY = rf"(?P<by>{_ANYONE})"
_DECIDE = r"(?:beslutar|beslutade|beslöt|beslutat)"
_PROPOSE = (
    rf"(?:{_DECIDE}(?: för egen del)?,?(?: att)? (?:föreslå|hemställa hos|rekommendera|hemställa till)"
    r"|(?:tillstyrker [^.:;]{1,160}? och )?(?:föreslår|hemställer(?: hos| till)?|rekommenderar))"
)
_PROPOSES_BODY = re.compile(
    rf"{_BY} {_PROPOSE}(?: därför| således| därmed)?,?(?: att)? (?P<to>{_BODY})"
    rf"(?:,?(?: att)? (?:föreslå|föreslår|besluta föreslå|besluta att föreslå),?(?: att)? (?P<last>{_BODY}))?"
    r"(?: i sin tur| för (?:egen|sin egen|sin) del)?,?(?: att)?(?: (?:beslutar?|fattar?)\b(?! föreslå))?"
)
_PROPOSES = re.compile(
    rf"{_BY} {_PROPOSE}(?: därför)?(?: att)? (?P<to>{_ANYONE})(?: att)? (?:beslutar?|fattar?)\b"
)
_SUGGESTS = re.compile(rf"{_BY} föreslår\b")
_PROPOSED = re.compile(rf"(?P<to>{_ANYONE}) föreslås(?: att)?(?: besluta| fatta)?\b")
_ASKED = re.compile(
    rf"(?:Förslag till beslut är att |Föreslås (?:att )?)(?P<to>{_BODY})(?: att)?(?: beslutar?)?\b"
)
_DECIDES = re.compile(rf"{_BY},? {_DECIDE}\b")
_INVERTED = re.compile(rf"[^.:;]{{0,240}}?\b{_DECIDE} (?P<by>{_BODY})(?: för egen del)?(?!\w)")
_IN_BODIES = re.compile(r"I (?P<to>[a-zåäö][\w ,-]{5,120}?)(?: för (?:egen|sin egen|sin) del)?:$")
# A point that itself proposes to another body: "att föreslå kommunfullmäktige att …".
_POINT_PROPOSES = re.compile(
    rf"(?:att )?(?:(?P<by>{_BODY}) )?(?:föreslår?|hemställa hos|hos (?P<at>{_BODY}) (?:föreslå|hemställa))(?: att)?"
    rf"(?: (?P<to>{_BODY}))?(?: att)?(?: beslutar?\b)?(?: att\b)?"
)
_WHO = re.compile(
    r"nämnd|styrels|fullmäktige|utskott|förvaltning|kontoret|råd|direktion|beredning|presidi|^(?:K[SF]|KSAU|Ks|Kf)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:att|under|om|enligt|har|yrkar|när|där|innan|efter|sedan|som|inte|ordföranden|tidigare)\b",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"\b(?:för egen del|för sin del|att|följande(?: beslut)?|besluta|enligt [^.;:]{3,90}?förslag"
    r"|i enlighet med [^.;:]{3,90}?(?:förslag|skrivelse|yttrande)"
    r"|därmed|således|därför|härmed|med hänvisning till ovanstående|utan eget ställningstagande)(?!\w)|[\s,:]",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that give the points below them their force (ingress)."""

    force: Found[Force]
    by: Found[str] | None = None
    to: Found[str] | None = None
    whole: bool = True  # nothing but the lead stands on the line
    condition: Found[str] | None = None
    own_part: bool = False
    next: Found[str] | None = None  # who decides next, when that isn't the one proposed to


_PATTERNS: tuple[tuple[Force, re.Pattern[str], str], ...] = (
    ("föreslår", _PROPOSES_BODY, "Ingressen säger att organet föreslår ett annat att besluta"),
    ("föreslår", _PROPOSES, "Ingressen säger att organet föreslår ett annat att besluta"),
    ("föreslås", _PROPOSED, "Ingressen säger att organet föreslås besluta"),
    ("föreslås", _ASKED, "Ingressen säger att organet föreslås besluta"),
    ("beslutar", _DECIDES, "Ingressen säger att organet beslutar"),
    ("beslutar", _INVERTED, "Ingressen säger att organet beslutar"),
    ("föreslår", _SUGGESTS, "Ingressen säger att organet föreslår"),
)
_VERB = re.compile(r"beslut|föreslå|beslöt|hemställ|rekommendera|^I ")


_BARE = re.compile(r"^[^.:]{4,70} (?:beslutar|beslöt)(?: följande)?:?$")
_CAPITALS = re.compile(r"\b(?:BESLUT\w*|BESLÖT|FÖRESLÅ\w*)\b")


def _lowered(hit: re.Match[str]) -> str:
    return hit.group().lower()


def read(passage: Passage, following: Passage | None = None, *, proposed: bool = False) -> Lead | None:
    """Return the lead that the passage opens with; None when nobody decides or proposes in it.

    What stands under a heading for proposals (`proposed`) is decided by nobody yet, whatever the words say.
    """
    head = _CAPITALS.sub(_lowered, passage.text[:LONGEST])
    if not _VERB.search(head):
        return None
    inside = _IN_BODIES.match(head)
    if inside and bodies.names_one(inside["to"]) and proposed:
        reason = "Ingressen säger var beslutet ska fattas"
        to = _found(passage, inside, "to", reason)
        own = outcomes.for_own_part(passage.text)
        return Lead(Found("föreslås", passage.quote(), 0.9, reason), to=to, own_part=own)
    for kind, pattern, reason in _PATTERNS:
        hit = pattern.match(head)
        if hit and _names_someone(hit) and not (pattern is _INVERTED and proposed):
            lead = _lead(passage, hit, kind, reason, following)
            return _not_yet(lead) if proposed else lead
    return None


def in_point(passage: Passage, lead: Lead, following: Passage | None = None) -> Lead | None:
    """Return the lead of a point that proposes to another body ("att föreslå kommunfullmäktige att …")."""
    if lead.force.value != "beslutar" or (
        "föresl" not in passage.text[:120] and "hemställ" not in passage.text[:120]
    ):
        return None
    hit = _POINT_PROPOSES.match(passage.text)
    if hit is None or not (hit["to"] or hit["at"]):
        return None
    reason = "Punkten föreslår ett annat organ att besluta"
    quote = passage.quote(*hit.span())
    to = _found(passage, hit, "to" if hit["to"] else "at", reason)
    return replace(
        lead,
        force=Found("föreslår", quote, 0.93, reason),
        to=to,
        whole=_is_whole(passage, hit.end(), following),
        own_part=False,
    )


def opens_decision(passages: Sequence[Passage], place: int) -> bool:
    """Tell whether the passage is a lead with points right below it, where no heading says that a decision follows."""
    passage = passages[place]
    if passage.marker or len(passage.text) > 300 or place + 1 >= len(passages):
        return False
    words = passage.text.casefold()
    if not ("beslut" in words or "föreslår" in words or "beslöt" in words):
        return False
    following = passages[place + 1]
    lead = read(passage, following)
    if lead is None or not lead.whole or lead.by is None or lead.force.value == "föreslås":
        return False
    bare = following.gap <= 1 and _BARE.search(words) is not None
    named = bodies.is_body(lead.by.value) or bodies.is_own(lead.by.value)
    return named and (_opens_point(following) or bare)


def _lead(passage: Passage, hit: re.Match[str], kind: Force, reason: str, following: Passage | None) -> Lead:
    groups = hit.groupdict()
    by = _found(passage, hit, "by", reason) if groups.get("by") else None
    to = _found(passage, hit, "to", reason) if groups.get("to") else None
    last = _found(passage, hit, "last", reason) if groups.get("last") else None
    return Lead(
        Found(kind, passage.quote(0, hit.end()), 0.97, reason),
        by,
        last or to,
        _is_whole(passage, hit.end(), following),
        outcomes.condition(passage),
        outcomes.for_own_part(passage.text[: hit.end() + 40]),
        to,
    )


def _not_yet(lead: Lead) -> Lead:
    if lead.force.value != "beslutar" or (lead.own_part and lead.by):
        return lead  # what a body decides for its own part is decided, also below what it proposes
    reason = "Står under ett förslag till beslut"
    force: Found[Force] = Found("föreslås", lead.force.quote, 0.95, reason)
    return replace(lead, force=force, by=None, to=lead.by, next=lead.by)


def _names_someone(hit: re.Match[str]) -> bool:
    names = [hit[name] for name in ("by", "to") if hit.groupdict().get(name)]
    return all(_WHO.search(name) and not _NOBODY.search(name) for name in names)


def _found(passage: Passage, hit: re.Match[str], name: str, reason: str) -> Found[str]:
    quote = passage.quote(hit.start(name), hit.end(name))
    return Found(bodies.by_code(bodies.canonical(hit[name].strip())), quote, 0.95, reason)


def _is_whole(passage: Passage, end: int, following: Passage | None) -> bool:
    rest = passage.text[end:].strip()
    if rest.endswith((":", " att")) or rest == "att":
        return True
    condition = outcomes.condition(passage)
    bare = rest.replace(condition.value, "") if condition else rest
    left = _FILLING.sub("", bare)
    if not left or (left == "." and following is not None and bool(following.marker)):
        return True
    return (
        len(rest) < 160
        and not rest.endswith((".", "?"))
        and following is not None
        and _opens_point(following)
    )


def _opens_point(following: Passage) -> bool:
    return bool(following.marker) or following.text[:4].casefold() == "att "
