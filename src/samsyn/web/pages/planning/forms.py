"""The forms of forums and their meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samsyn.planning.models import Forum
from samsyn.web.base.fields import DAY, DayField

Choices = Iterable[tuple[str, str]]


class _Offering(forms.Form):
    """A form whose choices come from the municipality."""

    def __init__(self, data: Any = None, *, choices: dict[str, Choices] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, offered in (choices or {}).items():
            field = self.fields[name]
            none = [] if field.required or isinstance(field, forms.MultipleChoiceField) else [("", "Ingen")]
            field.choices = [*none, *offered]  # type: ignore[attr-defined]


class ForumForm(_Offering):
    """A forum: what it is called, who keeps it."""

    name = forms.CharField(
        label="Namn", max_length=120, error_messages={"required": "Skriv vad forumet heter."}
    )
    kind = forms.ChoiceField(label="Slag", choices=Forum.KINDS)
    body = forms.ChoiceField(label="Organ som håller i det", error_messages={"required": "Välj ett organ."})
    chair = forms.CharField(label="Leds av", max_length=120, required=False)


class StandingForm(_Offering):
    """What stands on every agenda."""

    title = forms.CharField(
        label="Stående punkt", max_length=120, error_messages={"required": "Skriv vad punkten heter."}
    )
    valid_from = DayField(label="Från", error_messages={"required": f"Dagen saknas. {DAY}"})
    digital = forms.BooleanField(label="Punkten gäller digitaliseringen", required=False)


class MemberForm(_Offering):
    """Who belongs to a forum."""

    body = forms.ChoiceField(label="Organ", required=False)
    who = forms.CharField(
        label="Vem", max_length=120, required=False, help_text="Till exempel ekonomichefen."
    )


class MeetingForm(_Offering):
    """When a forum meets."""

    day = DayField(label="Dag", error_messages={"required": f"Dagen saknas. {DAY}"})
    place = forms.CharField(label="Plats", max_length=120, required=False)


class TopicForm(_Offering):
    """A point on the agenda."""

    standing = forms.ChoiceField(label="Stående punkt", required=False)
    title = forms.CharField(
        label="Rubrik", max_length=200, required=False, help_text="Lämna tom för den stående punktens."
    )
    outcome = forms.CharField(
        label="Vad som bestämdes", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MinutesForm(_Offering):
    """Where the notes are, and who took part."""

    minutes = forms.CharField(
        label="Anteckningar", max_length=120, required=False, help_text="Diarienummer eller var de finns."
    )
    present = forms.MultipleChoiceField(label="Deltog", required=False, widget=forms.CheckboxSelectMultiple)


class EvidenceForm(_Offering):
    """Which obligation taking part shows."""

    obligation = forms.ChoiceField(label="Skyldighet", error_messages={"required": "Välj en skyldighet."})
