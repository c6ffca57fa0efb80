"""Who is meant when a text says who is to do something: one body, several, a group, an office or a role."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from samsyn.intake.recognisers import bodies, headings
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found

Named = tuple[Found[str], ...]
LONGEST = 240
_SEPARATOR = re.compile(r", (?:samt |och )?| och | samt | respektive | eller |/")
_MANY = 8  # separators beyond which a phrase is left as the writer put it
_NO_BOARD = re.compile(
    r"nämnden för (?:yttrande|kännedom|remiss|beslut|svar|synpunkter|besvarande|åtgärd|att|den|det|sin|sitt|en"
    r"|ett|ny|nytt|vidare)\b"
)  # "remitteras till nämnden för yttrande" names no board for replies
_PLACE = r"(?: [A-ZÅÄÖ][\w-]{1,20}){0,3}"
_OWNER = r"(?:[\w-]{2,25}s )?"
_TITLE = r"(?:[Tt]illförordnad |[Tt]f\.? |[Bb]iträdande |[Vv]erkställande )?"


@cache
def _one() -> re.Pattern[str]:
    """One addressee and nothing else: a board by name or in the plural, an office, a role, a company or a group."""
    plural = rf"[\w-]{{0,30}}(?:{headings.alternatives('plural')})"
    single = rf"(?:[\w-]{{2,30}}- (?:och|samt) )?[\w-]{{0,40}}(?:{headings.alternatives('unit')})"
    role = rf"[\w-]{{0,40}}(?:{headings.alternatives('role')})"
    which = rf"(?:(?:{headings.alternatives('which')}) )"
    each = headings.alternatives("each")
    return re.compile(
        rf"(?:{bodies.PATTERN}{_PLACE}|[\w-]{{0,30}}nämnd{_PLACE}"
        rf"|{_OWNER}{which}{{0,3}}{_OWNER}{plural}(?: inom \w+)?{_PLACE}"
        rf"|{_OWNER}{which}{{0,2}}{single}{_PLACE}|{which}{{1,2}}[\w-]{{0,30}}(?:{each})"
        rf"|{_TITLE}{_OWNER}{_TITLE}{role}(?: för [\w-]{{3,30}})?"
        rf"|VD(?: för{_PLACE}(?: AB)?)?|(?:(?:[A-ZÅÄÖ][\w-]{{0,25}}|&) ){{1,5}}AB|AB(?: [A-ZÅÄÖ][\w-]{{1,25}}){{1,4}}"
        r"|[A-ZÅÄÖ][\w-]{1,25} (?:kommun|stad|region)|Region [A-ZÅÄÖ]\w{2,25})"
    )


@cache
def _ends_well() -> re.Pattern[str]:
    """The last word of a name; without it there is no need to try where the name begins."""
    ends = "|".join(headings.alternatives(kind) for kind in ("plural", "unit", "role", "each"))
    return re.compile(
        rf"(?:{ends}|nämnd|fullmäktige|utskott|(?<![\w-])[A-ZÅÄÖ][\w-]{{0,40}}"
        r"|[Nn]ämnden för [^.,;]{3,60}|[Cc]hefen för [\w-]{3,30})$"
    )


@cache
def _endings() -> tuple[str, ...]:
    """How the last word of a name ends, when that is no name of a place and nothing is added by "för" or "inom"."""
    boards = ("nämnd", "fullmäktige", "utskott", "beredning", "presidium", "direktionen")
    return (*boards, "kommun", "stad", "region", *headings.addressee_words("plural", "unit", "role", "each"))


def _may_end(text: str) -> bool:
    """Tell quickly whether the text may end as addressees do."""
    last = text.replace("/", " ").rsplit(" ", 1)[-1]
    return last[:1].isupper() or last.casefold().endswith(_endings()) or " för " in text or " inom " in text


def is_one(text: str) -> bool:
    """Tell whether the words are one addressee's name and nothing else."""
    return len(text) <= 100 and _one().fullmatch(text) is not None and not _NO_BOARD.search(text)


def is_some(text: str) -> bool:
    """Tell whether the words name one or more addressees and nothing else."""
    return _may_end(text) and (bool(_spans(text)) or (len(text) <= 100 and _is_whole(text)))


def _is_whole(text: str) -> bool:
    """Tell a name that parts share: "kretslopp och vattennämnden", "Socialnämnderna Norr och Söder"."""
    first, last = _SEPARATOR.split(text, maxsplit=1)[0], _SEPARATOR.split(text)[-1]
    lone = re.fullmatch(headings.alternatives("first"), first) is not None and is_one(last)
    places = text[len(first) :]
    return lone or (
        is_one(first) and re.fullmatch(r"(?:(?:,| och| samt) [A-ZÅÄÖ][\w-]{1,25}){1,6}", places) is not None
    )


