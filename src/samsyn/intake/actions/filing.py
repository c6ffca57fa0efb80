"""From accepted values to rows: cases, meetings, decisions, tasks, audits, each with its quotes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from samsyn.audits.actions import open_audit, recommend
from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Item
from samsyn.history.models import Quote
from samsyn.intake.models import Proposal, Upload
from samsyn.intake.recognisers.bodies import find_group
from samsyn.intake.rules import collect
from samsyn.kit.actors import Actor
from samsyn.kit.diary import find_decisions
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, decision
from samsyn.organisation.actions import add_body
from samsyn.organisation.models import Body
from samsyn.organisation.rules import standing

AUDIT_KINDS = ("revisionsskrivelse", "revisionsrapport")
BOARDS = ("executive", "board")
MINUTES = ("protokoll", "protokollsutdrag")


@dataclass(frozen=True, slots=True)
class Filing:
    """One accepted document on its way into rows: who files it, when, out of which upload (registrering)."""

    by: Actor
    at: datetime
    upload: Upload
    values: dict[str, Any]

    @property
    def who(self) -> dict[str, Any]:
        """Return the keywords that every action takes."""
        return {"by": self.by, "at": self.at}

    def day(self) -> date:
        """Return the document's own day, or the day it came in when it carries none."""
        return date.fromisoformat(self.values["date"]) if self.values.get("date") else swedish_day(self.at)


def file_accepted(*, by: Actor, at: datetime, upload: Upload, places: Collection[int] | None = None) -> None:
    """File every accepted value of an upload, or of some documents in it; done again, it adds only what is new."""
    taken = list(upload.proposals.filter(state__in=("accepted", "corrected")))
    if places is not None:
        taken = [proposal for proposal in taken if proposal.document in places]
    for place in sorted({proposal.document for proposal in taken}):
        mine = [proposal for proposal in taken if proposal.document == place]
        values = collect((p.field, p.value if p.corrected is None else p.corrected) for p in mine)
        filing = Filing(by, at, upload, values)
        ref = _file(filing)
        if ref:
            _quote(filing, ref, mine)


def _file(filing: Filing) -> Ref | None:
    """File one document by its kind and return what its quotes hang on; nothing to hang on files nothing."""
    values = filing.values
    if not values.get("body"):
        return None
    body = find_body(filing, values["body"])
    if values.get("kind") in AUDIT_KINDS:
        return _file_audit(filing, body)
    found = [
        cases.open_case(**filing.who, body=body, number=number, title=values.get("title", ""))
        for number in values.get("dnr", [])
    ]
    if values.get("kind") in MINUTES and values.get("date") and values.get("paragraph"):
        return _file_minutes(filing, body, found)
    return _file_letter(filing, body, found) if found else None


def find_body(filing: Filing, name: str) -> Body:
    """Return the body that a document names, by name or short name; an unknown one is added unconfirmed."""
    municipality = filing.upload.municipality
    bodies = Body.objects.filter(municipality=municipality)
    found = bodies.filter(name__iexact=name).first() or bodies.filter(short_name__iexact=name).first()
    short_name, kind = standing(name)
    return found or add_body(
        **filing.who, municipality=municipality, name=name, short_name=short_name, kind=kind, confirmed=False
    )


def _file_minutes(filing: Filing, body: Body, found: list[Case]) -> Ref:
    values, day = filing.values, filing.day()
    present = [
        cases.Present(m["name"], m["party"] or "", m["role"] or "", m["capacity"] or "", m["adjuster"])
        for m in values.get("members", [])
    ]
    meeting = cases.hold_meeting(
        **filing.who, body=body, day=day, adjusted=values.get("adjusted") or "", present=present
    )
    item = cases.record_item(
        **filing.who, meeting=meeting, paragraph=values["paragraph"], title=values.get("title", ""), cases=found,
        points=_points(values), recipients=values.get("recipients", []),
    )  # fmt: skip
    ref = decision(body.short_name or body.name, day, values["paragraph"])
    case = found[0] if found else None
    _documents(filing, body, case)
    _tasks(filing, str(ref), case)
    _references(filing, body, found)
    return (
        Ref(case.number) if case else decision(body.short_name or body.name, item.meeting.day, item.paragraph)
    )


def _file_letter(filing: Filing, body: Body, found: list[Case]) -> Ref:
    document = _documents(filing, body, found[0])
    cases.propose(**filing.who, document=document, points=_points(filing.values))
    for step in filing.values.get("hearing_steps", []):
        planned = date.fromisoformat(step["date"]) if step.get("date") else None
        cases.plan_hearing(**filing.who, case=found[0], body_name=step["body"], planned=planned)
    _tasks(filing, next(iter(filing.values.get("references", [])), found[0].number), found[0])
    _references(filing, body, found)
    return Ref(found[0].number)


