"""No public function of the network and its topics takes what it cannot mean, and none changes anything then.

The functions come from the modules' public names: a new one must be added to CALLS to be tested. What is
tried at each argument follows from its name, or from the kind behind a colon.
"""

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import activations, losses
from nnbook.network import Network, mlp
from nnbook.optimizers import SGD
from nnbook.rbm import RBM

CORE = "activations initializers layers normalization residual losses network optimizers training gradcheck"
TOPICS = "datasets rbm pretraining ensembles lsuv"
X, Y = np.random.default_rng(0).random((6, 4)), np.array([0, 1, 2, 0, 1, 2])


def rng():
    return np.random.default_rng(1)


def net(outputs=3, **options):
    return mlp(rng(), (4, 5, outputs), "tanh", "he", **options)


def machine():
    return RBM.create(rng(), 4, 3)


def fans():
    return {"rng": rng(), "fan_in": 3, "fan_out": 2}


def drawn(**more):
    return {"rng": rng(), "n": 12, "noise": 0.1, **more}


# What every public function is called with when all is well.
CALLS = {
    "activations.get": lambda: {"activation": "relu"},
    "activations.leaky_relu": lambda: {"slope": 0.1},
    "activations.elu": lambda: {"alpha": 1.0},
    "initializers.get": lambda: {"init": "he"},
    "initializers.zeros": fans,
    "initializers.constant": lambda: {"c": 1.0},
    "initializers.normal": lambda: {"std": 1.0},
    "initializers.uniform": lambda: {"limit": 1.0},
    "initializers.orthogonal": lambda: {"gain": 1.0},
    "initializers.variance_scaling": lambda: {"scale": 1.0, "fan": "in", "dist": "normal"},
    "layers.Dense": lambda: {"W": np.ones((2, 3)), "b:W": np.ones(3)},
    "layers.Dense.create": lambda: {**fans(), "init": "he"},
    "layers.Dropout": lambda: {"rate": 0.1},
    "normalization.BatchNorm": lambda: {"gamma": np.ones(3), "beta": np.ones(3), "eps": 1e-5},
    "normalization.BatchNorm.create": lambda: {"units": 3},
    "normalization.LayerNorm": lambda: {"gamma": np.ones(3), "beta": np.ones(3), "eps": 1e-5},
    "normalization.LayerNorm.create": lambda: {"units": 3},
    "network.Network.settled": lambda: {"self": net(normalize="batch"), "x": X, "rng:mode": rng()},
    "losses.softmax": lambda: {"logits": X},
    "losses.get": lambda: {"loss": "cross_entropy"},
    "losses.cross_entropy": lambda: {"output": X, "target:labels": Y},
    "losses.cross_entropy.per_member": lambda: {"output": X, "target:labels": Y},
    "losses.binary_cross_entropy": lambda: {"output": X[:, :1], "target": X[:, 1]},
    "losses.mean_squared_error": lambda: {"output": X, "target": X},
    "network.mlp": lambda: {
        "rng": rng(), "sizes": (4, 3), "activation": "relu", "init": "he", "dropout": 0.1
    },
    "network.accuracy": lambda: {"net": net(), "x": X, "y:labels": Y},
    "network.Network.__call__": lambda: {"self": net(), "x": X},
    "network.Network.predict_proba": lambda: {"self": net(), "x": X},
    "network.Network.trace": lambda: {"self": net(), "x": X, "target:labels": Y, "loss": "cross_entropy"},
    "optimizers.SGD": lambda: {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.0},
    "optimizers.Adam": lambda: {
        "lr": 0.1, "beta1": 0.9, "beta2": 0.9, "eps": 1e-8, "weight_decay": 0.0
    },
    "training.batches": lambda: {"rng": rng(), "x:rows": X, "y:rows": Y, "batch_size": 2},
    "training.fit": lambda: {
        "net": net(), "x": X, "y:labels": Y, "rng": rng(), "optimizer": SGD(0.1), "epochs": 1,
        "loss": "cross_entropy", "batch_size": 2
    },
    "gradcheck.numerical_gradient": lambda: {"f": lambda x: float(x.sum()), "x": X.copy(), "step": 1e-5},
    "datasets.xor_cloud": drawn,
    "datasets.moons": drawn,
    "datasets.circles": drawn,
    "datasets.spirals": lambda: drawn(classes=2, turns=1.5),
    "datasets.blobs": lambda: drawn(classes=3),
    "datasets.curve": drawn,
    "datasets.wave": lambda: {"x:logits": X},
    "datasets.split": lambda: {"rng": rng(), "x:rows": X, "y:rows": Y, "test:fraction": 0.5},
    "rbm.draw": lambda: {"rng": rng(), "p:logits": X},
    "rbm.states": lambda: {"n": 3},
    "rbm.RBM": lambda: {"W": np.ones((2, 3)), "b:W": np.ones(2), "c:W": np.ones(3)},
    "rbm.RBM.create": lambda: {"rng": rng(), "visible": 3, "hidden": 2, "std:spread": 0.1},
    "rbm.RBM.free_energy": lambda: {"self": machine(), "v:logits": X},
    "rbm.RBM.log_likelihood": lambda: {"self": machine(), "v": X},
    "rbm.contrastive_divergence": lambda: {"rbm": machine(), "v": X, "rng": rng(), "k": 1},
    "rbm.persistent_contrastive_divergence": lambda: {
        "rbm": machine(), "v": X, "rng": rng(), "chains:v": X.round(), "k": 1
    },
    "rbm.exact_gradients": lambda: {"rbm": machine(), "v": X},
    "pretraining.fit_rbm": lambda: {
        "rbm": machine(), "v": X, "rng": rng(), "optimizer": SGD(0.1), "epochs": 1, "batch_size": 2, "k": 1
    },
    "pretraining.pretrain": lambda: {
        "rng": rng(), "v": X, "hidden_sizes": (3,), "optimizer": SGD(0.1), "epochs": 1, "k": 1
    },
    "pretraining.to_network": lambda: {"rng": rng(), "rbms": [machine()], "outputs": 2, "init": "he"},
    "ensembles.MonteCarloDropout": lambda: {"net": net(dropout=0.5), "rng": rng(), "samples": 3},
    "ensembles.bagging": lambda: {
        "rng": rng(), "x:rows": X, "y:rows": Y, "fit_one": lambda rng, x, y: net(), "size": 2
    },
    "lsuv.lsuv": lambda: {"net": net(), "x": X, "tolerance": 0.1, "tries": 3},
}  # fmt: skip
# Public names that are told apart by tests of their own, or take nothing that could be wrong.
ELSEWHERE = {
    "activations": "Activation",
    "layers": "Layer Activate product column_sums require_trainable",
    "losses": "Loss",
    "residual": "Residual require_chain every settle passes_any describe",
    "network": "Network",
    "optimizers": "AdamState Optimizer require_optimizer",
    "training": "Step",
    "datasets": "xor and_ or_ digits mnist",
    "rbm": "contrast",
    "pretraining": "RBMStep",
    "ensembles": "Classifier Ensemble stack unstack",
}
NOT_NUMBERS = ["0.1", None, float("nan"), float("inf"), True, [1.0], 1j]
NOT_WHOLE = [0, -1, 2.5, 2.0, True, "3", None, float("nan"), [2]]
NOT_ARRAYS = [
    None,
    "text",
    np.full((6, 4), "a"),
    np.full((6, 4), 1j),
    np.ma.array(np.ones((6, 4)), mask=np.eye(6, 4, dtype=bool)),
    np.full((6, 4), None),
    np.empty((0, 4)),
    [[1.0], [1.0, 2.0]],
]
NOT_FINITE = [np.full((6, 4), bad) for bad in (np.nan, np.inf)]
NOT_LABELS = [Y + 7, Y - 1, list("abcabc"), np.eye(3, dtype=int)[Y], Y * np.nan, Y[:4], None,
              np.ma.array(Y, mask=Y > 1), Y + 0j]  # fmt: skip
