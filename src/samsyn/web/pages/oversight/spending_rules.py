"""A rule of what counts as spending on digitalisation: written, tried before it is saved, and taken away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.history.queries import acts
from samsyn.kit.refs import Ref
from samsyn.money.models import SpendingRule
from samsyn.money.queries.marking import examples, rules, try_rules
from samsyn.money.rules import STARTERS, Rule, RuleError
from samsyn.oversight import actions
from samsyn.web.base.request import Request
from samsyn.web.pages.oversight.spending import may_change, only_office


class RuleForm(forms.Form):
    """What a rule recognises, whether it counts, and why."""

    title = forms.CharField(
        label="Namn", max_length=120, error_messages={"required": "Skriv vad regeln heter."}
    )
    include = forms.ChoiceField(
        label="Rader som passar", choices=[("ja", "Räknas som digitalisering"), ("nej", "Undantas")], initial="ja",
        widget=forms.RadioSelect, error_messages={"required": "Välj om raderna räknas eller undantas."},
    )  # fmt: skip
    accounts = forms.CharField(
        label="Konton",
        max_length=500,
        required=False,
        help_text="Enstaka eller från och till: 6540-6549, 5420. Balanskonton, 1 och 2, bara om de skrivs.",
    )
    suppliers = forms.CharField(
        label="Leverantörer", max_length=1000, required=False, help_text="Hur namnen börjar, med komma emellan.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    words = forms.CharField(
        label="Ord", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hur ord i text, konto eller projekt börjar. En stjärna först betyder var som helst: *licens. "
        "Ord på högst tre bokstäver måste stå ensamma.",
    )  # fmt: skip
    why = forms.CharField(
        label="Varför", max_length=500, error_messages={"required": "Skriv varför regeln finns."}
    )
    decision = forms.CharField(
        label="Beslut", max_length=60, required=False, help_text="Diarienummer eller §."
    )

    def rule(self) -> Rule:
        """Return the rule as typed."""
        said = self.cleaned_data
        return Rule(said["include"] == "ja", said["accounts"], said["suppliers"], said["words"])


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Write a new rule."""
    only_office(request)
    return _edit(request, None, {})


def _of(request: Request, pk: int) -> SpendingRule:
    mine = SpendingRule.objects.select_related("municipality").filter(municipality=request.municipality)
    return get_object_or_404(mine, pk=pk)


@require_http_methods(["GET", "POST"])
def rule(request: Request, pk: int) -> HttpResponse:
    """Show a rule with what it has been; change it, try the change, or take it away."""
    one = _of(request, pk)
    first = {
        name: getattr(one, name) for name in ("title", "accounts", "suppliers", "words", "why", "decision")
    }
    return _edit(request, one, {**first, "include": "ja" if one.include else "nej"})


def _edit(request: Request, one: SpendingRule | None, first: dict[str, Any]) -> HttpResponse:
    form, tried, shown = RuleForm(request.POST or None, initial=first), None, None
    if request.method == "POST" and form.is_valid():
        who = only_office(request)
        try:
            if "try" not in request.POST:
                return _saved(request, form, one, who)
            typed = form.rule()
            typed.check()
            others = [other for other in rules(request.municipality) if one is None or other.id != one.pk]
            tried, shown = (
                try_rules(request.municipality, [*others, typed]),
                examples(request.municipality, typed),
            )
        except RuleError as wrong:
            form.add_error("accounts" if "konto" in str(wrong).casefold() else "words", str(wrong))
    history = acts(as_of=request.as_of, ref=Ref(one.title)) if one else ()
    context = {
        "form": form, "one": one, "tried": tried, "examples": shown, "may_change": may_change(request),
        "history": [act for act in history if act.verb.startswith("money.")],
    }  # fmt: skip
    return render(request, "oversight/rule.html", context, status=422 if form.errors else 200)


def _saved(request: Request, form: RuleForm, one: SpendingRule | None, who: dict[str, Any]) -> HttpResponse:
    said = form.cleaned_data
    saved = actions.change_rule(
        **who, municipality=request.municipality, existing=one, rule=form.rule(), title=said["title"],
        why=said["why"], decision=said["decision"],
    )  # fmt: skip
    messages.success(request, f"Regeln {saved.title} är sparad. Alla rader är märkta på nytt.")
    return redirect("oversight:spending")


@require_POST
def take_away(request: Request, pk: int) -> HttpResponse:
    """Take a rule away, with why."""
    who = only_office(request)
    one = _of(request, pk)
    try:
        actions.take_away_rule(**who, rule=one, why=request.POST.get("why", ""))
    except RuleError as wrong:
        messages.error(request, str(wrong))
        return redirect("oversight:rule", pk)
    messages.success(request, "Regeln är borttagen. Alla rader är märkta på nytt.")
    return redirect("oversight:spending")


@require_POST
def start(request: Request) -> HttpResponse:
    """Begin with the rules that the product proposes."""
    who = only_office(request)
    for title, given in STARTERS.items():
        actions.change_rule(
            **who, municipality=request.municipality, rule=given, title=title,
            why="Förslag att börja med. Ändra efter kommunens kontoplan.",
        )  # fmt: skip
    messages.success(request, "Förslagen är inlagda. Gå igenom vad de träffar.")
    return redirect("oversight:spending")
