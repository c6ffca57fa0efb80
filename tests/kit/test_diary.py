"""Diary numbers and decision references in the shapes of many municipalities, and what only looks like them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit import diary

SHAPES = [
    ("STK-2019-284", ("STK", 2019, 284)),
    ("KSN-2013-0674", ("KSN", 2013, 674)),
    ("SLK-2024-00506:9", ("SLK", 2024, 506)),
    ("KSM2017-1023-214", ("KSM", 2017, 1023)),
    ("KS2016-527", ("KS", 2016, 527)),
    ("T2012-050-05828", ("T", 2012, 5828)),
    ("KS-2014/742.912", ("KS", 2014, 742)),
    ("KS 2018/14", ("KS", 2018, 14)),
    ("KS2017/214", ("KS", 2017, 214)),
    ("SVN 2018/0038-2", ("SVN", 2018, 38)),
    ("IFN 2018/00256-1.6.1", ("IFN", 2018, 256)),
    ("KSKF/2014:1", ("KSKF", 2014, 1)),
    ("Ks/2015:12", ("KS", 2015, 12)),
    ("KU.2017.3", ("KU", 2017, 3)),
    ("KS 2015.372", ("KS", 2015, 372)),
    ("KK15/768", ("KK", 2015, 768)),
    ("2023/BUN 0203 40", ("BUN", 2023, 203)),
    ("KS-345/2011", ("KS", 2011, 345)),
    ("Ju2023/00012", ("JU", 2023, 12)),
]
BARE = [
    ("0497/16", ("", 2016, 497)),
    ("2021/1-2.2.0.2", ("", 2021, 1)),
    ("1-202/2019", ("", 2019, 202)),
    ("2019/220-1.2.4", ("", 2019, 220)),
]
LABELS = ("Dnr ", "DNR: ", "Diarienr ", "Diarienummer: ", "Ärendenr ", "Ärendenummer ")


@pytest.mark.parametrize(("raw", "key"), SHAPES)
def test_shape_in_running_text(raw: str, key: tuple[str, int, int]) -> None:
    (found,) = diary.find(f"Ärendet {raw} tas upp i höst.")
    assert (found.number.raw, found.number.key) == (raw, key)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(("raw", "key"), [*SHAPES, *BARE])
def test_shape_after_a_label(label: str, raw: str, key: tuple[str, int, int]) -> None:
    (found,) = diary.find(label + raw)
    assert (found.number.raw, found.number.key, found.labelled) == (raw, key, True)


@pytest.mark.parametrize(("raw", "key"), BARE)
def test_number_without_code_needs_a_label_or_its_place(raw: str, key: tuple[str, int, int]) -> None:
    assert diary.find(f"Se {raw} om detta.") == ()
    assert [one.number.key for one in diary.find(raw, bare=True)] == [key]


def test_one_line_may_carry_two() -> None:
    assert [one.number.raw for one in diary.find("Dnr KS/2017:267, KS/2019:72")] == [
        "KS/2017:267",
        "KS/2019:72",
    ]


OTHERS = [
    "SOU 2021:1", "SOU 2021/22", "Ds 2018:6", "SFS 2017:725", "kommunallagen (2017:725)", "prop. 2017/18:151",
    "Prop 2017/18:151", "bet. 2017/18:KU12", "MSBFS 2020:6", "AFS 2015:4", "rapport nr 2017:9", "Rapport 2017:9",
    "Utlåtande 2016:72", "Motion (2006:36)", "org.nr 212000-1355", "Org.nr: 556677-8899", "031-368 02 27",
    "08-508 290 00", "Tel 2019-123456", "KSAU 2020-10-05 §567", "KF 2021-03-31 § 100", "KS 210818 § 274", "KF 2018-2022",
    "IT-strategi 2017-2022", "EU 2016/679", "direktiv 2004/18/EG", "2024 nr 60", "läsåret 2019/20", "Dnr 2015/ ", "5 (12)",
    "ISO 27001:2013", "1 234/56", "punkt 2/3", "mars 2020-2021",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_like_one(text: str) -> None:
    assert diary.find(text) == ()


@pytest.mark.parametrize(
    "first", ["KS 2018/14", "KS2018/014", "KS-2018-14", "KS/2018:14", "KS-14/2018", "Ks 2018.0014"]
)
def test_spellings_compare_equal(first: str) -> None:
    number, same = diary.parse(first), diary.parse("KS 2018/14")
    assert number is not None
    assert same is not None
    assert number.key == same.key


DECISIONS = [
    ("KF 2021-03-31 § 100", "KF", "2021-03-31", "100"),
    ("KSAU 2020-10-05 §567", "KSAU", "2020-10-05", "567"),
    ("KS 210818 § 274", "KS", "2021-08-18", "274"),
    ("KF 88 2015-09-08", "KF", "2015-09-08", "88"),
    ("KS § 187, 2016-12-06", "KS", "2016-12-06", "187"),
    ("kommunfullmäktige 2021-11-25 §29", "kommunfullmäktige", "2021-11-25", "29"),
    ("Socialnämnden den 3 maj 2021 § 41", "Socialnämnden", "2021-05-03", "41"),
]


@pytest.mark.parametrize(("raw", "body", "day", "paragraph"), DECISIONS)
def test_decision_reference(raw: str, body: str, day: str, paragraph: str) -> None:
    (found,) = diary.find_decisions(f"Beslut {raw} om riktlinjer")
    assert (found.raw, found.body, found.date.isoformat(), found.paragraph) == (raw, body, day, paragraph)


HEADS = [
    ("§ 182 Rapport från revisorerna", "", "182"),
    ("§182", "", "182"),
    ("§ 182. Rapport", "", "182"),
    ("KS § 12", "KS", "12"),
    ("Ks § 12 Dnr KS 2018/14", "Ks", "12"),
    ("KF § 102 DNR: KS 2017/3", "KF", "102"),
    ("Kf 130", "Kf", "130"),
    ("§ 63/20", "", "63/20"),
    ("Svn au § 45", "Svn au", "45"),
]


@pytest.mark.parametrize(("line", "body", "number"), HEADS)
def test_line_that_opens_a_paragraph(line: str, body: str, number: str) -> None:
    head = diary.paragraph_head(line)
    assert head is not None
    assert (head.body, head.number) == (body, number)
    assert line[head.start : head.end].strip().rstrip(".").endswith(number)


@pytest.mark.parametrize(
    "line", ["§§ 63-73", "§ 4 i kommunallagen", "§ 924.", "enligt § 12", "Beslut § 25", "45", "§", "§ 12-15"]
)
def test_line_that_opens_none(line: str) -> None:
    assert diary.paragraph_head(line) is None


@given(
    st.sampled_from(("KS", "BUN", "Ks")),
    st.integers(1990, 2030),
    st.integers(1, 99999),
    st.sampled_from("-/"),
)
def test_what_is_written_is_read_back(code: str, year: int, sequence: int, mark: str) -> None:
    number = diary.parse(f"{code}{mark}{year}{mark}{sequence}")
    assert number is not None
    assert number.key == (code.upper(), year, sequence)


@given(st.text(alphabet="KSabÅ0123456789-/:. §Dnr", max_size=60), st.booleans())
def test_spans_are_literal_ordered_and_apart(text: str, bare: bool) -> None:
    found = diary.find(text, bare=bare)
    assert all(text[one.start : one.end] == one.number.raw for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
