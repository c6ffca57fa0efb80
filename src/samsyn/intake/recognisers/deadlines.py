"""Last days to answer or report: the day, how exact it is, and who must."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from samsyn.intake.recognisers import addressees, commissions, terms
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import LISTS, Section, items, of
from samsyn.intake.recognisers.values import Deadline, Found, Quote

Asked = Found[str] | None
# Which askings outside the decision points count: all, those not told of as past, or only those that say who must.
Prose = Literal["all", "answers", "addressed"]

# Who is to act stands after these words …
_SENT = re.compile(
    r"\b(?:på remiss till|remitter(?:ar|as|a|ats)\b[^.;]{0,160}? till"
    r"|(?:översänd|skicka|sän|överlämna)(?:er|ar|s|as|des|t|ts|ats|a|da|das|ds)?\b[^.;]{0,200}? till)\s",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(
    r"\b(?:yttrande(?:t|n)?|svar(?:et|en)?|remissvar(?:et|en)?|synpunkter|åtgärdsplan(?:en)?|handlingsplan(?:en)?)"
    r"(?: (?:på|om|över|med) [\w ]{3,80}?)?(?: \w{2,12}){0,2}? (?:från|av)\s",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:(?:redovisning|återrapportering|rapport)(?:en|er)? (?:från|av)"
    r"|(?:inkomma?|inkommer|kommit in|inkommit|inhämtas?|begärs|önskas|emotses|lämnas|avges|inlämnas) (?:från|av)"
    r"|(?:ber|beder|ombeder|anmodar|uppmanar|önskar|begär|emotser|förväntar|vill|förutsätter|uppdrar|uppdra)"
    r"(?: vi| revisorerna| revisionen)?(?: nu| därför| härmed)?(?: att| åt)?)\s",
    re.IGNORECASE,
)
_FOR_ANSWER = re.compile(
    r"\b(?:för|på) (?:yttrande|remiss|svar|besvarande|synpunkter)|\bremitt", re.IGNORECASE
)
# … or before these.
_BEFORE = re.compile(
    r"\s(?:ska|skall|bör|får|ges|bereds|ombeds|anmodas|uppmanas|inbjuds|åläggs|uppdras|rekommenderas|har (?:att"
    r"|möjlighet|beretts|getts|fått)|erbjuds|måste"
    r"|lämnar|inkommer|återkommer|redovisar|rapporterar|yttrar|svarar|avger|återrapporterar|besvarar|skickar)\b"
)
_OWNS = re.compile(r"s? (?:svar|yttrande|remissvar|synpunkter|åtgärdsplan|redovisning|återrapportering)\b")
_ADDRESSED = re.compile(r"Till:?\s+(?=\S)")
_PAST = re.compile(
    r"\b(?:skulle|besvarade[st]?|inkom|lämnades|skickades|översändes|yttrade sig|hade|beslutade|antog|antogs"
    r"|förlängdes|har (?:inkommit|besvarat|lämnat|yttrat|svarat|skickat|översänt|redovisat)"
    r"|var (?:den|satt|till)|gick ut)\b"
)
# What another asks of the board that meets, though the sentence does not say whom.
_ASKS = re.compile(
    r"\b(?:svar|yttrande|remissvar|synpunkter)(?:et|na)? (?:ska|skall|önskas|begärs|emotses)\b"
    r"|\b(?:önskar|begär|vill ha) (?:[\w-]+s )?(?:svar|yttrande|synpunkter)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:överklag\w*|laga kraft|förvaltningsrätt\w*|laglighetsprövning|mervärdesskatt|bygglov\w*|startbesked"
    r"|anslag\w* (?:på|är)|fakturor?|betalas|faktureras|utbetal\w*|rekvir\w*|garantitid|avtalet|uppsägning\w*"
    r"|uppsägs|gäll(?:a|er) (?:från|till|t\.o\.m)|förlängd (?:svars|remiss)tid)\b",
    re.IGNORECASE,
)
_SAYS_NO_TIME = (*LISTS, "decision", "proposal", "end")
_MOST = 12  # more addressees than this are a list, not an answer to who


def deadlines(
    sections: Sequence[Section],
    title: Passage | None,
    points: Sequence[Passage],
    asked: Asked,
    *,
    prose: Prose,
    carried: Mapping[Quote, Found[str]] | None = None,
) -> tuple[Deadline, ...]:
    """Return the deadlines in the title line, in decision points and in the text that asks for something.

    `asked` is who the letter asks to answer, when it says so in one place for all; `carried` is who a task was given
    to, by the words of a limit that stand in another sentence.
    """
    found: dict[str, Deadline] = {}
    for passage in [title] if title else []:
        for one in _in_passage(passage, asked, "all"):
            _keep(found, one)
    for passage in points:
        for one in _in_point(passage, asked, carried or {}):
            _keep(found, one)
    for passage in _text(sections, points):
        for one in _in_passage(passage, asked, prose):
            _keep(found, one)
    return tuple(found.values())


def asked_in(
    sections: Sequence[Section], opening: Sequence[Passage] = (), *, addressed: bool = False
) -> Asked:
    """Return who is asked to answer: those under "För yttrande till", else "skickats till X för yttrande".

    With `addressed` also those whom the letter is addressed to ("Till …"), for letters that ask.
    """
    listed = _listed(sections, "for_statement")
    return listed or _sent(sections) or (_addressed(sections, opening) if addressed else None)


def addressed_to(sections: Sequence[Section], opening: Sequence[Passage]) -> Asked:
    """Return those whom the letter is sent to for an answer or simply to ("Till …"), in one phrase."""
    return _listed(sections, "for_statement") or _addressed(sections, opening)


def _listed(sections: Sequence[Section], kind: str) -> Asked:
    for section in of(sections, kind):
        names = [entry.text for entry in items(section)]
        if section.heading and 0 < len(names) <= _MOST:
            return Found(
                ", ".join(names), section.heading.quote(), 0.9, f"Står under {section.heading.text[:40]}"
            )
    return None


def _sent(sections: Sequence[Section]) -> Asked:
    for section in sections:
        for passage in section.passages:
            for start, end in terms.sentences(passage):
                named = _named_after(passage.text, start, end, _ASKED_OF)
                if not named and _FOR_ANSWER.search(passage.text, start, end):
                    named = _named_after(passage.text, start, end, _SENT)
                if named:
                    return addressees.phrase(passage, *named, "Texten säger vem som ska svara", 0.8)
    return None


def _addressed(sections: Sequence[Section], opening: Sequence[Passage]) -> Asked:
    for passage in opening:
        hit = _ADDRESSED.match(passage.text)
        if hit and addressees.is_some(passage.text[hit.end() :]):
            return addressees.phrase(passage, hit.end(), len(passage.text), "Brevet är ställt till")
    for section in of(sections, "addressed"):
        names = [entry for entry in items(section) if addressees.is_some(entry.text)]
        if section.heading and 0 < len(names) <= _MOST:
            return Found(
                ", ".join(entry.text for entry in names), names[0].quote(), 0.8, "Brevet är ställt till"
            )
    return None


def _text(sections: Sequence[Section], points: Sequence[Passage]) -> Iterator[Passage]:
    taken = {passage.quote() for passage in points}
    for section in sections:
        if section.kind not in _SAYS_NO_TIME:
            yield from (passage for passage in section.passages if passage.quote() not in taken)


def _in_point(passage: Passage, asked: Asked, carried: Mapping[Quote, Found[str]]) -> Iterator[Deadline]:
    for start, end in terms.sentences(passage):
        if _NEVER.search(passage.text, start, end) or commissions.only_closes(passage.text, start, end):
            continue
        limits = terms.limits(passage, start, end)
        named = _who(passage, start, end) if limits else None
        for limit in limits:
            who = carried.get(passage.quote(limit.cue, limit.end))
            if limit.hard or limit.reports:
                who = who or named
            if who or _stands_alone(limit):
                yield _deadline(passage, limit, who or asked)


def _stands_alone(limit: terms.Limit) -> bool:
    """Tell whether a limit counts though nobody is named: not what rules say of any case, nor a mere year."""
    precision = limit.value.precision
    return (
        precision != "recurring"
        and limit.acts
        and precision != "relative"
        and (limit.hard or (limit.reports and precision != "year"))
    )


def _in_passage(passage: Passage, asked: Asked, prose: Prose) -> Iterator[Deadline]:
    for start, end in terms.sentences(passage):
        if _NEVER.search(passage.text, start, end) or (
            prose != "all" and _PAST.search(passage.text, start, end)
        ):
            continue
        limits = [one for one in terms.limits(passage, start, end) if one.hard and one.answers]
        own = _who(passage, start, end) if limits else None
        if own or prose != "addressed" or _ASKS.search(passage.text, start, end):
            yield from (_deadline(passage, limit, own or asked) for limit in limits)


def _deadline(passage: Passage, limit: terms.Limit, who: Asked) -> Deadline:
    term = terms.term(passage, limit)
    return Deadline(term.date, term.precision, who, term.text)


def _who(passage: Passage, start: int, end: int) -> Asked:
    """Return whom the sentence binds: those it is sent to or asked of, or its subject; never the one who receives."""
    named = _after(passage, start, end) or _before(passage.text, start, end)
    return addressees.phrase(passage, *named, "Meningen säger vem som ska svara") if named else None


def _after(passage: Passage, start: int, end: int) -> addressees.Span | None:
    text = passage.text
    sent = _named_after(text, start, end, _SENT) if _FOR_ANSWER.search(text, start, end) else None
    return sent or _named_after(text, start, end, _ASKED_OF) or _named_after(text, start, end, _TOLD)


def _named_after(text: str, start: int, end: int, pattern: re.Pattern[str]) -> addressees.Span | None:
    for hit in pattern.finditer(text, start, end):
        named = addressees.after(text, hit.end(), end)
        if named:
            return named
    return None


def _before(text: str, start: int, end: int) -> addressees.Span | None:
    for pattern in (_OWNS, _BEFORE):
        for hit in pattern.finditer(text, start, end):
            named = addressees.before(text, start, hit.start())
            if named:
                return named
    return None


def _keep(found: dict[str, Deadline], one: Deadline) -> None:
    """Keep a deadline once; the same day said again without saying who adds nothing."""
    day = one.date.value.isoformat() if one.date else one.text.value.casefold()
    same = [key for key in found if key.startswith(f"{day}|")]
    if one.who is None and same:
        return
    nobody = f"{day}|"
    if one.who and nobody in found:
        del found[nobody]
    found.setdefault(f"{day}|{one.who.value.casefold() if one.who else ''}", one)
