"""Who a text says decides something or answers for it, so that two texts that disagree can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samsyn.intake.readers.lines import Line
from samsyn.intake.recognisers import bodies, passages
from samsyn.intake.recognisers.values import Quote
from samsyn.kit.words import stems

_WHO = rf"(?P<who>{bodies.PATTERN}(?:(?: och |/| eller ){bodies.PATTERN})*)"
_WHAT = r"(?P<what>[^.,;:()\n]{4,140})"
_DECIDE = r"(?:antar|anta|fastställer|fastställa|beslutar om|besluta om|godkänner|godkänna)"
_PATTERNS = tuple(
    ("beslutar", re.compile(pattern))
    for pattern in (
        rf"{_WHO} (?:ska |skall |får |har rätt att )?(?:årligen |själv )?{_DECIDE} {_WHAT}",
        rf"[Ff]öreslås (?:att )?{_WHO} (?:att )?(?:besluta att )?{_DECIDE} {_WHAT}",
        rf"{_WHO} (?:ges|får|har) (?:ansvar|rätt)(?:et|en)? (?:för )?att {_DECIDE} {_WHAT}",
        rf"till {_WHO} (?:bereda|lämna|lägga fram) [^.,;:]{{0,30}}antagande av {_WHAT}",
        rf"\b(?P<what>[^\W\d_][^.,;:()\n]{{3,80}}?) (?:ska )?(?:antas|fastställs|beslutas|godkänns) av {_WHO}",
    )
) + tuple(
    ("ansvarar", re.compile(pattern))
    for pattern in (
        rf"{_WHO} (?:ansvarar|svarar|är ansvarig) för (?!att ){_WHAT}",
        rf"{_WHO} (?:får|ges|har)(?: därmed)? ansvar(?:et)? för (?!att |både ){_WHAT}",
        rf"[Aa]nsvaret för (?P<what>[^.,;:()\n]{{4,60}}?) (?:ligger på|flyttas till|vilar på) {_WHO}",
    )
)
# What stands after these words is about how, when and why, not what.
_ENDS = re.compile(
    r" (?:med|som|samt|genom|inom|senast|enligt|varje|vid|innan|efter|när|där|så|för att|i syfte|avseende|i planen"
    r"|och (?:ansvarar|ska|beslutar|antar|får|har|ger|lämnar))(?= |$)"
)
_EMPTY = frozenset(stems("en ett den det de denna detta för om av till och i på sin sitt sina varje nya ny"))
_OF_THE_DAY = frozenset(stems("förslag yttrande svar remissvar protokoll dagordning"))
"""Things that a meeting takes a stand on once; who does that next time is not said by it."""
_VERB = re.compile(r"\banta[rs]?\b|antagande|faststäl|besluta|godkänn|ansvar|svarar", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says: these bodies decide, or answer for, that; `key` is the same for the same thing (utsaga)."""

    role: str
    bodies: tuple[str, ...]
    what: str
    key: str
    sentence: str
    quote: Quote


def claims(lines: Sequence[Line]) -> tuple[Claim, ...]:
    """Return who the text says decides what ("beslutar") and answers for what ("ansvarar"), in order."""
    found: dict[tuple[str, str, tuple[str, ...], str], Claim] = {}
    for passage in passages.lay_out(lines).passages:
        for claim in _in(passage):
            found.setdefault((claim.role, claim.key, claim.bodies, claim.sentence), claim)
    return tuple(found.values())


def _in(passage: passages.Passage) -> Iterator[Claim]:
    if not (_VERB.search(passage.text) and bodies.names_one(passage.text)):
        return
    for role, pattern in _PATTERNS:
        for hit in pattern.finditer(passage.text):
            what = _ENDS.split(hit["what"].strip())[0].strip()
            key = thing(what)
            if key:
                named = tuple(sorted({one.name for one in bodies.find(hit["who"])}))
                quote = passage.quote(hit.start(), hit.end())
                yield Claim(role, named, what, key, _sentence(passage.text, hit.start()), quote)


def thing(what: str) -> str:
    """Return what two writings of one thing share: its stems in order of the alphabet; "" when too little is said."""
    said = {stem for stem in stems(what) if stem not in _EMPTY}
    return " ".join(sorted(said)) if len(said) > 1 and not said & _OF_THE_DAY else ""


def _sentence(text: str, place: int) -> str:
    start = text.rfind(". ", 0, place) + 1
    stop = text.find(". ", place)
    return text[start : len(text) if stop < 0 else stop + 1].strip()
