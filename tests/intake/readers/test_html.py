"""Web pages: text in reading order, nothing of scripts and styles."""

from __future__ import annotations

from samsyn.intake.readers import read

PAGE = """<!DOCTYPE html><html><head><title>Protokoll</title><style>p {color: red}</style></head>
<body><h1>§ 12 Plan f&ouml;r IT</h1><p>Dnr <b>KS-2026-12</b>
fortsätter här</p><script>var a = "dold";</script>
<h2>Beslut</h2><ol><li>Planen antas.</li><li>Punkten justeras.</li></ol><ul><li>Bilaga</li></ul>
<table><tr><th>Plats</th><td>Kommunhuset</td></tr><tr><td>Tid</td><td>13:00</td></tr></table>
rad ett<br>rad två</body></html>"""


def texts(page: str) -> list[str]:
    return [line.text for line in read(page.encode(), "sida.html").lines if line.text]


def test_text_lists_and_tables_in_order() -> None:
    assert texts(PAGE) == [
        "§ 12 Plan för IT",
        "Dnr KS-2026-12 fortsätter här",
        "Beslut",
        "1. Planen antas.",
        "2. Punkten justeras.",
        "- Bilaga",
        "Plats\tKommunhuset",
        "Tid\t13:00",
        "rad ett",
        "rad två",
    ]


def test_unclosed_tags_lose_nothing() -> None:
    assert texts("<p>Ett<li>Två<div><b>Tre") == ["Ett", "- Två", "Tre"]


def test_paragraphs_are_kept_apart() -> None:
    lines = read(b"<p>Ett</p><p>Tv\xc3\xa5</p>", "sida.html").lines
    assert [line.text for line in lines][:3] == ["Ett", "", "Två"]


def test_a_marked_section_of_an_unknown_kind_is_passed_over_as_browsers_do() -> None:
    assert texts("<p>Före</p><![munuli [x]><p>Efter</p>") == ["Före", "Efter"]
