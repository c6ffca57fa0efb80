"""The words with which somebody who answers a referral asks for something, or says that something is good."""

import re
from collections.abc import Iterator
from typing import Literal

Kind = Literal["request", "support"]
REASONS = {"request": "Ber om en ändring eller ett förtydligande", "support": "Säger att något är bra"}

_SELF = (
    r"vi|nämnden|förvaltningen|kontoret|bolaget|styrelsen|staben|förbundet|föreningen|regionen|myndigheten|kommunen"
    r"|organisationen|avdelningen|facket|rådet|universitetet|länsstyrelsen"
)
_OFFICES = r"(?:nämnden|förvaltningen|kontoret|styrelsen|bolaget|rådet|förbundet)"
_ASKS = (
    r"önskar|efterfrågar|efterlyser|förordar|förutsätter|föreslår|yrkar|avstyrker|motsätter sig|invänder mot"
    r"|ställer(?: \w+){0,2} (?:sig|oss) (?:tveksam|frågande|kritisk)\w{0,2} till"
    r"|vill(?: \w+){0,2} (?:se\b|ha\b|(?:betona|påpeka|framhålla|understryka|poängtera|lyfta fram|lyfta) vikten av)"
    r"|(?:anser|tycker|menar|bedömer)(?: \w+){0,2} att\b.{0,300}?\b(?:bör|behöver|måste|ska)\b"
    r"|(?:anser|tycker|menar|bedömer)(?: [\w-]+){0,3} bör\b"
)
_LACKS = r"saknar|(?:anser|tycker|menar|bedömer)(?: [\w-]+){0,3} att\b.{0,200}?\b(?:otydlig|oklar)\w*"
_GOOD = (
    r"(?:bra|positiv\w{0,2}|tydlig\w{0,2}|tydlighet|rimlig\w{0,2}|välkom\w+|lämplig\w{0,2}|god[at]?|gott|klok\w{0,2}"
    r"|ändamålsenlig\w{0,2}|fördel\w{0,4}|väl avvägd\w{0,2}|välgrunda\w+)"
)
_JUDGES = r"(?:anser|tycker|menar|bedömer)"
_SUPPORTS = (
    r"välkomnar|instämmer|tillstyrker|stödjer|stöder|uppskattar|har inget att (?:erinra|invända)"
    r"|har ingen erinran|har inga invändningar"
    r"|delar(?: \w+){0,3} (?:problembild|bild|uppfattning|bedömning|syn|slutsats|beskrivning)\w*"
    r"|ser(?: [\w-]+){0,3} positivt på|ser(?: \w+){0,2} fördelar? med"
    r"|(?:ställer(?: \w+){0,2} (?:sig|oss)|är)(?: \w+){0,3} (?:positiv\w? till|bakom)"
    rf"|{_JUDGES}\b.{{0,200}}?\b(?:är|ger|skapar|innebär)(?: \w+){{0,4}} {_GOOD}"
)
_BARE_ASKS = re.compile(
    r"\b(?:önskas|efterfrågas|efterlyses)\b"
    r"|\b(?:bör)\b"
    r"|\b(?:behöver|måste)(?: [\w-]+){0,12} (?:finnas|[\w-]+as\b)"
    r"|\bkan(?: [\w-]+){0,5} (?:tydliggöras|förtydligas|beskrivas|kompletteras|fördjupas|utvecklas)"
    r"|\bär(?: \w+){0,2} (?:av (?:största|yttersta|stor) vikt|viktigt|angeläget|väsentligt|nödvändigt) att\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:inte|ej|varken|knappast)\b", re.IGNORECASE)
_RETOLD = re.compile(
    r"^(?:Följande\b|Enligt (?:förslaget|remissen|utredningen|riktlinjerna|strategin)"
    r"|(?:Förslaget|Utredningen|Remissen|Riktlinjerna) (?:innebär|föreslår|anger)"
    r"|I (?:förslaget|remissen|utredningen|riktlinjerna|sammanfattningen)\b[^,]{0,40}\b(?:anges|nämns|föreslås|står))"
)
_EMPTY = re.compile(r"\bföljande\W*$")
_TURNS = re.compile(r",? (?:men|dock inte|däremot) |; ")
_AND = re.compile(
    r" och (?=(?:välkomnar|delar|ser positivt|ställer sig|instämmer|tillstyrker|avstyrker|önskar|efterfrågar|saknar"
    r"|föreslår)\b)"
)
_WHAT = r"(?:hur|varför|vad|vem|vilk(?:en|et|a))"
_SAMT = re.compile(
    rf", där det (?:\w+ ){{0,2}}framgår (?={_WHAT}\b)|, (?=(?:hur|varför|vad|vem)\b)| samt (?=(?:{_WHAT}|att)\b)"
)
_OCH = re.compile(rf"(?<!hur)(?<!vad)(?<!varför) och (?={_WHAT}\b)")
_SAME_THING = re.compile(rf"{_WHAT}(?: och {_WHAT})? (?:det|den|de) (?!\w+[ae]\b)", re.IGNORECASE)
_OPENS = re.compile(r"^(?:[\s,;–-]|(?:och|men|samt|däremot|dock)\b)+", re.IGNORECASE)
_FORMAL = re.compile(rf"\b(?:{_ASKS}|{_SUPPORTS}|bör|saknar)\b", re.IGNORECASE)


