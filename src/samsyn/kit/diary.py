"""Diary numbers (diarienummer) and decision references (beslutshänvisningar) in all the shapes Swedish bodies use."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
    """A diary number as written, and the key of its case; `part` tells the parts of one case apart (diarienummer)."""

    raw: str
    key: DiaryKey
    part: int | None = None

    @property
    def normal(self) -> str:
        """The number in the form numbers are compared in: "ks-2018-14", a part of a case "slk-2024-506:9"."""
        main = "-".join(str(piece) for piece in self.key).casefold()
        return main if self.part is None else f"{main}:{self.part}"


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
    | {"VT", "HT", "ÅR", "NR", "KAP", "PUNKT", "SIDA", "DEL", "ISBN", "ISSN", "RAPP", "VER", "COM", "KOM", "IT"}
    | {"AI", "HSLF", "DNR", "SE", "JFR", "ENL", "FRÅN", "TILL", "MED", "FÖR", "OCH", "DEN", "VID", "ÅREN", "MAJ"}
    | {"PLAN", "MÅL", "BIL", "SID", "ART", "VÅR", "HÖST", "UTL", "RSK", "TOM", "FOM", "KL", "ID", "AB", "ORG"}
    | {"JAN", "FEB", "MARS", "APR", "JUNI", "JULI", "AUG", "SEPT", "OKT", "NOV", "DEC", "PBL", "LSS", "OSL", "HSL"}
    | {"SOL", "FL", "TF", "LVU", "LUF", "GDPR", "DIN", "NJA", "RÅ", "HFD", "MÖD", "AD", "JO"}
)  # fmt: skip
_CODE = r"(?P<code>[A-ZÅÄÖ]{2,8}|[A-ZÅÄÖ][a-zåäö]{1,3})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YY = r"(?P<year>\d\d)"
_SEQ = r"(?P<seq>\d{1,6})"
_PART = r"(?::(?P<part>\d{1,3}))?"
_TAIL = rf"(?:-\d[\d.]{{0,12}}(?<!\.)|\.\d{{1,4}})?{_PART}"
_END = r"(?![\d/])"
_START = (
    r"(?:(?<![\w/:-])|(?<=[a-zåäö])(?=[A-Z][a-z]?(?:19|20)\d\d/\d))"  # also glued: "lagenJu2018/05093/L3"
)
_SPOT = re.compile(
    _START + r"(?:(?:[A-ZÅÄÖ]{1,8}|[A-ZÅÄÖ][a-zåäö]{1,3})[-–/. ]{0,2}(?=\d)|\d+(?=[-–/.:A-ZÅÄÖ]))"
)


def _shapes(*shapes: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_START + shape + _END) for shape in shapes)


_CODED = _shapes(
    rf"{_CODE}[-–/ ]?{_YEAR}[-–/]{_SEQ}(?:/[A-Z]{{1,4}}\d?|{_TAIL})(?!:\d)",  # STK-2019-284, KS 2018/14, KS2016-527
    rf"(?P<code>[A-ZÅÄÖ][a-zåäö]?){_YEAR} ?/{_SEQ}(?:/[A-Z][A-Za-z]{{0,3}}\d?)?",  # M2013/1724/Ke, U2022/04085
    rf"{_CODE}/{_YEAR}:{_SEQ}(?:-\d{{1,4}})?",  # KSKF/2014:1, TEK/2022:33-1
    rf"{_CODE}[-. ]?{_YEAR}\.{_SEQ}(?:\.\d{{3}})?(?!\.\d)",  # KU.2017.3, KS 2015.372
    rf"(?P<code>[A-ZÅÄÖ]{{2,5}}){_YY}/{_SEQ}",  # KK15/768
    rf"(?P<code>[A-ZÅÄÖ]){_YEAR}-\d{{1,4}}-{_SEQ}",  # T2012-050-05828
    rf"{_CODE}-{_SEQ}/{_YEAR}",  # KS-345/2011
)
_YEAR_FIRST = _shapes(
    rf"{_YEAR}/(?P<code>[A-ZÅÄÖ]{{2,5}}) ?{_SEQ}(?: \d{{1,4}})?",  # 2023/BUN 0203 40
    rf"{_YEAR}(?P<code>[A-ZÅÄÖ]{{2,5}}){_SEQ}(?: \d{{3}})?",  # 2014KS0123 106
    rf"{_YY}/(?P<code>[A-ZÅÄÖ]{{2,5}}) (?P<seq>\d{{3,6}})",  # 22/KS 0123
    rf"{_YEAR}[/-]{_SEQ}-(?P<code>[A-ZÅÄÖ]{{2,5}})(?:-\d{{1,4}})?",  # 2013/1234-KS-229
)
# These are also written for other things and count only after a label, in brackets or in a place for numbers.
_CODED_IN_PLACE = _shapes(
    rf"{_CODE} {_SEQ}/{_YEAR}",  # Ks 1234/2015
    rf"{_CODE}[ -](?P<seq>\d{{1,6}})/{_YY}",  # KS 123/14
    rf"(?P<code>[A-ZÅÄÖ]{{2,5}})[ -]{_YY}/(?P<seq>\d{{3,6}})",  # KS 14/0123
    rf"(?P<code>[A-ZÅÄÖ]{{2,5}}){_YY}[. ](?P<seq>\d{{1,4}})",  # KS14 123
    rf"{_CODE} {_YEAR}:{_SEQ}",  # KS 2017:257
    rf"(?P<code>[A-ZÅÄÖ]{{2,5}})(?P<seq>\d{{3,6}})/{_YY}",  # KS0123/22
    rf"(?P<code>[A-ZÅÄÖ]{{2,5}})[ -]{_YY}-(?P<seq>\d{{2,6}})(?!-)",  # KS 22-345
)
_BARE = _shapes(
    rf"{_YEAR}/{_SEQ}{_TAIL}",  # 2021/1-2.2.0.2
    rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}[-/])?{_SEQ}/{_YEAR}(?:-\d[\d.]{{0,12}}(?<!\.))?",  # 1-202/2019
    rf"{_SEQ}/{_YY}",  # 0497/16
    rf"{_YEAR}-(?P<seq>\d{{3,6}})(?!-)",  # 2019-00284
    rf"{_YY}(?P<code>[A-ZÅÄÖ]{{2,5}}){_SEQ}",  # 14KS123
)
_LABELLED = _shapes(
    rf"{_YEAR}[.:]{_SEQ}(?:-\d[\d.]{{0,12}}(?<!\.))?",  # 2014.123-106
    rf"{_YEAR}-{_SEQ}(?!-)",  # 2018-71
    rf"{_YY}/(?P<seq>\d{{3,6}})",  # 14/0331
    r"(?P<seq>\d{1,5})-(?P<year>(?:19|20)\d\d)(?!-)",  # 01234-2014
)
_LABEL = re.compile(
    r"(?:\b(?:dnr|diarienr|diarie(?:nummer|-nr)?|ärende(?:nr|nummer| nr|-nr)|vår beteckning|er beteckning)\b\.?)"
    r"[:.\s]{0,3}$",
    re.IGNORECASE,
)
_CLASS = re.compile(r"[ –-]{1,3}(?:[Dd]pl\.? )?\d{1,3}(?:\.\d{1,3})*| [A-ZÅÄÖ]{2,5}-\d{1,4}")
"""What the archive's plan adds after a number: "2022/345 109", "KS 2022-00123 1.1.1.0"."""
_OTHER_SERIES = re.compile(
    r"\b(?:nr|mål|rapport|motion|handling|version|utlåtande|lag|förordning|läsår(?:et)?|org\.?nr)[.: ]{0,2}$",
    re.IGNORECASE,
)
_TRIGGER = re.compile(r"\d(?:[-–/:.]\d|/?[A-ZÅÄÖ])|[A-ZÅÄÖ]\d\d \d")
_SEVERAL = re.compile(r"(?:dnr|nummer|nr)\b\.?:? ?[\w/:. -]{4,16}$", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?:19|20)\d\d[-–](?:0[1-9]|1[0-2])[-–](?:0[1-9]|[12]\d|3[01])(?!\d)")