def named(passage: Passage, start: int, end: int, reason: str, sure: float = 0.9) -> Named:
    """Return those whom passage.text[start:end] names, each apart when the words can be parted in one way only."""
    start, end = _trimmed(passage.text, start, end)
    spans = _spans(passage.text[start:end]) or ((0, end - start),)
    return tuple(
        Found(
            bodies.canonical(passage.text[start + first : start + last]),
            passage.quote(start + first, start + last),
            sure,
            reason,
        )
        for first, last in spans
    )


def phrase(passage: Passage, start: int, end: int, reason: str, sure: float = 0.85) -> Found[str]:
    """Return passage.text[start:end] as one name, in the writer's words."""
    start, end = _trimmed(passage.text, start, end)
    return Found(bodies.canonical(passage.text[start:end]), passage.quote(start, end), sure, reason)


_LEADING = re.compile(
    r"(?:(?:att|även|också|därför|vidare|samtidigt|dels|alltså|därmed|både|såväl) )+", re.IGNORECASE
)
_TRAILING = re.compile(r"(?: (?:även|också|därför|därmed|härmed|samtidigt|vidare|särskilt))+$")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,":
        start += 1
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    piece = _TRAILING.sub("", text[start:end].rstrip(" ,"))
    return start, start + len(piece)


def trimmed(text: str) -> str:
    """Return the words without what only joins them to the sentence ("även", "därför")."""
    return text[slice(*_trimmed(text, 0, len(text)))]


Span = tuple[int, int]
Way = tuple[Span, ...]


def _spans(text: str) -> Way:
    """Return the parts of a list of addressees; the whole when it can be parted in several ways, () when it is none."""
    return _parts(text) if 3 <= len(text) <= LONGEST else ()


def parts(text: str) -> Way:
    """Return where each name in a list of addressees stands; () when the words are no such list."""
    return _spans(text)


@lru_cache(maxsize=2048)
def _parts(text: str) -> Way:
    ways = _ways(text)
    whole = ((0, len(text)),)
    group = bodies.find_group(text)
    if whole in ways and group and group.end - group.start == len(text):
        return whole
    finest = max(ways, key=len, default=())
    edges = set(finest)
    nested = all({start for start, _ in way} <= {start for start, _ in edges} for way in ways)
    bare = any(_is_bare(text[slice(*span)]) for span in finest[1:])
    return finest if nested and not bare else whole


def _is_bare(text: str) -> bool:
    """Tell a plural that leans on the words before it ("stadens nämnder och bolag")."""
    return re.fullmatch(headings.alternatives("plural"), text) is not None and not text.endswith(("na", "en"))


def _ways(text: str) -> list[Way]:
    marks = [(hit.start(), hit.end()) for hit in _SEPARATOR.finditer(text)]
    if len(marks) > _MANY:
        return []
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    return list(_parted(text, starts, ends, 0))


def _parted(text: str, starts: list[int], ends: list[int], first: int) -> Iterator[Way]:
    if first == len(starts):
        yield ()
        return
    for last in range(first, len(ends)):
        if is_one(text[starts[first] : ends[last]]):
            for rest in _parted(text, starts, ends, last + 1):
                yield ((starts[first], ends[last]), *rest)


_WORD = re.compile(r"(?<![\w-])[\w]")
_PREPOSITION = re.compile(
    r"\b(?:till|hos|i|på|av|för|om|med|mellan|inom|vid|enligt|från|mot|över|inför)\s$", re.IGNORECASE
)
_END = re.compile(r"(?=[\s.:;,()])|$")


def before(text: str, start: int, end: int) -> Span | None:
    """Return where in text[start:end] the addressees stand that the words end with; None when they end with none.

    None too when a preposition stands before them: "svaret till kommunstyrelsen ska" binds someone else.
    """
    start = max(start, end - LONGEST)
    piece = text[start:end].rstrip()
    if not _ends_well().search(_TRAILING.sub("", piece)[-90:]):
        return None
    for hit in _WORD.finditer(piece):
        words = trimmed(piece[hit.start() :])
        if words and is_some(words):
            span = _trimmed(text, start + hit.start(), start + len(piece))
            return None if _PREPOSITION.search(text[start : span[0]]) else span
    return None


def after(text: str, start: int, end: int) -> Span | None:
    """Return where in text[start:end] the addressees stand that the words begin with, as many as possible."""
    piece = text[start : min(end, start + LONGEST)]
    for hit in reversed([*_END.finditer(piece)]):
        if is_some(trimmed(piece[: hit.start()])):
            return _trimmed(text, start, start + hit.start())
    return None
