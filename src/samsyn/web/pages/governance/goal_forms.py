"""The forms of programmes, goals, indicators, outcomes and verdicts on goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from samsyn.governance.models import ASSESSORS, Direction, Goal, GoverningDocument, Programme
from samsyn.governance.rules.goals import figure
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body
from samsyn.web.base.fields import DayField

NUMBER = "Skriv ett tal, till exempel 1250 eller 42,5."
YEAR = "Skriv ett årtal, till exempel 2026."
MOST = Decimal(10) ** 12


class FigureField(forms.CharField):
    """A figure as people write it, with decimal comma (talfält)."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=40, **more)

    def clean(self, value: Any) -> Any:
        """Return the figure with at most three decimals, None for nothing; raise with the sentence for the screen."""
        text = super().clean(value)
        if not text:
            return None
        bare = "".join(text.split()).replace("\u2212", "-").replace(",", ".").removesuffix("%")
        try:
            found = Decimal(bare)
        except InvalidOperation as unread:
            raise forms.ValidationError(NUMBER) from unread
        if not found.is_finite() or abs(found) >= MOST:
            raise forms.ValidationError(NUMBER)
        return found.quantize(Decimal("0.001"))

    def prepare_value(self, value: Any) -> Any:
        """Show a figure as people write it."""
        return figure(value) if isinstance(value, Decimal) else value


def year(**more: Any) -> forms.IntegerField:
    """Return a field for a year."""
    wrong = {"invalid": YEAR, "min_value": YEAR, "max_value": YEAR, "required": YEAR}
    shown = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(min_value=1990, max_value=2100, error_messages=wrong, widget=shown, **more)


