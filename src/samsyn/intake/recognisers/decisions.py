"""Decision points and their force: who decides, who only proposes, and to whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from samsyn.intake.recognisers import bodies, leads, outcomes, terms
from samsyn.intake.recognisers.leads import Lead
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import Section
from samsyn.intake.recognisers.values import Force, Found, Point

_REFERS = re.compile(
    r"\bremitter(?:ar|as|at|a)\b"
    r"|\b(?:skickar?|skickas|sänder|sänds|översänder|översänds)\b[^.]{0,400}\bpå remiss\b"
)
_NOTES = re.compile(
    r"\b(?:antecknas?|noteras?|noterar|antecknar)\b|\blägg(?:er|s|as?|es)\b[^.]{0,120}\btill handlingarna\b"
    r"|\btar (?:del av )?informationen\b"
)
_MATTERS = re.compile(
    r"\b(?:godkänn(?!ande till handl)|antag|antas|fastställ|bevilj|avslå|uppdrag|bifall|bordlägg|remitter"
    r"|delegera)"
)
_OPERATIVE = re.compile(
    r"^(?:Avgift|Villkor)\b|\b(?:beslutar|föreslår|föreslås|får i uppdrag|uppdras|ska|tas|ges|görs|sker|utgår|upphör"
    r"|\w{2,24}(?:nas|nns|tas|lls|les|ras|das|kas|jas|gas|sas|äggs|lås|tts|lds|änds|ges|ses))\b"
)
_DOES = re.compile(
    rf"(?:{bodies.PATTERN}|Nämnden|Styrelsen|Utskottet|Fullmäktige|Direktionen|Beredningen) "
    r"(?:ger|godkänner|antar|uppdrar|avslår|bifaller|lämnar|överlämnar|ställer sig|fastställer|beviljar|utser|väljer"
    r"|noterar|avger|tillstyrker|avstyrker|anser|delegerar|återremitterar|bordlägger|avstår|upphäver|reviderar)\b"
)
_NOTED = re.compile(
    r"(?:[A-ZÅÄÖ][^.]{2,120} (?:antecknas|noteras|läggs)(?: till (?:protokollet|handlingarna))?"
    r"|[A-ZÅÄÖ][\wåäö -]{3,60} (?:tackar för|tar del av|noterar|antecknar|lägger) [^.]{3,100}"
    r"|[^.]{3,60} utses att [^.]{0,40}justera [^.]{3,40})\.?"
)
"""A § with no more than this has decided that: "Informationen antecknas till protokollet."""
_LINK = re.compile(r"[,;]?(?: (?:samt|och)\b,?)?$")
_NUMBERED = re.compile(r"\d{1,3}[.)]$")
# What stands among the points without being one.
_ASIDE = re.compile(
    r"\breserver(?:ar|ade) sig\b|\bsärskilt yttrande\b|\bprotokollsanteckning\b|\bjäv\b|\bdeltar (?:inte|ej) i\b"
    r"|\bavstår från att delta\b|\bajourner|\byrkar\b|\bställer proposition|\bdeltog (?:inte|ej) i\b"
    r"|^Se protokollsbilaga|^(?:Paragrafen|Punkten|Protokollet) (?:är|har) omedelbart justera"
    r"|^(?:(?:[A-ZÅÄÖ][\w-]+ ){2,4}\([A-ZÅÄÖ]\w{0,4}\)|[\w ]{0,20}[Oo]rdföranden)"
    r" (?:har|ställer|föreslår|finner|anser)\b"
)
# What opens a list of things that came in, which are not decided one by one.
_REGISTER = re.compile(
    r"Följande [^.:]{3,80}\b(?:har|anmäls|anmäldes|redovisas|lämnas)\b[^.:]{0,40}:$|Följande [^.:]{3,80}\banmäls:$"
)
_STARTS = ("decision", "proposal")


