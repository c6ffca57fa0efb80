"""The head of minutes and letters: labels with their values, and who was there."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samsyn.intake.recognisers import bodies, headings
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import NOT_ADJUSTED, Found, Member
from samsyn.kit import dates

CAPACITIES = {
    "deciding": "beslutande",
    "substituting": "tjänstgörande ersättare",
    "substitutes": "ersättare",
    "others": "övrig närvarande",
}
_SPANS_LINES = (*CAPACITIES, "adjuster", "adjusted", "when", "body", "subject", "number", "answer_by")
_NAME = r"[A-ZÅÄÖÉ][\w'’.-]{1,24}(?: (?:af|av|von|de|der|van|la|[A-ZÅÄÖÉ][\w'’-]{0,24})){1,4}"
_PARTY = r"\((?:[A-ZÅÄÖ]{1,5}|[A-ZÅÄÖ][a-zåäö]{1,3}|[a-zåäö]{1,2})\)"
_PARAGRAPHS = (
    r"(?:(?:ej|del av|fr\.?o\.?m\.?|t\.?o\.?m\.?|från och med|till och med|utom) )?"
    r"§{1,2} ?\d[\d §,–-]{0,40}\d?(?: och (?:§ ?)?\d[\d–-]*)?"
)
_PERSON = re.compile(
    rf"(?P<name>{_NAME})(?:,?[ \t]{{0,8}}(?P<party>{_PARTY}))?"
    r"(?:,?[ \t](?:som |tjg\.? )?"
    r"(?:ersätter|ers(?:ättare|\.)? för|i stället för|istället för|tjänstgör(?:ande)? för|för)"
    rf" (?P<replaces>{_NAME})(?: {_PARTY})?)?"
    r"(?:,? ?\((?P<role>[^()§]{2,60})\)"
    r"|(?:, |\t)(?!ej |del |deltar |fr\.?o|t\.?o|utom |från och|till och|tjänstg|ersätt)"
    r"(?P<title>[a-zåäö0-9:][\w:-]{2,30}(?: [a-zåäö0-9][\w:-]{0,24}){0,4})"
    r"| (?P<plain>(?:\d:[ea] |förste |andre )?(?:vice )?ordf(?:örande\b|\.)))?"
    rf"(?:,? ?\(?(?P<paragraphs>{_PARAGRAPHS})\)?)?"
)
_ENDS_NAMES = re.compile(r"\b(?:Ordförande|Sekreterare|Justerande|Paragrafer|Underskrifter)\b")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a label: a passage from `start` on (etikettvärde)."""

    passage: Passage
    start: int

    @property
    def text(self) -> str:
        """The value's words."""
        return self.passage.text[self.start :]


Head = dict[str, list[Value]]


def read(passages: Sequence[Passage]) -> Head:
    """Return the labels in the head and their values; a label with nothing after it has an empty list."""
    head: Head = {}
    current: str | None = None
    for passage in passages:
        label = headings.label_of(passage.text)
        if label:
            current, start = label
            if current == "when" and {"when", "adjuster"} <= head.keys() and "adjusted" not in head:
                current = "adjusted"  # a second "Plats och tid", below who adjusts, is when they do
            values = head.setdefault(current, [])
            if passage.text[start:].strip():
                values.append(Value(passage, start))
                current = current if current in CAPACITIES else None
        elif current in _SPANS_LINES:
            head[current].append(Value(passage, 0))
            current = current if current in CAPACITIES else None
    return head


def body(head: Head) -> Found[str] | None:
    """Return the body that stands after its label ("Organ", "Nämnd")."""
    for value in head.get("body", ()):
        name = value.text.strip(" \t:")
        if bodies.is_body(name):
            start = value.passage.text.find(name, value.start)
            quote = value.passage.quote(start, start + len(name))
            return Found(bodies.canonical(name), quote, 0.97, "Står efter etiketten för organ")
    return None


def date(head: Head) -> Found[datetime.date] | None:
    """Return the day of the meeting or letter from its label."""
    for value in head.get("when", ()):
        for match in dates.find(value.text):
            if match.value.date and match.value.precision == "day":
                quote = value.passage.quote(value.start + match.start, value.start + match.end)
                return Found(match.value.date, quote, 0.98, "Står efter datumetiketten i huvudet")
    return None


def adjusted(head: Head) -> Found[str] | None:
    """Return the day the minutes were adjusted, or "ej justerat" when the label stands there with nothing after it."""
    if "adjusted" not in head:
        return None
    for value in head["adjusted"]:
        for match in dates.find(value.text):
            if match.value.date:
                quote = value.passage.quote(value.start + match.start, value.start + match.end)
                return Found(match.value.date.isoformat(), quote, 0.97, "Står efter Justering i huvudet")
    return None


def unadjusted(head: Head, passages: Sequence[Passage]) -> Found[str] | None:
    """Return "ej justerat" when the label Justering stands alone, without a value on its line or after."""
    for passage in passages if head.get("adjusted") == [] else ():
        label = headings.label_of(passage.text)
        if label and label[0] == "adjusted" and not passage.text[label[1] :].strip():
            return Found(NOT_ADJUSTED, passage.quote(), 0.95, "Etiketten Justering står tom")
    return None