def find(text: str, *, bare: bool = False) -> tuple[DiaryMatch, ...]:
    """Return the diary numbers in the text, in order and without overlaps.

    A number without a body code ("0497/16") counts only after a label such as Dnr, or anywhere when `bare`
    (for the line of a § heading). Numbers of reports, laws, bills and motions, dates, periods, organisation
    numbers and telephone numbers are never returned.
    """
    if not _TRIGGER.search(text):
        return ()
    kept: list[DiaryMatch] = []
    for spot in _SPOT.finditer(text):
        if not kept or spot.end() > kept[-1].end:
            start = spot.start() if not kept else max(spot.start(), kept[-1].end)
            match = _at(text, start, bare) or (_at(text, spot.end(), bare) if spot.end() > start else None)
            kept += [match] if match else []
    return tuple(kept)


def parse(text: str) -> DiaryNumber | None:
    """Read a field that holds one diary number and nothing else; None when it doesn't."""
    bare = text.strip()
    if len(bare) > 40:
        return None
    for match in find(bare, bare=True):
        if match.start == 0 and (match.end == len(bare) or _CLASS.fullmatch(bare, match.end)):
            return match.number
    return None


def _at(text: str, start: int, bare: bool) -> DiaryMatch | None:
    """Return the longest diary number that begins at that place; None when none does."""
    before = text[max(0, start - 24) : start]
    labelled = before[-1:] in " :.\t" and (bool(_LABEL.search(before)) or _follows_number(before))
    in_place = bare or labelled or before.endswith("(")
    patterns = [*_CODED, *_CODED_IN_PLACE * in_place] if text[start : start + 1].isalpha() else [*_YEAR_FIRST]
    if not text[start : start + 1].isalpha():
        patterns += [*_BARE * (bare or labelled), *_LABELLED * labelled]
    hits = [hit for pattern in patterns if (hit := pattern.match(text, start))]
    good = [hit for hit in hits if _is_diary(hit, text, labelled)]
    return _match(max(good, key=lambda hit: hit.end()), labelled) if good else None


