"""Text that can be trusted is told from what broken fonts and bad text recognition leave."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.papers import SAMPLES
from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers.quality import distrust, distrusted_pages

TEXTS = {
    path.stem: "\n".join(line.text for line in read(path.read_bytes(), path.name).lines)
    for path in sorted(SAMPLES.iterdir())
    if path.suffix in (".txt", ".docx")
}
CORPUS = sorted(
    path
    for path in (Path(__file__).parents[1] / "corpus").iterdir()
    if path.suffix in (".txt", ".md", ".html") and path.name != "README.md"
)
chance = random.Random(7)
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
SHUFFLED = "".join(chance.sample(LETTERS, len(LETTERS)))


def misread(text: str) -> str:
    """Return what a bad text recognition makes of a text: every third letter that looks like another is one."""
    alike = {"l": "1", "i": "l", "o": "0", "e": "c", "n": "ri", "m": "rn", "å": "a", "ä": "a", "ö": "o"}
    return "".join(alike.get(letter, letter) if chance.random() < 0.3 else letter for letter in text)


GARBLED: dict[str, tuple[Callable[[str], str], str]] = {
    "a broken font map": (
        lambda text: text.translate(str.maketrans(LETTERS, SHUFFLED)),
        "liknar inte svenska",
    ),
    "private characters": (
        lambda text: re.sub("[a-z]", lambda one: chr(0xE000 + ord(one[0])), text),
        "oläsliga",
    ),
    "every a lost": (lambda text: re.sub("[aA]", "", text), "Bokstaven a saknas"),
    "å, ä and ö lost": (lambda text: re.sub("[åäöÅÄÖ]", "", text), "å, ä och ö saknas"),
    "digits for letters": (lambda text: text.translate(str.maketrans("lIoOS", "11005")), "Siffror står"),
    "misread": (misread, ""),
    "rubbish": (lambda text: "".join(chance.choices(LETTERS + " .,|~1", k=len(text))), "liknar inte svenska"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_our_own_documents_are_trusted(name: str) -> None:
    lines = number(TEXTS[name].split("\n"))
    assert distrust(lines) == ""
    assert distrusted_pages(lines) == {}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("how", GARBLED)
def test_garbled_documents_are_not_and_the_sentence_says_why(name: str, how: str) -> None:
    garble, reason = GARBLED[how]
    told = distrust(number(garble(TEXTS[name]).split("\n")))
    assert told
    assert reason in told


@pytest.mark.parametrize("sign", ["ß", "8", "\ufffd"])
def test_a_paragraph_sign_read_as_something_else_is_told(sign: str) -> None:
    text = TEXTS["protokollsutdrag-ksau"].replace("§ ", f"{sign} ").replace("§", "")
    assert distrust(number(text.split("\n"))) == "Paragraftecknen (§) är fel lästa."


@pytest.mark.parametrize("text", ["", "Ja", "§ 41", "KS-2026-233", "Mira Strand (S)", "1 200 000 kr"])
def test_too_little_text_to_tell_is_trusted(text: str) -> None:
    assert distrust(number([text])) == ""


def test_a_bad_page_is_told_from_good_ones() -> None:
    good = TEXTS["revisionsskrivelse"]
    bad = good.translate(str.maketrans(LETTERS, SHUFFLED))
    lines = (*number(good.split("\n"), 1), *number(bad.split("\n"), 2), *number(good.split("\n"), 3))
    assert list(distrusted_pages(lines)) == [2]


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_the_corpus_is_trusted(file: Path) -> None:
    lines = read(file.read_bytes(), file.name).lines
    told = distrust(lines)
    assert told in ("", "Paragraftecknen (§) är fel lästa." if "$ 41" in file.read_text("utf-8") else "")


@pytest.mark.slow
def test_real_minutes_are_trusted() -> None:
    paragraphs = (shared("data/goteborg-protokoll") / "paragrafer.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["fulltext"] or "" for line in paragraphs]
    assert [text[:80] for text in texts if distrust(number(text.split("\n")))] == []


def test_real_audit_reports_are_trusted_page_by_page() -> None:
    for file in sorted((shared("data/goteborg-revision") / "pdf").glob("*.pdf")):
        assert distrusted_pages(read(file.read_bytes(), file.name).lines) == {}, file.name
