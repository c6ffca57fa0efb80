"""The viewpoints of an inquiry: filtered, answered one at a time or many alike, moved, split and joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError
from samsyn.inquiries.actions.compiling import WHY
from samsyn.inquiries.models import Disposition, Question, Viewpoint
from samsyn.inquiries.queries.compiling import Compilation, ViewpointRow, clause_choices
from samsyn.kit.scales import Stance
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.inquiries.compiling import found, inquiry_of, may_compile

SIZE = 30
"""Viewpoints on a page."""
NONE = "ingen"
"""How an address asks for what stands under no question or theme."""
ANSWERS = (("nej", "Inte bemötta"), ("ja", "Bemötta"), *Disposition.OUTCOMES)
ALIKE = (("", "Bara den här"), ("tema", "Alla obemötta i temat"), ("urval", "Alla obemötta i urvalet"))


class DisposeForm(forms.Form):
    """What becomes of a viewpoint."""

    outcome = forms.ChoiceField(
        label="Bemötande", choices=[("beaktas", "Beaktas"), ("delvis", "Delvis"), ("ej", "Ej")],
        widget=forms.RadioSelect, error_messages={"required": "Välj beaktas, delvis eller ej."},
    )  # fmt: skip
    why = forms.CharField(
        label="Varför?", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text="En mening som den som lämnade synpunkten får läsa. Krävs för delvis och ej.",
    )  # fmt: skip
    clause = forms.CharField(
        label="Ändrar klausul",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "klausuler"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that what isn't wholly heeded says why."""
        told = super().clean() or {}
        if told.get("outcome") in ("delvis", "ej") and not told.get("why", "").strip():
            self.add_error("why", WHY)
        return told


