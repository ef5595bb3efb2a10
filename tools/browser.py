"""A Chromium for tests, PDF and measurements: the machine's own, else Playwright's.

`python -m tools.browser` sets one up where there is none, and says so in one line where that fails.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
DEBIAN = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"


def chromium(playwright: Playwright) -> str | None:
    """The path of a Chromium: what NNBOOK_CHROMIUM names, the machine's, Playwright's; None without any."""
    if found := os.environ.get("NNBOOK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None):
        return found
    path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> None:
    """Set one up if there is none."""
    try:
        with sync_playwright() as playwright:
            if chromium(playwright):
                return
    except Exception as error:  # as it comes: Playwright has no class for it
        sys.exit(f"Playwright does not start: {error}\nOn Debian or Ubuntu: sudo apt install libatomic1")
    attempts = [("Playwright's", [sys.executable, "-m", "playwright", "install", "chromium"])]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts.insert(0, ("Debian's", ["sh", "-c", DEBIAN]))
    for whose, command in attempts:
        print(f"setting up {whose} chromium for the browser tests", flush=True)
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
    print("NO BROWSER: none could be set up, so the browser tests will be skipped (in CI they fail)")


if __name__ == "__main__":
    main()
