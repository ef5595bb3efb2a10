import copy
import json
import pickle
import re
from collections import Counter

import ipywidgets
import numpy as np
import pytest

from nnbook import drawing
from nnbook.chapters import ch01
from nnbook.chapters.ch01.one_unit import one_unit
from nnbook.widgets import Dial, Play, explore, explorer, host


def powers(*, base, exponent, sign="plus"):
    if base == 0 and exponent == 3:
        raise ArithmeticError("zero does not do cubes")
    return base**exponent * (1 if sign == "plus" else -1)


def view(result):
    line = drawing.line_series("train", [0, 1], [0.0, result])
    return drawing.drawing(drawing.lines(series=[line]), summary="{base} to the {exponent}")


@pytest.fixture(autouse=True)
def _on_a_kernel(monkeypatch):
    monkeypatch.delenv("NNBOOK_EXPORT", raising=False)
    yield
    ipywidgets.Widget.close_all()


@pytest.fixture
def figure():
    return explore(powers, view=view, base=[2, 0, 5], exponent=range(1, 5), sign=["plus", "minus"])


def height(figure):
    return figure.drawing["panels"][0]["series"][0]["y"][1]


def test_a_figure_starts_at_the_first_values(figure):
    assert figure.position == {"base": 2, "exponent": 1, "sign": "plus"}
    assert figure.result == 2
    assert height(figure) == 2
    assert (figure.error, figure.busy) == ("", False)
    assert figure.name == "powers"


def test_a_position_can_be_set_whole_or_in_part(figure):
    figure.position = {"sign": "minus", "base": 5, "exponent": 2.0}
    assert figure.position == {"base": 5, "exponent": 2, "sign": "minus"}
    assert figure.result == height(figure) == -25
    figure.move(exponent=3)
    assert figure.result == height(figure) == -125


@pytest.mark.parametrize(
    ("position", "message"),
    [
        ({"base": 2, "exponent": 9, "sign": "plus"}, "exponent = 9: choose from 1, 2, 3, 4"),
        ({"base": 2, "exponent": 1, "sgn": "plus"}, "no axis sgn; choose from base, exponent, sign"),
        ({"base": 2}, "lacks exponent, sign"),
    ],
)
def test_a_wrong_position_is_refused_and_changes_nothing(figure, position, message):
    before = dict(figure.position), figure.drawing
    with pytest.raises(ValueError, match=message):
        figure.position = position
    assert (figure.position, figure.drawing) == before


def test_a_wrong_move_is_refused_and_changes_nothing(figure):
    with pytest.raises(ValueError, match="no axis width"):
        figure.move(width=3)
    assert figure.position["base"] == 2


def test_a_failing_experiment_shows_its_message_and_the_figure_recovers(figure):
    figure.move(exponent=3)
    figure.move(base=0)
    assert figure.error == "ArithmeticError: zero does not do cubes"
    assert height(figure) == 8
    # The front end fills the summary of the old picture with the old values.
    assert figure.drawn == {"base": 2, "exponent": 3, "sign": "plus"}
    assert figure.answered == figure.position
    assert figure.busy is False
    with pytest.raises(ArithmeticError):
        _ = figure.result
    figure.move(base=5)
    assert figure.error == ""
    assert height(figure) == 125


def test_a_figure_may_fail_where_it_starts_and_recover():
    figure = explore(powers, view=view, base=[0, 2], exponent=[3])
    assert figure.drawing is None
    assert "zero" in figure.error
    figure.move(base=2)
    assert (figure.error, height(figure)) == ("", 8)


def test_an_interrupt_is_shown_and_the_position_is_computed_when_it_comes_back():
    calls = []

    def interrupted(*, n):
        calls.append(n)
        if calls == [1, 2]:
            raise KeyboardInterrupt
        return n

    figure = explore(interrupted, view=lambda n: view(float(n)), n=[1, 2])
    figure.move(n=2)
    assert figure.error.startswith("Interrupted before this position was computed.")
    assert (figure.drawn, figure.answered) == ({"n": 1}, {"n": 2})
    figure.move(n=1)
    figure.move(n=2)
    assert (figure.error, figure.result, calls) == ("", 2, [1, 2, 2])


def test_every_position_is_computed_once():
    calls = []

    def counted(*, n):
        calls.append(n)
        return float(n)

    figure = explore(counted, view=view, n=range(3))
    for n in (1, 2, 1, 0, 2):
        figure.move(n=n)
    assert figure.result == 2.0
    assert calls == [0, 1, 2]


