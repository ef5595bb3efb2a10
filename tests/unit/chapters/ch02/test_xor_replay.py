import numpy as np
import pytest

from nnbook.chapters import ch02
from nnbook.chapters.ch02.xor_replay import FRAMES, REPLAY_SEEDS, xor_replay
from nnbook.datasets import xor
from nnbook.drawing.specs import network_of
from nnbook.ensembles import unstack
from nnbook.experiments.training_xor import STEPS, train_xor, xor_net, xor_stack
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network


@pytest.mark.parametrize("width", [2, 8])
def test_the_replay_draws_the_network_of_its_step(width):
    settings = {"width": width, "activation": "tanh", "init": "Xavier", "seed": 0}
    replay = xor_replay(step=1000, **settings)
    drawing = ch02.xor_replay_drawing(replay)
    plane, hidden, loss = drawing["panels"]
    x = np.array(plane["points"]["x"])
    np.testing.assert_allclose(network_of(plane["nets"][0])(x), replay.net(x), atol=0.02)
    assert loss["marker"] == {"x": 1000, "axis": "step"}
    assert loss["series"][0]["x"] == list(FRAMES)
    assert hidden["kind"] == ("field" if width == 2 else "lines")
    if width == 2:
        assert hidden["from_layer"] == 1
    for name in ("{step}", "{right}", "{total}", "{loss}", f"{1000 * replay.share:.0f}"):
        assert name in drawing["summary"]


def test_the_view_from_the_side_keeps_its_frame_while_it_plays():
    settings = {"width": 3, "activation": "relu", "init": "He", "seed": 1}
    panels = [ch02.xor_replay_drawing(xor_replay(step=s, **settings))["panels"][1] for s in (0, 1000, STEPS)]
    assert panels[0]["x_domain"] == panels[1]["x_domain"] == panels[2]["x_domain"]
    for panel in panels:
        low, high = panel["x_domain"]
        assert all(low <= v <= high for series in panel["series"] for v in series["x"])
        low, high = panel["y_domain"]
        assert all(low <= v <= high for series in panel["series"] for v in series["y"])


def test_rows_in_one_place_are_named():
    settings = {"width": 3, "activation": "relu", "init": "He", "seed": 2}
    end = xor_replay(step=STEPS, **settings)
    assert abs(end.losses[-1] - 0.477) < 0.001
    assert ch02.xor_replay_drawing(end)["panels"][1]["note"] == "In one place: 0,0 and 1,0 and 1,1."
    start = ch02.xor_replay_drawing(xor_replay(step=STEPS, **(settings | {"width": 8, "activation": "tanh"})))
    assert start["panels"][1]["note"] == "Right of the line: p > 1/2."


def test_the_hidden_plane_has_room_for_every_row():
    for activation in ("sigmoid", "tanh", "relu"):
        settings = {"width": 2, "activation": activation, "init": "N(0, 1)", "seed": 0}
        for step in (0, STEPS):
            panel = ch02.xor_replay_drawing(xor_replay(step=step, **settings))["panels"][1]
            hidden = network_of(panel["nets"][0], 0, 1)(np.array(panel["points"]["x"]))
            assert panel["x_domain"] == panel["y_domain"]
            assert panel["x_domain"][0] <= hidden.min() <= hidden.max() <= panel["x_domain"][1]


def test_the_replay_starts_at_the_start_and_agrees_with_itself():
    settings = {"width": 3, "activation": "relu", "init": "He", "seed": REPLAY_SEEDS[1]}
    start = xor_replay(step=0, **settings)
    for a, b in zip(start.net.params, xor_net(**settings).params, strict=True):
        np.testing.assert_array_equal(a, b)
    x, y = xor()
    for step in (FRAMES[4], FRAMES[-1]):
        replay = xor_replay(step=step, **settings)
        loss = binary_cross_entropy(replay.net(x), y)[0]
        assert replay.losses[FRAMES.index(step)] == pytest.approx(loss, rel=1e-12)
        np.testing.assert_allclose(replay.seen[:, 0], replay.net(x)[:, 0], rtol=1e-9)
        assert (np.abs(replay.seen) <= replay.reach).all()
        assert replay.low < replay.share < replay.high


def test_seen_from_the_side_no_distance_is_made_up():
    """The second coordinate is a length in hidden space, square to what the output unit can see."""
    settings = {"width": 8, "activation": "tanh", "init": "Xavier", "seed": REPLAY_SEEDS[0]}
    replay = xor_replay(step=FRAMES[-1], **settings)
    hidden = Network(replay.net.layers[:2])(xor()[0])
    apart = np.linalg.norm(hidden[:, None] - hidden, axis=-1)
    drawn = abs(replay.seen[:, None, 1] - replay.seen[:, 1])
    assert (drawn <= apart + 1e-12).all()
    assert replay.seen[:, 1].mean() == pytest.approx(0, abs=1e-12)


def test_a_replay_is_one_member_of_a_stack():
    settings = {"width": 2, "activation": "sigmoid", "init": "N(0, 1)"}
    alone = train_xor(xor_stack(seeds=[REPLAY_SEEDS[2]], **settings), frames=FRAMES[:5])
    replay = xor_replay(step=FRAMES[4], seed=REPLAY_SEEDS[2], **settings)
    for a, b in zip(unstack(alone.nets[-1])[0].params, replay.net.params, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-8)
