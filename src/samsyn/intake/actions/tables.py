"""A table goes into the register: what is new, gone, renamed and changed since the edition before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.governance.queries.process import model_in_force
from samsyn.history.actions import Told, record, record_many, save_changed, save_new
from samsyn.intake.actions.key_figures import import_key_figures
from samsyn.intake.actions.outside import run_outside
from samsyn.intake.actions.receiving import choose_municipality, receive
from samsyn.intake.actions.rows import Run, Touched, filled, follow, quote, updated
from samsyn.intake.models import MappingProfile, Upload
from samsyn.intake.queries import fileable, known_initiatives, latest_edition, profiles
from samsyn.intake.readers import Reading
from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables import (
    Diff,
    InitiativeRow,
    Mapped,
    Match,
    NoProfile,
    Profile,
    as_data,
    compare,
    guess,
    mapping,
    rows,
)
from samsyn.intake.recognisers.tables.profiles import OUTSIDE
from samsyn.intake.workers import Understood
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.words import folded
from samsyn.organisation.actions import add_body, take_numbers
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import bodies_by_name, require
from samsyn.organisation.rules import Thing, standing
from samsyn.register.models import Initiative

COUNTS = ("read", "new", "changed", "unchanged", "renamed", "gone", "refused")


class TableRefused(Exception):
    """A table that is not run into the register; the text says in Swedish why and what to do."""


@transaction.atomic
def import_table(
    *,
    by: Actor,
    at: datetime,
    data: bytes,
    name: str,
    reading: Reading,
    given: Municipality | None = None,
    profile: Profile | None = None,
) -> dict[str, Any]:
    """Receive a table and run it into the register, all or nothing; returns what `run` returns.

    Kolada's table of key figures goes into the catalogue of key figures instead. The municipality is the one that the
    file names, else the given one, else the only one there is. Raises NoMunicipality and TableRefused.
    """
    texts = [name, *(text for table in reading.tables for text in _naming(table, profile))]
    municipality = choose_municipality(by=by, at=at, texts=texts, given=given)
    kept = import_key_figures(by=by, at=at, data=data, name=name, reading=reading, municipality=municipality)
    if kept:
        upload, known = kept
        return (
            _again(upload.result) if known else {**upload.result, "known": False, "warnings": upload.warnings}
        )
    received = receive(
        by=by, at=at, municipality=municipality, data=data, name=name, file=Understood(reading)
    )
    return run(by=by, at=at, upload=received.upload, tables=reading.tables, profile=profile)


@transaction.atomic
def run(
    *, by: Actor, at: datetime, upload: Upload, tables: Sequence[Table], profile: Profile | None = None
) -> dict[str, Any]:
    """Put a received table's initiatives into the register, or what it tells of money and plans; return counts, refused
    rows and the profile's name.

    Without a profile the first table that one fits is run; the others are told among the warnings. An upload that
    was run before changes nothing: its rows count as unchanged. Raises TableRefused.
    """
    require(by, "import", Thing("initiative", upload.municipality_id, None), swedish_day(at))
    if upload.result:
        return _again(upload.result)
    table, chosen, warnings = _fitting(tables, profile)
    if chosen.kind in OUTSIDE:
        upload.result, remarks = run_outside(by=by, at=at, upload=upload, table=table, profile=chosen)
    else:
        upload.result, remarks = _run(by, at, upload, table, chosen)
    upload.warnings = [*upload.warnings, *warnings, *remarks]
    upload.profile = MappingProfile.objects.filter(name=chosen.name).first()
    upload.save()
    return {**upload.result, "known": False, "warnings": upload.warnings}


@transaction.atomic
def save_profile(*, by: Actor, at: datetime, municipality: Municipality, profile: Profile) -> MappingProfile:
    """Save an edited mapping profile under its name; it is used instead of the one that ships with the product."""
    require(by, "import", Thing("initiative", municipality.pk, None), swedish_day(at))
    sentence = f"Mappningsprofilen {profile.title} ändrades."
    record(by=by, at=at, verb="intake.save_profile", ref=Ref(profile.name), sentence=sentence)
    saved, _ = MappingProfile.objects.update_or_create(
        name=profile.name, defaults={"scheme": profile.scheme, "definition": as_data(profile)}
    )
    return saved


def _fitting(tables: Sequence[Table], profile: Profile | None) -> tuple[Table, Profile, list[str]]:
    """Return the first table that a profile fits, that profile, and a sentence on each other table."""
    known = profiles().values()
    found: tuple[Table, Profile] | None = None
    left: list[str] = []
    for table in tables:
        try:
            chosen = profile or guess(table, known)
        except NoProfile as reason:
            left.append(str(reason))
            continue
        if found:
            left.append(f"{table.name} lästes inte in: spara bladet som en egen fil och läs in den för sig.")
        found = found or (table, chosen)
    if not found:
        raise TableRefused(" ".join(left))
    return *found, left


def _naming(table: Table, profile: Profile | None) -> list[str]:
    """Return the texts of a table that may name the municipality: lines above the header, and its own column."""
    above = [cell for note in table.notes for cell in note.cells]
    try:
        known = profile or guess(table, profiles().values())
    except NoProfile:
        return above
    if "municipality" not in {name for _, name in mapping(table, known)}:
        return above
    named = {row.municipality for row in rows(table, known).rows if row.municipality}
    return above + [name if name.endswith(("kommun", "stad")) else f"{name} kommun" for name in sorted(named)]


def _again(result: dict[str, Any]) -> dict[str, Any]:
    counts = dict.fromkeys(COUNTS, 0)
    read, refused = result["rows"]["read"], result["rows"]["refused"]
    counts |= {"read": read, "refused": refused, "unchanged": read - refused}
    return {**result, "rows": counts, "known": True, "warnings": []}


def _run(
    by: Actor, at: datetime, upload: Upload, table: Table, profile: Profile
) -> tuple[dict[str, Any], list[str]]:
    """Put one table into the register and return its counts and refused rows, and remarks on the rows it read."""
    mapped = fileable(rows(table, profile), upload.municipality)
    edition = max((row.edition for row in mapped.rows), default="")
    latest = latest_edition(upload.municipality, profile.scheme, mapped.rows)
    if edition < latest:
        raise TableRefused(
            f"{table.name} är utgåva {edition or 'utan årtal'} men utgåva {latest} är redan inläst. "
            "Läs in äldre utgåvor först."
        )
    known = known_initiatives(upload.municipality, profile.scheme, mapped.rows)
    diff = compare(known, mapped.rows)
    counts = _counts(table, mapped, diff)
    sentence = (
        f"{table.name} lästes in: {counts['new']} nya, {counts['changed']} ändrade, {counts['gone']} borta."
    )
    act = record(
        by=by, at=at, verb="intake.run", ref=Ref(upload.source.name), sentence=sentence, details=counts
    )
    bodies = _bodies(by, at, upload.municipality, mapped.rows)
    work = Run(
        by, at, upload, profile, act, bodies, frozenset(map(profile.field_of, table.header)), table.axis,
        model_in_force(upload.municipality, swedish_day(at)),
    )  # fmt: skip
    _write(work, diff)
    remarks = [
        f"{table.axis.capitalize()} {row.line}: {text}." for row in mapped.rows for text in row.remarks
    ]
    where = " (linjen är kolumnens nummer i filen)" if table.axis == "kolumn" else ""
    refused = [{"line": refusal.line, "reason": refusal.reason + where} for refusal in mapped.refused]
    return {"profile": profile.name, "edition": edition, "rows": counts, "refused": refused}, remarks


def _counts(table: Table, mapped: Mapped, diff: Diff) -> dict[str, int]:
    found = {name: len(getattr(diff, name)) for name in ("new", "changed", "unchanged", "renamed", "gone")}
    return {"read": len(table.rows), **found, "refused": len(mapped.refused)}


def _bodies(
    by: Actor, at: datetime, municipality: Municipality, rows: Iterable[InitiativeRow]
) -> dict[str, Body]:
    """Return the municipality's bodies by name; those that it lacks are added unconfirmed."""
    found = bodies_by_name(municipality)
    for name in dict.fromkeys(row.body for row in rows):
        if folded(name) not in found:
            short_name, kind = standing(name)
            found[folded(name)] = add_body(
                by=by,
                at=at,
                municipality=municipality,
                name=name,
                short_name=short_name,
                kind=kind,
                confirmed=False,
            )
    return found


