"""Questions of responsibility: asked, answered, and followed to the clause or letter that they changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.governance import actions
from samsyn.governance.models import Activity, Clause, Responsibility, ResponsibilityQuestion
from samsyn.governance.queries import responsibility as queries
from samsyn.governance.queries.responsibility import QuestionRow
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.web.base.request import Request
from samsyn.web.pages.governance.forms_responsibility import LedToForm, QuestionAnswerForm, QuestionForm
from samsyn.web.pages.governance.views import clause_choices, may_steer


def asking_board(request: Request) -> BodyRow | None:
    """Return the body that the visitor may ask a question for, today."""
    board = request.board
    if request.as_of is not None or board is None:
        return None
    return board if may(request.access, "write", Thing("audit", request.municipality.pk, board.id)) else None


@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask who answers for something, for the body acted for."""
    board = asking_board(request)
    if board is None:
        raise NotAllowed("En ansvarsfråga ställs för ett organ, i dagens läge. Välj vilket du agerar för.")
    there = Activity.objects.filter(municipality=request.municipality)
    activities = [(str(key), title) for key, title in there.values_list("pk", "title")]
    form = QuestionForm(
        request.POST or None, activities=activities, initial={"activity": request.GET.get("aktivitet", "")}
    )
    if form.is_valid():
        said = form.cleaned_data
        about = there.get(pk=said["activity"]) if said["activity"] else None
        try:
            made = actions.ask(
                by=request.actor, at=timezone.now(), body=Body.objects.get(pk=board.id), text=said["text"],
                activity=about, answer_due=said["answer_due"],
            )  # fmt: skip
        except actions.SteeringError as problem:
            form.add_error("answer_due", str(problem))
        else:
            messages.success(request, f"Frågan är ställd och ska besvaras senast {made.answer_due}.")
            return redirect("governance:question", made.pk)
    context = {"form": form, "board": board}
    return render(request, "governance/question_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def question(request: Request, pk: int) -> HttpResponse:
    """Show a question with its answer and what came of it; answer it, or say what it led to."""
    found = {one.id: one for one in queries.questions(request.municipality, request.as_of, request.today)}
    if pk not in found:
        raise Http404("Frågan finns inte här.")
    row = found[pk]
    listed = queries.matrix(request.municipality, request.as_of, request.today)
    cells = {cell.id: (one, cell) for one in listed for cell in one.cells}
    form = _form(request, row, cells) if may_steer(request) else None
    if request.method == "POST":
        if form is None:
            raise NotAllowed("Ansvarsfrågor besvaras av stadskontoret, i dagens läge.")
        if form.is_valid() and _done(request, row, form):
            return redirect("governance:question", pk)
    clause = Clause.objects.select_related("version").get(pk=row.clause.id) if row.clause else None
    context = {
        "row": row, "form": form, "day": request.as_of or request.today, "clause": clause, "before": _before(clause),
        "changed": cells.get(row.responsibility_id or 0),
    }  # fmt: skip
    return render(request, "governance/question.html", context, status=422 if form and form.errors else 200)


def _form(request: Request, row: QuestionRow, cells: dict[int, Any]) -> QuestionAnswerForm | LedToForm:
    """Return the form of what comes next: the answer, then what it led to."""
    if not row.answered_on:
        return QuestionAnswerForm(request.POST or None)
    mine = [
        (str(key), f"{one.title}: {cell.letter}, {cell.who}")
        for key, (one, cell) in cells.items()
        if row.activity_id in (None, one.id)
    ]
    shown = {"clause": row.clause.id if row.clause else "", "responsibility": row.responsibility_id or ""}
    return LedToForm(
        request.POST or None, clauses=clause_choices(request), responsibilities=mine, initial=shown
    )


def _done(request: Request, row: QuestionRow, form: QuestionAnswerForm | LedToForm) -> bool:
    """Do what the form says and return True, or tell the form why not."""
    said = form.cleaned_data
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    one = get_object_or_404(ResponsibilityQuestion.objects.select_related("body__municipality"), pk=row.id)
    try:
        if isinstance(form, QuestionAnswerForm):
            actions.answer_question(**who, question=one, text=said["text"])
            messages.success(request, f"{row.body} har fått svar.")
        else:
            clauses = Clause.objects.select_related("version__document")
            actions.lead_to(
                **who, question=one, clause=clauses.get(pk=said["clause"]) if said["clause"] else None,
                responsibility=Responsibility.objects.select_related("body").get(pk=said["responsibility"])
                if said["responsibility"] else None,
            )  # fmt: skip
            messages.success(request, "Vad frågan ledde till är infört.")
    except actions.SteeringError as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _before(clause: Clause | None) -> Clause | None:
    """Return the clause with the same number in the version before that of the one a question led to."""
    if clause is None:
        return None
    version = clause.version
    earlier = Clause.objects.filter(version__document_id=version.document_id, number=clause.number)
    return earlier.filter(version_id__lt=version.pk).order_by("-version_id").first()
