"""The four real documents come out as their key says, and our own samples as theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.intake.recognisers import compare
from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.recognisers import as_json, proposals, recognise

SAMPLES = Path(__file__).parents[3] / "src" / "samsyn" / "demo" / "samples"
SAMPLE_KEY = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
SEEDS = (
    "000_c4c2f1fbeeafeab2.txt",
    "001_efb55ad22637e3f5.txt",
    "002_6835b5e5a4073dc4.txt",
    "003_1d8a89e3a5c21281.txt",
)


def check(path: Path, key: dict[str, Any]) -> None:
    lines = read(path.read_bytes(), path.name).lines
    found = [as_json(document) for document in recognise(lines)]
    allowed = compare.tolerance(key, path.name)
    right = key["seeds"][path.name]["documents"]
    assert len(found) == len(right)
    for one, other in zip(right, found, strict=True):
        assert compare.differences(one, other, allowed) == []
        assert compare.loose_quotes(other["quotes"], lines) == []
        assert compare.misplaced(one, other, allowed) == []


@pytest.mark.parametrize("name", SEEDS)
def test_real_document_as_its_key_says(name: str) -> None:
    folder = shared("seeds")
    check(folder / name, json.loads((folder / "expected.json").read_text("utf-8")))


@pytest.mark.parametrize("name", sorted(SAMPLE_KEY["seeds"]))
def test_sample_document_as_its_key_says(name: str) -> None:
    check(SAMPLES / name, SAMPLE_KEY)


def test_every_sample_has_a_key() -> None:
    assert {path.name for path in SAMPLES.iterdir()} - {"expected.json"} == set(SAMPLE_KEY["seeds"])


@pytest.mark.parametrize("name", sorted(SAMPLE_KEY["seeds"]))
def test_every_value_says_how_sure_and_why(name: str) -> None:
    for document in recognise(read((SAMPLES / name).read_bytes(), name).lines):
        found = dict(proposals(document))
        assert {"kind", "title", "body"} <= set(found)
        assert all(0 < one.confidence <= 1 and one.reason and one.quote for one in found.values())


def test_samples_contradict_each_other_on_who_adopts_the_plan() -> None:
    extract = (SAMPLES / "protokollsutdrag-ksau.txt").read_text("utf-8")
    letter = (SAMPLES / "tjansteskrivelse-remiss.txt").read_text("utf-8")
    assert "plan för kommungemensam IT, som kommunfullmäktige antar" in extract
    assert "ska kommunstyrelsen fastställa en årlig plan för kommungemensam IT" in letter
