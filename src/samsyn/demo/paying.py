"""What Sundsala paid last year: a SIE file of five boards and an invoice list of two, read in as anybody would; of the
others nothing is known."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from importlib.resources import files

from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.intake import actions as intake
from samsyn.intake.readers import read
from samsyn.money.rules import Rule
from samsyn.oversight import actions as oversight
from samsyn.oversight.models import Trace
from samsyn.register.models import SystemUse

FILES = ("redovisning.se", "fakturor.csv")
YEAR = "2025"
"""The year that the files are written in; the demo reads them as those of the year before its own."""
RULES = (
    ("It-tjänster och licenser", Rule(True, accounts="5420, 6540-6549"),
        "Kontona används bara för it enligt kommunens kontoplan."),
    ("Konsulter i digitala uppdrag", Rule(True, accounts="6550", words="digital, systemutveckling"),
        "Konsultkontot är blandat, så texten avgör."),
    ("Fakturor utan konto", Rule(True, words="*licens, programvara, drift av"), "Fakturalistan saknar konto."),
    ("Drift av hus", Rule(False, words="drift av hus, drift av fastighet"), "Fastighetsdrift är inte digitalisering."),
)  # fmt: skip
TOLD = (
    ("KS", "Bildrum Digital AB", "Ny kommunwebb med sök som hittar"),
    ("KFN", "Läsro AB", "Nytt bibliotekssystem"),
)
"""What a board told when it was asked what it had paid for."""


def pay(town: Town, script: Script) -> None:
    """Write the rules, the files and what the city office makes of the traces into the script."""
    for title, rule, why in RULES:
        step = partial(
            oversight.change_rule,
            by=town.strategist,
            municipality=town.municipality,
            rule=rule,
            title=title,
            why=why,
        )
        script.add(script.ago(40), step)
    for name in FILES:
        script.add(script.ago(38), partial(_read_in, town, name, str(script.on.year - 1)))
    script.add(script.ago(1), partial(_recognise, town))


def _read_in(town: Town, name: str, year: str, *, at: datetime) -> None:
    data = (files("samsyn.demo.data") / name).read_bytes().replace(YEAR.encode(), year.encode())
    intake.import_table(
        by=town.strategist, at=at, data=data, name=f"sundsala-{year}-{name}", reading=read(data, name),
        given=town.municipality,
    )  # fmt: skip


def _recognise(town: Town, *, at: datetime) -> None:
    """Match what was paid to who supplies a system that an initiative of the same board builds on."""
    uses = SystemUse.objects.filter(initiative__municipality=town.municipality, initiative__draft=False)
    known = {
        (use.initiative.body_id, use.system.supplier): use.initiative
        for use in uses.select_related("initiative", "system").order_by("-initiative__number")
    }
    paid = Trace.objects.filter(municipality=town.municipality, kind__in=Trace.PAID, initiative_number=None)
    told = [(code, supplier, town.initiatives.get(title)) for code, supplier, title in TOLD]
    known |= {(town.bodies[code].pk, supplier): one for code, supplier, one in told if one}
    for trace in paid.select_related("body").order_by("pk"):
        if initiative := known.get((trace.body_id, trace.supplier)):
            oversight.match(by=town.strategist, at=at, trace=trace, initiative=initiative)
