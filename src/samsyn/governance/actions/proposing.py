"""A version put forward to be decided: its text is closed and its official letter filed in a case (R03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.cases import actions as cases
from samsyn.cases.models import Case
from samsyn.cases.rules import case_key
from samsyn.governance.actions.steering import SteeringError, require_steering, tell
from samsyn.governance.models import Version
from samsyn.history.actions import keep, save
from samsyn.kit.actors import Actor
from samsyn.kit.diary import parse
from samsyn.kit.periods import swedish_day
from samsyn.organisation.models import Body


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter as it is filed: its file and the decisions that it proposes (tjänsteskrivelse)."""

    name: str
    data: bytes
    points: Sequence[str]


@transaction.atomic
def put_forward(
    *, by: Actor, at: datetime, version: Version, body: Body, number: str, letter: Letter, level: str = ""
) -> Case:
    """Put a draft forward: close its text and file its letter in the case with that number (R03).

    A number that isn't known opens a case in the body's diary; the case of the version before is joined to it.
    Raises SteeringError when the version has a case or is decided already, the number is none, or its case is closed or
    secret.
    """
    document = version.document
    require_steering(by, document.municipality, at)
    if problem := _objection(version, number):
        raise SteeringError(problem)
    what = f"{document.title}, version {version.label}"
    case = cases.open_case(
        by=by, at=at, body=body, number=number, title=f"Antagande av {what}"[:300], opened=swedish_day(at)
    )
    if case.secrecy_ground:
        raise SteeringError(f"Ärende {number} kan inte bära ett styrdokument. Ange ett öppet ärende.")
    if case.closed:
        raise SteeringError(f"Ärende {case.number} är avslutat {case.closed}. Ange ett ärende som pågår.")
    filed = cases.file_document(
        by=by, at=at, body=case.body, case=case, kind="tjänsteskrivelse", day=swedish_day(at),
        title=f"Tjänsteskrivelse: Antagande av {what}", source=keep(data=letter.data, name=letter.name, at=at),
    )  # fmt: skip
    points = [cases.Point(text, "föreslås") for text in letter.points]
    cases.propose(by=by, at=at, document=filed, points=points)
    _follow_before(by, at, version, case)
    version.prepared_on = version.prepared_on or swedish_day(at)
    version.case_number, version.letter, version.level = case.number, filed, level
    save(version, act=tell(by, at, "put_forward", version, f"{version} lades fram i ärende {case.number}."))
    return case


def _objection(version: Version, number: str) -> str:
    if version.valid_from is not None:
        return f"{version} är redan beslutad."
    if version.case_number:
        return f"{version} ligger redan i ärende {version.case_number}."
    if not parse(number):
        return (
            f"{number or 'Tomt'} är inget diarienummer. Skriv det som diariet ger, till exempel KS-2026-14."
        )
    return ""


def _follow_before(by: Actor, at: datetime, version: Version, case: Case) -> None:
    """Join the case in which the version before was decided to the one of this version."""
    before = version.document.versions.exclude(valid_from=None).order_by("-valid_from", "-pk").first()
    mine = Case.objects.filter(municipality=case.municipality)
    old = mine.filter(key=case_key(before.case_number)).first() if before and before.case_number else None
    if old and old.pk != case.pk:
        cases.link(by=by, at=at, from_case=old, kind="predecessor", to_case=case)
