import pytest

from nnbook.chapters import ch05
from nnbook.chapters.ch05.dropout_masks import dropout_masks
from nnbook.drawing.summaries import fill_summary


def test_figure_counts_members_and_keeps_errors_in_range():
    few, all_on = (dropout_masks(rate=0.5, members=m, show=s) for m, s in ((3, "ensemble"), (9, "one mask")))
    assert len(few.nets) == 3
    assert len(all_on.nets) == 1
    assert set(all_on.mask) <= {0.0, 1.0}
    errors = few.errors
    assert errors.ensemble.shape == errors.sampled.shape == (30,)
    assert 0.05 < errors.ensemble[-1] < errors.one < 0.25
    x = ch05.moon_data()[1][0]
    exact = ch05.average_over_masks(few.net, x, 0.5)
    assert abs(exact - few.net.predict_proba(x)).max() == pytest.approx(errors.gap)


def test_one_mask_is_the_last_of_those_averaged():
    one = dropout_masks(rate=0.3, members=4, show="one mask").nets[0]
    many = dropout_masks(rate=0.3, members=4, show="Monte Carlo dropout").nets
    assert len(many) == 4
    assert one is many[-1]


@pytest.mark.parametrize("point", [{"members": 0}, {"members": 2.5}, {"members": 31}, {"show": "all"}])
def test_figure_refuses_what_it_does_not_know(point):
    with pytest.raises(ValueError, match=next(iter(point))):
        dropout_masks(**{"rate": 0.5, "members": 1, "show": "ensemble", **point})


@pytest.mark.parametrize("show", ch05.SHOWS)
def test_dropped_units_are_off_where_masks_are_drawn(show):
    result = dropout_masks(rate=0.5, members=5, show=show)
    drawing = ch05.dropout_masks_drawing(result)
    network, field, errors = drawing["panels"]
    off = [node.get("state") == "off" for node in network["nodes"][: ch05.UNITS]]
    masking = show in ("one mask", "Monte Carlo dropout")
    assert off == ([not kept for kept in result.mask] if masking else [False] * ch05.UNITS)
    assert len(field["nets"]) == len(result.nets)
    assert errors["marker"] == {"x": 5, "axis": "members"}
    for series in errors["series"]:
        assert errors["y_domain"][0] <= min(series["y"])
        assert max(series["y"]) <= errors["y_domain"][1]
    words = fill_summary(drawing, {"rate": 0.5, "members": 5, "show": show})
    assert "{" not in words


def test_edges_of_a_dropped_unit_are_off_too():
    result = dropout_masks(rate=0.5, members=1, show="one mask")
    network = ch05.dropout_masks_drawing(result)["panels"][0]
    for edge in network["edges"]:
        unit = edge["to"] if edge["to"] < ch05.UNITS else edge["from"]
        assert edge["state"] == ("on" if result.mask[unit] else "off")
