"""Letters, referrals, replies and audit papers: one document each."""

import re
from collections.abc import Sequence

from samsyn.intake.recognisers import (
    addressees,
    audits,
    bodies,
    commissions,
    deadlines,
    decisions,
    entities,
    head,
    sections,
    titles,
    verdicts,
    writers,
)
from samsyn.intake.recognisers.documents import AUDITS, Part
from samsyn.intake.recognisers.minutes import summary
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Document, Found


def read(part: Part, running: Sequence[Passage]) -> Document:
    """Return the letter as one document; what is asked of whom, proposed, recommended and found."""
    parts = sections.split(part.passages)
    opening = [passage for section in parts if section.kind == "head" for passage in section.passages]
    opening = opening[: titles.HEAD]
    labels = head.read(opening)
    kind, audit = part.kind.value, _is_audit(part)
    asks = audit or kind == "remiss"
    title, line = titles.title(parts, opening, audit=audit, kind=part.kind.quote)
    own = _own_numbers(part, opening, line)
    points = () if audit else decisions.points(parts, None, minutes=False, decides=part.decides)
    return Document(
        kind=part.kind,
        title=title,
        body=writers.auditors(part.passages) if audit else writers.writer(kind, parts, opening, line),
        date=head.date(labels) or writers.lone_date(opening) or writers.signed_date(part.passages),
        dnr=own,
        references=entities.references(part.passages, own),
        summary=summary(parts),
        points=points,
        recipients=sections.found_items(parts, "recipients", "Står under rubriken för expediering")
        or (sections.found_items(parts, "addressed", "Svaret är ställt till") if kind == "yttrande" else ()),
        for_statement=sections.found_items(parts, "for_statement", "Står under För yttrande till"),
        for_information=sections.found_items(parts, "for_information", "Står under För kännedom till"),
        basis=sections.found_items(parts, "basis", "Står under Beslutsunderlag"),
        hearing_steps=entities.hearing_steps(parts),
        deadlines=deadlines.deadlines(
            parts,
            line,
            decisions.passages_of(points, parts),
            deadlines.asked_in(parts, opening, addressed=asks),
            prose="all" if asks else "answers",
            carried=commissions.responsible(points, parts),
        ),
        commissions=commissions.commissions(points, parts),
        questions=entities.questions(part.passages) if _is_about_referral(kind, title) else (),
        recommendations=audits.recommendations(part.passages, _single(parts, opening)) if audit else (),
        verdict=verdicts.verdict(part.passages, retold=False) if audit else None,
        extension=entities.extension(part.passages),
    )


def _is_audit(part: Part) -> bool:
    """Tell whether auditors write: their letters and reports, and their follow-up of an earlier audit."""
    if part.kind.value in AUDITS:
        return True
    opening = part.passages[: titles.HEAD]
    return part.kind.value == "uppföljning" and any(bodies.find_auditors(passage.text) for passage in opening)


def _single(parts: Sequence[sections.Section], opening: Sequence[Passage]) -> addressees.Named:
    """Return the one body that the letter is sent to, when it is one."""
    to = deadlines.addressed_to(parts, opening)
    return (to,) if to and addressees.is_one(to.value) else ()


def _is_about_referral(kind: str, title: Found[str] | None) -> bool:
    return kind in ("remiss", "yttrande") or bool(title and re.search("remiss", title.value, re.IGNORECASE))


def _own_numbers(part: Part, opening: Sequence[Passage], title: Passage | None) -> entities.Numbers:
    """Return the letter's own numbers: in its head or title, else as a referral asks that answers be marked."""
    head_lines = [passage for passage in opening if len(passage.text) <= 90 and not passage.marker]
    own = entities.own_numbers([*head_lines, *([title] if title else [])])
    return own or (entities.asked_to_state(part.passages) if part.kind.value == "remiss" else ())
