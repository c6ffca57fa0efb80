"""samsyn check: whether the installation is fit to run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from django.contrib.staticfiles.finders import find
from django.core.checks import ERROR, run_checks
from django.utils import timezone

from samsyn.cli.start import Stopped, print_json, unapplied
from samsyn.history.queries import broken_link
from samsyn.organisation.models import Municipality
from samsyn.oversight.queries.owned import orphans


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at (kontroll)."""

    name: str
    good: bool
    sentence: str


def command(as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False) -> None:
    """Kontrollera inställningar, databas, stilmall, händelsekedja och att allt har en ägare."""
    findings = list(look())
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{'ok ' if finding.good else 'FEL'} {finding.name}: {finding.sentence}")
    if bad := sum(not finding.good for finding in findings):
        raise Stopped(f"{bad} av {len(findings)} kontroller föll.")


def look() -> Iterator[Finding]:
    """Return what was found, the database before what needs it."""
    errors = [str(message.msg) for message in run_checks() if message.level >= ERROR]
    yield Finding("inställningar", not errors, "; ".join(errors) or "rätt")
    missing = unapplied()
    yield Finding(
        "databas", not missing, f"{missing} ändringar saknas, kör samsyn migrate" if missing else "färdig"
    )
    styled = find("vendor/designsystemet.css") is not None
    yield Finding("stilmall", styled, "finns" if styled else "saknas, kör make setup")
    if not missing:
        broken = broken_link()
        yield Finding("händelsekedja", broken is None, f"bryts vid {broken}" if broken else "håller")
        yield from map(_owners, Municipality.objects.all())


def _owners(municipality: Municipality) -> Finding:
    """Return whether everything has an owner that exists today; what waits for its move is told but does no harm."""
    late = orphans(municipality, timezone.localdate(), None)
    nobodys = sum(not one.heir for one in late)
    told = f"{nobodys} rader saknar ägare, se /organisationen/" if nobodys else "allt har en"
    waiting = f"; {len(late) - nobodys} väntar på flytt" if len(late) > nobodys else ""
    return Finding(f"ägare i {municipality}", not nobodys, told + waiting)