def points(
    sections: Sequence[Section], body: Found[str] | None, *, minutes: bool, decides: bool = True
) -> tuple[Point, ...]:
    """Return the decision points of the sections (DESIGN §3; force by the lead line, else by the heading).

    In minutes others' proposals to the body are left out when its own decision stands there too: printing both
    as the meeting's points would say that it decided twice. A letter decides nothing by a mere heading, and a
    paper that only prepares a meeting (`decides` is False) decides nothing at all.
    """
    decided = [
        point for section in sections if section.kind == "decision" for point in _points(section, body)
    ]
    if not minutes:
        decided = [point for point in decided if point.by is not None]
    decided = _own(decided, body)
    proposals = [section for section in sections if section.kind == "proposal"]
    if minutes and (decided or any(_is_own(section, body) for section in proposals)):
        proposals = [section for section in proposals if _is_own(section, body)]
    found = decided + [point for section in proposals for point in _points(section, body)]
    if minutes and not found:
        found = list(_plain(sections, body))
    return tuple(found if decides else map(_prepared, found))


def next_body(points: Sequence[Point], sections: Sequence[Section]) -> Found[str] | None:
    """Return the body that takes the matter next: the first that a proposal of the document goes to."""
    quotes = {point.force.quote for point in points if point.force.value in ("föreslår", "föreslås")}
    for section in sections if quotes else ():
        for lead, _ in _blocks(section, None) if section.kind in _STARTS else ():
            if lead.force.quote in quotes and (lead.next or lead.to):
                return lead.next or lead.to
    return next((point.to for point in points if point.force.value == "föreslår" and point.to), None)


def _own(points: Sequence[Point], body: Found[str] | None) -> list[Point]:
    """Return the body's own points when it has any; a § often quotes what others have decided before."""
    if body is None:
        return list(points)
    own = [point for point in points if point.by is None or bodies.same(point.by.value, body.value)]
    return own or list(points)


def _is_own(section: Section, body: Found[str] | None) -> bool:
    """Tell whether a heading for proposals is the body's own: it proposes to another, or the heading names it."""
    by, to = _named(section)
    if body is None:
        return False
    if by:
        return bodies.same(by.name, body.value) and not (to and bodies.same(to.name, body.value))
    return bool(to) and not bodies.same(to.name, body.value)  # type: ignore[union-attr]


def _plain(sections: Sequence[Section], body: Found[str] | None) -> Iterator[Point]:
    """Yield what the body decides in plain sentences, in a § where no heading or lead says where."""
    for section in sections if body else ():
        for passage in section.passages if section.kind in ("head", "matter", "floor", "other") else ():
            lead = leads.read(passage) if not passage.marker else None
            own = lead and lead.by and body and bodies.same(lead.by.value, body.value)
            if lead and own and not lead.whole and not _ASIDE.search(passage.text):
                yield _point(passage, [], lead, body)
            elif passage is section.passages[-1] and not passage.marker and body:
                yield from _noted(passage, body)


def _noted(passage: Passage, body: Found[str]) -> Iterator[Point]:
    """Yield what the last sentence of a § says is only noted, or who is to adjust the minutes."""
    *_, (start, end) = [(0, 0), *terms.sentences(passage)]
    last = passage.part(start, end)
    if _NOTED.fullmatch(last.text.strip()):
        force: Found[Force] = Found("beslutar", last.quote(), 0.7, "Paragrafens sista mening säger det")
        yield _point(last, [], Lead(force, body), body)


def _prepared(point: Point) -> Point:
    if point.force.value in ("föreslår", "föreslås"):
        return point
    force: Found[Force] = replace(point.force, value="föreslås", reason="Handlingen bereder bara beslutet")
    return replace(point, force=force, by=None, to=point.to or point.by)


def passages_of(points: Sequence[Point], sections: Sequence[Section]) -> list[Passage]:
    """Return the passages that the points stand in."""
    quotes = {point.text.quote for point in points}
    lines = {(quote.page, quote.line) for quote in quotes if quote}
    return [
        passage
        for section in sections
        for passage in section.passages
        if (passage.lines[0].page, passage.lines[0].number) in lines and passage.quote() in quotes
    ]


def lead_body(sections: Sequence[Section]) -> Found[str] | None:
    """Return the body whose document this is, by its lead line: who decides, who proposes, who is asked to decide."""
    for section in sections:
        if section.kind not in _STARTS:
            continue
        for passage in section.passages[:3]:
            lead = leads.read(passage, proposed=section.kind == "proposal")
            named = lead and ((lead.to if lead.force.value == "föreslås" else lead.by) or lead.by)
            if named and bodies.is_body(named.value):
                return named
    return None


def _points(section: Section, body: Found[str] | None) -> Iterator[Point]:
    for lead, block in _blocks(section, body):
        for passage, extra in _gather(_unnumbered(block)):
            own = _lead_of(passage, section, lead)
            if passage.marker or not (passage.text.endswith(":") or _ASIDE.search(passage.text)):
                yield _point(passage, extra, own or lead, body)