def _follows_number(before: str) -> bool:
    """Tell whether the place follows a labelled number: "Dnr KS 2017/3, " and more come."""
    head, comma, rest = before.rpartition(", ")
    return (
        bool(comma)
        and not rest
        and bool(re.search(r"(?:dnr|nummer|nr)\b\.?:? ?[\w/:. -]{4,16}$", head, re.I))
    )


def _is_diary(hit: re.Match[str], text: str, labelled: bool) -> bool:
    code = (hit.groupdict().get("code") or "").upper()
    if code in NOT_BODIES or (code.endswith("FS") and len(code) > 2):
        return False
    if _ISO_DATE.match(text, hit.start("year")) or int(hit["seq"]) == 0:
        return False
    if labelled:
        return True
    if not code and (_is_span(hit) or _OTHER_SERIES.search(text[max(0, hit.start() - 14) : hit.start()])):
        return False
    return not _is_period(hit) and not _is_day(hit)


def _is_day(hit: re.Match[str]) -> bool:
    """Tell the day "3/12 2014" from a number."""
    return len(hit["year"]) == 2 and bool(
        re.match(r"[ -](?:19|20)\d\d\b", hit.string[hit.end() : hit.end() + 5])
    )


def _is_period(hit: re.Match[str]) -> bool:
    """Tell a term of office or a month ("KF 2018-2022", "KS 2020-10") from a number."""
    code = hit.groupdict().get("code")
    spaced = bool(code) and hit.end("code") < hit.start("year") and hit.string[hit.end("code")] == " "
    month = len(hit["seq"]) == 2 and int(hit["seq"]) <= 12
    return spaced and bool(re.search("[-–]", hit.group())) and (_is_span(hit) or month)


def _is_span(hit: re.Match[str]) -> bool:
    year, seq = int(hit["year"]), hit["seq"]
    if len(seq) == 2 and year > 99:
        return hit.string[hit.end("year") : hit.start("seq")] == "/" and int(seq) == (year + 1) % 100
    return len(seq) == 4 and 0 < abs(int(seq) - year) <= 30


def _match(hit: re.Match[str], labelled: bool) -> DiaryMatch:
    parts = hit.groupdict()
    year = int(hit["year"])
    full = year if year > 99 else dates.century(year)
    code = (parts.get("code") or "").upper()
    part = int(parts["part"]) if parts.get("part") else None
    number = DiaryNumber(hit.group(), DiaryKey(code, full, int(hit["seq"])), part)
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
        rf"(?P<body>){_DAY},? ?\(?[§$] ?{_NUMBER}\b(?! ?[-–] ?\d)",  # 2021-06-15 § 71, whose body stands elsewhere
    )
)


_CODED_DECISION = re.compile(r"\bK[SFsf] \d")


def find_decisions(text: str) -> tuple[DecisionMatch, ...]:
    """Return the references to decisions by day and § ("KSAU 2020-10-05 §567", "den 3 maj 2021, § 41"), in order.

    The body is "" when it doesn't stand right beside them.
    """
    if "§" not in text and "$ " not in text and ("K" not in text or not _CODED_DECISION.search(text)):
        return ()
    found: list[DecisionMatch] = []
    for pattern in _DECISIONS:
        for hit in pattern.finditer(text):
            day = dates.parse(hit["day"])
            known = any(one.start < hit.end() and hit.start() < one.end for one in found)
            if not known and day is not None and day.date is not None:
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


