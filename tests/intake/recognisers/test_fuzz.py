"""Whatever text comes in: nothing raises, and every value's quote stands on its line."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.intake.recognisers import compare

from samsyn.intake.readers import read
from samsyn.intake.readers.lines import Line, number
from samsyn.intake.recognisers import as_json, proposals, recognise

SAMPLES = Path(__file__).parents[3] / "src" / "samsyn" / "demo" / "samples"
TEXTS = [
    [line.text for line in read(path.read_bytes(), path.name).lines]
    for path in sorted(SAMPLES.iterdir())
    if path.suffix in (".txt", ".docx")
]
PIECES = (
    "§ ", "§ 12 ", "§§ 3-4", "Beslut", "Kommunstyrelsen föreslår kommunfullmäktige besluta", "att ", "1. ", "- ", "\t", "\f",
    "senast den 31 april 2026", "inom två månader", "KS 2018/14", "Dnr ", "rekommenderar vi ", ":", "?", "\u00ad", "\u00a0",
    "För yttrande till", "Anstånd beviljas till den 3 maj 2026", "Justeringen", "(S) (", "Protokollsutdrag", "Tjänsteskrivelse",
)  # fmt: skip
lines = st.one_of(
    st.sampled_from([text for texts in TEXTS for text in texts]),
    st.sampled_from(PIECES),
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Line, ...]:
    """A sample document with lines lost, doubled, cut, replaced and spread over pages."""
    texts = list(draw(st.sampled_from(TEXTS)))
    for _ in range(draw(st.integers(0, 12))):
        place = draw(st.integers(0, len(texts)))
        action = draw(st.sampled_from(("lose", "double", "cut", "insert", "join")))
        if action == "insert" or place >= len(texts):
            texts.insert(place, draw(lines))
        elif action == "lose":
            del texts[place]
        elif action == "double":
            texts.insert(place, texts[place])
        elif action == "join":
            texts[place] = (
                texts[place]
                + draw(st.sampled_from(PIECES))
                + (texts[place + 1] if place + 1 < len(texts) else "")
            )
        else:
            cut = draw(st.integers(0, len(texts[place])))
            texts[place : place + 1] = [texts[place][:cut], texts[place][cut:]]
    height = draw(st.sampled_from((0, 9, 30)))
    if not height:
        return number(texts)
    return tuple(
        line
        for start in range(0, len(texts), height)
        for line in number(texts[start : start + height], start // height + 1)
    )


def check(text: tuple[Line, ...]) -> None:
    for document in recognise(text):
        shape = as_json(document)
        assert compare.loose_quotes(shape["quotes"], text) == []
        assert all(found.quote for path, found in proposals(document) if path != "kind")
        assert shape["kind"] != "okänd" or document.kind.quote is None


@given(mutated())
def test_mutated_samples(text: tuple[Line, ...]) -> None:
    check(text)


@given(st.lists(lines, max_size=80).map(number))
def test_heaps_of_lines(text: tuple[Line, ...]) -> None:
    check(text)


@given(st.lists(st.text(max_size=120), max_size=20))
def test_lines_that_no_reader_cleaned(texts: list[str]) -> None:
    check(tuple(Line(1, place, text) for place, text in enumerate(texts, start=1)))


def test_nothing_in_nothing_out() -> None:
    assert recognise(()) == ()
    assert recognise(number(["", " "])) == ()
