"""Draw book/_static/share.png, which a link to the book shows: the title and its first finding, in bars."""

from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from PIL import Image

from nnbook.chapters.ch03.gradient_flow import gradient_flow
from nnbook.drawing import palette

STATIC = Path(__file__).parents[1] / "book" / "_static"
DEPTH = 12
INK, QUIET = "#111827", "#4b5563"


def main() -> None:
    """Write the picture, 1200 x 630 pixels."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white")
    figure.text(0.065, 0.77, "How Neural Networks\nLearned to Go Deep", size=38, weight="bold", color=INK)
    figure.text(0.065, 0.685, "An interactive textbook", size=21, color=QUIET)
    logo(figure)
    for left, name, activation, init in (
        (0.075, "Sigmoid", "sigmoid", "xavier"),
        (0.56, "ReLU and He", "relu", "he"),
    ):
        axes = figure.add_axes((left, 0.13, 0.4, 0.42))
        flow = gradient_flow(depth=DEPTH, activation=activation, init=init)
        heights = np.sqrt((flow.dz**2).mean(axis=0))
        axes.bar(range(1, DEPTH + 1), heights / heights[-1], color=palette.color(activation))
        axes.set(yscale="log", ylim=(1e-8, 5), xticks=[1, 6, 12], yticks=[1, 1e-4, 1e-8])
        axes.set_title(f"{name}: gradient per layer", size=19, color=INK, loc="left", pad=12)
        axes.set_xlabel("layer", size=16, color=QUIET)
        axes.tick_params(labelsize=15, colors=QUIET, which="both")
        axes.spines[["top", "right"]].set_visible(False)
    drawn = BytesIO()
    figure.savefig(drawn)
    Image.open(drawn).convert("RGB").quantize(64).save(STATIC / "share.png", optimize=True)


def logo(figure: Figure) -> None:
    """Draw the logo's stack of layers in the upper right corner."""
    axes = figure.add_axes((0.78, 0.62, 0.16, 0.3048))
    axes.set(xlim=(0, 64), ylim=(64, 0))
    axes.axis("off")
    for down, share in ((31.5, 0.2), (21, 0.44), (10.5, 0.72), (0, 1)):
        corners = [(32, 6 + down), (60, 18 + down), (32, 30 + down), (4, 18 + down)]
        axes.add_patch(Polygon(corners, facecolor="white", edgecolor="none"))
        axes.add_patch(Polygon(corners, facecolor="#2563eb", alpha=share, edgecolor="none"))


if __name__ == "__main__":
    main()
