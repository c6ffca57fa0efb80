"""samsyn excel: a board's part of the register out as a workbook, and in again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.out import one_of, write
from samsyn.cli.start import Stopped, print_json, why
from samsyn.cli.whose import the_municipality
from samsyn.intake import actions
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.workbooks.comparing import Diff, compare
from samsyn.intake.workbooks.rows import Lists
from samsyn.intake.workbooks.told import as_json as diff_json
from samsyn.intake.workbooks.told import lines
from samsyn.intake.workbooks.writing import write_book
from samsyn.intake.workers import book as read_book
from samsyn.kit.actors import command_line
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import OPEN, bodies_by_name


def command(
    way: Annotated[str, typer.Argument(help="out tar ut, in läser in.")],
    file: Annotated[Path | None, typer.Argument(help="Den ifyllda arbetsboken, för in.")] = None,
    body: Annotated[str, typer.Option(help="Nämndens namn eller kortnamn.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Fil att skriva till, för out.")
    ] = None,
    municipality: Annotated[str, typer.Option(help="Kommunens namn, när det finns flera.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Spara allt som inte krockar.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Svara med ett JSON-objekt.")] = False,
) -> None:
    """Ta ut en nämnds initiativ, system och nyttor som en arbetsbok, och läs in den ifylld. Krockar sparas aldrig."""
    one_of(way, ["out", "in"], "Riktningen")
    whose = the_municipality(municipality)
    owner = _body(body, whose) if body or way == "out" else None
    if way == "out":
        assert owner is not None
        write(write_book(Lists(owner, OPEN), timezone.localdate()), output)
    elif file is None:
        raise typer.BadParameter("Ange den ifyllda arbetsboken: samsyn excel in FIL.")
    else:
        _take_in(file, whose, owner, accept, as_json)


def _body(name: str, municipality: Municipality) -> Body:
    if not name:
        raise typer.BadParameter("Ange nämnden med --body.")
    found = bodies_by_name(municipality, timezone.localdate()).get(folded(name))
    if found is None:
        names = Body.objects.filter(municipality=municipality).order_by("name").values_list("name", flat=True)
        known = ", ".join(names)
        raise Stopped(f"{name} finns inte i {municipality.name}. Här finns {known}.")
    return found


def _take_in(file: Path, municipality: Municipality, body: Body | None, accept: bool, as_json: bool) -> None:
    by, at = command_line(), timezone.now()
    try:
        check_size(file.stat().st_size, file.name)
        data = file.read_bytes()
        book = read_book(data, file.name)
        kept = actions.receive_workbook(
            by=by, at=at, municipality=municipality, data=data, name=file.name, book=book, body=body
        )
    except OSError as error:
        raise Stopped(f"{file.name} {why(error)}.") from error
    except (Refused, actions.BookRefused) as refused:
        raise Stopped(str(refused)) from refused
    diff = compare(book, Lists(kept.body, OPEN), kept.made)
    saved = (
        actions.save_workbook(by=by, at=at, workbook=kept, book=book, rows=None)
        if accept
        else actions.Saved(0, ())
    )
    if as_json:
        print_json({
            "file": file.name, "body": kept.body.name, **diff_json(diff), "accepted": saved.count,
            "failed": list(saved.refused),
        })  # fmt: skip
        return
    print("\n".join([
        f"{file.name}, {kept.body.name}: {len(diff.new)} nya rader, {len(diff.changed)} ändrade, "
        f"{diff.count('conflict')} krockar, {diff.count('refused')} avvisade, {diff.same} oförändrade.",
        *lines(diff), *(f"  Sparades inte: {one}" for one in saved.refused), _ended(diff, saved, accept),
    ]))  # fmt: skip


def _ended(diff: Diff, saved: actions.Saved, accept: bool) -> str:
    if accept:
        return f"{saved.count} rader sparades."
    waits = diff.new or diff.changed
    return "Inget är sparat än. Säg ja på webben eller med --accept." if waits else "Ingenting att spara."