class _Chooser(forms.Form):
    """A form with choices among rows: the rows of each field by key, given as `rows` (valfält)."""

    def __init__(self, data: Any = None, *, rows: dict[str, Iterable[Any]], **more: Any) -> None:
        super().__init__(data, **more)
        self.rows = {name: {str(row.pk): row for row in found} for name, found in rows.items()}
        for name, found in self.rows.items():
            choices = [("", "Välj inget"), *((key, str(row)) for key, row in found.items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, with rows for their keys."""
        found = dict(self.cleaned_data)
        return {
            name: self.rows[name].get(value) if name in self.rows else value for name, value in found.items()
        }


class ProgrammeForm(_Chooser):
    """A programme with the decision behind it."""

    title = forms.CharField(
        label="Namn", max_length=200, error_messages={"required": "Skriv vad programmet heter."}
    )
    document = forms.ChoiceField(
        label="Styrdokument", required=False, help_text="Beslutet tas därifrån om du lämnar det tomt nedan."
    )
    body = forms.ChoiceField(label="Ansvarar", required=False)
    valid_from = DayField(label="Gäller från", required=False)
    valid_to = DayField(label="Gäller till och med", required=False)
    decided_body = forms.CharField(
        label="Beslutande organ", max_length=120, required=False, help_text="Till exempel KF."
    )
    decided_on = DayField(label="Beslutsdag", required=False)
    decided_paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)
    case_number = forms.CharField(label="Diarienummer", max_length=60, required=False)


class GoalForm(_Chooser):
    """A goal in its programme."""

    title = forms.CharField(label="Mål", max_length=160, error_messages={"required": "Skriv målet."})
    programme = forms.ChoiceField(label="Program", required=False)
    body = forms.ChoiceField(label="Ansvarar", required=False)
    description = forms.CharField(
        label="Vad målet innebär", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    order = forms.IntegerField(
        label="Plats i ordningen", min_value=0, max_value=999, required=False,
        error_messages={"invalid": "Skriv ett heltal.", "min_value": "Skriv ett heltal från 0.",
                        "max_value": "Skriv ett heltal till och med 999."},
    )  # fmt: skip
    valid_from = DayField(label="Gäller från", required=False)
    valid_to = DayField(label="Gäller till och med", required=False)

    def clean_order(self) -> int:
        """Return the place, first where none is said."""
        return self.cleaned_data["order"] or 0


class IndicatorForm(forms.Form):
    """How a goal is measured."""

    title = forms.CharField(
        label="Indikator", max_length=300, error_messages={"required": "Skriv vad som mäts."}
    )
    unit = forms.CharField(
        label="Enhet", max_length=60, required=False, help_text="Till exempel % eller kr/inv."
    )
    direction = forms.ChoiceField(label="Riktning", choices=Direction.choices(), initial="up")
    baseline = FigureField(label="Utgångsvärde", required=False)
    baseline_year = year(label="Utgångsår", required=False)
    target = FigureField(label="Målvärde", required=False)
    target_year = year(label="Målår", required=False)
    source = forms.CharField(label="Källa", max_length=200, required=False, help_text="Var värdet hämtas.")
    key_figure = forms.CharField(
        label="Nyckeltal i Kolada", max_length=12, required=False, help_text="Till exempel N00003."
    )

    def clean(self) -> dict[str, Any]:
        """Check that a value has its year: without one it stands nowhere on the line."""
        found = super().clean() or {}
        for name, what in (("baseline", "utgångsvärdet"), ("target", "målvärdet")):
            if (
                found.get(name) is not None
                and not found.get(f"{name}_year")
                and f"{name}_year" not in self.errors
            ):
                self.add_error(f"{name}_year", f"Skriv vilket år {what} gäller.")
        return found


class OutcomeForm(forms.Form):
    """What an indicator was."""

    indicator = forms.ChoiceField(label="Indikator", error_messages={"required": "Välj en indikator."})
    value = FigureField(label="Utfall", error_messages={"required": NUMBER})
    year = year(label="År")
    quarter = forms.ChoiceField(
        label="Period",
        required=False,
        choices=[("", "Hela året"), *((str(n), f"Kvartal {n}") for n in range(1, 5))],
    )
    source = forms.CharField(label="Källa", max_length=200, required=False)

    def __init__(self, data: Any = None, *, indicators: Sequence[Any], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(str(one.id), one.title) for one in indicators]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]


class GoalVerdictForm(forms.Form):
    """How far a goal is reached, as one of the three sees it."""

    assessor = forms.ChoiceField(label="Vem bedömer", choices=ASSESSORS, initial="own")
    verdict = forms.ChoiceField(
        label="Målet är nått", choices=[("", "Välj"), *Verdict.choices()],
        error_messages={"required": "Välj en bedömning."},
    )  # fmt: skip
    note = forms.CharField(
        label="Vad visar det?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def programme_form(data: Any, municipality: Any, programme: Programme | None) -> ProgrammeForm:
    """Return the form of a programme, filled in with what it says now."""
    rows: dict[str, Iterable[Any]] = {
        "document": GoverningDocument.objects.filter(municipality=municipality).order_by("title"),
        "body": Body.objects.filter(municipality=municipality).order_by("name"),
    }  # fmt: skip
    return ProgrammeForm(data, rows=rows, initial=_now(programme, ProgrammeForm))


def goal_form(data: Any, municipality: Any, goal: Goal | None, first: dict[str, Any]) -> GoalForm:
    """Return the form of a goal, filled in with what it says now, or with `first`."""
    rows: dict[str, Iterable[Any]] = {
        "programme": Programme.objects.filter(municipality=municipality),
        "body": Body.objects.filter(municipality=municipality).order_by("name"),
    }
    return GoalForm(data, rows=rows, initial=_now(goal, GoalForm) if goal else first)


def _now(row: Any, form: type[forms.Form]) -> dict[str, Any]:
    """Return a row's values by the fields of a form; another row by its key."""
    found = {name: getattr(row, name) for name in form.base_fields} if row else {}
    return {name: getattr(value, "pk", value) for name, value in found.items()}


def indicator_form(data: Any, indicator: Any, first: dict[str, Any]) -> IndicatorForm:
    """Return the form of an indicator, filled in with what it says now, or with `first`."""
    return IndicatorForm(data, initial=_now(indicator, IndicatorForm) if indicator else first)
