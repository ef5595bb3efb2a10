"""A headless Chromium that cannot leave this machine, and what it complained about."""

import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe

from tools.browser import chromium

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
    """Axe-core's findings on `page`, or within a selector's elements: a line per broken rule."""
    # Axe would fetch the style sheets to look into them, which a page from file:// may not.
    found = (
        Axe()
        .run(page, context=within, options={"preload": False, "resultTypes": ["violations"]})
        .response["violations"]
    )
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        # Axe does not read MathML, so a header cell that holds a formula looks empty to it.
        if not (rule["id"] == "empty-table-header" and "<math" in node["html"])
    ]


def has_sideways_scroll(page):
    """Whether the page as a whole is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
