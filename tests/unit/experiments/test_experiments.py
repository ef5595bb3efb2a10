"""What the package `experiments` promises as a whole."""

import inspect

import pytest

from nnbook import experiments

NAMES = [
    "activation_flow",
    "dropout_masks",
    "ensemble_error",
    "gradient_flow",
    "overfitting",
    "pretraining",
    "train_curve",
    "xor_success",
]
# These take what an experiment found, not the axes of a figure.
TOOLS = {"Sweep", "ensemble_error", "sweep", "wilson"}


def test_every_figure_of_the_lecture_has_its_experiment():
    assert set(NAMES) <= set(experiments.__all__)


def test_pretraining_is_the_race_of_all_starts():
    assert experiments.pretraining is experiments.start_race
    race = experiments.pretraining(activation="sigmoid", depth=2, examples=1000)
    assert {"rbm", "xavier", "he"} <= set(race.right)


@pytest.mark.parametrize("name", sorted(set(experiments.__all__) - TOOLS))
def test_an_experiment_takes_its_axes_by_name_and_no_generator(name):
    parameters = inspect.signature(getattr(experiments, name)).parameters.values()
    assert {p.kind for p in parameters} == {inspect.Parameter.KEYWORD_ONLY}
    assert "rng" not in {p.name for p in parameters}


def test_all_names_stand_once_and_in_order():
    assert experiments.__all__ == sorted(set(experiments.__all__))
