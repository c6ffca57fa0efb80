"""Which municipality a verb is about: named, the only one, or founded."""

from __future__ import annotations

from django.utils import timezone

from samsyn.cli.start import Stopped
from samsyn.kit.actors import command_line
from samsyn.kit.words import folded
from samsyn.organisation.actions import found_municipality
from samsyn.organisation.models import Municipality

NONE_YET = "Här finns ingen kommun än. Läs in en fil med samsyn import, eller kör samsyn demo."


def municipality_named(name: str) -> Municipality | None:
    """Return the municipality of that name, None for no name; raise Stopped, naming those there are."""
    if not name:
        return None
    if found := Municipality.objects.filter(name__iexact=name).first():
        return found
    known = ", ".join(Municipality.objects.values_list("name", flat=True))
    raise Stopped(f"Kommunen {name} finns inte. Här finns {known}." if known else NONE_YET)


def municipality_founded(name: str) -> Municipality:
    """Return the municipality of that name; in an empty database it is founded.

    Only then, since nothing can be mistaken for it yet; otherwise a name that is not there raises Stopped.
    """
    if Municipality.objects.exists():
        return the_municipality(name)
    if len(name) > (most := 120):
        raise Stopped(f"Kommunens namn är {len(name)} tecken. Skriv högst {most}.")
    code = folded(name).replace(" ", "-")[:12]
    return found_municipality(by=command_line(), at=timezone.now(), code=code, name=name)


def the_municipality(name: str) -> Municipality:
    """Return the municipality named, or the only one; raise Stopped when there is none or a choice to make."""
    if named := municipality_named(name):
        return named
    found = list(Municipality.objects.order_by("name")[:10])
    if not found:
        raise Stopped(NONE_YET)
    if len(found) > 1:
        names = ", ".join(each.name for each in found)
        raise Stopped(f"Här finns flera kommuner: {names}. Välj med --municipality.")
    return found[0]