class ViewpointForm(forms.Form):
    """What a viewpoint says and where it belongs."""

    text = forms.CharField(
        label="Synpunkten", widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv vad synpunkten säger."},
        help_text="Citatet ändras inte. Dela genom att skriva en synpunkt per rad och välja Dela.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Slag", choices=Viewpoint.KINDS, widget=forms.RadioSelect)
    question = forms.TypedChoiceField(label="Fråga", required=False, coerce=int, empty_value=None)
    theme = forms.CharField(
        label="Tema", required=False, max_length=120, widget=forms.TextInput(attrs={"list": "teman"}),
        help_text="Välj ett som finns eller skriv ett nytt.",
    )  # fmt: skip
    stance = forms.ChoiceField(
        label="Ställningstagande här", required=False, choices=[("", "Inte sagt"), *Stance.choices()]
    )

    def __init__(self, one: Compilation, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        questions = [(key, f"{number} {text}") for number, (key, text) in enumerate(one.questions, 1)]
        self.fields["question"].choices = [("", "Allmänt"), *questions]  # type: ignore[attr-defined]


def _wanted(one: Compilation, view: View) -> list[ViewpointRow]:
    """Return the viewpoints that the address asks for."""
    asked: list[tuple[str, Callable[[ViewpointRow], Any]]] = [
        ("instans", lambda row: row.recipient.id), ("fraga", lambda row: row.question or NONE),
        ("tema", lambda row: row.theme_id or NONE), ("slag", lambda row: row.kind),
    ]  # fmt: skip
    rows = [row for row in one.viewpoints if all(view.filter(n) in ("", str(of(row))) for n, of in asked)]
    words, answer = view.filter("q").casefold().split(), view.filter("bemott")
    rows = [row for row in rows if all(word in f"{row.text} {row.quote}".casefold() for word in words)]
    return [row for row in rows if _answered(row, answer)]


def _answered(row: ViewpointRow, answer: str) -> bool:
    if answer in ("ja", "nej"):
        return (row.disposed is not None) is (answer == "ja")
    return not answer or bool(row.disposed and row.disposed.outcome == answer)


@require_GET
def page(request: Request, key: int) -> HttpResponse:
    """Show the viewpoints that the filters leave, with what became of each; ?svara= opens the form of one."""
    one = found(request, key)
    return _page(request, one, None)


def _page(request: Request, one: Compilation, form: DisposeForm | None, *, open_id: int = 0) -> HttpResponse:
    view = View(request, (Column("number", "Nr"),), sort="number", size=SIZE)
    rows = _wanted(one, view)
    may = may_compile(request, one) and one.closed_on is None
    open_id = (open_id or _opened(view, rows)) if may else 0
    narrowed = len(rows) < len(one.viewpoints)
    place = next((at for at, row in enumerate(rows) if row.id == open_id), 0)
    if open_id and not view.query.get("page"):
        shown = view.table(rows[place - place % SIZE :][:SIZE], len(rows), "Synpunkter")
        first = place - place % SIZE + 1
    else:
        shown = view.table(rows[view.window], len(rows), "Synpunkter")
        first = shown.first
    chosen = next((row for row in shown.rows if row.id == open_id), None)
    context = {
        "one": one, "view": view, "table": shown, "first": first, "last": first + len(shown.rows) - 1 if rows else 0,
        "may": may, "open": chosen, "form": form or (DisposeForm(initial=_initial(chosen)) if chosen else None),
        "clauses": clause_choices(request.municipality) if chosen else (),
        "alike": _alike(one, rows, chosen, narrowed=narrowed),
        "here": view.url(svara="", page=""), "respondent": _respondent(one, view), "stances": list(Stance),
        **_choices(one),
    }  # fmt: skip
    return render(request, "inquiries/viewpoints.html", context, status=422 if form else 200)


def _opened(view: View, rows: Sequence[ViewpointRow]) -> int:
    """Return which viewpoint's form is open: the one asked for, or the first unanswered for ?svara=nasta."""
    asked = view.filter("svara")
    if asked == "nasta":
        return next((row.id for row in rows if row.disposed is None), 0)
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0


def _initial(row: ViewpointRow | None) -> dict[str, str]:
    told = row.disposed if row else None
    return {"outcome": told.outcome, "why": told.why, "clause": told.clause} if told else {}


def _alike(
    one: Compilation, rows: Sequence[ViewpointRow], chosen: ViewpointRow | None, *, narrowed: bool
) -> list[tuple[str, str, int]]:
    """Return the choices of how many the answer holds for, with how many each is; all of a choice that was filtered."""
    if chosen is None:
        return []
    theme = _in_theme(one, chosen)
    left = [row for row in rows if row.disposed is None or row.id == chosen.id]
    counts = {"": 1, "tema": len(theme), "urval": len(left) if narrowed else 0}
    return [(word, label, counts[word]) for word, label in ALIKE if not word or counts[word] > 1]


def _in_theme(one: Compilation, chosen: ViewpointRow) -> list[ViewpointRow]:
    """Return the viewpoint and the unanswered ones of its kind under the same theme."""
    return [
        row for row in one.viewpoints
        if row.id == chosen.id
        or (row.disposed is None and row.theme_id == chosen.theme_id and row.kind == chosen.kind)
    ]  # fmt: skip


def _respondent(one: Compilation, view: View) -> Any:
    asked = view.filter("instans")
    return next((who for who in one.respondents if str(who.id) == asked and who.replied_on), None)


def _choices(one: Compilation) -> dict[str, Any]:
    questions = [(key or NONE, f"{number} {text}" if key else text)
                 for number, (key, text) in enumerate(one.columns("question"), 1)]  # fmt: skip
    heard = {row.recipient.id for row in one.viewpoints}
    return {
        "questions": questions, "themes": [(key or NONE, title) for key, title in one.columns("theme")],
        "kinds": Viewpoint.KINDS, "answers": ANSWERS,
        "respondents": [(who.id, who.name) for who in one.respondents if who.id in heard],
    }  # fmt: skip


@require_POST
def dispose(request: Request, key: int, pk: int) -> HttpResponse:
    """Answer a viewpoint, and with it all alike when asked; go on to the next without an answer."""
    inquiry_of(request, key)
    one = found(request, key)
    chosen = _of(one, pk)
    form = DisposeForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, open_id=pk)
    view = View(request, (Column("number", "Nr"),), sort="number", size=SIZE)
    alike = {
        "tema": lambda: _in_theme(one, chosen),
        "urval": lambda: [row for row in _wanted(one, view) if row.disposed is None or row.id == pk],
    }.get(request.POST.get("alike", ""), lambda: [chosen])()
    rows = _rows(key, [row.id for row in alike])
    try:
        actions.dispose(by=request.actor, at=timezone.now(), viewpoints=rows, **form.cleaned_data)
    except InquiryError as problem:
        form.add_error(None, str(problem))
        return _page(request, one, form, open_id=pk)
    many = f"{len(rows)} synpunkter är bemötta." if len(rows) > 1 else f"Synpunkt {chosen.number} är bemött."
    messages.success(request, many)
    step = "nasta" if request.POST.get("next") else ""
    return redirect(
        f"{reverse('inquiries:viewpoints', args=[key])}{view.url(svara=step, page='')}{_anchor(step, pk)}"
    )


