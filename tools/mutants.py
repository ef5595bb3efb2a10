"""Plant small bugs, one at a time, and see whether the tests notice: `python tools/mutants.py [module ...]`.

An operator, a number, a condition or a statement of the module is changed, then its tests run in a forked
process that imports the changed module. (Ready-made testers change the bodies of functions only, and our
derivatives are lambdas.) Survivors are listed, and what never came to an end; the command fails when fewer
than 97 % are killed.
"""

import ast
import os
import resource
import signal
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TESTS = {
    "edges": ["edges", "every_edge", "losses", "optimizers"],
    "targets": ["targets", "losses", "network"],
    "activations": ["activations", "layers"],
    "initializers": ["initializers", "network"],
    "layers": ["layers", "network"],
    "normalization": ["normalization", "layers"],
    "residual": ["normalization", "layers"],
    "losses": ["losses", "network"],
    "optimizers": ["optimizers", "training"],
    "rbm": ["rbm", "pretraining", "edges"],
}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.USub: ast.UAdd,
    ast.Not: ast.UAdd,
    ast.BitAnd: ast.BitOr,
    ast.RShift: ast.LShift,
    ast.MatMult: ast.Mult,
}
AT_ONCE = os.cpu_count() or 1


def sites(node: ast.AST) -> Iterator[Any]:
    """The nodes worth changing: no messages, annotations, protocols or __repr__."""
    yield node
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            wordy = isinstance(child, ast.Raise | ast.JoinedStr) or getattr(child, "name", "") == "__repr__"
            wordy |= "Protocol" in map(ast.unparse, getattr(child, "bases", ()))
            if isinstance(child, ast.AST) and not wordy and field not in ("annotation", "returns"):
                yield from sites(child)


def others(node: ast.AST, field: str, old: Any) -> list[Any]:
    """What could wrongly stand in this field of the node."""
    match node, field:
        case ast.Constant(), "value":
            if isinstance(old, bool):
                return [not old]
            if isinstance(old, int):
                return [old + 1, old - 1]
            return [old * 1.5 or 0.5] if isinstance(old, float) else []
        case ((ast.If() | ast.IfExp()), "test"):
            return [ast.Constant(True), ast.Constant(False)]
        case ast.Expr(value=ast.Call()), "value":
            return [ast.Constant(None)]
        case _, "op" if type(old) in SWAPS:
            return [SWAPS[type(old)]()]
        case _, "ops":
            return [
                [*old[:i], SWAPS[type(o)](), *old[i + 1 :]] for i, o in enumerate(old) if type(o) in SWAPS
            ]
    return []


def mutants(tree: ast.Module) -> Iterator[str]:
    """Change the tree in place, one bug at a time, and say which; it is whole again at the end."""
    for node in list(sites(tree)):
        for field, old in list(ast.iter_fields(node)):
            for new in others(node, field, old):
                before = ast.unparse(node)
                setattr(node, field, new)
                ast.fix_missing_locations(tree)
                yield f"{node.lineno}: {before.splitlines()[0]}  ->  {ast.unparse(node).splitlines()[0]}"
                setattr(node, field, old)


def start(module: str, tree: ast.Module) -> int:
    """The id of a new process whose exit code says whether the tests pass with this tree."""
    if child := os.fork():
        return child
    # An endless loop is noticed too; processor time, so that a busy machine makes none.
    resource.setrlimit(resource.RLIMIT_CPU, (300, 310))
    path, plain = str(ROOT / "nnbook" / f"{module}.py"), SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, name: str) -> Any:
        return compile(tree, path, "exec") if self.path == path else plain(self, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    tests = [str(ROOT / f"tests/unit/test_{name}.py") for name in TESTS[module]]
    os._exit(
        pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore:Module already imported", *tests])
    )


def survivors(module: str) -> tuple[list[str], int]:
    """The bugs that no test noticed, and how many were planted."""
    tree = ast.parse((ROOT / "nnbook" / f"{module}.py").read_text(encoding="utf-8"))
    if os.waitpid(start(module, tree), 0)[1]:
        raise SystemExit(f"the tests of {module} fail without any bug planted")
    running: dict[int, str] = {}
    alive, planted = [], 0

    def collect() -> None:
        child, status = os.wait()
        name = running.pop(child)
        if status == 0:
            alive.append(name)
        elif os.WIFSIGNALED(status):
            print(f"  ended by {signal.Signals(os.WTERMSIG(status)).name}: nnbook/{module}.py:{name}")

    for name in mutants(tree):
        if len(running) >= AT_ONCE:
            collect()
        running[start(module, tree)] = name
        planted += 1
    while running:
        collect()
    return alive, planted


if __name__ == "__main__":
    import autograd.numpy  # noqa: F401
    import hypothesis.extra.numpy  # noqa: F401
    import pytest  # here, with all that the tests import, so that every fork has it already

    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # none is needed, and loading them takes two seconds
    total = missed = 0
    for module in sys.argv[1:] or TESTS:
        alive, planted = survivors(module)
        total, missed = total + planted, missed + len(alive)
        print(f"{module}: {planted - len(alive)} of {planted} killed")
        for name in alive:
            print(f"  nnbook/{module}.py:{name}", flush=True)
    print(f"{1 - missed / total:.1%} of {total} killed")
    sys.exit(missed > 0.03 * total)
