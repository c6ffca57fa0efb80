"""The forms of inquiries: what is sent, planned, answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from samsyn.inquiries.models import Inquiry, Instruction, Question, Reply
from samsyn.inquiries.models.recurring import FIELD_KINDS
from samsyn.inquiries.rules import BadRule, field_problem, outsider, reminder_rule, unit, year_days
from samsyn.kit.scales import Stance
from samsyn.web.base.fields import DAY, DayField

STANCES = [("", "Välj"), *Stance.choices()]
AGREES = [
    ("", "Välj"), (Stance.SUPPORTS.value, "Instämmer"), (Stance.PARTLY.value, "Instämmer delvis"),
    (Stance.OPPOSES.value, "Instämmer inte"),
]  # fmt: skip
"""How one stands on what somebody has found (R39)."""
_MARK = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)](?=\s))?\s*")
FREE = 2
"""Headings of its own that an answer has room for at a time."""
STEPS = 8
"""Steps that a plan has room for."""


def _text(label: str, rows: int, hint: str = "", *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def lines(text: str) -> list[str]:
    """Return the lines that say something, without what numbers or marks them."""
    bare = (_MARK.sub("", line).strip() for line in text.splitlines())
    return [line for line in bare if line]


class Files(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class SendForm(forms.Form):
    """An inquiry to send."""

    kind = forms.ChoiceField(label="Slag", choices=Inquiry.KINDS)
    title = forms.CharField(
        label="Ärende", max_length=300, error_messages={"required": "Skriv vad det gäller."}
    )
    case = forms.CharField(label="Diarienummer", max_length=60, required=False)
    decision = forms.CharField(
        label="Beslut att skicka", max_length=60, required=False, help_text="Till exempel KSAU § 567/2020."
    )
    deadline = DayField(label="Svar senast", error_messages={"required": f"Sista dag saknas. {DAY}"})
    reminders = forms.CharField(
        label="Påminn så många dagar före", required=False, initial="30, 14, 3", max_length=30
    )
    instruction = _text("Till handläggaren", 4, "Mottagaren ser det först av allt.")
    questions = _text("Frågor", 5, "En per rad.")
    themes = _text("Teman", 4, "Ett per rad. Synpunkterna sorteras efter dem.")
    group = forms.BooleanField(
        label="Samtliga nämnder", required=False, widget=forms.CheckboxInput(attrs={"class": "ds-input"})
    )
    bodies = forms.MultipleChoiceField(
        label="Nämnder", required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"})
    )
    units = _text("Enheter", 2, "En per rad, med nämnden inom parentes: IT-enheten (Kommunstyrelsen).")
    outsiders = _text(
        "Utanför kommunen",
        3,
        "Fack, bolag och andra, en per rad: Facket <facket@exempel.se>. De får en länk.",
    )

    def __init__(
        self, data: Any = None, *, bodies: Sequence[tuple[str, str]], today: date, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.today = today
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]

    def clean_deadline(self) -> date:
        """Refuse a last day that has been."""
        day: date = self.cleaned_data["deadline"]
        if day < self.today:
            raise forms.ValidationError(f"{day} har redan varit. Välj en dag framåt.")
        return day

    def clean_reminders(self) -> str:
        """Refuse reminders that are no days."""
        return str(
            self._read(reminder_rule, self.cleaned_data["reminders"]) and self.cleaned_data["reminders"]
        )

    def clean_outsiders(self) -> list[tuple[str, str]]:
        """Return name and address of each."""
        return [self._read(outsider, line) for line in lines(self.cleaned_data["outsiders"])]

    def clean_units(self) -> list[tuple[str, str]]:
        """Return each unit with its body."""
        return [self._read(unit, line) for line in lines(self.cleaned_data["units"])]

    def _read(self, rule: Any, text: str) -> Any:
        try:
            return rule(text)
        except BadRule as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """Check that somebody is asked something."""
        found = super().clean() or {}
        asked = any(found.get(name) for name in ("group", "bodies", "units", "outsiders"))
        if not asked and not {"units", "outsiders"} & set(self.errors):
            self.add_error("bodies", "Välj minst en mottagare.")
        if found.get("kind") in ("question", "reporting") and not lines(found.get("questions", "")):
            self.add_error("questions", "Skriv minst en fråga.")
        return found


class NumberForm(forms.Form):
    """The own diary number of a recipient."""

    number = forms.CharField(
        label="Eget diarienummer", max_length=60, error_messages={"required": "Skriv ert diarienummer."}
    )


class PlanForm(forms.Form):
    """The steps to a decision, each with its day."""

    def __init__(self, data: Any = None, *, steps: Sequence[tuple[str, str, date | None]] = ()) -> None:
        super().__init__(data)
        self.places = STEPS if data else min(STEPS, max(4, len(steps) + 1))
        for place in range(self.places):
            label, _, day = steps[place] if place < len(steps) else ("", "", None)
            self.fields[f"label{place}"] = forms.CharField(
                label=f"Steg {place + 1}", required=False, max_length=120, initial=label
            )
            self.fields[f"day{place}"] = DayField(
                label=f"Dag för steg {place + 1}", required=False, initial=day
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Return the pairs of controls."""
        return [(self[f"label{place}"], self[f"day{place}"]) for place in range(self.places)]

    @property
    def steps(self) -> list[tuple[str, str, date | None]]:
        """Return what was said, the empty rows left out."""
        said = self.cleaned_data
        pairs = [(said[f"label{place}"], said[f"day{place}"]) for place in range(self.places)]
        return [(label or "Steg", "", day) for label, day in pairs if label or day]


