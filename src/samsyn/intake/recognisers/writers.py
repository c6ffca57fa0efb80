"""Who wrote a letter, and when: the body, office or auditors in whose name it is, and its day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from samsyn.intake.recognisers import addressees, bodies, decisions, headings, sections, terms
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.titles import PLACE_DATE
from samsyn.intake.recognisers.values import Found
from samsyn.kit import dates, diary

_SIGNED = re.compile(r"\b(?:[Pp]å uppdrag av|[Ff]ör|[Ee]nligt uppdrag av)\s")
_RECEIVES = re.compile(
    r"\b(?:kommit in|inkommit|inkomma|inkomna|inkommer|skickas|skicka|lämnas|lämna|sändas|sänd|insändas|svar"
    r"|svaret|yttrande|yttrandet|remissvar|remissvaret|kommit|tillhanda)"
    r"(?: \w+){0,2}? till\s",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"\s(?:har (?:remitterat|skickat|översänt|tagit fram|arbetat fram|upprättat)|remitterar|översänder|skickar"
    r"|bereder|önskar|ber|begär|inbjuder|anmodar|har efterfrågat)\b"
)
_REPLIES = re.compile(
    r"\s(?:har (?:beretts|getts|fått|givits|erbjudits|ombetts|anmodats)|lämnar|avger|yttrar sig|ställer sig"
    r"|tillstyrker|avstyrker|instämmer|anser|välkomnar)\b"
)
_COLUMN = re.compile(r"[^\s](?:[^\t ]| (?! ))*")
_HEAD = 12  # passages in which a head stands
_OF = re.compile(r"\b(?:från|av) ")
_MUNICIPALITY = re.compile(
    r"^[A-ZÅÄÖ][\w-]{1,25}(?: [A-ZÅÄÖ][\w-]{1,20})? (?:kommun|stad|KOMMUN|STAD)[,:|]?\s+"
)
_EMPTY = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärendenummer|datum|den|sida|sid|av|nr|version)\b|[\W\d_]", re.IGNORECASE
)


def writer(
    kind: str, parts: Sequence[sections.Section], opening: Sequence[Passage], title: Passage | None
) -> Found[str] | None:
    """Return the body whose letter it is: who is asked to decide, else who stands alone in the head, else as the text
    says."""
    first = decisions.lead_body(parts) or next(iter(_alone(opening)), None)
    if first:
        return first
    if kind == "remiss":
        return next(_receivers(parts), None) or next(_told(parts, _SENDS), None)
    if kind == "yttrande":
        return _in_title(title) or next(_told(parts, _REPLIES), None)
    return _in_title(title) if kind in ("kallelse", "plan", "uppföljning", "notis") else None


def auditors(passages: Sequence[Passage]) -> Found[str] | None:
    """Return the auditors who write: as they sign, but rather a name that says of which municipality."""
    signed = [passage for passage in passages if _SIGNED.search(passage.text) and len(passage.text) <= 120]
    named = [
        (passage, match) for passage in [*signed, *passages] if (match := bodies.find_auditors(passage.text))
    ]
    if not named:
        return next(filter(None, map(audit_office, passages[:_HEAD])), None)
    passage, match = next((one for one in named if " " in one[1].name), named[0])
    return Found(match.name, passage.quote(match.start, match.end), 0.85, "Revisorerna som skriver")


_ADOPTED = re.compile(
    r"\b(?:[Aa]ntag(?:en|et|na|ande)|[Ff]astställ(?:d|t|da)|[Bb]eslut(?:ad|at|ade))(?:\s+(?:av|i|hos))?\s*:?\s+(?=\S)"
)


def adopted(passages: Sequence[Passage]) -> tuple[Found[str] | None, Found[date] | None]:
    """Return the body that a plan says adopted it, and the day ("Antagen av kommunstyrelsen 2022-12-06 § 210")."""
    for passage in passages:
        hit = _ADOPTED.search(passage.text) if len(passage.text) <= 140 else None
        named = next((one for one in bodies.find(passage.text) if hit and one.start == hit.end()), None)
        day = next((one for one in dates.find(passage.text) if named and one.start > named.end), None)
        if named:
            by = Found(named.name, passage.quote(named.start, named.end), 0.85, "Antagen av organet")
            when = day and day.value.precision == "day" and day.value.date
            quote = passage.quote(day.start, day.end) if day else None
            return by, Found(when, quote, 0.85, "Dagen då den antogs") if when else None
    return None, None


def audit_office(passage: Passage) -> Found[str] | None:
    """Return the auditors' office whose name is a column of its own in a head ("Revisionen    Uppföljningsrapport")."""
    for hit in _COLUMN.finditer(passage.text) if len(passage.text) <= 120 else ():
        if len(hit.group()) <= 40 and bodies.is_audit_office(hit.group()):
            name = bodies.canonical(
                hit.group().capitalize() if hit.group().isupper() else hit.group(), always=True
            )
            return Found(name, passage.quote(*hit.span()), 0.75, "Revisorernas namn står i huvudet")
    return None


