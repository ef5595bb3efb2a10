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

from nnbook.arrays import Array, Fixed
from nnbook.edges import named, real, require_positive, require_rate


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
        """f(z), element by element, for anything that holds real numbers; `f` and `df` want float arrays."""
        return self.f(real("z", z))

    def __repr__(self) -> str:
        return f"Activation({self.f if isinstance(self.f, Fixed) else self.name})"


def _sigmoid(z: Array) -> Array:
    # From z = 40 on the sigmoid is 1 to the last digit, and a higher e^z would only run into overflow.
    e: Array = np.exp(np.minimum(z, 40))
    return e / (1 + e)


def _sigmoid_df(z: Array, a: Array) -> Array:
    return a * (1 - a)


def _tanh_df(z: Array, a: Array) -> Array:
    return 1 - a * a


def _relu(z: Array) -> Array:
    return np.maximum(z, 0)


def _relu_df(z: Array, a: Array) -> Array:
    return (z > 0).astype(a.dtype)


def _softplus(z: Array) -> Array:
    a: Array = np.logaddexp(z, 0)
    return a


def _softplus_df(z: Array, a: Array) -> Array:
    return _sigmoid(z)


def _gelu_gate(z: Array) -> Array:
    gate: Array = np.tanh(sqrt(2 / pi) * (z + 0.044715 * z * z * z))
    return gate


def _gelu(z: Array) -> Array:
    # The tanh form of Hendrycks & Gimpel (2016): within 5e-4 of z * Phi(z), and NumPy has no erf.
    return 0.5 * z * (1 + _gelu_gate(z))


def _gelu_df(z: Array, a: Array) -> Array:
    t = _gelu_gate(z)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * sqrt(2 / pi) * (1 + 3 * 0.044715 * z * z)


def _identity(z: Array) -> Array:
    return z


def _identity_df(z: Array, a: Array) -> Array:
    return np.ones_like(a)


def _leaky_relu(z: Array, slope: float) -> Array:
    a: Array = np.maximum(z, slope * z)
    return a


def _leaky_relu_df(z: Array, a: Array, slope: float) -> Array:
    return np.where(z > 0, 1, slope).astype(a.dtype)


def _elu(z: Array, alpha: float) -> Array:
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def _elu_df(z: Array, a: Array, alpha: float) -> Array:
    return np.where(z > 0, 1, a + alpha).astype(a.dtype)


identity = Activation("identity", _identity, _identity_df)
sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_df)
tanh = Activation("tanh", np.tanh, _tanh_df)
relu = Activation("relu", _relu, _relu_df)
softplus = Activation("softplus", _softplus, _softplus_df)
gelu = Activation("gelu", _gelu, _gelu_df)


def leaky_relu(slope: float = 0.01) -> Activation:
    """ReLU with a small slope below zero, so that no unit is ever cut off (Maas et al. 2013).

    Raises ValueError for a slope outside [0, 1).
    """
    require_rate("slope", slope)
    return Activation("leaky_relu", Fixed(_leaky_relu, (slope,)), Fixed(_leaky_relu_df, (slope,)))


def elu(alpha: float = 1.0) -> Activation:
    """z above zero, alpha (e^z - 1) below (Clevert et al. 2015).

    Raises ValueError unless alpha is positive and finite.
    """
    require_positive("alpha", alpha)
    return Activation("elu", Fixed(_elu, (alpha,)), Fixed(_elu_df, (alpha,)))


ALL = {a.name: a for a in (sigmoid, tanh, relu, leaky_relu(), elu(), softplus, gelu, identity)}


def get(activation: str | Activation) -> Activation:
    """The activation of that name; an Activation is handed back as it is.

    Raises ValueError listing the known names.
    """
    return activation if isinstance(activation, Activation) else named("activation", activation, ALL)
