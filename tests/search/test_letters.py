"""å, ä and ö are letters, on both databases."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from samsyn.config.sqlite3.base import like
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import SwedishOrder


@pytest.mark.parametrize(
    ("pattern", "text", "escape", "fits"),
    [
        ("%åtg%", "Åtgärdsregister", "", True), ("ÅTG%", "åtgärd", "", True), ("%å%", "al", "", False),
        ("a_c", "ABC", "", True), ("a_c", "AC", "", False), (r"50\%%", "50 % av", "\\", False), (r"50\%%", "50% av", "\\", True),
        (r"%\_%", "a_b", "\\", True), (r"%\_%", "ab", "\\", False), ("%", "", "", True), ("rad%två", "rad\ntvå", "", True),
    ],
)  # fmt: skip
def test_like_folds_every_letter(pattern: str, text: str, escape: str, fits: bool) -> None:
    assert like(pattern, text, escape) is fits


def test_null_is_neither() -> None:
    assert like("%", None) is None
    assert like(None, "a") is None


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_text_holds_itself_whatever_stands_around(word: str, around: str) -> None:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    assert like(f"%{escaped}%", around + word.swapcase() + around, "\\") is (
        word.casefold() in (around + word.swapcase() + around).casefold()
    )


@pytest.mark.django_db
def test_the_database_searches_and_sorts_as_swedes_do() -> None:
    names = ["Ödeshög", "Åmål", "Älvkarleby", "Zinkgruvan", "arboga"]
    for code, name in enumerate(names):
        Municipality.objects.create(code=str(code), name=name)
    assert [m.name for m in Municipality.objects.filter(name__icontains="åM")] == ["Åmål"]
    assert [m.name for m in Municipality.objects.filter(name__iexact="ödesHÖG")] == ["Ödeshög"]
    ordered = Municipality.objects.order_by(SwedishOrder("name"))
    assert [m.name for m in ordered] == ["arboga", "Zinkgruvan", "Åmål", "Älvkarleby", "Ödeshög"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT UPPER('åäö'), LOWER('ÅÄÖ')")
        assert cursor.fetchone() == ("ÅÄÖ", "åäö")