def _alone(opening: Sequence[Passage]) -> Iterator[Found[str]]:
    """Yield the bodies and offices that stand alone in the head, also in capitals or after the municipality's name."""
    for passage in opening:
        text = passage.text
        lead = _MUNICIPALITY.match(text)
        start = lead.end() if lead else 0
        end = min(
            (
                place
                for mark in (",", " |", "\t", "   ", " - ", " – ")
                if (place := text.find(mark, start)) > 0
            ),
            default=len(text),
        )
        name = text[start:end].strip()
        name = name.capitalize() if name.isupper() else name
        if not passage.marker and len(text) <= 90 and (bodies.is_body(name) or bodies.is_office(name)):
            yield Found(
                bodies.canonical(name), passage.quote(start, end), 0.8, "Namnet står ensamt i huvudet"
            )


def _told(parts: Sequence[sections.Section], verb: re.Pattern[str]) -> Iterator[Found[str]]:
    """Yield those who do what the verb says in the letter's sentences."""
    for passage, start, end in _sentences(parts):
        for hit in verb.finditer(passage.text, start, end):
            named = addressees.before(passage.text, start, hit.start())
            if named and _is_writer(passage.text[slice(*named)]):
                yield _named(passage, named, "Texten säger vem som skriver")


def _receivers(parts: Sequence[sections.Section]) -> Iterator[Found[str]]:
    """Yield those to whom the answers are to be sent: they are the ones who ask."""
    for passage, start, end in _sentences(parts):
        for hit in _RECEIVES.finditer(passage.text, start, end):
            named = addressees.after(passage.text, hit.end(), end)
            if named and _is_writer(passage.text[slice(*named)]):
                yield _named(passage, named, "Svaren ska lämnas dit")


def _named(passage: Passage, span: addressees.Span, reason: str) -> Found[str]:
    return Found(bodies.canonical(passage.text[slice(*span)], always=True), passage.quote(*span), 0.7, reason)


def _is_writer(text: str) -> bool:
    office = text[:1].upper() + text[1:]
    return bodies.is_body(text) or bodies.is_office(office) or headings.is_writer(office)


def _sentences(parts: Sequence[sections.Section]) -> Iterator[tuple[Passage, int, int]]:
    for section in parts:
        if section.kind not in sections.LISTS:
            for passage in section.passages:
                yield from ((passage, start, end) for start, end in terms.sentences(passage))


def _in_title(title: Passage | None) -> Found[str] | None:
    """Return the body that the title names as the writer ("Socialnämndens yttrande", "Yttrande från socialnämnden")."""
    for match in bodies.find(title.text) if title else ():
        assert title is not None
        before, after = title.text[: match.start], title.text[match.end :]
        if (
            _OF.search(before[-5:])
            or (not before and after.startswith(("s ", " kallas")))
            or "Kallelse till" in before
        ):
            return Found(
                match.name, title.quote(match.start, match.end), 0.75, "Rubriken säger vem som skriver"
            )
    return None


# --- date -----------------------------------------------------------------------------------------------------------


def lone_date(opening: Sequence[Passage]) -> Found[date] | None:
    """Return the day that stands in the head by itself, or only with numbers and the word for the kind."""
    for passage in opening:
        found = [one for one in dates.find(passage.text) if one.value.date and one.value.precision == "day"]
        if len(passage.text) > 80 or len(found) != 1 or passage.marker:
            continue
        match = found[0]
        rest = (
            _without_numbers(passage.text[: match.start]) + " " + _without_numbers(passage.text[match.end :])
        )
        if not _EMPTY.sub("", rest) or headings.document_kind(rest.strip()):
            assert match.value.date is not None
            return Found(
                match.value.date, passage.quote(match.start, match.end), 0.85, "Datumet står ensamt i huvudet"
            )
    return None


def _without_numbers(text: str) -> str:
    for match in reversed(diary.find(text, bare=True)):
        text = text[: match.start] + text[match.end :]
    return text


def signed_date(passages: Sequence[Passage]) -> Found[date] | None:
    """Return the day after the place at the foot of a letter ("Sundsala den 9 februari 2026")."""
    for passage in passages:
        hit = PLACE_DATE.match(passage.text) if len(passage.text) <= 60 else None
        for match in dates.find(passage.text[hit.end() :]) if hit else ():
            if match.start == 0 and match.value.date and match.value.precision == "day":
                assert hit is not None
                quote = passage.quote(hit.end(), hit.end() + match.end)
                return Found(match.value.date, quote, 0.85, "Ort och datum vid underskriften")
    return None
