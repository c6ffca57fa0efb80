"""The parts of a value: shown in Swedish, typed right, and back in the same shape."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.recognisers import values
from samsyn.intake.recognisers.values import Found, as_json
from samsyn.intake.rules import LABELS, drafts
from samsyn.web.pages.intake.shape import COUNTS, FLAGS, ITEMS, PARTS, TERMS, flat, parts, typed, wrong

TASK: dict[str, Any] = {
    "text": "pröva en tidbok", "to": ["Miljönämnden", "Servicenämnden"],
    "due": {"date": "2026-08-31", "precision": "day", "text": "senast den 31 augusti"}, "report_back": None,
}  # fmt: skip
POINT: dict[str, Any] = {
    "text": "Nämnden avslår förslaget", "force": "beslutar", "by": "Miljönämnden", "to": None, "outcome": "avslag",
    "condition": None, "for_own_part": True,
}  # fmt: skip
VOTE: dict[str, Any] = {"yes": 7, "no": 4, "abstain": None, "text": "7 ja, 4 nej"}


def shown(field: str, value: Any) -> dict[str, str]:
    return {part.label: part.value for part in parts(field, value, lambda _: None) if part.value}


def posted(field: str, value: Any, **changes: str) -> dict[str, str]:
    """Return what a browser sends for a value that is shown, with some fields changed; "." in names is "__"."""
    sent = {part.key: part.typed for part in parts(field, value, lambda _: None)}
    return sent | {key.replace("__", "."): text for key, text in changes.items()}


def corrected(field: str, value: Any, **changes: str) -> Any:
    return typed(field, value, posted(field, value, **changes).get)


def test_a_task_is_shown_with_its_two_days_apart() -> None:
    assert shown("commissions", TASK) == {
        "Text": "pröva en tidbok", "Till": "Miljönämnden, Servicenämnden", "Klart senast": "2026-08-31",
        "Noggrannhet": "dag", "Klart, i textens ord": "senast den 31 augusti",
    }  # fmt: skip


def test_a_point_and_a_vote_are_shown_with_all_they_hold() -> None:
    assert shown("points", POINT)["Utgång"] == "avslag"
    assert shown("points", POINT)["För egen del"] == "ja"
    assert shown("points", {**POINT, "for_own_part": False}).get("För egen del") is None
    assert shown("votes", {**VOTE, "no": 0}) == {"Ja": "7", "Nej": "0", "Text": "7 ja, 4 nej"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("commissions", TASK),
        ("points", POINT),
        ("votes", VOTE),
        ("next_body", "Kommunstyrelsen"),
        ("members", {"name": "Bo Ek", "party": "S", "role": None, "capacity": "beslutande", "adjuster": True, "paragraphs": None, "replaces": None}),
        ("recommendations", {"to": ["Miljönämnden"], "text": "Inför en tidbok"}),
    ],
)  # fmt: skip
def test_what_is_posted_unchanged_is_the_same_value(field: str, value: Any) -> None:
    assert corrected(field, value) == value
    assert wrong(field, corrected(field, value)) == ""


def test_a_day_that_was_missing_is_added_and_one_that_is_emptied_goes() -> None:
    added = corrected("commissions", TASK, report_back__date="2026-10-31")
    assert added["report_back"] == {"date": "2026-10-31", "precision": "day", "text": None}
    emptied = corrected("commissions", TASK, due__date="", due__text="", due__precision="")
    assert emptied["due"] is None


def test_a_value_read_before_a_part_was_known_can_be_given_that_part() -> None:
    old = {"text": "Bifall", "force": "beslutar", "by": None, "to": None}
    assert corrected("points", old, outcome="bifall")["outcome"] == "bifall"
    assert corrected("points", old)["for_own_part"] is False


@pytest.mark.parametrize(
    ("field", "value", "changes", "sentence"),
    [
        ("commissions", TASK, {"due__date": "31 augusti"}, "”31 augusti” är inget datum"),
        ("commissions", TASK, {"due__precision": "ungefär"}, "går inte att använda"),
        ("commissions", TASK, {"text": " "}, "Skriv rätt värde"),
        ("points", POINT, {"outcome": "kanske"}, "Välj ett av bifall, avslag"),
        ("points", POINT, {"force": ""}, "Skriv rätt värde"),
        ("votes", VOTE, {"yes": "sju"}, "”sju” är inget antal"),
        ("extension", {"status": "asked", "by": None, "asked": None, "from": None, "to": None, "text": "Anstånd"}, {"to": "i juni"}, "inget datum"),
        ("points", POINT, {"to": "i juni"}, ""),
        ("points", POINT, {"outcome": "", "condition": "om pengarna räcker"}, ""),
        ("date", "2026-03-02", {"": "2 mars"}, "inget datum"),
        ("kind", "protokoll", {"": "brev"}, "Välj ett av protokoll"),
        ("dnr", "MN-2026-1", {"": ""}, "Skriv rätt värde"),
    ],
)  # fmt: skip
def test_what_cannot_stand_gets_a_sentence(
    field: str, value: Any, changes: dict[str, str], sentence: str
) -> None:
    told = wrong(field, corrected(field, value, **changes))
    assert sentence in told
    assert bool(told) == bool(sentence)


@given(st.text(), st.sampled_from(["due.date", "due.text", "to", "text", "report_back.precision"]))
def test_whatever_is_typed_gives_a_value_or_a_sentence(text: str, key: str) -> None:
    value = typed("commissions", TASK, (posted("commissions", TASK) | {key: text}).get)
    assert set(value) == set(TASK)
    if not wrong("commissions", value):
        assert value["text"]


def test_every_field_and_every_part_of_a_value_has_its_swedish_words() -> None:
    read = {part.name for part in fields(values.Document)}
    assert read <= set(LABELS)
    for field, item in ITEMS.items():
        keys = set(flat(field, {part.metadata.get("json", part.name): None for part in fields(item)}))
        assert keys <= set(PARTS), field


def test_every_value_that_has_parts_is_known_and_none_is_told_twice() -> None:
    quote = values.Quote(1, 1, "ord")
    word = Found("ord", quote, 0.9, "Prov")
    day: Found[Any] = Found("day", quote, 0.9, "Prov")
    term = values.Term(Found(date(2026, 8, 31), quote, 0.9, "Prov"), day, word)
    document = values.Document(
        kind=Found("protokoll", quote, 0.9, "Prov"),
        commissions=(values.Commission(word, (word,), term, term),),
        points=(values.Point(word, Found("beslutar", quote, 0.9, "Prov"), None, None),),
        votes=(Found(values.Vote(1, 2, None, "ord"), quote, 0.9, "Prov"),),
        members=(
            Found(values.Member("Bo Ek", None, None, "beslutande", adjuster=False), quote, 0.9, "Prov"),
        ),
    )
    for draft in drafts(document):
        assert isinstance(draft.value, dict) == (draft.field in ITEMS)
        keys = set(flat(draft.field, draft.value))
        assert not isinstance(draft.value, dict) or keys == set(flat(draft.field, {}))
    assert as_json(document)["commissions"][0]["due"]["date"] == "2026-08-31"
    assert {*FLAGS, *COUNTS} <= set(PARTS)
    assert all(f"{term_name}.date" in PARTS for term_name in TERMS)
