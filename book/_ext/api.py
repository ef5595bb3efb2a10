"""What the API pages need of autodoc: short names for long types, and no noise."""

import re
from typing import Any

import numpy.typing as npt
from sphinx.application import Sphinx
from sphinx.util.typing import stringify_annotation

from nnbook import arrays, initializers, losses
from nnbook.drawing import panels

NAMES = {
    "ArrayLike": npt.ArrayLike,
    "Array": arrays.Array,
    "Labels": arrays.Labels,
    "Initializer": initializers.Initializer,
    "Loss": losses.Loss,
    "Drawing": panels.Drawing,
}


def setup(app: Sphinx) -> None:
    """Connect to autodoc."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-signature", shorten)
    app.connect("autodoc-skip-member", skip)


def shorten(
    app: Sphinx, what: str, name: str, thing: object, options: Any, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """The signature and what it returns, with the package's own names for its types."""
    return _short(signature), _short(returns)


def _short(text: str | None) -> str | None:
    if text is None:
        return None
    # The longest first: a Loss is made of Arrays.
    longs = {stringify_annotation(alias, "smart"): name for name, alias in NAMES.items()}
    for long in sorted(longs, key=len, reverse=True):
        text = text.replace(long, longs[long])
    text = text.replace("~numpy.random._generator.Generator", "Rng").replace("~", "")
    return re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", text)  # Callable, not collections.abc.Callable


def skip(app: Sphinx, what: str, name: str, thing: Any, skipped: bool, options: Any) -> bool | None:
    """True for the fields of a NamedTuple, which the class's own line explains."""
    return True if (getattr(thing, "__doc__", None) or "").startswith("Alias for field number") else None
