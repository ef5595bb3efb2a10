"""Experiments for process pools live at the top of the module, where another process finds them."""

import multiprocessing
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnbook.activations import leaky_relu
from nnbook.experiments.sweeps import sweep

GRID = {"seed": range(3), "depth": [1, 2], "activation": ["relu", "tanh"]}


def experiment(*, seed, depth, activation):
    rng = np.random.default_rng(seed)
    return float(rng.normal() * depth + len(activation))


def slow_first(*, n):
    time.sleep(0.05 * (n == 0))
    return n * n


def array_of(*, n):
    return np.full(3, n)


@dataclass(frozen=True)
class Result:
    n: int


def record_of(*, n):
    return Result(n)


def fails_at_three(*, n, base):
    if n == 3:
        raise ZeroDivisionError("no three")
    return n + base


class Backwards(Executor):
    """Runs everything when the last result is asked for, the last task first."""

    def __init__(self, tasks):
        self.left, self.waiting = tasks, []

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.waiting.append((future, fn, args, kwargs))
        if len(self.waiting) == self.left:
            for f, g, a, k in reversed(self.waiting):
                f.set_result(g(*a, **k))
        return future


@pytest.fixture(scope="module")
def pool():
    with ProcessPoolExecutor(
        2, mp_context=multiprocessing.get_context("spawn" if sys.platform == "win32" else "fork")
    ) as pool:
        yield pool


def test_values_stand_where_their_axes_say():
    result = sweep(experiment, **GRID)
    assert result.values.shape == (3, 2, 2)
    assert result.axes == {"seed": [0, 1, 2], "depth": [1, 2], "activation": ["relu", "tanh"]}
    for i, seed in enumerate(range(3)):
        for j, depth in enumerate([1, 2]):
            for k, activation in enumerate(["relu", "tanh"]):
                assert result.values[i, j, k] == experiment(seed=seed, depth=depth, activation=activation)


@given(
    st.dictionaries(
        st.sampled_from("abc"), st.lists(st.integers(-9, 9), min_size=1, max_size=4, unique=True), max_size=3
    )
)
def test_every_point_of_any_grid_is_asked_once_and_found_again(axes):
    asked = []

    def experiment(**point):
        asked.append(point)
        return sum(value * weight for value, weight in zip(point.values(), (1, 100, 10_000), strict=False))

    result = sweep(experiment, **axes)
    assert len(asked) == result.values.size == np.prod([len(values) for values in axes.values()])
    for point in asked.copy():
        assert result.at(**dict(reversed(point.items()))) == experiment(**point)


def test_at_is_a_slice_by_name_in_any_order():
    result = sweep(experiment, **GRID)
    assert result.at(activation="tanh", seed=2, depth=1) == experiment(seed=2, depth=1, activation="tanh")
    np.testing.assert_array_equal(result.at(depth=2), result.values[:, 1])
    np.testing.assert_array_equal(result.at(), result.values)


def test_at_lists_what_there_is():
    result = sweep(experiment, **GRID)
    with pytest.raises(ValueError, match="unknown axis 'width'; known: seed, depth, activation"):
        result.at(width=3)
    with pytest.raises(ValueError, match=r"depth=7 was not swept; known: \[1, 2\]"):
        result.at(depth=7)


def test_numbers_become_an_array_of_numbers():
    assert sweep(slow_first, n=range(3)).values.dtype.kind == "i"
    assert sweep(lambda *, n: n > 1, n=range(3)).values.dtype == bool
    assert sweep(lambda *, n: np.float32(n), n=range(3)).values.dtype == np.float32


def test_other_results_are_kept_as_they_are():
    records = sweep(record_of, n=range(3))
    assert records.at(n=2) == Result(2)
    arrays = sweep(array_of, n=range(3))
    assert arrays.values.shape == (3,)
    np.testing.assert_array_equal(arrays.at(n=2), [2, 2, 2])
    assert sweep(lambda *, n: [n, n], n=range(2)).at(n=1) == [1, 1]
    assert sweep(lambda *, n: None if n else 1.0, n=range(2)).at(n=1) is None


def test_axes_may_be_iterators_and_arrays():
    assert sweep(slow_first, n=iter([3, 4])).values.tolist() == [9, 16]
    assert sweep(slow_first, n=np.array([3, 4])).at(n=4) == 16


def test_no_axes_is_one_point():
    assert sweep(lambda: 5).at() == 5


def test_an_empty_axis_is_refused():
    with pytest.raises(ValueError, match="axis depth is empty"):
        sweep(experiment, seed=[1], depth=[], activation=["relu"])


@pytest.mark.parametrize(
    "make", [lambda: ThreadPoolExecutor(3), lambda: Backwards(12)], ids=["threads", "backwards"]
)
def test_results_do_not_depend_on_the_executor_nor_on_its_order(make):
    with make() as executor:
        result = sweep(experiment, executor=executor, **GRID)
    np.testing.assert_array_equal(result.values, sweep(experiment, **GRID).values)


def test_a_process_pool(pool):
    np.testing.assert_array_equal(
        sweep(experiment, executor=pool, **GRID).values, sweep(experiment, **GRID).values
    )
    assert sweep(slow_first, executor=pool, n=range(4)).values.tolist() == [0, 1, 4, 9]
    assert sweep(record_of, executor=pool, n=range(3)).at(n=1) == Result(1)


