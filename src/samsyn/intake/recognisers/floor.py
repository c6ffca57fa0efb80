"""What happened at the table: votes, reservations, statements, conflicts of interest and adjournments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import Section
from samsyn.intake.recognisers.values import Found, Vote

_SPELLED = {
    "noll": 0, "ingen": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_SPELLED)})"
_ROLE = r"(?: (?:ledamöter|personer|av ledamöterna))?"
_CAST = r"(?:(?:som )?(?:röstar?|röstade)(?: på)? )?"
_VOTES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # as in "24 ja mot 15 nej", "24 ja-röster och 15 nej-röster", "24 röstar ja, 15 röstar nej"
        rf"\b(?P<yes>{_NUMBER}){_ROLE} ?{_CAST}[\"”']?ja\b(?:[ -]?röste?r?(?:na)?)?[\"”']?"
        rf"[^.\d]{{1,40}}?\b(?P<no>{_NUMBER}){_ROLE} ?{_CAST}[\"”']?nej\b",
        # as in "Ja: 24, Nej: 15", "Ja-röster 24 Nej-röster 15"
        r"\bja(?:[ -]?röster)?[:\s]{1,4}(?P<yes>\d{1,3})\b(?: st\.)?[^.\d]{0,20}?"
        r"\bnej(?:[ -]?röster)?[:\s]{1,4}(?P<no>\d{1,3})\b",
        # as in "med 8 röster mot 5", "med röstsiffrorna 8-5"
        rf"\b(?P<yes>{_NUMBER}) (?:ja-?)?röster (?:för [^.\d]{{3,80}}? )?(?:mot|och|emot) (?P<no>{_NUMBER})\b",
        r"\bröstsiffrorna (?P<yes>\d{1,3}) ?(?:[-–]|mot) ?(?P<no>\d{1,3})\b",
    )
)  # fmt: skip
_ABSTAIN = (
    re.compile(
        rf"^[^\d]{{0,50}}?\b(?P<n>{_NUMBER})\b{_ROLE}(?: som)? (?:avst(?:år|ått|od|ående)|nedlagd[ae]?|lägger ner)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^[^.\d]{{0,40}}?\bavst(?:år|ått|od|ående)(?: från att rösta)?[:\s]{{1,3}}(?P<n>{_NUMBER})\b",
        re.IGNORECASE,
    ),
)  # fmt: skip
_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?=[\w,)])|(?<=[ .]\w)\.)+[.!?]?")
_RESERVES = re.compile(
    r"\breserver(?:ar|ade|at) sig\b|\b(?:lämnar|anmäler|anmälde|inkommer med|inlämnar) [^.]{0,40}\breservation",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:lämnar|anmäler|anmälde|avger|avgav|inkommer med|önskar|får|begär|inlämnar|lägger|hänvisar till) [^.]{0,80}"
    r"\b(?:särskilt yttrande|protokollsanteckning|anteckning till protokollet|röstförklaring)"
    r"|\b(?:särskilt yttrande|protokollsanteckning) (?:lämnas|anmäls|avges|från|av)\b"
    r"|\bantecknade som yttrande\b|\bsom yttrande en skrivelse\b|\btill protokollet antecknas\b",
    re.IGNORECASE,
)
_CONFLICT = re.compile(r"\bjäv(?:ig|iga)?\b", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+|\((?:[A-ZÅÄÖ]{1,3}|[A-ZÅÄÖ][a-zåäö]{1,2})\)")
_NONE = re.compile(r"(?:Ing(?:en|a|et)|Inga .{0,40}|Finns ej|Nej|-)\.?$", re.IGNORECASE)
_PAUSED = re.compile(r"\bajourner", re.IGNORECASE)
_SAYS_NOTHING = ("recipients", "for_statement", "for_information", "basis", "end", "summary", "hearing")

_OWN_HEADINGS = ("reservation", "statement", "conflict", "adjournment")
_CUES = ("röst", "nej", "avst", "reserv", "yttrande", "anteckn", "jäv", "ajourn")

Facts = tuple[Found[str], ...]


def heard(sections: Sequence[Section]) -> list[Section]:
    """Return the sections with only what may tell of the table, which the functions below read."""
    return [
        section
        if section.kind in _OWN_HEADINGS
        else replace(section, passages=tuple(filter(_may_tell, section.passages)))
        for section in sections
        if section.kind not in _SAYS_NOTHING
    ]


def _may_tell(passage: Passage) -> bool:
    text = passage.text.casefold()
    return any(cue in text for cue in _CUES)


def votes(sections: Sequence[Section]) -> tuple[Found[Vote], ...]:
    """Return the votes taken, each once: how many said yes and no, and how many abstained when the text says so.

    Equal figures are one vote told twice, unless each has an annex of its own.
    """
    found: dict[tuple[int, int, str], Found[Vote]] = {}
    for passage, after in _with_next(sections):
        text = passage.text.casefold()
        if "röst" not in text and "nej" not in text:
            continue
        for hit in (hit for pattern in _VOTES for hit in pattern.finditer(passage.text)):
            vote = _vote(passage, hit, after)
            annex = _ANNEX.search(f"{passage.text} {after}", hit.end(), hit.end() + 200)
            key = (vote.value.yes, vote.value.no, annex.group() if annex else "")
            if key not in found or (found[key].value.abstain is None and vote.value.abstain is not None):
                found[key] = vote
        if (roll := _ROLL.search(f"{passage.text}\n{after}")) and roll.start() < len(passage.text):
            found.setdefault((int(roll["yes"]), int(roll["no"]), ""), _called(passage, roll))
    return tuple(found.values())


# A roll call with its figures in brackets, as in "Anna Ek (S) röstar Ja" and "Cecilia Dal (M) röstar Nej".
_ROLL = re.compile(
    r"röstar [\"”']?ja[\"”']? \((?P<yes>\d{1,3})\)[^§]{1,600}?röstar [\"”']?nej[\"”']? \((?P<no>\d{1,3})\)"
    r"(?:[^§]{1,300}?\bavstår[^.()]{0,40}\((?P<n>\d{1,3})\))?",
    re.IGNORECASE,
)


def _called(passage: Passage, roll: re.Match[str]) -> Found[Vote]:
    """Return a vote by roll call, quoted by those who said yes."""
    start, end = _sentence(passage.text, roll.start())
    value = Vote(
        int(roll["yes"]),
        int(roll["no"]),
        int(roll["n"]) if roll["n"] else None,
        passage.text[start:end].strip(),
    )
    return Found(value, passage.quote(start, end), 0.9, "Texten säger hur var och en röstade")


_ANNEX = re.compile(r"bilaga \d+")


def _with_next(sections: Sequence[Section]) -> Iterator[tuple[Passage, str]]:
    for section in sections:
        texts = [passage.text for passage in section.passages]
        if section.kind not in _SAYS_NOTHING:
            following = zip([*texts[1:], "", ""], [*texts[2:], "", ""], strict=False)
            yield from zip(section.passages, ("\n".join(pair) for pair in following), strict=False)


def _vote(passage: Passage, hit: re.Match[str], after: str) -> Found[Vote]:
    rest = f"{passage.text[hit.end() :]} {after}"[:120]
    abstained = next((found for pattern in _ABSTAIN if (found := pattern.match(rest))), None)
    start, end = _sentence(passage.text, hit.start())
    abstain = _count(abstained["n"]) if abstained else None
    value = Vote(_count(hit["yes"]), _count(hit["no"]), abstain, passage.text[start:end].strip())
    return Found(value, passage.quote(start, end), 0.9, "Texten säger hur rösterna föll")


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _SPELLED[text.casefold()]


def reservations(sections: Sequence[Section]) -> Facts:
    """Return the sentences in which somebody makes a reservation, in their own words."""
    said = _sentences(sections, "reserv", _RESERVES, "Någon reserverar sig", but=_STATES)
    return said or _under(sections, "reservation", "Står under Reservation", but=_STATES)


def statements(sections: Sequence[Section]) -> Facts:
    """Return the special statements and notes to the minutes."""
    said = _sentences(
        sections,
        "yttrande|anteckn|förklaring",
        _STATES,
        "Någon lämnar ett yttrande eller en anteckning",
        but=_RESERVES,
    )
    return said or _under(sections, "statement", "Står under Särskilt yttrande", but=_RESERVES)


def conflicts(sections: Sequence[Section]) -> Facts:
    """Return the sentences in which somebody has a conflict of interest (jäv)."""
    return _sentences(sections, "jäv", _CONFLICT, "Någon är jävig", also=_PERSON) or _under(
        sections, "conflict", "Står under Jäv"
    )


def adjournments(sections: Sequence[Section]) -> Facts:
    """Return the sentences that say that the meeting was adjourned."""
    return _sentences(sections, "ajourn", _PAUSED, "Mötet ajournerades") or _under(
        sections, "adjournment", "Står under Ajournering"
    )


def paused(passages: Sequence[Passage]) -> Facts:
    """Return the lines of the meeting's head that say that it was adjourned."""
    return tuple(
        Found(passage.text, passage.quote(), 0.9, "Står i protokollets huvud")
        for passage in passages
        if len(passage.text) <= 200 and _PAUSED.search(passage.text) and any(map(str.isdigit, passage.text))
    )


