"""A ledger, a list of invoices or procurements, or a plan before it is read in: what its columns mean and whose rows
they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samsyn.intake.readers import Table
from samsyn.intake.recognisers.tables import Profile, RefusedRow
from samsyn.intake.recognisers.tables.outside import PAID, entries, listed_rows
from samsyn.intake.recognisers.tables.profiles import GENERAL, KINDS, lacking
from samsyn.kit.words import folded
from samsyn.money.models import CostCentre
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import bodies_by_name
from samsyn.web.base.request import Request

LABELS = {
    "": "Används inte", "voucher": "Verifikation eller fakturanummer", "date": "Datum", "account": "Konto",
    "account_name": "Kontots namn", "centre": "Kostnadsställe", "centre_name": "Kostnadsställets namn",
    "body": "Nämnd", "activity": "Verksamhet", "project": "Projektkod", "project_name": "Projektets namn",
    "supplier": "Leverantör", "text": "Text", "amount": "Belopp", "debit": "Debet", "credit": "Kredit",
    "title": "Namn", "diary": "Diarienummer",
}  # fmt: skip
KIND_LABELS = {
    "initiatives": "Initiativ", "ledger": "Redovisning", "invoices": "Leverantörsfakturor",
    "procurement": "Upphandlingar och avtal", "plan": "En plan",
}  # fmt: skip
STANDARD = {
    "initiatives": GENERAL, "ledger": "redovisning", "invoices": "fakturor", "procurement": "upphandlingar",
    "plan": "planer",
}  # fmt: skip
"""The profile that a kind of table begins with."""
SHOWN = 8
MOST = 200


@dataclass(slots=True)
class Foreseen:
    """What reading a table in would do: rows, öre, what is refused, and whose they are (förhandsvisning)."""

    rows: int = 0
    amount: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    samples: list[Any] = field(default_factory=list)
    placed: Counter[str] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)


def fields(kind: str) -> dict[str, str]:
    """Return what a column of a kind of table can mean, with its label."""
    return {name: label for name, label in LABELS.items() if name in ("", *KINDS[kind])}


def page(
    request: Request, context: dict[str, Any], shown: Table, profile: Profile, problem: str
) -> HttpResponse:
    """Show how a table from outside the register is read and whose its rows are."""
    problem = problem or lacking(shown, profile)
    foreseen = None if problem else _foreseen(request.municipality, shown, profile)
    context |= {
        "kind_label": KIND_LABELS[profile.kind], "remarks": shown.remarks[:MOST],
        "refused": foreseen.refused[:MOST] if foreseen else [],
        "unplaced": foreseen.unplaced.most_common(MOST) if foreseen else [],
        "placed": foreseen.placed.most_common() if foreseen else [],
        "table": shown, "profile": profile, "problem": problem, "fields": fields(profile.kind),
        "paid": profile.kind in PAID,
        "foreseen": foreseen,
    }  # fmt: skip
    return render(request, "intake/outside.html", context, status=422 if problem else 200)


def _foreseen(municipality: Municipality, shown: Table, profile: Profile) -> Foreseen:
    found, names = Foreseen(), bodies_by_name(municipality)
    centres = CostCentre.objects.filter(municipality=municipality, body__isnull=False)
    known = dict(centres.values_list("code", "body__name"))
    paid = profile.kind in PAID
    told: Any = entries(shown, profile) if paid else listed_rows(shown, profile)
    for one in told:
        if isinstance(one, RefusedRow):
            found.refused.append(one)
            continue
        found.rows += 1
        found.amount += one.amount or 0
        found.samples += [one] if found.rows <= SHOWN else []
        code, name = (one.centre, one.centre_name) if paid else (one.body, "")
        body = names.get(folded(code)) or names.get(folded(name))
        if whose := known.get(code) or (body.name if body else ""):
            found.placed[whose] += 1
        else:
            found.unplaced[f"{code} {name}".strip() or "Utan kostnadsställe"] += 1
    found.refused.sort(key=lambda row: row.line)
    return found