# "KS § 12", "Svn au § 45", "Kommunstyrelsen § 12", and a number or label before: "KSKF/2014:1 § 12".
_BEFORE = (
    r"(?:(?P<body>(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,3})(?:[ -]?[Aa][Uu])?"
    r"|[A-ZÅÄÖ][a-zåäö-]{3,30}(?:nämnden|styrelsen|fullmäktige|utskottet|utskott))[ /]?)?"
)
_NUMBERED = r"(?P<number>\d{1,4}(?:/\d{2,4})?)(?![\d§]| ?[-–] ?\d|/\d)[.:]?"
_NUMBER_BEFORE = r"(?:(?:[Dd]nr:? )?(?:[A-ZÅÄÖ]\w{1,7} )?[\w/.:-]{4,20}\d[, \t]{1,8})?"
_HEAD = re.compile(rf"\s{{0,8}}{_NUMBER_BEFORE}{_BEFORE}(?P<mark>§ ?{_NUMBERED})\s{{0,200}}")
_NUMBER_FIRST = re.compile(
    r"\s{0,8}(?P<body>)(?P<mark>(?P<number>\d{1,4}(?:/\d{2,4})?) ?§)(?!§)(?:\s{1,200}|$)"
)
_WORD_HEAD = re.compile(rf"(?P<body>)(?P<mark>Paragraf {_NUMBERED})\s{{0,8}}")
_UNMARKED = r"(?P<number>\d{1,3}(?:/\d\d)?)(?![\d§]| ?[-–] ?\d|/\d)[.:]?"
_LOST_GLYPH = re.compile(
    rf"(?P<body>K[SFsf](?: ?[Aa][Uu])?) (?P<mark>(?:[sS$Q] ?)?{_UNMARKED})(?=$|\s+(?:Dnr|DNR|Diarie|§))\s{{0,200}}"
)
_WEAK = re.compile(
    r"\s{0,8}(?:(?P<body>K[SFsf]|[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,3})(?: ?[Aa][Uu])? )?"
    rf"(?P<mark>(?:[sS$Q&§] ?)?{_UNMARKED})(?:\s{{1,200}}|$)"
)
_REST = re.compile(r"(?:[-–] ?|, )?(?=[A-ZÅÄÖÉ\d\"”'»(]|Dnr|dnr|$)")


@lru_cache(maxsize=8192)
def paragraph_head(line: str) -> ParagraphHead | None:
    """Read a line that opens a § ("§ 182 Rubrik", "KS § 12", "Kf 130"); None when it doesn't.

    A line that goes on in small letters ("§ 4 i kommunallagen") or names several §§ is running text.
    """
    if "§" in line[:48]:
        hit = _HEAD.match(line) or _NUMBER_FIRST.match(line)
    else:
        hit = _LOST_GLYPH.match(line) or (_WORD_HEAD.match(line) if line.startswith("Paragraf ") else None)
    if hit is None:
        return None
    rest = line[hit.end() :]
    if not rest and line.rstrip().endswith("."):
        return None
    on = _REST.match(rest)
    if on is None or _names_day(rest) or (rest.startswith(",") and not _diary_follows(rest)):
        return None
    return _head(hit, hit.end() + on.end())


def weak_head(line: str) -> ParagraphHead | None:
    """Read a line that may open a § whose mark is lost or misread ("45", "45 Rubrik", "s 45", "Q 45 Rubrik").

    Only a row of such lines whose numbers follow each other proves that they do.
    """
    hit = _WEAK.match(line) if len(line) <= 160 else None
    if hit is None:
        return None
    rest = line[hit.end() :]
    if rest and not re.match(r"[A-ZÅÄÖÉ\"”'»(](?!\d)", rest):
        return None
    return _head(hit, hit.end())


def _diary_follows(rest: str) -> bool:
    """Tell whether a number or its label comes next: ", Dnr KS 2018/14"."""
    return bool(re.match(r"[,\s]{0,3}(?:dnr|diarie|ärende)", rest, re.IGNORECASE)) or bool(
        (found := find(rest, bare=True)) and found[0].start <= 3
    )


_DAY_ONLY = re.compile(r"[,\s-]{0,3}(?:(?:19|20)\d\d-\d\d-\d\d|\d{6})\W*$")


def _names_day(rest: str) -> bool:
    return bool(_DAY_ONLY.match(rest))


def _head(hit: re.Match[str], end: int) -> ParagraphHead:
    return ParagraphHead(hit["body"] or "", hit["number"], hit.start("mark"), end)
