"""Diary numbers (diarienummer) and decision references (beslutshänvisningar) in all the shapes Swedish bodies use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from samsyn.kit import dates

EARLIEST, LATEST = 1950, 2099


class DiaryKey(NamedTuple):
    """What two spellings of one number share: body code in capitals ("" when bare), year, number (nyckel)."""

    body: str
    year: int
    sequence: int


@dataclass(frozen=True, slots=True)
class DiaryNumber:
    """A diary number as written, and its normal form to compare by (diarienummer)."""

    raw: str
    key: DiaryKey


@dataclass(frozen=True, slots=True)
class DiaryMatch:
    """A diary number found in a text at [start, end); `labelled` when a word such as Dnr stood before it (träff)."""

    start: int
    end: int
    number: DiaryNumber
    labelled: bool


@dataclass(frozen=True, slots=True)
class DecisionMatch:
    """A reference to a decision by body, day and §, found at [start, end) (beslutshänvisning)."""

    start: int
    end: int
    raw: str
    body: str
    date: date
    paragraph: str


# Series of reports, laws, bills and the like that are written as a diary number but aren't one.
NOT_BODIES = frozenset(
    {"SOU", "DS", "SFS", "PROP", "MOT", "DIR", "RIR", "SKR", "BET", "ISO", "EN", "SS", "TEL", "FAX", "EU", "EG", "EES"}
    | {"FN", "VT", "HT", "ÅR", "NR", "KAP", "PUNKT", "SIDA", "DEL", "ISBN", "ISSN", "RAPP", "VER", "COM", "KOM", "IT"}
    | {"AI", "HSLF", "DNR", "SE", "JFR", "ENL", "FRÅN", "TILL", "MED", "FÖR", "OCH", "DEN", "VID", "ÅREN", "MAJ"}
)  # fmt: skip
_CODE = r"(?P<code>[A-ZÅÄÖ]{2,8}|[A-ZÅÄÖ][a-zåäö]{1,3})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SEQ = r"(?P<seq>\d{1,6})"
_TAIL = r"(?:-\d[\d.]{0,12}(?<!\.)|\.\d{1,4}|:\d{1,3})?"
_END = r"(?![\d/])"
_START = r"(?<![\w/:-])"
_CODED = tuple(
    re.compile(_START + shape)
    for shape in (
        rf"{_CODE}[-/ ]?{_YEAR}[-/]{_SEQ}{_TAIL}(?!:\d){_END}",  # STK-2019-284, KS 2018/14, KS2016-527
        rf"{_CODE}/{_YEAR}:{_SEQ}{_END}",  # KSKF/2014:1
        rf"{_CODE}[. ]{_YEAR}\.{_SEQ}(?!\.\d){_END}",  # KU.2017.3, KS 2015.372
        rf"(?P<code>[A-ZÅÄÖ]{{2,5}})(?P<year>\d\d)/{_SEQ}{_END}",  # KK15/768
        rf"(?P<code>[A-ZÅÄÖ])(?P<year>(?:19|20)\d\d)-\d{{1,4}}-{_SEQ}{_END}",  # T2012-050-05828
        rf"{_YEAR}/(?P<code>[A-ZÅÄÖ]{{2,5}}) {_SEQ}(?: \d{{1,4}})?{_END}",  # 2023/BUN 0203 40
        rf"{_CODE}-{_SEQ}/{_YEAR}{_END}",  # KS-345/2011
    )
)
_BARE = tuple(
    re.compile(_START + shape)
    for shape in (
        rf"{_YEAR}/{_SEQ}(?:-\d[\d.]{{0,12}}(?<!\.))?(?!:\d){_END}",  # 2021/1-2.2.0.2
        rf"(?:\d-)?{_SEQ}/{_YEAR}{_END}",  # 1-202/2019
        rf"{_SEQ}/(?P<year>\d\d){_END}",  # 0497/16
        rf"{_YEAR}-(?P<seq>\d{{3,6}}){_END}(?!-)",  # 2019-00284
    )
)
_LABEL = re.compile(
    r"(?:\b(?:dnr|diarienr|diarie(?:nummer)?|ärende(?:nr|nummer| nr)|vår beteckning|er beteckning)\b\.?)[:\s]{0,3}$",
    re.IGNORECASE,
)
_TRIGGER = re.compile(r"\d[-/:.]\d|\d/[A-ZÅÄÖ]")
_ISO_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def find(text: str, *, bare: bool = False) -> tuple[DiaryMatch, ...]:
    """Return the diary numbers in the text, in order and without overlaps.

    A number without a body code ("0497/16") counts only after a label such as Dnr, or anywhere when `bare`
    (for the line of a § heading). Numbers of reports, laws, bills and motions, dates, periods, organisation
    numbers and telephone numbers are never returned.
    """
    if not _TRIGGER.search(text):
        return ()
    found = sorted(_candidates(text, bare), key=lambda match: (match.start, -match.end))
    kept: list[DiaryMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return tuple(kept)


def parse(text: str) -> DiaryNumber | None:
    """Read a field that holds one diary number and nothing else; None when it doesn't."""
    bare = text.strip()
    for match in find(bare, bare=True):
        if match.start == 0 and match.end == len(bare):
            return match.number
    return None


