"""The one seam between a figure and where it is alive: a widget of Jupyter, or one of the page's own Python.

Both know `Widget` with `synced` attributes, and the decorators `validate` and `observe` for methods.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from nnbook.drawing.host import exporting, in_page

if TYPE_CHECKING or not in_page():
    import traitlets
    from anywidget import AnyWidget as Widget
    from traitlets import observe, validate

    def synced(default: Any = None) -> Any:
        """An attribute that the front end knows as well."""
        return traitlets.Any(default).tag(sync=True)

else:  # nothing of Jupyter is loaded: seconds of a reader's time
    from nnbook.widgets.page_widget import Widget, observe, synced, validate

__all__ = ["Widget", "mime_bundle", "observe", "sheets", "synced", "validate"]

Bundle = tuple[dict[str, Any], dict[str, Any]]
_shown: Counter[str] = Counter()


def sheets(*files: Path) -> str:
    """Several style sheets as one; nothing in the page, which has them itself."""
    return "" if in_page() else "\n".join(file.read_text(encoding="utf-8") for file in files)


class Paged(Protocol):
    """What can stand in a built page."""

    def page(self) -> str:
        """Its HTML there."""

    def close(self) -> None:
        """End its life on a kernel."""


def mime_bundle(widget: Paged, address: str, live: Callable[[], Bundle | None]) -> Bundle:
    """How a figure or a quiz is shown: as HTML in a built page, else alive; and its repr for the tests.

    Shown a second time in a page it has an address of its own.
    """
    if not exporting():
        bundle, metadata = live() or ({}, {})
        return {**bundle, "text/plain": repr(widget)}, metadata
    page = widget.page()
    widget.close()  # or the build stores its state in the page
    vars(widget).pop("_repr_mimebundle_", None)  # ipywidgets lets nothing closed be shown again
    _shown[address] += 1
    if _shown[address] > 1:
        page = page.replace(f'id="{address}"', f'id="{address}-{_shown[address]}"', 1)
    return {"text/html": page, "text/plain": repr(widget)}, {}
