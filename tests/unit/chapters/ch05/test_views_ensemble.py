import numpy as np
import pytest

from nnbook.chapters import ch05
from nnbook.chapters.ch05.dropout_masks import dropout_masks
from nnbook.chapters.ch05.overfitting import overfitting
from nnbook.drawing.summaries import fill_summary


def test_overfitting_draws_the_fit_and_marks_the_present_width():
    point = {"units": 50, "examples": 10, "noise": 0.3, "remedy": "none"}
    drawing = ch05.overfitting_drawing(overfitting(**point))
    fit, errors = drawing["panels"]
    assert [series["name"] for series in fit["series"]] == ["truth", "fit", "examples"]
    assert len(fit["series"][2]["x"]) == 10
    assert errors["marker"] == {"x": 50, "axis": "units"}
    assert errors["rules"] == [{"y": 0.3, "label": "noise"}]
    assert fill_summary(drawing, point).endswith("overfitted")


@pytest.mark.parametrize("noise", ch05.FIT_AXES["noise"])
def test_overfitting_keeps_curves_inside_the_frame(noise):
    drawing = ch05.overfitting_drawing(overfitting(units=20, examples=10, noise=noise, remedy="none"))
    for panel in drawing["panels"]:
        low, high = panel["y_domain"]
        for series in panel["series"]:
            assert low <= np.min(series["y"])
            assert np.max(series["y"]) <= high


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
