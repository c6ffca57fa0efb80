"""How a version of the model wants initiatives to be run: phases, gates, requirements and handbook (R06, R07)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.governance.models import Gate, HandbookEntry, ModelPhase, Requirement
from samsyn.governance.queries import VersionRow
from samsyn.governance.queries.process import ORDER, Handbook, Process, handbook, process
from samsyn.governance.rules import State
from samsyn.kit.phases import TRACKS
from samsyn.register.models import Initiative, Phase
from samsyn.register.queries.phases import deviations
from samsyn.web.base.files import download
from samsyn.web.base.looking import lens
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.views import listed, may_steer
from samsyn.web.pages.governance.way import Stop, narrow, wide

MODEL = "Modell"


def models(request: Request) -> list[VersionRow]:
    """Return the versions of the model, the newest first."""
    return [row for row in listed(request) if row.kind == MODEL]


@dataclass(frozen=True, slots=True)
class Line:
    """A phase with what goes with it: its gate, handbook, requirements and initiatives (rad)."""

    phase: ModelPhase
    gate: Gate | None
    advice: HandbookEntry | None
    asked: tuple[Requirement, ...]
    count: int
    url: str

    @property
    def stop(self) -> Stop:
        """Return it as drawn."""
        return Stop(
            self.phase.label, f"#fas-{self.phase.key}", self.count, self.gate.label if self.gate else ""
        )


def _gate(line: Line) -> SafeString | str:
    if line.gate is None:
        return "Ingen"
    below = line.gate.decides or "Uppgift saknas om vem som beslutar"
    return format_html('{}<span class="under">{}</span>', line.gate.label, below)


PHASES = (
    Column("label", "Fas", of=lambda line: line.phase.label, head=True, sortable=False,
           link=lambda line: f"#fas-{line.phase.key}"),
    Column("purpose", "Syfte", of=lambda line: line.phase.purpose, wide=True, sortable=False),
    Column("gate", "Beslutspunkt före", of=lambda line: line.gate and line.gate.label, show=_gate, sortable=False),
    Column("asked", "Krav härifrån", of=lambda line: len(line.asked), number=True, sortable=False),
    Column("count", "Initiativ", number=True, link=lambda line: line.url if line.count else "", sortable=False),
)  # fmt: skip
REQUIREMENTS = (
    Column("label", "Krav", head=True),
    Column("place", "Från fas", of=lambda one: ORDER.get(one.phase, -1),
           show=lambda one: Phase(one.phase).label if one.phase else "Start"),
    Column("clause", "Klausul"),
    Column("minimum", "Minimikrav"),
)  # fmt: skip


DEVIATIONS = (
    Column("initiative", "Initiativ", of=lambda one: one.initiative.title, head=True,
           under=lambda one: one.initiative.body.name,
           link=lambda one: reverse("register:initiative", args=[one.initiative.number])),
    Column("gate", "Beslutspunkt"),
    Column("missing", "Saknades"),
    Column("why", "Skäl"),
    Column("decider", "Beslutades av", under=lambda one: one.decision),
    Column("day", "Dag"),
)  # fmt: skip


@require_GET
def phases(request: Request) -> HttpResponse:
    """Show a version's phases on a track, how many initiatives are in each, its requirements and its handbook."""
    found = models(request)
    asked, track = request.GET.get("version", ""), request.GET.get("spar", "")
    track = track if track in dict(TRACKS) else "project"
    row = next((one for one in found if str(one.id) == asked), None) or next(
        (one for one in found if one.state is State.IN_FORCE), found[0] if found else None
    )
    if row is None:
        return render(request, "governance/phases.html", {"row": None, "may_steer": may_steer(request)})
    steps, book = process(row.id), handbook(request.municipality, row.id, request.today)
    followers = _followers(request, row)
    lines = _lines(followers, row, steps, book, track)
    view = View(request, REQUIREMENTS, sort="place", prefix="krav-")
    requirements = view.arrange(steps.requirements, "Krav per fas", search=True)
    passed = View(request, DEVIATIONS, sort="-day", prefix="avsteg-").arrange(
        deviations(followers, request.as_of), "Avsteg vid beslutspunkter", search=True
    )
    for table in (requirements, passed):
        if table.view.export:
            return download(table, request)
    return render(request, "governance/phases.html", _context(request, row, found, lines, track) | {
        "requirements": requirements, "handbook": [one for one in book.entries if one.field], "deviations": passed,
    })  # fmt: skip


def _context(
    request: Request, row: VersionRow, found: list[VersionRow], lines: list[Line], track: str
) -> dict[str, Any]:
    stops = [line.stop for line in lines]
    label = f"Faserna i {row.name}, från vänster till höger. Allt står i tabellen under bilden."
    choose = [(one.label, _address(one.id, track), one is row) for one in found]
    tracks = [(name, _address(row.id, key), key == track) for key, name in TRACKS]
    steers = may_steer(request)
    return {
        "row": row, "lines": lines, "choose": choose, "tracks": tracks, "may_steer": steers,
        "may_edit": steers and row.state is State.DRAFT, "wide": wide(stops, label), "narrow": narrow(stops, label),
        "table": View(request, PHASES, sort="", prefix="fas-").arrange(lines, "Faser"),
        "total": sum(line.count for line in lines), "track": dict(TRACKS)[track],
    }  # fmt: skip


def _address(version: int, track: str) -> str:
    return f"?{urlencode({'version': version, 'spar': track})}"


def _followers(request: Request, row: VersionRow) -> QuerySet[Any]:
    """Return the initiatives that the visitor may see and that follow a version."""
    mine = Q(version=row.id) | Q(version=None) if row.state is State.IN_FORCE else Q(version=row.id)
    return lens(request).visible(Initiative).filter(mine, draft=False)


def _lines(
    followers: QuerySet[Any], row: VersionRow, steps: Process, book: Handbook, track: str
) -> list[Line]:
    seen = followers.filter(track=track)
    counts = dict(seen.order_by().values("phase").annotate(many=Count("id")).values_list("phase", "many"))
    return [
        Line(
            phase, steps.gates.get(phase.key), book.of_phase(phase.key), tuple(steps.asked_from(phase.key)),
            counts.get(phase.key, 0), _list(row, track, phase.key),
        )
        for phase in steps.on(track)
    ]  # fmt: skip


def _list(row: VersionRow, track: str, phase: str) -> str:
    """Return the address of the list of initiatives in a phase that follow a version."""
    return f"{reverse('register:list')}?{urlencode({'phase': phase, 'modell': row.id, 'spar': track})}"
