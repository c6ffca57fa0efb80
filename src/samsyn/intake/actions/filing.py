"""From accepted values to rows: cases, meetings, decisions, tasks, audits, each with its quotes."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from samsyn.audits.actions import open_audit, recommend
from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Document, Item
from samsyn.intake.actions import linking, tasks
from samsyn.intake.actions.work import Filing, all_meant, final, find_body, known_body
from samsyn.intake.models import Upload
from samsyn.intake.recognisers.bodies import find_group
from samsyn.intake.rules import collect
from samsyn.kit.actors import Actor
from samsyn.kit.diary import find_decisions
from samsyn.kit.refs import Ref, decision
from samsyn.kit.series import SeriesNumber, find_series
from samsyn.organisation.models import Body
from samsyn.organisation.queries import in_group

AUDIT_KINDS = ("revisionsskrivelse", "revisionsrapport")
MINUTES = ("protokoll", "protokollsutdrag")
NOTES = {
    "reservations": "reservation", "statements": "statement", "conflicts": "conflict", "adjournments": "adjournment",
}  # fmt: skip
"""What the minutes tell beside the points, by the field it is read into."""
_STATE = re.compile(r"departementet$|^regering", re.IGNORECASE)
_REFERRED = re.compile(r"(?:remiss|remittering|betänkande|SOU|Ds)\b", re.IGNORECASE)


def file_accepted(*, by: Actor, at: datetime, upload: Upload, places: Collection[int] | None = None) -> None:
    """File every accepted value of an upload, or of some documents in it; done again, it adds only what is new."""
    taken = list(upload.proposals.filter(state__in=("accepted", "corrected")))
    if places is not None:
        taken = [proposal for proposal in taken if proposal.document in places]
    for place in sorted({proposal.document for proposal in taken}):
        mine = [proposal for proposal in taken if proposal.document == place]
        values = collect((proposal.field, final(proposal)) for proposal in mine)
        _file(Filing(by, at, upload, values, mine))
    linking.tell_differences(upload)


def _file(filing: Filing) -> None:
    """File one document by its kind with its quotes; nothing to hang them on files nothing."""
    values = filing.values
    linking.learn_name(filing)
    if numbers := _public(filing):
        _file_public(filing, numbers)
        return
    if not values.get("body"):
        return
    body = find_body(filing, values["body"])
    if values.get("kind") in AUDIT_KINDS:
        linking.keep_quotes(filing, _file_audit(filing, body), [])
        return
    found = _cases(filing, body)
    if values.get("kind") in MINUTES and values.get("date") and values.get("paragraph"):
        linking.keep_quotes(filing, _file_minutes(filing, body, found), found)
    elif found:
        linking.keep_quotes(filing, _file_letter(filing, body, found), found)


def _cases(filing: Filing, body: Body) -> list[Case]:
    found = []
    for number in filing.values.get("dnr", []):
        whose = linking.owner(filing, body, number)
        case = cases.open_case(
            **filing.who, body=whose, number=number, title=filing.values.get("title", "")[:300]
        )
        if linking.keeps(filing, body, case):
            cases.hand_over(**filing.who, case=case, body=body)
        linking.learn_code(filing, body, case)
        found.append(case)
    return found


def _file_minutes(filing: Filing, body: Body, found: list[Case]) -> Ref:
    values, day = filing.values, filing.day()
    meeting = cases.hold_meeting(
        **filing.who, body=body, day=day, adjusted=values.get("adjusted") or "",
        present=[_present(member) for member in values.get("members", [])],
    )  # fmt: skip
    given = tasks.given(filing, body)
    recipients = values.get("recipients", [])
    item = cases.record_item(
        **filing.who, meeting=meeting, paragraph=values["paragraph"], title=values.get("title", ""), cases=found,
        points=_points(values), recipients=recipients, notes=[*_notes(values), *_left(given)],
        bodies=all_meant(filing, recipients, body), source=filing.upload.source,
    )  # fmt: skip
    ref = decision(body.short_name or body.name, day, values["paragraph"])
    case = found[0] if found else None
    _documents(filing, body, case, item)
    _hearing(filing, case)
    tasks.give(filing, given, str(ref), case)
    linking.refer(filing, found)
    return ref


def _file_letter(filing: Filing, body: Body, found: list[Case]) -> Ref:
    document = _documents(filing, body, found[0])
    cases.propose(**filing.who, document=document, points=_points(filing.values))
    _hearing(filing, found[0])
    decided_by, on = _deciding(filing, found[0])
    tasks.give(filing, tasks.given(filing, body), decided_by, found[0], on)
    linking.refer(filing, found)
    return Ref(found[0].number)


def _deciding(filing: Filing, case: Case) -> tuple[str, date | None]:
    """Return the decision that a letter's tasks come from: the first it refers to, else its own case."""
    first = next(iter(filing.values.get("references", [])), case.number)
    if (matches := find_decisions(first)) and matches[0].body:
        match = matches[0]
        body = known_body(filing, match.body)
        code = (body.short_name or body.name) if body else match.body
        return str(decision(code, match.date, match.paragraph)), match.date
    return first, None


