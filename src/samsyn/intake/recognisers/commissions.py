"""Tasks that decision points give (uppdrag): to whom, what, and by when they are done and reported back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samsyn.intake.recognisers import addressees, terms
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import Section, of
from samsyn.intake.recognisers.values import Commission, Found, Point, Quote, Term

# The words that give a task to those named after them, and to those named before them.
_GIVES_AFTER = re.compile(
    r"\b(?:uppdra[rs]?(?: (?:därför|också|även|samtidigt|vidare|härmed))? (?:åt|till)"
    r"|uppdrag(?:et)? [^.;:]{0,120}?(?:ges|lämnas|läggs) (?:åt|till|på)"
    r"|lämnar? i uppdrag (?:åt|till))\s",
    re.IGNORECASE,
)
_GIVES_AROUND = re.compile(r"\b(?:ger?|ges|lämnar?|tilldelar?)\s", re.IGNORECASE)
_AROUND_END = re.compile(
    r"\s(?:även |också |därför |härmed |därmed )?(?:i uppdrag|uppdraget|ett uppdrag|uppdrag)\b"
)
_GIVES_BEFORE = re.compile(
    r"\s(?:(?:får|ges|tilldelas|lämnas|erhåller|föreslås få|ska (?:få|ges))(?: (?:även|också|därmed|därför"
    r"|härmed|vidare|samtidigt|ett))* (?:i )?uppdrag(?:et)?\b"
    r"|(?:uppdras|åläggs)(?: (?:även|också|därmed|därför|härmed))?(?= att\b|:| i\b|$)"
    r"|(?:ska|skall|får)(?: (?:även|också|därefter|vidare|årligen|löpande|halvårsvis|senast [^.,;]{3,40}?"
    r"|under [^.,;]{3,40}?|i (?:samband|samverkan|samråd) med [^.,;]{3,60}?|till [^.,;]{3,80}?))? "
    r"(?:återkomma|redovisa|återrapportera|rapportera|återredovisa|avrapportera|slutredovisa|inkomma|presentera)\b)",
    re.IGNORECASE,
)
# "Kontoret ska senast i maj lämna en plan", "Förvaltningen redovisar läget varje tertial": a task when it has a time.
_TIMED = re.compile(
    r"\s(?:(?:ska|skall) (?!(?:ha|vara|bestå|gälla|kunna|bli|få|utgöra|utses|träda|bära|inte|ej)\b)"
    r"|(?:rapporterar|redovisar|återrapporterar|återkommer|sammanställer|presenterar) )"
)
_PASSIVE = re.compile(r"\b\w{2,}(?:as|es)\b")
# A role that no list knows is still the one who gets the task ("uppdra åt mätteknikern att").
_UNLISTED = re.compile(r"(?:[\w&-]{3,40} ){0,2}[\w&-]{2,40}(?:en|et|n)(?= att\b)")
_OLD_FIRST = re.compile(r"(?:att )?(?:[\w-]+ ){0,4}uppdrag\b", re.IGNORECASE)
# "Nämnden, i samverkan med andra, får i uppdrag": the words between commas name no one who gets the task.
_ASIDE = re.compile(
    r"(?P<who>[^;:]{3,200}?), (?:i|tillsammans|efter|genom|inom|utifrån|med|som) [^,;]{3,200},$"
)
_DECLINES = re.compile(
    r"\b(?:avslå(?:r|s|tt)?|avstyrk\w{0,4}|upphäv\w{0,4}|återkalla\w{0,3}|(?:har|hade) (?:fått|getts|givits)"
    r"|gavs|fick|tidigare)\b|\b(?:inte|ej)\b(?=[^.;,]{0,25}$)",
    re.IGNORECASE,
)
_ANEW = re.compile(r"\b(?:och|samt|men|istället|i stället)\b")
_OLD = re.compile(
    r"\b(?:är|anses?|förklaras?|bedöms|betraktas)(?: (?:därmed|som|vara|härmed))* (?:fullgjor|slutför|avsluta"
    r"|besvara|genomför|verkställ|utför|klar)\w*"
    r"|\b(?:förklara|anse|avsluta)r? uppdrag|\bavslås\b|\bavslutas\b|\bupphör\b",
    re.IGNORECASE,
)
_SPEAKS_OF = re.compile(
    r"(?:\b(?:[Pp]unkt(?:erna|er|en)?|[Uu]ppdragen? (?:i|enligt) punkt(?:erna|er|en)?|att-sats(?:erna|en)?"
    r"|beslutspunkt(?:erna|en)?) (?P<numbers>\d{1,2}(?:(?:, | och |–|-| samt )\d{1,2}){0,8})\b)"
)
_THE_TASK = re.compile(
    r"(?:^|\b(?:att|samt|och) )(?:[Uu]ppdrag(?:et|en)|[Rr]esultatet|[Uu]tredningen|[Rr]edovisning(?:en)?"
    r"|[Åå]terrapportering(?:en)?|[Åå]terredovisning(?:en)?"
    r"|[Ff]örslaget|[Aa]rbetet|[Dd]etta|[Dd]en|[Uu]ppföljning(?:en)?|[Rr]apporten|[Rr]apportering(?:en)?)\b"
)
_TELLS = re.compile(
    r"^(?!.*\buppdrag att\b).*\b(?:ska|skall)\b[^.;]{0,80}\b(?:åter|av)?(?:rapporteras?|redovisas?)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"[,;]?(?: (?:samt|och)(?: att)?)?$")
_WHY = "Punkten ger någon ett uppdrag"


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it grows while the points are read: whom, in which point, by when (uppdrag)."""

    number: str
    force: str
    text: Found[str]
    to: addressees.Named
    who: Found[str] | None
    due: Term | None = None
    report_back: Term | None = None