def _anchor(step: str, pk: int) -> str:
    return "#svar" if step else f"#s{pk}"


def _of(one: Compilation, pk: int) -> ViewpointRow:
    chosen = next((row for row in one.viewpoints if row.id == pk), None)
    if chosen is None:
        raise Http404(f"Synpunkten {pk} finns inte i remissen.")
    return chosen


def _rows(key: int, keys: Sequence[int]) -> list[Viewpoint]:
    rows = Viewpoint.objects.filter(reply__recipient__inquiry=key).select_related(
        "reply__recipient__inquiry__municipality", "reply__recipient__inquiry__case"
    )
    wanted = set(keys)
    return [row for row in rows if row.pk in wanted] if len(keys) > 1 else list(rows.filter(pk__in=keys))


@require_POST
def move(request: Request, key: int) -> HttpResponse:
    """Move the ticked viewpoints to a theme, or make one of them."""
    inquiry_of(request, key)
    asked = [int(pk) for pk in request.POST.getlist("synpunkt") if pk.isascii() and pk.isdigit()]
    rows = _rows(key, asked)
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "viewpoints": rows}
    try:
        if not rows:
            messages.error(request, "Kryssa för minst en synpunkt.")
        elif request.POST.get("steg") == "ihop":
            actions.join(**who)
            messages.success(request, f"{len(rows)} synpunkter är nu en.")
        else:
            theme = request.POST.get("theme", "").strip()
            actions.move(**who, theme=theme)
            messages.success(request, f"{len(rows)} synpunkter flyttades till {theme or 'Allmänt'}.")
    except InquiryError as problem:
        messages.error(request, str(problem))
    view = View(request, (Column("number", "Nr"),), sort="number")
    return redirect(f"{reverse('inquiries:viewpoints', args=[key])}{view.url(svara='')}")


@require_http_methods(["GET", "POST"])
def edit(request: Request, key: int, pk: int) -> HttpResponse:
    """Correct what a viewpoint says and where it belongs, or split it in several."""
    one = found(request, key)
    chosen = _of(one, pk)
    if request.method == "POST":
        inquiry_of(request, key)
    initial = {
        "text": chosen.text, "kind": chosen.kind, "question": chosen.question or "", "theme": chosen.theme,
        "stance": chosen.stance.value if chosen.stance else "",
    }  # fmt: skip
    form = ViewpointForm(one, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            _save(request, _rows(key, [pk])[0], form.cleaned_data)
            query = urlencode({"instans": chosen.recipient.id})
            return redirect(f"{reverse('inquiries:viewpoints', args=[key])}?{query}#s{pk}")
        except InquiryError as problem:
            form.add_error(None, str(problem))
    context = {
        "one": one,
        "row": chosen,
        "form": form,
        "may": may_compile(request, one) and one.closed_on is None,
    }
    return render(request, "inquiries/viewpoint.html", context, status=422 if form.is_bound else 200)


def _save(request: Request, viewpoint: Viewpoint, data: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "viewpoint": viewpoint}
    if request.POST.get("split"):
        pieces = actions.split(**who, texts=data["text"].splitlines())
        messages.success(request, f"Synpunkten är delad i {len(pieces)}.")
        return
    question = get_object_or_404(Question, pk=data.pop("question")) if data["question"] else None
    data.pop("question", None)
    actions.edit_viewpoint(**who, question=question, **data)
    messages.success(request, "Synpunkten är ändrad.")
