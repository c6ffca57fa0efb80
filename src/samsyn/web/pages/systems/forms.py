"""The forms of systems, who uses them, and their yearly plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from samsyn.kit.money import Amount
from samsyn.organisation.queries import BodyRow
from samsyn.register.models import ObjectPlan, System
from samsyn.register.queries.systems import SystemFacts
from samsyn.web.base.fields import CostField, CountField, DayField, in_tkr

MANY = "Skriv ett heltal som är högst 2 000 000 000."
LEVELS = [("", "Ej klassad"), *((str(key), words) for key, words in System.LEVELS)]
DAY_HINT = "ÅÅÅÅ-MM-DD"


def words(label: str, most: int = 120, **more: Any) -> forms.CharField:
    """Return a field for some words that may be left empty."""
    return forms.CharField(label=label, required=False, max_length=most, **more)


def prose(label: str, rows: int = 3, most: int = 4000, **more: Any) -> forms.CharField:
    """Return a field for a text of some lines that may be left empty."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=most, widget=area, **more)


class UsersField(CountField):
    """A number of users (antal användare)."""

    def clean(self, value: Any) -> Any:
        """Return the number, None for nothing; raise with the sentence for the screen."""
        number = super().clean(value)
        if number is not None and number > 2_000_000_000:
            raise forms.ValidationError(MANY)
        return number


def chosen(form: forms.Form, name: str, empty: str, rows: Iterable[tuple[Any, str]]) -> None:
    """Let a field of a form choose among rows, or nothing when `empty` has words for it."""
    first = [("", empty)] if empty else []
    form.fields[name].choices = [*first, *((str(key), label) for key, label in rows)]  # type: ignore[attr-defined]


LAYOUT = (
    ("Vad", (("name", "managed_object"), ("body", "common"), ("delivery", "users"))),
    ("Vem", (("owner",), ("business_lead", "it_lead"))),
    ("Avtal och kostnad", (("supplier", "yearly_cost"), ("contract_end", "contract_plan"))),
    (
        "Informationsklass",
        (("confidentiality", "integrity"), ("availability", "classified_on")),
    ),
    ("Livslängd", (("replaced_by", "retired_on"),)),
    ("Sekretess och skäl", (("secrecy_ground", "why"),)),
)
"""The parts of the form with their rows of fields."""


class SystemForm(forms.Form):
    """The facts of a system; only name and board must be said."""

    name = forms.CharField(label="Namn", max_length=160, error_messages={"required": "Skriv systemets namn."})
    managed_object = words(
        "Förvaltningsobjekt", help_text="Till exempel Elevregister. Samma ord hos alla nämnder."
    )
    body = forms.ChoiceField(label="Nämnd som svarar", error_messages={"required": "Välj nämnd."})
    common = forms.ChoiceField(
        label="Gemensamt eller eget",
        choices=[("", "Eget"), ("yes", "Gemensamt för kommunen")],
        required=False,
    )
    delivery = forms.ChoiceField(label="Ingår i basleverans", required=False)
    users = UsersField(label="Användare", required=False, help_text="Hur många personer totalt.")
    owner = words("Systemägare", help_text="Den som bestämmer över systemet, oftast förvaltningschefen.")
    business_lead = words("Förvaltare i verksamheten")
    it_lead = words("Förvaltare på IT")
    supplier = words("Leverantör")
    yearly_cost = CostField(
        label="Kostnad per år, tkr", required=False, help_text="Lämna tomt om du inte vet."
    )
    contract_end = DayField(label="Avtal till", required=False, help_text=DAY_HINT)
    contract_plan = words(
        "Plan när avtalet går ut", 300, help_text="Till exempel: förlängs två år, upphandlas våren 2027."
    )
    confidentiality = forms.ChoiceField(label="Konfidentialitet", choices=LEVELS, required=False)
    integrity = forms.ChoiceField(label="Riktighet", choices=LEVELS, required=False)
    availability = forms.ChoiceField(label="Tillgänglighet", choices=LEVELS, required=False)
    classified_on = DayField(label="Klassat", required=False, help_text=DAY_HINT)
    replaced_by = forms.ChoiceField(label="Ersätts av", required=False)
    retired_on = DayField(label="Avvecklat", required=False, help_text=DAY_HINT)
    secrecy_ground = words(
        "Sekretessgrund",
        help_text="Lagrum, till exempel OSL 18 kap. 8 §. Ett markerat system syns bara för nämnden och revisorerna.",
    )
    why = words("Varför ändras det?", 300, help_text="Visas i historiken.")

    def __init__(
        self, data: Any = None, *, bodies: Sequence[BodyRow], deliveries: Iterable[tuple[int, str]],
        systems: Iterable[tuple[int, str]], **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **more)
        chosen(self, "body", "Välj nämnd", ((one.id, one.name) for one in bodies))
        chosen(self, "delivery", "Ingen", deliveries)
        chosen(self, "replaced_by", "Inget", systems)

    @property
    def groups(self) -> list[tuple[str, list[list[forms.BoundField]]]]:
        """Return the parts with their fields, those that are left out of this form apart."""
        return [
            (title, [[self[name] for name in row if name in self.fields] for row in rows])
            for title, rows in LAYOUT
        ]

    def facts(self) -> dict[str, Any]:
        """Return the columns, but for the rows that others keys name."""
        given = dict(self.cleaned_data)
        for name in ("body", "delivery", "replaced_by", "why"):
            given.pop(name, None)
        for name in ("confidentiality", "integrity", "availability"):
            given[name] = int(given[name]) if given[name] else None
        given["common"] = bool(given["common"])
        given["yearly_cost"] = ore(given["yearly_cost"])
        return given


