"""The form of saved views."""

from __future__ import annotations

from django import forms

from samsyn.oversight.models import SavedView


class SavedForm(forms.Form):
    """What a view is called and whom it is shared with."""

    name = forms.CharField(
        label="Namn", max_length=80,
        error_messages={
            "required": "Skriv ett namn på vyn, till exempel Försenade i socialtjänsten.",
            "max_length": "Namnet är för långt. Korta det till högst 80 tecken.",
        },
    )  # fmt: skip
    shared = forms.ChoiceField(label="Delas med", choices=SavedView.SHARED, widget=forms.RadioSelect)
    address = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Öppna en sida och spara vyn därifrån."}
    )
