"""Letters, referrals, replies and audit papers: one document each."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from samsyn.intake.recognisers import (
    addressees,
    audits,
    bodies,
    commissions,
    deadlines,
    decisions,
    entities,
    head,
    opinions,
    sections,
    stances,
    titles,
    verdicts,
    writers,
)
from samsyn.intake.recognisers.documents import AUDITS, Part
from samsyn.intake.recognisers.minutes import summary
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Document, Found
from samsyn.kit import dates, diary


def read(part: Part, running: Sequence[Passage]) -> Document:
    """Return the letter as one document; what is asked of whom, proposed, recommended and found."""
    parts = sections.split(part.passages)
    opening = _opening(parts)
    kind, audit = part.kind.value, _is_audit(part)
    asks = audit or kind == "remiss"
    title, line = titles.title(parts, opening, audit=audit, kind=part.kind.quote)
    own = _own_numbers(part, [*opening, *running], line)
    body, day = _written(part, parts, opening, line)
    points = () if audit else decisions.points(parts, None, minutes=False, decides=part.decides)
    tasks = commissions.Reader(points, parts)
    return Document(
        kind=part.kind,
        title=title,
        body=body,
        date=_date(part, [*opening, *running]) or day,
        dnr=own,
        references=entities.references(part.passages, own),
        summary=summary(parts),
        points=points,
        recipients=_to(parts, "recipients", addressed=kind == "yttrande"),
        for_statement=_to(parts, "for_statement", addressed=asks),
        for_information=sections.found_items(parts, "for_information", "Står under För kännedom till"),
        basis=sections.found_items(parts, "basis", "Står under Beslutsunderlag"),
        hearing_steps=entities.hearing_steps(parts),
        deadlines=deadlines.deadlines(
            parts,
            line,
            decisions.passages_of(points, parts),
            deadlines.asked_in(parts, opening, addressed=asks),
            prose="all" if asks else "answers",
            carried=tasks.who,
        ),
        commissions=tasks.commissions,
        **_asked_and_said(part, parts, title, body),
        recommendations=audits.recommendations(part.passages, _single(parts, opening)) if audit else (),
        verdict=verdicts.verdict(part.passages, retold=False) if audit else None,
        extension=entities.extension(part.passages),
    )


def _written(
    part: Part, parts: Sequence[sections.Section], opening: Sequence[Passage], title: Passage | None
) -> tuple[Found[str] | None, Found[date] | None]:
    """Return whose the paper is, and for a plan the day that it was adopted."""
    if part.kind.value == "plan":
        body, day = writers.adopted(opening)
        return body or writers.writer("plan", parts, opening, title), day
    if _is_audit(part):
        return writers.auditors(part.passages), None
    return writers.writer(part.kind.value, parts, opening, title), None


def _to(parts: Sequence[sections.Section], kind: str, *, addressed: bool) -> tuple[Found[str], ...]:
    """Return those in the list of that kind, else those whom a letter of this kind is addressed to."""
    listed = sections.found_items(parts, kind, "Står i listan över mottagare")
    return listed or (sections.found_items(parts, "addressed", "Brevet är ställt till") if addressed else ())


def _opening(parts: Sequence[sections.Section]) -> list[Passage]:
    """Return the head: what stands before the text, and what a word for its kind ("UPPFÖLJNING") seemed to end."""
    opening = [passage for section in parts if section.kind == "head" for passage in section.passages]
    early = len(parts) > 1 and parts[0].kind == "head" and len(parts[0].passages) <= 6
    if early and parts[1].passages and _is_fact(parts[1].passages[0].text):
        opening += [passage for passage in parts[1].passages if passage not in opening]
    return opening[: titles.HEAD]


def _date(part: Part, heads: Sequence[Passage]) -> Found[date] | None:
    """Return the letter's day: after its label, alone in the head, else where it is signed."""
    labelled = head.date(head.read(heads))
    return labelled or writers.lone_date(heads) or writers.signed_date(part.passages)


def _is_fact(text: str) -> bool:
    """Tell whether the line holds a day or a diary number and nothing else."""
    return dates.parse(text) is not None or diary.parse(text) is not None


def _is_audit(part: Part) -> bool:
    """Tell whether auditors write: their letters and reports, and their follow-up of an earlier audit."""
    if part.kind.value in AUDITS:
        return True
    opening = part.passages[: titles.HEAD]
    named = any(bodies.find_auditors(passage.text) or writers.audit_office(passage) for passage in opening)
    return part.kind.value == "uppföljning" and named


def _single(parts: Sequence[sections.Section], opening: Sequence[Passage]) -> addressees.Named:
    """Return the one body that the letter is sent to, when it is one."""
    to = deadlines.addressed_to(parts, opening)
    return (to,) if to and addressees.is_one(to.value) else ()


def _is_about_referral(kind: str, title: Found[str] | None) -> bool:
    return kind in ("remiss", "yttrande") or bool(title and re.search("remiss", title.value, re.IGNORECASE))


def _answers(kind: str, title: Found[str] | None) -> bool:
    """Tell whether the letter answers a referral: an opinion that is not on an audit, or a board's letter about one."""
    words = title.value if title else ""
    audited = re.search(r"\brevision|granskning", words, re.IGNORECASE)
    about = re.search(r"remiss|yttrande", words, re.IGNORECASE)
    return not audited and (kind == "yttrande" or (kind == "tjänsteskrivelse" and about is not None))


def _asked_and_said(
    part: Part, parts: Sequence[sections.Section], title: Found[str] | None, body: Found[str] | None
) -> dict[str, Any]:
    """Return a referral's questions, and of an answer to one what it says to them."""
    kind = part.kind.value
    asked = entities.questions(part.passages) if _is_about_referral(kind, title) else ()
    if not _answers(kind, title):
        return {"questions": asked}
    said = opinions.viewpoints(parts, asked, body.value if body else "", reply=kind == "yttrande")
    return {"questions": asked, "viewpoints": said, "reply_stance": stances.stance(parts, said)}


def _own_numbers(part: Part, opening: Sequence[Passage], title: Passage | None) -> entities.Numbers:
    """Return the letter's own numbers: in its head or title, else as a referral asks that answers be marked."""
    head_lines = [passage for passage in opening if len(passage.text) <= 90 and not passage.marker]
    own = entities.own_numbers([*head_lines, *([title] if title else [])])
    return own or (entities.asked_to_state(part.passages) if part.kind.value == "remiss" else ())
