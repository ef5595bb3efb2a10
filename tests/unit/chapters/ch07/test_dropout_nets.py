import numpy as np

from nnbook.chapters import ch07


def test_dropout_shifts_the_variance_of_all_layers_above_it():
    net = ch07.dropout_nets(rate=0.5, seeds=2, epochs=1)
    x = np.random.default_rng(0).normal(size=(500, 64))
    on, off = net.settled(x, np.random.default_rng(1)), net.settled(x)
    ratios = [
        a.var.mean() / b.var.mean() for a, b in zip(on.layers, off.layers, strict=True) if hasattr(a, "var")
    ]
    assert ratios[0] == 1
    assert min(ratios[1:]) > 1.1