NOT_WEIGHTS = [np.ones((2, 3), int), np.ones((2, 3), np.float16),
               np.ma.array(np.ones((2, 3))), [[1.0]], None]  # fmt: skip
BAD = {
    "rng": [None, 0, np.random.RandomState(0), "seed", np.random],
    **dict.fromkeys(("x", "v"), NOT_ARRAYS + NOT_FINITE),
    **dict.fromkeys(("output", "logits"), NOT_ARRAYS),
    "target": NOT_ARRAYS + NOT_FINITE,
    "labels": NOT_LABELS,
    "rows": [None, "text", X[:4], np.ma.array(X, mask=X > 0.5)],
    **dict.fromkeys(("W", "gamma", "beta"), NOT_WEIGHTS),
    "mode": [0, np.random.RandomState(0), "seed"],
    **{key: ["no such", None, [], 3, np.ones(2)] for key in ("activation", "init", "loss", "fan", "dist")},
    "optimizer": ["sgd", None, SGD, 0.1],
    **dict.fromkeys(
        ("fan_in", "fan_out", "n", "classes", "visible", "hidden", "k", "batch_size", "outputs", "size",
         "samples", "tries", "units"), NOT_WHOLE
    ),
    "epochs": NOT_WHOLE[1:],
    "sizes": [(3,), (3, 0), (2.0, 1), ("3", 1), (True, 1)],
    "hidden_sizes": [(0,), (2.5,), (True,)],
    **{key: [-0.1, 1.0, *NOT_NUMBERS] for key in ("slope", "rate", "dropout", "momentum", "beta1", "beta2")},
    **{
        key: [0.0, -1.0, *NOT_NUMBERS]
        for key in ("lr", "alpha", "std", "limit", "gain", "scale", "eps", "step", "tolerance")
    },
    **{key: [-1.0, *NOT_NUMBERS] for key in ("noise", "weight_decay", "spread")},
    "fraction": [-1.0, 0, *NOT_NUMBERS],
    **dict.fromkeys(("c", "turns"), NOT_NUMBERS),
}  # fmt: skip
BAD["batch_size"] = [bad for bad in NOT_WHOLE if bad is not None]
UNTRIED = {"self", "net", "rbm", "rbms", "f", "fit_one"}