def _told(sections: Sequence[Section], words: str) -> Iterator[Passage]:
    """Yield the passages in which one of the words stands, but for those in lists."""
    parts = words.split("|")
    for section in sections:
        for passage in section.passages if section.kind not in _SAYS_NOTHING else ():
            text = passage.text.casefold()
            if any(part in text for part in parts):
                yield passage


def _sentences(
    sections: Sequence[Section],
    words: str,
    pattern: re.Pattern[str],
    reason: str,
    *,
    but: re.Pattern[str] | None = None,
    also: re.Pattern[str] | None = None,
) -> Facts:
    found: dict[str, Found[str]] = {}
    for passage in _told(sections, words):
        for hit in pattern.finditer(passage.text):
            start, end = _sentence(passage.text, hit.start())
            text = passage.text[start:end].strip()
            if (but is None or not but.search(text)) and (also is None or also.search(text)):
                found.setdefault(text, Found(text, passage.quote(start, end), 0.9, reason))
    return tuple(found.values())


def _under(
    sections: Sequence[Section], kind: str, reason: str, *, but: re.Pattern[str] | None = None
) -> Facts:
    """Return the first line under each such heading, for those that say it in no sentence ("Bilaga 2")."""
    return tuple(
        Found(section.passages[0].text, section.passages[0].quote(), 0.75, reason)
        for section in sections
        if section.kind == kind
        and section.passages
        and not _NONE.match(section.passages[0].text)
        and not (but and but.search(section.passages[0].text))
    )


def _sentence(text: str, place: int) -> tuple[int, int]:
    for hit in _SENTENCE.finditer(text, max(0, place - 2000)):
        if hit.start() <= place < hit.end():
            start = hit.start() + len(hit.group()) - len(hit.group().lstrip())
            return start, hit.end()
    return 0, len(text)
