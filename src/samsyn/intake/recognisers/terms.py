"""Where a sentence sets a day by which something is to be done (frist), and whether it is for reporting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.tables.dates import last_day
from samsyn.intake.recognisers.values import Found, Term
from samsyn.kit import dates

# A full stop ends a sentence only when a new one begins after it: "bl.a. nämnden" and "kl. 12" go on.
_STOP = re.compile(r"[.!?](?=\s{1,3}[A-ZÅÄÖ\"”»–]|\s{0,3}$)")
# The words that may stand between "senast" and its date, and no others: "senast reviderad 2021" is no last day.
_BETWEEN = (
    r"(?:(?:den|i|under|vid|till|från|kl\.?|klockan|omkring|dock|vecka|v\.|år|månad|början|mitten|slutet|utgången|av|datum|är|på|första|andra|preliminärt"
    r"|\w{3,6}dag(?:en)?|[\d.:]{1,7})[ ,:]{1,2}){0,6}"
)
_MEETS = r"(?:[\w-]{2,40} ){0,4}(?:sammanträde|möte)t?(?:,| den| i|)? ?(?:den |i )?"
# The words that make the date after them a last day.
_HARD = re.compile(
    rf"\b(?:(?:senast|före|innan|t\.o\.m\.|till och med|fram till|tillhanda|utgången av|slutet av|deadline"
    rf"|sista tid(?:en|punkt)?|svarsdatum)[ :]{{0,2}}{_BETWEEN}"
    rf"|(?:före|innan) {_MEETS}"
    r"|(?:svar|yttrande|synpunkter|remissvar)(?:et|en)? till ?"
    r"|(?:svar|yttrande|synpunkter|remissvar)(?:et|en)? (?:önskas|begärs|emotses|lämnas"
    r"|inväntas)(?: [^.\n]{0,40}?\b(?:till|under|i))? ?)$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:remisstid|svarstid|remissperiod|svarsdatum|samrådstid|sista (?:svars)?dag(?:en)?"
    r"|sista datum(?:et)?)(?:en)?\b[^.\n]{0,80}$",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"(?:\b(?:under|i|till|vid|kring)(?: (?:början|mitten|slutet) av)?"
    r"|\b(?:åter)?(?:rapporter|redovis)\w{0,8}|\bsammanträde(?:t)?(?: i)?|\bmöte(?:t)?(?: i)?)\s*$",
    re.IGNORECASE,
)
# A day that a board meets, to which something is to come: "till nämndens sammanträde", "redovisa för styrelsen".
_AT_BOARD = re.compile(
    r"\btill (?:[\w-]{2,40} ){0,4}(?:sammanträde|möte)(?:t)? (?:den )?$"
    r"|\b(?:åter|slut|av)?(?:redovisa|rapportera|presentera)\b[^.]{0,80} (?:för|till|i)"
    r" (?:[\w-]{0,40}(?:styrelsen|nämnden|utskottet)|\w{0,12}fullmäktige) (?:den )?$",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:sammanträde|möte)\w{0,3}(?: i| den)?\s*$", re.IGNORECASE)
_PAST = (
    r"(?!\w{0,2}(?:ade|ades|ats|at|ad)\b|\w{0,2}ning(?:en|ar|arna)? (?:av|från|över|kring|enligt)\b|ering(?:en"
    r"|ar)? (?:av|från)\b)"
)
_REPORTS = re.compile(
    rf"\b(?:(?:åter|av|slut)?redovis{_PAST}|(?:åter|av|slut)rapport{_PAST}|rapporter(?!na\b|\b){_PAST}|återkom(?!mit|mande)|återkoppl{_PAST}"
    rf"|presenter{_PAST})\w*|\bkomma? tillbaka\b"
    r"|\blämnar? (?:en )?(?:(?:skriftlig|muntlig|samlad) )?(?:rapport|uppgift|redovisning)\b",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\båter(?:rapportering|redovisning)(?:en|ar)?\b[^.]{0,120}\b(?:ska|skall|sker|görs|till)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(?:svar|svara|svaret|svaren|besvar|yttrande|yttra|synpunkter|remissvar|remisstid|svarstid|remissperiod|återrapporter|rapporter|redovis"
    r"|återkom|inkom|komma? in|kommit in|lämna|skicka|sända|sändas|översänd|tillhanda|insänd|inlämna|inge|ges in"
    r"|återredovis|avrapporter|vara? klar"
    r"|färdig|slutför|genomför|svarsdag|svarsdatum|deadline|presenter|ta fram|tas fram|utarbeta|upprätta|inför"
    r"|verkställ|åtgärda|påbörja|avsluta|starta|implementer"
    r"|bered|utred|föreslå|lägga fram|revider|uppdatera|uppdrag|inrätta|säkerställ|fastställ|anta|ansök|anmäl"
    r"|följa? upp|följas upp|utvärder)\w*",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:svar(?:et|en|a|as|ar|stid|stiden|sdag|sdagen|sdatum|sdatumet)?|besvar(?:a|as)|yttra(?:nde|ndet|nden|ndena)?|synpunkter(?:na)?|remiss\w*"
    r"|åtgärdsplan(?:en)?|kommit in|komma in|inkom\w*|inlämna\w*|insänd\w*|tillhanda|återrapporter\w*"
    r"|återredovis\w*|återkom\w*|redovisas?)\b",
    re.IGNORECASE,
)
_REACH = 240  # characters around a date in which its words are looked for
_RANGE = re.compile(r"\s*(?:[–-]|till(?: och med)?|t\.o\.m\.)\s*", re.IGNORECASE)
_ITSELF = re.compile(r"senast|inom", re.IGNORECASE)
_SAMTIDIGT = re.compile(
    r"\bi samband med (?:[\w-]{2,30} ){0,3}[\w-]{0,30}(?:rapport|rapporten|rapporterna|redovisning(?:en)?"
    r"|bokslut(?:et)?|budget(?:en|arbetet|beredningen|uppföljning(?:en)?)?|uppföljning(?:en|ar|arna)?"
    r"|årsbokslut(?:et)?|verksamhetsplan(?:en)?)\b(?: (?:för|per) [\w ]{1,20}\d{4}| \d)?"
    r"|\bi (?:nästa |kommande )?(?:delårs|tertial|års|kvartals|verksamhets)[\w-]{0,20}(?:rapport|redovisning"
    r"|bokslut|uppföljning|berättelse)(?:en)?\b(?: för \d{4}| \d{4})?"
    r"|\bvid nästa (?:sammanträde|möte)\b|\blöpande\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day in a passage (frist): its words from `cue` to `end`, the date among them at `start`."""

    cue: int
    start: int
    end: int
    value: dates.DateValue
    reports: bool
    hard: bool  # a word such as "senast" says so; otherwise only the time of something done ("i juni 2024")
    acts: bool  # the sentence says what is to be done by then
    answers: bool


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of the passage begins and ends."""
    text, begin = passage.text, 0
    for stop in [*(hit.end() for hit in _STOP.finditer(text)), len(text)]:
        bare = text[begin:stop].lstrip()
        if bare not in ("", ".", "!", "?"):
            yield stop - len(bare), stop
        begin = stop


def limits(passage: Passage, start: int, end: int) -> tuple[Limit, ...]:
    """Return the last days that the sentence at [start, end) sets, in order; a date that sets none is left out."""
    return tuple(
        replace(one, cue=start + one.cue, start=start + one.start, end=start + one.end)
        for one in _limits(passage.text[start:end])
    )


# A decision's sentences are read for its tasks, for who does them and for its deadlines.
@lru_cache(maxsize=256)
def _limits(text: str) -> tuple[Limit, ...]:
    found = dates.find(text)
    places = [place for place in range(len(found)) if not _opens_range(text, found, place)]
    spans = [_limit(text, found[place], _previous(text, found, place)) for place in places]
    return tuple(one for one in spans if one)


def occasion(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Return the words that tie a report to an occasion without a day ("i samband med delårsrapporten")."""
    hit = _SAMTIDIGT.search(passage.text, start, end)
    return (hit.start(), hit.end()) if hit and _REPORTS.search(passage.text, start, end) else None


