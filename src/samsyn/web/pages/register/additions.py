"""The small forms that add to an initiative: a milestone, a benefit, money for a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from samsyn.kit.words import listed
from samsyn.register.models import Benefit, Source
from samsyn.register.queries import Compliance
from samsyn.register.rules import EFFICIENCY, not_measurable, range_in_order
from samsyn.web.base.fields import DAY, DayField
from samsyn.web.pages.register.forms import CostField

COUNT = "Skriv ett helt tal, till exempel 1 200."
YEAR = "Skriv året med fyra siffror, till exempel 2027."
IN_KRONOR = ("öre", "kr", "kronor", "mnkr", "msek", "sek")


class CountField(forms.CharField):
    """A whole number, spaces allowed between thousands (heltalsfält)."""

    def clean(self, value: Any) -> Any:
        """Return the number, None for nothing; raise with the sentence for the screen."""
        digits = "".join(super().clean(value).split())
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
            raise forms.ValidationError(COUNT)
        return int(digits)


class MilestoneForm(forms.Form):
    """A point on the way with the day it is planned for."""

    title = forms.CharField(
        label="Milstolpe", max_length=200, error_messages={"required": "Skriv vad som ska vara nått."}
    )
    planned = DayField(label="Planerad", error_messages={"required": f"Dag saknas. {DAY}"})


class ReachedForm(forms.Form):
    """The day a milestone was reached."""

    done_on = DayField(label="Nådd", error_messages={"required": f"Dag saknas. {DAY}"})

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today

    def clean_done_on(self) -> date:
        """Return the day; one that has not been yet is an error."""
        day: date = self.cleaned_data["done_on"]
        if day > self.today:
            raise forms.ValidationError(f"{day} har inte varit än. Skriv den dag milstolpen nåddes.")
        return day


MUST_BE_MEASURABLE = (
    "Inre effektivitet behöver läget i dag, lågt–troligt–högt, nyttoägare och mätdag innan beslutspunkten."
)


class BenefitForm(forms.Form):
    """What an initiative should give a year, who in the line owns it and when it is measured."""

    title = forms.CharField(
        label="Nytta", max_length=200, error_messages={"required": "Skriv vad nyttan är."}
    )
    kind = forms.ChoiceField(
        label="Slag", choices=[("", "Välj slag"), *Benefit.KINDS],
        error_messages={"required": "Välj slag av nytta."},
    )  # fmt: skip
    economy = forms.ChoiceField(
        label="Ekonomisk verkan", required=False, choices=[("", "Ingen eller okänd"), *Benefit.ECONOMIES]
    )
    unit = forms.CharField(
        label="Enhet", max_length=60, help_text="Tkr, timmar eller ärenden per år. Pengar skrivs i tkr.",
        error_messages={"required": "Skriv enheten, till exempel tkr eller timmar."},
    )  # fmt: skip
    baseline = forms.CharField(
        label="Läget i dag", required=False, max_length=120, help_text="Det värde som nyttan räknas från."
    )
    low = CountField(label="Lågt", required=False)
    likely = CountField(label="Troligt", required=False)
    high = CountField(label="Högt", required=False)
    owner = forms.CharField(
        label="Nyttoägare", required=False, max_length=120, help_text="Den i linjen som hämtar hem nyttan."
    )
    measured_on = DayField(label="Mäts nästa gång", required=False, help_text="ÅÅÅÅ-MM-DD")

    def __init__(self, data: Any = None, *, measurable: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        self.measurable = measurable
        if measurable:
            self.fields["kind"].help_text = MUST_BE_MEASURABLE

    def clean_unit(self) -> str:
        """Return the unit as the register keeps it: öre for thousands of kronor."""
        unit: str = self.cleaned_data["unit"].strip()
        if unit.casefold() in IN_KRONOR:
            raise forms.ValidationError("Skriv pengar i tkr.")
        return "öre" if unit.casefold() == "tkr" else unit

    def clean(self) -> dict[str, Any]:
        """Check the order of the range, and turn thousands of kronor into öre."""
        found = super().clean() or {}
        figures = {name: found.get(name) for name in ("low", "likely", "high")}
        if wrong := range_in_order(*figures.values()):
            self.add_error("high", wrong)
        if found.get("unit") == "öre":
            found |= {name: value and value * 100_000 for name, value in figures.items()}
        return found


def left_out(form: BenefitForm) -> str:
    """Return the sentence that says what a benefit of inner efficiency still lacks, where the model asks that (R16)."""
    given = form.cleaned_data
    lacking = not_measurable(given["kind"], given) if form.measurable else []
    return f" Före beslutspunkten behövs också {listed(lacking)}." if lacking else ""


def asks_measurable(asked: Iterable[Compliance]) -> bool:
    """Return whether the model asks that benefits of inner efficiency can be measured, now or later (R16)."""
    return any(one.field == EFFICIENCY and one.minimum for one in asked)


class MeasureForm(forms.Form):
    """What a benefit was measured to be, in its own unit, thousands of kronor for money."""

    day = DayField(label="Mätt", error_messages={"required": f"Dag saknas. {DAY}"})
    value = CountField(label="Värde", error_messages={"required": COUNT})
    note = forms.CharField(
        label="Hur det mättes",
        required=False,
        max_length=300,
        help_text="Till exempel uttag ur ekonomisystemet.",
    )


class FundForm(forms.Form):
    """What one source gives in one year; an amount left empty keeps the value it has."""

    source = forms.ChoiceField(
        label="Källa", choices=[("", "Välj källa"), *Source.choices()],
        error_messages={"required": "Välj vem som betalar."},
    )  # fmt: skip
    year = forms.IntegerField(
        label="År", min_value=2000, max_value=2100, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": YEAR, "invalid": YEAR, "min_value": YEAR, "max_value": YEAR},
    )  # fmt: skip
    budget = CostField(label="Budget, tkr", required=False, max_length=16)
    forecast = CostField(label="Prognos, tkr", required=False, max_length=16)
    outcome = CostField(label="Utfall, tkr", required=False, max_length=16)
    decided = forms.ChoiceField(
        label="Är medlen beslutade?", choices=[("ja", "Beslutade"), ("nej", "Sökta")], initial="ja",
        widget=forms.RadioSelect, error_messages={"required": "Välj om medlen är beslutade."},
    )  # fmt: skip
    decision = forms.CharField(
        label="Beslut", required=False, max_length=60, help_text="Diarienummer eller §."
    )

    def clean(self) -> dict[str, Any]:
        """Check that there is an amount to set."""
        found = super().clean() or {}
        if not self.errors and not any(found.get(name) for name in ("budget", "forecast", "outcome")):
            self.add_error("budget", "Skriv minst ett belopp.")
        return found

    def money(self) -> dict[str, Any]:
        """Return what the action takes, amounts in öre."""
        given = self.cleaned_data
        amounts = {
            name: given[name].minor if given[name] else None for name in ("budget", "forecast", "outcome")
        }
        return {
            "source": Source(given["source"]), "year": given["year"], "decided": given["decided"] == "ja",
            "decision": given["decision"], **amounts,
        }  # fmt: skip
