"""The forms of the register. What is typed is kept as typed until it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from samsyn.governance.models import Goal, HandbookEntry
from samsyn.governance.queries.process import Handbook
from samsyn.kit.money import Amount, NotAnAmount, parse
from samsyn.kit.scales import Risk
from samsyn.organisation.queries import BodyRow
from samsyn.register.models import Initiative, Phase, Source
from samsyn.register.queries import InitiativeFacts
from samsyn.register.rules import dates_in_order
from samsyn.web.base.fields import DAY, DayField

COST = "Skriv beloppet i tusen kronor, till exempel 4 200."
UNNAMED = "Namnlöst utkast"


class CostField(forms.CharField):
    """An amount typed in thousands of kronor (kostnadsfält)."""

    def clean(self, value: Any) -> Any:
        """Return the amount as typed and in öre, None for nothing; raise with the sentence for the screen."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse(text, "SEK", unit=1000)
        except NotAnAmount as unread:
            raise forms.ValidationError(COST) from unread
        if amount.currency != "SEK" or (amount.minor or 0) < 0:
            raise forms.ValidationError(COST)
        return amount


class ProseField(forms.CharField):
    """Text of several lines, whatever line ends the browser sends (textfält)."""

    def __init__(self, *, rows: int, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value: Any) -> str:
        """Return the text with plain line ends."""
        return str(super().to_python(value)).replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Placed:
    """A field as it stands in the form, with what the handbook says of it (plats)."""

    field: forms.BoundField
    advice: HandbookEntry | None

    @property
    def segmented(self) -> bool:
        """Return whether it is a choice between few, side by side."""
        return getattr(self.field.field.widget, "input_type", "") == "radio"


Layout = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
BIRTH: Layout = (
    ("Vad och varför", (("title",), ("problem",), ("goal", "track"))),
    ("Vem", (("body", "contact"), ("reach",))),
    ("När och hur mycket", (("start", "end"), ("cost", "funding"), ("decision", "process"))),
)
GOES_ON: Layout = (*BIRTH, ("Efter hand", (("owner", "phase"), ("risk",), ("principle",), ("why",))))
"""The parts of the form with their rows of fields."""


