from __future__ import annotations

import pytest

from samsyn.intake.readers.tables import Row, Table
from samsyn.intake.recognisers.tables import (
    NoProfile,
    Profile,
    ProfileError,
    as_data,
    built_in,
    from_data,
    guess,
    mapping,
)

MINE = {
    "name": "egen",
    "title": "Egen lista",
    "scheme": "egen",
    "columns": {"title": ["vad"], "body": ["vem*"]},
}


def table(*header: str) -> Table:
    return Table("lista.csv", header, (Row(2, tuple("x" for _ in header)),))


@pytest.mark.parametrize("profile", built_in(), ids=lambda profile: profile.name)
def test_a_profile_survives_being_data(profile: Profile) -> None:
    assert from_data(as_data(profile)) == profile


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": {"title": ["namn"], "färg": ["f"]}}, "fältet färg"),
        ({"columns": {"body": ["nämnd"]}}, "initiativets namn"),
        ({"dates": ["åååå"]}, "datumformen åååå"),
        ({"scale": {"name": "x", "values": {"grön": "bra"}}}, "läget bra"),
        ({"edition": ["gissa"]}, "utgåvan gissa"),
        ({"unit": 0}, "enhet"),
        ({"currency": "kronor"}, "ingen valuta"),
        ({"scheme": "x" * 41}, "för långt"),
        ({"okänd": 1}, "okänd"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_in_swedish(change: dict[str, object], said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        from_data({**MINE, **change})


@pytest.mark.parametrize("title", ["Namn", "PROJEKTNAMN", "Initiativ", "Project name", " Titel "])
def test_common_headings_are_known(title: str) -> None:
    found = guess(table("Nr", title, "Ansvarig nämnd", "Budget (tkr)", "Läge"), built_in())
    assert found.name == "svensk"
    assert [name for _, name in mapping(table("Nr", title, "Ansvarig nämnd", "Budget (tkr)", "Läge"), found)] == [
        "external_key", "title", "body", "budget", "status",
    ]  # fmt: skip


def test_a_profile_of_ones_own_is_preferred_where_it_fits() -> None:
    profiles = [*built_in(), from_data(MINE)]
    assert guess(table("Vad", "Vem gör det", "Namn"), profiles).name == "egen"
    assert guess(table("Namn", "Nämnd"), profiles).name == "svensk"


def test_a_table_that_names_nothing_is_told_with_its_headings() -> None:
    with pytest.raises(NoProfile, match=r"lista\.csv.*”Konto”.*Döp"):
        guess(table("Konto", "Summa"), built_in())
