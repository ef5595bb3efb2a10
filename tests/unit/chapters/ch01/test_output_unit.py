import numpy as np

from nnbook.chapters.ch01.output_unit import output_unit, output_unit_drawing
from nnbook.chapters.ch01.three_units import LECTURE, three_units
from nnbook.drawing.specs import predict


def test_the_output_unit_is_drawn_before_and_after_the_bend():
    attempt = output_unit(y_w1=-11, y_w2=-11, y_b=6)
    before, after, _ = output_unit_drawing(attempt)["panels"]
    z = np.array([[-8.0, 3.0], [-3, -4], [2, -11]])
    wanted = attempt.net.predict_proba(np.array([[0.0, 0], [0, 1], [1, 1]]))
    np.testing.assert_allclose(predict(before["nets"], z, before["from_layer"]), wanted)
    h = 1 / (1 + np.exp(-z))
    np.testing.assert_allclose(predict(after["nets"], h, after["from_layer"]), wanted)


def test_output_unit_stands_on_the_lectures_hidden_units():
    ours, lecture = output_unit(y_w1=1, y_w2=2, y_b=3), three_units(**LECTURE)
    for a, b in zip(ours.net.params[:2], lecture.net.params[:2], strict=True):
        np.testing.assert_array_equal(a, b)
    assert output_unit(y_w1=-11, y_w2=-11, y_b=6).right == 4