def _candidates(text: str, bare: bool) -> Iterator[DiaryMatch]:
    for pattern in _CODED:
        for hit in pattern.finditer(text):
            labelled = _is_labelled(text, hit.start())
            if _is_diary(hit, text, labelled):
                yield _match(hit, hit["code"].upper(), labelled)
    for pattern in _BARE:
        for hit in pattern.finditer(text):
            labelled = _is_labelled(text, hit.start())
            if (
                (bare or labelled)
                and not _ISO_DATE.match(text, hit.start())
                and (labelled or not _is_span(hit))
            ):
                yield _match(hit, "", labelled)


def _is_labelled(text: str, start: int) -> bool:
    return bool(_LABEL.search(text[max(0, start - 24) : start]))


def _is_diary(hit: re.Match[str], text: str, labelled: bool) -> bool:
    code = hit["code"].upper()
    if code in NOT_BODIES or code.endswith("FS"):
        return False
    if _ISO_DATE.match(text, hit.start("year")):
        return False
    return labelled or not _is_period(hit)


def _is_period(hit: re.Match[str]) -> bool:
    """Tell a term of office or a month ("KF 2018-2022", "KS 2020-10") from a number."""
    spaced = hit.end("code") < hit.start("year") and hit.string[hit.end("code")] == " "
    return (
        spaced and "-" in hit.group() and (_is_span(hit) or (len(hit["seq"]) == 2 and int(hit["seq"]) <= 12))
    )


def _is_span(hit: re.Match[str]) -> bool:
    return len(hit["seq"]) == 4 and 0 < int(hit["seq"]) - int(hit["year"]) <= 30


def _match(hit: re.Match[str], code: str, labelled: bool) -> DiaryMatch:
    year = int(hit["year"])
    full = year if year > 99 else dates.century(year)
    number = DiaryNumber(hit.group(), DiaryKey(code, full, int(hit["seq"])))
    return DiaryMatch(hit.start(), hit.end(), number, labelled)


# --- §§ -------------------------------------------------------------------------------------------------------------

_BODY = (
    r"(?P<body>(?:K[SF]|Ks|Kf|[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,3}(?: au)?"
    r"|[A-ZÅÄÖa-zåäö-]{0,30}(?:nämnden|styrelsen|fullmäktige|utskottet)|[A-ZÅÄÖa-zåäö-]{1,30}s arbetsutskott))"
)
_DAY = r"(?P<day>(?:19|20)\d\d-\d\d-\d\d|\d{6}|(?:den )?\d{1,2} [a-z]{3,9} (?:19|20)\d\d)"
_NUMBER = r"(?P<paragraph>\d{1,4}(?:/\d{2,4})?)"
_DECISIONS = tuple(
    re.compile(_START + shape)
    for shape in (
        rf"{_BODY},? {_DAY},? ?§ ?{_NUMBER}\b",  # KF 2021-03-31 § 100
        rf"{_BODY},? § ?{_NUMBER},? {_DAY}(?!\d)",  # KS § 187, 2016-12-06
        rf"(?P<body>K[SF]|Ks|Kf) {_NUMBER},? {_DAY}(?!\d)",  # KF 88 2015-09-08
    )
)


def find_decisions(text: str) -> tuple[DecisionMatch, ...]:
    """Return the references to decisions that name body, day and § ("KSAU 2020-10-05 §567"), in order."""
    if "§" not in text and not re.search(r"\bK[SFsf] \d", text):
        return ()
    found: list[DecisionMatch] = []
    for pattern in _DECISIONS:
        for hit in pattern.finditer(text):
            day = dates.parse(hit["day"])
            if day is not None and day.date is not None:
                found.append(
                    DecisionMatch(
                        hit.start(), hit.end(), hit.group(), hit["body"], day.date, hit["paragraph"]
                    )
                )
    return tuple(sorted(found, key=lambda match: match.start))


@dataclass(frozen=True, slots=True)
class ParagraphHead:
    """The line that opens a § in minutes: the code before it, its number, where the mark begins and the rest starts."""

    body: str
    number: str
    start: int
    end: int


_HEAD = re.compile(
    r"\s{0,8}(?:(?P<body>(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,3})(?: [Aa][Uu])?) )?"
    r"(?P<mark>§ ?(?P<number>\d{1,4}(?:/\d{2,4})?))(?![\d§-])[.:]?\s{0,8}"
)
_LOST_GLYPH = re.compile(
    r"(?P<body>K[SFsf]) (?P<mark>(?P<number>\d{1,4}))(?=$|\s+(?:Dnr|DNR|Diarie))[.:]?\s{0,8}"
)


def paragraph_head(line: str) -> ParagraphHead | None:
    """Read a line that opens a § ("§ 182 Rubrik", "KS § 12", "Kf 130"); None when it doesn't.

    A line that goes on in small letters ("§ 4 i kommunallagen") or names several §§ is running text.
    """
    hit = _HEAD.match(line) if "§" in line[:24] else _LOST_GLYPH.match(line)
    if hit is None:
        return None
    rest = line[hit.end() :]
    if not rest and line.rstrip().endswith("."):
        return None
    if rest[:1].islower() or (rest[:1] in ",;)–-" and rest[:1]):
        return None
    return ParagraphHead(hit["body"] or "", hit["number"], hit.start("mark"), hit.end())