class Reader:
    """Reads the points in order and keeps the tasks that they give (uppdragsläsare).

    `who` says who must act, by the quote of each limit in a point that does not itself say whom it binds.
    """

    def __init__(self, points: Sequence[Point], sections: Sequence[Section]) -> None:
        self.tasks: list[Task] = []
        self.who: dict[Quote, Found[str]] = {}
        self._lead: addressees.Span | None = None
        self._led: Passage | None = None
        self._closing = False
        by_quote = {point.text.quote: point for point in points}
        self._count = 0
        for section in of(sections, "decision", "proposal"):
            point: Point | None = None
            self._led = None
            for passage in section.passages:
                own = by_quote.get(passage.quote())
                point = own or point
                self._count += own is not None
                self._read(passage, point, is_own=own is not None)

    @property
    def commissions(self) -> tuple[Commission, ...]:
        """The tasks that points with force "beslutar" give; proposals and what only declines give none."""
        return tuple(
            Commission(task.text, task.to, task.due, task.report_back)
            for task in self.tasks
            if task.force == "beslutar"
        )

    def _read(self, passage: Passage, point: Point | None, *, is_own: bool) -> None:
        if not is_own and passage.text.endswith((":", " att")):
            self._open(passage)
            return
        if is_own:
            self._closing = only_closes(passage.text, 0, len(passage.text))
        if point is None or (self._closing and not is_own):
            return
        if is_own and not passage.marker and not passage.text.startswith("att "):
            self._led = None
        first = len(self.tasks)
        for start, end in terms.sentences(passage):
            self._sentence(passage, point, (start, end), first)
        if is_own and self._led is not None and len(self.tasks) == first:
            self._add(passage, point, (0, len(passage.text)), self._lead, self._led)

    def _open(self, passage: Passage) -> None:
        """Take note of a line that gives the tasks in the list below it."""
        given = list(_given(passage, 0, len(passage.text)))
        self._led, self._lead = (passage, given[-1][1]) if given else (None, None)

    def _sentence(self, passage: Passage, point: Point, span: addressees.Span, first: int) -> None:
        given = [*_given(passage, *span)]
        for place, (start, to) in enumerate(given):
            stop = given[place + 1][0] if place + 1 < len(given) else span[1]
            self._add(passage, point, (start, stop), to, passage)
        if given or _declined(passage.text, *span):
            return
        told = _Told.of(passage, span)
        if told.empty:
            return
        targets = self._targets(passage, span, first)
        for place in targets:
            self.tasks[place] = told.on(self.tasks[place])
        who = next((self.tasks[place].who for place in targets if self.tasks[place].who), None)
        if who:
            self.who.update(dict.fromkeys(told.quotes, who))
        if targets:
            return
        timed = _timed(passage.text, *span)
        if timed or _TELLS.match(passage.text[slice(*span)]):
            self._add(passage, point, span, timed, passage)

    def _targets(self, passage: Passage, span: addressees.Span, first: int) -> list[int]:
        """Return the places of the tasks that a sentence with a time speaks of: by number, else those just given."""
        spoken = _SPEAKS_OF.search(passage.text, *span)
        if spoken:
            numbers = _numbers(spoken["numbers"])
            return [place for place, task in enumerate(self.tasks) if task.number in numbers]
        if len(self.tasks) > first:
            return [len(self.tasks) - 1]
        if self.tasks and _THE_TASK.search(passage.text[slice(*span)]):
            last = self.tasks[-1].number
            return [place for place, task in enumerate(self.tasks) if task.number == last]
        return []

    def _add(
        self,
        passage: Passage,
        point: Point,
        span: addressees.Span,
        to: addressees.Span | None,
        source: Passage,
    ) -> None:
        start, end = span
        text = _LINK.sub("", passage.text[start:end].rstrip())
        named = addressees.named(source, *to, _WHY) if to else ()
        who = addressees.phrase(source, *to, _WHY) if to else None
        number = passage.marker.rstrip(".)") if passage.marker[:1].isdigit() else str(self._count)
        task = Task(number, point.force.value, Found(text, passage.quote(start, end), 0.85, _WHY), named, who)
        told = _Told.of(passage, span)
        self.tasks.append(told.on(task))
        if who:
            self.who.update(dict.fromkeys(told.quotes, who))