class PlanTemplateForm(forms.Form):
    """The steps that a body's matters go through, each with whose it is and its days before the meeting."""

    def __init__(self, data: Any = None, *, steps: Sequence[tuple[str, str, int]] = ()) -> None:
        super().__init__(data)
        self.places = STEPS if data else min(STEPS, len(steps) + 1)
        for place in range(self.places):
            label, words, before = steps[place] if place < len(steps) else ("", "", None)
            here = f"för steg {place + 1}"
            self.fields[f"label{place}"] = forms.CharField(
                label=f"Steg {place + 1}", required=False, max_length=120, initial=label
            )
            self.fields[f"words{place}"] = forms.CharField(
                label=f"Vem {here}", required=False, max_length=160, initial=words
            )
            self.fields[f"before{place}"] = forms.IntegerField(
                label=f"Dagar före mötet {here}", required=False, min_value=0, max_value=365, initial=before,
                error_messages={"invalid": "Skriv antal dagar med siffror, till exempel 14."},
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Return the controls, three a step."""
        names = ("label", "words", "before")
        return [tuple(self[f"{name}{place}"] for name in names) for place in range(self.places)]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """Ask for a name where only days are given."""
        found = super().clean() or {}
        for place in range(self.places):
            given = found.get(f"words{place}") or found.get(f"before{place}") is not None
            if given and not found.get(f"label{place}"):
                self.add_error(f"label{place}", "Ge steget ett namn, eller töm raden.")
        return found

    @property
    def steps(self) -> list[tuple[str, str, int]]:
        """Return what was said, the empty rows left out; no days mean the meeting itself."""
        said = self.cleaned_data
        return [
            (said[f"label{place}"], said[f"words{place}"], said[f"before{place}"] or 0)
            for place in range(self.places) if said[f"label{place}"]
        ]  # fmt: skip


class ExtensionForm(forms.Form):
    """More time to answer."""

    asked_day = DayField(label="Nytt svarsdatum", error_messages={"required": f"Dagen saknas. {DAY}"})
    why = _text("Varför?", 3, required=True, error_messages={"required": "Skriv varför ni behöver mer tid."})


class GrantForm(forms.Form):
    """Yes or no to more time."""

    new_day = DayField(label="Ny dag", required=False, help_text="Lämna tom för den dag de bad om.")
    answer = forms.CharField(label="Besked", required=False, max_length=500)


class DecisionForm(forms.Form):
    """By which decision an answer is the board's own."""

    decided_on = DayField(label="Sammanträdesdag", error_messages={"required": f"Dagen saknas. {DAY}"})
    paragraph = forms.CharField(
        label="Paragraf", max_length=20, error_messages={"required": "Skriv paragrafen i protokollet."}
    )


class AnswerForm(forms.Form):
    """An answer per question, and under headings of its own."""

    def __init__(
        self, data: Any = None, *, questions: Sequence[Question], reply: Reply | None = None
    ) -> None:
        super().__init__(data)
        self.questions = questions
        self.answers = list(reply.answers.all()) if reply else []
        said = {one.question_id: one.text for one in self.answers if one.question_id}
        stances = {one.question_id: one.stance for one in self.answers if one.question_id}
        self.fields["stance"] = forms.ChoiceField(
            label="Ställningstagande", choices=STANCES, required=False, initial=reply.stance if reply else ""
        )
        self.fields["summary"] = _text("Sammanfattning", 3)
        self.fields["summary"].initial = reply.summary if reply else ""
        for one in questions:
            rows = 6 if one.kind == "text" else 1
            self.fields[f"q{one.pk}"] = _text(
                one.text, rows, dict(FIELD_KINDS)[one.kind] if rows == 1 else ""
            )
            self.fields[f"q{one.pk}"].initial = said.get(one.pk, "")
            if one.about:
                self.fields[f"s{one.pk}"] = forms.ChoiceField(
                    label=f"Instämmer ni? ({one.about})", choices=AGREES, required=False,
                    initial=stances.get(one.pk, ""),
                )  # fmt: skip
        self._add_free()

    def _add_free(self) -> None:
        own = [(one.heading, one.text) for one in self.answers if not one.question_id]
        self.free = len(own) + FREE
        for place in range(self.free):
            heading, text = own[place] if place < len(own) else ("", "")
            self.fields[f"h{place}"] = forms.CharField(
                label=f"Egen rubrik {place + 1}", max_length=200, required=False, initial=heading
            )
            self.fields[f"t{place}"] = _text(f"Text under egen rubrik {place + 1}", 4)
            self.fields[f"t{place}"].initial = text

    @property
    def asked(self) -> list[Any]:
        """Return the controls of the questions."""
        return [
            self[name]
            for one in self.questions
            for name in (f"q{one.pk}", f"s{one.pk}")
            if name in self.fields
        ]

    @property
    def own(self) -> list[tuple[Any, Any]]:
        """Return the pairs of controls for own headings."""
        return [(self[f"h{place}"], self[f"t{place}"]) for place in range(self.free)]

    def clean(self) -> dict[str, Any]:
        """Check the fields that take a number, a day, yes or no."""
        found = super().clean() or {}
        for one in self.questions:
            if problem := field_problem(one.kind, found.get(f"q{one.pk}", "")):
                self.add_error(f"q{one.pk}", problem)
        return found


class HandInForm(forms.Form):
    """An answer that came as a file or a letter."""

    file = forms.FileField(
        label="Fil", help_text="docx, pdf, txt eller eml.", error_messages={"required": "Välj svarets fil."}
    )
    received_on = DayField(label="Kom in", required=False, help_text="Lämna tom för i dag.")
    stance = forms.ChoiceField(label="Ställningstagande", choices=STANCES, required=False)
    decided_on = DayField(label="Sammanträdesdag", required=False)
    paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)


