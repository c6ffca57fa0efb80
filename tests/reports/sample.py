"""A made-up report with every kind of block, for the formats' tests."""

from datetime import date

from samsyn.kit.scales import Verdict
from samsyn.reports.charts import Budget, Drawing, budget_bars
from samsyn.reports.parts import (
    Beside,
    Chart,
    Column,
    Figure,
    Footnotes,
    KeyNumber,
    KeyNumbers,
    NewPage,
    Points,
    ProposedDecisions,
    Report,
    Run,
    Source,
    Statement,
    Table,
    Withheld,
)

BOARDS = Table(
    "boards",
    "Läget per nämnd",
    (
        Column("body", "Nämnd"),
        Column("coverage", "Täckningsgrad", "percent", "1", bar=True, empty="Berörs ej"),
        Column("documented", "Dokumenterade", "text", "1"),
        Column("days", "Dagar", "count", "2", empty="Ingen rapport"),
        Column("deviations", "Avvik.", "count"),
        Column("unanswered", "Utan svar", "count", "4"),
        Column("verdict", "Egen bedömning", "verdict", empty="Ej prövad"),
    ),
    tuple(
        (name, Figure(share, "/initiativ/?coverage=gap"), documented, days, deviations, unanswered, verdict)
        for name, share, documented, days, deviations, unanswered, verdict in [
            ("Socialnämnden", 44, "12 av 27", 94, 5, 4, Verdict.NOT),
            ("Tekniska nämnden", 59, "13 av 22", 71, 4, 3, Verdict.PARTLY),
            ("Räddningsnämnden", 59, "13 av 22", 71, 4, 3, Verdict.PARTLY),
            ("Kultur- och fritidsnämnden", 69, "9 av 13", 46, 1, 1, Verdict.PARTLY),
            ("Barn- och utbildningsnämnden", 77, "24 av 31", 24, 3, 2, Verdict.MOSTLY),
            ("Gymnasie- och vuxenutbildningsnämnden", 79, "11 av 14", 31, 1, 0, Verdict.MOSTLY),
            ("Byggnadsnämnden", 83, "10 av 12", 27, 0, 1, Verdict.MOSTLY),
            ("Miljönämnden", 88, "7 av 8", 18, 0, 0, Verdict.ESSENTIALLY),
            ("Vård- och omsorgsnämnden", 88, "29 av 33", 9, 2, 0, Verdict.ESSENTIALLY),
            ("Servicenämnden", 92, "22 av 24", 14, 2, 0, Verdict.ESSENTIALLY),
            ("Överförmyndarnämnden", 92, "22 av 24", 14, 2, 0, Verdict.FULLY),
            ("Arbetsmarknadsnämnden", 92, "22 av 24", 14, 2, 0, Verdict.ESSENTIALLY),
            ("Kommunstyrelsen", 94, "15 av 16", 12, 1, 1, Verdict.ESSENTIALLY),
            ("Valnämnden", None, "0 av 0", None, 0, 0, None),
        ]
    ),
    ("Hela kommunen", 76, "152 av 200", 21, 19, 12, ""),
    note="Strecket i stapeln är målet 90 %. Dagar: median sedan senaste rapport.",
    target=90,
)

DEVIATIONS = Table(
    "deviations",
    "Fem avvikelser",
    (
        Column("what", "Vad", width=3),
        Column("where", "Var", under=True),
        Column("value", "Värde", "text"),
        Column("why", "Varför den är med", width=5),
        Column("rule", "Regel"),
    ),
    (
        ("=1+1", "BUN, I-0083", "+32 %", "Prognos 14,8 mot budget 11,2 mnkr. #let *x* [y]", "A1"),
        ("Socialnämnden syns inte", "SN", "44 %", "12 av 27 dokumenterade.", "A4"),
        (
            Figure("Digital ansökan om bistånd", "/initiativ/I-0147/"),
            "SN, I-0147",
            "46 dagar",
            "Pilot skulle ha startat 5 oktober.",
            "A2",
        ),
    ),
    note="A1 prognos över budget med mer än 10 %.",
)