_BARE_NUMBER = re.compile(r"(\d{1,2}) (?=[A-ZÅÄÖ])")


def _unnumbered(block: list[Passage]) -> list[Passage]:
    """Return the points without their bare numbers ("1 Nämnden antar …"), where these run from 1 through all."""
    hits = [_BARE_NUMBER.match(passage.text) for passage in block]
    if len(block) < 2 or [hit and int(hit[1]) for hit in hits] != [*range(1, len(block) + 1)]:
        return block
    return [
        passage.part(hit.end(), len(passage.text)) for passage, hit in zip(block, hits, strict=True) if hit
    ]


def _lead_of(passage: Passage, section: Section, lead: Lead) -> Lead | None:
    """Return the lead that a point brings itself; under a proposal it changes nothing."""
    if not passage.marker:
        own = leads.read(passage, proposed=section.kind == "proposal")
        if own:
            return _under_proposal(own, section, lead)
    return leads.in_point(passage, lead)


def _blocks(section: Section, body: Found[str] | None) -> Iterator[tuple[Lead, list[Passage]]]:
    """Yield each lead with what stands under it, up to where nothing is decided any more."""
    lead = _by_heading(section, body)
    outer: tuple[Lead, Passage] | None = None
    block: list[Passage] = []
    ended = False
    for place, passage in enumerate(section.passages):
        following = section.passages[place + 1] if place + 1 < len(section.passages) else None
        if outer and block and _leaves(passage, outer[1], block[0]):
            yield lead, block
            lead, block, outer = outer[0], [], None
        own = _whole_lead(passage, following, section, lead) or _restart(
            passage, following, block, lead, body
        )
        if own:
            yield lead, block
            outer = (lead, passage) if leads.in_point(passage, lead, following) else None
            lead, block, ended = own, [], False
        elif not passage.marker and _REGISTER.match(passage.text):
            ended = True
        elif _follows_on(passage, block) or (not ended and (not block or _operative(passage, block[-1]))):
            block.append(passage)
            ended = False
        else:
            ended = True
    yield lead, block


def _leaves(passage: Passage, opener: Passage, first: Passage) -> bool:
    """Tell whether the passage stands beside the point that proposes, and no longer under it."""
    if outcomes.for_own_part(passage.text[:60]):
        return True
    if _NUMBERED.match(opener.marker):
        return bool(_NUMBERED.match(passage.marker)) and not _NUMBERED.match(first.marker)
    return not passage.marker and passage.gap > first.gap


def _restart(
    passage: Passage, following: Passage | None, block: Sequence[Passage], lead: Lead, body: Found[str] | None
) -> Lead | None:
    """Return the lead of a heading nobody knows, above a list that begins again at 1 ("Beslut för egen del")."""
    numbered = any(_NUMBERED.match(piece.marker) for piece in block)
    if passage.marker or not numbered or following is None or following.marker not in ("1.", "1)"):
        return None
    text, quote = passage.text.casefold(), passage.quote()
    if outcomes.for_own_part(passage.text) or ("beslut" in text and "förslag" not in text):
        reason = "Rubriken över punkterna säger beslut"
        return Lead(Found("beslutar", quote, 0.8, reason), body, own_part=outcomes.for_own_part(passage.text))
    return lead if len(passage.text) < 120 else None


def _whole_lead(passage: Passage, following: Passage | None, section: Section, lead: Lead) -> Lead | None:
    if passage.marker:
        own = leads.in_point(passage, lead, following)
        nested = following and not _NUMBERED.match(following.marker)
        return own if own and own.whole and nested else None
    own = leads.read(passage, following, proposed=section.kind == "proposal")
    if own is None:
        own = leads.in_point(passage, lead, following)
        return own if own and own.whole else None
    if not own.whole:
        return None
    return _under_proposal(own, section, lead)


def _under_proposal(own: Lead, section: Section, lead: Lead) -> Lead:
    """Return what a lead means under a heading that already says who proposes: a proposal of what is to be decided."""
    if section.kind != "proposal" or not lead.by:
        return own
    if own.force.value == "föreslås":
        return replace(lead, to=own.to, next=lead.next or lead.to or own.to)
    if own.by and lead.to and bodies.same(own.by.value, lead.to.value):
        return replace(lead, to=own.to, next=lead.to)
    return own


