"""The same work in PyTorch, eager, on one thread."""

from typing import Any

import numpy as np
import torch
from torch import nn

from nnbook.layers import Activate, Dense
from nnbook.normalization import BatchNorm, LayerNorm
from nnbook.residual import Residual

torch.set_num_threads(1)
LOSS = {"cross_entropy": nn.CrossEntropyLoss, "binary_cross_entropy": nn.BCEWithLogitsLoss}
ACTIVATION = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}


class Block(nn.Module):
    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.inner(x)


def normalization(layer: BatchNorm | LayerNorm) -> nn.Module:
    units = layer.gamma.shape[-1]
    theirs = nn.BatchNorm1d(units) if isinstance(layer, BatchNorm) else nn.LayerNorm(units)
    with torch.no_grad():
        theirs.weight.copy_(torch.tensor(layer.gamma))
        theirs.bias.copy_(torch.tensor(layer.beta))
    return theirs


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
            case BatchNorm() | LayerNorm():
                layers.append(normalization(layer))
            case Residual():
                layers.append(Block(module(layer)))
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
