"""A figure for the built page: where it starts, and the drawings of all positions, merged and rounded.

The page's script takes one drawing out again (frontend/src/model/decode.ts) and writes the values of the
dials, which are weights of the network drawn, straight into it.
"""

import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from html import escape
from math import isinf
from typing import Any, TextIO

from tqdm import tqdm

from nnbook import plots
from nnbook.drawing.panels import Drawing
from nnbook.drawing.summaries import fill_summary
from nnbook.widgets.axes import Axis, Position, grid

LIMIT = 400_000
Path = tuple[str | int, ...]
Draw = Callable[[Position], Drawing]


def payload(axes: Sequence[Axis], start: Position, draw: Draw) -> tuple[dict[str, Any], dict[str, Any]]:
    """Axes, start, its drawing and where each dial is written; and the drawings of the whole grid."""
    positions = grid(axes, start)
    bindings = find_bindings(axes, start, draw)
    drawings = []
    with terminal() as out:
        for at in tqdm(positions, desc="positions", file=out, disable=None, leave=False):
            drawings.append(draw(at))
            _check_bindings(axes, at, draw, bindings)
    figure = {
        "axes": [one.payload() for one in axes],
        "position": start,
        "drawing": rounded(draw(start)),
        "bindings": {name: [list(path) for path in paths] for name, paths in bindings.items()},
    }
    return figure, merge([rounded(one) for one in drawings])


def html(words: Mapping[str, Any], everywhere: Mapping[str, Any], drawing: Drawing) -> str:
    """The figure as HTML: the payload, a place to mount it, and a still picture without JavaScript.

    On the first screen it is woken as soon as it is read, before there is anything below it to be moved.
    The drawings of all other positions stand apart: the book's build moves them to a file of their own.

    Raises ValueError when the payload, compressed as a web server does, is above 400 KB.
    """
    texts = compact(words), compact(everywhere)
    size = sum(len(gzip.compress(text.encode(), mtime=0)) for text in texts)
    if size > LIMIT:
        raise ValueError(f"figure {words['name']}: {size} bytes compressed, at most {LIMIT} allowed")
    summary = escape(fill_summary(drawing, words["position"]))
    return (
        f'<figure class="nnbook-figure" id="{escape(words["name"])}" data-nnbook-figure>'
        f'<script type="application/json">{texts[0]}</script>'
        '<div class="nnbook-mount"></div><script>self.nnbookFigure?.()</script>'
        f'<script type="application/json" data-nnbook-grid>{texts[1]}</script>'
        f"<noscript>{still(drawing, words['position'])}<p>{summary}</p></noscript></figure>"
    )


def compact(value: Any) -> str:
    """The value as JSON in which no string can end the script element around it."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def still(drawing: Drawing, position: Position) -> str:
    """The drawing as an SVG image."""
    return plots.picture(plots.draw(drawing, position), fill_summary(drawing, position)).html()


def photo(drawing: Drawing, position: Position) -> tuple[bytes, dict[str, Any]]:
    """The drawing as a PNG, and what a notebook keeps beside it: width, and its summary for alt text."""
    return plots.picture(plots.draw(drawing, position), fill_summary(drawing, position)).png()


def terminal() -> AbstractContextManager[TextIO]:
    """What stands behind a kernel's stderr: what is written to stderr itself ends up in the page."""
    try:
        return os.fdopen(os.dup(sys.stderr.fileno()), "w")
    except OSError:
        return nullcontext(sys.stderr)


def merge(values: Sequence[Any]) -> dict[str, Any]:
    """The values of all positions as one tree: what they share is written once."""
    first = values[0]
    texts = [json.dumps(value) for value in values]
    unique = dict(zip(texts, values, strict=True))
    if len(unique) == 1:
        return {"c": first}
    if all(isinstance(v, dict) and list(v) == list(first) for v in values):
        return {"d": {key: merge([v[key] for v in values]) for key in first}}
    if all(_branches(v) and len(v) == len(first) for v in values):
        return {"l": [merge(items) for items in zip(*values, strict=True)]}
    # Compressed, a value said again is shorter than the number of a value that seldom comes back.
    if 2 * len(unique) > len(values):
        return {"u": list(values)}
    number = {text: i for i, text in enumerate(unique)}
    return {"u": list(unique.values()), "i": [number[text] for text in texts]}


def _branches(value: Any) -> bool:
    """Whether a list holds dicts, or lists of dicts, and so is worth merging item by item."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, dict) or _branches(item) for item in value)


def rounded(value: Any, digits: int = 4) -> Any:
    """The value with its numbers cut to four significant digits, those of networks to six."""
    if isinstance(value, float):
        short = float(f"{value:.{digits}g}")
        if isinf(short):  # the largest numbers of all round up to it
            return value
        return int(short) if short.is_integer() and abs(short) < 1e15 else short
    if isinstance(value, dict):
        return {k: rounded(v, 6 if k == "nets" else digits) for k, v in value.items()}
    return [rounded(item, digits) for item in value] if isinstance(value, list) else value


def find_bindings(axes: Sequence[Axis], start: Position, draw: Draw) -> dict[str, list[Path]]:
    """For each dial, where its value stands in the drawing.

    Found by turning it: every leaf that changes must hold the dial's very value. Raises ValueError
    where one does not, or where nothing changes.
    """
    found: dict[str, list[Path]] = {}
    first = dict(leaves(draw(start)))
    for one in axes:
        if one.dial is None:
            continue
        turned = [{**start, one.name: value} for value in (one.dial.low, one.dial.high)]
        moved = [dict(leaves(draw(at))) for at in turned]
        found[one.name] = [path for path in first if any(m.get(path) != first[path] for m in moved)]
        if not found[one.name]:
            raise ValueError(f"dial {one.name} changes nothing in the drawing")
        for at in turned:
            _check_bound(draw(start), {one.name: found[one.name]}, at, draw)
    return found


def _check_bindings(
    axes: Sequence[Axis], at: Position, draw: Draw, bindings: Mapping[str, Sequence[Path]]
) -> None:
    """Turn all dials at once, away from their ends, and compare with what the experiment says."""
    dials = {one.name: one.dial for one in axes if one.dial}
    if dials:
        odd = {name: dial.low + 0.381966 * (dial.high - dial.low) for name, dial in dials.items()}
        _check_bound(draw(at), bindings, {**at, **odd}, draw)


def _check_bound(drawing: Drawing, bindings: Mapping[str, Sequence[Path]], at: Position, draw: Draw) -> None:
    if bound(drawing, bindings, at) != draw(at):
        names = ", ".join(bindings)
        raise ValueError(f"{names}: a dial must be a weight of the drawing and change nothing else")


def bound(drawing: Drawing, bindings: Mapping[str, Sequence[Path]], at: Position) -> Drawing:
    """The drawing with the dials' values written where they stand, as the page does it."""
    copy: Drawing = json.loads(json.dumps(drawing))
    for name, paths in bindings.items():
        for path in paths:
            place: Any = copy
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = at[name]
    return copy


def leaves(tree: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of the tree that is not a dict or a list, with its path."""
    if isinstance(tree, dict | list):
        for key, item in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(item, (*path, key))
    else:
        yield path, tree
