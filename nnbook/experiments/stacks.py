"""Many networks trained side by side, each on rows of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from nnbook.arrays import Array, Labels, Rng
from nnbook.network import Network
from nnbook.optimizers import Optimizer
from nnbook.training import fit

View = Callable[[Rng, Array], Array]


@dataclass(frozen=True)
class Seen:
    """A layer that changes what a network sees in training, and nothing in use: `view(rng, x)`."""

    view: View

    @property
    def params(self) -> dict[str, Array]:
        """None."""
        return {}

    def forward(self, x: Array, rng: Rng | None = None) -> tuple[Array, None]:
        """What is seen of x."""
        return (x if rng is None else self.view(rng, x)), None

    def backward(self, dy: Array, cache: Any, need_dx: bool = True) -> tuple[Array | None, dict[str, Array]]:
        """Nothing for x: a view stands before the first layer, where nobody asks."""
        if need_dx:
            raise ValueError("a view stands before the first layer only")
        return None, {}


def train_stack(
    net: Network,
    x: Array,
    y: Labels,
    rows: Labels,
    *,
    rng: Rng,
    optimizer: Optimizer,
    steps: int,
    batch: int = 50,
    view: View | None = None,
) -> Iterator[int]:
    """Train a stack of k networks in place, member i on the rows[i] of x and y, rows being (k, n).

    Yields the number of steps done after each. `view` may change the images (k, batch, ...) that a step
    sees. Raises FloatingPointError with the step when the loss is not finite, as `fit` does.
    """
    n = rows.shape[1]
    epochs = -(-steps // max(1, n // batch))
    seen = net if view is None else Network([Seen(view), *net.layers])
    run = fit(seen, x, y, rng=rng, optimizer=optimizer, epochs=epochs, batch_size=batch, rows=rows)
    for step in islice(run, steps):
        yield step.index + 1