def test_the_oldest_positions_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(explorer, "REMEMBERED", 2)
    calls = []

    def counted(*, n):
        calls.append(n)
        return float(n)

    figure = explore(counted, view=view, n=range(3))
    for n in (1, 2, 1, 0):
        figure.move(n=n)
        assert figure.result == height(figure) == n
    assert calls == [0, 1, 2, 0]


def test_the_newest_position_wins_over_one_that_is_still_computed():
    figures = []

    def slow(*, n):
        if n == 1 and figures:
            figures[0].move(n=2)  # the reader turned on while this was computed
        return float(n)

    figures.append(explore(slow, view=view, n=range(3)))
    drawn = []
    figures[0].observe(
        lambda change: drawn.append(change["new"]["panels"][0]["series"][0]["y"][1]), "drawing"
    )
    figures[0].move(n=1)
    assert figures[0].position == {"n": 2}
    assert drawn == [2.0]
    assert figures[0].busy is False


def test_a_message_of_the_front_end_moves_the_figure(figure):
    figure.set_state({"position": {"base": 5, "exponent": 4, "sign": "plus"}})
    assert figure.result == height(figure) == 625


def test_numbers_that_are_not_finite_leave_as_null():
    figure = explore(lambda *, n: np.float64(n), view=view, name="inf", n=[1])
    assert height(figure) == 1
    figure = explore(lambda *, n: np.inf * n, view=view, name="inf", n=[1])
    assert height(figure) is None
    json.dumps(figure.get_state(["drawing", "axes", "presets", "position"]), allow_nan=False)


