"""Pages set in two columns come column by column; tables and labels keep their rows."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from tests.intake.readers.test_pdf import paper

from samsyn.intake.readers import read

PROSE = (
    "Nämnden ser över hur beställningar görs och vem som svarar för dem. Arbetet leds av förvaltningen och "
    "redovisas varje kvartal. Den som vill lämna synpunkter gör det till registrator före månadens slut. "
) * 3
HALF = PROSE.split()
LEFT = "Vänster börjar här. " + " ".join(HALF[:45]) + " Vänster slutar här."
RIGHT = "Höger börjar här. " + " ".join(HALF[45:]) + " Höger slutar här."


def texts(body: str) -> list[str]:
    lines = read(
        paper(f"#set page(width: 210mm, height: 297mm)\n#set text(size: 11pt)\n{body}"), "sida.pdf"
    ).lines
    return [line.text for line in lines if line.text]


def rows_of_prose() -> str:
    """Return two columns that the file holds row by row, as many layout programs write them."""
    pairs = zip_longest(_lines(LEFT), _lines(RIGHT), fillvalue="")
    cells = ", ".join(f"[{left}], [{right}]" for left, right in pairs)
    return f"#grid(columns: (1fr, 1fr), column-gutter: 10mm, row-gutter: 6pt, {cells})"


def _lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 36:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@pytest.mark.parametrize(
    "body", [f"#columns(2)[{LEFT} #colbreak() {RIGHT}]", rows_of_prose()], ids=["columns", "rows"]
)
def test_columns_come_one_after_the_other_between_what_stands_above_and_below(body: str) -> None:
    found = texts(
        f"= En rubrik som går över hela sidan och båda spalterna\n{body}\n\nEn rad under båda spalterna som är lång nog att nå över"
    )
    whole = " ".join(" ".join(found).split())
    places = [
        whole.index(words)
        for words in (
            "En rubrik",
            "Vänster börjar",
            "Vänster slutar",
            "Höger börjar",
            "Höger slutar",
            "En rad under",
        )
    ]
    assert places == sorted(places)


def test_a_table_of_those_present_keeps_its_rows() -> None:
    names = [
        "Mira Strand (S)",
        "Ali Borg (M)",
        "Eva Lind (C)",
        "Olof Ek (V)",
        "Siv Holm (L)",
        "Per Alm (MP)",
        "Ida Berg (S)",
        "Nils Å (M)",
    ]
    cells = ", ".join(
        f"[{name}], [{role}]" for name, role in zip(names, ["Ordförande", "Ledamot"] * 4, strict=True)
    )
    assert texts(f"#grid(columns: (1fr, 1fr), row-gutter: 6pt, {cells})")[:2] == [
        "Mira Strand (S) Ordförande",
        "Ali Borg (M) Ledamot",
    ]


def test_labels_keep_their_values() -> None:
    labels = {
        "Datum": "2026-03-02",
        "Plats": "Kommunhuset",
        "Diarienummer": "MN-2026-17",
        "Handläggare": "Eva Lind",
        "Telefon": "växel",
        "Epost": "Se webben",
        "Till": "Miljönämnden",
    }
    cells = ", ".join(f"[{label}], [{value}]" for label, value in labels.items())
    found = texts(f"#grid(columns: (1fr, 1fr), row-gutter: 6pt, {cells})\n\n{PROSE}")
    assert found[:7] == [f"{label} {value}" for label, value in labels.items()]


def test_one_column_stays_as_it_was() -> None:
    assert " ".join(" ".join(texts(PROSE)).split()) == PROSE.strip()
