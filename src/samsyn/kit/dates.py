"""Dates as Swedish officials write them: finding them in text, and what they mean and how exactly."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Precision = Literal["day", "week", "month", "quarter", "half-year", "year", "relative", "recurring"]
Span = tuple[date, date]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb"),
            ("mars", "mar"),
            ("april", "apr"),
            ("maj",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augusti", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
SEASONS: dict[str, tuple[Precision, int, int]] = {
    "våren": ("half-year", 1, 6),
    "vårterminen": ("half-year", 1, 6),
    "sommaren": ("quarter", 6, 8),
    "hösten": ("half-year", 7, 12),
    "höstterminen": ("half-year", 7, 12),
}
ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
CENTURY_TURNS = 70  # two-digit years below this belong to the 2000s


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date with how exact it is and the words it came from (datum med precision).

    `date` is a period's first day, or its last when the words point at its end ("senast", "utgång");
    None when the words give no calendar day by themselves ("inom två månader", "varje år", a day without a year).
    """

    date: date | None
    precision: Precision
    raw: str


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date found in a text, at [start, end) (träff)."""

    start: int
    end: int
    value: DateValue


_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_COUNT = r"(?:\d{1,3}|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv)(?: \(\d{1,3}\))?"
_UNIT = r"(?:(?:arbets|kalender|bank)?dag(?:ar)?|veck(?:a|or)|månad(?:er)?|(?:halv)?år|kvartal)"
_SPOKEN = (
    r"(?<=senast )|(?<=senast i )|(?<=senast under )|(?<=före )|(?<=innan )|(?<=utgången av )|(?<=slutet av )"
)

# Each form with a word without which it can't stand in a text ("" for none).
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("iso", "", r"(?P<year>(?:19|20)\d\d)[-‐‑–/.](?P<number>\d{1,2})[-‐‑–/.](?P<day>\d{1,2})(?![\d-])"),
    ("compact", "", r"(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)(?![\d-])"),
    ("short", "", r"(?P<yy>\d\d)(?P<number>\d\d)(?P<day>\d\d)(?![\d/-]|[ \u00a0](?:kr|tkr|st|\d{3}))"),
    ("nordic", "", r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[ .-]?[ -]?(?P<year>(?:19|20)\d\d)(?!\d)"),
    ("yearly", "varje år", rf"(?:den )?(?:\d{{1,2}}(?::?[ae])?|siste|sista) {_MONTH} varje år\b"),
    ("last", "sist", rf"(?:den )?sist[ae] (?:dagen i )?{_MONTH},? {_YEAR}\b"),
    ("day", "", rf"(?:den ?)?(?P<day>\d{{1,2}})(?::?[ae])? {_MONTH},?(?: år)? {_YEAR}\b"),
    ("close", "", rf"(?<!\d )(?<!:[ae] ){_MONTH} (?:månads )?(?:utgång|slut) {_YEAR}\b"),
    ("month", "", rf"(?<!\d )(?<!:[ae] ){_MONTH}(?: månad)?(?: år)? {_YEAR}\b"),
    ("dayless", "", rf"(?:den )?(?P<day>\d{{1,2}})(?::?[ae])? {_MONTH}(?!\w)"),
    ("unsaid day", "sist", rf"(?:den )?sist[ae] (?:dagen i )?{_MONTH}(?!\w)"),
    ("unsaid month", "", rf"(?:{_SPOKEN}){_MONTH}(?: månads (?:utgång|slut)| månad)?(?!\w)"),
    ("unsaid quarter", "kvartalet", r"(?:första|andra|tredje|fjärde) kvartalet\b"),
    ("unsaid half-year", "halvåret", r"(?:första|andra) halvåret\b"),
    ("unsaid week", "v", r"v(?:ecka |ecka\. |\. ?)(?:[1-4]?\d|5[0-3])(?![\w/:-])"),
    ("unsaid year", "årets ", r"årets (?:utgång|slut)\b"),
    ("year's end", "års ", rf"{_YEAR} års (?:utgång|slut)\b"),
    ("quarter", "", rf"(?:kv(?:artal)?\.? ?|q)(?P<part>[1-4])[ ,/-]{{1,2}}{_YEAR}\b"),
    ("quarter", "", r"(?P<year>(?:19|20)\d\d)[ -]?[qk](?P<part>[1-4])\b"),
    ("quarter", "kvartalet", rf"(?P<ordinal>första|andra|tredje|fjärde) kvartalet (?:år )?{_YEAR}\b"),
    ("half", "halvåret", rf"(?P<ordinal>första|andra) halvåret (?:år )?{_YEAR}\b"),
    ("turn", "halvårsskiftet", rf"halvårsskiftet {_YEAR}\b"),
    ("newyear", "årsskiftet", r"årsskiftet (?P<year>(?:19|20)\d\d)[/–-](?:20)?\d\d\b"),
    ("season", "", rf"(?P<season>våren|vårterminen|sommaren|hösten|höstterminen) (?:år )?{_YEAR}\b"),
    ("week", "v", rf"v(?:ecka|\.)? ?(?P<week>[1-5]?\d),?(?: år)? {_YEAR}\b"),
    ("relative", "inom ", rf"inom (?:högst |loppet av |en tid av )?{_COUNT} {_UNIT}\b"),
    ("relative", "senast ", rf"senast {_COUNT} {_UNIT} (?:före|innan|efter)\b"),
    ("recurring", "varje ", r"varje (?:år|halvår|kvartal|månad|vecka|tertial)\b"),
    ("recurring", "vis", r"(?:års|halvårs|kvartals|tertial|månads)vis\b"),
    ("recurring", "ligen", r"(?:år|månat)ligen\b"),
    ("recurring", "vart", r"(?:vartannat|vart tredje|vart fjärde) år\b"),
    ("recurring", "gång", r"(?:en gång|(?:två|tre|fyra|\d) gånger)"
     r" (?:per|om|i) (?:år|året|halvåret|kvartalet|månaden)\b"),
    ("year", "", rf"(?:under|år|året|för|slutet av|början av|utgången av) (?:år )?{_YEAR}(?![\d/:]|-\d)\b"),
    ("year", "senast ", rf"(?<=senast ){_YEAR}(?![\d/:]|[ -]\d)\b"),
)  # fmt: skip
_NO_DAY: dict[str, Precision] = {
    "relative": "relative",
    "recurring": "recurring",
    "yearly": "recurring",
    **{f"unsaid {precision}": precision for precision in get_args(Precision)},
}


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write dates, and what must stand in a text for it to be worth looking for (skrivsätt)."""

    kind: str
    word: str
    pattern: re.Pattern[str]
    year: bool
    month: bool


