"""Last days to answer or report: the day, how exact it is, and who must."""

import re
from collections.abc import Iterator, Sequence

from samsyn.intake.recognisers import bodies
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import LISTS, Section, of
from samsyn.intake.recognisers.values import Deadline, Found
from samsyn.kit import dates

# The words that make a date a last day for somebody.
_CUE = re.compile(
    r"\b(?:senast|före|innan|inom|remisstid(?:en)?|sista svarsdag|svarstid(?:en)?)\b", re.IGNORECASE
)
_ACT = re.compile(
    r"\b(?:svar|svara|yttrande|yttra|synpunkter|remissvar|remisstid|svarstid|återrapporter|rapporter|redovis"
    r"|återkom|inkom|komma? in|kommit in|lämna|skicka"
    r"|återredovis|inlämna|insänd|vara? klar|slutför|genomför|svarsdag)\w*",
    re.IGNORECASE,
)
_REFERRED = re.compile(r"på remiss till (?P<who>[^.]{3,120}?)(?:,? (?:med|för)|, senast| senast|[.;]|$)")
_TASKED = re.compile(
    r"(?:att )?(?:ge )?(?P<who>[^.,;:]{3,80}?) (?:får|ges|fick|har|ska|skall|bör|uppdras|åläggs|uppmanas)\b"
)
_COMMISSIONED = re.compile(r"(?:uppdrar? åt|uppdras åt|ger|ge) (?P<who>[^.,;:]{3,80}?) (?:i uppdrag )?att\b")
_SENT = re.compile(
    r"\b(?:skickats|remitterats|översänts|sänts|gått) (?:på remiss )?till (?P<who>[^.;]{3,80}?)"
    r" (?:för|på) (?:yttrande|remiss|svar)"
)
_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?=\w))+[.!?]?")
_FROM = re.compile(
    r"\b(?:yttrande|svar|svar på detta) från (?P<who>[^.;]{3,120}?)(?= senast| om\b| över| med| på|[.;,]|$)"
)
_SAYS_NO_TIME = (*LISTS, "decision", "proposal")
Asked = Found[str] | None


def deadlines(
    sections: Sequence[Section],
    title: Passage | None,
    points: Sequence[Passage],
    asked: Asked,
    *,
    letter: bool,
) -> tuple[Deadline, ...]:
    """Return the deadlines in the title line, in decision points and, in a letter that asks, in its text.

    `asked` is who the letter asks to answer, when it says so in one place for all.
    """
    found: dict[str, Deadline] = {}
    places: list[tuple[Passage, bool]] = [(title, False)] if title else []
    places += [(passage, True) for passage in points]
    places += [(passage, False) for passage in _asking(sections, letter=letter)]
    for passage, in_point in places:
        for deadline in _in_passage(passage, in_point=in_point, asked=asked):
            found.setdefault(_key(deadline), deadline)
    return tuple(found.values())


def asked_in(sections: Sequence[Section]) -> Asked:
    """Return who is asked to answer: those under "För yttrande till", else "skickats till X för yttrande"."""
    for section in of(sections, "for_statement"):
        if section.heading and section.passages:
            names = ", ".join(entry.text for entry in section.passages)
            return Found(names, section.heading.quote(), 0.9, "Står under För yttrande till")
    for section in sections:
        for passage in section.passages:
            hit = _SENT.search(passage.text) or _FROM.search(passage.text)
            if hit and bodies.is_addressee(hit["who"]):
                quote = passage.quote(hit.start(), hit.end())
                return Found(
                    bodies.canonical(hit["who"]), quote, 0.8, "Texten säger vem ärendet skickats till"
                )
    return None


def _asking(sections: Sequence[Section], *, letter: bool) -> Iterator[Passage]:
    for section in sections:
        if section.kind == "questions" or (letter and section.kind not in _SAYS_NO_TIME):
            yield from section.passages


def _in_passage(passage: Passage, *, in_point: bool, asked: Asked) -> Iterator[Deadline]:
    if not _CUE.search(passage.text):
        return
    for sentence in _SENTENCE.finditer(passage.text):
        if not _ACT.search(sentence.group()):
            continue
        for match in dates.find(sentence.group()):
            cue = _cue_before(sentence.group(), match)
            if cue is not None:
                who = _who(passage, sentence.span(), in_point=in_point) or asked
                yield _deadline(passage, sentence.start(), cue, match, who)


def _cue_before(text: str, match: dates.DateMatch) -> int | None:
    """Return where the wording of the deadline begins; None when no cue stands shortly before the date."""
    if match.value.precision == "recurring":
        return None
    cues = [hit for hit in _CUE.finditer(text, 0, match.end) if match.start - hit.end() <= 30]
    if not cues:
        return None
    acts = [hit.start() for hit in _ACT.finditer(text, max(0, cues[-1].start() - 60), cues[-1].start())]
    return acts[-1] if acts else cues[-1].start()


def _deadline(passage: Passage, sentence: int, cue: int, match: dates.DateMatch, who: Asked) -> Deadline:
    start, end = sentence + match.start, sentence + match.end
    quote, value = passage.quote(start, end), match.value
    day = Found(value.date, quote, 0.95, "Datum efter senast, före eller inom") if value.date else None
    precision: Found[dates.Precision] = Found(value.precision, quote, 0.95, "Så noga är datumet skrivet")
    text = passage.text[sentence + cue : end].strip()
    sure = 0.9 if who else 0.75
    wording = Found(text, passage.quote(sentence + cue, end), sure, "Orden som gör datumet till en svarstid")
    return Deadline(day, precision, who, wording)


def _who(passage: Passage, span: tuple[int, int], *, in_point: bool) -> Asked:
    """Return whom the sentence asks: those it is referred or commissioned to, in a point also its subject."""
    text, (start, end) = passage.text, span
    first = end - len(text[start:end].lstrip())
    hits = [_REFERRED.search(text, start, end), _COMMISSIONED.search(text, start, end)]
    hits += [_TASKED.match(text, first, end)] if in_point else []
    for hit in hits:
        if hit and bodies.is_addressee(hit["who"]):
            quote = passage.quote(hit.start("who"), hit.end("who"))
            name = bodies.canonical(hit["who"].strip())
            return Found(name, quote, 0.85, "Meningen säger vem som ska svara")
    return None


def _key(deadline: Deadline) -> str:
    day = deadline.date.value.isoformat() if deadline.date else deadline.text.value
    return f"{day}|{deadline.who.value if deadline.who else ''}"
