"""The administrator's two forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, account
from samsyn.organisation.rules import POLICY, Role
from samsyn.web.base.fields import DAY, DayField

NEED_BODY = {role for role, grants in POLICY.items() if any(not grant.everywhere for grant in grants)} - {
    Role.CITY_OFFICE
}
"""Roles whose rights are those of a body; the city office has most of its own in the whole municipality."""

EVERYWHERE = "alla"
"""The choice of no body in particular."""


class BodyForm(forms.Form):
    """A body's name, short name and kind; the kind is asked for once."""

    name = forms.CharField(label="Namn", max_length=120, error_messages={"required": "Skriv ett namn."})
    short_name = forms.CharField(
        label="Kortnamn", max_length=20, required=False,
        help_text="Som i paragrafer och diarienummer, till exempel SN.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Slag", choices=Body.KINDS, initial="board")
    valid_from = DayField(label="Finns från och med", required=False)
    valid_to = DayField(
        label="Upphör", required=False, help_text="Från den dagen räknas organet inte till nämnderna."
    )

    def __init__(self, data: Any = None, *, others: Sequence[BodyRow], known: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.taken = {one.name.casefold() for one in others}
        for name in ("kind",) if known else ("valid_to",):
            del self.fields[name]

    def clean_name(self) -> str:
        """Refuse a name that another body has."""
        name = str(self.cleaned_data["name"])
        if name.casefold() in self.taken:
            raise forms.ValidationError(f"{name} finns redan. Skriv ett annat namn.")
        return name

    def clean(self) -> dict[str, Any]:
        """Check that a body does not end before it begins."""
        found = super().clean() or {}
        start, end = found.get("valid_from"), found.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", f"Slutdagen ligger inte efter {start}. Ändra en av dem.")
        return found


class RoleForm(forms.Form):
    """A role at a body, or in the whole municipality, from a day."""

    role = forms.ChoiceField(
        label="Roll", choices=[("", "Välj roll"), *((role.value, role.label) for role in Role)],
        error_messages={"required": "Välj roll."},
    )  # fmt: skip
    body = forms.ChoiceField(label="Organ", error_messages={"required": "Välj organ."})
    since = DayField(label="Från och med", error_messages={"required": f"Dagen saknas. {DAY}"})

    def __init__(self, data: Any = None, *, bodies: Sequence[BodyRow], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(EVERYWHERE, "Hela kommunen"), *((str(one.id), one.name) for one in bodies)]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that a role that is held in a body has one."""
        found = super().clean() or {}
        if found.get("role") and found.get("body") == EVERYWHERE and Role(found["role"]) in NEED_BODY:
            self.add_error("body", f"Välj organ. {Role(found['role']).label} är man i ett organ.")
        return found


class PersonForm(RoleForm):
    """A person with a role from a day, and perhaps an account."""

    name = forms.CharField(label="Namn", max_length=120, error_messages={"required": "Skriv ett namn."})
    title = forms.CharField(label="Titel", max_length=120, required=False)
    email = forms.EmailField(
        label="E-post", max_length=150, required=False, help_text="Personen loggar in med den.",
        error_messages={"invalid": "Skriv en e-postadress, till exempel anna.ek@kommunen.se."},
    )  # fmt: skip
    opened = forms.BooleanField(label="Öppna ett konto", required=False, initial=True)

    def clean_email(self) -> str:
        """Refuse an address that somebody signs in with already."""
        email = str(self.cleaned_data["email"]).lower()
        if email and (found := account(email)):
            raise forms.ValidationError(
                f"{email} har redan ett konto{f', för {found.person}' if found.person else ''}."
            )
        return email

    def clean(self) -> dict[str, Any]:
        """Check that an account has an address, and a role its body."""
        found = super().clean() or {}
        if found.get("opened") and not found.get("email") and "email" not in self.errors:
            self.add_error("email", "Skriv e-postadressen, den behövs för kontot.")
        return found
