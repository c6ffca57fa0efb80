"""What was found in a text against its label: figures counted by hand, and rules for when two writings are the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers import Line
from samsyn.intake.recognisers import as_json, recognise
from samsyn.intake.scoring import Evaluation, Tally, invented, score
from samsyn.intake.scoring import as_json as told
from samsyn.intake.scoring.fields import FIELDS, SAME, best

TEXT = """Kullerviks kommun
Kommunstyrelsen 2024-03-12
§ 41 Dnr KS-2023-118
Ny växel för kommunens telefoner
Beslut
1. Servicenämnden får i uppdrag att upphandla en växel senast den 30 juni 2024.
2. Kostnaden tas ur anslaget för utveckling.
3. Rapporten läggs till handlingarna.
Beslutet skickas till
Servicenämnden
Ekonomienheten"""
LINES = tuple(Line(1, number, text) for number, text in enumerate(TEXT.split("\n"), start=1))

LABEL: dict[str, Any] = {
    "kind": {"accept": ["protokoll", "protokollsutdrag"]},
    "title": "Ny växel för kommunens telefoner",
    "body": "Kommunstyrelsen",
    "date": "2024-03-12",
    "dnr": ["KS 2023/118"],
    "references": [],
    "recipients": ["Servicenämnden", "Ekonomienheten", {"accept": ["Arkivet", None]}],
    "verdict": None,
    "points": [
        {
            "text": "Servicenämnden får i uppdrag att upphandla en växel…",
            "force": "beslutar",
            "by": "Kommunstyrelsen",
        },
        {"text": "Kostnaden tas ur anslaget för utveckling.", "force": "beslutar", "by": "Kommunstyrelsen"},
        {"text": "Rapporten läggs till handlingarna.", "force": {"accept": ["beslutar", "noterar"]}},
    ],
    "commissions": [
        {
            "text": "Servicenämnden får i uppdrag att upphandla en växel…",
            "to": ["servicenämnden"],
            "due": {"date": "2024-06-30", "precision": "day"},
            "report_back": None,
        }
    ],
}


def quote(line: int, text: str) -> dict[str, Any]:
    return {"page": 1, "line": line, "text": text}


POINT = "Servicenämnden får i uppdrag att upphandla en växel senast den 30 juni 2024."
FOUND: dict[str, Any] = {
    "kind": "protokoll",
    "title": "Ny växel för telefoner",  # 4 of 5 words: the same
    "body": "Kommunfullmäktige",  # wrong, and stands nowhere
    "date": "2024-03-12",
    "paragraph": "41",
    "dnr": ["KS-2023-118"],  # another spelling of the same
    "references": ["KS-2022-7"],  # found where there is none, and quoted from a line that says otherwise
    "recipients": ["Servicenämnden"],  # one of two
    "verdict": None,
    "points": [
        {"text": POINT, "force": "föreslår", "by": "Kommunstyrelsen"},  # wrong force
        {"text": "Rapporten läggs till handlingarna.", "force": "noterar", "by": None},
        {"text": "Beslutet skickas till", "force": "beslutar", "by": None},  # not a point
    ],
    "commissions": [
        {
            "text": POINT,
            "to": ["Servicenämnden"],
            "due": {"date": "2024-06-30", "precision": "day", "text": "senast den 30 juni 2024"},
            "report_back": None,
        }
    ],
}
FOUND["quotes"] = {
    "kind": None,
    "title": quote(4, "Ny växel för kommunens telefoner"),
    "body": quote(2, "Kommunfullmäktige"),
    "date": quote(2, "2024-03-12"),
    "paragraph": quote(3, "§ 41"),
    "dnr": [quote(3, "KS-2023-118")],
    "references": [quote(3, "KS-2023-118")],
    "recipients": [quote(10, "Servicenämnden")],
    "points": [
        {
            "text": quote(6, "1. Servicenämnden"),
            "force": quote(5, "Beslut"),
            "by": quote(2, "Kommunstyrelsen"),
        },
        {"text": quote(8, "3. Rapporten"), "force": quote(5, "Beslut"), "by": None},
        {"text": quote(9, "Beslutet skickas till"), "force": quote(7, "Beslut"), "by": None},  # on line 5
    ],
    "commissions": [
        {
            "text": quote(6, "Servicenämnden"),
            "to": [quote(6, "Servicenämnden")],
            "due": {
                "date": quote(6, "30 juni 2024"),
                "precision": quote(6, "30 juni 2024"),
                "text": quote(6, "senast"),
            },
            "report_back": None,
        }
    ],
}

BY_HAND = {  # field: right, found, expected, invented
    "documents": (1, 1, 1, 0),
    "kind": (1, 1, 1, 0),
    "title": (1, 1, 1, 0),
    "body": (0, 1, 1, 1),
    "date": (1, 1, 1, 0),
    "dnr": (1, 1, 1, 0),
    "references": (0, 1, 0, 1),
    "recipients": (1, 1, 2, 0),
    "verdict": (0, 0, 0, 0),
    "points": (2, 3, 3, 0),
    "points.force": (1, 2, 2, 1),
    "points.by": (1, 1, 1, 0),
    "commissions": (1, 1, 1, 0),
    "commissions.to": (1, 1, 1, 0),
    "commissions.due": (1, 1, 1, 0),
    "commissions.report_back": (0, 0, 0, 0),
}


def test_known_mistakes_give_the_figures_counted_by_hand() -> None:
    outcome = score([[LABEL]], [FOUND]).add(invented(FOUND, LINES))
    assert {field: tuple(tally) for field, tally in outcome.tallies.items()} == BY_HAND
    assert outcome.total == Tally(right=13, found=17, expected=17, invented=3)
    assert (outcome.tallies["points"].precision, outcome.tallies["recipients"].recall) == (2 / 3, 1 / 2)
    assert outcome.tallies["verdict"].precision is None


def test_each_mistake_names_its_text_and_field() -> None:
    evaluation = Evaluation()
    evaluation.add("växel.txt", ("dev",), score([[LABEL]], [FOUND]).add(invented(FOUND, LINES)))
    listed = told(evaluation, mistakes=True)["mistakes"]
    assert {one["text"] for one in listed} == {"växel.txt"}
    assert sorted(one["field"] for one in listed) == [
        "body", "body", "points", "points.force", "points.force", "recipients", "references", "references",
    ]  # fmt: skip


def test_groups_count_their_own_texts() -> None:
    evaluation = Evaluation()
    evaluation.add("a", ("dev", "val"), score([[{"title": "Ett"}]], [{**FOUND, "title": "Ett"}]))
    evaluation.add("b", ("dev",), score([[{"title": "Två"}]], [{**FOUND, "title": "Ett"}]))
    strata = told(evaluation, mistakes=False)["strata"]
    assert {name: (one["texts"], one["fields"]["title"]["right"]) for name, one in strata.items()} == {
        "dev": (2, 1),
        "val": (1, 1),
    }


def test_the_nearest_of_several_fair_ways_counts() -> None:
    one = [{"points": [{"text": "a b c d"}]}]
    two = [{"points": [{"text": "a b"}, {"text": "c d"}]}]
    found = [{**FOUND, "points": [{"text": "c d"}, {"text": "a b"}]}]
    assert score([one, two], found).tallies["points"] == Tally(2, 2, 2)


def test_documents_pair_by_paragraph_and_the_missing_one_counts_whole() -> None:
    labels = [{"paragraph": str(number), "title": f"Ärende {number}"} for number in (1, 2, 3)]
    found = [{**FOUND, "paragraph": number, "title": f"Ärende {number}"} for number in ("3", "1")]
    outcome = score([labels], found)
    assert outcome.tallies["documents"] == Tally(2, 2, 3)
    assert outcome.tallies["title"] == Tally(2, 2, 3)
    assert {mistake.part for mistake in outcome.mistakes} == {"", "2"}


SAMENESS = [
    ("dnr", "KS-2023-118", "KS 2023/118", True),
    ("dnr", "KS-2023-118", "KS 2023/119", False),
    ("references", "KS 2020-10-05 § 567", "Beslut KS den 5 oktober 2020, §567", True),
    ("references", "KS 2020-10-05 § 567", "KS 2020-10-05 § 568", False),
    ("title", "Ny växel för kommunens telefoner", "Ny växel för kommunens telefoner, dnr 4", True),
    ("title", "Ny växel för kommunens telefoner", "Ny växel", False),
    ("summary", "Kommunen behöver…", "Kommunen behöver en ny växel.", True),
    ("summary", "Kommunen behöver…", "Vår kommun behöver en ny växel.", False),
    ("body", "servicenämnden", "Servicenämnden", True),
    ("body", "Servicenämnden", "Nämnden", False),
    ("kind", "remiss", "yttrande", False),
    ("paragraph", "41", "§ 41", True),
    ("verdict", "delvis", "delvis ändamålsenligt", True),
    ("verdict", "delvis", "inte", False),
    ("reservations", "Ledamöterna från VL reserverar sig mot beslutet.", "VL", True),
    ("reservations", "Ledamöterna från VL reserverar sig mot beslutet.", "ÖB", False),
    ("votes", {"yes": 7, "no": 6}, {"yes": 7, "no": 6, "abstain": None, "text": "7–6"}, True),
    ("votes", {"yes": 7, "no": 6}, {"yes": 6, "no": 7, "abstain": None, "text": "6–7"}, False),
    ("deadlines", {"date": "2024-06-30"}, {"date": "2024-06-30", "precision": "month", "text": "juni"}, True),
    ("deadlines", {"date": "2024-06-30"}, {"date": None, "precision": "relative", "text": "snart"}, False),
    ("deadlines", {"date": None, "text": "inom två månader"}, {"date": None, "text": "inom två månader"}, True),
    ("recommendations", {"text": "Tydliggör vem som ansvarar"}, {"text": "Tydliggör vem som ansvarar"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("field", "expected", "found", "same"), SAMENESS)
def test_when_two_writings_are_the_same(field: str, expected: Any, found: Any, same: bool) -> None:
    assert (best(FIELDS[field].alike, expected, found)[0] >= SAME) is same


PIECES = st.sampled_from([*TEXT.split("\n"), "", "§ 42", "§ 43 Val av ersättare", "Jäv", "Reservation",
    "Mona Rask (VL) reserverar sig mot beslutet.", "Omröstningen utfaller med 7 Ja mot 6 Nej.",
    "Kommunstyrelsen föreslår att kommunfullmäktige beslutar", "Ärendet bordläggs.", "Tjänsteskrivelse",
    "Revisorerna rekommenderar servicenämnden att tydliggöra ansvaret.", "Svar senast den 1 mars 2024"])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=30), max_size=40))
def test_a_label_made_of_what_was_found_scores_full_marks(texts: list[str]) -> None:
    lines = tuple(Line(1, number, text) for number, text in enumerate(texts, start=1))
    found = [as_json(document) for document in recognise(lines)]
    outcome = score([found], found)
    assert outcome.mistakes == []
    assert all(tally.right == tally.found == tally.expected for tally in outcome.tallies.values())


def test_a_value_is_invented_when_its_line_gives_another_day() -> None:
    found = {"date": "2024-03-13", "quotes": {"date": quote(2, "2024-03-12")}}
    assert invented(found, LINES).tallies["date"].invented == 1


def test_a_value_without_a_quote_is_invented_but_not_a_kind() -> None:
    found = {"kind": "protokoll", "title": "Ny växel", "quotes": {}}
    assert {name: tally.invented for name, tally in invented(found, LINES).tallies.items()} == {"title": 1}
