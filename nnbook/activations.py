"""What a unit does with its weighted sum: a function and its derivative, side by side.

>>> list(ALL)
['sigmoid', 'tanh', 'relu', 'leaky_relu', 'elu', 'softplus', 'gelu', 'identity']
>>> z = np.array([-1.0, 0.0, 2.0])
>>> get("relu")(z), relu.df(z, relu(z))
(array([0., 0., 2.]), array([0., 0., 1.]))
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from nnbook.arrays import Array, require_known


@dataclass(frozen=True)
class Activation:
    """An elementwise function `f(z)` and its derivative `df(z, a)`, given `a = f(z)`.

    The derivative receives both, because the short formula needs one or the other: the sigmoid's is
    a (1 - a), the softplus's is sigmoid(z).
    """

    name: str
    f: Callable[[Array], Array]
    df: Callable[[Array, Array], Array]

    def __call__(self, z: Array) -> Array:
        """f(z), element by element."""
        return self.f(z)

    def __repr__(self) -> str:
        return f"Activation({self.name})"


def _sigmoid(z: Array) -> Array:
    # From z = 40 on the sigmoid is 1 to the last digit, and a higher e^z would only run into overflow.
    e: Array = np.exp(np.minimum(z, 40))
    return e / (1 + e)


def _gelu_gate(z: Array) -> Array:
    return np.tanh(sqrt(2 / pi) * (z + 0.044715 * z * z * z))


def _gelu_df(z: Array, _: Array) -> Array:
    t = _gelu_gate(z)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * sqrt(2 / pi) * (1 + 3 * 0.044715 * z * z)


identity = Activation("identity", lambda z: z, lambda z, a: np.ones_like(a))
sigmoid = Activation("sigmoid", _sigmoid, lambda z, a: a * (1 - a))
tanh = Activation("tanh", np.tanh, lambda z, a: 1 - a * a)
relu = Activation("relu", lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(a.dtype))
softplus = Activation("softplus", lambda z: np.logaddexp(z, 0), lambda z, a: _sigmoid(z))
# The tanh form of Hendrycks & Gimpel (2016): within 5e-4 of z * Phi(z), and NumPy has no erf.
gelu = Activation("gelu", lambda z: 0.5 * z * (1 + _gelu_gate(z)), _gelu_df)


def leaky_relu(slope: float = 0.01) -> Activation:
    """ReLU with a small slope below zero, so that no unit is ever cut off (Maas et al. 2013).

    Raises ValueError for a slope outside [0, 1).
    """
    if not 0 <= slope < 1:
        raise ValueError(f"slope must be in [0, 1), got {slope}")
    return Activation(
        "leaky_relu",
        lambda z: np.maximum(z, slope * z),
        lambda z, a: np.where(z > 0, 1, slope).astype(a.dtype),
    )


def elu(alpha: float = 1.0) -> Activation:
    """z above zero, alpha (e^z - 1) below (Clevert et al. 2015).

    Raises ValueError unless alpha is positive.
    """
    if not alpha > 0:
        raise ValueError(f"alpha must be positive, got {alpha}")
    return Activation(
        "elu",
        lambda z: np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0))),
        lambda z, a: np.where(z > 0, 1, a + alpha).astype(a.dtype),
    )


ALL = {a.name: a for a in (sigmoid, tanh, relu, leaky_relu(), elu(), softplus, gelu, identity)}


def get(activation: str | Activation) -> Activation:
    """The activation of that name; an Activation is handed back as it is.

    Raises ValueError listing the known names.
    """
    if isinstance(activation, Activation):
        return activation
    require_known("activation", activation, ALL)
    return ALL[activation]
