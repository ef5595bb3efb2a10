import re
from base64 import b64decode

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex

from nnbook import datasets, drawing, plots
from nnbook.chapters import ch01
from nnbook.chapters.ch01.one_unit import one_unit
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.drawing import palette
from nnbook.losses import binary_cross_entropy
from nnbook.plots import panels


@pytest.fixture(autouse=True)
def _own_style():
    with mpl.rc_context():
        yield


@pytest.fixture
def ax():
    return plots.figure()[1][0]


def test_a_figure_has_axes_of_the_given_widths_on_a_transparent_ground():
    made, axes = plots.figure(2.0, 4.0, height=3.0)
    assert tuple(made.get_size_inches()) == (6.0, 3.0)
    assert len(axes) == 2
    assert made.get_facecolor()[3] == axes[0].get_facecolor()[3] == 0


def test_a_surface_is_colored_by_the_likely_class_and_split_where_it_changes(ax):
    plots.surface(ax, lambda x: (x[:, :1] > 0.5).astype(float), x_domain=(0, 1), y_domain=(0, 1))
    rgba = ax.images[0].get_array()
    assert to_hex(rgba[60, 0, :3]) == palette.color("class 0")
    assert to_hex(rgba[60, -1, :3]) == palette.color("class 1")
    (boundary,) = (path for c in ax.collections for path in c.get_paths() if len(path.vertices))
    np.testing.assert_allclose(boundary.vertices[:, 0], 0.5, atol=0.01)


def test_an_undecided_surface_has_no_color_and_no_boundary(ax):
    plots.surface(ax, lambda x: np.full((len(x), 1), 0.5), x_domain=(0, 1), y_domain=(0, 1))
    assert not ax.images[0].get_array()[..., 3].any()
    assert not ax.collections


def test_three_classes_are_colored_and_bounded(ax):
    plots.surface(ax, lambda x: np.eye(3)[(x[:, 0] * 2.999).astype(int)], x_domain=(0, 1), y_domain=(0, 1))
    row = ax.images[0].get_array()[0, :, :3]
    assert [to_hex(row[k]) for k in (0, 60, 119)] == [palette.color(f"class {k}") for k in range(3)]
    assert len(ax.collections) == 3


def test_classes_differ_by_mark_as_well_as_by_color(ax):
    plots.points(ax, *datasets.xor())
    zero, one = ax.collections
    np.testing.assert_array_equal(zero.get_offsets(), [[0, 0], [1, 1]])
    assert len(zero.get_facecolor()) == 0
    assert to_hex(one.get_facecolor()[0]) == palette.color("class 1")


def test_a_curve_shows_the_median_and_the_band_of_its_runs(ax):
    runs = np.arange(11)[:, None] + np.array([0.0, 100.0])
    plots.curve(ax, [1, 2], runs, "train")
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [5, 105])
    band = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1, 109)
    assert ax.lines[0].get_color() == palette.color("train")


def test_one_run_is_a_curve_without_a_band(ax):
    plots.curve(ax, [1, 2], [3, 4], "test", dash=1)
    assert not ax.collections
    assert ax.lines[0].get_linestyle() == "--"


def test_layer_bars_stand_side_by_side_and_a_zero_is_a_ring_at_the_floor(ax):
    plots.layer_bars(ax, {"sigmoid": [1e-3, 0.0], "relu": [1.0, 2.0]})
    assert [bar.get_height() for bar in ax.patches] == [1e-3, 0.0, 1.0, 2.0]
    assert ax.patches[0].get_x() + ax.patches[0].get_width() == pytest.approx(ax.patches[2].get_x())
    assert ax.get_yscale() == "log"
    (ring,) = ax.lines
    np.testing.assert_allclose(ring.get_xdata(), [1.8])


def test_layer_bars_of_many_runs_are_medians_with_whiskers(ax):
    runs = np.arange(11)[:, None] + np.array([0.0, 100.0])
    plots.layer_bars(ax, {"he": runs}, log=False, first=3)
    assert [bar.get_height() for bar in ax.patches] == [5, 105]
    assert [bar.get_x() + bar.get_width() / 2 for bar in ax.patches] == pytest.approx([3, 4])
    (whiskers,) = ax.collections
    np.testing.assert_allclose(whiskers.get_segments(), [[[3, 1], [3, 9]], [[4, 101], [4, 109]]])
    assert ax.get_yscale() == "linear"


def test_edges_are_as_wide_as_their_weights_and_colored_by_sign(ax):
    nodes = [drawing.node(0, 0, "a"), drawing.node(1, 0, "b"), drawing.node(1, 1, "c")]
    edges = [drawing.edge(0, 1, weight=4.0), drawing.edge(0, 2, weight=-1.0), drawing.edge(1, 2)]
    panels.network(ax, drawing.network(nodes=nodes, edges=edges))
    strong, weak, plain = ax.lines
    assert strong.get_linewidth() - 0.3 == pytest.approx(4 * (weak.get_linewidth() - 0.3))
    colors = [palette.color(name) for name in ("positive", "negative", "neutral")]
    assert [line.get_color() for line in (strong, weak, plain)] == colors
    assert [text.get_text() for text in ax.texts if text.get_text()] == ["a", "b", "c"]


def test_ridges_share_one_scale_and_the_first_is_on_top(ax):
    plots.ridges(ax, [0, 1, 2], {"layer 1": [4, 2], "layer 2": [1, 0]})
    first, second = (stairs.get_data() for stairs in ax.patches)
    np.testing.assert_allclose(first.values - first.baseline, [0.9, 0.45])
    np.testing.assert_allclose(second.values - second.baseline, [0.225, 0])
    assert first.baseline > second.baseline
    assert [label.get_text() for label in ax.get_yticklabels()] == ["layer 1", "layer 2"]


