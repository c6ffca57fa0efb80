"""The corpus itself is sound: what each answer says stands in its text, and the strata are whole."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from samsyn.kit.dates import Precision

CORPUS = Path(__file__).parent / "corpus"
ANSWERS = sorted(CORPUS.glob("*.json"))
STRATA = {
    "minutes": 12,
    "extract": 12,
    "letter": 8,
    "referral": 6,
    "reply": 6,
    "audit": 6,
    "report": 6,
    "followup": 2,
    "plan": 2,
    "real-minutes": 12,
    "real-extract": 12,
    "real-letter": 5,
    "real-referral": 3,
    "real-reply": 3,
    "real-audit": 5,
}
FORCES = {"beslutar", "föreslår", "föreslås", "remitterar", "noterar"}
VERDICTS = {None, "inte", "delvis", "till övervägande del", "i allt väsentligt", "ändamålsenligt"}
TEXTS = (
    "title",
    "dnr",
    "references",
    "recipients",
    "for_statement",
    "for_information",
    "basis",
    "reservations",
    "statements",
    "conflicts",
    "questions",
)


def _plain(words: str) -> str:
    """Return the words as a reader sees them: no tags, no marks of weight, no hyphens from line breaks."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", words)).replace("**", "")
    words = re.sub(r"\u00ad\s*", "", words)
    words = re.sub(r"(?<=[a-zåäö])-\s*\n\s*(?=[a-zåäö])", "", words)
    return re.sub(r"\s+", " ", words).strip()


def _stands(value: str, text: str) -> bool:
    """Tell whether the value stands in the text, whole or broken once by the foot and head of a page."""
    if value in text:
        return True
    words = value.split(" ")
    for at in range(1, len(words)):
        first, rest = " ".join(words[:at]), " ".join(words[at:])
        if first in text and rest in text[text.index(first) + len(first) :]:
            return True
    return False


def _texts(document: dict[str, Any]) -> Iterator[str]:
    for key in TEXTS:
        value = document.get(key)
        yield from value if isinstance(value, list) else [value] if value else []
    for key in ("points", "recommendations", "commissions", "deadlines", "votes"):
        yield from (item["text"] for item in document.get(key, []))
    for commission in document.get("commissions", []):
        yield from (term["text"] for term in (commission["due"], commission["report_back"]) if term)
    yield from (member["name"] for member in document.get("members", []))
    if document.get("extension"):
        yield document["extension"]["text"]


def _days(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _days(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _days(item, key)
    elif key in {"date", "asked", "from"} and value:
        yield value


def _terms(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from document.get("deadlines", [])
    for commission in document.get("commissions", []):
        yield from (term for term in (commission["due"], commission["report_back"]) if term)


def test_every_stratum_is_whole_and_part_of_it_held_back() -> None:
    """Twelve full minutes, twelve extracts and so on; a quarter is held back, of those in real house styles half."""
    found = Counter((path.stem.rpartition("-")[0], json.loads(path.read_text())["set"]) for path in ANSWERS)
    held = {name: count // (2 if name.startswith("real") else 4) for name, count in STRATA.items()}
    assert +Counter(found) == +Counter(
        {(name, "held"): held[name] for name in STRATA}
        | {(name, "dev"): count - held[name] for name, count in STRATA.items()}
    )


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: path.stem)
def test_an_answer_says_what_its_text_says(answer: Path) -> None:
    """Every value of text stands in the text, every day is a day and every word of a scale is on it."""
    right = json.loads(answer.read_text())
    text = _plain((CORPUS / right["file"]).read_text())
    assert right["documents"]
    for document in right["documents"]:
        assert [value for value in _texts(document) if not _stands(_plain(value), text)] == []
        assert all(date.fromisoformat(day) for day in _days(document))
        assert {point["force"] for point in document.get("points", [])} <= FORCES
        assert document.get("verdict") in VERDICTS
        assert {path.split(".")[0] for path in document.get("accept", {})} <= set(document)
        assert {term["precision"] for term in _terms(document)} <= set(get_args(Precision))
        paragraph = document.get("paragraph")
        assert paragraph is None or re.search(rf"(?<!\d){re.escape(paragraph)}(?!\d)", text)


def test_no_two_documents_share_a_head() -> None:
    """Each document is its own municipality's: no first three lines are the same twice."""
    heads = Counter(
        _plain((CORPUS / json.loads(path.read_text())["file"]).read_text())[:120] for path in ANSWERS
    )
    assert max(heads.values()) == 1
