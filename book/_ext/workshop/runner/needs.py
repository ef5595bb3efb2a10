"""Which cells must run before one that a reader runs: those that make what it takes, in the order of the page."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from runner.names import Names, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Piece(NamedTuple):
    """A cell in its present text, or one of its imports: those run only if somebody takes what they bring."""

    cell: str
    source: str
    number: int = 0

    @property
    def names(self) -> Names:
        """What the piece does with names."""
        return names(self.source)


Key = tuple[str, int]
# For each name that a piece takes, the pieces that bind it and then alter it, in their order.
Chains = dict[str, tuple[int, ...]]


@lru_cache(maxsize=None)
def pieces(cell: str, source: str) -> tuple[Piece, ...]:
    """Return the imports of a cell, one by one, and what is left of it."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return (Piece(cell, source),)
    found, rest = [], source.split("\n")
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                one = ast.Import([alias]) if isinstance(node, ast.Import) else _from(node, alias)
                found.append(Piece(cell, ast.unparse(one), len(found) + 1))
            for line in range(node.lineno - 1, node.end_lineno or node.lineno):
                rest[line] = ""
    return (*found, Piece(cell, "\n".join(rest))) if found else (Piece(cell, source),)


def _from(node: ast.ImportFrom, alias: ast.alias) -> ast.ImportFrom:
    return ast.ImportFrom(node.module, [alias], node.level)


@dataclass
class Ran:
    """What has run so far: each piece's text and turn, and which piece last bound or altered each name."""

    source: dict[Key, str] = field(default_factory=dict)
    turn: dict[Key, int] = field(default_factory=dict)
    owner: dict[str, Key] = field(default_factory=dict)
    generators: set[str] = field(default_factory=set)
    turns: int = 0

    def note(self, piece: Piece, whole: bool = True) -> None:
        """Note that a piece has just run, to its end or up to an error."""
        key, found = _key(piece), piece.names
        self.source.pop(key, None)
        self.turns += 1
        if whole:
            self.source[key], self.turn[key] = piece.source, self.turns
        self.generators = (self.generators - found.binds) | found.generators
        self.owner.update(dict.fromkeys(touched(found, self.generators), key))


def _key(piece: Piece) -> Key:
    return piece.cell, piece.number


def touched(found: Names, generators: Iterable[str]) -> set[str]:
    """Return the names whose objects are others after a piece has run."""
    return found.binds | found.changes | ((found.uses | found.later) & set(generators))


def chain(all_: Sequence[Piece], name: str, before: int) -> tuple[int, ...]:
    """Return the pieces above `before` that a name's value comes from: the one that binds it, those that alter it."""
    binders = []
    for j in reversed(range(before)):
        found = all_[j].names
        if name in found.binds:
            binders.append(j)
            if name in found.surely and name not in found.uses:
                break
    if not binders:
        return ()
    drawn = {name} if any(name in all_[j].names.generators for j in binders) else set()
    return tuple(j for j in range(binders[-1], before) if name in touched(all_[j].names, drawn))


def needed(all_: Sequence[Piece], target: int) -> dict[int, Chains]:
    """Return what `target` and all that it needs take, and where each name comes from."""
    found: dict[int, Chains] = {}
    todo = [target]
    while todo:
        j = todo.pop()
        if j in found:
            continue
        # A function reads its globals when it is called: they may be bound below it.
        own = {name: chain(all_, name, j) for name in all_[j].names.uses}
        called = all_[j].names.later - all_[j].names.surely - set(own)
        found[j] = own | {name: chain(all_, name, target) for name in called}
        todo += {i for made in found[j].values() for i in made if i != j}
    return found


def plan(all_: Sequence[Piece], target: int, ran: Ran) -> list[int]:
    """Return the pieces that must run before `target` does, in order: those whose work is not there any more.

    A piece has to run (again) when it never ran in its present text, when something it takes was made again since,
    or when another piece has bound or altered a name that it provides.
    """
    takes = needed(all_, target)
    stale: set[int] = set()
    while True:
        more = _old(all_, takes, target, stale, ran) | _lost(all_, takes, target, stale, ran)
        if more <= stale:
            return sorted(stale)
        stale |= more


def _old(all_: Sequence[Piece], takes: dict[int, Chains], target: int, stale: set[int], ran: Ran) -> set[int]:
    """Return the pieces that did not run in their present text, or not after what they take."""
    old = set()
    for j in takes.keys() - {target}:
        key = _key(all_[j])
        above = {i for made in takes[j].values() for i in made if i < j}
        again = above & stale or any(ran.turn.get(_key(all_[i]), 0) > ran.turn.get(key, 0) for i in above)
        if ran.source.get(key) != all_[j].source or again:
            old.add(j)
    return old


def _lost(all_: Sequence[Piece], takes: dict[int, Chains], target: int, stale: set[int], ran: Ran) -> set[int]:
    """Return the pieces whose names will not be theirs any more when those that take them run."""
    owner, generators, lost = dict(ran.owner), set(ran.generators), set()
    for j in (*sorted(stale), target):
        for name, made in takes[j].items():
            made = tuple(i for i in made if i < j or j == target)
            # Whoever runs a cell once more goes on with its random numbers, as in any notebook.
            once_more = j == target and owner.get(name) == _key(all_[j]) and name in generators
            if made and not once_more and owner.get(name) != _key(all_[made[-1]]):
                lost |= set(made)
        generators = (generators - all_[j].names.binds) | all_[j].names.generators
        owner.update(dict.fromkeys(touched(all_[j].names, generators), _key(all_[j])))
    return lost - {target}