@pytest.mark.parametrize("folder", [True, False])
def test_an_exception_names_the_point(folder, tmp_path):
    with pytest.raises(ZeroDivisionError, match="no three") as error:
        sweep(fails_at_three, n=range(5), base=[10.5], folder=tmp_path if folder else None)
    assert error.value.__notes__ == ["at n=3, base=10.5"]


def test_an_exception_from_another_process_names_the_point_and_cancels_the_rest(pool):
    with pytest.raises(ZeroDivisionError, match="no three") as error:
        sweep(fails_at_three, executor=pool, n=range(5), base=[10.5])
    assert error.value.__notes__ == ["at n=3, base=10.5"]

    class Idle(Executor):
        futures: list = []  # noqa: RUF012

        def submit(self, fn, /, *args, **kwargs):
            self.futures.append(Future())
            if len(self.futures) == 1:
                self.futures[0].set_exception(KeyboardInterrupt())
            return self.futures[-1]

    with pytest.raises(KeyboardInterrupt):
        sweep(slow_first, executor=Idle(), n=range(3))
    assert [f.cancelled() for f in Idle.futures] == [False, True, True]


CALLS = []


def stops_once(*, n):
    CALLS.append(n)
    if n == 2 and CALLS.count(2) == 1:
        raise KeyboardInterrupt
    return n * 10


def test_an_interrupted_sweep_goes_on_from_its_folder(tmp_path):
    CALLS.clear()
    folder = tmp_path / "new" / "sweep"
    with pytest.raises(KeyboardInterrupt):
        sweep(stops_once, folder=folder, n=range(4))
    assert sweep(stops_once, folder=folder, n=range(4)).values.tolist() == [0, 10, 20, 30]
    assert CALLS == [0, 1, 2, 2, 3]
    assert sweep(stops_once, folder=str(folder), n=[3, 5]).values.tolist() == [30, 50]
    assert CALLS == [0, 1, 2, 2, 3, 5]
    assert not list(folder.glob("*.part"))


def test_points_and_experiments_do_not_share_files(tmp_path):
    assert sweep(slow_first, folder=tmp_path, n=[1, 2]).values.tolist() == [1, 4]
    assert sweep(partial(scaled, by=-1), folder=tmp_path, n=[1, 2]).values.tolist() == [-1, -2]
    assert sweep(partial(scaled, by=10), folder=tmp_path, n=[1, 2]).values.tolist() == [10, 20]
    assert len(list(tmp_path.iterdir())) == 6
    with pytest.raises(ValueError, match="a lambda cannot be told"):
        sweep(lambda *, n: n, folder=tmp_path, n=[1])


def scaled(*, n, by):
    return n * by


def test_activations_and_networks_of_one_name_do_not_share_files(tmp_path):
    slopes = [leaky_relu(0.1), leaky_relu(0.5)]
    assert sweep(at_minus_one, folder=tmp_path, act=slopes).values.tolist() == [-0.1, -0.5]


def at_minus_one(*, act):
    return float(act(np.array([-1.0]))[0])


@pytest.mark.parametrize("content", [b"", b"no pickle"])
def test_a_broken_file_is_named_and_computed_again(tmp_path, content):
    sweep(scaled, folder=tmp_path, n=[3], by=[2])
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    with pytest.warns(UserWarning, match=f"{file.name} is broken"):
        assert sweep(scaled, folder=tmp_path, n=[3], by=[2]).values.tolist() == [[6]]
    assert sweep(scaled, folder=tmp_path, n=[3], by=[2]).values.tolist() == [[6]]


@pytest.mark.parametrize("axis", ["relu", 3, b"ab", None])
def test_an_axis_that_is_no_list_is_refused(axis):
    with pytest.raises(ValueError, match="axis activation: give a list"):
        sweep(scaled, activation=axis)


def test_a_folder_and_a_process_pool(pool, tmp_path):
    first = sweep(experiment, executor=pool, folder=tmp_path, **GRID)
    stamps = {f: f.stat().st_mtime_ns for f in tmp_path.iterdir()}
    second = sweep(experiment, folder=tmp_path, **GRID)
    np.testing.assert_array_equal(first.values, second.values)
    assert stamps == {f: f.stat().st_mtime_ns for f in tmp_path.iterdir()}
    assert len(stamps) == 12


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(2)], ids=["serial", "threads"])
def test_progress_counts_to_the_end(executor, capsys):
    assert sweep(slow_first, executor=executor, n=range(7), progress=True).values.sum() == 91
    assert "7/7" in capsys.readouterr().err
    sweep(slow_first, executor=executor, n=range(7))
    assert capsys.readouterr().err == ""


def test_dask_on_two_workers():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        result = sweep(experiment, executor=executor, **GRID)
        with pytest.raises(ZeroDivisionError) as error:
            sweep(fails_at_three, executor=executor, n=range(5), base=[10.5])
    np.testing.assert_array_equal(result.values, sweep(experiment, **GRID).values)
    assert "at n=3, base=10.5" in error.value.__notes__


def test_true_is_no_1():
    table = sweep(lambda *, depth: depth, depth=[1, 2])
    with pytest.raises(ValueError, match=r"^depth=True was not swept"):
        table.at(depth=True)
    assert sweep(lambda *, skip: int(skip), skip=[False, True]).at(skip=True) == 1
