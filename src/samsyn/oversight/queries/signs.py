"""What shows outside the register that something is going on: money paid, systems, budgets without an initiative."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Max, Min, Sum
from django.db.models.functions import ExtractYear

from samsyn.kit.words import folded
from samsyn.money.models import BudgetLine, LedgerEntry
from samsyn.organisation.models import Municipality
from samsyn.oversight.models import Trace
from samsyn.oversight.rules.matching import Candidate, Sign
from samsyn.register.models import ENDED, Initiative, Source, System, SystemUse

GATHERED = ("ledger", "invoice", "system", "budget")
"""The kinds that are gathered from rows here; the others are noted by people or from lists."""
SOURCES = {"ledger": "Redovisning", "invoice": "Leverantörsfakturor"}


def signs(municipality: Municipality, codes: dict[int, str]) -> Iterator[Sign]:
    """Yield every sign that rows here give today: three queries however many rows there are."""
    paid = list(_paid(municipality, codes))
    yield from paid
    suppliers = {(one.body_id, folded(one.supplier)) for one in paid if one.supplier and one.counts}
    for one in _systems(municipality, codes):
        # What is paid to a system's supplier is the same thing, known once.
        yield replace(one, counts=(one.body_id, folded(one.supplier)) not in suppliers)
    yield from _budgets(municipality, codes)


def _paid(municipality: Municipality, codes: dict[int, str]) -> Iterator[Sign]:
    """Yield a sign per board, project or supplier or account, and year, of the rows marked as digitalisation."""
    mine = LedgerEntry.objects.filter(
        municipality=municipality, digital=True, counted=True, body__isnull=False
    )
    grouped = mine.order_by().values("body_id", "group", "year").annotate(
        paid=Sum("amount"), sort=Max("kind"), last=Max("day"), code=Max("project"), called=Max("project_name"),
        whom=Max("supplier"), account_called=Max("account_name"), file=Min("source_id"), place=Min("line"),
    )  # fmt: skip
    rows = list(grouped.order_by("body_id", "group", "year"))
    latest: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        if row["paid"] > 0:
            latest[row["body_id"], row["group"]] = row["year"]
    for row in rows:
        sort, _, rest = row["group"].partition(" ")
        named = {"projekt": (row["called"], row["code"]), "leverantör": (row["whom"], "")}.get(sort)
        called, code = named or (row["account_called"], "")
        name = called or f"{sort.capitalize()} {rest}"
        named_as = row["whom"] if sort == "leverantör" else rest
        origin = f"{SOURCES[row['sort']]} {row['year']}, {sort} {named_as}, "
        yield Sign(
            row["body_id"], row["sort"], f"{origin}{codes[row['body_id']]}"[:160], name, row["paid"], row["last"],
            row["place"], row["whom"] if sort == "leverantör" else "", code, "", row["group"], row["year"],
            row["year"] == latest.get((row["body_id"], row["group"])), row["file"],
        )  # fmt: skip


def _systems(municipality: Municipality, codes: dict[int, str]) -> Iterator[Sign]:
    used = SystemUse.objects.exclude(initiative__phase__in=[phase.value for phase in ENDED]).values(
        "system_id"
    )
    found = System.objects.filter(municipality=municipality, secrecy_ground="").exclude(pk__in=used)
    for pk, body_id, name, supplier, cost in found.values_list(
        "pk", "body_id", "name", "supplier", "yearly_cost"
    ):
        yield Sign(
            body_id, "system", f"Systemregistret, {name}, {codes[body_id]}"[:160], name, cost, supplier=supplier,
            key=f"system {pk}",
        )  # fmt: skip


def _budgets(municipality: Municipality, codes: dict[int, str]) -> Iterator[Sign]:
    found = BudgetLine.objects.filter(
        municipality=municipality, secrecy_ground="", initiative=None, currency="SEK"
    )
    for pk, body_id, source, year, budget in found.values_list("pk", "body_id", "source", "year", "budget"):
        label = Source(source).label
        yield Sign(
            body_id, "budget", f"Budget {year}, {label.lower()}, {codes[body_id]}"[:160], f"Medel {year}: {label}",
            budget, key=f"budget {pk}", year=year,
        )  # fmt: skip


def candidates(municipality: Municipality) -> list[Candidate]:
    """Return the open initiatives as matching sees them; three queries."""
    systems, suppliers = defaultdict(list), defaultdict(list)
    uses = SystemUse.objects.filter(initiative__municipality=municipality, system__secrecy_ground="")
    for key, name, supplier in uses.values_list("initiative_id", "system__name", "system__supplier"):
        systems[key].append(name)
        suppliers[key].append(supplier)
    amounts: dict[int, set[int]] = defaultdict(set)
    lines = BudgetLine.objects.filter(municipality=municipality, currency="SEK").exclude(initiative=None)
    for key, *figures in lines.values_list("initiative_id", "budget", "outcome"):
        amounts[key].update(figure for figure in figures if figure)
    found = Initiative.objects.filter(municipality=municipality, draft=False, secrecy_ground="")
    rows = found.annotate(first=ExtractYear("start"), last=ExtractYear("end")).values_list(
        "pk", "number", "title", "body_id", "decision", "external_key", "first", "last"
    )
    return [
        Candidate(number, title, body_id, decision, code, tuple(systems[pk]), tuple(filter(None, suppliers[pk])),
            first, last, frozenset(amounts[pk]))
        for pk, number, title, body_id, decision, code, first, last in rows
    ]  # fmt: skip


def learned(municipality: Municipality) -> list[tuple[int, str, int]]:
    """Return the project codes that people have matched, as (body, code, initiative's number)."""
    told = Trace.objects.filter(municipality=municipality, by_hand=True, initiative_number__isnull=False)
    found = told.exclude(project="").values_list("body_id", "project", "initiative_number")
    return [(body_id, project, number or 0) for body_id, project, number in found.distinct()]
