"""Plain text and Markdown in the encodings that offices use."""

from __future__ import annotations

import pytest

from samsyn.intake.readers import Refused, read

WORDS = "Sammanträde på ön\n\nÄrendet gäller årshjulet – § 12"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_gives_the_same_lines(encoding: str, newline: str) -> None:
    lines = read(WORDS.replace("\n", newline).encode(encoding), "protokoll.txt").lines
    assert [line.text for line in lines] == WORDS.split("\n")
    assert [(line.page, line.number) for line in lines] == [(1, 1), (1, 2), (1, 3)]


def test_old_mac_letters() -> None:
    text = "Nämnden för vård och omsorg på Öland, åtgärder"
    assert read(text.encode("mac-roman"), "brev.txt").lines[0].text == text


def test_letters_are_composed_and_invisible_ones_go() -> None:
    assert read("A\u030arets\u200b plan\u00ad\n".encode(), "plan.txt").lines[0].text == "Årets plan\u00ad"


def test_markdown_marks_go_and_line_numbers_stay() -> None:
    lines = read(
        "# Beslut\n\n**Nämnden** beslutar\n> att anta planen\n- en punkt".encode(), "beslut.md"
    ).lines
    assert [line.text for line in lines] == [
        "Beslut",
        "",
        "Nämnden beslutar",
        "att anta planen",
        "- en punkt",
    ]


def test_a_file_of_blanks_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"tom\.txt .*Kontrollera"):
        read(b" \n \n", "tom.txt")
