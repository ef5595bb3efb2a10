"""The one seam between a figure and where it is alive: a widget of Jupyter, or one of the page's own Python.

Both know `Widget` with `synced` attributes, and the decorators `validate` and `observe` for methods.
"""

from typing import TYPE_CHECKING, Any

from nnbook.drawing.host import in_page

if TYPE_CHECKING or not in_page():
    import traitlets
    from anywidget import AnyWidget as Widget
    from traitlets import observe, validate

    def synced(default: Any = None) -> Any:
        """An attribute that the front end knows as well."""
        return traitlets.Any(default).tag(sync=True)

else:  # nothing of Jupyter is loaded: seconds of a reader's time
    from nnbook.widgets.page_widget import Widget, observe, synced, validate

__all__ = ["Widget", "observe", "synced", "validate"]