MONEY = Table(
    "money",
    "Medel",
    (
        Column("source", "Källa", width=1),
        Column("budget_ore", "Budget", "ore", "3"),
        Column("outcome_ore", "Utfall", "ore", "3"),
        Column("forecast_ore", "Prognos", "ore", "3"),
        Column("difference_ore", "Skillnad", "ore"),
    ),
    (
        ("Nämndens egen budget", 9720000000, 7800000000, 10890000000, 1170000000),
        ("Kommunbidrag till servicenämnden", 5200000000, 4030000000, 5160000000, -40000000),
        ("Central pott", 0, None, Withheld("OSL 19 kap. 3 §"), None),
    ),
    ("Summa", 14920000000, 11830000000, 16050000000, 1130000000),
    note="Gäller 152 dokumenterade initiativ.",
)

UNANSWERED = Table(
    "unanswered",
    "Beslut utan svar",
    (
        Column("decision", "Beslut"),
        Column("commission", "Uppdrag", width=1),
        Column("to", "Till"),
        Column("late", "Dagar sent", "count"),
    ),
    (("KF § 74", "Nyttokalkyl för sensorer", "TN", 51), ("KS § 198", "Åtgärder för rapportering", "SN", 21)),
)

BARS = (
    Budget("Nämndens egen budget", 97.2, 78.0, 108.9, "prognos 108,9"),
    Budget("Central pott", 25, 12.6, 24.1, "prognos 24,1"),
)


def bars(width: int) -> Drawing:
    return budget_bars(BARS, width, "Budget, utfall och prognos per källa; siffrorna står i tabellen under.")


REPORT = Report(
    key="ks",
    title="Uppsikt över digitaliseringen",
    lead="Läget den 20 november 2026, jämfört med 21 oktober.",
    municipality="Sundsala kommun",
    code="SUNDSALA",
    office="Stadskontoret",
    facts=(("Till", "Kommunstyrelsen"), ("Läget per", "2026-11-20")),
    as_of=date(2026, 11, 20),
    compared_with=date(2026, 10, 21),
    blocks=(
        Statement(
            (
                Run("Vi ser "),
                Run("152 av 200", strong=True),
                Run(" kända initiativ. "),
                Run("Socialnämnden och tekniska nämnden", strong=True),
                Run(" syns inte tillräckligt för att summorna ska gälla dem."),
            )
        ),
        KeyNumbers(
            (
                KeyNumber("Täckningsgrad", Figure(76, "/uppsikt/"), "percent", "+3 p.e., mål 90 %", "1"),
                KeyNumber("Färskhet", 21, "days", "28 äldre än 60 dagar", "2"),
                KeyNumber("Prognos 2026", 19870000000, "ore", "+12,3 mot budget", "3"),
            )
        ),
        ProposedDecisions(
            (
                "Kommunstyrelsen uppmanar socialnämnden att senast den 29 januari 2027 redovisa hur alla kända initiativ dokumenteras.",
                "Kommunstyrelsen begär att barn- och utbildningsnämnden återkommer med reviderad budget för lärplattformen.",
                "Kommunstyrelsen godkänner rapporten och sänder den till kommunfullmäktige och revisorerna.",
            )
        ),
        BOARDS,
        NewPage(),
        DEVIATIONS,
        Chart(
            "Prognosen ligger 12,3 mnkr över budget",
            "2026, mnkr. Fylld stapel utfall, ljus stapel budget, streck prognos.",
            bars(720),
            bars(356),
            MONEY,
        ),
        Beside(
            UNANSWERED,
            Points(
                "Sedan förra rapporten",
                ("Täckningsgraden steg från 73 till 76 %.", "Två initiativ startade."),
            ),
        ),
        Footnotes(
            "Så är rapporten gjord",
            ("Siffrorna hämtas ur Samsyn som läget var registrerat vid dagens slut.",),
            (
                Source("1", "Registret mot minimikraven.", "/initiativ/?coverage=documented"),
                Source("2", "Lägesrapporter.", "/initiativ/?fresh=stale"),
                Source("3", "Budgetrader 2026.", "/initiativ/?year=2026"),
                Source("4", "Uppdrag ur beslut.", "/uppsikt/obesvarade/"),
            ),
        ),
    ),
    sheets=(BOARDS, MONEY, DEVIATIONS, UNANSWERED),
)