def _public(filing: Filing) -> tuple[SeriesNumber, ...]:
    """Return the numbers that a paper of the State bears in its title; nothing for a paper of the municipality."""
    values = filing.values
    body, title = values.get("body") or "", values.get("title") or ""
    ours = values.get("dnr") or values.get("paragraph") or (body and not _STATE.search(body))
    read_as = values.get("kind") in ("remiss", "okänd", None)
    return () if ours or not read_as or not _REFERRED.match(title) else find_series(title)


def _file_public(filing: Filing, numbers: tuple[SeriesNumber, ...]) -> None:
    """File a paper of the State with the executive board, which receives the municipality's post."""
    values = filing.values
    cases.file_document(
        **filing.who, body=find_body(filing, "Kommunstyrelsen"), case=None, kind="remiss", title=filing.title(),
        day=date.fromisoformat(values["date"]) if values.get("date") else None, source=filing.upload.source,
        summary=values.get("summary") or "", numbers=numbers,
    )  # fmt: skip
    linking.keep_quotes(filing, Ref(str(numbers[0])), [])


def _file_audit(filing: Filing, body: Body) -> Ref:
    values = filing.values
    dues = [d["date"] for d in values.get("deadlines", []) if d.get("date")]
    audit = open_audit(
        **filing.who, body=body, title=filing.title(),
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
    boards = in_group(filing.upload.municipality, "samtliga nämnder", filing.day())
    group = values.get("for_statement") or [board.name for board in boards]
    if words.casefold().startswith("övriga"):
        named = {to.casefold() for recommendation in values["recommendations"] for to in recommendation["to"]}
        group = [name for name in group if name.casefold() not in named]
    return group or [words]


def _points(values: dict[str, Any]) -> list[cases.Point]:
    return [
        cases.Point(
            p["text"], p["force"], p.get("by") or "", p.get("to") or "", p.get("outcome") or "",
            p.get("condition") or "", bool(p.get("for_own_part")),
        )
        for p in values.get("points", [])
    ]  # fmt: skip


def _present(member: dict[str, Any]) -> cases.Present:
    return cases.Present(
        member["name"], member["party"] or "", member["role"] or "", member["capacity"] or "", member["adjuster"],
        (member.get("paragraphs") or "")[:60], (member.get("replaces") or "")[:120],
    )  # fmt: skip


def _notes(values: dict[str, Any]) -> list[cases.Note]:
    votes = [
        cases.Note("vote", vote["text"], vote["yes"], vote["no"], vote["abstain"])
        for vote in values.get("votes", [])
    ]
    told = [cases.Note(kind, text) for name, kind in NOTES.items() for text in values.get(name, [])]
    onward = [cases.Note("next_body", values["next_body"])] if values.get("next_body") else []
    return [*votes, *told, *onward]


def _left(given: list[tasks.Given]) -> list[cases.Note]:
    """Return the tasks that no body of ours was given, as notes."""
    return [cases.Note("task", task.told) for task in given if not task.bodies]


def _documents(filing: Filing, body: Body, case: Case | None, item: Item | None = None) -> Document:
    values = filing.values
    for title in values.get("basis", []):
        cases.file_document(**filing.who, body=body, case=case, kind="underlag", title=title)
    return cases.file_document(
        **filing.who, body=body, case=case, item=item, kind=values.get("kind", "okänd"), day=filing.day(),
        title=filing.title(), source=filing.upload.source, summary=values.get("summary") or "",
    )  # fmt: skip


def _hearing(filing: Filing, case: Case | None) -> None:
    if case is None:
        return
    for step in filing.values.get("hearing_steps", []):
        planned = date.fromisoformat(step["date"]) if step.get("date") else None
        cases.plan_hearing(**filing.who, case=case, body_name=step["body"], planned=planned)
