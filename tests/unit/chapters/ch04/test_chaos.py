import numpy as np
import pytest

from nnbook.chapters import ch04
from nnbook.experiments.sweeps import stored


def test_the_edge_of_chaos_is_where_the_paper_has_it():
    assert ch04.edge_of_chaos("tanh", 0.05) == pytest.approx(1.76, abs=0.005)
    order, disorder = ch04.phase("tanh", 1.0, 0.05), ch04.phase("tanh", 3.0, 0.05)
    assert order.chi < 1 < disorder.chi
    assert order.c == 1.0
    assert disorder.c < 0.5
    assert order.xi == pytest.approx(-1 / np.log(order.chi))


def test_the_depth_scale_grows_towards_the_edge_from_both_sides():
    edge = ch04.edge_of_chaos("tanh", 0.05)
    order = [ch04.phase("tanh", s2, 0.05).xi for s2 in (1.0, 1.5, 0.999 * edge)]
    disorder = [ch04.phase("tanh", s2, 0.05) for s2 in (3.0, 2.0, 1.001 * edge)]
    for scale in (order, [at.xi for at in disorder]):
        assert (np.diff(scale) > 0).all()
        assert scale[-1] > 100
    # There the correlation comes up to 1, more slowly than the iteration can wait for.
    assert 0.9 < disorder[-1].c < 1


def test_correlation_of_two_inputs_goes_where_the_theory_says():
    """Two inputs through ten wide random tanh layers, against the fixed point of the formulas."""
    rng, at = np.random.default_rng(0), ch04.phase("tanh", 3.0, 0.05)
    z = rng.normal(0, np.sqrt(at.q), (2, 2000))
    for _ in range(10):
        W = rng.normal(0, np.sqrt(3.0 / 2000), (2000, 2000))
        z = np.tanh(z) @ W + rng.normal(0, np.sqrt(0.05), 2000)
    assert np.square(z).mean() == pytest.approx(at.q, rel=0.1)
    assert np.corrcoef(z)[0, 1] == pytest.approx(at.c, abs=0.07)


def test_a_random_part_of_the_map_trained_again_agrees():
    rng = np.random.default_rng(20)
    point = {"s2": rng.choice(ch04.CHAOS_AXES["s2"]).item(), "depth": 4, "lr": 0.01}
    np.testing.assert_allclose(ch04.tanh_right(**point), stored("chaos").at(**point), atol=0.04)


def test_each_cell_of_the_map_is_read_at_the_rate_that_other_digits_chose():
    right, reached = stored("chaos"), ch04.reached()
    assert reached.shape == (*right.values.shape[:2], 10)
    chosen = np.median(right.at(s2=2.0, depth=8, part="validation"), axis=-1).argmax()
    wanted = right.at(s2=2.0, depth=8, lr=ch04.CHAOS_AXES["lr"][chosen], part="test")
    np.testing.assert_array_equal(reached[ch04.CHAOS_AXES["s2"].index(2.0), 1], wanted)


def test_correlations_go_where_the_phase_says_from_both_sides():
    to = ch04.phase("tanh", 3.0, ch04.B2).c
    above, below = (ch04.correlations(3.0, c, 200)[-1] for c in (0.99, 0.0))
    assert above == pytest.approx(to, abs=1e-3)
    assert below == pytest.approx(to, abs=1e-3)
    assert ch04.correlations(1.0, 0.0, 60)[[0, -1]].tolist() == pytest.approx([0, 1], abs=1e-3)
