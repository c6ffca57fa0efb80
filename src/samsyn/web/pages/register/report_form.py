"""The form of a status report, the same for who is signed in and for who comes by a link."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from samsyn.kit.scales import State
from samsyn.register.actions import Said
from samsyn.register.queries import InitiativeFacts
from samsyn.register.rules import dates_in_order, says_something
from samsyn.web.base.fields import DayField
from samsyn.web.pages.register.forms import CostField, ProseField, in_tkr


class ReportForm(forms.Form):
    """How it goes, in three fields; the end and the cost are asked for only where they have changed."""

    state = forms.ChoiceField(
        label="Hur går det?", choices=[choice for choice in State.choices() if choice[0] != State.NONE.value],
        widget=forms.RadioSelect, error_messages={"required": "Välj hur det går."},
    )  # fmt: skip
    happened = ProseField(
        label="Vad har hänt?", help_text="En eller två meningar. Det viktigaste först.", rows=3,
        error_messages={"required": "Skriv vad som har hänt, eller välj Inget nytt."},
    )  # fmt: skip
    needs = ProseField(label="Vad behöver andra veta eller besluta?", required=False, rows=3)
    end = DayField(label="Nytt slut", required=False)
    cost = CostField(label="Ny kostnad i tusen kronor", required=False, max_length=60)

    def __init__(self, data: Any = None, *, facts: InitiativeFacts) -> None:
        state = facts.latest.state if facts.latest else None
        super().__init__(data, initial={"state": state})
        self._start = facts.start
        self.fields["end"].help_text = f"Nu {facts.end or facts.end_raw or 'inget slut angivet'}."
        cost = in_tkr(facts.cost)
        self.fields["cost"].help_text = f"Nu {cost}." if cost else "Nu ingen angiven."

    @property
    def changes(self) -> bool:
        """Return whether something is typed of the end or the cost, so that their fields stand open."""
        return self.is_bound and any(self[name].value() for name in ("end", "cost"))

    def clean_happened(self) -> str:
        """Return what has happened; signs without a word say nothing."""
        if not says_something(text := str(self.cleaned_data["happened"])):
            raise forms.ValidationError(self.fields["happened"].error_messages["required"])
        return text

    def clean_end(self) -> date | None:
        """Return the new end; one before the start is refused with the sentence of the register."""
        end: date | None = self.cleaned_data["end"]
        if sentence := dates_in_order(self._start, end):
            raise forms.ValidationError(sentence)
        return end

    def said(self) -> Said:
        """Return what is reported, as the action takes it."""
        given = self.cleaned_data
        return Said(
            state=State(given["state"]), happened=given["happened"], needs=given["needs"], end=given["end"],
            cost=given["cost"],
        )  # fmt: skip
