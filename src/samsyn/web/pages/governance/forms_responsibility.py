"""The forms of the responsibility matrix and its questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samsyn.governance.rules.holding import LETTERS
from samsyn.web.base.fields import DAY, DayField

Choices = Iterable[tuple[str, str]]
NONE = ("", "Ingen")


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = [NONE, *choices]  # type: ignore[attr-defined]


class ActivityForm(forms.Form):
    """What somebody shall answer for."""

    title = forms.CharField(
        label="Aktivitet", max_length=200, help_text="Till exempel: Besluta om genomförande.",
        error_messages={"required": "Aktiviteten saknar namn. Skriv vad det är som någon ska ansvara för."},
    )  # fmt: skip
    area = forms.CharField(label="Område", max_length=80, required=False)
    clause = forms.ChoiceField(
        label="Klausul", required=False, help_text="Där det står vem som ska göra det."
    )

    def __init__(self, data: Any = None, *, clauses: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        _offer(self, "clause", clauses)


class LetterForm(forms.Form):
    """Who is what to an activity, from when and by which decision."""

    letter = forms.ChoiceField(
        label="Bokstav", choices=[(key, f"{key}, {words.lower()}") for key, words in LETTERS.items()]
    )
    body = forms.ChoiceField(label="Organ", required=False)
    role = forms.CharField(
        label="Roll", max_length=120, required=False,
        help_text="Till exempel Förvaltningschefen. Ensam, eller vid organet.",
    )  # fmt: skip
    valid_from = DayField(label="Gäller från", error_messages={"required": f"Dagen saknas. {DAY}"})
    valid_to = DayField(label="Slutar", required=False, help_text="Första dagen som det inte gäller.")
    decided_body = forms.CharField(label="Beslutande organ", max_length=120, required=False)
    decided_on = DayField(label="Beslutsdag", required=False)
    decided_paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)
    clause = forms.ChoiceField(label="Klausul", required=False)
    disputed = forms.BooleanField(label="För upp som dubbel: två källor pekar ut olika", required=False)

    def __init__(self, data: Any = None, *, bodies: Choices, clauses: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        _offer(self, "body", bodies)
        _offer(self, "clause", clauses)

    def clean(self) -> dict[str, Any]:
        """Check that it is somebody's."""
        found = super().clean() or {}
        if not found.get("body") and not found.get("role"):
            self.add_error("body", "Välj ett organ, eller skriv en roll.")
        return found


class HandOverForm(forms.Form):
    """To whom a letter goes, and when."""

    body = forms.ChoiceField(label="Till organ", error_messages={"required": "Välj vem som tar över."})
    day = DayField(label="Från och med", error_messages={"required": f"Dagen saknas. {DAY}"})
    decided_body = forms.CharField(label="Beslutande organ", max_length=120, required=False)
    decided_on = DayField(label="Beslutsdag", required=False)
    decided_paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)

    def __init__(self, data: Any = None, *, bodies: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        _offer(self, "body", bodies)


class QuestionForm(forms.Form):
    """What a board wants to know about who answers."""

    activity = forms.ChoiceField(label="Aktivitet", required=False)
    text = forms.CharField(
        label="Fråga", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv vad ni vill veta."},
    )  # fmt: skip
    answer_due = DayField(label="Svar senast", required=False, help_text="Lämna tomt för trettio dagar.")

    def __init__(self, data: Any = None, *, activities: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        _offer(self, "activity", activities)


class QuestionAnswerForm(forms.Form):
    """The answer to a question of responsibility."""

    text = forms.CharField(
        label="Svar", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv ett svar."},
    )  # fmt: skip


class LedToForm(forms.Form):
    """What an answered question changed."""

    clause = forms.ChoiceField(label="Klausul som ändrades", required=False)
    responsibility = forms.ChoiceField(label="Rad i matrisen som ändrades", required=False)

    def __init__(self, data: Any = None, *, clauses: Choices, responsibilities: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        _offer(self, "clause", clauses)
        _offer(self, "responsibility", responsibilities)