def _file_audit(filing: Filing, body: Body) -> Ref:
    values = filing.values
    dues = [d["date"] for d in values.get("deadlines", []) if d.get("date")]
    audit = open_audit(
        **filing.who, body=body, title=values.get("title") or filing.upload.source.name,
        day=date.fromisoformat(values["date"]) if values.get("date") else None, verdict=values.get("verdict") or "",
        answer_due=date.fromisoformat(dues[0]) if dues else None, source=filing.upload.source,
    )  # fmt: skip
    for number, wanted in enumerate(values.get("recommendations", []), 1):
        for words in wanted["to"]:
            for name in _addressees(filing, words):
                recommend(
                    **filing.who, audit=audit, number=number, text=wanted["text"], body=find_body(filing, name),
                    addressee=words,
                )  # fmt: skip
    return audit.ref


def _addressees(filing: Filing, words: str) -> list[str]:
    """Return the bodies behind a group: of those asked to answer, else of the boards we know, all or the "övriga"."""
    if not find_group(words):
        return [words]
    values = filing.values
    boards = Body.objects.filter(municipality=filing.upload.municipality, confirmed=True, kind__in=BOARDS)
    group = values.get("for_statement") or [board.name for board in boards.order_by("name")]
    if words.casefold().startswith("övriga"):
        named = {to.casefold() for recommendation in values["recommendations"] for to in recommendation["to"]}
        group = [name for name in group if name.casefold() not in named]
    return group or [words]


def _points(values: dict[str, Any]) -> list[cases.Point]:
    return [
        cases.Point(p["text"], p["force"], p["by"] or "", p["to"] or "") for p in values.get("points", [])
    ]


def _documents(filing: Filing, body: Body, case: Case | None) -> Any:
    values = filing.values
    for title in values.get("basis", []):
        cases.file_document(**filing.who, body=body, case=case, kind="underlag", title=title)
    return cases.file_document(
        **filing.who, body=body, case=case, kind=values.get("kind", "okänd"), day=filing.day(),
        title=values.get("title") or filing.upload.source.name, source=filing.upload.source,
        summary=values.get("summary") or "",
    )  # fmt: skip


def _tasks(filing: Filing, decided_by: str, case: Case | None) -> None:
    """Record a task for each dated deadline whose addressee is one body of the municipality or its administration."""
    for deadline in filing.values.get("deadlines", []):
        body = _answering(filing, deadline["who"] or "")
        if deadline.get("date") and body:
            cases.commission(
                **filing.who, body=body, decided_by=decided_by[:60], decided_on=filing.day(), text=deadline["text"],
                due=date.fromisoformat(deadline["date"]), case=case,
            )  # fmt: skip


def _answering(filing: Filing, name: str) -> Body | None:
    """Return the body that answers for a name: its own, or that of the administration that works for it."""
    bodies = Body.objects.filter(municipality=filing.upload.municipality)
    return bodies.filter(Q(name__iexact=name) | Q(administrations__name__iexact=name)).first()


def _references(filing: Filing, body: Body, found: list[Case]) -> None:
    """Link the document's cases to the cases it refers to, by number or through the decision it names."""
    referral = str(filing.values.get("title", "")).casefold().startswith("remiss")
    for reference in filing.values.get("references", []):
        for target in _targets(filing, body, reference):
            for case in found:
                if case.pk != target.pk:
                    kind = "referral_of" if referral else "refers_to"
                    cases.link(**filing.who, from_case=case, kind=kind, to_case=target)


def _targets(filing: Filing, body: Body, reference: str) -> list[Case]:
    """Return the cases a reference means; a § that we don't know (yet) means none, and nothing is guessed."""
    matches = find_decisions(reference)
    if not matches:
        return [cases.open_case(**filing.who, body=body, number=reference)]
    match = matches[0]
    decided = Item.objects.filter(meeting__day=match.date, paragraph=match.paragraph)
    mine = decided.filter(meeting__body__municipality=filing.upload.municipality)
    return [case for item in mine for case in item.cases.all()]


def _quote(filing: Filing, ref: Ref, proposals: list[Proposal]) -> None:
    for proposal in proposals:
        if proposal.page is not None:
            Quote.objects.get_or_create(
                source=filing.upload.source, ref=ref, field=proposal.field, page=proposal.page, line=proposal.line,
                text=proposal.text,
            )  # fmt: skip
