"""The sheets and columns of a board's workbook, as data: a new field is one new row here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from samsyn.intake.recognisers.cells import Kind
from samsyn.kit.scales import Risk, State
from samsyn.register.models import Benefit, Initiative, Phase, Source, System

Need = Literal["", "keep", "asked", "must"]
"""What a value is to a row: free, never emptied again, also asked of a new row that is no draft, or always there."""
Edit = Literal["yes", "new", "no"]
"""Who writes the cell: the board, the board on a new row only, or Samsyn."""
KEY = "Nyckel"
GUIDE = "Läs mig"
CHOICES = "_val"
"""The hidden sheet with the words that cells are chosen from."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet (kolumn).

    `field` is the row's own column, or one worked out beside it; `choices` are pairs of key and word, or the name of
    a list that the municipality has. `most` is how many letters fit. What is `told` stands there to be read only.
    """

    name: str
    field: str
    kind: Kind = "text"
    help: str = ""
    choices: Sequence[tuple[Any, str]] | str = ()
    edit: Edit = "yes"
    need: Need = ""
    most: int = 0
    width: int = 16
    told: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a kind of row, how its keys are written, how it hangs on a body, and its columns (blad)."""

    key: str
    name: str
    model: Any
    prefix: str
    number: str
    owner: str
    columns: tuple[Column, ...]

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)


PHASE = "Fasen byts på webben, så att beslutspunkterna prövas."
REPORT = "Läget rapporteras på webben eller genom länken i påminnelsen."
INITIATIVES = Sheet("initiative", "Initiativ", Initiative, "I", "number", "", (
    Column("Namn", "title", need="must", most=300, width=40, help="Vad initiativet heter."),
    Column("Problem", "problem", need="asked", width=50, help="Vilket problem löser det, för vem? En mening räcker."),
    Column("Fas", "phase", "choice", PHASE, Phase.choices(), edit="no"),
    Column("Läge", "state", "choice", REPORT, State.choices(), edit="no"),
    Column("Rapporterat", "reported_on", "date", REPORT, edit="no", width=12),
    Column("Mål", "goal_id", "choice", "Det mål i budgeten som initiativet tjänar.", "goal", need="asked", width=30),
    Column("Spår", "track", "choice", "Projekt eller snabbspår.", Initiative.TRACKS, need="asked", width=12),
    Column("Berör", "reach", "choice", "Vilka som berörs.", Initiative.REACHES, need="asked"),
    Column("Enhet", "unit_id", "choice", "Enheten hos nämnden som håller i det.", "unit", width=24),
    Column("Kontakt", "contact", need="asked", most=120, width=24, help="Vem som svarar på frågor."),
    Column("Projektägare", "owner", most=120, width=24, help="Den i linjen som äger resultatet."),
    Column("Start", "start", "date", "Första dagen.", need="asked", width=12),
    Column("Slut", "end", "date", "Sista dagen.", need="asked", width=12),
    Column("Kostnad, kr", "cost", "money", "Hela tiden, alla källor, i kronor. Lämna tomt om ni inte vet.", width=16),
    Column("Källa", "funding", "choice", "Vem som betalar.", Source.choices(), need="asked", width=28),
    Column("Beslut", "decision", most=60, width=20, help="Diarienummer eller §. Lämna tomt före beslut."),
    Column("Risk", "risk", "choice", "Hur stor risken är.", Risk.choices(), need="keep", width=12),
    Column("Principiell", "principle", "flag", "Ja om frågan är av principiell betydelse.", need="keep", width=12),
    Column("Kategori", "category", most=120, width=20, help="Nämndens egen indelning."),
    Column("Utkast", "draft", "flag", "Ett utkast görs klart på webben.", edit="no", width=10),
))  # fmt: skip
CLASS = "Hur illa det är om informationen röjs, är fel eller inte går att nå."
SYSTEMS = Sheet("system", "System", System, "S", "id", "", (
    Column("Namn", "name", need="must", most=160, width=32, help="Vad systemet kallas."),
    Column("Enhet", "unit_id", "choice", "Enheten hos nämnden som har det.", "unit", width=24),
    Column("Systemägare", "owner", most=120, width=24, help="Den som äger systemet."),
    Column("Förvaltare i verksamheten", "business_lead", most=120, width=24, help="Den som sköter det i verksamheten."),
    Column("Förvaltare på IT", "it_lead", most=120, width=24, help="Den som sköter det på IT."),
    Column("Objekt", "managed_object", most=120, width=20, help="Som Elevregister. Samma ord hos alla nämnder."),
    Column("Leverantör", "supplier", most=120, width=24, help="Vem avtalet är med."),
    Column("Avtal till", "contract_end", "date", "Sista dagen i avtalet.", width=12),
    Column("Plan när avtalet går ut", "contract_plan", most=300, width=32, help="Förlängs, upphandlas, avvecklas."),
    Column("Kostnad per år, kr", "yearly_cost", "money", "Licens, drift och förvaltning, i kronor.", width=18),
    Column("Gemensamt", "common", "flag", "Ja om fler nämnder använder det.", need="keep", width=12),
    Column("Användare", "users", "number", "Hur många personer totalt. Lämna tomt om ni inte vet.", width=12),
    Column("Konfidentialitet", "confidentiality", "choice", CLASS, System.LEVELS),
    Column("Riktighet", "integrity", "choice", CLASS, System.LEVELS),
    Column("Tillgänglighet", "availability", "choice", CLASS, System.LEVELS),
    Column("Klassat", "classified_on", "date", "Dagen då informationen klassades.", width=12),
    Column("Ersätts av", "replaced_by_id", "choice", "Det system som tar över.", "system", width=24),
))  # fmt: skip
ONCE = "Vilket initiativ nyttan hör till, till exempel I-0147. Anges på en ny rad och ändras inte sedan."
YEARLY = "Per år, i den enhet som står på raden. Skriv lågt, troligt och högt i stigande ordning."
BENEFITS = Sheet("benefit", "Nyttor", Benefit, "N", "id", "initiative__", (
    Column("Initiativ", "initiative_id", "choice", ONCE, "initiative", edit="new", need="must", width=12),
    Column("Initiativets namn", "initiative__title", edit="no", width=40, told=True),
    Column("Nytta", "title", need="must", most=200, width=40, help="Vad nyttan är."),
    Column("Slag", "kind", "choice", "Vilket slag av nytta.", Benefit.KINDS, need="must", width=24),
    Column("Ekonomi", "economy", "choice", "Vad den gör med ekonomin, om något.", Benefit.ECONOMIES, width=20),
    Column("Enhet", "unit", need="must", most=60, width=14, help="tkr, timmar eller ärenden. Pengar skrivs i tkr."),
    Column("Utgångsläge", "baseline", most=120, width=24, help="Hur det är i dag."),
    Column("Lågt", "low", "number", YEARLY, width=12),
    Column("Troligt", "likely", "number", YEARLY, width=12),
    Column("Högt", "high", "number", YEARLY, width=12),
    Column("Nyttoägare", "owner", most=120, width=24, help="Den i linjen som hämtar hem nyttan."),
    Column("Mäts", "measured_on", "date", "Dagen då nyttan mäts.", width=12),
))  # fmt: skip
SHEETS = (INITIATIVES, SYSTEMS, BENEFITS)
