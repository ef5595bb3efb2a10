import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook.diagram import GROUND, INK, LINE, SLOPE, VALUE, Arrow, Box, layered, svg

DIAMOND = [Arrow(0, 1), Arrow(0, 2), Arrow(1, 3), Arrow(2, 3)]


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 12))
    pairs = list(combinations(range(n), 2))
    arrows = draw(st.lists(st.sampled_from(pairs), max_size=20)) if pairs else []
    return n, [Arrow(a, b, "x") for a, b in arrows]


@settings(max_examples=50, deadline=None)
@given(graphs())
def test_arrows_point_right_and_no_two_things_share_a_place(graph):
    n, arrows = graph
    layout = layered(n, arrows)
    places = [*layout.boxes, *(stop for stops in layout.stops for stop in stops)]
    assert len(set(places)) == len(places)
    for arrow, stops in zip(arrows, layout.stops, strict=True):
        first, last = layout.boxes[arrow.tail][0], layout.boxes[arrow.head][0]
        assert [column for column, _ in stops] == list(range(first + 1, last))
        assert first < last
    for column in {c for c, _ in places}:
        rows = sorted(row for c, row in places if c == column)
        assert sum(rows) == pytest.approx(0)
        assert all(b - a == pytest.approx(1) for a, b in pairwise(rows))


def test_columns_follow_the_longest_path_and_sources_stay_near():
    layout = layered(5, [Arrow(0, 1), Arrow(1, 3), Arrow(2, 3), Arrow(3, 4), Arrow(0, 4)])
    assert [column for column, _ in layout.boxes] == [0, 1, 1, 2, 3]
    assert [len(stops) for stops in layout.stops] == [0, 0, 0, 0, 2]


def test_a_crossing_is_undone():
    # Two lines drawn as 0-3 and 1-2 need not cross.
    boxes = layered(4, [Arrow(0, 3), Arrow(1, 2)]).boxes
    assert (boxes[0][1] - boxes[1][1]) * (boxes[3][1] - boxes[2][1]) > 0


def parts(drawing, kind):
    return list(ET.fromstring(drawing).iter(f"{{http://www.w3.org/2000/svg}}{kind}"))


def test_everything_lies_within_the_picture():
    boxes = [Box("a", "value 1", "grad 2"), Box("b"), Box("c", "v"), Box("d", "", "s")]
    drawing = svg(boxes, [a._replace(label="0.5") for a in DIAMOND] + [Arrow(0, 3)], "a diamond")
    _, _, width, height = map(float, ET.fromstring(drawing).get("viewBox").split())
    rects = parts(drawing, "rect")
    assert len(rects) == 4 + 4
    for rect in rects:
        x, y, w, h = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
    assert [t.text for t in parts(drawing, "text")] == [
        *["0.5"] * 4,
        *["a", "value 1", "grad 2", "b", "c", "v", "d", "s"],
    ]
    assert parts(drawing, "title")[0].text == "a diamond"
    assert len(parts(drawing, "path")) == 2 * 5


def test_labels_of_arrows_into_one_box_lie_apart():
    drawing = svg([Box(str(i)) for i in range(4)], [Arrow(i, 3, "9") for i in (0, 0, 1, 2)], "fan")
    labels = sorted(float(r.get("y")) for r in parts(drawing, "rect") if r.get("rx") == "9")
    assert all(b - a >= 18 for a, b in pairwise(labels))


def test_text_is_escaped():
    drawing = svg([Box('<b>"&')], [], "<i>")
    assert parts(drawing, "text")[0].text == '<b>"&'
    assert "<i>" not in drawing


def luminance(color):
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_text_and_lines_read_well_on_light_and_dark():
    for ink in (INK, VALUE, SLOPE):
        assert contrast(ink, GROUND) >= 4.5
    for page in ("#ffffff", "#121212"):
        assert contrast(LINE, page) >= 3


@pytest.mark.parametrize("arrow", [Arrow(1, 0), Arrow(1, 1), Arrow(0, 2), Arrow(-1, 1)])
def test_arrows_that_lead_back_or_nowhere_are_refused(arrow):
    with pytest.raises(ValueError, match="arrows must lead to a larger number below 2, got Arrow"):
        layered(2, [arrow])
    with pytest.raises(ValueError, match="arrows must lead to a larger number below 2, got Arrow"):
        svg([Box("a"), Box("b")], [arrow], "nowhere")


def test_an_empty_drawing_is_refused():
    with pytest.raises(ValueError, match="boxes is empty"):
        svg([], [], "nothing")
