"""Decision points and their force: who decides, who only proposes, and to whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samsyn.intake.recognisers import bodies
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import Section
from samsyn.intake.recognisers.values import Force, Found, Point

_ANYONE = r"[^.:;\n]{2,80}?"
_PROPOSES = re.compile(
    rf"(?P<by>{_ANYONE}) (?:tillstyrker [^.:;]{{1,160}}? och )?föreslår(?: därför)?(?: att)? (?P<to>{_ANYONE})"
    r"(?: att)? (?:beslutar?|fattar?)\b"
)
_SUGGESTS = re.compile(rf"(?P<by>{_ANYONE}) föreslår\b")
_PROPOSED = re.compile(rf"(?P<to>{_ANYONE}) föreslås(?: att)?(?: besluta| fatta)?\b")
_DECIDES = re.compile(rf"(?P<by>{_ANYONE}) (?:beslutar|beslutade|beslöt)\b")
_INVERTED = re.compile(
    rf"(?:För egen del|Vidare|Samtidigt|Dessutom|Därutöver),? beslutar (?P<by>{bodies.PATTERN})"
    r"(?: för egen del)?(?!\w)"
)
_IN_BODIES = re.compile(r"I (?P<to>[a-zåäö][\w ,-]{5,120}):$")
_REFERS = re.compile(
    r"\bremitter(?:ar|as|at|a)\b"
    r"|\b(?:skickar?|skickas|sänder|sänds|översänder|översänds)\b[^.]{0,400}\bpå remiss\b"
)
_NOTES = re.compile(
    r"\b(?:antecknas|noteras|noterar|antecknar)\b|\blägg(?:er|s|as)\b[^.]{0,120}\btill handlingarna\b"
    r"|\btar (?:del av )?informationen\b"
)
_MATTERS = re.compile(
    r"\b(?:godkänn|antag|antas|fastställ|bevilj|avslå|avslås|uppdrag|bifall|bordlägg|remitter|delegera)"
)
_OPERATIVE = re.compile(
    r"\b(?:beslutar|föreslår|föreslås|får i uppdrag|uppdras|ska"
    r"|\w{2,24}(?:nas|nns|tas|lls|les|ras|das|kas|jas|gas|sas|äggs|lås|tts|lds|änds|ges|ses))\b"
)
_LINK = re.compile(r"[,;]? (?:samt|och)$")
_NUMBERED = re.compile(r"\d{1,2}[.)]$")
_WHO = re.compile(
    r"nämnd|styrels|fullmäktige|utskott|förvaltning|kontoret|råd|^(?:K[SF]|KSAU|Ks|Kf)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """The words that give the points below them their force (ingress)."""

    force: Found[Force]
    by: Found[str] | None = None
    to: Found[str] | None = None
    whole: bool = True  # nothing but the lead stands on the line


def points(sections: Sequence[Section], body: Found[str] | None, *, minutes: bool) -> tuple[Point, ...]:
    """Return the decision points of the sections (DESIGN §3; force by the lead line, else by the heading).

    In minutes others' proposals to the body are left out when its own decision stands there too: printing both
    as the meeting's points would say that it decided twice. A letter decides nothing by a mere heading.
    """
    decided = [
        point for section in sections if section.kind == "decision" for point in _points(section, body)
    ]
    if not minutes:
        decided = [point for point in decided if point.by is not None]
    proposals = [section for section in sections if section.kind == "proposal"]
    if minutes and decided:
        proposals = [section for section in proposals if body and _heads(section) == body.value]
    return tuple(decided + [point for section in proposals for point in _points(section, body)])


def passages_of(points: Sequence[Point], sections: Sequence[Section]) -> list[Passage]:
    """Return the passages that the points stand in."""
    quotes = {point.text.quote for point in points}
    return [passage for section in sections for passage in section.passages if passage.quote() in quotes]


def _heads(section: Section) -> str | None:
    """Return the body whose proposal the heading says it is."""
    named = bodies.find(section.heading.text) if section.heading else ()
    return named[0].name if named and named[0].start == 0 else None


def lead_body(sections: Sequence[Section]) -> Found[str] | None:
    """Return the body whose document this is, by its lead line: who decides, who proposes, who is asked to decide."""
    for section in sections:
        if section.kind not in ("decision", "proposal"):
            continue
        for passage in section.passages[:3]:
            lead = _lead(passage, section)
            named = lead and ((lead.to if lead.force.value == "föreslås" else lead.by) or lead.by)
            if named and bodies.is_body(named.value):
                return named
    return None


def _points(section: Section, body: Found[str] | None) -> Iterator[Point]:
    for lead, block in _blocks(section, body):
        for passage, extra in _gather(block):
            own = _lead(passage, section) if not passage.marker else None
            if passage.marker or not passage.text.endswith(":"):
                yield _point(passage, extra, own or lead)


def _blocks(section: Section, body: Found[str] | None) -> Iterator[tuple[_Lead, list[Passage]]]:
    """Yield each lead with what stands under it, up to where nothing is decided any more."""
    lead = _by_heading(section, body)
    block: list[Passage] = []
    ended = False
    for passage in section.passages:
        own = _lead(passage, section) if not passage.marker else None
        if own and own.whole:
            yield lead, block
            lead, block, ended = own, [], False
        elif _follows_on(passage, block) or (not ended and (not block or _operative(passage, block[-1]))):
            block.append(passage)
            ended = False
        else:
            ended = True
    yield lead, block


def _follows_on(passage: Passage, block: Sequence[Passage]) -> bool:
    """Tell whether the passage bears the number after the block's last, whatever stood between them."""
    numbers = [int(piece.marker[:-1]) for piece in block if _NUMBERED.match(piece.marker)]
    return bool(numbers) and passage.marker[:-1] == str(numbers[-1] + 1)


