"""The title of a letter or a report: after its label, below the word for its kind, or the line that reads as one."""

import re
from collections.abc import Iterator, Sequence

from samsyn.intake.recognisers import bodies, headings, sections
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found, Quote
from samsyn.kit import dates, diary

Title = tuple[Found[str] | None, Passage | None]
HEAD = 25  # passages in which a letter says who writes, when and about what
_NO_PLACE = (
    r"(?!Senast|Svar|Sida|Version|Gäller|Giltig|Reviderad|Uppdaterad|Remisstid|Beslut|Protokoll|Sammanträde"
    r"|Nästa|Delår|Budget|Plan)"
)
PLACE_DATE = re.compile(rf"^{_NO_PLACE}[A-ZÅÄÖ]\w{{2,20}}(?: den)? (?=\d|den )")
_ANSWER_BY = re.compile(
    r"(?:^|[ \t,.–(-]+)(?:svar|remisstid|svarstid|yttrande|svarsdatum|sista svarsdag"
    r"|remissvar)\b[^.]{0,24}\b(?:senast|till|den|\d{4}-\d\d)\b"
    r"|[ \t,.–(-]+senast (?:den )?(?=\d)",
    re.IGNORECASE,
)
_NUMBER_LABEL = re.compile(
    r"(?:(?:\b|(?<=[a-zåäö)]))(?:[Dd]nr|DNR|Dnr|[Dd]iarienr|[Dd]iarienummer|[Ää]rendenummer|[Ää]rendenr)\b[.:]?|\()\s*$"
)
_OTHERS = re.compile(r"(?:\b(?:EU|EG|EEG|Euratom|nr|förordning|direktiv|EU-förordningen|rapport)\)?|\()\s*$")
_OF_YEAR = re.compile(r" (?:19|20)\d\d(?:[-–](?:20)?\d\d)?$")  # "Verksamhetsplan 2024" is both kind and title
_ADDRESSED = re.compile(r"(?:Till|För kännedom)\b|Enligt sändlista")
_HEADS = re.compile(
    r"(?:Rapport|Bilaga)(?: nr)? [\d/:-]+|(?:Från|Till|Avsändare|Bifogat|Bilagor|Bil\.):? .*"
    r"|[A-ZÅÄÖ][a-zåäöé-]+(?: [A-ZÅÄÖ][a-zåäöé-]+){1,2}"
)  # what stands in heads, people's names among it
_CLIPPED = ("m.m.", "m.fl.", "m. m.", "m. fl.", "?")


def title(
    parts: Sequence[sections.Section], opening: Sequence[Passage], *, audit: bool, kind: Quote | None
) -> Title:
    """Return the title and its line: after a label, else the line after the kind, else the first that reads as one."""
    below = any(section.kind == "addressed" for section in parts)
    first = opening if audit or below or len(parts[0].passages) <= 6 else parts[0].passages[:HEAD]
    candidates = [passage for passage in first if _may_be(passage)]
    after_kind = [passage for passage in candidates if _follows_kind(opening, passage)]
    subject = [passage for passage in candidates if headings.is_subject(passage.text)]
    telling = [one for one in opening if one.quote() == kind and headings.titled_kind(one.text)]
    ordered = (
        [*subject, *after_kind, *candidates] if audit else [*after_kind, *subject, *reversed(candidates)]
    )
    for passage in [*_labelled(opening), *telling, *ordered]:
        label = headings.label_of(passage.text)
        found = _found(passage, label[1] if label else 0, opening)
        if found:
            return found, passage
    return None, None


def _found(passage: Passage, start: int, opening: Sequence[Passage]) -> Found[str] | None:
    span = _bare(passage.text, start)
    if not span:
        return None
    start, end = span[0], _before_deadline(passage.text, span)
    whole = end == len(passage.text)
    text = " ".join([passage.text[start:end], *(wrapped(opening, passage) if whole else ())])
    return Found(text, passage.quote(start, end), 0.85, "Står som handlingens rubrik")


