"""The forms of who decides: a case to try, a set of rules and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samsyn.governance.models import DecisionRule, Version
from samsyn.governance.rules.deciding import Facts, Rule
from samsyn.kit.money import NotAnAmount, parse
from samsyn.kit.scales import Risk
from samsyn.web.base.fields import DAY, DayField

RULES = 8
"""Rows of rules in the form."""
RISKS = [choice for choice in Risk.choices() if choice[0] != Risk.NONE.value]
_MNKR = 100_000_000


class MillionsField(forms.CharField):
    """An amount typed in millions of kronor, such as 2,5 (miljonfält)."""

    def clean(self, value: Any) -> Any:
        """Return the amount in öre, None for nothing; raise with the sentence for the screen."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse(text.replace("mnkr", "").strip(), "SEK", unit=1_000_000, decimal=",").minor
        except NotAnAmount:
            amount = None
        if amount is None or amount < 0:
            raise forms.ValidationError("Skriv beloppet i miljoner kronor, till exempel 2,5.")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Return öre as they are typed."""
        return f"{value / _MNKR:g}".replace(".", ",") if isinstance(value, int) else value


class TryForm(forms.Form):
    """A made-up case, to see who would decide it."""

    belopp = MillionsField(label="Belopp, mnkr", required=False, max_length=20)
    berors = forms.ChoiceField(label="Vilka berörs?", choices=DecisionRule.REACHES, required=False)
    risk = forms.ChoiceField(label="Risk", choices=[("none", "Ej bedömd"), *RISKS], required=False)
    princip = forms.BooleanField(label="Principiell betydelse", required=False)

    def facts(self) -> Facts:
        """Return what the rules look at."""
        given = self.cleaned_data
        return Facts(
            given["belopp"], given["berors"] or "one", given["risk"] or "none", bool(given["princip"])
        )


class SetForm(forms.Form):
    """When a set of rules begins, by which decision, and the frame for quick decisions."""

    label = forms.CharField(
        label="Namn",
        max_length=20,
        help_text="Till exempel 2027.",
        error_messages={"required": "Skriv ett namn."},
    )
    valid_from = DayField(label="Gäller från", error_messages={"required": f"Dagen saknas. {DAY}"})
    body = forms.CharField(
        label="Beslutande organ",
        max_length=120,
        error_messages={"required": "Skriv vilket organ som beslutade."},
    )
    paragraph = forms.CharField(
        label="Paragraf", max_length=20, error_messages={"required": "Skriv paragrafen."}
    )
    decided_on = DayField(label="Beslutsdag", required=False)
    case_number = forms.CharField(label="Diarienummer", max_length=60, required=False)
    margin = forms.IntegerField(
        label="Nära en gräns, procent", min_value=0, max_value=50,
        help_text="Så nära en beloppsgräns ska initiativet märkas.",
        error_messages={"required": "Skriv en procentsats, 0 till 50.", "invalid": "Skriv en procentsats, 0 till 50."},
    )  # fmt: skip
    delegate = forms.CharField(label="Vem beslutar på snabbspåret?", max_length=120, required=False)
    most = MillionsField(label="Högst per initiativ, mnkr", required=False, max_length=20)
    year = MillionsField(label="Ram per nämnd och år, mnkr", required=False, max_length=20)


class RuleForm(forms.Form):
    """One rule; a row without a level is left out."""

    level = forms.ChoiceField(label="Nivå", choices=[("", "Ingen regel"), *Version.LEVELS], required=False)
    body = forms.CharField(label="Organ", max_length=120, required=False)
    low = MillionsField(label="Från, mnkr", required=False, max_length=20)
    high = MillionsField(label="Under, mnkr", required=False, max_length=20)
    reach = forms.MultipleChoiceField(
        label="Berör", choices=DecisionRule.REACHES, required=False, widget=forms.CheckboxSelectMultiple
    )
    risk = forms.ChoiceField(label="Risk minst", choices=[("", "Alla"), *RISKS], required=False)
    principle = forms.BooleanField(label="Principiell", required=False)

    @property
    def filled(self) -> bool:
        """Return whether the row says who decides."""
        return bool(self.cleaned_data.get("level"))

    def rule(self, order: int) -> Rule:
        """Return the row as a rule with its number."""
        given = self.cleaned_data
        return Rule(
            order, given["level"], given["body"].strip(), given["low"], given["high"], tuple(given["reach"]),
            given["risk"], given["principle"],
        )  # fmt: skip


def rule_forms(data: Any, rules: Sequence[Rule]) -> list[RuleForm]:
    """Return the rows of the form, filled in with a set of rules."""
    shown: list[dict[str, Any]] = [
        {
            "level": one.level, "body": one.body, "low": one.amount_from, "high": one.below,
            "reach": list(one.reaches), "risk": one.risk, "principle": one.principle,
        }
        for one in rules
    ]  # fmt: skip
    shown += [{}] * (RULES - len(shown))
    return [RuleForm(data, initial=row, prefix=f"r{place}") for place, row in enumerate(shown, 1)]
