"""Chapter 05: a small network under dropout, mask after mask, beside an ensemble."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from nnbook.arrays import Array
from nnbook.chapters.ch05.masks import MEMBERS, UNITS, MoonErrors, moon_cast, moon_data, moon_errors
from nnbook.drawing.panels import Drawing, drawing, field, lines, network
from nnbook.drawing.parts import Panel, edge, line_series, node
from nnbook.drawing.specs import network_spec
from nnbook.edges import require_known, require_whole
from nnbook.layers import Dense
from nnbook.network import Network

SHOWS = ("one network", "ensemble", "one mask", "Monte Carlo dropout", "weight scaling")


@dataclass(frozen=True, eq=False)
class DropoutMasks:
    """What is drawn: the averaged networks `nets`, the dropout network `net` under `mask`, and the errors."""

    nets: tuple[Network, ...]
    net: Network
    mask: Array
    members: int
    show: str
    errors: MoonErrors


def dropout_masks(*, rate: float, members: int, show: str) -> DropoutMasks:
    """One network, an ensemble of `members`, or one dropout network under as many masks, on the moons.

    Raises ValueError for members outside 1 ... 30, or a show that is not in `SHOWS`.
    """
    require_known("show", show, SHOWS)
    require_whole("members", members)
    if members > MEMBERS:
        raise ValueError(f"members must be in 1 ... {MEMBERS}, got {members}")
    plain, net, masks, under = moon_cast(rate)
    nets = {
        "one network": plain[:1],
        "ensemble": plain[:members],
        "one mask": under[members - 1 : members],
        "Monte Carlo dropout": under[:members],
        "weight scaling": [net],
    }
    return DropoutMasks(tuple(nets[show]), net, masks[members - 1], members, show, moon_errors(rate))


X_DOMAIN, Y_DOMAIN = (-2.0, 3.0), (-1.75, 2.25)
TITLES = {
    "one network": "A network without dropout",
    "ensemble": "Member {members}, without dropout",
    "one mask": "Mask {members}",
    "Monte Carlo dropout": "Mask {members}",
    "weight scaling": "All units on",
}
SURFACES = {
    "one network": "What it says",
    "ensemble": "Average of {members}, each from its own start",
    "one mask": "What is left under this mask",
    "Monte Carlo dropout": "Average under {members} masks",
    "weight scaling": "All units on, once",
}


def dropout_masks_drawing(result: DropoutMasks) -> Drawing:
    """The network with its dropped units dark, what is averaged, and the test errors over members."""
    errors, m = result.errors, result.members
    now = {
        "one network": f"a single network misses {errors.one:.1%} of the test points on average",
        "ensemble": f"{m} averaged miss {errors.ensemble[m - 1]:.1%} of test points, one {errors.one:.1%}",
        "one mask": f"mask {m}, {int(result.mask.sum())} of {UNITS} units are on",
        "Monte Carlo dropout": f"{m} masks averaged miss {errors.sampled[m - 1]:.1%} of the test points",
        "weight scaling": f"one pass misses {errors.scaled:.1%} of the test points, all 4,096 masks "
        f"averaged {errors.exact:.1%}",
    }[result.show]
    return drawing(
        _units(result),
        field(
            title=SURFACES[result.show],
            nets=[_spec(net) for net in result.nets],
            points=moon_data()[0],
            x_domain=X_DOMAIN,
            y_domain=Y_DOMAIN,
            x_label="x1",
            y_label="x2",
        ),
        _errors(result),
        summary=f"{{show}}, rate {{rate}}: {now}; {{right}} of {{total}} training points right",
    )


@cache
def _spec(net: Network) -> Panel:
    """The spec of a network; the experiment hands out the same ones again and again."""
    return network_spec(net)


def _units(result: DropoutMasks) -> Panel:
    masking = result.show in ("one mask", "Monte Carlo dropout")
    drawn = result.nets[-1] if result.show in ("one network", "ensemble") else result.net
    kept = result.mask if masking else np.ones(UNITS)
    states = ["on" if on else "off" for on in kept]
    hidden = [node(0.5, (j + 0.5) / UNITS, "", state=state) for j, state in enumerate(states)]
    ends = [node(0.08, 0.3, "x1"), node(0.08, 0.7, "x2"), node(0.92, 0.5, "y")]
    return network(
        title=TITLES[result.show],
        nodes=[*hidden, *ends],
        edges=_edges(drawn, states),
        note="Of every unit: on, or dropped." if masking else "All units on.",
    )


def _edges(net: Network, states: list[str]) -> list[Panel]:
    first, last = (layer for layer in net.layers if isinstance(layer, Dense))
    into = [
        edge(UNITS + i, j, weight=float(first.W[i, j]), state=states[j])
        for i in range(2)
        for j in range(UNITS)
    ]
    out = [edge(j, UNITS + 2, weight=float(last.W[j, 0]), state=states[j]) for j in range(UNITS)]
    return into + out


def _errors(result: DropoutMasks) -> Panel:
    errors, size = result.errors, np.arange(1, MEMBERS + 1)
    flat, ends = np.ones(2), size[[0, -1]]
    return lines(
        title="Test error",
        series=[
            line_series("one network", ends, errors.one * flat, color="single"),
            line_series("ensemble", size, errors.ensemble, color="ensemble"),
            line_series("Monte Carlo dropout", size, errors.sampled, color="monte_carlo_dropout"),
            line_series("all masks", ends, errors.exact * flat, color="dropout"),
            line_series("weight scaling", ends, errors.scaled * flat, color="weight_scaling", style="dashed"),
        ],
        x_domain=(1, MEMBERS),
        y_domain=(0.1, 0.22),
        marker=result.members,
        marker_axis="members",
        x_label="members or masks",
        y_label="share wrong",
        note=f"All masks against weight scaling: P differs by at most {errors.gap:.2f}.",
    )