def subject(writer: str | None) -> re.Pattern[str]:
    """Return the pattern of what the writer calls itself: "vi", "nämnden", or its name as board or administration.

    None is a writer that nobody has named, in a text where no other speaks: any board or administration.
    """
    if writer is None:
        return re.compile(rf"\b(?:{_SELF}|[\w-]+{_OFFICES})\b", re.IGNORECASE)
    stem = re.match(r"[^\W\d_]{4,}", writer)
    own = rf"|{re.escape(stem.group()[:5])}[\w-]*(?: och [\w-]+)?{_OFFICES}" if stem else ""
    named = f"|{re.escape(writer)}" if writer else ""
    return re.compile(rf"\b(?:{_SELF}{own}{named})\b", re.IGNORECASE)


def tells(text: str) -> bool:
    """Tell whether the words ask or support in so many words, so that they are no heading."""
    return bool(_FORMAL.search(text))


def retells(sentence: str) -> bool:
    """Tell whether the sentence says what somebody else proposes, or only that something follows."""
    return bool(_RETOLD.search(sentence) or _EMPTY.search(sentence))


def kind(
    text: str, said: re.Pattern[str], *, answering: bool, inherits: bool = False
) -> tuple[Kind, bool] | None:
    """Return whether the words ask or support, and whether they do so outright or only by what they find lacking.

    The writer must be the one who does it; `inherits` says that it stood earlier in the sentence. Words that ask
    without anyone ("bör") count where the document is `answering`.
    """
    hits = [
        (place, one, strong)
        for pattern, one, strong in _VERBS
        if (place := _said(text, pattern, said, inherits=inherits)) is not None
        and not (one == "support" and _DENIES.search(text))
    ]
    bare = _BARE_ASKS.search(text) if answering else None
    if bare:
        hits.append((bare.start(), "request", True))
    if not hits:
        return None
    first = min(hits, key=lambda hit: hit[0])
    return first[1], first[2] or any(one == "request" and strong for _, one, strong in hits)


_VERBS: tuple[tuple[re.Pattern[str], Kind, bool], ...] = (
    (re.compile(rf"\b(?:{_ASKS})", re.IGNORECASE), "request", True),
    (re.compile(rf"\b(?:{_SUPPORTS})", re.IGNORECASE), "support", True),
    (re.compile(rf"\b(?:{_LACKS})", re.IGNORECASE), "request", False),
)
_NEAR = re.compile(r"(?:\W+[\w/-]+){0,3}\W*$")


def _said(text: str, pattern: re.Pattern[str], said: re.Pattern[str], *, inherits: bool) -> int | None:
    """Return where the writer says it: close before the verb, right after it, or earlier in the sentence."""
    for hit in pattern.finditer(text):
        verb = hit.start()
        before = [one for one in said.finditer(text, 0, verb) if _NEAR.fullmatch(text[one.end() : verb])]
        after = said.search(text, verb, min(len(text), verb + 60))
        first_word = text.find(" ", verb)
        close = after is not None and text[first_word : after.start()].count(" ") <= 3
        opens = inherits and not re.search(r"\w", _OPENS.sub("", text[:verb]))
        if before or close or opens:
            return verb
    return None


def clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence that may say different things: around "men", and before a new verb that asks."""
    cuts = sorted({hit.start() for pattern in (_TURNS, _AND) for hit in pattern.finditer(sentence)})
    yield from zip([0, *cuts], [*cuts, len(sentence)], strict=True)


def asks(clause: str) -> list[tuple[int, int]]:
    """Return the things one request asks for, each apart: "hur …, varför … samt vad …" are three.

    "Samt" separates when both stand there; a thing that only says more of the one before stays with it.
    """
    pattern = _SAMT if " samt " in clause else re.compile(rf"{_SAMT.pattern}|{_OCH.pattern}")
    starts = [0]
    for hit in pattern.finditer(clause):
        rest = clause[hit.end() :]
        if not (_SAME_THING.match(rest) or _repeats(clause[starts[-1] : hit.start()], rest)):
            starts.append(hit.end())
    return list(zip(starts, [*starts[1:], len(clause)], strict=True))


def _repeats(before: str, rest: str) -> bool:
    """Tell a contrast ("vilka A tar och vilka B tar") by its word that comes again."""
    word = rest.split(maxsplit=1)[0]
    return word.startswith("vilk") and f" {word} " in f" {before} "


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the joining words before it and the marks and joining words after it."""
    opening = _OPENS.match(text[start:end])
    start += opening.end() if opening else 0
    words = re.sub(r"(?:[\s.,;:]|, där det (?:\w+ ){0,2}framgår| samt| och)+$", "", text[start:end])
    return start, start + len(words)
