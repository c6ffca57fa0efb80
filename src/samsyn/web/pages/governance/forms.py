"""The forms of governing documents."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.governance.models import GoverningDocument, Version
from samsyn.web.base.fields import DAY, DayField


class NewForm(forms.Form):
    """A new version from a file, or an empty one to write in the browser."""

    file = forms.FileField(
        label="Fil", required=False, help_text="Docx, md, pdf eller txt. Numrerade rubriker blir klausuler."
    )
    title = forms.CharField(
        label="Titel", max_length=200, required=False, help_text="Lämna tom för att ta den ur filen."
    )
    label = forms.CharField(
        label="Version",
        max_length=20,
        required=False,
        help_text="Till exempel 3.2. Lämna tom för att ta den ur filen.",
    )
    kind = forms.ChoiceField(label="Slag", choices=GoverningDocument.KINDS, initial="guideline")

    def clean(self) -> dict[str, Any]:
        """Check that there is a title to be had."""
        found = super().clean() or {}
        if not found.get("file") and not found.get("title") and "file" not in self.errors:
            self.add_error("title", "Skriv en titel, eller välj en fil att läsa den ur.")
        return found


class ClauseForm(forms.Form):
    """A clause: number, heading, text."""

    number = forms.CharField(
        label="Nummer",
        max_length=20,
        help_text="Till exempel 3.2.",
        error_messages={"required": "Skriv ett nummer."},
    )
    heading = forms.CharField(label="Rubrik", max_length=200, required=False)
    text = forms.CharField(label="Text", required=False, widget=forms.Textarea(attrs={"rows": 12}))

    def clean_number(self) -> str:
        """Refuse a number that can't stand in an address."""
        number = str(self.cleaned_data["number"])
        if "/" in number or "#" in number:
            raise forms.ValidationError("Skriv numret med siffror och punkt, till exempel 3.2.")
        return number

    def clean(self) -> dict[str, Any]:
        """Check that the clause says something."""
        found = super().clean() or {}
        if not found.get("heading") and not found.get("text"):
            self.add_error("text", "Skriv en rubrik eller en text.")
        return found


class DecisionForm(forms.Form):
    """By which decision a version is adopted, and from when."""

    valid_from = DayField(label="Gäller från", error_messages={"required": f"Dagen saknas. {DAY}"})
    level = forms.ChoiceField(
        label="Beslutsnivå", required=False, choices=[("", "Vet inte"), *Version.LEVELS],
        help_text="Den nivå som antog versionen.",
    )  # fmt: skip
    body = forms.CharField(
        label="Beslutande organ",
        max_length=120,
        required=False,
        help_text="Till exempel KS eller Kommunfullmäktige.",
    )
    decided_on = DayField(label="Beslutsdag", required=False)
    paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)
    case_number = forms.CharField(label="Diarienummer", max_length=60, required=False)