class InitiativeForm(forms.Form):
    """The facts asked for when an initiative is born: twelve at most, grouped Vad – Vem – När."""

    layout: ClassVar[Layout] = BIRTH

    title = forms.CharField(label="Namn", max_length=300, error_messages={"required": "Skriv ett namn."})
    problem = ProseField(
        label="Vilket problem löser det, för vem?", help_text="En mening räcker.", rows=2,
        error_messages={"required": "Skriv vilket problem det löser. En mening räcker."},
    )  # fmt: skip
    goal = forms.ChoiceField(label="Mål i budgeten", error_messages={"required": "Välj ett mål."})
    track = forms.ChoiceField(
        label="Spår", choices=Initiative.TRACKS, widget=forms.RadioSelect, initial="project",
        error_messages={"required": "Välj spår."},
    )  # fmt: skip
    body = forms.ChoiceField(label="Nämnd", error_messages={"required": "Välj nämnd."})
    contact = forms.CharField(
        label="Kontakt", max_length=120,
        error_messages={"required": "Skriv vem som är kontakt."},
    )  # fmt: skip
    reach = forms.ChoiceField(
        label="Vilka berörs?", choices=Initiative.REACHES, widget=forms.RadioSelect, initial="one",
        error_messages={"required": "Välj vilka som berörs."},
    )  # fmt: skip
    start = DayField(
        label="Start", help_text="ÅÅÅÅ-MM-DD", error_messages={"required": f"Start saknas. {DAY}"}
    )
    end = DayField(label="Slut", help_text="ÅÅÅÅ-MM-DD", error_messages={"required": f"Slut saknas. {DAY}"})
    cost = CostField(
        label="Kostnad, tkr", required=False, help_text="Hela tiden, alla källor. Lämna tomt om du inte vet."
    )
    funding = forms.ChoiceField(
        label="Källa", choices=[("", "Välj källa"), *Source.choices()],
        error_messages={"required": "Välj vem som betalar."},
    )  # fmt: skip
    decision = forms.CharField(
        label="Beslut",
        required=False,
        max_length=60,
        help_text="Diarienummer eller §. Lämna tomt före beslut.",
    )
    process = forms.CharField(
        label="Arbetsprocess", required=False, max_length=120,
        help_text="Det arbete som ändras, till exempel bygglov. Då hittas andra som ändrar samma sak.",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, bodies: Sequence[BodyRow], goals: Sequence[Goal], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["body"].choices = [("", "Välj nämnd"), *((str(one.id), one.name) for one in bodies)]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", "Välj mål"), *((str(one.pk), one.title) for one in goals)]  # type: ignore[attr-defined]
        self.fields["goal"].required = bool(goals)
        self.goals = {str(goal.pk): goal for goal in goals}
        self.handbook, self.stands_in = Handbook(), ""
        self.later: set[str] = set() if self["process"].value() else {"process"}
        self.left_out: set[str] = set() if goals else {"goal"}

    def guide(self, handbook: Handbook, phase: str, later: Iterable[str]) -> None:
        """Show the handbook's words by the fields, and put off what the phase doesn't ask yet: it may stay empty."""
        self.handbook, self.stands_in = handbook, phase
        for name in self.fields.keys() & set(later):
            self.fields[name].required = False
            if not self[name].value():
                self.later.add(name)

    @property
    def of_phase(self) -> HandbookEntry | None:
        """Return what the handbook says of the phase that the initiative is in."""
        return self.handbook.of_phase(self.stands_in)

    def parts(self) -> list[tuple[str, list[list[Placed]]]]:
        """Return the parts of the form with their rows; a field with an error is never put off."""
        hidden = self.left_out | (self.later - self.errors.keys())
        told = ((legend, self._rows(rows, self.fields.keys() - hidden)) for legend, rows in self.layout)
        return [(legend, rows) for legend, rows in told if rows]

    def more(self) -> list[list[Placed]]:
        """Return the rows of fields that a later phase asks for."""
        rows = [row for _, rows in self.layout for row in rows]
        return self._rows(rows, self.later - self.errors.keys() - self.left_out)

    def _rows(self, rows: Iterable[tuple[str, ...]], shown: Set[str]) -> list[list[Placed]]:
        found = [
            [
                Placed(self[name], self.handbook.of_field(name, self.stands_in))
                for name in row
                if name in shown
            ]
            for row in rows
        ]
        return [row for row in found if row]

    def clean(self) -> dict[str, Any]:
        """Check that the end does not lie before the start."""
        found = super().clean() or {}
        if wrong := dates_in_order(found.get("start"), found.get("end")):
            self.add_error("end", wrong)
        return found

    def facts(self) -> dict[str, Any]:
        """Return the columns as the actions take them; the board and the cost go beside them."""
        given = dict(self.cleaned_data)
        given.pop("body")
        given.pop("cost")
        given["goal"] = self.goals.get(given.get("goal", ""))
        return given | _exact("start", given["start"]) | _exact("end", given["end"])

    def half_finished(self) -> dict[str, Any]:
        """Return what a draft keeps: what can be read as it should be, dates that cannot as they were typed."""
        self.is_valid()
        read, typed = self.cleaned_data, self.data
        kept = {name: read.get(name) or "" for name in self._worded()}
        kept["title"] = read.get("title") or str(typed.get("title", ""))[:300].strip() or UNNAMED
        kept |= {name: kept.get(name) or self.fields[name].initial for name in ("track", "reach")}
        kept["goal"] = self.goals.get(read.get("goal", ""))
        return kept | self._typed_day("start") | self._typed_day("end")

    def _worded(self) -> list[str]:
        """Return the fields that become text columns as they are."""
        apart = ("body", "goal", "cost", "start", "end")
        return [name for name in self.fields if name not in apart]

    def _typed_day(self, name: str) -> dict[str, Any]:
        day = self.cleaned_data.get(name)
        if day is not None:
            return {name: day, **_exact(name, day)}
        return {
            name: None,
            f"{name}_precision": "",
            f"{name}_raw": str(self.data.get(name, ""))[:300].strip(),
        }

    def typed_cost(self) -> Amount:
        """Return the cost of a draft; what cannot be read is kept as it was typed."""
        typed = str(self.data.get("cost", "")).strip()
        return self.cleaned_data.get("cost") or Amount(None, "SEK", "", typed)


class EditForm(InitiativeForm):
    """All that a person may change: what was asked at birth and what later phases ask for."""

    layout: ClassVar[Layout] = GOES_ON

    owner = forms.CharField(
        label="Projektägare", required=False, max_length=120, help_text="Den i linjen som äger resultatet."
    )
    phase = forms.ChoiceField(label="Fas", choices=Phase.choices())
    risk = forms.ChoiceField(label="Risk", choices=Risk.choices(), widget=forms.RadioSelect)
    principle = forms.BooleanField(
        label="Principiell betydelse",
        required=False,
        help_text="Avgör tillsammans med beloppet vem som beslutar.",
    )
    why = forms.CharField(
        label="Varför ändras det?", required=False, max_length=300, help_text="Visas i historiken."
    )

    def ask_for(self, known: dict[str, Any]) -> None:
        """Demand only what is known already: nothing may be emptied, but a gap may stay a gap."""
        for name, field in self.fields.items():
            field.required = field.required and bool(known.get(name))

    def facts(self) -> dict[str, Any]:
        """Return the columns; a day that still stands as it was keeps its precision and its own words."""
        given = super().facts()
        del given["phase"], given["why"]
        for name in ("start", "end"):
            if str(given[name] or "") == str(self.initial.get(name) or ""):
                del given[name], given[f"{name}_precision"], given[f"{name}_raw"]
        return given

    def half_finished(self) -> dict[str, Any]:
        """Return what a draft keeps, and whether it is of principle."""
        return super().half_finished() | {"principle": bool(self.cleaned_data.get("principle"))}

    def _worded(self) -> list[str]:
        return [name for name in super()._worded() if name not in ("phase", "why", "principle")]


class SecrecyForm(forms.Form):
    """The ground for keeping an initiative back, and whose decision that is."""

    ground = forms.CharField(
        label="Sekretessgrund", required=False, max_length=120,
        help_text="Lagrum, till exempel OSL 18 kap. 8 §. Lämna tomt för att ta bort markeringen.",
    )  # fmt: skip
    owner = forms.ChoiceField(
        label="Beslutas av", required=False, help_text="Den nämnd som prövar sekretessen."
    )

    cases = forms.MultipleChoiceField(
        label="Ärenden som markeras samtidigt", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Ärendet kan inte markeras härifrån. Ladda om sidan."},
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        bodies: Sequence[BodyRow],
        cases: Sequence[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.fields["cases"].choices = cases  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Initiativets nämnd"), *((str(b.id), b.name) for b in bodies)]  # type: ignore[attr-defined]


def initial(facts: InitiativeFacts) -> dict[str, Any]:
    """Return the form's values for an initiative: days in ISO form, or as typed in a draft."""
    names = (
        "title",
        "problem",
        "track",
        "contact",
        "reach",
        "funding",
        "decision",
        "owner",
        "process",
        "phase",
        "risk",
        "principle",
    )
    return {
        **{name: getattr(facts, name) for name in names},
        "body": str(facts.body_id), "goal": str(facts.goal_id or ""), "cost": in_tkr(facts.cost),
        "start": facts.start.isoformat() if facts.start else facts.start_raw,
        "end": facts.end.isoformat() if facts.end else facts.end_raw,
    }  # fmt: skip


def in_tkr(cost: Amount | None) -> str:
    """Return a cost as it is typed: thousands of kronor, exactly, or the words of a draft."""
    if cost is None or cost.withheld or cost.currency != "SEK":
        return ""
    if cost.minor is None:
        return cost.raw
    text = f"{Decimal(cost.minor) / 100_000:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _exact(name: str, day: date | None) -> dict[str, str]:
    return {f"{name}_precision": "day" if day else "", f"{name}_raw": day.isoformat() if day else ""}
