"""The forms of governing documents."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.governance.models import ASSESSORS, Clause, GoverningDocument, Version
from samsyn.kit.scales import Verdict
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


class JudgeForm(forms.Form):
    """How well the board follows a clause, as one of the three sees it."""

    assessor = forms.ChoiceField(label="Vem bedömer", choices=ASSESSORS, initial="own")
    verdict = forms.ChoiceField(
        label="Bedömning",
        choices=[("", "Välj"), *Verdict.choices()],
        error_messages={"required": "Välj en bedömning."},
    )
    note = forms.CharField(
        label="Vad visar det?", required=False, max_length=2000, help_text="Till exempel I-0147 eller SN § 41/2026.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class EvidenceForm(forms.Form):
    """What shows that an obligation is met."""

    obligation = forms.ChoiceField(label="Skyldighet", error_messages={"required": "Välj en skyldighet."})
    note = forms.CharField(
        label="Belägg", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad som visar att det är gjort."},
    )  # fmt: skip
    ref = forms.CharField(
        label="Hänvisning", required=False, max_length=120, help_text="Ärende, initiativ eller beslut."
    )

    def __init__(self, data: Any = None, *, clause: Clause, **more: Any) -> None:
        super().__init__(data, **more)
        choices = [
            (str(one.pk), f"{one.who} {one.shall} {one.what}"[:120]) for one in clause.obligations.all()
        ]
        self.fields["obligation"].choices = choices  # type: ignore[attr-defined]


class FeedbackForm(forms.Form):
    """What the board thinks of a clause, and when it wants an answer."""

    text = forms.CharField(
        label="Synpunkt", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad ni vill säga om klausulen."},
    )  # fmt: skip
    answer_due = DayField(label="Svar senast", required=False, help_text="Lämna tomt för trettio dagar.")


class AnswerForm(forms.Form):
    """The answer to a board's feedback."""

    text = forms.CharField(label="Svar", max_length=4000)