def _follows_on(passage: Passage, block: Sequence[Passage]) -> bool:
    """Tell whether the passage bears the number after the block's last, whatever stood between them."""
    numbers = [int(piece.marker[:-1]) for piece in block if _NUMBERED.match(piece.marker)]
    return bool(numbers) and passage.marker[:-1] == str(numbers[-1] + 1)


def _operative(passage: Passage, before: Passage) -> bool:
    if _NUMBERED.match(passage.marker) and not before.marker and int(passage.marker[:-1]) > 2:
        return before.text.endswith(":")  # the next item of an agenda
    if passage.marker or passage.text.endswith(":") or before.text.endswith(":"):
        return True
    if before.marker and (passage.gap <= 2 or passage.text[-1] == "." or passage.text[:1].islower()):
        return True
    if passage.text.startswith("att ") and before.text.startswith("att "):
        return True
    if passage.text[:1].islower() and before.text[:1].islower() and not passage.gap:
        return True
    ended = passage.text.endswith((".", ";"))
    return ended and bool(_OPERATIVE.search(passage.text) or _DOES.match(passage.text))


def _gather(block: Sequence[Passage]) -> Iterator[tuple[Passage, Sequence[Passage]]]:
    """Yield the points; in a numbered list an unnumbered piece goes with the number above it."""
    numbered = [place for place, passage in enumerate(block) if _NUMBERED.match(passage.marker)]
    if not numbered:
        yield from ((passage, []) for passage in block)
        return
    yield from ((passage, []) for passage in block[: numbered[0]])
    for place, following in zip(numbered, [*numbered[1:], len(block)], strict=True):
        tail = block[place + 1 : following]
        if following < len(block):
            yield block[place], tail
            continue
        yield block[place], [piece for piece in tail if not piece.gap]
        yield from ((piece, []) for piece in tail if piece.gap and leads.read(piece))


def _point(passage: Passage, extra: Sequence[Passage], lead: Lead, body: Found[str] | None) -> Point:
    first = f"att {passage.text}" if passage.marker == "att" else passage.text
    lines = [first, *(f"{piece.marker} {piece.text}".lstrip() for piece in extra)]
    text = _LINK.sub("", "\n".join(" ".join(line.split()) for line in lines))
    found = Found(text, passage.quote(), 0.95 if passage.marker else 0.85, "Punkt under beslutsrubriken")
    by = lead.by
    if by and body and bodies.same(by.value, body.value):
        by = body if bodies.is_own(by.value) else replace(by, value=body.value)
    return Point(
        found,
        _weigh(passage, lead.force),
        by,
        lead.to,
        outcomes.outcome(passage),
        lead.condition or outcomes.condition(passage),
        lead.own_part or outcomes.for_own_part(passage.text[:120]),
    )


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


def _by_heading(section: Section, body: Found[str] | None) -> Lead:
    heading = section.heading
    assert heading is not None
    quote = heading.quote()
    by, to = _named(section)
    if section.kind == "decision":
        named = _found(heading, by) if by else body
        own_part = outcomes.for_own_part(heading.text[:120])
        return Lead(Found("beslutar", quote, 0.85, "Rubriken är Beslut"), by=named, own_part=own_part)
    if not by:
        goes = _found(heading, to) if to else None
        if to and body and not bodies.same(to.name, body.value):
            return Lead(
                Found("föreslår", quote, 0.85, "Rubriken är ett förslag till ett annat organ"), body, goes
            )
        return Lead(Found("föreslås", quote, 0.85, "Rubriken är ett förslag till beslut"), to=goes)
    force: Found[Force] = Found("föreslår", quote, 0.9, "Rubriken är ett organs förslag")
    return Lead(force, _found(heading, by), _found(heading, to) if to else None)


def _found(heading: Passage, named: bodies.BodyMatch) -> Found[str]:
    return Found(named.name, heading.quote(named.start, named.end), 0.9, "Rubriken nämner organet")


def _named(section: Section) -> tuple[bodies.BodyMatch | None, bodies.BodyMatch | None]:
    """Return the body whose decision or proposal the heading says it is, and the body it is meant for."""
    named = bodies.find(section.heading.text) if section.heading else ()
    first = named[0] if named and named[0].start == 0 else None
    rest = named[1:] if first else named
    return first, rest[0] if rest else None
