"""Every component on one sheet, for those who build pages and those who test them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from samsyn.kit.money import Amount
from samsyn.kit.scales import Freshness, State, Verdict
from samsyn.reports import charts
from samsyn.web.base.marks import MARKS, NotConcerned, Withheld
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View


class Sample(forms.Form):
    """A form with every kind of field."""

    name = forms.CharField(label="Namn", max_length=80)
    problem = forms.CharField(
        label="Vilket problem löser det, för vem?",
        help_text="En mening räcker.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    goal = forms.ChoiceField(
        label="Mål i budgeten", choices=[("a", "Service nära invånaren"), ("b", "Hållbar ekonomi")]
    )
    track = forms.ChoiceField(
        label="Spår",
        choices=[("project", "Projekt"), ("fast", "Snabbspår")],
        widget=forms.RadioSelect,
        initial="project",
    )
    start = forms.DateField(
        label="Start", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    cost = forms.IntegerField(
        label="Kostnad, tkr",
        help_text="Hela tiden, alla källor. Lämna tomt om du inte vet.",
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid": "Skriv beloppet i tusen kronor, till exempel 4 200."},
    )


@dataclass(frozen=True)
class Row:
    """A row of the sample table."""

    pk: int
    name: str
    board: str
    state: State
    reported: date | None
    fresh: Freshness
    cost: Amount
    verdict: Verdict | None


GROUND = "Sekretess, OSL 19 kap. 3 §"
ROWS = (
    Row(
        1, "Digital ansökan om bygglov", "Byggnadsnämnden", State.ON_TRACK, date(2026, 11, 3), Freshness.CURRENT,
        Amount(420_000_000, "SEK"), Verdict.ESSENTIALLY,
    ),
    Row(
        2, "Nycklar i hemtjänsten", "Vård- och omsorgsnämnden", State.DEVIATION, date(2026, 9, 21), Freshness.AGEING,
        Amount(0, "SEK"), Verdict.MOSTLY,
    ),
    Row(
        3, "Sensorer i ledningsnätet", "Tekniska nämnden", State.SERIOUS, date(2026, 6, 8), Freshness.STALE,
        Amount(None, "SEK"), Verdict.PARTLY,
    ),
    Row(
        4, "Skyddade uppgifter i e-arkivet", "Kommunstyrelsen", State.NONE, None, Freshness.STALE,
        Amount(None, "SEK", GROUND), None,
    ),
)  # fmt: skip
COLUMNS = (
    Column("name", "Initiativ", head=True, link=lambda row: f"#rad-{row.pk}", under=lambda row: row.board),
    Column("state", "Läge"),
    Column("reported", "Senaste rapport"),
    Column("fresh", "Färskhet"),
    Column("cost", "Kostnad", number=True, unit="mnkr"),
    Column("verdict", "Egen bedömning"),
)
NODES = (
    {
        "kind": "Beslut",
        "title": "KS § 31",
        "url": "#trad",
        "state": "proven",
        "note": "Uppdrag till byggnadsnämnden",
    },
    {"kind": "Krav", "title": "Modellen 3.1", "url": "#trad", "state": "proven", "note": "7 av 9 uppfyllda"},
    {"kind": "Initiativ", "title": "I-0021", "state": "here"},
    {"kind": "Medel", "title": "4,2 mnkr", "url": "#trad", "state": "proven", "note": "egen budget"},
    {"kind": "Remiss", "title": "Synpunkt 9", "url": "#trad", "state": "proven", "note": "Beaktas delvis"},
    {"kind": "Granskning", "title": "Rekommendation 2", "url": "#trad", "state": "proven", "broken": True},
    {"kind": "Nytta", "title": "Ej uppmätt", "state": "missing", "note": "Första mätning i maj"},
)
TABS = (
    {"label": "Styrning", "url": "?flik=styrning"},
    {"label": "Hantering", "url": "?flik=hantering", "count": 2},
    {"label": "Uppföljning", "url": "?flik=uppfoljning", "count": 3, "current": True},
)
KINDS = {
    "state": "Läge", "freshness": "Färskhet", "stance": "Ställningstagande", "disposition": "Svar på synpunkt",
    "requirement": "Krav", "outcome": "Utfall", "link": "Koppling", "measure": "Åtgärd", "risk": "Risk",
}  # fmt: skip
WRONG = {"name": "Stöd för årsräkningar", "track": "project", "cost": "cirka 2 mnkr", "goal": "a"}


BUDGETS = (
    charts.Budget("Nämndens egen budget", 97.2, 78.0, 108.9, "prognos 108,9"),
    charts.Budget("Central pott", 25.0, 12.6, 24.1, "prognos 24,1"),
)
PHASES = (
    charts.Level("Behov", 26, "26", "d2"),
    charts.Level("Förstudie", 29, "29", "d2"),
    charts.Level("Genomförande", 47, "47"),
    charts.Level("Ej bedömd", 14, "14", "d4"),
)
YEARS = (
    charts.Year("2025", (0.6, 0, 0), 0, "0,6"),
    charts.Year("2026", (1.4, 3.0, 0.8), 0, "5,2"),
    charts.Year("2027", (2.1, 0, 1.2), 4.2, "7,5"),
    charts.Year("2028", (1.8, 0, 0.4), 0, "2,2"),
)


def _charts() -> dict[str, charts.Drawing]:
    """Return one chart of each kind, wide and narrow."""
    piles = "Budget per år, 0,6 till 7,5 mnkr"
    return {
        "money": charts.budget_bars(BUDGETS, 620, "Budget, utfall och prognos per källa"),
        "money_narrow": charts.budget_bars(BUDGETS, 340, "Budget, utfall och prognos per källa"),
        "phases": charts.level_bars(PHASES, 356, "Antal initiativ per fas"),
        "years": charts.stacked_years(YEARS, ("d1", "d3", "d2"), 620, piles, today=1.9),
        "years_narrow": charts.stacked_years(YEARS, ("d1", "d3", "d2"), 340, piles, today=1.9),
        "bar": charts.bar(0.44, 0.9),
        "line": charts.sparkline([0.31, 0.35, None, 0.4, 0.44]),
        "range": charts.range_bar(6000, 11500, 14000, 18000),
        "spread": charts.share_bar([(10, "d1"), (3, "d2"), (1, "d3"), (2, "track")]),
    }


def gallery(request: Request) -> HttpResponse:
    """Show every component, with errors, empty states and all chips."""
    view = View(request, COLUMNS, sort="name")
    kinds = [(kind, KINDS[kind], list(marks)) for kind, marks in MARKS.items()]
    context = {
        "form": Sample(WRONG), "plain_form": Sample(), "table": view.arrange(ROWS, "Initiativ i urval"), "view": view,
        "kinds": kinds, "verdicts": [*Verdict, None], "nodes": NODES, "tabs": TABS,
        "withheld": Withheld("Sekretess, OSL 31 kap. 16 §"), "not_concerned": NotConcerned.VALUE,
        "charts": _charts(),
        "boards": [("bn", "Byggnadsnämnden"), ("tn", "Tekniska nämnden")],
    }  # fmt: skip
    return render(request, "gallery/gallery.html", context)
