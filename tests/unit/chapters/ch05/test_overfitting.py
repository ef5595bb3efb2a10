import numpy as np
import pytest

from nnbook.chapters import ch05
from nnbook.chapters.ch05.overfitting import overfitting
from nnbook.drawing.summaries import fill_summary


def test_test_error_is_never_below_the_noise():
    for noise in ch05.FIT_AXES["noise"]:
        result = overfitting(units=50, examples=100, noise=noise, remedy="none")
        assert (result.test >= noise - 1e-6).all()


@pytest.mark.parametrize(
    ("units", "examples", "verdict"),
    [(1, 20, "underfitted"), (5, 40, "a good fit"), (50, 10, "overfitted"), (50, 100, "a good fit")],
)
def test_verdicts(units, examples, verdict):
    assert overfitting(units=units, examples=examples, noise=0.3, remedy="none").verdict == verdict


@pytest.mark.parametrize("wrong", [{"units": 4}, {"noise": 0.1}, {"remedy": "hope"}, {"examples": 5}])
def test_settings_that_were_not_swept_are_refused(wrong):
    with pytest.raises(ValueError, match="was not swept"):
        overfitting(**{"units": 5, "examples": 20, "noise": 0.3, "remedy": "none", **wrong})


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
