"""Where a drawing goes: into a page that is being built, or to a live kernel."""

import os


def exporting() -> bool:
    """Whether figures go into a built page (the build's extension says so), not to a live kernel."""
    return os.environ.get("NNBOOK_EXPORT") == "1"