def _write(run: Run, diff: Diff) -> None:
    """Write what a table changes, in a fixed number of statements, with one act for each initiative it touches."""
    numbers = take_numbers(run.upload.municipality, "I", len(diff.new)) if diff.new else range(0)
    created = [filled(run, row, number) for row, number in zip(diff.new, numbers, strict=True)]
    save_new(created, act=run.act)
    new = list(zip(created, diff.new, strict=True))
    matches = [*diff.renamed, *diff.changed, *diff.unchanged]
    held = Initiative.objects.select_related("body").in_bulk([int(match.known.ref) for match in matches])
    pairs = [(held[int(match.known.ref)], match) for match in matches]
    told = [*_told_new(run, created), *_told_changes(run, pairs), *_told_gone(run, diff)]
    stale = [Touched(one, match.row, news, True) for one, match in pairs if (news := run.news(one, match))]
    save_changed([updated(run, one.initiative, one.row) for one in stale], run.columns, act=run.act)
    follow(run, [*(Touched(one, row, run.fields, False) for one, row in new), *stale])
    quote(run, [*new, *((one, match.row) for one, match in pairs)])
    record_many(by=run.by, at=run.at, verb="register.import", told=told)


def _told_new(run: Run, created: Iterable[Initiative]) -> Iterable[Told]:
    for initiative in created:
        yield Told(
            initiative.ref, f"{initiative.title} lästes in ur {run.upload.source.name}.", initiative.body_id
        )


def _told_changes(run: Run, pairs: Iterable[tuple[Initiative, Match]]) -> Iterable[Told]:
    for initiative, match in pairs:
        if not match.fields:
            continue
        name, secret = run.upload.source.name, bool(initiative.secrecy_ground)
        sentence = f"{initiative.title} ändrades enligt {name}."
        if "title" in match.fields:
            sentence = f"{initiative.title} heter {match.row.title} enligt {name}."
        details = {"fields": match.fields, "line": match.row.line}
        yield Told(initiative.ref, sentence, initiative.body_id, secret, details)


def _told_gone(run: Run, diff: Diff) -> Iterable[Told]:
    keys = [int(item.ref) for item in diff.gone]
    gone = Initiative.objects.filter(pk__in=keys).values_list("number", "title", "body_id", "secrecy_ground")
    for number, title, body_id, ground in gone.order_by("number"):
        sentence = f"{title} finns inte med i {run.upload.source.name}."
        yield Told(numbered("I", number), sentence, body_id, bool(ground))
