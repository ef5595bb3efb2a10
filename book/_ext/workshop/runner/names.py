"""Which names a cell takes from the cells above it, and which it gives: read from its code."""

from __future__ import annotations

import ast
import symtable
from dataclasses import dataclass, field
from functools import cache

# Methods that change the object they are called on, wherever the call stands. Besides them a call whose
# result nobody takes is believed to be there for what it changes.
CHANGING = frozenset(
    [
        "add",
        "append",
        "clear",
        "discard",
        "extend",
        "fill",
        "insert",
        "move",
        "pop",
        "popitem",
        "put",
        "remove",
        "resize",
        "reverse",
        "sort",
        "update",
    ]
)
# Functions that change their first argument.
FILLING = frozenset({"copyto", "fill_diagonal", "fit", "fit_rbm", "next", "shuffle"})
# What makes an object that is another one after every use.
GENERATORS = frozenset({"default_rng", "Generator"})


@dataclass
class Names:
    """What a cell does with names of the notebook."""

    uses: set[str] = field(default_factory=set)  # read before the cell itself binds them
    later: set[str] = field(default_factory=set)  # read by its functions, whenever they are called
    binds: set[str] = field(default_factory=set)
    surely: set[str] = field(default_factory=set)  # bound whichever way its conditions fall
    changes: set[str] = field(default_factory=set)  # objects that it alters in place
    told: set[str] = field(default_factory=set)  # objects of calls whose result nobody takes
    imports: set[str] = field(default_factory=set)
    generators: set[str] = field(default_factory=set)  # bound to generators of random numbers


@cache
def names(source: str) -> Names:
    """Return what the code of a cell does with names; nothing for code that cannot be read."""
    found = Names()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return found
    for statement in tree.body:
        _follow(statement, found)
    _changes(tree, found)
    return found


def _follow(node: ast.stmt, found: Names) -> None:
    """Take the parts of a statement in the order in which they run."""
    if isinstance(node, ast.For | ast.AsyncFor):
        _leaf(node.iter, found)
        _bind(node.target, found)
    elif isinstance(node, ast.While | ast.If):
        _leaf(node.test, found)
    elif isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            _leaf(item.context_expr, found)
            if item.optional_vars:
                _bind(item.optional_vars, found)
    elif isinstance(node, ast.Match):
        _leaf(node, found)
        return
    elif not isinstance(node, ast.Try | ast.TryStar):
        _simple(node, found)
        return
    _branches(node, found)


def _branches(node: ast.stmt, found: Names) -> None:
    """Follow the blocks of a compound statement; of the two ways of an `if` only what both bind is sure."""
    before = set(found.surely)
    after = []
    blocks = [getattr(node, part, []) for part in ("body", "orelse", "finalbody")]
    for handler in getattr(node, "handlers", []):
        if handler.type:
            _leaf(handler.type, found)
        blocks.append(handler.body)
    for block in blocks:
        if isinstance(node, ast.If):
            found.surely = set(before)
        for statement in block:
            _follow(statement, found)
        after.append(set(found.surely))
    if isinstance(node, ast.If):
        found.surely = after[0] & after[1]


def _simple(node: ast.stmt, found: Names) -> None:
    if isinstance(node, ast.AugAssign):
        _leaf(node.value, found)
        _read({one.id for one in ast.walk(node.target) if isinstance(one, ast.Name)}, found)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
        _generator(node, found)
    _leaf(node, found)


def _leaf(node: ast.AST, found: Names) -> None:
    """Take what the symbol table says of an expression or of a statement without blocks of its own."""
    table = symtable.symtable(ast.unparse(_Generators().visit(node)), "cell", "exec")
    symbols = {symbol.get_name(): symbol for symbol in table.get_symbols()}
    _read({name for name, symbol in symbols.items() if symbol.is_referenced()}, found)
    for child in table.get_children():
        _inner(child, found)
    bound = {name for name, symbol in symbols.items() if symbol.is_assigned() or symbol.is_imported()}
    found.imports |= {name for name in bound if symbols[name].is_imported()}
    if not isinstance(node, ast.Delete):
        found.binds |= bound
        found.surely |= bound


class _Generators(ast.NodeTransformer):
    """Comprehensions as generators: from Python 3.12 on only those have a scope of their own in the table."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    visit_SetComp = visit_ListComp  # noqa: N815

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        pair = ast.Tuple([node.key, node.value], ast.Load())
        return self.generic_visit(ast.GeneratorExp(pair, node.generators))


def _inner(table: symtable.SymbolTable, found: Names, later: bool = False) -> None:
    """Take the globals of an inner scope: those of generators and classes at once, of functions later."""
    names = (one.get_name() for one in table.get_symbols() if one.is_global() and one.is_referenced())
    later = later or not (table.get_type() == "class" or table.get_name() == "genexpr")
    if later:
        found.later.update(names)
    else:
        _read(set(names), found)
    for child in table.get_children():
        _inner(child, found, later)


def _read(read: set[str], found: Names) -> None:
    found.uses |= read - found.surely


def _bind(target: ast.expr, found: Names) -> None:
    bound = {
        one.id for one in ast.walk(target) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    found.binds |= bound
    found.surely |= bound


def _generator(node: ast.Assign | ast.AnnAssign, found: Names) -> None:
    made = node.value
    if isinstance(made, ast.Call) and _last_name(made.func) in GENERATORS:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        found.generators |= {one.id for one in targets if isinstance(one, ast.Name)}


def _changes(tree: ast.Module, found: Names) -> None:
    """Note the names whose objects are altered: written into, or told to by a call."""
    thrown_away = {id(node.value) for node in tree.body[:-1] if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found.changes.add(_root(node))
        elif isinstance(node, ast.AugAssign):
            found.changes.add(_root(node.target))
        elif isinstance(node, ast.Call):
            found.changes |= _changed_by(node)
            if id(node) in thrown_away and isinstance(node.func, ast.Attribute):
                found.told.add(_root(node.func))
    found.changes &= found.uses | found.later
    found.told &= found.uses


def _changed_by(call: ast.Call) -> set[str]:
    changed = {_root(call.args[0])} if call.args and _last_name(call.func) in FILLING else set()
    if isinstance(call.func, ast.Attribute):
        name = call.func.attr
        if name in CHANGING or name.startswith("set"):
            changed.add(_root(call.func))
    return changed


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
