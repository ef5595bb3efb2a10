"""Chapter 05: small networks on two moons, what a mask leaves of one, and how often they are wrong."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array, Labels
from nnbook.datasets import moons
from nnbook.ensembles import stack, unstack
from nnbook.layers import Dense, Dropout
from nnbook.losses import binary_cross_entropy
from nnbook.network import Network, mlp
from nnbook.optimizers import Adam
from nnbook.training import fit

UNITS, EXAMPLES, NOISE, TEST = 12, 60, 0.35, 1000
EPOCHS, LR, MEMBERS = 1500, 0.02, 30


def moon_data() -> tuple[tuple[Array, Labels], tuple[Array, Labels]]:
    """`(x, y), (x_test, y_test)`: 60 points of two noisy moons to learn from, 1,000 to test on."""
    return moons(np.random.default_rng(0), EXAMPLES, NOISE), moons(np.random.default_rng(1), TEST, NOISE)


@cache
def moon_nets(rate: float, members: int) -> Network:
    """A stack of networks 2 - 12 - 1 of ReLU units, trained on the moons, dropping units at `rate`."""
    rngs, sizes = map(np.random.default_rng, range(members)), [2, UNITS, 1]
    net = stack([mlp(rng, sizes, "relu", "he", dropout=rate) for rng in rngs])
    rng, loss = np.random.default_rng(members), binary_cross_entropy
    for _ in fit(net, *moon_data()[0], rng=rng, optimizer=Adam(LR), loss=loss, epochs=EPOCHS):
        pass
    return net


def all_masks(units: int) -> Array:
    """Every way to keep or drop `units` units, (2^units, units) of 1 and 0, all kept last."""
    return (np.arange(2**units)[:, None] >> np.arange(units) & 1).astype(float)


def mask_odds(masks: Array, rate: float) -> Array:
    """The probability of each mask (m, units) when every unit is dropped with probability `rate`, (m,)."""
    odds: Array = np.where(masks == 1, 1 - rate, rate).prod(axis=1)
    return odds


def average_over_masks(net: Network, x: Array, rate: float) -> Array:
    """The exact mean of P(class 1) (n, 1) over all masks of the one hidden layer of `net`."""
    *hidden, last = net.layers
    assert isinstance(last, Dense)
    masks = all_masks(len(last.W))
    kept = masks * last.W[:, 0] / (1 - rate)
    p = sigmoid.f(Network(hidden)(x) @ kept.T + last.b)  # (n, 2^units)
    return np.asarray(p @ mask_odds(masks, rate))[:, None]


def masked(net: Network, mask: Array, rate: float) -> Network:
    """The network that dropout with this mask makes of `net`: what is kept counts 1 / (1 - rate) times."""
    *hidden, last = net.layers
    assert isinstance(last, Dense)
    return Network([*hidden, Dense(last.W * mask[:, None] / (1 - rate), last.b)])


@dataclass(frozen=True, eq=False)
class MoonErrors:
    """Test errors on the moons.

    `one` network without dropout (the mean of 30), the first m of them averaged (30,); of one dropout
    network with all units on, `scaled`, averaged under m masks, `sampled` (30,), and under all masks,
    `exact`. `gap` is the largest distance between the probabilities of `exact` and `scaled`.
    """

    one: float
    ensemble: Array
    scaled: float
    sampled: Array
    exact: float
    gap: float


@cache
def moon_cast(rate: float) -> tuple[list[Network], Network, Array, list[Network]]:
    """Thirty networks without dropout, one with (its layer taken out), thirty masks, and it under them."""
    trained = unstack(moon_nets(rate, 1))[0]
    net = Network(layer for layer in trained.layers if not isinstance(layer, Dropout))
    masks = (np.random.default_rng(7).random((MEMBERS, UNITS)) >= rate).astype(float)
    return _plain_moon_nets(), net, masks, [masked(net, mask, rate) for mask in masks]


@cache
def _plain_moon_nets() -> list[Network]:
    return unstack(moon_nets(0.0, MEMBERS))


@cache
def moon_errors(rate: float) -> MoonErrors:
    """The errors of all that `moon_cast` hands out, and of the mean over all masks."""
    plain, net, _, under = moon_cast(rate)
    x, y = moon_data()[1]
    size = np.arange(1, MEMBERS + 1)[:, None, None]
    each = np.stack([one.predict_proba(x) for one in plain])
    sampled = np.stack([one.predict_proba(x) for one in under])
    exact, scaled = average_over_masks(net, x, rate), net.predict_proba(x)

    def error(p: Array) -> Array:
        return np.asarray(((p[..., 0] > 0.5) != y).mean(axis=-1))

    return MoonErrors(
        one=float(error(each).mean()),
        ensemble=error(each.cumsum(axis=0) / size),
        scaled=float(error(scaled)),
        sampled=error(sampled.cumsum(axis=0) / size),
        exact=float(error(exact)),
        gap=float(abs(exact - scaled).max()),
    )