def _form(kind: str, word: str, form: str) -> _Form:
    pattern = re.compile(rf"(?<![\w/-]){form}", re.IGNORECASE)
    return _Form(kind, word, pattern, "year" in pattern.groupindex, "month" in pattern.groupindex)


_PATTERNS = tuple(_form(*row) for row in _FORMS)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_STARTS = tuple({name[:3] for name in MONTHS})
_HAS_MONTH = re.compile(rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?!\w)")
_UNTIL = re.compile(
    r"(?:senast|tom|t\.o\.m\.|till och med|(?:före|innan|vid|till) utgången av|slutet av)(?: (?:i|under|den|för))*\s*$",
    re.IGNORECASE,
)


def find(text: str) -> tuple[DateMatch, ...]:
    """Return every date in the text, in order and without overlaps; the longest reading wins at each place.

    A six-digit number counts only when it is a real day ("210329"); a bare year only after a word that makes it
    a time ("under 2021"). A month or a day that does not exist gives nothing.
    """
    found = sorted(_candidates(text), key=lambda match: (match.start, -match.end))
    kept: list[DateMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return tuple(kept)


def parse(text: str) -> DateValue | None:
    """Read a cell or field that holds one date and nothing else; None when it doesn't."""
    bare = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", bare):
        return DateValue(date(int(bare), 1, 1), "year", bare)
    for match in find(bare):
        if match.start == 0 and match.end == len(bare):
            return match.value
    return None


def _candidates(text: str) -> Iterator[DateMatch]:
    for form in _likely(text.casefold()):
        for hit in form.pattern.finditer(text):
            value = _value(form.kind, hit, text)
            if value is not None:
                yield DateMatch(hit.start(), hit.end(), value)


def _likely(text: str) -> list[_Form]:
    """Return the forms whose year, month and word stand in the text: plain searches, far quicker than the patterns."""
    year = _HAS_YEAR.search(text) is not None
    month = any(map(text.__contains__, _MONTH_STARTS)) and _HAS_MONTH.search(text) is not None
    return [
        form
        for form in _PATTERNS
        if (year or not form.year) and (month or not form.month) and form.word in text
    ]


def _value(kind: str, hit: re.Match[str], text: str) -> DateValue | None:
    raw = hit.group()
    if kind in _NO_DAY:
        return DateValue(None, _NO_DAY[kind], raw)
    try:
        reading = _READINGS[kind](hit)
    except ValueError:  # 31 april, vecka 54: the writer's slip, not a date
        return None
    if reading is None:
        return DateValue(None, "day", raw)
    precision, (first, last) = reading
    ends = (
        kind in ("close", "last", "turn", "newyear", "year's end")
        or bool(_UNTIL.search(text[max(0, hit.start() - 60) : hit.start()]))
        or _at_end(raw)
    )
    return DateValue(last if ends else first, precision, raw)


def _at_end(raw: str) -> bool:
    return raw.casefold().startswith(("slutet", "utgången"))


Reading = tuple[Precision, Span]


def _day(hit: re.Match[str]) -> Reading:
    parts = hit.groupdict()
    year = int(parts["year"]) if parts.get("year") else century(int(parts["yy"]))
    number = int(parts["number"]) if parts.get("number") else _month_number(hit)
    day = date(year, number, int(parts["day"]))
    return "day", (day, day)


def _last_day(hit: re.Match[str]) -> Reading:
    _, last = _months(int(hit["year"]), _month_number(hit), _month_number(hit))
    return "day", (last, last)


def _dayless(hit: re.Match[str]) -> Reading | None:
    date(2020, _month_number(hit), int(hit["day"]))  # a leap year: 29 februari may be meant
    return None


def _month(hit: re.Match[str]) -> Reading:
    number = _month_number(hit)
    return "month", _months(int(hit["year"]), number, number)


def _quarter(hit: re.Match[str]) -> Reading:
    parts = hit.groupdict()
    part = int(parts["part"]) if parts.get("part") else ORDINALS[parts["ordinal"].casefold()]
    return "quarter", _months(int(hit["year"]), 3 * part - 2, 3 * part)


def _half(hit: re.Match[str]) -> Reading:
    part = ORDINALS[hit["ordinal"].casefold()]
    return "half-year", _months(int(hit["year"]), 6 * part - 5, 6 * part)


def _season(hit: re.Match[str]) -> Reading:
    precision, first, last = SEASONS[hit["season"].casefold()]
    return precision, _months(int(hit["year"]), first, last)


def _week(hit: re.Match[str]) -> Reading:
    monday = date.fromisocalendar(int(hit["year"]), int(hit["week"]), 1)
    return "week", (monday, monday + timedelta(days=6))


def _month_number(hit: re.Match[str]) -> int:
    return MONTHS[hit["month"].casefold()]


def _months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def century(yy: int) -> int:
    """Return the four-digit year for a two-digit one: 70–99 are the 1900s, 00–69 the 2000s."""
    return (2000 if yy < CENTURY_TURNS else 1900) + yy


_READINGS: dict[str, Callable[[re.Match[str]], Reading | None]] = {
    "iso": _day,
    "compact": _day,
    "short": _day,
    "nordic": _day,
    "day": _day,
    "last": _last_day,
    "dayless": _dayless,
    "close": _month,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "turn": lambda hit: ("month", _months(int(hit["year"]), 6, 6)),
    "newyear": lambda hit: ("month", _months(int(hit["year"]), 12, 12)),
    "season": _season,
    "week": _week,
    "year": lambda hit: ("year", _months(int(hit["year"]), 1, 12)),
    "year's end": lambda hit: ("year", _months(int(hit["year"]), 1, 12)),
}
