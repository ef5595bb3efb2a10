"""What comes out of a cell on its way to the page: text as it is printed, values in all their forms."""

from __future__ import annotations

import base64
import io
import time
from typing import TYPE_CHECKING, Any

from .pretty import pretty

if TYPE_CHECKING:
    from collections.abc import Callable

Send = "Callable[[dict[str, Any]], None]"
# Text is sent on when a line ends, but not more often than the page can show it.
PAUSE = 0.04
METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "text/latex": "_repr_latex_",
}


class Stream(io.TextIOBase):
    """A text file whose lines go to the page while the cell still runs."""

    def __init__(self, name: str, send: Callable[[dict[str, Any]], None]) -> None:
        self._name, self._send = name, send
        self._held: list[str] = []
        self._sent = 0.0

    def writable(self) -> bool:
        """Return True: what is printed goes here."""
        return True

    def write(self, text: str) -> int:
        """Take text; send all that was held back once a line has ended."""
        self._held.append(text)
        if "\n" in text and time.monotonic() - self._sent > PAUSE:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what was held back."""
        if text := "".join(self._held):
            self._send({"type": "stream", "name": self._name, "text": text})
        self._held.clear()
        self._sent = time.monotonic()


def bundle(value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the forms of a value by MIME type, as Jupyter asks for them, and what is to know about them."""
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    if (own := _method(value, "_repr_mimebundle_")) is not None:
        given = own()
        data, metadata = given if isinstance(given, tuple) else (given, {})
        data = dict(data or {})
    for mime, name in METHODS.items():
        if mime not in data and (method := _method(value, name)) and (form := method()) is not None:
            data[mime] = form
    if type(value).__module__.startswith("matplotlib.") and hasattr(value, "savefig"):
        data["image/svg+xml"] = _saved(value)
    data = {
        mime: base64.b64encode(form).decode() if isinstance(form, bytes) else form
        for mime, form in data.items()
    }
    data.setdefault("text/plain", pretty(value))
    return data, metadata


def _method(value: Any, name: str) -> Callable[[], Any] | None:
    """Return a value's method; a class has those of its instances, which do not work on itself."""
    return None if isinstance(value, type) else getattr(value, name, None)


def _saved(figure: Any) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", bbox_inches="tight")
    return out.getvalue()
