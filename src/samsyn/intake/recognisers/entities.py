"""Numbers, references, hearing steps, extensions and questions, wherever in a document they stand."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from samsyn.intake.recognisers import addressees, bodies, terms
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import Section, of
from samsyn.intake.recognisers.values import Extension, Found, HearingStep
from samsyn.kit import dates, diary
from samsyn.kit.words import folded

Numbers = tuple[Found[str], ...]
_LAST = "Står sist på titelraden"


def own_numbers(head: Sequence[Passage]) -> Numbers:
    """Return the document's own diary numbers: labelled in its head, alone on a line, or on its title or § line."""
    found: dict[str, Found[str]] = {}
    for passage in head:
        mark = diary.paragraph_head(passage.text)
        matches = diary.find(passage.text, bare=mark is not None)
        for match in matches:
            if mark and mark.start <= match.start < mark.end:
                continue
            reason = _why_own(passage.text, match, matches, mark)
            if reason == _LAST and len(passage.text) > 200:
                continue
            if reason:
                quote = passage.quote(match.start, match.end)
                found.setdefault(match.number.normal, Found(match.number.raw, quote, 0.97, reason))
    surer = [one for one in found.values() if one.reason != _LAST]
    return tuple(surer or found.values())


_STATE = re.compile(r"\b(?:ange|anges|uppge|uppges|märk|märks|märkas|referens)\b", re.IGNORECASE)


def asked_to_state(passages: Sequence[Passage]) -> Numbers:
    """Return the number that answers to a referral are to be marked with ("Ange diarienummer …"), or that a line
    below the title gives after its label."""
    for passage in passages:
        for match in diary.find(passage.text):
            opens = not re.search(
                r"\w", passage.text[: match.start].casefold().replace("dnr", "").replace("diarienummer", "")
            )
            if match.labelled and (opens or _STATE.search(passage.text)):
                quote = passage.quote(match.start, match.end)
                return (Found(match.number.raw, quote, 0.85, "Svaren ska märkas med numret"),)
    return _named_by_number(passages[:_FIRST])


_FIRST = 4  # passages in which a referral says what it is about
_REFERRAL = re.compile(r"\b[Rr]emiss(?:en|er)?(?: av)? $")


def _named_by_number(passages: Sequence[Passage]) -> Numbers:
    """Return the number a referral is called by ("Remiss av I2020/02448 …"), or the one in brackets."""
    for passage in passages:
        matches = diary.find(passage.text)
        if len({match.number.normal for match in matches}) != 1:
            continue
        match, text = matches[0], passage.text
        before, after = text[: match.start], text[match.end :]
        bracketed = before.endswith("(") and after.startswith(")") and "remiss" in before
        if _REFERRAL.search(before) or (bracketed and "även" not in before):
            quote = passage.quote(match.start, match.end)
            return (Found(match.number.raw, quote, 0.8, "Remissen nämns med numret"),)
    return ()


def _why_own(
    text: str, match: diary.DiaryMatch, matches: Sequence[diary.DiaryMatch], mark: diary.ParagraphHead | None
) -> str | None:
    ends = match.end >= len(text) - 1
    if match.labelled and (len(text) <= 160 or match.start < 60 or ends):
        return "Står efter etiketten för diarienummer"
    rest = text[mark.end if mark else 0 :]
    for other in reversed(matches):
        rest = rest.replace(other.number.raw, " ")
    if not re.search(
        r"\w", re.sub(r"\b(?:dnr|och|samt|diarienummer|ärendenummer|diarienr)\b", "", rest.casefold())
    ):
        return "Står ensamt på raden efter rubriken"
    if mark and (match.number.key.body or _at_edge(text, match, mark)):
        return "Står på paragrafens rad"
    return _LAST if re.fullmatch(r"[)\]\s]*", text[match.end :]) and not mark else None


def _at_edge(text: str, match: diary.DiaryMatch, mark: diary.ParagraphHead) -> bool:
    """Tell whether a number without a code stands where numbers do: first after the §, last, or in brackets."""
    before, after = text[mark.end : match.start].strip(), text[match.end :].strip()
    return not before or not after or (before.endswith("(") and after.startswith(")"))


def references(passages: Sequence[Passage], own: Numbers) -> Numbers:
    """Return the other diary numbers and the decisions ("KF 2021-03-31 § 100") that the text refers to, each once."""
    mine = {match.number.normal for found in own for match in diary.find(f"Dnr {found.value}", bare=True)}
    numbers: dict[object, Found[str]] = {}
    for passage in passages:
        for match in diary.find(passage.text):
            if match.number.normal not in mine:
                quote = passage.quote(match.start, match.end)
                numbers.setdefault(match.number.normal, Found(match.number.raw, quote, 0.9, "Nämns i texten"))
        for decision in diary.find_decisions(passage.text):
            quote = passage.quote(decision.start, decision.end)
            key = (decision.body.casefold(), decision.date, decision.paragraph)
            numbers.setdefault(key, Found(decision.raw, quote, 0.9, "Hänvisar till ett beslut"))
    return tuple(numbers.values())


def hearing_steps(sections: Sequence[Section]) -> tuple[HearingStep, ...]:
    """Return the bodies and days listed under a heading such as Beslutsplanering, one step a line."""
    return tuple(step for section in of(sections, "hearing") for p in section.passages for step in _steps(p))


