"""Published referrals and summaries of audits: what their own words say is found, and no more."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.recognisers import Document, recognise

KEPT_ASIDE = (
    "skapa_arbete",
    "finansiering_likviditet",
    "palliativ",
)  # read by nobody who works on the recognisers
LAST_DAY = re.compile(r"(?:ska ha kommit in|[Ss]ista dag att svara)[^.\n]{0,90}? (?:\d{1,2}) \w+ (20\d\d)")


def pages() -> Iterator[tuple[dict[str, Any], Document]]:
    """Yield a fifth of the referral pages that may be looked at, with what was read in them."""
    rows = (shared("data/regeringen-remisser") / "remisser.jsonl").read_text("utf-8").split("\n")
    seen = [row for row in rows if row and hashlib.sha256(row.encode()).hexdigest()[0] != "0"]
    for row in map(json.loads, seen[::5]):
        (document,) = recognise(read(row["markdown"].encode(), "sida.md").lines)
        yield row, document


def test_referrals_say_their_kind_and_last_day() -> None:
    all_pages = list(pages())
    dated = [(LAST_DAY.search(row["markdown"].replace("\xa0", " ")), one) for row, one in all_pages]
    asked = [(hit, one) for hit, one in dated if hit]
    found = [
        one
        for hit, one in asked
        if any(day.date and str(day.date.value.year) == hit[1] for day in one.deadlines)
    ]
    assert len(asked) > 300
    assert len(found) >= 0.99 * len(asked)
    assert sum(one.kind.value == "remiss" for _, one in all_pages) >= 0.98 * len(all_pages)


def test_every_recommendation_that_is_known_is_found_with_its_addressee() -> None:
    folder = shared("data/goteborg-revision")
    reports = json.loads((folder / "rekommendationer.json").read_text("utf-8"))
    for report in reports:
        if any(name in report["pdf"] for name in KEPT_ASIDE):
            continue
        data = (folder / "pdf" / report["pdf"]).read_bytes()
        found = [
            one for document in recognise(read(data, report["pdf"]).lines) for one in document.recommendations
        ]
        for known in report["rekommendationer"]:
            to = known["mottagare"].casefold()
            assert [
                one
                for one in found
                if {name.value.casefold() for name in one.to} == {to}
                and (one.text.value in known["text"] or known["text"] in one.text.value)
            ], known
