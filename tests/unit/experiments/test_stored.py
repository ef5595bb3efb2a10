"""The sweeps that come with the package: complete, with axes and provenance, each with its recipe."""

import json
from pathlib import Path

import numpy as np
import pytest

from nnbook.chapters.ch02.digits_learning import LEARNING_AXES
from nnbook.chapters.ch02.optimizer_depth import RULES_AXES
from nnbook.chapters.ch02.xor_success import SUCCESS_AXES
from nnbook.chapters.ch03.relatives import BUDGET_AXES, RELATIVES_AXES
from nnbook.chapters.ch04.chaos import CHAOS_AXES
from nnbook.chapters.ch04.start_race import DEEP_AXES, RACE, RACE_AXES, RATES
from nnbook.chapters.ch05.curve_fits import FIT_AXES
from nnbook.chapters.ch05.remedies import TABLES
from nnbook.chapters.ch06.ladder import EXAMPLES, LATER, RUNGS
from nnbook.chapters.ch07.convolution import CONV_AXES
from nnbook.chapters.ch07.depth_race import DEPTH_AXES
from nnbook.chapters.ch07.digit_parity import PARITY_AXES
from nnbook.chapters.ch07.sawtooth import SAW_AXES
from nnbook.chapters.ch07.smoothness import SMOOTH_AXES
from nnbook.experiments.sweeps import DATA, Sweep, stored

RECIPES = Path(__file__).parents[3] / "sweeps"
LADDER = {"rung": list(RUNGS | LATER), "examples": EXAMPLES}
AXES = {
    ("xor_success", "values"): SUCCESS_AXES,
    ("first_digits", "losses"): LEARNING_AXES,
    ("first_digits", "accuracy"): LEARNING_AXES,
    ("first_digits", "updates"): LEARNING_AXES,
    **{("optimizer_depth", part): RULES_AXES for part in ("validation", "judged")},
    **{("relatives", part): RELATIVES_AXES for part in ("validation", "values")},
    ("relatives", "budget"): BUDGET_AXES,
    ("chaos", "values"): {**CHAOS_AXES, "part": ["validation", "test"]},
    **{("starts", name): {"start": starts, **RACE_AXES, "lr": RATES[name]} for name, starts in RACE.items()},
    ("starts", "deep"): DEEP_AXES,
    **{("overfitting", name): FIT_AXES for name in ("fit", "train", "test")},
    **{("dropout", name): axes for name, (_, axes) in TABLES.items()},
    **{("ladder", name): LADDER for name in ("error", "guess", "sure")},
    **{("depth_race", name): DEPTH_AXES for name in ("rate", "right")},
    **{("sawtooth", name): SAW_AXES for name in ("curves", "missed")},
    **{("smoothness", name): SMOOTH_AXES for name in ("rise", "turned", "unsettled")},
    ("digit_parity", "right"): PARITY_AXES,
    **{("convolution", name): CONV_AXES for name in ("right", "weights")},
}


def tables():
    found = []
    for path in sorted(DATA.glob("*.npz")):
        with np.load(path) as file:
            found += [(path.stem, key.removesuffix(".axes")) for key in file if key.endswith(".axes")]
    return found


@pytest.mark.parametrize(("file", "name"), tables())
def test_a_stored_sweep_is_complete_and_says_how_it_was_made(file, name):
    kept = stored(file, name)
    lengths = tuple(map(len, kept.axes.values()))
    assert kept.values.shape[: len(lengths)] == lengths
    with np.load(DATA / f"{file}.npz") as raw:
        made_by = json.loads(str(raw[f"{name}.made_by"]))
    assert made_by["recipe"] == f"sweeps/{file}.py"
    assert (RECIPES / f"{file}.py").exists()


@pytest.mark.parametrize("key", AXES, ids="-".join)
def test_a_stored_sweep_has_the_axes_it_is_read_with(key):
    axes = stored(*key).axes
    assert {name: values for name, values in axes.items() if name != "seed"} == AXES[key]


@pytest.mark.parametrize("recipe", sorted(RECIPES.glob("*.py")), ids=lambda path: path.stem)
def test_every_recipe_has_its_file(recipe):
    assert recipe.stem in ("__init__", "recipe") or (DATA / f"{recipe.stem}.npz").exists()


def test_stored_values_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        stored("chaos").values[0] = 0


def test_what_was_saved_is_what_is_loaded(tmp_path):
    path = tmp_path / "some.npz"
    one = Sweep({"lr": [0.1, 0.2], "name": ["a", "b", "c"]}, np.arange(12, dtype=np.float32).reshape(2, 3, 2))
    two = Sweep({"n": [1]}, np.array([[7, 8]], np.uint8))
    one.save(path, "one", commit="abc")
    two.save(path, "two")
    again = Sweep.load(path, "one")
    assert again.axes == one.axes
    assert again.values.dtype == np.float64
    np.testing.assert_array_equal(again.at(lr=0.2, name="b"), [8, 9])
    np.testing.assert_array_equal(Sweep.load(path, "two").values, two.values)
    with pytest.raises(ValueError, match=r"some\.npz holds no 'three'; known: one, two"):
        Sweep.load(path, "three")
    assert [p.name for p in tmp_path.iterdir()] == ["some.npz"]
