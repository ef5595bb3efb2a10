"""Where figures are shown: by a live kernel, in the pages being built, or by Python in the page itself."""

import os
from collections.abc import Callable
from typing import Any

Send = Callable[[dict[str, Any]], None]
_sends: list[Send] = []


def exporting() -> bool:
    """Whether figures go into a built page (the build of the book says so), not to a live kernel."""
    return os.environ.get("NNBOOK_EXPORT") == "1"


def in_page() -> bool:
    """Whether this is Python in the page: what starts it there says so."""
    return os.environ.get("NNBOOK_HOST") == "page"


def connect(send: Send) -> None:
    """Let what figures have to tell go to the page through `send`."""
    _sends[:] = [send]


def tell(event: dict[str, Any]) -> None:
    """Tell the page something, if there is one."""
    for send in _sends:
        send(event)