# "Före juni" ends when June begins.
_OPENS = re.compile(r"\b(?:före|innan|början av|från(?: och med)?) (?:den )?$", re.IGNORECASE)


def term(passage: Passage, limit: Limit) -> Term:
    """Return the limit as a term with its words quoted; a month, quarter or year ends on its last day."""
    quote = passage.quote(limit.start, limit.end)
    value = limit.value
    opens = _OPENS.search(passage.text, max(0, limit.start - 30), limit.start)
    ended = opens or (value.precision == "week" and value.date and value.date.weekday())
    last = value.date if value.date is None or ended else last_day(value.date, value.precision)
    day = Found(last, quote, 0.95, "Datum efter senast, före eller inom") if last else None
    words = Found(
        passage.text[limit.cue : limit.end].strip(),
        passage.quote(limit.cue, limit.end),
        0.9,
        "Orden som sätter en sista dag",
    )
    return Term(day, Found(value.precision, quote, 0.95, "Så noga är tiden skriven"), words)


def undated(passage: Passage, span: tuple[int, int]) -> Term:
    """Return the term of a report that is tied to an occasion without a day."""
    quote = passage.quote(*span)
    return Term(
        None,
        Found("relative", quote, 0.8, "Tiden är en händelse, ingen dag"),
        Found(passage.text[slice(*span)], quote, 0.85, "Orden som säger när"),
    )


