"""How a gradient becomes a step. Hyperparameters are frozen; what changes is the state.

`init(params) -> state`; `step(params, grads, state) -> state` changes the parameters in place and
hands back the state for the next step. Weight decay is decoupled from the loss (Loshchilov & Hutter
2019): every parameter, biases too, shrinks by the factor 1 - lr * weight_decay before each step.

    >>> p, optimizer = [np.array([1.0])], SGD(lr=0.1, momentum=0.9)
    >>> state = optimizer.init(p)
    >>> for _ in range(2):
    ...     state = optimizer.step(p, [np.array([1.0])], state)
    >>> p[0].round(3).tolist(), state[0].tolist()
    ([0.71], [1.9])
"""

from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple, Protocol

import numpy as np

from nnbook.arrays import Array
from nnbook.edges import require_fit, require_hyper, require_positive


class Optimizer(Protocol):
    """What training needs of an optimizer."""

    @property
    def lr(self) -> float:
        """The learning rate."""

    def init(self, params: list[Array]) -> Any:
        """The state before the first step."""

    def step(self, params: list[Array], grads: list[Array], state: Any) -> Any:
        """Change the parameters in place; the state for the next step."""


@dataclass(frozen=True)
class SGD:
    """p <- p - lr v, where v <- momentum v + g; without momentum v is the gradient itself.

    Raises ValueError for lr <= 0, momentum outside [0, 1) or a negative weight_decay.
    """

    lr: float
    momentum: float = 0.0
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        require_hyper(self.lr, self.weight_decay, momentum=self.momentum)

    def init(self, params: list[Array]) -> list[Array]:
        """One velocity per parameter, at rest; none without momentum."""
        return [np.zeros_like(p) for p in params] if self.momentum else []

    def step(self, params: list[Array], grads: list[Array], state: list[Array]) -> list[Array]:
        """One step downhill; the velocities after it. ValueError, nothing changed, when arrays do not fit."""
        require_fit(params, "grads", grads)
        if self.momentum:
            require_fit(params, "state", state)
        return self.update(params, grads, state)

    def update(self, params: list[Array], grads: list[Array], state: list[Array]) -> list[Array]:
        """The formula of `step` alone, for arrays known to fit, as after the first step of a training."""
        # Plainly self.lr; but NumPy takes as long to read a Python float as for a small product, which is
        # 4 % of a step on XOR.
        lr = np.asarray(self.lr, params[0].dtype if params else None)
        for p, g, v in zip(params, grads, state if self.momentum else grads, strict=True):
            if self.weight_decay:
                p *= 1 - self.lr * self.weight_decay
            if self.momentum:
                v *= self.momentum
                v += g
            p -= lr * v
        return state


class AdamState(NamedTuple):
    """The number of steps taken, and running means of the gradient and of its square."""

    t: int
    m: list[Array]
    v: list[Array]


@dataclass(frozen=True)
class Adam:
    """Steps of about lr for every parameter, whatever the size of its gradient (Kingma & Ba 2015).

    Raises ValueError for lr or eps <= 0, a beta outside [0, 1) or a negative weight_decay.
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        require_hyper(self.lr, self.weight_decay, beta1=self.beta1, beta2=self.beta2)
        require_positive("eps", self.eps)

    def init(self, params: list[Array]) -> AdamState:
        """No steps taken, all means zero."""
        return AdamState(0, [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params])

    def step(self, params: list[Array], grads: list[Array], state: AdamState) -> AdamState:
        """One step downhill; the means after it. ValueError, nothing changed, when arrays do not fit."""
        if not isinstance(state, AdamState):
            raise ValueError(f"state must be what init or the last step gave, got {state!r}")
        for what, arrays in (("grads", grads), ("state", state.m), ("state", state.v)):
            require_fit(params, what, arrays)
        return self.update(params, grads, state)

    def update(self, params: list[Array], grads: list[Array], state: AdamState) -> AdamState:
        """The formula of `step` alone, for arrays known to fit, as after the first step of a training."""
        t = state.t + 1
        # The means start at 0 and are too small at first; dividing by 1 - beta^t makes up for it.
        scale = self.lr * sqrt(1 - self.beta2**t) / (1 - self.beta1**t)
        eps = self.eps * sqrt(1 - self.beta2**t)
        for p, g, m, v in zip(params, grads, state.m, state.v, strict=True):
            if self.weight_decay:
                p *= 1 - self.lr * self.weight_decay
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            p -= scale * m / (np.sqrt(v) + eps)
        return AdamState(t, state.m, state.v)
