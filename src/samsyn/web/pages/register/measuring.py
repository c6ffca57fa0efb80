"""The list as a figure of the portfolio opens it: the groups it lies in, each row's part of it, and the sum."""

from __future__ import annotations

from samsyn.oversight.queries.portfolio import DIMENSIONS, MEASURES, Cut, names, values_of
from samsyn.oversight.queries.scope import SEK
from samsyn.web.base.choosing import PLAIN, currency_of, measure_of
from samsyn.web.base.figures import amount, exactly, labelled, unit_of
from samsyn.web.base.tables import Column, View

Narrowed = list[tuple[str, str, list[tuple[str, str]]]]


def with_measure(view: View, asked: Cut) -> tuple[tuple[Column, ...], str]:
    """Return the column of the measure that the address names, with the sum in words; nothing without one."""
    measure, currency = measure_of(view), currency_of(view) or SEK
    if measure is None or not measure.column:
        return (), ""
    values = values_of(asked, measure, currency)
    label = f"{measure.label} {asked.year}" if measure.year else measure.label
    column = Column(
        "matt", labelled(label, currency), unit=unit_of(currency, small=True), number=True, sortable=False,
        of=lambda line: exactly(values.get(line.row.id), currency),
        show=lambda line: amount(values.get(line.row.id)),
    )  # fmt: skip
    whole = f"{amount(sum(values.values()), whole=True)} {unit_of(currency)}"
    return (column,), f"{label}: {whole} i {len(values)} initiativ."


def grouped(view: View, asked: Cut) -> Narrowed:
    """Return the filters that a figure of the portfolio set, with the one choice that each is set to."""
    dimensions = [DIMENSIONS[key] for key, _ in asked.within]
    named = names(asked.lens, dimensions)
    found: Narrowed = [
        (key, DIMENSIONS[key].label, [(group, DIMENSIONS[key].name(group, named))])
        for key, group in asked.within if key not in PLAIN
    ]  # fmt: skip
    if measure := measure_of(view):
        found.append(("matt", "Med", [(key, one.label) for key, one in MEASURES.items()]))
        if measure.year:
            found.append(("ar", "År", [(str(asked.year), str(asked.year))]))
        if currency_of(view):
            found.append(("valuta", "Valuta", [(currency_of(view), currency_of(view))]))
    return found
