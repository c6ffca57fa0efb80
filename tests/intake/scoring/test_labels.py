"""Label files: read, refused with one sentence, and pointing at the lines they mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.shared_data import shared

from samsyn.intake.scoring import BadLabel, Label, load, reading, resolved

OURS = Path(__file__).resolve().parents[2] / "labels"
TEXT = "§ 41\nNy växel för\nkommunens telefoner\n1. Servicenämnden\n2. Ekonomi­\nenheten\n"


def labelled(folder: Path, document: Any, **more: Any) -> Label:
    (folder / "växel.txt").write_text(TEXT)
    (folder / "växel.json").write_text(
        json.dumps({"file": "växel.txt", "set": "dev", "documents": [document], **more})
    )
    (label,) = load(folder / "växel.json")
    return label


def test_values_told_by_line_become_the_words_on_them(tmp_path: Path) -> None:
    label = labelled(
        tmp_path,
        {
            "title": {"lines": "2-3", "starts": "Ny växel"},
            "basis": [{"lines": "5-6", "from": "Ekonomi"}],
            "recipients": {"each": "4"},
        },
    )
    assert resolved(label, reading(label, tmp_path).lines) == [
        [
            {
                "title": "Ny växel för kommunens telefoner",
                "basis": ["Ekonomienheten"],
                "recipients": ["Servicenämnden"],
            }
        ]
    ]


def test_alternatives_by_path_are_put_where_they_belong(tmp_path: Path) -> None:
    document = {"points": [{"text": "Ja", "force": "beslutar"}]}
    label = labelled(tmp_path, {**document, "accept": {"points.0.force": ["noterar"], "points": [[]]}})
    ((found,),) = resolved(label, reading(label, tmp_path).lines)
    assert found == {
        "points": {"accept": [[{"text": "Ja", "force": {"accept": ["beslutar", "noterar"]}}], []]}
    }


def test_a_text_may_be_a_record_of_a_jsonl_file(tmp_path: Path) -> None:
    records = [{"id": name, "text": f"# Rubrik {name}"} for name in "ab"]
    (tmp_path / "många.jsonl").write_text("\n".join(map(json.dumps, records)))
    source = {"file": "många.jsonl", "key": "id", "id": "b", "text": "text", "as": "md"}
    label = labelled(tmp_path, {}, source=source)
    assert reading(label, tmp_path).lines[0].text == "Rubrik b"


BROKEN = {
    "{": "är inte giltig JSON, rad 1.",
    "[]": "saknar file eller documents.",
    '{"file": "a.txt"}': "saknar file eller documents.",
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN.items())
def test_a_file_that_is_no_label_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "trasig.json").write_text(text)
    with pytest.raises(BadLabel) as refused:
        load(tmp_path)
    assert str(refused.value) == f"Etikettfilen {tmp_path / 'trasig.json'} {sentence}"


UNFIT = {
    "har ett värde av fel slag i points.": {"points": ["Kostnaden tas ur anslaget."]},
    "har ett värde av fel slag i title.": {"title": {"accept": [{"text": "Ny växel"}]}},
    "pekar på rad två. Skriv till exempel 8-10,12.": {"title": {"lines": "två"}},
    "har fältet rubrik, som inte finns.": {"rubrik": "Ny växel"},
    "pekar på rad 9, som inte finns.": {"title": {"lines": "9"}},
    "pekar på rad 2, där ”Gammal växel” inte står.": {"title": {"lines": "2", "starts": "Gammal växel"}},
    "godtar annat för points.0.force, som inte finns i den.": {"accept": {"points.0.force": ["noterar"]}},
}


@pytest.mark.parametrize(("sentence", "document"), UNFIT.items())
def test_a_label_that_does_not_fit_its_text_is_one_sentence(
    tmp_path: Path, sentence: str, document: dict[str, Any]
) -> None:
    label = labelled(tmp_path, document)
    with pytest.raises(BadLabel) as refused:
        resolved(label, reading(label, tmp_path).lines)
    assert str(refused.value) == f"Etiketten växel.txt {sentence}"


def test_a_folder_without_labels_and_a_missing_text_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadLabel, match="har inga etikettfiler"):
        load(tmp_path)
    label = labelled(tmp_path, {})
    (tmp_path / "växel.txt").unlink()
    with pytest.raises(BadLabel, match=r"Texten till växel\.txt finns inte"):
        reading(label, tmp_path)


def test_our_labels_point_at_the_lines_they_mean() -> None:
    folder = shared("data")
    labels = load(OURS)
    assert len(labels) == 73
    for label in labels:
        assert resolved(label, reading(label, folder).lines)
