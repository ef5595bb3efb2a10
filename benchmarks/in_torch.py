"""The same work in PyTorch, eager, on one thread."""

from typing import Any

import numpy as np
import torch
from torch import nn

from nnbook.layers import Activate, Dense

torch.set_num_threads(1)
LOSS = {"cross_entropy": nn.CrossEntropyLoss, "binary_cross_entropy": nn.BCEWithLogitsLoss}
ACTIVATION = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}


def module(net: Any) -> nn.Sequential:
    """The same layers with copies of the same weights, float32."""
    layers: list[nn.Module] = []
    for layer in net.layers:
        match layer:
            case Dense(W=W, b=b):
                linear = nn.Linear(*W.shape)
                with torch.no_grad():
                    linear.weight.copy_(torch.tensor(W.T))
                    linear.bias.copy_(torch.tensor(b))
                layers.append(linear)
            case Activate(activation):
                layers.append(ACTIVATION[activation.name]())
    return nn.Sequential(*layers)


def training(net: Any, x: Any, y: Any, optimizer: Any, loss: str, epochs: int, batch_size: int | None) -> Any:
    x_, y_ = torch.tensor(x), torch.tensor(y if y.dtype.kind == "i" else y.astype(np.float32))
    criterion = LOSS[loss]()

    def prepare() -> Any:
        model = module(net)
        sgd = torch.optim.SGD(model.parameters(), lr=optimizer.lr, momentum=optimizer.momentum)

        def step(a: Any, b: Any) -> None:
            sgd.zero_grad()
            criterion(model(a), b).backward()
            sgd.step()

        def run() -> None:
            rng = np.random.default_rng(1)
            for _ in range(epochs):
                if batch_size is None:
                    step(x_, y_)
                    continue
                for rows in torch.from_numpy(rng.permutation(len(x))).split(batch_size):
                    step(x_[rows], y_[rows])

        return run, lambda: criterion(model(x_), y_).item()

    return prepare


def trace(net: Any, x: Any, y: Any) -> Any:
    x_, y_, model, criterion = torch.tensor(x), torch.tensor(y), module(net), nn.CrossEntropyLoss()

    def run() -> None:
        model.zero_grad()
        criterion(model(x_), y_).backward()

    return lambda: (run, lambda: criterion(model(x_), y_).item())
