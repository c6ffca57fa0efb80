"""Whole pages that a conversion put on one line: where their headings, labels, §§ and points begin."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from samsyn.intake.recognisers import bodies, headings

LONG = 300
_ONLY_HEADINGS = ("Beslutsunderlag", "Beslutsgång", "Expedieras", "Propositionsordning", "Ärendebeskrivning")
_PAPER = re.compile(
    r"(?<=\S) (?=(?:Justerandes? (?:sign|signatur(?:er)?)\b|Justerares sign|Utdragsbestyrkande|Ordförandens sign))"
)
_PARAGRAPH = re.compile(
    r"(?<=[.!?:)\d_a-zåäö]) (?P<at>(?:(?:K[SFsf]|[A-ZÅÄÖ]{2,5}|[A-ZÅÄÖ][a-zåäö]{1,3})(?: ?[Aa][Uu])? )?"
    r"§ ?\d{1,4}(?:/\d\d(?:\d\d)?)?(?![\d/–-]))"
    r"(?P<after> (?:Dnr|DNR|Diarie|\d{4}/|[A-ZÅÄÖ]{2,5}[ -/]?\d)| [A-ZÅÄÖ\"”][\w-]+)"
)
_PAGE_HEAD = re.compile(r"[Pp]rotokoll|PROTOKOLL|[\d#] ?\([\d#]+\)")
_NUMBER = re.compile(r"(?<![\d-])\d+(?![\d-]*-\d)")  # not a day
_REFERS = re.compile(
    r"(?:\b(?:enligt|se|i|av|från|och|jfr|till|med|kf|ks|au|den \d+ \w+(?: \d{4})?)"
    r"|,|nämnden|styrelsen|utskott|utskottet|fullmäktige)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?<=\S) (?=(?:[•●▪]|[-–] att) )")
_POINT = re.compile(r"(?<=[.\w:)]) (?=(?P<number>\d{1,2})\. [A-ZÅÄÖ\d])")
_ADDRESSEE_END = re.compile(
    r"(?:nämnden|styrelsen|enheten|kontoret|förvaltningen|chefen|direktören|avdelningen|fullmäktige|utskottet|kansliet"
    r"|nämnder|verket|revisorerna|bolaget|\bAB) (?=[A-ZÅÄÖ])"
)


def cuts(text: str, *, page: bool = False) -> list[int]:
    """Return where new pieces begin on a line that holds a whole page; none for a line that holds a paragraph."""
    if len(text) < LONG and not page:
        return []
    signs = [*_PAPER.finditer(text), *_paragraphs(text)]
    heads = list(_labels(text)) if len(signs) < 2 or "Beslutande" in text[:1500] else []
    sure = list(_sure_headings().finditer(text))
    if len(signs) + len(heads) + len(sure) < 2 and not page:
        return []
    found = (
        {hit.end() for hit in _PAPER.finditer(text)}
        | set(heads)
        | {hit.start("at") for hit in _paragraphs(text)}
    )
    found |= {hit.end() for hit in _BULLET.finditer(text)}
    for hit in [*sure, *_likely_headings().finditer(text)]:
        found |= {hit.start("words"), hit.end()}
    found |= set(_points(text))
    found |= set(_addressees(text, sorted(found)))
    return sorted(place for place in found if 0 < place < len(text))


@dataclass(frozen=True, slots=True)
class Top:
    """Where the words that every page begins with end on a line, and whether an earlier page has said the same."""

    end: int
    again: bool


def heads(texts: Sequence[str]) -> dict[int, Top]:
    """Return the page head of each line that holds a whole page."""
    pages = [
        place for place, text in enumerate(texts) if len(text) >= 100 and _PAGE_HEAD.search(text, 0, 160)
    ]
    ends: dict[int, int] = {}
    for place, other in pairwise(pages):
        words = _shared(texts[place], texts[other])
        for page in (place, other) if words >= 3 else ():
            ends[page] = max(ends.get(page, 0), _end_of(texts[page], words))
    found: dict[int, Top] = {}
    said: set[str] = set()
    for place, end in ends.items():
        key = _NUMBER.sub("#", texts[place][:end])
        found[place] = Top(end, key in said)
        said.add(key)
    return found


def _shared(text: str, other: str) -> int:
    first, second = _plain(text), _plain(other)
    count = 0
    for one, two in zip(first, second, strict=False):
        if one != two:
            break
        count += 1
    return count if _PAGE_HEAD.search(" ".join(first[:count])) else 0


def _plain(text: str) -> list[str]:
    return [re.sub(r"\d+", "#", word) for word in text[:300].split()[:24]]


def _end_of(text: str, words: int) -> int:
    hits = list(re.finditer(r"\S+\s*", text[:600]))
    return hits[words - 1].end() if words <= len(hits) else 0


def _paragraphs(text: str) -> list[re.Match[str]]:
    if "§" not in text:
        return []
    return [
        hit
        for hit in _PARAGRAPH.finditer(text)
        if not _REFERS.search(text[max(0, hit.start() - 40) : hit.start()])
        and not re.match(r" (?:[A-ZÅÄÖ]\w+ )?(?:beslutade|har|att)\b", hit["after"])
    ]


def _points(text: str) -> Iterator[int]:
    """Yield where the points of each numbered list begin: every run of 1., 2., 3. …"""
    expected = 1
    for hit in _POINT.finditer(text):
        if int(hit["number"]) == expected or int(hit["number"]) == 1:
            expected = int(hit["number"]) + 1
            yield hit.end()


def _labels(text: str) -> Iterator[int]:
    hits = list(_label_words().finditer(text, 0, 4000))
    yield from (hit.end() for hit in hits if len(hits) > 2)


def _addressees(text: str, found: Sequence[int]) -> Iterator[int]:
    """Yield where the second and later addressees begin after a heading for them."""
    for start, stop in pairwise([*found, len(text)]):
        if (
            stop - start < 300
            and headings.kind_of(text[:start].rstrip()[-40:].split("  ")[-1]) == "recipients"
        ):
            yield from (hit.end() for hit in _ADDRESSEE_END.finditer(text, start, stop))


_NEXT = r"(?::| )(?= ?[A-ZÅÄÖ\d•–-]| ?att )"


@cache
def _sure_headings() -> re.Pattern[str]:
    """Headings of several words, or that are nothing but headings: before a capital, a number or a list."""
    words = [word for word in headings.section_words() if " " in word or word in _ONLY_HEADINGS]
    organ = rf"(?=[A-ZÅÄÖ])(?:{bodies.PATTERN})s (?:beslut|förslag till (?:beslut|{bodies.PATTERN})|förslag)"
    return re.compile(rf"(?<=\S) (?P<words>{_listed(words)}|{organ}){_NEXT}")


@cache
def _likely_headings() -> re.Pattern[str]:
    """Headings of one word that also occur in sentences: after a full stop, or right before what is decided."""
    words = [word for word in headings.section_words() if " " not in word and len(word) > 4]
    decides = rf"(?:(?:{bodies.PATTERN}) (?:beslutar|föreslår|godkänner|antar)|1\. |att |Ärendet |Motionen )"
    return re.compile(
        rf"(?<=\S) (?P<words>(?<=[.:?!)] )(?:{_listed(words)}){_NEXT}|(?:Beslut|Beslutet)(?::| )(?={decides}))"
    )


def _listed(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _label_words() -> re.Pattern[str]:
    words = [
        word
        for word in headings.label_words()
        if " " in word or word in ("Beslutande", "Paragrafer", "Underskrifter", "Närvarande")
    ]
    return re.compile(
        rf"(?<=\S) (?=(?:{_listed(words)}|Sekreterare|Ordförande|Justerande|Ersättare)(?::| )\s?[A-ZÅÄÖ\d§])"
    )
