"""Versions of governing documents: drafted, prepared, decided, in force (R01–R03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from samsyn.cases.models import Case
from samsyn.cases.rules import case_key
from samsyn.governance.actions.asking import Asked, Item, items_of, lay
from samsyn.governance.models import Clause, GoverningDocument, Version
from samsyn.governance.rules import ClauseText, repeated
from samsyn.history.actions import record, save
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

NOBODY = DecisionRef("", None, "")


class SteeringError(Exception):
    """A governing document cannot be changed like that; the text is the sentence for the screen."""


def require_steering(by: Actor, municipality: Municipality, at: datetime) -> None:
    """Raise NotAllowed unless the actor keeps the municipality's governing documents."""
    require(by, "write", Thing("model", municipality.pk, None), swedish_day(at))


def tell(by: Actor, at: datetime, verb: str, version: Version, sentence: str) -> Act:
    """Record an act on a version and return it."""
    return record(by=by, at=at, verb=f"governance.{verb}", ref=Ref(str(version)[:120]), sentence=sentence)


@transaction.atomic
def draft(
    *, by: Actor, at: datetime, municipality: Municipality, title: str, label: str, kind: str = "model",
    clauses: Sequence[ClauseText] = (), requirements: Sequence[Asked] | None = None,
    process: Sequence[Item] | None = None,
) -> Version:  # fmt: skip
    """Add a draft version of a governing document, which is added too when it is new.

    Without requirements and process of its own it has the phases, gates, requirements and handbook of the version
    before. Raises SteeringError when the label is taken or two clauses have one number.
    """
    require_steering(by, municipality, at)
    document, _ = GoverningDocument.objects.get_or_create(
        municipality=municipality, title=title, defaults={"kind": kind}
    )
    if document.versions.filter(label=label).exists():
        raise SteeringError(f"{title} har redan en version {label}. Ge den nya ett annat nummer.")
    if twice := repeated(clause.number for clause in clauses):
        raise SteeringError(f"Klausul {twice} står två gånger. Ge varje klausul ett eget nummer.")
    before = document.versions.order_by(F("valid_from").desc(nulls_last=True), "-pk").first()
    version = Version(document=document, label=label, recorded_at=at)
    save(version, act=tell(by, at, "draft", version, f"Utkast till {title} {label} lades upp."))
    Clause.objects.bulk_create(
        Clause(version=version, order=place, number=one.number, heading=one.heading, text=one.text)
        for place, one in enumerate(clauses, 1)
    )
    if requirements is None and process is None:
        lay(version, items_of(before) if before else ())
    else:
        lay(version, (*(requirements or ()), *(process or ())))
    return version


@transaction.atomic
def prepare(*, by: Actor, at: datetime, version: Version) -> None:
    """Say that a draft is ready to be decided; its clauses are no longer edited (R03)."""
    require_steering(by, version.document.municipality, at)
    if version.valid_from is not None:
        raise SteeringError(f"{version} är redan beslutad.")
    version.prepared_on = swedish_day(at)
    save(version, act=tell(by, at, "prepare", version, f"{version} är beredd för beslut."))


@transaction.atomic
def decide(
    *, by: Actor, at: datetime, version: Version, valid_from: date, decided_by: DecisionRef = NOBODY,
    level: str = "", case_number: str = "",
) -> Version:  # fmt: skip
    """Say by which decision a version is adopted and from when it is in force; the one before ends that day (R02).

    A version that is in force without a known decision gets its decision the same way. Raises SteeringError when
    another version is in force from that day or later.
    """
    require_steering(by, version.document.municipality, at)
    _close_before(by, at, version, valid_from)
    if version.valid_from is None:
        version.recorded_at = at
    version.valid_from, version.level = valid_from, level
    version.case_number = _as_in_diary(version.document.municipality, case_number)
    version.decided_body, version.decided_on = decided_by.body, decided_by.day
    version.decided_paragraph = decided_by.paragraph
    whose = f" ({decided_by})" if decided_by.body else ", utan känt beslut"
    save(version, act=tell(by, at, "adopt", version, f"{version} gäller från {valid_from}{whose}."))
    return version


def _as_in_diary(municipality: Municipality, number: str) -> str:
    """Return a diary number as its case writes it, so that the version is found from there."""
    found = Case.objects.filter(municipality=municipality, key=case_key(number), secrecy_ground="").first()
    return found.number if number and found else number


def _close_before(by: Actor, at: datetime, version: Version, valid_from: date) -> None:
    """End the version before on that day: for a draft the open-ended one, else the one that ended as this began."""
    if version.valid_to is not None and valid_from >= version.valid_to:
        raise SteeringError(f"{version} ersattes {version.valid_to}. Välj en tidigare dag än så.")
    others = version.document.versions.exclude(pk=version.pk).filter(valid_from__isnull=False)
    for other in others.filter(valid_to=version.valid_from):
        assert other.valid_from is not None
        if other.valid_from >= valid_from:
            raise SteeringError(
                f"{other} gäller från {other.valid_from}. Två versioner kan inte gälla samtidigt: "
                f"välj en senare dag än så."
            )
        if other.valid_to != valid_from:
            other.valid_to = valid_from
            save(other, act=tell(by, at, "replace", other, f"{other} ersätts {valid_from}."))


@transaction.atomic
def adopt(
    *, by: Actor, at: datetime, municipality: Municipality, title: str, label: str, valid_from: date,
    decided_by: DecisionRef, requirements: Sequence[Asked] | None = None, clauses: Sequence[ClauseText] = (),
    kind: str = "model", level: str = "", case_number: str = "", process: Sequence[Item] | None = None,
) -> Version:  # fmt: skip
    """Add a version that is decided already, in one go."""
    version = draft(
        by=by, at=at, municipality=municipality, title=title, label=label, kind=kind, clauses=clauses,
        requirements=requirements, process=process,
    )  # fmt: skip
    return decide(
        by=by, at=at, version=version, valid_from=valid_from, decided_by=decided_by, level=level,
        case_number=case_number,
    )  # fmt: skip
