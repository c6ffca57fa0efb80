"""Reading governance: what the model asks for on a day, and the goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from samsyn.cases.models import DecisionPoint
from samsyn.cases.rules import case_key
from samsyn.governance.models import Claim, Clause, Goal, GoverningDocument, Version
from samsyn.governance.rules import ClauseText, Said, State, decision_unclear, state
from samsyn.governance.rules.deciding import LEVELS
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.phases import Wanted
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version of a governing document: since when in force and recorded, and the facts it asks at least (version)."""

    document_id: int
    version_id: int
    title: str
    valid_from: date
    recorded_at: datetime
    minimum: tuple[Wanted, ...]
    unclear: bool = False
    model: bool = True


def adopted(municipality: Municipality, end: datetime) -> tuple[Adopted, ...]:
    """Return the municipality's versions recorded before a moment, the oldest in force first; one query."""
    found = Version.objects.filter(
        document__municipality=municipality, valid_from__isnull=False, recorded_at__lt=end
    )
    fields = ("document_id", "pk", "document__title", "label", "valid_from", "recorded_at", "decided_body")
    decided = ("decided_paragraph", "case_number")
    asked = ("document__kind", "requirements__minimum", "requirements__field", "requirements__phase")
    versions: dict[int, Adopted] = {}
    for row in found.order_by("valid_from", "pk", "requirements__pk").values_list(*fields, *decided, *asked):
        document, key, title, label, since, recorded, body, paragraph, case, kind, *asks = row
        unclear = decision_unclear(valid_from=since, body=body, paragraph=paragraph, case_number=case)
        one = versions.get(key) or Adopted(
            document, key, f"{title} {label}".strip(), since, recorded, (), unclear, kind == "model"
        )
        minimum, field, phase = asks
        versions[key] = replace(one, minimum=(*one.minimum, Wanted(field, phase))) if minimum else one
    return tuple(versions.values())


def in_force(versions: Iterable[Adopted], day: date) -> tuple[Adopted, ...]:
    """Return, per governing document, the version in force on a day, of those recorded by its end.

    A version is in force until the next one is, and the next one is not known before it is recorded.
    """
    latest: dict[int, Adopted] = {}
    for version in versions:
        if version.valid_from <= day and version.recorded_at < end_of(day):
            latest[version.document_id] = version
    return tuple(latest.values())


def goals(municipality: Municipality) -> list[Goal]:
    """Return the municipality's goals by title."""
    return list(Goal.objects.filter(municipality=municipality))


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as it was recorded on a day: how far it has come and by which decision (version)."""

    id: int
    document_id: int
    title: str
    kind: str
    label: str
    state: State
    valid_from: date | None
    valid_to: date | None
    level: str
    decided_by: str
    decided_on: date | None
    case_number: str
    unclear: bool
    letter_id: int | None = None

    @property
    def name(self) -> str:
        """Return title and version together."""
        return f"{self.title} {self.label}"


def versions(municipality: Municipality, as_of: date | None, today: date) -> list[VersionRow]:
    """Return every version recorded by a day, by title, the newest first; one query."""
    found = rows(Version, as_of).filter(document__municipality=municipality)
    fields = (
        "id", "document_id", "document__title", "document__kind", "label", "prepared_on", "valid_from", "valid_to",
        "level", "decided_body", "decided_on", "decided_paragraph", "case_number", "letter_id",
    )  # fmt: skip
    newest = F("valid_from").desc(nulls_first=True)
    ordered = found.order_by("document__title", newest, "-id").values_list(*fields)
    return [_version_row(as_of or today, *row) for row in ordered]


def _version_row(
    day: date, key: int, document: int, title: str, kind: str, label: str, prepared: date | None,
    since: date | None, until: date | None, level: str, body: str, on: date | None, paragraph: str, case: str,
    letter: int | None,
) -> VersionRow:  # fmt: skip
    return VersionRow(
        key, document, title, dict(GoverningDocument.KINDS)[kind], label,
        state(prepared_on=prepared, valid_from=since, valid_to=until, day=day),
        since, until, LEVELS.get(level, ""), str(DecisionRef(body, on, paragraph)), on, case,
        decision_unclear(valid_from=since, body=body, paragraph=paragraph, case_number=case), letter,
    )  # fmt: skip


def clauses(version_id: int) -> list[Clause]:
    """Return a version's clauses in order."""
    return list(Clause.objects.filter(version_id=version_id))


def clause_texts(version_id: int) -> list[ClauseText]:
    """Return a version's clauses in order, as they read."""
    found = Clause.objects.filter(version_id=version_id).values_list("number", "heading", "text")
    return [ClauseText(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause of a version in force or on its way, with where it stands (stående klausul)."""

    version_id: int
    document_id: int
    version: str
    number: str
    text: str
    in_force: bool


def clauses_standing(municipality: Municipality, as_of: date | None, today: date) -> list[Standing]:
    """Return every clause of the versions in force on a day and of those on their way, in two queries."""
    every = versions(municipality, as_of, today)
    current = {row.id: row for row in every if row.state is not State.REPLACED}
    found = Clause.objects.filter(version__in=current).order_by("version_id", "order")
    return [
        Standing(
            key, current[key].document_id, _with_state(current[key]), number, text,
            current[key].state is State.IN_FORCE,
        )
        for key, number, text in found.values_list("version_id", "number", "text")
    ]  # fmt: skip


def _with_state(row: VersionRow) -> str:
    return row.name if row.state is State.IN_FORCE else f"{row.name} ({row.state.label.lower()})"


def disputed(
    municipality: Municipality, sources: QuerySet[Any], keys: Iterable[str], as_of: date | None
) -> list[Said]:
    """Return what readable documents say of things that they, or clauses with those keys, give to several bodies."""
    told = Claim.objects.filter(municipality=municipality, source__in=sources)
    if as_of is not None:
        told = told.filter(recorded_at__lt=end_of(as_of))
    several = told.values("key").annotate(answers=Count("bodies", distinct=True)).filter(answers__gt=1)
    found = told.filter(Q(key__in=several.values("key")) | Q(key__in=list(keys)))
    fields = ("role", "bodies", "what", "key", "sentence", "source__name", "line")
    return [
        Said(role, names, what, key, sentence, f"{name}, rad {line}")
        for role, names, what, key, sentence, name, line in found.order_by("pk").values_list(*fields)
    ]


def decided_in(municipality: Municipality, case_number: str, as_of: date | None) -> DecisionRef | None:
    """Return the latest decision in the minutes of a case with that number, None before there is one; one query."""
    points = DecisionPoint.objects.filter(
        force="beslutar", replaced_at=None, item__cases__municipality=municipality, item__cases__secrecy_ground="",
        item__cases__key=case_key(case_number),
    )  # fmt: skip
    if as_of is not None:
        points = points.filter(item__recorded_at__lt=end_of(as_of))
    fields = (
        "item__meeting__body__short_name",
        "item__meeting__body__name",
        "item__meeting__day",
        "item__paragraph",
    )
    row = points.order_by("-item__meeting__day", "-item_id").values_list(*fields).first()
    return DecisionRef(row[0] or row[1], row[2], row[3]) if row else None
