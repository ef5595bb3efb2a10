"""The same work in scikit-learn, from the same weights."""

import warnings
from typing import Any

import numpy as np
from sklearn.neural_network import BernoulliRBM, MLPClassifier

from nnbook.losses import cross_entropy


def training(net: Any, x: Any, y: Any, optimizer: Any, loss: str, epochs: int, batch_size: int) -> Any:
    hidden = [W.shape[1] for W in net.params[:-2:2]]

    def prepare() -> Any:
        model = MLPClassifier(
            hidden,
            solver="sgd",
            alpha=0,
            batch_size=batch_size,
            learning_rate_init=optimizer.lr,
            momentum=optimizer.momentum,
            nesterovs_momentum=False,
            shuffle=False,
        )
        # One call makes the arrays; then they get our weights, and the optimizer is made anew.
        with warnings.catch_warnings(action="ignore"):
            model.partial_fit(x[:batch_size], y[:batch_size], classes=np.unique(y))
        model.coefs_ = [W.astype(np.float32) for W in net.params[::2]]
        model.intercepts_ = [b.astype(np.float32) for b in net.params[1::2]]
        del model._optimizer

        def run() -> None:
            # It shuffles through an index of its own generator: the order is given to it instead.
            rng = np.random.default_rng(1)
            for _ in range(epochs):
                order = rng.permutation(len(x))
                model.partial_fit(x[order], y[order])

        return run, lambda: cross_entropy(logits(model, x), y)[0]

    return prepare


def logits(model: Any, x: Any) -> Any:
    for W, b in zip(model.coefs_[:-1], model.intercepts_[:-1], strict=True):
        x = np.maximum(x @ W + b, 0)
    return x @ model.coefs_[-1] + model.intercepts_[-1]


def rbm(start: Any, v: Any, lr: float, batch_size: int) -> Any:
    def prepare() -> Any:
        model = BernoulliRBM(len(start.c), learning_rate=lr, batch_size=batch_size, n_iter=1, random_state=1)

        def error() -> float:
            h = model.transform(v)
            back = 1 / (1 + np.exp(-(h @ model.components_ + model.intercept_visible_)))
            return float(((back - v) ** 2).mean())

        return lambda: model.fit(v), error

    return prepare
