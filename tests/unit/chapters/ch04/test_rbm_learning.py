import numpy as np
import pytest

from nnbook.chapters import ch04
from nnbook.chapters.ch04.rbm_learning import UPDATES, rbm_course, rbm_learning
from nnbook.rbm import RBM


def test_a_machine_learns_and_its_chains_start_at_digits():
    start, end = (rbm_learning(updates=updates, k=1) for updates in (0, UPDATES[-1]))
    np.testing.assert_array_equal(start.v, end.v)
    assert set(np.unique(end.v)) == {0, 1}
    course = rbm_course()
    assert len(course.rbms) == len(UPDATES) == len(course.error)
    assert course.error[-1] < course.error[0] / 5
    assert course.energy["shuffled"][-1] > course.energy["digits"][-1] + 20
    assert isinstance(end.rbm, RBM)
    near, far = np.square(end.back - end.v).mean(), None
    far = np.square(rbm_learning(updates=UPDATES[-1], k=100).back - end.v).mean()
    assert near < far


@pytest.mark.parametrize(("wrong", "message"), [({"updates": 3}, "updates must be"), ({"k": 0}, "k must be")])
def test_bad_positions_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        rbm_learning(**({"updates": 0, "k": 1} | wrong))


def test_a_learning_machine_shows_filters_chain_and_energy():
    result = rbm_learning(updates=1000, k=5)
    filters, chain, energy = ch04.rbm_learning_drawing(result)["panels"]
    assert len(filters["images"]) == 20
    np.testing.assert_allclose(filters["images"][3]["pixels"], result.rbm.W[:, 3], atol=0.005)
    assert len(chain["images"]) == 20
    assert energy["marker"] == {"x": 1000, "axis": "updates"}
    assert [series["name"] for series in energy["series"]] == ["digits", "coin tosses", "shuffled"]
