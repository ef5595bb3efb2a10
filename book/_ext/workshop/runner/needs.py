"""Which cells must run before one that a reader runs: those that make what it takes, in order."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .names import Names, names

if TYPE_CHECKING:
    from collections.abc import Sequence


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


@cache
def pieces(cell: str, source: str) -> tuple[Piece, ...]:
    """Return the imports of a cell, one by one, and what is left of it."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return (Piece(cell, source),)
    rest = source.split("\n")
    found: list[Piece] = []
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


class Kinds(NamedTuple):
    """The names that stand for generators of random numbers, and those that were imported."""

    generators: frozenset[str]
    imports: frozenset[str]

    def after(self, found: Names) -> Kinds:
        """Return the kinds after a piece has run."""
        return Kinds(
            (self.generators - found.binds) | found.generators, (self.imports - found.binds) | found.imports
        )

    def touched(self, found: Names) -> set[str]:
        """Return the names whose objects are others after a piece has run.

        Every use of a generator makes it another one; a function of a module does not change the module.
        """
        drawn = (found.uses | found.later) & self.generators
        return found.binds | found.changes | drawn | (found.told - self.imports)


@dataclass
class Ran:
    """What has run so far: each piece's text and turn, and which piece last bound or altered each name."""

    source: dict[Key, str] = field(default_factory=dict)
    turn: dict[Key, int] = field(default_factory=dict)
    owner: dict[str, Key] = field(default_factory=dict)
    kinds: Kinds = field(default_factory=lambda: Kinds(frozenset(), frozenset()))
    turns: int = 0

    def note(self, piece: Piece, whole: bool = True) -> None:
        """Note that a piece has just run, to its end or up to an error."""
        key, found = _key(piece), piece.names
        self.source.pop(key, None)
        self.turns += 1
        if whole:
            self.source[key], self.turn[key] = piece.source, self.turns
        self.kinds = self.kinds.after(found)
        self.owner.update(dict.fromkeys(self.kinds.touched(found), key))


def _key(piece: Piece) -> Key:
    return piece.cell, piece.number


def chain(all_: Sequence[Piece], name: str, before: int) -> tuple[int, ...]:
    """Return the pieces above `before` that make a name's value: one binds it, others alter it."""
    binders = []
    for j in reversed(range(before)):
        found = all_[j].names
        if name in found.binds:
            binders.append(j)
            if name in found.surely and name not in found.uses:
                break
    if not binders:
        return ()
    kinds = Kinds(frozenset(), frozenset()).after(all_[binders[-1]].names)
    return tuple(j for j in range(binders[-1], before) if name in kinds.touched(all_[j].names))


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

    A piece has to run (again) when it never ran in its present text, when something it takes was made
    again since, or when another piece has bound or altered a name that it provides.
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


def _lost(
    all_: Sequence[Piece], takes: dict[int, Chains], target: int, stale: set[int], ran: Ran
) -> set[int]:
    """Return the pieces whose names will not be theirs any more when those that take them run."""
    owner, kinds, lost = dict(ran.owner), ran.kinds, set()
    for j in (*sorted(stale), target):
        for name, made in takes[j].items():
            made = tuple(i for i in made if i < j or j == target)
            # Whoever runs a cell once more goes on with its random numbers, as in any notebook.
            once_more = j == target and owner.get(name) == _key(all_[j]) and name in kinds.generators
            if made and not once_more and owner.get(name) != _key(all_[made[-1]]):
                lost |= set(made)
        kinds = kinds.after(all_[j].names)
        owner.update(dict.fromkeys(kinds.touched(all_[j].names), _key(all_[j])))
    return lost - {target}
