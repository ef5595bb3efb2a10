import gzip
import io
import json
import re
import sys
from contextlib import nullcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook import drawing
from nnbook.chapters import ch01
from nnbook.chapters.ch01.one_unit import one_unit
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.widgets import Dial, export
from nnbook.widgets.axes import axis, grid

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(-1, 1), st.text(max_size=2))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def pick(merged, k):
    """The front end's pick (frontend/src/model/decode.ts), in Python."""
    match merged:
        case {"c": value}:
            return value
        case {"d": parts}:
            return {key: pick(part, k) for key, part in parts.items()}
        case {"l": parts}:
            return [pick(part, k) for part in parts]
        case {"u": values}:
            return values[merged["i"][k] if "i" in merged else k]


def same(a, b):
    return json.dumps(a) == json.dumps(b)


@given(st.lists(TREES, min_size=1, max_size=6))
def test_whatever_is_merged_can_be_picked_again(trees):
    merged = json.loads(json.dumps(export.merge(trees)))
    assert all(same(pick(merged, k), tree) for k, tree in enumerate(trees))


@given(TREES, st.integers(2, 5))
def test_what_is_the_same_everywhere_is_written_once(tree, n):
    assert same(export.merge([tree] * n), {"c": tree})


def test_merging_follows_the_rule_that_the_front_end_knows():
    assert export.merge([{"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3]}]) == {
        "d": {"a": {"c": 1}, "b": {"u": [[1, 2], [1, 3]]}}
    }
    assert export.merge([[{"a": v}] for v in (1, 2, 1, 1)]) == {
        "l": [{"d": {"a": {"u": [1, 2], "i": [0, 1, 0, 0]}}}]
    }
    assert export.merge([{"a": v} for v in (1, 2, 1)]) == {"d": {"a": {"u": [1, 2, 1]}}}
    assert export.merge([[{"a": 1}], []]) == {"u": [[{"a": 1}], []]}
    assert export.merge([1, True]) == {"u": [1, True]}


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([("values", 4), ("nets", 6)]))
def test_numbers_are_cut_to_their_significant_digits(value, place):
    name, digits = place
    short = export.rounded({name: [[value]]})[name][0][0]
    assert abs(short - value) <= 0.5 * 10.0 ** (1 - digits) * abs(value) * (1 + 1e-9) + 5e-324
    assert short == value or float(f"{float(short):.{digits - 1}e}") == short


def test_counts_and_words_are_not_rounded():
    assert export.rounded({"a": [123456, True, None, "1.23456"]}) == {"a": [123456, True, None, "1.23456"]}


def draw_one(position):
    return ch01.one_unit_drawing(one_unit(**position))


ONE = (axis("task", ["AND", "OR", "XOR"]), *(axis(name, Dial(-5, 5, 0.1)) for name in ("w1", "w2", "b")))
AT = {"task": "XOR", "w1": 0.5, "w2": 0.5, "b": 0.5}


def test_bindings_are_just_the_weights_of_the_dials():
    found = export.find_bindings(ONE, AT, draw_one)
    nets = [("panels", k, "nets", 0, "layers", 0) for k in (0, 1)]
    assert found == {
        "w1": [(*net, "W", 0, 0) for net in nets],
        "w2": [(*net, "W", 1, 0) for net in nets],
        "b": [(*net, "b", 0) for net in nets],
    }


def test_a_long_build_shows_how_far_it_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

        def close(self):
            pass

    screen = Terminal()
    monkeypatch.setattr(export, "terminal", lambda: nullcontext(screen))
    export.payload(ONE, AT, draw_one)
    assert f"positions:   0%|          | 0/{len(grid(ONE, AT))}" in screen.getvalue()


def test_nine_dials_are_told_apart():
    axes = [axis(name, Dial(-12, 12, 0.5)) for name in LECTURE]
    found = export.find_bindings(axes, LECTURE, lambda at: ch01.three_units_drawing(three_units(**at)))
    layers = [("panels", 0, "nets", 0, "layers", k) for k in (0, 1)]
    assert found["h2_w1"][0] == (*layers[0], "W", 0, 1)
    assert found["h1_w2"][0] == (*layers[0], "W", 1, 0)
    assert found["y_b"][0] == (*layers[1], "b", 0)
    assert all(len(paths) == 3 for paths in found.values())


def test_the_page_gets_every_position_exactly():
    payload, everywhere = json.loads(json.dumps(export.payload(ONE, AT, draw_one)))
    assert payload["drawing"] == pick(everywhere, grid(ONE, AT).index(AT))
    turned = {"w1": 1.3, "w2": -2.7, "b": 4.9}
    for k, at in enumerate(grid(ONE, AT)):
        drawn = export.bound(pick(everywhere, k), payload["bindings"], {**at, **turned})
        assert drawn == draw_one({**at, **turned})


@pytest.mark.parametrize(
    "leaf",
    [
        lambda w: 2 * w,
        lambda w: w**2,
        lambda w: f"{w:g}",
        lambda w: min(w, 0.9),
        lambda w: w if w < 0.2 else 0.2,
        lambda w: float(np.float32(w)),
    ],
)
def test_a_dial_that_is_not_a_bare_weight_is_refused(leaf):
    axes = (axis("w", Dial(0, 1, 0.1)),)
    with pytest.raises(ValueError, match="w: a dial must be a weight"):
        export.payload(axes, {"w": 0.1}, lambda at: {"panels": [{"a": leaf(at["w"])}], "summary": ""})


def test_a_dial_that_changes_the_shape_of_the_drawing_is_refused():
    axes = (axis("w", Dial(0, 1, 0.1)),)
    with pytest.raises(ValueError, match="w: a dial must be"):
        export.payload(axes, {"w": 0.0}, lambda at: {"panels": [{"a": at["w"], "b": [0] * (at["w"] > 0.5)}]})


def test_a_dial_that_does_nothing_is_refused():
    with pytest.raises(ValueError, match="dial w changes nothing"):
        export.payload((axis("w", Dial(0, 1, 0.1)),), {"w": 0.0}, lambda at: {"panels": []})


def test_a_dial_must_stand_at_the_same_place_everywhere():
    axes = (axis("side", ["a", "b"]), axis("w", Dial(0, 1, 0.1)))
    swap = lambda at: {at["side"]: at["w"], "b" if at["side"] == "a" else "a": 0.0}  # noqa: E731
    with pytest.raises(ValueError, match="w: a dial must be"):
        export.payload(axes, {"side": "a", "w": 0.5}, swap)


NET = {"layers": [{"W": [[1.0], [1.0]], "b": [0.0], "activation": "identity"}], "output": "sigmoid"}
EVIL = "</script><script>alert('&')</script><!--"


GRID = {"c": {}}


def figure(**words):
    return {"name": "one-unit", "title": "One", "position": {"w": 1.0}, **words}


def drawn(summary="{w}"):
    return drawing.drawing(drawing.field(nets=[NET], x_domain=(0, 1), y_domain=(0, 1)), summary=summary)


def test_no_string_of_a_figure_can_leave_its_place():
    page = export.html(figure(title=EVIL), {"c": EVIL}, drawn(summary=EVIL))
    assert page.count("<script") == page.count("</script>") == 3
    assert "<!--" not in page
    texts = re.findall(r"<script type=.application/json.[^>]*>(.*?)</script>", page)
    assert json.loads(texts[0])["title"] == json.loads(texts[1])["c"] == EVIL


def test_a_page_has_a_mount_and_a_still_picture_with_its_summary():
    page = export.html(figure(), GRID, drawn("w is {w}"))
    assert re.match(r'<figure class="nnbook-figure" id="one-unit" data-nnbook-figure><script', page)
    assert '<div class="nnbook-mount"></div><script>self.nnbookFigure?.()</script>' in page
    still = re.search(r"<noscript>(.*)</noscript></figure>$", page)[1]
    assert 'alt="w is 1"' in still
    assert "<p>w is 1</p>" in still


def test_a_payload_above_the_limit_names_its_size(monkeypatch):
    parts = figure(), {"u": [[1.0, 2.0]]}
    size = sum(len(gzip.compress(export.compact(part).encode(), mtime=0)) for part in parts)
    monkeypatch.setattr(export, "LIMIT", size)
    export.html(*parts, drawn())
    monkeypatch.setattr(export, "LIMIT", size - 1)
    with pytest.raises(ValueError, match=f"figure one-unit: {size} bytes compressed, at most {size - 1}"):
        export.html(*parts, drawn())


def test_numbers_that_json_does_not_know_never_reach_the_page():
    for parts in ((figure(w=np.nan), GRID), (figure(), {"u": [np.nan]})):
        with pytest.raises(ValueError, match="not JSON compliant"):
            export.html(*parts, drawn())


def test_the_terminal_is_what_stands_behind_stderr_and_stays_open(tmp_path, monkeypatch):
    with (tmp_path / "stderr").open("w") as real:
        monkeypatch.setattr(sys, "stderr", real)
        with export.terminal() as out:
            assert out is not real
            out.write("first, ")
        real.write("second")
    assert (tmp_path / "stderr").read_text() == "first, second"


def test_a_stderr_without_a_file_is_the_terminal_itself_and_stays_open(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with export.terminal() as out:
        assert out is sys.stderr
    assert not sys.stderr.closed
