"""Whether Samsyn is fit for its purpose, by the auditors' own yardstick, and the survey of its users."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed
from samsyn.oversight import actions
from samsyn.oversight.actions.surveying import half_of
from samsyn.oversight.models import SurveyTally
from samsyn.oversight.queries.support import LATER, SOON, SupportRow, has_answered, support
from samsyn.web.base.files import download
from samsyn.web.base.looking import open_lens
from samsyn.web.base.marks import number
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

DEFINITIONS = (
    ("Med roll", "Personer som har en roll i nämnden den dag som visas."),
    ("Aktiva", f"De av dem som har gjort något i Samsyn de senaste {SOON} eller {LATER} dagarna, eller loggat in. "
        "För en tidigare dag räknas bara det de gjort. Vad någon läser sparas inte."),
    ("Dagar sedan rapport", "Median för nämndens dokumenterade initiativ, som färskheten på Uppsikt."),
    ("Frågor", "Remisser, rapporteringar och frågor som skickats till nämnden det senaste året, utom återkallade och "
        "sekretessmarkerade."),
    ("Dagar till svar", "Median från den dag frågan skickades till den dag nämnden svarade."),
    ("Enkäten", f"Medel 1–5 det halvår som visas. Visas när minst {SurveyTally.SHOWN_FROM} i nämnden har svarat. Raden "
        "Alla räknar bara de nämnderna. Samsyn sparar att någon svarat och summorna, inte vem som svarat vad."),
)  # fmt: skip
"""What the figures of the page mean, in one place."""


def _mean(place: int) -> Column:
    question = SurveyTally.QUESTIONS[place][0]

    def of(row: SupportRow) -> str | None:
        return number(row.means[place], 1) if row.means else None

    def show(row: SupportRow) -> str | SafeString:
        if row.means:
            return number(row.means[place], 1)
        words = f"{row.surveyed} svar, för få" if row.surveyed else "Inga svar"
        return format_html('<span class="empty-value">{}</span>', words)

    return Column(f"q{question}", f"Enkät {question}, 1–5", of=of, show=show, number=True)


def _percent(share: int | None, part: int, whole: int) -> str | SafeString:
    if share is None:
        return format_html('<span class="empty-value">{}</span>', "Ingen")
    return f"{share} % ({part} av {whole})"


COLUMNS = (
    Column("name", "Nämnd", of=lambda row: row.body.name if row.body else "Alla", head=True),
    Column("people", "Med roll", number=True),
    Column("active_soon", f"Aktiva {SOON} dagar", number=True),
    Column("active_later", f"Aktiva {LATER} dagar", of=lambda row: row.share_active, number=True,
        show=lambda row: _percent(row.share_active, row.active_later, row.people)),
    Column("median_days", "Dagar sedan rapport", number=True),
    Column("answered", "Besvarade frågor", of=lambda row: row.share_answered, number=True,
        show=lambda row: _percent(row.share_answered, row.answered, row.asked)),
    Column("answer_days", "Dagar till svar", number=True),
    *(_mean(place) for place in range(len(SurveyTally.QUESTIONS))),
)  # fmt: skip


@require_GET
def page(request: Request) -> HttpResponse:
    """Show how Samsyn is used and what its users say, board by board, or send it as a file."""
    return _page(request)


def _page(request: Request, problem: str = "", chosen: dict[int, str] | None = None) -> HttpResponse:
    look = open_lens(request)
    half = half_of(look.day)
    rows, whole = support(look, half)
    view = View(request, COLUMNS, sort="active_later")
    table = view.arrange(rows, "IT-stödet per nämnd", foot=whole)
    if view.export:
        return download(table, request)
    person = request.actor.id if request.actor.kind == "person" else None
    may_answer = bool(request.as_of is None and person and request.access.held and request.board)
    context = {
        "table": table, "whole": whole, "definitions": DEFINITIONS, "half": half.replace("-", ", halvår "),
        "questions": [(key, words, (chosen or {}).get(key, "")) for key, words in SurveyTally.QUESTIONS],
        "scores": [str(one) for one in SurveyTally.SCORES], "problem": problem,
        "ask": may_answer and not has_answered(person or 0, half), "board": request.board,
        "quiet": [row.body.name for row in rows if row.body and row.people and not row.active_later],
    }  # fmt: skip
    return render(request, "oversight/support.html", context, status=422 if problem else 200)


@require_POST
def answer(request: Request) -> HttpResponse:
    """Take the visitor's answers to the survey for the board acted for."""
    if request.as_of is not None or request.board is None:
        raise NotAllowed("Gå till i dag för att svara på enkäten.")
    said = {key: request.POST.get(f"q{key}", "") for key, _ in SurveyTally.QUESTIONS}
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    scores = [int(text) if text in {"1", "2", "3", "4", "5"} else 0 for text in said.values()]
    try:
        actions.answer_survey(**who, body=Body.objects.get(pk=request.board.id), scores=scores)
    except actions.SurveyError as problem:
        return _page(request, str(problem), said)
    messages.success(request, "Tack. Svaret är räknat, utan ditt namn.")
    return redirect("oversight:support")
