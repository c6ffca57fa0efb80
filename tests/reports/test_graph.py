"""The picture of the thread: columns by kind, one link a box, the thread red, gaps dashed."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from samsyn.reports.graph import BOX, GUTTER, NARROW, Box, narrow_picture, picture

COLUMNS = ("Beslut", "Initiativ", "Medel", "Nytta", "Saknas")
BOXES = (
    Box("a", "Beslut", "KS § 31", "Uppdrag <till> nämnden", "/arenden/1/"),
    Box("b", "Initiativ", "I-0021", "Bygglov", "/initiativ/I-0021/"),
    Box("c", "Nytta", "Kortare handläggning i hela kommunen"),
    Box("d", "Saknas", "Nyttoägare", missing=True),
)
JOINS = (("a", "b"), ("b", "c"), ("c", "d"), ("b", "okänd"), ("b", "b"))


def test_what_touches_the_thing_is_red_and_what_lacks_is_dashed() -> None:
    drawn = picture(COLUMNS, BOXES, JOINS, "b", "Tråden")
    assert drawn.inside.count('class="join red"') == 2
    assert drawn.inside.count('class="join"') == 1
    assert re.findall(r'class="box ([\w ]+)"', drawn.inside) == ["near", "here near", "near", "missing"]


def test_boxes_are_links_in_a_named_group() -> None:
    drawn = picture(COLUMNS, BOXES, JOINS, "b", "Tråden")
    root = ElementTree.fromstring(str(drawn))
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("group", "Tråden")
    assert [link.attrib["href"] for link in root.iter("a")] == ["/arenden/1/", "/initiativ/I-0021/"]
    assert "Kortare handläggning i hela kommunen" in [title.text for title in root.iter("title")]


def test_empty_columns_take_no_room() -> None:
    assert "Medel" not in picture(COLUMNS, BOXES, JOINS, "b", "Tråden").inside
    assert picture(COLUMNS, BOXES[:1], (), "a", "Tråden").width < BOX * 2


@given(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=12), st.data())
def test_no_box_lies_on_another_and_no_join_crosses_a_box(columns: list[str], data: st.DataObject) -> None:
    boxes = [Box(str(n), column, "x") for n, column in enumerate(columns)]
    keys = st.sampled_from([box.key for box in boxes])
    joins = data.draw(st.lists(st.tuples(keys, keys), max_size=12))
    inside = picture(COLUMNS, boxes, joins, "0", "Tråden").inside
    corners = [(float(x), float(y)) for x, y in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', inside)]
    assert len(set(corners)) == len(boxes)
    for x1, lane in re.findall(r" ([\d.]+) ([\d.]+)H", inside):
        assert not any(x <= float(x1) < x + BOX and y < float(lane) < y + 54 for x, y in corners)


def test_the_narrow_picture_has_the_same_boxes_under_each_other_with_joins_beside_them() -> None:
    drawn = narrow_picture(COLUMNS, BOXES, JOINS, "b", "Tråden")
    assert drawn.width == NARROW
    assert re.findall(r'class="box ([\w ]+)"', drawn.inside) == ["near", "here near", "near", "missing"]
    corners = [(float(x), float(y)) for x, y in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', drawn.inside)]
    heights = [y for _, y in corners]
    assert {x for x, _ in corners} == {GUTTER}
    assert all(after - before > 54 for before, after in pairwise(heights))
    assert max(heights) + 54 <= drawn.height
    bends = [float(x) for x in re.findall(r"C([\d.]+) ", drawn.inside)]
    assert bends
    assert all(0 <= x < GUTTER for x in bends)