def _opens_range(text: str, found: Sequence[dates.DateMatch], place: int) -> bool:
    after = found[place + 1] if place + 1 < len(found) else None
    return after is not None and _RANGE.fullmatch(text, found[place].end, after.start) is not None


def _previous(text: str, found: Sequence[dates.DateMatch], place: int) -> int:
    """Return where the words that may belong to the date begin: after the date before, unless the two are a range."""
    earlier = place - 1
    if earlier >= 0 and _opens_range(text, found, earlier):
        earlier -= 1
    end = found[earlier].end if earlier >= 0 else 0
    return max(end, found[place].start - _REACH)


def _limit(text: str, match: dates.DateMatch, first: int) -> Limit | None:
    value = match.value
    before = text[first : match.start]
    hit = _HARD.search(before) or _TOPIC.search(before)
    acts = bool(_ACTS.search(text, max(0, match.start - _REACH), match.end + _REACH))
    answers = bool(_ANSWERS.search(text, max(0, match.start - 140), match.end + 60))
    reports = _reports(text, first, match)
    if not hit and not _ITSELF.match(value.raw):
        return _soft(
            text,
            match,
            before,
            Limit(match.start, match.start, match.end, value, reports, False, acts, answers),
        )
    cue = first + hit.start() if hit else match.start
    near = [act.start() for act in _ACTS.finditer(text, max(first, cue - 60), cue)]
    return Limit(near[-1] if near else cue, match.start, match.end, value, reports, True, acts, answers)


def _soft(text: str, match: dates.DateMatch, before: str, limit: Limit) -> Limit | None:
    """What is done "under våren 2024" or reported "i juni 2024" has its time though no word says last.

    A year by itself is more often what is told of than when it is told; a day may be that of any event.
    """
    precision = match.value.precision
    if precision == "recurring":
        near = limit.reports or _REPORTS.search(text, match.end, match.end + 60)
        return replace(limit, reports=True) if near else None
    if precision == "year":
        alone = before.endswith(("att ", "ska ", "skall ")) or not text[match.end :].strip(" .")
        return limit if alone and match.value.raw.startswith("under") else None
    if precision == "day" and _AT_BOARD.search(before):
        return limit
    if precision == "relative" or not _SOFT.search(before):
        return None
    if precision == "day" and (not limit.reports or _MEETING.search(before)):
        return None
    verbs = [hit.start() for hit in _REPORTS.finditer(text, max(0, match.start - 90), match.start)]
    return replace(limit, cue=verbs[-1]) if verbs else limit


def _reports(text: str, first: int, match: dates.DateMatch) -> bool:
    """Tell whether the date is for reporting: the verb stands before it, or right after ("senast i maj redovisa")."""
    if _REPORTS.search(text, first, match.start) or _REPORTING.search(text, first, match.start):
        return True
    after = _REPORTS.search(text, match.end, match.end + 60)
    return after is not None and not _ACTS.search(
        text[max(0, match.start - 60) : match.start].rpartition("uppdrag")[2]
    )
