"""A drawing of what flows from left to right: boxes, arrows, and text on both, as SVG."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 112, 64, 204, 86, 8

# Boxes and labels bring a light ground of their own, so their text reads well on a dark page too.
GROUND, INK, LINE, VALUE, SLOPE = "#f6f6f3", "#1a1a1a", "#808080", "#1f4cb8", "#a3420a"

Point = tuple[float, float]


class Box(NamedTuple):
    """What a box says: a name, and below it a value and a slope (either may be empty)."""

    name: str
    value: str = ""
    slope: str = ""


class Arrow(NamedTuple):
    """From box number `tail` to box number `head`, with a label on the way."""

    tail: int
    head: int
    label: str = ""


class Layout(NamedTuple):
    """The (column, row) of every box, and of the places each arrow passes between its two boxes."""

    boxes: list[Point]
    stops: list[list[Point]]


def layered(n: int, arrows: Sequence[Arrow]) -> Layout:
    """Places for n boxes so that every arrow points right and few cross (Sugiyama et al. 1981).

    Boxes must be numbered so that arrows lead from a smaller to a larger number, else ValueError.
    """
    for arrow in arrows:
        if not 0 <= arrow.tail < arrow.head < n:
            raise ValueError(f"arrows must lead to a larger number below {n}, got {arrow}")
    column = _columns(n, arrows)
    # An arrow that spans columns holds a place in each, which keeps it off the boxes there.
    chains: list[list[Hashable]] = [
        [a.tail, *((i, c) for c in range(column[a.tail] + 1, column[a.head])), a.head]
        for i, a in enumerate(arrows)
    ]
    members: list[list[Hashable]] = [[] for _ in range(max(column, default=0) + 1)]
    for box in range(n):
        members[column[box]].append(box)
    for a, chain in zip(arrows, chains, strict=True):
        for c, stop in enumerate(chain[1:-1], start=column[a.tail] + 1):
            members[c].append(stop)
    row = _rows(members, chains)
    return Layout(
        [(column[box], row[box]) for box in range(n)],
        [
            [(c, row[stop]) for c, stop in enumerate(chain[1:-1], start=column[a.tail] + 1)]
            for a, chain in zip(arrows, chains, strict=True)
        ],
    )


def _columns(n: int, arrows: Sequence[Arrow]) -> list[int]:
    column = [0] * n
    for arrow in sorted(arrows):
        column[arrow.head] = max(column[arrow.head], column[arrow.tail] + 1)
    # What starts a path moves next to where it is first used.
    for box in set(range(n)) - {arrow.head for arrow in arrows}:
        column[box] = min((column[a.head] - 1 for a in arrows if a.tail == box), default=0)
    return column


def _rows(members: list[list[Hashable]], chains: list[list[Hashable]]) -> dict[Hashable, float]:
    neighbors: tuple[dict[Hashable, list[Hashable]], ...] = defaultdict(list), defaultdict(list)
    for chain in chains:
        for a, b in pairwise(chain):
            neighbors[0][b].append(a)
            neighbors[1][a].append(b)
    row = {item: float(i) for column in members for i, item in enumerate(column)}
    # To and fro, each column is sorted by where its neighbors on one side stand on average.
    for sweep in range(8):
        side = neighbors[sweep % 2]
        for column in members if sweep % 2 == 0 else reversed(members):
            mean = {
                item: sum(row[x] for x in side[item] or [item]) / len(side[item] or [item]) for item in column
            }
            column.sort(key=mean.__getitem__)
            row |= {item: i - (len(column) - 1) / 2 for i, item in enumerate(column)}
    return row


def svg(boxes: Sequence[Box], arrows: Sequence[Arrow], title: str) -> str:
    """The drawing as a string that depends on nothing but the arguments; `title` says what it is.

    Raises ValueError when there are no boxes, or as for `layered`.
    """
    if not boxes:
        raise ValueError("boxes is empty: nothing to draw")
    places = layered(len(boxes), arrows)
    rows = [row for _, row in [*places.boxes, *(stop for stops in places.stops for stop in stops)]]
    width = max(column for column, _ in places.boxes) * ACROSS + WIDTH + 2 * MARGIN
    height = (max(rows) - min(rows)) * DOWN + HEIGHT + 2 * MARGIN

    def pixel(place: Point) -> Point:
        x, y = place[0] * ACROSS, (place[1] - min(rows)) * DOWN
        return MARGIN + WIDTH / 2 + x, MARGIN + HEIGHT / 2 + y

    centers = [pixel(place) for place in places.boxes]
    stops = [[pixel(stop) for stop in passed] for passed in places.stops]
    routes = [_route(arrows, i, centers, stops) for i in range(len(arrows))]
    shapes = [
        *map(_line, routes),
        *(_label(route[-2], route[-1], a.label) for a, route in zip(arrows, routes, strict=True) if a.label),
        *map(_box, boxes, centers),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" style="max-width:100%;height:auto" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13" text-anchor="middle">'
        f"<title>{escape(title)}</title>{''.join(shapes)}</svg>"
    )


def _route(
    arrows: Sequence[Arrow], i: int, centers: Sequence[Point], stops: Sequence[Sequence[Point]]
) -> list[Point]:
    """The corners of arrow i. Arrows into one box end below each other, in the order they come."""

    def last(j: int) -> float:
        return [centers[arrows[j].tail], *stops[j]][-1][1]

    tail, head, _ = arrows[i]
    into = sorted((j for j, other in enumerate(arrows) if other.head == head), key=last)
    shift = 20 * (into.index(i) - (len(into) - 1) / 2)
    twins = sum(arrows[j].tail == tail for j in into) > 1
    start = centers[tail][0] + WIDTH / 2, centers[tail][1] + shift * twins
    passing = [(x + side, y) for x, y in stops[i] for side in (-WIDTH / 2, WIDTH / 2)]
    return [start, *passing, (centers[head][0] - WIDTH / 2 - 7, centers[head][1] + shift)]


def _line(points: list[Point]) -> str:
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x0, y0), (x1, y1) in pairwise(points):
        half = (x0 + x1) / 2
        path += f"C{half:g} {y0:g} {half:g} {y1:g} {x1:g} {y1:g}"
    x, y = points[-1]
    return (
        f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="1.5"/>'
        f'<path d="M{x:g} {y - 4:g}l7 4l-7 4z" fill="{LINE}"/>'
    )


def _label(a: Point, b: Point, text: str) -> str:
    # Nearer to the head, where no two arrows share a place: the curve of `_line` at t = 0.7.
    x, y, wide = a[0] + 0.658 * (b[0] - a[0]), a[1] + 0.784 * (b[1] - a[1]), 7 * len(text) + 8
    return (
        f'<rect x="{x - wide / 2:g}" y="{y - 9:g}" width="{wide}" height="18" rx="9" '
        f'fill="{GROUND}"/><text x="{x:g}" y="{y + 4.5:g}" fill="{SLOPE}">{escape(text)}</text>'
    )


def _box(box: Box, center: Point) -> str:
    x, y = center
    texts = [(box.name, INK, ' font-weight="bold"'), (box.value, VALUE, ""), (box.slope, SLOPE, "")]
    texts = [entry for entry in texts if entry[0]]
    return (
        f'<rect x="{x - WIDTH / 2:g}" y="{y - HEIGHT / 2:g}" width="{WIDTH}" height="{HEIGHT}" '
        f'rx="6" fill="{GROUND}" stroke="{LINE}"/>'
    ) + "".join(
        f'<text x="{x:g}" y="{y + 4.5 + 18 * (i - (len(texts) - 1) / 2):g}" fill="{ink}"{bold}>'
        f"{escape(text)}</text>"
        for i, (text, ink, bold) in enumerate(texts)
    )