def _operative(passage: Passage, before: Passage) -> bool:
    if passage.marker or passage.text.endswith(":") or before.marker or before.text.endswith(":"):
        return True
    if passage.text.startswith("att ") and before.text.startswith("att "):
        return True
    return passage.text.endswith((".", ";")) and bool(_OPERATIVE.search(passage.text))


def _gather(block: Sequence[Passage]) -> Iterator[tuple[Passage, Sequence[Passage]]]:
    """Yield the points; in a numbered list an unnumbered piece goes with the number above it."""
    numbered = [place for place, passage in enumerate(block) if _NUMBERED.match(passage.marker)]
    if not numbered:
        yield from ((passage, []) for passage in block)
        return
    yield from ((passage, []) for passage in block[: numbered[0]])
    for place, following in zip(numbered, [*numbered[1:], len(block)], strict=True):
        tail = block[place + 1 : following]
        yield block[place], tail if following < len(block) else [piece for piece in tail if not piece.gap]


def _point(passage: Passage, extra: Sequence[Passage], lead: _Lead) -> Point:
    lines = [passage.text, *(f"{piece.marker} {piece.text}".lstrip() for piece in extra)]
    text = _LINK.sub("", "\n".join(lines))
    found = Found(text, passage.quote(), 0.95 if passage.marker else 0.85, "Punkt under beslutsrubriken")
    return Point(found, _weigh(passage, lead.force), lead.by, lead.to)


def _weigh(passage: Passage, force: Found[Force]) -> Found[Force]:
    """A decision may only refer the case or take note of it; then say that and no more."""
    if force.value != "beslutar":
        return force
    refers, notes = _REFERS.search(passage.text), _NOTES.search(passage.text)
    if refers:
        quote = passage.quote(refers.start(), refers.end())
        return Found("remitterar", quote, 0.85, "Punkten skickar ärendet på remiss")
    if notes and not _MATTERS.search(passage.text):
        return Found("noterar", passage.quote(notes.start(), notes.end()), 0.85, "Punkten noterar bara")
    return force


def _by_heading(section: Section, body: Found[str] | None) -> _Lead:
    heading = section.heading
    assert heading is not None
    quote = heading.quote()
    if section.kind == "decision":
        return _Lead(Found("beslutar", quote, 0.85, "Rubriken är Beslut"), by=body)
    named = bodies.find(heading.text)
    if not named or not heading.text.startswith(heading.text[named[0].start : named[0].end]):
        return _Lead(Found("föreslås", quote, 0.85, "Rubriken är ett förslag till beslut"))
    first = named[0]
    by = Found(first.name, heading.quote(first.start, first.end), 0.9, "Rubriken säger vem som föreslår")
    to = None
    if len(named) > 1:
        to = Found(named[1].name, heading.quote(named[1].start, named[1].end), 0.9, "Rubriken säger till vem")
    return _Lead(Found("föreslår", quote, 0.9, "Rubriken är ett organs förslag"), by, to)


def _lead(passage: Passage, section: Section) -> _Lead | None:
    text = passage.text
    head = text[:420]
    inside = _IN_BODIES.match(head)
    if inside and bodies.names_one(inside["to"]) and section.kind == "proposal":
        reason = "Ingressen säger var beslutet ska fattas"
        return _Lead(
            Found("föreslås", passage.quote(), 0.9, reason), to=_found(passage, inside, "to", reason)
        )
    for kind, pattern, reason in _PATTERNS:
        hit = pattern.match(head)
        if hit and _names_someone(hit):
            quote = passage.quote(0, hit.end())
            groups = hit.groupdict()
            by = _found(passage, hit, "by", reason) if groups.get("by") else None
            to = _found(passage, hit, "to", reason) if groups.get("to") else None
            return _Lead(Found(kind, quote, 0.97, reason), by, to, _is_whole(text[hit.end() :]))
    return None


_PATTERNS: tuple[tuple[Force, re.Pattern[str], str], ...] = (
    ("föreslår", _PROPOSES, "Ingressen säger att organet föreslår ett annat att besluta"),
    ("föreslås", _PROPOSED, "Ingressen säger att organet föreslås besluta"),
    ("beslutar", _DECIDES, "Ingressen säger att organet beslutar"),
    ("beslutar", _INVERTED, "Ingressen säger att organet beslutar"),
    ("föreslår", _SUGGESTS, "Ingressen säger att organet föreslår"),
)


def _names_someone(hit: re.Match[str]) -> bool:
    return all(_WHO.search(hit[name]) for name in ("by", "to") if name in hit.groupdict() and hit[name])


def _found(passage: Passage, hit: re.Match[str], name: str, reason: str) -> Found[str]:
    return Found(
        bodies.canonical(hit[name].strip()), passage.quote(hit.start(name), hit.end(name)), 0.95, reason
    )


def _is_whole(rest: str) -> bool:
    rest = rest.strip()
    return (
        not rest
        or rest.endswith((":", " att"))
        or rest in ("att", "följande", "för egen del", "för egen del att")
    )