@dataclass(frozen=True, slots=True)
class _Told:
    """What some words say of when a task is due and when it is reported back."""

    due: Term | None
    report_back: Term | None

    @classmethod
    def of(cls, passage: Passage, span: addressees.Span) -> "_Told":
        found = terms.limits(passage, *span)
        due = next((terms.term(passage, one) for one in found if not one.reports), None)
        back = next((terms.term(passage, one) for one in found if one.reports), None)
        occasion = terms.occasion(passage, *span) if back is None else None
        return cls(due, terms.undated(passage, occasion) if occasion else back)

    @property
    def empty(self) -> bool:
        return self.due is None and self.report_back is None

    @property
    def quotes(self) -> list[Quote]:
        return [one.text.quote for one in (self.due, self.report_back) if one and one.text.quote]

    def on(self, task: Task) -> Task:
        return replace(task, due=task.due or self.due, report_back=task.report_back or self.report_back)


def _given(passage: Passage, start: int, end: int) -> Iterator[tuple[int, addressees.Span]]:
    """Yield where in the sentence each task begins to be given, and to whom."""
    text = passage.text
    found: dict[int, addressees.Span] = {}
    for hit in _GIVES_AFTER.finditer(text, start, end):
        to = addressees.after(text, hit.end(), end) or _unlisted(text, hit.end(), end)
        if to:
            found.setdefault(_opening(text, start, hit.start()), to)
    for hit in _GIVES_AROUND.finditer(text, start, end):
        around = _AROUND_END.search(text, hit.end(), min(end, hit.end() + addressees.LONGEST))
        to = _around(text, hit.end(), around.start()) if around else None
        if to:
            found.setdefault(hit.start(), to)
    for hit in _GIVES_BEFORE.finditer(text, start, end):
        aside = _ASIDE.match(text[start : hit.start()])
        to = addressees.before(text, start, start + aside.end("who") if aside else hit.start())
        if to:
            found.setdefault(to[0], to)
    for begin in sorted(found):
        if not _is_declined(text, start, begin, end):
            yield begin, found[begin]


def _unlisted(text: str, start: int, end: int) -> addressees.Span | None:
    hit = _UNLISTED.match(text, start, end)
    return hit.span() if hit else None


def _around(text: str, start: int, end: int) -> addressees.Span | None:
    """Return who stands between "ge" and "i uppdrag": those listed, or one word that no list knows."""
    lone = re.fullmatch(r"[\w&-]{2,40}(?:en|et|n)", text[start:end])
    return addressees.after(text, start, end) or ((start, end) if lone else None)


def _opening(text: str, start: int, place: int) -> int:
    """Return where the words that give a task begin: with the giver's name when the sentence opens with it."""
    giver = text[start:place].strip()
    return start if giver == "Det" or addressees.is_one(giver) else place


def _timed(text: str, start: int, end: int) -> addressees.Span | None:
    """Return who is to act when the sentence opens with them ("Kontoret ska lämna …"); its time makes it a task."""
    hit = _TIMED.search(text, start, end)
    to = addressees.before(text, start, hit.start()) if hit else None
    if hit is None or to is None or addressees.trimmed(text[start : to[0]]):
        return None
    return None if _PASSIVE.search(text[hit.end() : end].split(" som ", maxsplit=1)[0]) else to


def _is_declined(text: str, start: int, begin: int, end: int) -> bool:
    """Tell whether the words before say no to the task, or the words after that it is an old one."""
    last = [*_DECLINES.finditer(text[start:begin])]
    if last and not _ANEW.search(text[start:begin], last[-1].end()):
        return True
    old = _OLD.search(text, begin, end)
    return old is not None and not _ANEW.search(text, begin, old.start())


def only_closes(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence, or the point that opens with an old task, only says that it is done."""
    if _OLD_FIRST.match(text):
        start, end = 0, len(text)
    return bool(_OLD.search(text, start, end)) and not any(
        pattern.search(text, start, end) for pattern in (_GIVES_AFTER, _GIVES_BEFORE)
    )


def _declined(text: str, start: int, end: int) -> bool:
    return bool(_DECLINES.search(text[start:end]) or _OLD.search(text, start, end))


def _numbers(text: str) -> set[str]:
    """Return the point numbers in "1", "1 och 3" or "2–4"."""
    found: set[str] = set()
    for first, last in re.findall(r"(\d{1,2})(?: ?[–-] ?(\d{1,2}))?", text):
        found |= {str(number) for number in range(int(first), int(last or first) + 1)}
    return found