def test_tiles_are_laid_out_row_by_row(ax):
    plots.tiles(ax, np.arange(12).reshape(3, 2, 2), columns=2, domain=(0, 11), captions=["a", None, "c"])
    assert [tuple(image.get_extent()[:2]) for image in ax.images] == [(0, 2), (3, 5), (0, 2)]
    assert ax.images[2].get_extent()[3] > ax.images[0].get_extent()[3]
    assert [text.get_text() for text in ax.texts] == ["a", "c"]


def cells(ax):
    table = ax.tables[0].get_celld()
    rows, columns = (1 + max(key[axis] for key in table) for axis in (0, 1))
    return [[table[row, column].get_text().get_text() for column in range(columns)] for row in range(rows)]


def test_a_drawn_truth_table_says_what_the_network_says():
    drawing = ch01.one_unit_drawing(one_unit(task="XOR", w1=5.0, w2=5.0, b=-2.0))
    head, *rows = cells(plots.draw(drawing).axes[1])
    assert head == ["x1", "x2", "output", "wanted", ""]
    assert rows == [
        ["0", "0", "0.119", "0", "right"],
        ["0", "1", "0.953", "1", "right"],
        ["1", "0", "0.953", "1", "right"],
        ["1", "1", "1.000", "0", "wrong"],
    ]


def test_points_of_a_hidden_plane_stand_where_the_hidden_units_put_them():
    attempt = three_units(**LECTURE)
    ax = plots.draw(ch01.three_units_drawing(attempt)).axes[1]
    hidden = attempt.net.trace(attempt.x, attempt.y, binary_cross_entropy).layers[1].output
    at = np.vstack([collection.get_offsets() for collection in ax.collections[-2:]])
    np.testing.assert_allclose(np.sort(at, axis=0), np.sort(hidden, axis=0))


def test_every_kind_of_panel_has_a_still_form():
    assert set(panels.PANELS) == {"bars", "lines", "histograms", "field", "network", "images", "truth_table"}


def drawing_of_all_kinds():
    return drawing.drawing(
        drawing.bars(
            x=["1", "2"],
            series=[
                drawing.bar_series("sigmoid", [0.1, 0.0], low=[0.05, 0.0], high=[0.2, 0.0]),
                drawing.bar_series("relu", [1.0, np.nan]),
            ],
            log=True,
            note="depth {depth}",
        ),
        drawing.lines(
            series=[
                drawing.line_series("train", [1, 2], [3, np.inf], low=[2, 2], high=[4, 4]),
                drawing.line_series("test", [1, 2], [3, 4], style="dashed"),
                drawing.line_series("validation", [1], [3], style="points"),
            ],
            marker=1.5,
            rules={"ln 2": 0.69},
        ),
        drawing.histograms(
            edges=[0, 1, 2], rows=[drawing.histogram_row("layer 1", [1, 2], color="relu", note="dead")]
        ),
        drawing.network(
            nodes=[drawing.node(0, 0, "x", value="1"), drawing.node(1, 1, "y", state="off")],
            edges=[drawing.edge(0, 1, weight=-2.0, label="w")],
        ),
        drawing.images(
            images=[drawing.image(np.eye(2), "eye")], shape=(2, 2), columns=2, domain=(-1, 1), diverging=True
        ),
        summary="x",
    )


def test_a_drawing_of_all_kinds_is_drawn_with_its_words():
    svg = plots.picture(plots.draw(drawing_of_all_kinds(), {"depth": 12}), "all kinds").svg()
    for word in ("depth 12", "ln 2", "layer 1 dead", "sigmoid", "eye"):
        assert word in svg
    assert "#000000" not in svg  # black text would vanish on the dark page


def test_a_picture_is_the_same_every_time():
    first, second = (plots.picture(plots.draw(drawing_of_all_kinds()), "x").svg() for _ in range(2))
    assert first == second


def test_a_picture_carries_its_alt_text_into_the_page(ax, monkeypatch):
    monkeypatch.setenv("NNBOOK_EXPORT", "1")
    data, _ = plots.picture(ax.figure, 'a "wide" < b')._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}
    assert 'alt="a &quot;wide&quot; &lt; b"' in data["text/html"]
    svg = b64decode(re.search(r"base64,([^\"]+)", data["text/html"])[1])
    assert svg.startswith(b"<?xml")


def test_a_picture_is_a_png_with_its_alt_text_as_plain_text_on_a_kernel(ax, monkeypatch):
    monkeypatch.delenv("NNBOOK_EXPORT", raising=False)
    data, about = plots.picture(ax.figure, "one line")._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert about["image/png"]["alt"] == "one line"  # for whoever exports the notebook
    assert data["text/plain"] == "Picture: one line"


def test_a_picture_without_alt_text_is_refused(ax):
    with pytest.raises(ValueError, match="alt is empty"):
        plots.picture(ax.figure, " ")


def test_differences_have_a_thick_interval_and_a_wider_thin_one(ax):
    rng = np.random.default_rng(0)
    rows = {"none": rng.normal(0, 1, 10), "some": rng.normal(3, 1, 10)}
    plots.differences(ax, rows, 1 / 3)
    assert [label.get_text() for label in ax.get_yticklabels()] == list(rows)
    thin, thick = (np.ptp(lines.get_segments()[0][:, 0]) for lines in ax.collections[2:4])
    assert thin / thick == pytest.approx(np.sqrt(6))
    assert ax.lines[1].get_xdata()[0] == pytest.approx(rows["some"].mean())
    assert ax.get_ylim() == (1.5, -0.5)
