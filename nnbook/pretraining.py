"""How a restricted Boltzmann machine learns, and how a stack of them starts a deep network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnbook.activations import sigmoid
from nnbook.arrays import Array, Rng
from nnbook.edges import finite, require_a, require_optimizer, require_whole
from nnbook.initializers import Initializer
from nnbook.layers import Activate, Dense, Layer
from nnbook.network import Network
from nnbook.optimizers import Optimizer
from nnbook.rbm import RBM, contrast, draw
from nnbook.training import batches


@dataclass(frozen=True, slots=True, eq=False)
class RBMStep:
    """One update: its index over all epochs, its epoch, the machine, and the rows v it learned from.

    The machine goes on learning: ask for its errors while the loop stands at this step.
    """

    index: int
    epoch: int
    rbm: RBM
    v: Array

    @property
    def reconstruction_error(self) -> float:
        """The mean squared difference between v and what comes back of it."""
        return float(np.square(self.v - self.rbm.reconstruct(self.v)).mean())

    @property
    def log_likelihood(self) -> float:
        """The exact mean of log P(v); ValueError when both layers exceed 16 units."""
        return self.rbm.log_likelihood(self.v)


def fit_rbm(
    rbm: RBM,
    v: Array,
    *,
    rng: Rng,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int | None = None,
    k: int = 1,
    chains: int = 0,
    sample_data: bool = True,
) -> Iterator[RBMStep]:
    """Train the machine in place, one `RBMStep` per update; nothing happens until you iterate.

    Each update draws 0/1 states from the probabilities v; `sample_data=False` takes v for the states.
    Chains of k Gibbs steps start at the data or, when a number of `chains` is given, at random and
    then go on from update to update. Raises ValueError at once for data that do not fit or leave
    [0, 1], and FloatingPointError with the step when the parameters stop being finite.
    """
    require_a("rbm", rbm, RBM)
    v = rbm.require_rows(v)
    _look_at(rng, v, optimizer, epochs, batch_size, k)
    require_whole("chains", chains, least=0)

    def steps() -> Iterator[RBMStep]:
        state = optimizer.init(rbm.params)
        fantasies = draw(rng, np.full((chains, len(rbm.b)), 0.5, dtype=rbm.b.dtype)) if chains else None
        index, update = 0, getattr(optimizer, "update", optimizer.step)
        for epoch in range(epochs):
            for batch, _ in batches(rng, v, v[:, :0], batch_size):
                data = draw(rng, batch) if sample_data else batch
                grads, model = contrast(rbm, data, rng, k, fantasies)
                fantasies = model if chains else None
                if not isfinite(grads[2] @ grads[2]):
                    raise FloatingPointError(
                        f"the gradient is not finite at step {index} (epoch {epoch}) "
                        f"with lr {optimizer.lr}: try a smaller one"
                    )
                change = update if index else optimizer.step
                state = change(rbm.params, grads, state)
                yield RBMStep(index, epoch, rbm, batch)
                index += 1

    return steps()


def _look_at(rng: Rng, v: Array, optimizer: Optimizer, epochs: int, batch_size: int | None, k: int) -> None:
    require_optimizer(optimizer)
    require_whole("epochs", epochs, least=0)
    require_whole("k", k)
    batches(rng, v, v, batch_size)


def pretrain(
    rng: Rng,
    v: Array,
    hidden_sizes: Sequence[int],
    *,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int | None = None,
    k: int = 1,
    std: float = 0.1,
) -> list[RBM]:
    """One trained machine per layer, each on what the one below makes of v (Hinton et al. 2006).

    The hidden probabilities of one machine are the data of the next, which draws 0/1 states from
    them: without these, a tall stack fades to grey. Weights start from N(0, std^2); the rest, and
    what is raised, as for `fit_rbm`.
    """
    v = finite("v", v)
    _look_at(rng, v, optimizer, epochs, batch_size, k)
    for size in hidden_sizes:
        require_whole("each of hidden_sizes", size)
    rbms: list[RBM] = []
    for size in hidden_sizes:
        rbm = RBM.create(rng, v.shape[-1], size, std).astype(v.dtype)
        for _ in fit_rbm(rbm, v, rng=rng, optimizer=optimizer, epochs=epochs, batch_size=batch_size, k=k):
            pass
        rbms.append(rbm)
        v = rbm.hidden(v)
    return rbms


def to_network(rng: Rng, rbms: Sequence[RBM], outputs: int, init: str | Initializer) -> Network:
    """A sigmoid network whose hidden layers are the stack, with a fresh output layer from `init`.

    Raises ValueError when the stack is empty or two machines do not fit on each other.
    """
    if not rbms:
        raise ValueError("rbms is empty: a network needs at least one hidden layer")
    require_whole("outputs", outputs)
    layers: list[Layer] = []
    for rbm in rbms:
        require_a("each of rbms", rbm, RBM)
        layers += [rbm.to_dense(), Activate(sigmoid)]
    last = Dense.create(rng, len(rbms[-1].c), outputs, init)
    return Network([*layers, last]).astype(rbms[0].W.dtype)
