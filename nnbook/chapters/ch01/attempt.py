"""Chapter 01: a network and the truth table it is meant to compute."""

from dataclasses import dataclass

from nnbook.arrays import Array
from nnbook.network import Network

SQUARE = (-0.5, 1.5)
UNIT = (-0.1, 1.1)


@dataclass(frozen=True, eq=False)
class Attempt:
    """A network and the table it is meant to compute: x (n, 2), y (n, 1)."""

    net: Network
    x: Array
    y: Array

    @property
    def right(self) -> int:
        """The number of rows on the wanted side of 1/2."""
        return int(((self.net(self.x) > 0) == (self.y > 0.5)).sum())
