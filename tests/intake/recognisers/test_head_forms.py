"""What the heads of minutes and letters say, in the forms they are written in."""

from __future__ import annotations

import pytest

from samsyn.intake.readers import read as reading
from samsyn.intake.readers.lines import number as numbered
from samsyn.intake.recognisers import Document, recognise
from samsyn.kit import diary


def read(text: str) -> tuple[Document, ...]:
    return recognise(numbered(text.split("\n")))


MINUTES = """Ekviks kommun
Kommunstyrelsen
SAMMANTRÄDESPROTOKOLL
2024-03-05

Plats och tid: Stora salen, kommunhuset, kl. 13.00-15.00
Beslutande: Ada Berg (S), ordförande
Bo Ek (M)

Utses att justera: Bo Ek
{}

§ 12 Ny e-tjänst
Kommunstyrelsens beslut
Kommunstyrelsen antar planen.
"""


@pytest.mark.parametrize(
    "lines",
    [
        "Justeringens           Kommunhuset 2024-03-12\nplats och tid",
        "Justeringens plats Kommunhuset, 2024-03-12\noch tid:",
        "Justeringens plats Kommunhuset den 12 mars 2024\noch tid:",
        "Justeringens tid Kommunhuset 2024-03-12, kl. 08.00\noch plats",
        "Tid för justering:\t12 mars 2024",
        "Dag för justering\n2024-03-12",
        "Plats och tid Digital signering 2024-03-12",
    ],
)
def test_the_day_of_adjustment_stands_after_its_label_however_it_is_broken(lines: str) -> None:
    (document,) = read(MINUTES.format(lines))
    assert document.adjusted
    assert document.adjusted.value == "2024-03-12"
    assert document.date
    assert document.date.value.isoformat() == "2024-03-05"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("N2015/4841/PUB", "N2015/4841/PUB"),
        ("(M2013/1724/Ke).", "M2013/1724/Ke"),
        ("Ändrad förordningJu2018/05093/L3", "Ju2018/05093/L3"),
        ("U2022/04085", "U2022/04085"),
        ("Dnr 2018-71", "2018-71"),
        ("Dnr 14/0331", "14/0331"),
        ("Dnr TEK/2022:33-1", "TEK/2022:33-1"),
        ("Hösten 2018-10", None),
        ("vt2018/19", None),
    ],
)
def test_numbers_of_offices_and_of_short_years_are_diary_numbers(text: str, raw: str | None) -> None:
    assert [match.number.raw for match in diary.find(text)] == ([raw] if raw else [])


@pytest.mark.parametrize(
    ("words", "raw"),
    [
        ("Nämnden beslutade 2022-09-20 § 63 att ta fram en plan.", "2022-09-20 § 63"),
        ("Uppdraget gavs den 14 maj 2024, § 77, till chefen.", "den 14 maj 2024, § 77"),
        ("Uppdraget gavs i KF 2021-03-31 § 100.", "KF 2021-03-31 § 100"),
        ("Enligt kommunallagen § 4 gäller detta.", None),
    ],
)
def test_a_reference_to_a_decision_may_leave_the_body_out(words: str, raw: str | None) -> None:
    (document,) = read(MINUTES.format("Dnr 2018-71") + f"\nBakgrund\n{words}\n")
    assert [found.value for found in document.references] == ([raw] if raw else [])


def test_members_in_columns_keep_party_and_role() -> None:
    (document,) = read(
        MINUTES.format("Ledamöter\nIda Sol\t(S)\tordförande\nPer Fors\t(V)\tersätter Mia Dal (S)")
    )
    found = {one.value.name: one.value for one in document.members}
    assert (found["Ida Sol"].party, found["Ida Sol"].role) == ("S", "ordförande")
    assert (found["Per Fors"].party, found["Per Fors"].replaces) == ("V", "Mia Dal")
    assert "Mia Dal" not in found


@pytest.mark.parametrize(
    ("words", "raw"),
    [
        ("# Remiss av I2020/02448 Förslag till ändring i förordningen om fordon", ["I2020/02448"]),
        (
            "# Remiss av en promemoria\n\nHär finns svaren på remissen På väg (U2019/02278/GV).",
            ["U2019/02278/GV"],
        ),
        ("# Remiss av en promemoria\n\nDen bygger på ett uppdrag (U2019/02278/GV).", []),
    ],
)
def test_a_referral_is_known_by_the_number_it_is_called_by(words: str, raw: list[str]) -> None:
    (document,) = recognise(reading(words.encode(), "remiss.md").lines)
    assert [found.value for found in document.dnr] == raw
