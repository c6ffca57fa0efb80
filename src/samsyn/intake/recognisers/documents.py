"""One file → its documents, and what kind each of them is."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.intake.recognisers import bodies, headings, leads
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found, Kind
from samsyn.kit import dates, diary

MINUTES = ("protokoll", "protokollsutdrag")
AUDITS = ("revisionsskrivelse", "revisionsrapport")
PREPARING = ("kallelse", "tjänsteskrivelse")  # they decide nothing
_BEGUN = ("decision", "proposal", "summary", "matter")
_CLEAR = (*MINUTES, "tjänsteskrivelse", "kallelse")
_TEXT_BEGINS = ("decision", "proposal", "basis", "recipients", "recommendations")
ANSWERED = ("remiss", "yttrande")
_PROPOSED = re.compile(r"\bföreslås\b|\bföreslår\b|\bbeslutar?\b|^I [a-zåäö ]{5,80}:$")
_REFERS = re.compile(
    r"\b(?:remissvar(?:en|et)?|svaren?|synpunkter(?:na)?) ska (?:ha kommit in|lämnas|skickas|vara)\b|\bsvara på remiss"
    r"|\b(?:har|som) [\w ]{0,40}?(?:remitterat|skickat på remiss)|\b(?:svaren på|svaret på|yttranden över) remissen\b"
    r"|\bremiss(?:tid|tiden|svar|instans|instanser)\b|\bbereds tillfälle att (?:yttra|lämna)",
    re.IGNORECASE,
)
_REPLIES = re.compile(
    r"\bhar (?:beretts|fått|getts|givits) (?:tillfälle|möjlighet) att (?:yttra|lämna|svara|inkomma)"
    r"|\b(?:lämnar|avger) (?:härmed )?följande (?:yttrande|svar|synpunkter)",
    re.IGNORECASE,
)
_PROSE = 80  # characters of a piece of running text
_ENOUGH = 3  # such pieces, after which an extract may follow a letter without headings
_OPENING = 30  # passages in which a document says what it is
_HEAD = 12  # passages in which a page head may stand
_PAGE_HEAD = re.compile(
    rf"\b(?:sammanträdes)?protokoll\b.{{0,40}}(?:\d ?\(\d+\)|(?:19|20)\d\d-\d\d)|(?:{bodies.PATTERN})s protokoll\b",
    re.IGNORECASE,
)
_AUDITED = re.compile(r"\b(?:har|avslutat|genomfört)\b[^.]{0,60}gransk|\bgranskning", re.IGNORECASE)
_COVERING = re.compile(r"(?<![-\w])(?:missiv|missivskrivelse|missivbrev|följebrev)\b", re.IGNORECASE)
_REPORT = re.compile(
    r"(?:rapport|förstudie|revisionsrapport)(?: (?:nr )?\d[\d/:-]*| om .{3,60})?$", re.IGNORECASE
)
_ASKS_AT_END = re.compile(
    r"(?:[–-]|,) (?:begäran om (?:ställningstagande|yttrande|synpunkter|svar)|(?:för|till) yttrande|på remiss|remiss)$",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"(?:dokumenttyp|typ av (?:dokument|styrdokument)|handlingstyp)(?::|\t|  )\s*(?P<word>[^\t]{3,40})$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\brekommend|\bönskar svar\b|\byttrande\b|\bsvar önskas\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file, still as passages (del)."""

    kind: Found[Kind]
    passages: tuple[Passage, ...]
    running: tuple[Passage, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether it may decide anything: a paper that prepares a meeting doesn't, whatever its words say."""
        return self.kind.value not in PREPARING


def split(passages: Sequence[Passage], running: Sequence[Passage]) -> tuple[Part, ...]:
    """Return the file's documents in order: a new one begins where a page opens with what it is.

    `running` are the lines that stood at page heads; they say the kind when nothing else does.
    """
    starts = _starts(passages)
    pieces = [
        tuple(passages[start:stop]) for start, stop in zip(starts, [*starts[1:], len(passages)], strict=True)
    ]
    pieces = [piece for piece in pieces if piece]
    ends = [_place(piece[-1]) for piece in pieces[:-1]]
    heads: list[list[Passage]] = [[] for _ in pieces]
    for line in running if pieces else ():
        heads[bisect_left(ends, _place(line))].append(line)
    return tuple(
        Part(classify(piece, head), piece, tuple(head)) for piece, head in zip(pieces, heads, strict=True)
    )


def _place(passage: Passage) -> tuple[int, int]:
    return passage.lines[-1].page, passage.lines[-1].number


@dataclass(slots=True)
class _Begun:
    """What the document being read has said so far (påbörjad handling)."""

    start: int
    text: bool = False  # whether its text has begun
    prose: int = 0  # pieces of running text so far
    paragraph: bool = False  # whether a § has begun
    last: str | None = None  # the section it is in


def _starts(passages: Sequence[Passage]) -> list[int]:
    starts = [0]
    begun = _Begun(0)
    for place, passage in enumerate(passages):
        if passage.marker:
            continue
        kind = headings.document_kind(passage.text)
        if kind and _opens_document(kind, passages, begun, place):
            starts.append(_back_to_break(passages, starts[-1], place))
            begun = _Begun(starts[-1])
        section = headings.kind_of(passage.text)
        begun.last = section or begun.last
        begun.prose += len(passage.text) >= _PROSE
        begun.text = begun.text or section in _BEGUN
        begun.paragraph = begun.paragraph or diary.paragraph_head(passage.text) is not None
    return starts


def _opens_document(kind: str, passages: Sequence[Passage], begun: _Begun, place: int) -> bool:
    """The name of a kind opens a new document only after the text of the one before has begun.

    Words that also are headings inside documents ("Yttrande") must stand at the top of a page or after a wide gap.
    """
    row = place
    while row > begun.start and passages[row - 1].lines[-1] is passages[place].lines[0]:
        row -= 1  # the first column of the line
    told = begun.text or (kind in MINUTES and begun.prose >= _ENOUGH)
    if not told or row == begun.start or (begun.last == "basis" and _in_list(passages[row - 1])):
        return False
    if row < place and not _is_sender(passages[row].text):
        return False
    if kind in MINUTES and begun.paragraph and _same_meeting(passages, begun.start, place):
        return False
    top = passages[row].lines[0].number <= 6 or passages[row].gap >= 3
    return top or (kind in _CLEAR and passages[row].gap >= 1)


def _is_sender(text: str) -> bool:
    return bodies.is_municipality(text) or bodies.is_body(text) or headings.is_writer(text)


def _same_meeting(passages: Sequence[Passage], start: int, place: int) -> bool:
    """Tell a page head of the minutes already begun from the head of another meeting's: that says who met."""
    head: list[Passage] = []
    for passage in passages[place : place + _OPENING]:
        if diary.paragraph_head(passage.text):
            break
        head.append(passage)
    labels = {label[0] for passage in head if (label := headings.label_of(passage.text))}
    if labels & {"deciding", "adjuster", "place"}:
        return False
    known = {passage.text for passage in passages[start : min(start + _OPENING, place)]}
    return all(passage.text in known for passage in head if bodies.is_body(passage.text) or _dated(passage))


def _dated(passage: Passage) -> bool:
    return any(match.value.precision == "day" for match in dates.find(passage.text))


def _in_list(before: Passage) -> bool:
    return bool(before.marker) or (len(before.text) < 100 and before.gap == 0)


def _back_to_break(passages: Sequence[Passage], start: int, place: int) -> int:
    """Return where the new document's head begins: its page, or the last wide gap shortly before its name."""
    for earlier in range(place, max(start, place - 12), -1):
        same_page = passages[earlier - 1].lines[-1].page == passages[earlier].lines[0].page
        if not same_page or passages[earlier].gap >= 3:
            return earlier
        if passages[earlier - 1].lines[-1] is not passages[earlier].lines[0] and _is_sender(
            passages[earlier].text
        ):
            return earlier
    return place


def classify(passages: Sequence[Passage], running: Sequence[Passage] = ()) -> Found[Kind]:
    """Return what kind of document it is, by the word it carries, else by its form; "okänd" when neither says."""
    for passage in passages[:_OPENING]:
        if diary.paragraph_head(passage.text):
            break
        kind = headings.document_kind(passage.text) if not passage.marker else None
        if kind:
            kind = _covered(passages, kind) if _COVERING.search(passage.text) else kind
            return Found(kind, passage.quote(), 0.97, "Ordet står i handlingens huvud")  # type: ignore[arg-type]
        typed = _TYPE.match(passage.text)
        named = typed and headings.document_kind(typed["word"])
        if named:
            return Found(named, passage.quote(), 0.97, "Huvudet säger handlingens typ")  # type: ignore[arg-type]
        if headings.kind_of(passage.text) in _TEXT_BEGINS:
            break
    for passage in passages[:_HEAD]:
        if _may_head(passage.text) and _PAGE_HEAD.search(passage.text):
            return Found("protokoll", passage.quote(), 0.85, "Ordet står i sidhuvudet")
    for passage in running[:_HEAD]:
        kind = headings.document_kind(passage.text)
        if kind in _CLEAR:
            return Found(kind, passage.quote(), 0.9, "Ordet står i sidhuvudet")  # type: ignore[arg-type]
    return _by_form(passages, running)


def _covered(passages: Sequence[Passage], kind: str) -> str:
    """Return what a covering letter ("Missiv") is: the auditors' own, else a referral when it asks for answers."""
    if _audit_office(passages):
        return "revisionsskrivelse"
    asks = any(
        _REFERS.search(passage.text) or _ASKS_AT_END.search(passage.text) for passage in passages[:_OPENING]
    )
    return "remiss" if asks else kind


def _audit_office(passages: Sequence[Passage]) -> Passage | None:
    """Return the short line near the top in which auditors or their office name themselves."""
    for passage in passages[:_HEAD]:
        columns = re.split(r"\t| {3,}", passage.text)
        if len(passage.text) <= 120 and any(bodies.is_audit_office(one.strip()) for one in columns):
            return passage
    return None


def _reporting(passages: Sequence[Passage]) -> Found[Kind] | None:
    """A line that says "Rapport 2019:9" where auditors name themselves makes an audit report."""
    if not _audit_office(passages):
        return None
    for passage in passages[:_HEAD]:
        if any(_REPORT.match(one.strip()) for one in re.split(r"\t| {3,}", passage.text)):
            return Found("revisionsrapport", passage.quote(), 0.85, "Revisorerna kallar den rapport")
    return None


def _may_head(text: str) -> bool:
    return len(text) <= 140 and "protokoll" in text.casefold()


def _by_form(passages: Sequence[Passage], running: Sequence[Passage]) -> Found[Kind]:
    heads = [passage for passage in passages if not passage.marker and diary.paragraph_head(passage.text)]
    decides = len(heads) > 1 or any(_decides(passages, place) for place in range(len(passages)))
    if heads and (decides or heads[0] in passages[:3]):
        full = any("protokoll" in passage.text.casefold() for passage in running) or len(heads) > 1
        return Found("protokoll" if full else "protokollsutdrag", heads[0].quote(), 0.8, "Har § och beslut")
    return (
        _proposing(passages)
        or _titled(passages, ANSWERED)
        or _running(running)
        or _reporting(passages)
        or _auditing(passages)
        or _titled(passages, ())
        or _asking(passages)
        or Found("okänd", None, 0.0, "Inget i handlingen säger vad den är")
    )


def _proposing(passages: Sequence[Passage]) -> Found[Kind] | None:
    """An official's proposal to a body makes an official letter, whatever its title begins with."""
    for place, passage in enumerate(passages[:-1]):
        proposes = not passage.marker and headings.kind_of(passage.text) == "proposal"
        if proposes and _PROPOSED.search(passages[place + 1].text):
            return Found("tjänsteskrivelse", passage.quote(), 0.75, "Föreslår ett organ att besluta")
    return None


def _titled(passages: Sequence[Passage], only: Sequence[str]) -> Found[Kind] | None:
    for passage in passages[:_OPENING]:
        if headings.kind_of(passage.text) in _TEXT_BEGINS:
            return None
        titled = headings.titled_kind(passage.text) if _may_be_title(passage) else None
        if _may_be_title(passage) and _ASKS_AT_END.search(passage.text):
            titled = "remiss"
        if titled and (not only or titled in only):
            return Found(titled, passage.quote(), 0.7, "Rubriken börjar med ordet")  # type: ignore[arg-type]
    return None


def _decides(passages: Sequence[Passage], place: int) -> bool:
    return headings.kind_of(passages[place].text) == "decision" or leads.opens_decision(passages, place)


def _may_be_title(passage: Passage) -> bool:
    ended = passage.text.endswith((".", ",", ";")) and not passage.text.endswith(("m.m.", "m.fl.", "m. m."))
    return not passage.marker and not ended and len(passage.text) <= 300


def _running(running: Sequence[Passage]) -> Found[Kind] | None:
    """Return the kind that stands at the head of every page."""
    for passage in running:
        kind = headings.document_kind(passage.text)
        if kind in AUDITS:
            return Found(kind, passage.quote(), 0.8, "Ordet står i sidhuvudet")  # type: ignore[arg-type]
    return None


def _asking(passages: Sequence[Passage]) -> Found[Kind] | None:
    """Return what a letter without any such word is by what its first sentences do: ask for an opinion, or give one."""
    for passage in passages[:_OPENING]:
        asks, gives = _REFERS.search(passage.text), _REPLIES.search(passage.text)
        if gives:
            return Found(
                "yttrande",
                passage.quote(gives.start(), gives.end()),
                0.6,
                "Skriver att den som yttrar sig är tillfrågad",
            )
        if asks:
            return Found("remiss", passage.quote(asks.start(), asks.end()), 0.6, "Ber om svar på en remiss")
    return None


def _auditing(passages: Sequence[Passage]) -> Found[Kind] | None:
    """Return where auditors name themselves, in a letter that tells of an audit and asks or recommends something."""
    opening = passages[:_OPENING]
    proposes = any(headings.kind_of(passage.text) in ("decision", "proposal") for passage in passages)
    audited = any(_AUDITED.search(passage.text) for passage in opening)
    if proposes or not audited or not any(_ASKS.search(passage.text) for passage in passages):
        return None
    named = next((passage for passage in opening if bodies.find_auditors(passage.text)), None)
    return (
        Found("revisionsskrivelse", named.quote(), 0.8, "Revisorer skriver om en granskning")
        if named
        else None
    )
