"""The look of all figures, and the alt text that a figure carries into the page."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure, FigureBase

from nnbook.drawing.host import exporting, in_page

# Grey of the same contrast, 4.3 : 1, on a white page and on a dark one.
INK = "#797979"
STYLE: dict[Any, Any] = {
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "legend.facecolor": "none",
    "legend.edgecolor": "none",
    "legend.framealpha": 0.0,
    "legend.fontsize": "small",
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlesize": "medium",
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "font.size": 10.0,
    "svg.fonttype": "none",
    "svg.hashsalt": "nnbook",
}
SIDE = 3.2


def figure(*widths: float, height: float = SIDE) -> tuple[Figure, list[Axes]]:
    """A figure and its axes side by side, one per width in inches (one of 4.8 without widths).

    Sets matplotlib to the look of the book, for what is drawn on them as well.
    """
    return figure_rows([widths or (1.5 * SIDE,)], height=height)


def figure_rows(rows: Sequence[Sequence[float]], *, height: float = SIDE) -> tuple[Figure, list[Axes]]:
    """A figure and its axes, row by row: in each row one per width in inches."""
    rcParams.update(STYLE)
    size = max(sum(widths) for widths in rows), height * len(rows)
    made = Figure(figsize=size, layout="constrained")
    axes: list[Axes] = []
    for widths, part in zip(rows, made.subfigures(len(rows), 1, squeeze=False)[:, 0], strict=True):
        axes += list(part.subplots(1, len(widths), width_ratios=widths, squeeze=False)[0])
    return made, axes


class Picture:
    """A figure with its alt text, for the last line of a cell.

    In the built page it is an SVG `<img alt="...">`. In JupyterLab it is a PNG: Lab's own image
    renderer knows no alt text, so the text stands beside it as the plain-text form, where the tests
    of the notebooks compare it too.
    """

    def __init__(self, figure: FigureBase, alt: str) -> None:
        if not alt.strip():
            raise ValueError("alt is empty: say what the figure shows to a reader who cannot see it")
        # The root of a subfigure; matplotlib before 3.10 has no `get_figure(root=True)`.
        self.figure: Any = figure.figure
        self.alt = alt

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def svg(self) -> str:
        """The figure as SVG text, the same bytes every time."""
        return self._saved("svg", metadata={"Date": None}).decode()

    def html(self) -> str:
        """The figure as an image element that needs no file beside the page."""
        data = b64encode(self.svg().encode()).decode()
        return (
            f'<img class="nnbook-picture" alt="{escape(self.alt)}" '
            f'style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
        )

    def png(self) -> tuple[bytes, dict[str, Any]]:
        """The figure as PNG, and what a notebook keeps beside it: its width in pixels, its alt text."""
        return self._saved("png"), {"width": round(self.figure.get_figwidth() * 100), "alt": self.alt}

    def _saved(self, kind: str, **options: Any) -> bytes:
        out = BytesIO()
        self.figure.savefig(out, format=kind, dpi=144, **options)
        return out.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if exporting() or in_page():
            return {"text/html": self.html(), "text/plain": repr(self)}, {}
        data, about = self.png()
        return {"image/png": data, "text/plain": repr(self)}, {"image/png": about}


def picture(figure: FigureBase, alt: str) -> Picture:
    """The figure with its alt text: what a reader who cannot see it needs to know.

    Raises ValueError when the text is empty.
    """
    return Picture(figure, alt)


def frame(ax: Axes, labels: Sequence[str | None]) -> Axes:
    """The axes with title, x label and y label, where they are given."""
    parts = zip(("title", "xlabel", "ylabel"), labels, strict=True)
    ax.set(**{part: text for part, text in parts if text})
    return ax