def function(name):
    module, *path = name.split(".")
    found = import_module(f"nnbook.{module}")
    for part in path:
        found = getattr(found, part)
    return found


def called(name, arguments):
    """The function, with arguments whose keys say "name" or "name:what is tried"."""
    return function(name)(**{key.partition(":")[0]: value for key, value in arguments.items()})


def public(module):
    loaded = import_module(f"nnbook.{module}")
    for name, thing in vars(loaded).items():
        if (
            not name.startswith("_")
            and getattr(thing, "__module__", "") == loaded.__name__
            and callable(thing)
        ):
            yield f"{module}.{name}"


def test_every_public_function_is_tried():
    known = set(CALLS) | {f"{module}.{name}" for module, names in ELSEWHERE.items() for name in names.split()}
    instances = (activations.Activation, losses.Loss)
    for module in (CORE + " " + TOPICS).split():
        for name in public(module):
            assert name in known or isinstance(function(name), instances), f"give {name} a place in CALLS"


@pytest.mark.parametrize("name", CALLS)
def test_what_is_right_is_taken(name):
    assert called(name, CALLS[name]()) is not None


CASES = [(name, key) for name in CALLS for key in CALLS[name]() if key not in UNTRIED]


@pytest.mark.parametrize(("name", "key"), CASES)
def test_what_is_wrong_is_refused_by_name_and_changes_nothing(name, key):
    argument, _, kind = key.partition(":")
    for bad in BAD[kind or argument]:
        arguments = CALLS[name]() | {key: bad}
        before = state(arguments)
        with pytest.raises(ValueError) as error:  # noqa: PT011
            called(name, arguments)
        message = str(error.value)
        assert argument in message or "unknown" in message, (bad, message)
        assert state(arguments) == before, bad


def state(arguments):
    """All that a call could change: arrays, networks' parameters, where a generator stands."""
    seen = []
    for value in arguments.values():
        if isinstance(value, np.random.Generator):
            seen.append(str(value.bit_generator.state))
        elif isinstance(value, Network | RBM):
            seen.extend(p.tobytes() for p in value.params)
        elif isinstance(value, np.ndarray):
            seen.append(repr(value))
    return seen


class Frame:
    """Like a data frame: NumPy can read it, but [0] is a column."""

    def __init__(self, values):
        self.values = np.asarray(values)
        self.shape = self.values.shape

    def __array__(self, dtype=None, copy=None):
        return self.values.astype(dtype or self.values.dtype)

    def __getitem__(self, key):
        return self.values[:, key]

    def __len__(self):
        return len(self.values)


# The same numbers, held in another way: whatever the function makes of them, it is the same.
SAME = {
    "list": lambda a: a.tolist(),
    "Fortran order": np.asfortranarray,
    "every other row": lambda a: np.repeat(a, 2, axis=0)[::2],
    "backwards": lambda a: a[::-1].copy()[::-1],
    "big-endian": lambda a: a.astype(a.dtype.newbyteorder(">")),
    "objects": lambda a: a.astype(object),
    "frame": Frame,
    "read-only": lambda a: np.frombuffer(a.tobytes(), a.dtype).reshape(a.shape),
    "bytes": lambda a: a.astype(np.uint8),
    "truth": lambda a: a.astype(bool),
}
HELD = [
    (name, key)
    for name, key in CASES
    if (key.partition(":")[2] or key) in {"x", "v", "rows", "logits", "output", "target"}
    and not name.startswith(("gradcheck", "lsuv"))
]


def made(result):
    """A result as plain values that can be compared."""
    if isinstance(result, Network | RBM):
        return [p.tolist() for p in result.params]
    if isinstance(result, np.ndarray | np.generic):
        return result.tolist()
    if hasattr(result, "__next__"):
        return [made(one) for one in result]
    if isinstance(result, list | tuple):
        return [made(one) for one in result]
    if hasattr(result, "trace"):
        return made(result.trace)
    return getattr(result, "loss", None) if not isinstance(result, float) else result


@given(st.sampled_from(HELD), st.sampled_from(sorted(SAME)), st.data())
def test_the_same_numbers_held_in_another_way_give_the_same(case, way, data):
    name, key = case
    corners = st.sampled_from([0.0, 1.0])
    plain = data.draw(hnp.arrays(np.float64, np.shape(CALLS[name]()[key]), elements=corners))
    expected = made(called(name, CALLS[name]() | {key: plain}))
    assert made(called(name, CALLS[name]() | {key: SAME[way](plain)})) == expected
