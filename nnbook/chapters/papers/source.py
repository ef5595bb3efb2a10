"""The papers' table: what a published claim is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """What a source says, its statements that can hold or fail here, and the section that tests them.

    `added` are questions of our own that the source did not answer: they decide nothing. `seen` is False
    when we know the numbers second hand only.
    """

    source: str
    says: str
    statements: tuple[str, ...]
    place: str
    seen: bool = True
    added: tuple[str, ...] = ()