def _steps(passage: Passage) -> Iterator[HearingStep]:
    found = [
        match for match in dates.find(passage.text) if match.value.date and match.value.precision == "day"
    ]
    if len(found) != 1:
        return
    match = found[0]
    name = passage.text[: match.start].strip(" \t,:-–") or re.sub(
        r"^[\s,:–-]+", "", passage.text[match.end :]
    )
    name = re.sub(r"[,:]?\s*§+ ?\d+\.?$", "", name).strip(" .,")
    start = passage.text.find(name)
    if not (3 <= len(name) <= 90) or (not bodies.is_addressee(name) and "beredning" not in name.casefold()):
        return
    body = Found(
        bodies.canonical(name), passage.quote(start, start + len(name)), 0.9, "Står i beredningsplanen"
    )
    assert match.value.date is not None
    yield HearingStep(
        body, Found(match.value.date, passage.quote(match.start, match.end), 0.95, "Står på samma rad")
    )


_GRANTED = re.compile(
    r"\banstånd (?:har )?(?:beviljas|beviljats|beviljat|medges|medgetts|medgivits)|\bbevilja(?:t|ts|d)? anstånd\b"
    r"|\b(?:beviljar|beviljas|beviljade|har beviljat|medger|medgav|ger|får|har medgett) [^.]{0,60}"
    r"(?:anstånd|uppskov|förlängd (?:svars|remiss)tid)"
    r"|\b(?:svars|remiss)tiden (?:har )?(?:[^.]{0,30} )?förläng(?:ts|s|des)\b"
    r"|\b(?:medgett|medger|medgivit) att (?:svaret|yttrandet) (?:lämnas|får lämnas)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\banstånd (?:avslås|avslogs|beviljas inte|medges inte|nekas)|\b(?:avslår|avslog|nekar|avslå) [^.]{0,60}anstånd"
    r"|\banstånd\b[^.]{0,30}\b(?:avslås|avslagits|nekas|beviljas inte)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:begär|begärde|begäran|begärt|ansöker|ansökte|ansökt|ansökan|anhåller|anhåll?it|anhöll|önskar|hemställer|hemställt|ber)"
    r" (?:om )?[^.]{0,60}(?:anstånd|uppskov|förlängd (?:svars|remiss)tid)|\banstånd (?:begärs|har begärts|begärdes)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:till(?: och med)?|t\.o\.m\.|lämnas)\s(?=den \d|\d)", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:från(?: och med)?|i ?stället för)\s(?=den \d|\d)", re.IGNORECASE)
_MAY_EXTEND = ("nstånd", "ppskov", "arstid", "misstid", "edge", "edgi")
_WHEN_ASKED = re.compile(r"\b(?:begär\w*|ansök\w*|anhöll|hemställ\w*)\s(?=den \d|\d)", re.IGNORECASE)
_HOW_TO = re.compile(r"\b(?:ska|skall|kan|får) (?:göras|lämnas in|skickas|sökas)\b", re.IGNORECASE)
_STATUSES: tuple[tuple[Literal["refused", "granted", "asked"], re.Pattern[str]], ...] = (
    ("refused", _REFUSED),
    ("granted", _GRANTED),
    ("asked", _ASKED),
)


def extension(passages: Sequence[Passage]) -> Found[Extension] | None:
    """Return the extension of time that the text speaks of; who, when and until when only if the words say it.

    Of several sentences the first that says until when, else the first.
    """
    found = [one for passage in passages for one in _extensions(passage)]
    return next((one for one in found if one.value.to), next(iter(found), None))


def _extensions(passage: Passage) -> Iterator[Found[Extension]]:
    if not any(map(passage.text.__contains__, _MAY_EXTEND)):
        return
    for start, end in terms.sentences(passage):
        if _HOW_TO.search(passage.text, start, end):
            continue
        for status, pattern in _STATUSES:
            hit = pattern.search(passage.text, start, end)
            if hit:
                text = passage.text[start:end]
                asked, since, until = (_day_after(cue, text) for cue in (_WHEN_ASKED, _SINCE, _UNTIL))
                value = Extension(status, _by(passage.text, start, hit), asked, since, until, text)
                yield Found(value, passage.quote(start, end), 0.8, "Texten talar om anstånd")
                break


def _by(text: str, start: int, hit: re.Match[str]) -> str | None:
    """Return who asks, grants or refuses: those named right before the verb."""
    before = re.sub(r"\s(?:har |hade )?$", "", text[start : hit.start()])
    named = addressees.before(text, start, start + len(before))
    auditors = bodies.find_auditors(before)
    if auditors and auditors.end == len(before):
        return auditors.name
    return bodies.canonical(text[slice(*named)]) if named else None


def _day_after(cue: re.Pattern[str], text: str) -> date | None:
    hit = cue.search(text)
    found = dates.find(text[hit.end() :]) if hit else ()
    return found[0].value.date if found and found[0].start == 0 else None


def questions(passages: Sequence[Passage]) -> tuple[Found[str], ...]:
    """Return the questions that stand as paragraphs of their own in a letter that answers or asks, each once."""
    found: dict[str, Found[str]] = {}
    for passage in passages:
        if passage.text.endswith("?") and 15 <= len(passage.text) <= 400 and passage.text[:1].isupper():
            found.setdefault(
                folded(passage.text), Found(passage.text, passage.quote(), 0.85, "Står som egen fråga")
            )
    return tuple(found.values())