def ore(amount: Amount | None) -> int | None:
    """Return what was typed in öre, None for nothing."""
    return amount.minor if amount else None


def typed(minor: int | None) -> str:
    """Return an amount in öre as it is typed, in thousands of kronor."""
    return "" if minor is None else in_tkr(Amount(minor, "SEK"))


def initial_system(facts: SystemFacts) -> dict[str, Any]:
    """Return the form's values for a system."""
    same = ("name", "managed_object", "owner", "business_lead", "it_lead", "supplier", "contract_plan",
            "secrecy_ground")  # fmt: skip
    days = ("contract_end", "classified_on", "retired_on")
    numbers = ("users", "confidentiality", "integrity", "availability")
    return {
        **{name: getattr(facts, name) for name in same},
        **{name: day.isoformat() if (day := getattr(facts, name)) else "" for name in days},
        **{name: "" if (one := getattr(facts, name)) is None else str(one) for name in numbers},
        "body": str(facts.body_id), "common": "yes" if facts.common else "",
        "delivery": str(facts.delivery_id or ""), "replaced_by": str(facts.replaced_by_id or ""),
        "yearly_cost": typed(facts.yearly_cost),
    }  # fmt: skip


class UseForm(forms.Form):
    """A body that uses a system."""

    board = forms.ChoiceField(label="Nämnd", error_messages={"required": "Välj nämnd."})
    board_users = UsersField(label="Användare där", required=False)
    purpose = words("Används till", 200)

    def __init__(self, data: Any = None, *, bodies: Sequence[BodyRow]) -> None:
        super().__init__(data)
        chosen(self, "board", "Välj nämnd", ((one.id, one.name) for one in bodies))


class PlanForm(forms.Form):
    """What is to be done with an object in a year."""

    body = forms.ChoiceField(label="Nämnd", error_messages={"required": "Välj nämnd."})
    managed_object = forms.CharField(
        label="Förvaltningsobjekt eller system", max_length=120,
        error_messages={"required": "Skriv vilket objekt eller system planen gäller."},
    )  # fmt: skip
    year = forms.IntegerField(
        label="År", min_value=1, max_value=9999,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Skriv året med fyra siffror, till exempel 2027."
        ),
    )  # fmt: skip
    goals = prose("Mål")
    changes = prose("Planerade förändringar", 4)
    budget = CostField(label="Budget, tkr", required=False, help_text="Lämna tomt om du inte vet.")
    decided_by = words("Beslutad av", help_text="Oftast systemägaren eller objektägaren. Tomt är ett utkast.")
    decided_on = DayField(label="Beslutad", required=False, help_text=DAY_HINT)

    def __init__(self, data: Any = None, *, bodies: Sequence[BodyRow], **more: Any) -> None:
        super().__init__(data, **more)
        chosen(self, "body", "Välj nämnd", ((one.id, one.name) for one in bodies))

    def clean(self) -> dict[str, Any]:
        """Check that who decided and when are told together."""
        found = super().clean() or {}
        if found.get("decided_on") and not found.get("decided_by") and "decided_by" not in self.errors:
            self.add_error("decided_by", "Skriv vem som beslutade planen.")
        return found


def initial_plan(plan: ObjectPlan) -> dict[str, Any]:
    """Return the form's values for a plan."""
    same = ("managed_object", "year", "goals", "changes", "decided_by")
    return {
        **{name: getattr(plan, name) for name in same},
        "body": str(plan.body_id), "budget": typed(plan.budget),
        "decided_on": plan.decided_on.isoformat() if plan.decided_on else "",
    }  # fmt: skip
