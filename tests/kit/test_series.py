"""Numbers of public series in running text, and what only looks like them."""

from __future__ import annotations

import pytest

from samsyn.kit.series import find_series


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Remiss av SOU 2026:12 och Ds 2025:3", ["SOU 2026:12", "Ds 2025:3"]),
        ("SOU\u00a02026:12, åter SOU 2026:12", ["SOU 2026:12"]),
        ("Prop. 2025/26:71 och dir 2026:4", ["prop. 2025/26:71", "dir. 2026:4"]),
        ("SFS 2025:900", ["SFS 2025:900"]),
        ("kommunallagen (2017:725)", []),
        ("KSKF/2014:1 och KS/2017:257", []),
        ("ISOU 2026:12, sou 2026:12", []),
    ],
)
def test_a_number_is_told_by_its_series(text: str, found: list[str]) -> None:
    assert [str(one) for one in find_series(text)] == found


def test_two_writings_have_one_key() -> None:
    assert {one.key for one in find_series("Prop. 2025/26:71") + find_series("prop 2025/26:71")} == {
        "prop 2025/26:71"
    }