class FromPaperForm(HandInForm):
    """An answer that was read in before."""

    file = None  # type: ignore[assignment]
    part = forms.ChoiceField(
        label="Svar på", widget=forms.RadioSelect(attrs={"class": "ds-input"}),
        error_messages={"required": "Välj vad handlingen svarar på."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, parts: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]


class MailForm(forms.Form):
    """Answers that came by mail."""

    file = forms.FileField(label="Brev", help_text="Ett brev som eml, eller flera som mbox.")


class InstructionForm(forms.Form):
    """What boards shall report every year."""

    title = forms.CharField(label="Namn", max_length=200, error_messages={"required": "Skriv ett namn."})
    kind = forms.ChoiceField(label="Slag", choices=Instruction.KINDS)
    days = forms.CharField(
        label="Dagar på året", max_length=80, help_text="Månad och dag, till exempel 02-15, 09-15.",
        error_messages={"required": "Skriv minst en dag."},
    )  # fmt: skip
    lead_days = forms.IntegerField(
        label="Skickas så många dagar före", min_value=1, max_value=365, initial=60
    )
    text = _text("Anvisning", 4)
    fields_asked = _text("Uppgifter att rapportera", 5, "En per rad.", required=True)
    bodies = forms.MultipleChoiceField(
        label="Nämnder", widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"}),
        error_messages={"required": "Välj minst en nämnd."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, bodies: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]

    def clean_days(self) -> str:
        """Refuse what is no days of a year."""
        try:
            year_days(self.cleaned_data["days"])
        except BadRule as problem:
            raise forms.ValidationError(str(problem)) from problem
        return str(self.cleaned_data["days"])


class TemplateForm(forms.Form):
    """The municipality's own Word file."""

    file = forms.FileField(label="Word-fil", help_text="docx.", error_messages={"required": "Välj en fil."})
