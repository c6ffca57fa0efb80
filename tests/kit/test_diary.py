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
    ("Ju2023/00012/L6", ("JU", 2023, 12)),
    ("2014KS0123 106", ("KS", 2014, 123)),
    ("2014/KS0226 003", ("KS", 2014, 226)),
    ("2013/1234-KS-229", ("KS", 2013, 1234)),
    ("KS.2014.123.106", ("KS", 2014, 123)),
    ("KS–2014–123", ("KS", 2014, 123)),
    ("FN-2023/187", ("FN", 2023, 187)),
    ("22/KS 0123", ("KS", 2022, 123)),
]
BARE = [
    ("0497/16", ("", 2016, 497)),
    ("2021/1-2.2.0.2", ("", 2021, 1)),
    ("1-202/2019", ("", 2019, 202)),
    ("2019/220-1.2.4", ("", 2019, 220)),
    ("1.5.1-231/2016", ("", 2016, 231)),
    ("14KS123", ("KS", 2014, 123)),
]
IN_PLACE = [
    ("Ks 1234/2015", ("KS", 2015, 1234)),
    ("KS 123/14", ("KS", 2014, 123)),
    ("KS 14/0123", ("KS", 2014, 123)),
    ("KS14 123", ("KS", 2014, 123)),
    ("KS0123/22", ("KS", 2022, 123)),
    ("KS 22-345", ("KS", 2022, 345)),
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


@pytest.mark.parametrize(("raw", "key"), IN_PLACE)
def test_shape_that_is_also_written_for_other_things(raw: str, key: tuple[str, int, int]) -> None:
    assert diary.find(f"Enligt {raw} gäller detta.") == ()
    for text in (f"Dnr {raw}", f"Plan ({raw})"):
        assert [(one.number.raw, one.number.key) for one in diary.find(text)] == [(raw, key)]


@pytest.mark.parametrize(
    ("raw", "normal"),
    [("KS 2018/0014", "ks-2018-14"), ("SLK-2024-00506:9", "slk-2024-506:9"), ("0497/16", "-2016-497")],
)
def test_a_part_of_a_case_is_apart_from_it_and_knows_it(raw: str, normal: str) -> None:
    number = diary.parse(raw)
    assert number is not None
    assert number.normal == normal
    main = diary.parse(raw.partition(":")[0])
    assert main is not None
    assert main.key == number.key


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("2022/345 109", ("", 2022, 345)),
        ("KS/2021:345 109", ("KS", 2021, 345)),
        ("KS 2022-00123 1.1.1.0", ("KS", 2022, 123)),
        ("KS 2022/345 – 01", ("KS", 2022, 345)),
        ("2022/0345 KS-3", ("", 2022, 345)),
    ],
)
def test_a_line_with_a_number_and_its_class_is_a_number(line: str, key: tuple[str, int, int]) -> None:
    number = diary.parse(line)
    assert number
    assert number.key == key


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
    "läsåret 2014/15", "Plan 2014/15", "3/12 2014", "org.nr 212000-2014", "Dnr KS 2015/", "PBL 2010/900", "JO 3579-05",
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
    ("2021-06-15 § 71", "", "2021-06-15", "71"),
    ("den 3 maj 2021, § 41", "", "2021-05-03", "41"),
    ("2012-03-06, $ 52", "", "2012-03-06", "52"),
]


@pytest.mark.parametrize(("raw", "body", "day", "paragraph"), DECISIONS)
def test_decision_reference(raw: str, body: str, day: str, paragraph: str) -> None:
    (found,) = diary.find_decisions(f"Beslut {raw} om riktlinjer")
    assert (found.raw, found.body, found.date.isoformat(), found.paragraph) == (raw, body, day, paragraph)


MINISTRIES = [
    ("Remiss av M2013/1724/Ke Nya regler", "M2013/1724/Ke"),
    ("Ändrad läroplan, U2022/04085", "U2022/04085"),
    ("Ange N2015/4841/PUB i svaret", "N2015/4841/PUB"),
    ("Ändring i lagenJu2018/05093/L3", "Ju2018/05093/L3"),
    ("Dnr TEK/2022:33-1", "TEK/2022:33-1"),
    ("Dnr 14/0331", "14/0331"),
    ("Dnr 2018-71", "2018-71"),
]


@pytest.mark.parametrize(("text", "raw"), MINISTRIES)
def test_whole_number_is_found(text: str, raw: str) -> None:
    assert [match.number.raw for match in diary.find(text)] == [raw]


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
    ("§ 12 – Ny plan", "", "12"),
    ("§ 12, Dnr KS 2014/3", "", "12"),
    ("KSKF/2014:1 § 45 Ny plan", "", "45"),
    ("Dnr KS 2014/12 § 45 Ny plan", "", "45"),
    ("Kommunstyrelsen § 12", "Kommunstyrelsen", "12"),
    ("Kf§102 DNR: KF 2014/3", "Kf", "102"),
    ("Kf s 130 Dnr 2014/1", "Kf", "130"),
    ("Paragraf 12 Ny plan", "", "12"),
]


@pytest.mark.parametrize(("line", "body", "number"), HEADS)
def test_line_that_opens_a_paragraph(line: str, body: str, number: str) -> None:
    head = diary.paragraph_head(line)
    assert head is not None
    assert (head.body, head.number) == (body, number)
    assert line[head.start : head.end].strip(" .,–").endswith(number)


@pytest.mark.parametrize("line", ["45", "45 Ny plan", "s 45", "Q 45 Ny plan", "$ 45 Ny plan", "Ks 45 Plan"])
def test_line_that_may_open_one_when_its_neighbours_say_so(line: str) -> None:
    assert diary.paragraph_head(line) is None
    head = diary.weak_head(line)
    assert head is not None
    assert head.number == "45"


@pytest.mark.parametrize("line", ["45 personer", "1 (23)", "2014-05-06", "12/3", "SOU", ""])
def test_line_that_never_opens_one(line: str) -> None:
    assert diary.weak_head(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "§§ 63-73",
        "§ 4 i kommunallagen",
        "§ 924.",
        "enligt § 12",
        "Beslut § 25",
        "45",
        "§",
        "§ 12-15",
        "§ 12 - 15",
        "§ 12, 2014-03-05",
    ],
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
