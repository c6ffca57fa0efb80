"""The forms of catalogues, base deliveries and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from samsyn.organisation.queries import BodyRow
from samsyn.register.queries.deliveries import CatalogueRow
from samsyn.web.base.fields import DAY, DayField
from samsyn.web.pages.systems.forms import DAY_HINT, chosen, prose, words


class CatalogueForm(forms.Form):
    """A new version of the catalogue."""

    edition = forms.CharField(
        label="Version", max_length=20, help_text="Till exempel 2027.",
        error_messages={"required": "Skriv vad versionen heter, till exempel 2027."},
    )  # fmt: skip
    body = forms.ChoiceField(label="Nämnd som ger ut katalogen", error_messages={"required": "Välj nämnd."})
    before = forms.ChoiceField(label="Utgå från", required=False)

    def __init__(
        self, data: Any = None, *, bodies: Sequence[BodyRow], versions: Sequence[CatalogueRow], **more: Any
    ) -> None:
        super().__init__(data, **more)
        chosen(self, "body", "Välj nämnd", ((one.id, one.name) for one in bodies))
        chosen(self, "before", "En tom katalog", ((one.id, f"Version {one.edition}") for one in versions))


class ItemForm(forms.Form):
    """What a draft says of a delivery, and who answers for it."""

    name = forms.CharField(
        label="Basleverans", max_length=160, error_messages={"required": "Skriv vad leveransen heter."}
    )
    body = forms.ChoiceField(label="Nämnd som svarar", error_messages={"required": "Välj nämnd."})
    owner = words("Leveransägare", help_text="Den person eller roll som svarar på frågor.")
    content = prose("Innehåll", 5, help_text="Vad alla nämnder får.")
    boundary = prose("Avgränsning", 3, help_text="Vad som inte ingår.")
    payer = words("Vem betalar", 160, help_text="Till exempel kommunbidrag, eller nämnden per användare.")
    price = words("Pris", 160, help_text="Till exempel 3 900 kr per dator och år.")

    def __init__(self, data: Any = None, *, bodies: Iterable[BodyRow], **more: Any) -> None:
        super().__init__(data, **more)
        chosen(self, "body", "Välj nämnd", ((one.id, one.name) for one in bodies))


class AdoptForm(forms.Form):
    """By which decision a catalogue is in force, and from when."""

    valid_from = DayField(
        label="Gäller från", help_text=DAY_HINT, error_messages={"required": f"Dag saknas. {DAY}"}
    )
    decided_body = words("Beslutad av", help_text="Till exempel Servicenämnden.")
    decided_on = DayField(label="Beslutsdag", required=False, help_text=DAY_HINT)
    decided_paragraph = words("Paragraf", 20, help_text="Bara siffran.")
    case_number = words("Diarienummer", 60)

    def clean(self) -> dict[str, Any]:
        """Check that a day or a paragraph has somebody who decided."""
        found = super().clean() or {}
        said = found.get("decided_on") or found.get("decided_paragraph")
        if said and not found.get("decided_body") and "decided_body" not in self.errors:
            self.add_error("decided_body", "Skriv vem som beslutade.")
        return found


class GapForm(forms.Form):
    """Something left out, who takes it over and when."""

    text = forms.CharField(
        label="Vad ingår inte?", max_length=300, error_messages={"required": "Skriv vad som inte ingår."}
    )
    body = forms.ChoiceField(label="Tas över av", required=False)
    case_number = words("Ärende som tar över", 60, help_text="Diarienummer, till exempel KS-2026-88.")
    due = DayField(label="Senast", required=False, help_text=DAY_HINT)
    taken_on = DayField(label="Togs över", required=False, help_text="Fyll i när det är gjort.")

    def __init__(self, data: Any = None, *, bodies: Iterable[BodyRow], **more: Any) -> None:
        super().__init__(data, **more)
        chosen(self, "body", "Ingen är utsedd", ((one.id, one.name) for one in bodies))

    def clean(self) -> dict[str, Any]:
        """Check that what is taken over has somebody who took it."""
        found = super().clean() or {}
        if found.get("taken_on") and not found.get("body") and "body" not in self.errors:
            self.add_error("body", "Välj vilken nämnd som tog över.")
        return found
