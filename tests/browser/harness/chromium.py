"""A headless Chromium that cannot leave this machine, and what it complained about."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tools.browser import chromium

# Of the same lock as the front end, and so as new as that.
AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OUTSIDE = re.compile(r"^(https?|wss?)://(?!127\.0\.0\.1[:/]|localhost[:/])")


def launch(playwright):
    """A running browser; None where there is none."""
    found = chromium(playwright)
    return playwright.chromium.launch(executable_path=found, args=FLAGS) if found else None


@dataclass
class Watch:
    """Requests to other hosts, which are refused, and errors and warnings of the pages."""

    refused: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def over(self, context):
        """Watch every page of `context`."""

        def refuse(route):
            self.refused.append(route.request.url)
            route.abort()

        context.route(OUTSIDE, refuse)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        context.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))

    def on_console(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")


def violations(page, within=None):
    """axe-core's findings on `page`, or within a selector's elements: a line per broken rule."""
    if not AXE.exists():
        message = "axe-core is not there: npm ci in frontend/ installs it (make test does)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Axe would fetch the style sheets to look into them, which a page from file:// may not.
    options = {"preload": False, "resultTypes": ["violations"]}
    found = page.evaluate("([within, options]) => axe.run(within ?? document, options)", [within, options])
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
        # Axe does not read MathML, so a header cell that holds a formula looks empty to it.
        if not (rule["id"] == "empty-table-header" and "<math" in node["html"])
    ]


def has_sideways_scroll(page):
    """Whether the page as a whole is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