def test_the_first_preset_is_the_start_unless_told_otherwise():
    presets = {"square": {"base": 5, "exponent": 2}, "minus": {"sign": "minus"}}
    knobs = {"base": [2, 5], "exponent": [1, 2], "sign": ["plus", "minus"]}
    figure = explore(powers, view=view, presets=presets, **knobs)
    assert figure.position == {"base": 5, "exponent": 2, "sign": "plus"}
    assert figure.presets == [
        {"name": "square", "position": {"base": 5, "exponent": 2, "sign": "plus"}},
        {"name": "minus", "position": {"base": 5, "exponent": 2, "sign": "minus"}},
    ]
    assert explore(powers, view=view, presets=presets, start={"exponent": 2}, **knobs).position["base"] == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"base": [1]}, "axes do not fit the experiment: missing .*'exponent'"),
        ({"base": [1], "exponent": [1], "extra": [1]}, "unexpected keyword argument 'extra'"),
        ({"base": [1], "exponent": [1], "presets": {"p": {"base": 2}}}, "base = 2: choose from 1"),
        ({"base": [1], "exponent": [1], "presets": {"p": {"depth": 2}}}, "no axis depth"),
        ({"base": [1], "exponent": [1], "start": {"base": 2}}, "base = 2: choose from 1"),
        (
            {"base": [1], "exponent": [1], "labels": {"depth": "d"}},
            "labels: no axis depth; choose from base, exponent",
        ),
        ({"base": [1], "exponent": [1], "name": "Two Words"}, "name 'Two Words': give lower-case"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        explore(powers, view=view, **options)


def test_a_function_without_a_name_needs_one():
    with pytest.raises(ValueError, match="name '<lambda>'"):
        explore(lambda *, n: n, view=view, n=[1])


def test_labels_and_titles_are_words_for_the_reader():
    figure = explore(
        powers, view=view, base=[1], exponent=Play([1, 2]), labels={"base": "Base"}, title="Powers of"
    )
    assert [one["label"] for one in figure.axes] == ["Base", "exponent"]
    assert [one["kind"] for one in figure.axes] == ["range", "play"]
    assert figure.title == "Powers of"


def test_figures_of_one_group_move_together_as_far_as_they_can():
    one = explore(powers, view=view, name="one", link="g", base=[2, 5], exponent=[1, 2])
    two = explore(powers, view=view, name="two", link="g", base=[5, 2], exponent=[1])
    other = explore(powers, view=view, name="other", base=[2, 5], exponent=[1])
    one.move(base=2)
    two.move(base=2)
    one.move(base=5, exponent=2)
    assert two.position == {"base": 5, "exponent": 1}
    assert two.result == 5
    two.move(base=2)
    assert one.position == {"base": 2, "exponent": 2}
    assert other.position["base"] == 2


def test_a_cell_run_again_takes_its_figures_place_in_the_group():
    calls = []

    def counted(*, n):
        calls.append(n)
        return float(n)

    old = explore(counted, view=view, name="a", link="h", n=range(3))
    new = explore(counted, view=view, name="a", link="h", n=range(3))
    partner = explore(counted, view=view, name="b", link="h", n=range(3))
    partner.move(n=2)
    assert new.position == {"n": 2}
    assert old.position == {"n": 0}


def test_the_plain_text_is_the_same_in_both_hosts_and_has_no_address(figure, monkeypatch):
    live, about = figure._repr_mimebundle_()
    assert live["text/plain"] == "Explorer(powers: base=2, exponent=1, sign=plus)"
    # What stands in an exported notebook, where nothing is alive.
    assert live["image/png"].startswith(b"\x89PNG")
    assert about["image/png"]["alt"] == drawing.fill_summary(figure.drawing, figure.position)
    assert live["application/vnd.jupyter.widget-view+json"]["model_id"] == figure.model_id
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    figure = explore(powers, view=view, base=[2], exponent=range(1, 5), sign=["plus", "minus"])
    built, _ = figure._repr_mimebundle_()
    assert set(built) == {"text/plain", "text/html"}
    assert built["text/plain"] == live["text/plain"]


def test_a_figure_in_a_page_leaves_no_widget_behind(monkeypatch):
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    figure = explore(powers, view=view, base=[2], exponent=[1])
    figure._repr_mimebundle_()
    assert figure.comm is None


def test_a_position_that_fails_stops_the_build_where_the_figure_is_made(monkeypatch):
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    with pytest.raises(ArithmeticError, match="cubes"):
        explore(powers, view=view, base=[2, 0], exponent=[1, 3])


def test_a_built_figure_holds_the_whole_grid(monkeypatch):
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    dials = {name: Dial(-5, 5, 0.5) for name in ("w1", "w2", "b")}
    figure = explore(
        one_unit, view=ch01.one_unit_drawing, link="xor", task=["AND", "XOR"], start={"w1": 1.0}, **dials
    )
    page = figure._repr_mimebundle_()[0]["text/html"]
    payload = json.loads(re.search(r"<script type=.application/json.>(.*?)</script>", page)[1])
    assert set(payload) == {"name", "title", "group", "presets", "axes", "position", "drawing", "bindings"}
    assert payload["group"] == "xor"
    assert payload["position"] == {"task": "AND", "w1": 1.0, "w2": -5.0, "b": -5.0}
    assert set(payload["bindings"]) == {"w1", "w2", "b"}


def both(*, depth, seed):
    return 100 * depth + seed


def test_the_order_of_a_positions_keys_does_not_count():
    made = explore(both, view=view, depth=[1, 2], seed=[1, 2])
    assert made.at({"depth": 2, "seed": 1}).result == 201
    assert made.at({"seed": 2, "depth": 1}).result == 102
    with pytest.raises(ValueError, match="depth = 99"):
        made.at({"depth": 99, "seed": 1})


@pytest.mark.parametrize(
    "change",
    [
        lambda at: at.update(base=99),
        lambda at: at.__setitem__("base", 99),
        lambda at: at.pop("base"),
        lambda at: at.clear(),
        lambda at: at.setdefault("more", 1),
    ],
)
def test_a_position_is_not_written_into(figure, change):
    before = dict(figure.position)
    with pytest.raises(ValueError, match=r"set whole, figure\.position = .*figure\.move"):
        change(figure.position)
    assert figure.position == before
    assert pickle.loads(pickle.dumps(figure.position)) == copy.deepcopy(figure.position) == before


def test_a_closed_figure_leaves_its_group():
    first, second = (explore(both, view=view, link="g", name=n, depth=[1, 2], seed=[1]) for n in "ab")
    second.close()
    first.move(depth=2)
    assert second.position["depth"] == 1


def test_a_tuple_of_two_or_three_numbers_is_refused_with_what_to_write():
    with pytest.raises(ValueError, match=r"depth: \(1, 20, 1\) could be .* write \[1, 20, 1\] .* Dial"):
        explore(both, view=view, depth=(1, 20, 1), seed=[1])
    assert explore(both, view=view, depth=(1, 2, 3, 4), seed=[1]).position["depth"] == 1


def test_a_figure_shown_twice_in_a_page_is_there_twice_and_after_a_move_too(monkeypatch):
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    monkeypatch.setattr(host, "_shown", Counter())
    made = explore(both, view=view, depth=[1, 2], seed=[1])
    pages = [made._repr_mimebundle_()[0]["text/html"]]
    made.move(depth=2)
    pages.append(made._repr_mimebundle_()[0]["text/html"])
    assert ['id="both"' in page for page in pages] == [True, False]
    assert 'id="both-2"' in pages[1]
    assert "both-2" not in pages[0]