def wrapped(passages: Sequence[Passage], first: Passage) -> Iterator[str]:
    """Yield the lines on which a title set in large type goes on: right below, in small letters or below a full one."""
    start = passages.index(first) if first in passages else len(passages)
    for before, passage in zip(passages[start : start + 4], passages[start + 1 : start + 5], strict=False):
        goes_on = passage.text[:1].islower() or len(before.text) >= 22
        if passage.gap or passage.marker or not goes_on or not _may_go_on(passage.text):
            return
        yield passage.text


def _may_go_on(text: str) -> bool:
    return not (
        text.endswith((".", "?", ":"))
        or "@" in text
        or headings.label_of(text)
        or headings.document_kind(text)
        or diary.parse(text)
        or dates.find(text)
        or bodies.is_body(text)
        or headings.is_writer(text)
    )


def _labelled(opening: Sequence[Passage]) -> list[Passage]:
    """Return the lines whose label says that the subject follows, or the line below such a label alone."""
    found = []
    for place, passage in enumerate(opening):
        label = headings.label_of(passage.text)
        if not label or label[0] != "subject":
            continue
        value = passage.text[label[1] :].strip()
        if value:
            found += [] if diary.parse(value) else [passage]
        elif place + 1 < len(opening) and _may_be(opening[place + 1]):
            found.append(opening[place + 1])
    return found


def _may_be(passage: Passage) -> bool:
    text = passage.text
    ended = text.endswith((".", ":", "?", ",", ";")) and not text.endswith(_CLIPPED)
    return (
        8 <= len(text) <= 400
        and not passage.marker
        and not (ended and not (text.endswith(",") and headings.is_subject(text)))
        and not (text.endswith("?") and not headings.is_subject(text))
        and "@" not in text
        and not _ADDRESSED.match(text)
        and (" " in text or len(text) >= 16)
        and not headings.label_of(text)
        and not (headings.document_kind(text) and not _OF_YEAR.search(text))
        and not headings.is_writer(text)
        and not bodies.is_body(text)
        and not bodies.is_office(text)
        and dates.parse(text) is None
        and not PLACE_DATE.match(text)
        and diary.parse(text) is None
        and not bodies.is_municipality(text)
        and not (bodies.is_audit_office(text) and len(text) <= 40)
        and not _HEADS.fullmatch(text)
    )


def _follows_kind(opening: Sequence[Passage], passage: Passage) -> bool:
    place = opening.index(passage)
    return place > 0 and headings.document_kind(opening[place - 1].text) is not None


def _bare(text: str, start: int) -> tuple[int, int] | None:
    """Return the span from `start` without the diary numbers at its ends; None when nothing is left.

    A number without a body's code is the title's own unless a label or a bracket says that it is a diary number.
    """
    end = len(text)
    for match in diary.find(text, bare=True):
        if match.start < start or not (match.number.key.body or match.labelled or _in_brackets(text, match)):
            continue
        if _OTHERS.search(text[start : match.start]) and not match.labelled and text[match.start - 1] != "(":
            continue
        before = _NUMBER_LABEL.sub("", text[start : match.start])
        if not re.search(r"\w", before):
            start = match.end
        elif not re.search(r"\w{3}", _NUMBERS_AFTER.sub("", text[match.end :])):
            end = start + len(before)
            break
    while start < end and not (text[start].isalnum() or text[start] in "\"”»'"):
        start += 1
    piece = text[start:end].rstrip(" \t-–:,(")
    return (start, start + len(piece)) if re.search(r"[^\W\d_]{2}", piece) else None


_NUMBERS_AFTER = re.compile(
    r"^(?:(?:[,;/]| och| samt)?\s*[A-ZÅÄÖ][\wÅÄÖåäö]{0,7}[ -]?\d[\d/:.-]{2,14}(?:/[A-Z]{1,4})?)+"
)


def _in_brackets(text: str, match: diary.DiaryMatch) -> bool:
    return text[: match.start].endswith("(") and text[match.end :].startswith(")")


def _before_deadline(text: str, span: tuple[int, int]) -> int:
    start, end = span
    hit = _ANSWER_BY.search(text, start + 8, end)
    piece = text[start : hit.start() if hit else end].rstrip(" \t,.–(-")
    return start + len(piece) + (1 if not hit and text[start:end].endswith(("m.m.", "m.fl.")) else 0)
