"""The form that decides a change of the organisation: which fields it has follows from the kind of change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samsyn.kit.refs import DecisionRef
from samsyn.organisation.actions import New, Part
from samsyn.organisation.models import Body, Unit
from samsyn.web.base.fields import DAY, DayField

OWN = "organ"
"""The place of a body of its own; a unit's place is its body."""
MISSING = {"required": "Välj i listan."}

FIELDS = {
    "merged": ("sources", "some", "receiver", "name", "place", "short_name"),
    "split": ("source", "receiver", "name", "place", "short_name", "rest"),
    "closed": ("source", "receiver"),
    "renamed": ("source", "name"),
    "moved": ("source", "place"),
    "formed": ("name", "place", "short_name"),
}
"""What each kind of change asks for."""
LABELS = {
    "merged": {"receiver": "Går upp i", "name": "Namn på den nya"},
    "split": {"source": "Delas", "receiver": "En del går till", "name": "Namn på den nya"},
    "closed": {"source": "Upphör", "receiver": "Tas över av"},
    "renamed": {"source": "Byter namn", "name": "Nytt namn"},
    "moved": {"source": "Flyttas", "place": "Till"},
    "formed": {"name": "Namn", "place": "Slag"},
}


class CorrectForm(forms.Form):
    """What may be corrected in a change that lies ahead, and why."""

    day = DayField(label="Gäller från", error_messages={"required": f"Dagen saknas. {DAY}"})
    decided_body = forms.CharField(label="Beslutande organ", max_length=120, required=False)
    decided_on = DayField(label="Beslutsdag", required=False)
    paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)
    case_number = forms.CharField(label="Diarienummer", max_length=60, required=False)
    note = forms.CharField(
        label="Anteckning", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    why = forms.CharField(
        label="Skäl", max_length=300, error_messages={"required": "Skriv varför."},
        help_text="Till exempel det beslut som ändrar det förra.",
    )  # fmt: skip

    @property
    def decided(self) -> DecisionRef:
        """Return the decision."""
        said = self.cleaned_data
        return DecisionRef(said["decided_body"], said["decided_on"], said["paragraph"])


def named(row: Body | Unit) -> str:
    """Return the name of a body, or that of a unit with its body."""
    return f"{row.name} ({row.body.name})" if isinstance(row, Unit) else row.name


class ChangeForm(forms.Form):
    """A change: what becomes what, from which day, by which decision."""

    sources = forms.MultipleChoiceField(
        label="Läggs samman", required=False, widget=forms.CheckboxSelectMultiple, help_text="De upphör."
    )
    some = forms.MultipleChoiceField(
        label="En del av", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="De finns kvar. Vad som följer med väljs i övergångsplanen.",
    )  # fmt: skip
    source = forms.ChoiceField(label="Organ eller enhet", error_messages=MISSING)
    receiver = forms.ChoiceField(label="Mottagare", required=False)
    name = forms.CharField(label="Namn", max_length=120, error_messages={"required": "Skriv ett namn."})
    place = forms.ChoiceField(label="Den nya är", error_messages=MISSING)
    short_name = forms.CharField(
        label="Kortnamn", max_length=20, required=False, help_text="Bara för ett nytt organ, till exempel SN."
    )
    rest = forms.ChoiceField(
        label="Resten tas av", error_messages=MISSING, help_text="Den som får allt som ingen annan får."
    )
    day = DayField(label="Gäller från", error_messages={"required": f"Dagen saknas. {DAY}"})
    decided_body = forms.CharField(label="Beslutande organ", max_length=120, required=False)
    decided_on = DayField(label="Beslutsdag", required=False)
    paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)
    case_number = forms.CharField(label="Diarienummer", max_length=60, required=False)
    note = forms.CharField(
        label="Anteckning", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, kind: str, rows: Iterable[Body | Unit], **more: Any) -> None:
        super().__init__(data, **more)
        self.kind = kind
        self.rows = {f"{'unit' if isinstance(row, Unit) else 'body'}-{row.pk}": row for row in rows}
        for name in {field for fields in FIELDS.values() for field in fields} - set(FIELDS[kind]):
            del self.fields[name]
        for name, label in LABELS[kind].items():
            self.fields[name].label = label
        self._choose()

    def _choose(self) -> None:
        every = [(key, named(row)) for key, row in self.rows.items()]
        bodies = [(key, row.name) for key, row in self.rows.items() if isinstance(row, Body)]
        homes = [
            (OWN, "Ett organ, till exempel en nämnd"),
            *((key, f"Enhet hos {name}") for key, name in bodies),
        ]
        if self.kind == "moved":
            homes, every = bodies, [one for one in every if self._may_move(self.rows[one[0]])]
        choices: dict[str, list[tuple[str, str]]] = {
            "sources": every, "some": every, "source": [("", "Välj"), *every], "rest": [("", "Välj"), *every],
            "receiver": [("", "En ny" if "name" in self.fields else "Välj"), *every],
            "place": [("", "Välj"), *homes],
        }  # fmt: skip
        for name, listed in choices.items():
            if name in self.fields:
                self.fields[name].choices = listed  # type: ignore[attr-defined]
        if "receiver" in self.fields and "name" in self.fields:
            self.fields["name"].required = self.fields["place"].required = False
            self.fields["name"].help_text = "Om mottagaren är ny."

    @staticmethod
    def _may_move(row: Body | Unit) -> bool:
        return isinstance(row, Unit) or row.kind == "committee"

    def clean(self) -> dict[str, Any]:
        """Check that there is a receiver: one of the list, or a new one with name and place."""
        found = super().clean() or {}
        if "receiver" not in self.fields or found.get("receiver"):
            return found
        if "name" not in self.fields:
            self.add_error("receiver", "Välj vem som tar över. Det som hänger på organet flyttas dit.")
        elif not found.get("name"):
            self.add_error("name", "Skriv den nyas namn, eller välj en mottagare som finns.")
        elif not found.get("place"):
            self.add_error("place", "Välj om den nya är ett organ eller en enhet.")
        return found

    @property
    def decided(self) -> DecisionRef:
        """Return the decision."""
        said = self.cleaned_data
        return DecisionRef(said["decided_body"], said["decided_on"], said["paragraph"])

    @property
    def parts(self) -> list[Part]:
        """Return what becomes what, as the action takes it."""
        said = self.cleaned_data
        source = self.rows.get(said.get("source", ""))
        if self.kind == "renamed" and source:
            return [Part(source, source, name=said["name"])]
        if self.kind == "moved":
            return [Part(source, self.rows[said["place"]])]
        if self.kind == "merged":
            shares = [(key, "whole") for key in said["sources"]] + [(key, "part") for key in said["some"]]
            return [Part(self.rows[key], self._target(), share) for key, share in shares]
        if self.kind == "split":
            return [Part(source, self._target(), "part"), Part(source, self.rows[said["rest"]], "remainder")]
        return [Part(source, self._target())]

    def _target(self) -> Body | Unit | New:
        said = self.cleaned_data
        if said.get("receiver"):
            return self.rows[said["receiver"]]
        home = self.rows.get(said["place"])
        if isinstance(home, Body):
            return New(said["name"], body=home)
        return New(said["name"], short_name=said["short_name"])
