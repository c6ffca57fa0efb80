"""Clauses of a draft, edited one by one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, ProtectedError

from samsyn.governance.actions.steering import SteeringError, require_steering, tell
from samsyn.governance.models import Clause, Version
from samsyn.governance.rules import ClauseText, clause_order
from samsyn.kit.actors import Actor


def require_draft(by: Actor, at: datetime, version: Version) -> None:
    """Raise NotAllowed or SteeringError unless the actor may edit that version: only drafts are edited."""
    require_steering(by, version.document.municipality, at)
    if version.valid_from is not None or version.prepared_on is not None:
        raise SteeringError(
            f"{version} är beredd eller beslutad och ändras inte mer. Börja ett utkast till en ny version."
        )


def _require_free(version: Version, number: str, own: Clause | None = None) -> None:
    taken = version.clauses.filter(number=number)
    if (taken.exclude(pk=own.pk) if own else taken).exists():
        raise SteeringError(f"Klausul {number} finns redan. Välj ett annat nummer.")


@transaction.atomic
def add_clause(*, by: Actor, at: datetime, version: Version, clause: ClauseText) -> Clause:
    """Add a clause to a draft, in the place its number gives it; raises SteeringError."""
    require_draft(by, at, version)
    _require_free(version, clause.number)
    mine = clause_order(clause.number)
    later = [one.order for one in version.clauses.all() if clause_order(one.number) > mine]
    place = min(later, default=version.clauses.count() + 1)
    version.clauses.filter(order__gte=place).update(order=F("order") + 1)
    tell(by, at, "add_clause", version, f"Klausul {clause.number} lades till i {version}.")
    return Clause.objects.create(
        version=version, order=place, number=clause.number, heading=clause.heading, text=clause.text
    )


@transaction.atomic
def edit_clause(*, by: Actor, at: datetime, clause: Clause, to: ClauseText) -> None:
    """Give a draft's clause another number, heading or text; raises SteeringError."""
    require_draft(by, at, clause.version)
    _require_free(clause.version, to.number, own=clause)
    if (clause.number, clause.heading, clause.text) == (to.number, to.heading, to.text):
        return
    tell(by, at, "edit_clause", clause.version, f"Klausul {to.number} i {clause.version} skrevs om.")
    clause.number, clause.heading, clause.text = to.number, to.heading, to.text
    clause.save()


@transaction.atomic
def remove_clause(*, by: Actor, at: datetime, clause: Clause) -> None:
    """Take a clause out of a draft; raises SteeringError, also when something hangs on it."""
    require_draft(by, at, clause.version)
    tell(by, at, "remove_clause", clause.version, f"Klausul {clause.number} togs bort ur {clause.version}.")
    try:
        clause.delete()
    except ProtectedError as hanging:
        raise SteeringError(
            f"På klausul {clause.number} hänger skyldigheter, ansvar, bedömningar eller synpunkter. "
            "Skriv om den i stället."
        ) from hanging