_STATED = re.compile(
    r"(?P<own>(?:Denna )?[Pp]aragraf(?:en)?(?: \d{1,4})? )?(?:Protokollet |Utdraget |Protokollsutdraget )?"
    r"(?:är |har |blev |förklarades |förklaras )?(?:(?:digitalt|elektroniskt|omedelbart) )?"
    r"[Jj]uster(?:at|ad|ades|ats)(?: digitalt| elektroniskt)?:?(?: den)? (?=\d)"
)
_SIGNED = re.compile(
    r"[Jj]uster(?:are|ande)\b[^\d:]{3,60}?[, \t](?=\d{4}-\d\d-\d\d,? (?:kl\.? ?)?\d\d[:.]\d\d)"
)


def stated(passages: Sequence[Passage], *, own: bool) -> Found[str] | None:
    """Return the day that a short line says the minutes were adjusted, or one § was (`own`), or adjusters signed."""
    found: list[tuple[datetime.date, Found[str]]] = []
    for place, passage in enumerate(passages):
        spot = _adjusting(passages, place, own=own)
        match = next(iter(dates.find(spot.text)), None) if spot else None
        if spot and match and match.start == 0 and match.value.date and match.value.precision == "day":
            quote = passage.quote() if spot.passage is passage else spot.passage.quote(0, match.end)
            day = match.value.date
            found.append((day, Found(day.isoformat(), quote, 0.9, "Raden säger när det justerades")))
    return max(found, key=lambda one: one[0])[1] if found else None


def _adjusting(passages: Sequence[Passage], place: int, *, own: bool) -> Value | None:
    """Return where the day stands: after the words of the line, or on the line below a label alone."""
    passage = passages[place]
    if len(passage.text) > 120 or "uster" not in passage.text:
        return None
    hit = _STATED.match(passage.text) or _SIGNED.match(passage.text)
    if hit:
        return Value(passage, hit.end()) if bool(hit.groupdict().get("own")) == own else None
    alone = headings.label_of(passage.text) == ("adjusted", len(passage.text))
    return Value(passages[place + 1], 0) if alone and not own and place + 1 < len(passages) else None


def lone_date(passages: Sequence[Passage]) -> Found[datetime.date] | None:
    """Return the day that stands alone, beside a body's name or after "sammanträde" in the head of minutes."""
    for passage in passages:
        text = passage.text
        if len(text) > 140 or ((label := headings.label_of(text)) and label[0] not in ("when", "body")):
            continue
        if _NOTICE.search(text):
            continue
        for match in dates.find(text):
            if match.value.date is None or match.value.precision != "day":
                continue
            rest = text[: match.start] + text[match.end :]
            if bodies.names_one(rest) or _MEETS.search(rest) or not re.search(r"[^\W\d_]{3}", rest):
                quote = passage.quote(match.start, match.end)
                return Found(match.value.date, quote, 0.85, "Datumet står i protokollets huvud")
    return None


_NOTICE = re.compile(
    r"\b(?:anslag|överklag|tillkännag|nedtag|uppsätt)", re.IGNORECASE
)  # days of the notice board
_MEETS = re.compile(r"sammanträde|protokoll|\bmöte|\b(?:mån|tis|ons|tors|fre)dag", re.IGNORECASE)


def members(head: Head) -> tuple[Found[Member], ...]:
    """Return those present with party, role and capacity, at which §§ and for whom; who adjusts is marked."""
    adjusters = {
        person["name"] for value in head.get("adjuster", ()) for person in _PERSON.finditer(value.text)
    }
    found: dict[tuple[str, str], Found[Member]] = {}
    for kind, capacity in CAPACITIES.items():
        for value in head.get(kind, ()):
            for member in _people(value, capacity):
                adjuster = member.value.name in adjusters
                same = [one for one in found if one[0] == member.value.name]
                if not same or member.value.paragraphs:
                    key = (member.value.name, member.value.paragraphs or "")
                    found.setdefault(key, replace(member, value=replace(member.value, adjuster=adjuster)))
    return tuple(found.values())


def _people(value: Value, capacity: str) -> Iterator[Found[Member]]:
    for hit in _PERSON.finditer(value.passage.text, value.start):
        role = hit["role"] or hit["title"] or hit["plain"]
        replaces = hit["replaces"]
        stands_in = replaces and capacity != CAPACITIES["others"]
        capacity_here = CAPACITIES["substituting"] if stands_in else capacity
        party = hit["party"].strip("()") if hit["party"] else None
        at = _numbers(hit["paragraphs"])
        member = Member(
            hit["name"], party, role.strip() if role else None, capacity_here, False, at, replaces
        )
        sure = 0.95 if hit["party"] or hit["role"] else 0.8
        yield Found(member, value.passage.quote(hit.start(), hit.end()), sure, "Står i närvarolistan")


def _numbers(text: str | None) -> str | None:
    """Return the §§ as "12-15"; words such as "ej" and "fr.o.m." keep their place."""
    if not text:
        return None
    plain = re.sub(r"\s*[–-]\s*", "-", text.strip(" ,-–"))
    return plain.replace("§", "").strip() if plain.startswith("§") else plain
