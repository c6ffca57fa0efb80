"""What a new version of the model changes for each board, and moving its initiatives to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samsyn.governance.models import Clause, Requirement
from samsyn.governance.queries import VersionRow
from samsyn.governance.queries.process import Altered, altered, processes
from samsyn.governance.rules import Change, ClauseText, State, changes, duties
from samsyn.organisation.queries import BodyRow, NotAllowed, may, visible
from samsyn.organisation.rules import Thing
from samsyn.register import actions
from samsyn.register.models import ENDED, Initiative
from samsyn.register.queries.versions import of_board, standing
from samsyn.web.base.files import download
from samsyn.web.base.looking import lens
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.drafting import version_of
from samsyn.web.pages.governance.following import boards_of, concerned, names_of
from samsyn.web.pages.governance.views import before_of, row_of

WORDS = {"new": "Ny", "gone": "Borttagen", "changed": "Ändrad"}
OF_REQUIREMENT = {"new": "Nytt", "gone": "Borttaget", "changed": "Ändrat"}
CLAUSES = {"new": "Nya klausuler", "gone": "Borttagna klausuler", "changed": "Ändrade klausuler"}


@dataclass(frozen=True, slots=True)
class News:
    """What a version changes: the clauses with those they lay something on, and the process (nyheter)."""

    row: VersionRow
    before: VersionRow | None
    clauses: tuple[tuple[Change, frozenset[str]], ...]
    process: tuple[Altered, ...]

    @property
    def asked(self) -> list[Requirement]:
        """Return the requirements that are new or changed."""
        return [one.requirement for one in self.process if one.requirement]


def news(request: Request, pk: int) -> News:
    """Return what a version changes against the one before it, in five queries; raises Http404."""
    row, found = row_of(request, pk)
    before = before_of(row, found)
    pair = [one.id for one in (before, row) if one]
    steps = processes(*pair)
    texts: dict[int, dict[str, ClauseText]] = {key: {} for key in pair}
    held: dict[tuple[int, str], set[str]] = {}
    told = Clause.objects.filter(version__in=pair).order_by("version", "order")
    for key, number, heading, text, who in told.values_list(
        "version_id", "number", "heading", "text", "obligations__who"
    ):
        texts[key][number] = ClauseText(number, heading, text)
        held.setdefault((key, number), set()).update({who} if who else ())
    every = changes(*(list(texts[key].values()) for key in pair)) if before else ()
    return News(
        row, before,
        tuple((one, _whom(one, pair, held)) for one in every if one.kind not in ("same", "moved")),
        tuple(altered(steps[before.id], steps[row.id])) if before else (),
    )  # fmt: skip


def _whom(change: Change, pair: list[int], held: dict[tuple[int, str], set[str]]) -> frozenset[str]:
    """Return on whom a changed clause lays something: as confirmed in either version, or as the new text says."""
    found: set[str] = set()
    for key, clause in zip(pair, (change.before, change.after), strict=False):
        found |= held.get((key, clause.number), set()) if clause else set()
    return frozenset(found | {duty.who for duty in duties(change.after.text if change.after else "")})


def _of(told: News, body: BodyRow, boards: list[BodyRow], names: dict[str, int]) -> list[Change]:
    """Return the changed clauses that lay something on a board."""
    return [
        change for change, whom in told.clauses if any(body in concerned(who, boards, names) for who in whom)
    ]


@dataclass(frozen=True, slots=True)
class Board:
    """A board with what the version means for it (rad)."""

    body: BodyRow
    clauses: int
    total: int
    behind: int
    lacking: int
    url: str


COLUMNS = (
    Column("name", "Nämnd", of=lambda one: one.body.name, head=True, link=lambda one: one.url),
    Column("clauses", "Ändrade klausuler", number=True),
    Column("total", "Initiativ", number=True),
    Column("lacking", "Saknar något nytt", number=True),
    Column("behind", "Följer annan version", number=True),
)  # fmt: skip


@require_GET
def index(request: Request, pk: int) -> HttpResponse:
    """Show for every board how much a version changes and how far it has come with moving to it."""
    told = news(request, pk)
    boards, names = boards_of(request), names_of(request)
    counts = standing(lens(request).known(), pk, told.asked, request.as_of, request.today)
    rows = [
        Board(
            body, len(_of(told, body, boards, names)), *counts.get(body.id, (0, 0, 0)),
            reverse("governance:board", args=[pk, body.id]),
        )
        for body in boards
    ]  # fmt: skip
    table = View(request, COLUMNS, sort="name").arrange(rows, "Nämnder", search=True)
    if table.view.export:
        return download(table, request)
    kinds: Counter[str] = Counter(change.kind for change, _ in told.clauses)
    context = {
        "told": told, "row": told.row, "table": table, "behind": sum(one.behind for one in rows),
        "total": sum(one.total for one in rows), "process": _worded(told), "in_force": told.row.state is State.IN_FORCE,
        "kinds": [(label, kinds[kind]) for kind, label in CLAUSES.items() if kinds[kind]],
    }  # fmt: skip
    return render(request, "governance/boards.html", context)


def _worded(told: News) -> list[tuple[str, Altered]]:
    return [((OF_REQUIREMENT if one.topic == "Krav" else WORDS)[one.kind], one) for one in told.process]


@require_GET
def board(request: Request, pk: int, body: int) -> HttpResponse:
    """Show what a version changes for one board: clauses, requirements and who lacks them, phases, and who is left."""
    told, boards = news(request, pk), boards_of(request)
    one = next((found for found in boards if found.id == body), None)
    if one is None:
        raise Http404("Nämnden finns inte här.")
    mine = of_board(lens(request).known().filter(body_id=body), told.asked, request.as_of, request.today)
    lacked = Counter(key for row in mine for key in row.lacks)
    context = {
        "told": told, "row": told.row, "body": one, "in_force": told.row.state is State.IN_FORCE,
        "behind": [row for row in mine if row.version_id != pk],
        "clauses": _of(told, one, boards, names_of(request)),
        "process": [(word, change) for word, change in _worded(told) if change.topic != "Krav"],
        "asked": [
            (word, change, lacked[change.requirement.pk] if change.requirement else 0,
             _lacking(request, one, change))
            for word, change in _worded(told) if change.topic == "Krav"
        ],
        "total": len(mine), "may_move": _may_move(request, body),
    }  # fmt: skip
    return render(request, "governance/board.html", context)


def _lacking(request: Request, body: BodyRow, change: Altered) -> str:
    """Return the address of the board's initiatives that lack a new requirement."""
    if change.requirement is None:
        return ""
    asked: dict[str, Any] = {"body": body.code or body.id, "saknar": change.requirement.pk}
    return f"{reverse('register:list')}?{urlencode(asked)}"


def _may_move(request: Request, body: int) -> bool:
    what = Thing("initiative", request.municipality.pk, body)
    return request.as_of is None and may(request.access, "write", what)


@require_POST
def move(request: Request, pk: int, body: int) -> HttpResponse:
    """Move the board's initiatives, or the one named in the form, to the version."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")
    version = version_of(request, pk)
    ended = [phase.value for phase in ENDED]
    mine = Initiative.objects.filter(
        Q(version=None) | ~Q(version=version), visible(request.access, "initiative"),
        municipality=request.municipality, body=body, draft=False,
    ).exclude(phase__in=ended).select_related("municipality", "version")  # fmt: skip
    if (number := request.POST.get("nummer", "")).isdecimal():
        mine = mine.filter(number=number)
    try:
        moved = actions.follow_version(
            by=request.actor, at=timezone.now(), initiatives=list(mine), version=version
        )
        messages.success(request, f"{moved} initiativ följer nu {version}.")
    except actions.Invalid as problem:
        messages.error(request, str(problem))
    return redirect("governance:board", pk, body)
