"""What is left of a signal, and of a gradient, after many layers."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count

import numpy as np

from nnbook import activations
from nnbook.activations import Activation
from nnbook.arrays import Array
from nnbook.edges import require_whole
from nnbook.ensembles import stack
from nnbook.experiments.digits import standard_digits
from nnbook.initializers import Initializer
from nnbook.layers import Activate, Dense, Layer
from nnbook.losses import cross_entropy
from nnbook.network import Network, mlp
from nnbook.residual import Residual
from nnbook.tracing import Trace

# A unit passes a gradient on when its derivative is at least this share of the largest possible.
PASSING = 0.1


def deep_nets(
    depth: int, width: int, activation: str | Activation, init: str | Initializer, seeds: int
) -> Network:
    """A stack of `seeds` networks 64 - depth times width - 10, member k drawn with seed k.

    Raises ValueError for a depth, width or number of seeds below 1.
    """
    check_sizes(depth=depth, width=width, seeds=seeds)
    return stack([deep_net(depth, width, activation, init, seed) for seed in range(seeds)])


def deep_net(
    depth: int, width: int, activation: str | Activation, init: str | Initializer, seed: int
) -> Network:
    """One network 64 - depth times width - 10, drawn with the seed."""
    return mlp(np.random.default_rng(seed), [64, *[width] * depth, 10], activation, init)


def centered(net: Network) -> Network:
    """The same weights with biases that take away what units at rest hand up: -f(0) times the sum of W.

    When all units below rest at z = 0, z is then 0 here too: the whole network rests in the middle. Where
    f(0) is 0, as for tanh and ReLU, nothing changes; nor does the first layer, which no unit stands below.
    """
    layers: list[Layer] = []
    for below, layer in zip((None, *net.layers), net.layers, strict=False):
        if isinstance(layer, Dense) and isinstance(below, Activate):
            rest = float(below.activation(np.zeros(1))[0])
            layer = Dense(layer.W, -rest * layer.W.sum(axis=-2, keepdims=layer.W.ndim > 2))
        layers.append(layer)
    return Network(layers)


def sigmoid_twin(net: Network) -> Network:
    """The network of sigmoids that computes what this one of tanh units does: tanh(z) = 2 sigmoid(2z) - 1.

    Weights times four, those of the first and the last layer times two, and from the second layer on
    biases that take away the mean of 1/2.
    """
    *hidden, last = dense = [layer for layer in net.layers if isinstance(layer, Dense)]
    twin: list[Dense | Activate] = []
    for layer in dense:
        out = 1 if layer is last else 2  # a sigmoid is asked at 2z
        into = 1 if layer is hidden[0] else 2  # and hands on 2a - 1
        W, b = out * into * layer.W, out * layer.b
        twin += [Dense(W, b - (into - 1) * W.sum(axis=0) / 2), Activate(activations.sigmoid)]
    return Network(twin[:-1])


def check_sizes(**sizes: int) -> None:
    """Nothing; raises ValueError naming a size that is no positive whole number."""
    for name, value in sizes.items():
        require_whole(name, value)


@dataclass(frozen=True, eq=False)
class GradientFlow:
    """What reaches each hidden layer of untrained networks; all arrays (seeds, depth).

    `dz` and `dW` are the root mean squares of dL/dz and dL/dW. `signal` is how far the examples are
    apart, the input being 1: the standard deviation of a unit's output over the examples, its root
    mean square over the units, divided by the same of the pixels; 0 where it is lost in rounding.
    """

    dz: Array
    dW: Array  # noqa: N815 (the letters of the text)
    signal: Array

    @property
    def ratio(self) -> Array:
        """What layer 1 receives of the gradient of the last hidden layer (seeds,); NaN for 0 / 0."""
        with np.errstate(invalid="ignore"):
            return self.dz[:, 0] / self.dz[:, -1]


def hidden_messages(trace: Trace) -> Array:
    """The RMS of dL/dz at every hidden layer (depth,); beside an identity z is the sum, x + f(x).

    What a block sends on is what the W within it is taught with: dL/dW = a^T dL/dz, identity or not.
    """
    stages = [t.doutput for t in trace.layers if isinstance(t.layer, Dense | Residual)][:-1]
    return np.array([_rms(d) for d in stages])


def flow_through(net: Callable[[int], Network], *, seeds: int, batch: int) -> GradientFlow:
    """One pass forwards and back through the untrained networks net(0), net(1), ... on `batch` digits."""
    x, y = standard_digits()

    def flow(seed: int) -> tuple[Array, list[Array], Array]:
        trace = net(seed).trace(x[:batch], y[:batch], cross_entropy)
        hidden, outputs = trace.of(Dense)[:-1], np.array([t.output for t in trace.of(Activate)])
        dz, dW = _rms(np.array([t.doutput for t in hidden])), [_rms(t.grads["W"]) for t in hidden]
        return dz, dW, _signal(outputs) / _signal(x[:batch])

    # Seed by seed on every core: NumPy draws and multiplies without Python's lock. A stack of all networks
    # is slower, for its memory is always fresh.
    if sys.platform == "emscripten":  # Python in the page has no threads
        return GradientFlow(*np.array(list(map(flow, range(seeds)))).swapaxes(0, 1))
    with ThreadPoolExecutor(cpu_count()) as pool:
        return GradientFlow(*np.array(list(pool.map(flow, range(seeds)))).swapaxes(0, 1))


@dataclass(frozen=True, eq=False)
class ActivationFlow:
    """The outputs of each hidden layer of untrained networks: arrays (seeds, depth), and histograms.

    `mean` and `std` are over units and examples, `signal` is as in `GradientFlow`. `saturated` is the
    share of pairs (unit, example) that pass no gradient on (derivative below a tenth of the
    largest), `dead` the share of units that pass none for any example. `counts` (depth, bins) are
    over all seeds; outputs beyond the edges (bins + 1,) are counted in the outermost bins.
    """

    mean: Array
    std: Array
    signal: Array
    saturated: Array
    dead: Array
    edges: Array
    counts: Array


def activation_flow(
    *,
    depth: int,
    activation: str | Activation,
    init: str | Initializer,
    width: int = 64,
    seeds: int = 8,
    batch: int = 200,
    edges: Sequence[float] | None = None,
) -> ActivationFlow:
    """One pass forwards through `seeds` untrained networks, on `batch` of the digits."""
    act = activations.get(activation)
    low, high = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, 3)}.get(act.name, (-1, 3))
    bins = np.linspace(low, high, 41) if edges is None else np.asarray(edges, dtype=float)
    x, y = standard_digits()
    trace = deep_nets(depth, width, act, init, seeds).trace(x[:batch], y[:batch], cross_entropy)
    outputs = [t.output for t in trace.of(Activate)]
    passes = [_passes(act, t.output, a) for t, a in zip(trace.of(Dense), outputs, strict=False)]
    return ActivationFlow(
        mean=_per_layer([a.mean((-2, -1)) for a in outputs]),
        std=_per_layer([a.std((-2, -1)) for a in outputs]),
        signal=_per_layer([_signal(a) for a in outputs]) / _signal(x[:batch]),
        saturated=_per_layer([1 - p.mean((-2, -1)) for p in passes]),
        dead=_per_layer([1 - p.any(-2).mean(-1) for p in passes]),
        edges=bins,
        counts=np.array([np.histogram(a.clip(bins[0], bins[-1]), bins)[0] for a in outputs]),
    )


def _per_layer(rows: list[Array]) -> Array:
    return np.stack(rows, axis=-1)


def _rms(a: Array) -> Array:
    return np.asarray(np.sqrt((a * a).mean((-2, -1))))


def _signal(a: Array) -> Array:
    spread = np.sqrt(a.var(-2).mean(-1))
    # Outputs near 1/2 differ by no less than 1e-16: what is left below that is rounding, not signal.
    return np.asarray(np.where(spread > 8 * np.finfo(a.dtype).eps * _rms(a), spread, 0))


def _passes(act: Activation, z: Array, a: Array) -> Array:
    grid = np.linspace(-8, 8, 1601)
    largest = np.abs(act.df(grid, act.f(grid))).max()
    return np.asarray(np.abs(act.df(z, a)) >= PASSING * largest)
