"""Measure Python in the page: how long a reader waits; write benchmarks/results/workshop.md and .json.

Usage: python -m benchmarks.workshop [--html book/_build/html] [--rounds 3]

Needs a built book and a Chromium. Every round begins with a browser that has seen nothing of the book, once
from the files and once from a local web server that compresses as a static host does. Times are real ones:
the machine should be quiet.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.pages import RESULTS, ROOT, served
from tests.browser.harness import chromium

# The truth table of two units, a matrix that cells above make, and a network of the next chapter.
FIRST, NEEDY, NEXT = ("01_xor", "cell-010"), "cell-061", ("02_backpropagation", "cell-006")
LIMITS, CELL, NEXT_PAGE = {"file": 12.0, "server": 10.0}, 0.15, 6.0  # seconds
RUN = """name => {
    const cell = document.querySelector(`[data-cell='${name}']`);
    cell.querySelectorAll("details").forEach(one => (one.open = true));
    cell.scrollIntoView({block: "center"});
    const status = cell.querySelector(".nnw-status");
    if (status) status.textContent = "";
    return new Promise(done => {
        const from = performance.now();
        new MutationObserver(() => {
            const said = cell.querySelector(".nnw-status")?.textContent;
            if (cell.dataset.running === "false" && said) done([performance.now() - from, said]);
        }).observe(cell, {subtree: true, childList: true, attributes: true, characterData: true});
        cell.querySelector(".nnw-run, .nnw-start").click();
    });
}"""


def run(page: Page, name: str) -> tuple[float, str]:
    """Seconds from the click on Run until the cell says that it ran, and what it says."""
    took, said = page.evaluate(RUN, name)
    return took / 1000, said


def visit(browser: Browser, address: str) -> dict[str, float]:
    """What a reader waits for who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    open_page(page, address, *FIRST)
    found = {"first": run(page, FIRST[1])[0]}
    found["again"] = min(run(page, FIRST[1])[0] for _ in range(5))
    found["needy"], said = run(page, NEEDY)
    if "first" not in said:
        sys.exit(f"{NEEDY} was to need cells above; it says {said!r}")
    open_page(page, address, *NEXT)
    found["next"], _ = run(page, NEXT[1])
    context.close()
    return found


def open_page(page: Page, address: str, chapter: str, cell: str) -> None:
    """Open a chapter and wait until its cells can be run."""
    page.goto(f"{address}/{chapter}.html")
    page.locator(f"[data-cell='{cell}'] .nnw-start").wait_for(state="attached")
    page.wait_for_load_state("networkidle")


def markdown(document: dict) -> str:
    """The results as a page."""
    low, high = document["load"]
    lines = [
        f"Seconds from the click on Run to the result, median of {document['rounds']} rounds; one-minute load"
        f" of the machine {low:.1f} to {high:.1f}. All of Python there is {document['megabytes']:.1f} MB.",
        "",
        "| | first click | small cell again | one that needs others first | first click on the next page |",
        "|---|---:|---:|---:|---:|",
    ]
    for host, row in document["hosts"].items():
        lines.append(f"| at most, {host} | {LIMITS[host]} | {CELL} | {CELL} | {NEXT_PAGE} |")
        cells = " | ".join(f"{row[key]:.3f}" for key in ("first", "again", "needy", "next"))
        lines.append(f"| {host} | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--html", type=Path, default=ROOT / "book" / "_build" / "html")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    loads = [os.getloadavg()[0]]
    rounds: dict[str, list[dict[str, float]]] = {"file": [], "server": []}
    with sync_playwright() as playwright, served(options.html) as server:
        addresses = {"file": options.html.resolve().as_uri(), "server": server}
        for _ in range(options.rounds):
            for host, address in addresses.items():
                browser = chromium.launch(playwright)
                if browser is None:
                    sys.exit("no Chromium on this machine")
                rounds[host].append(visit(browser, address))
                browser.close()
    loads.append(os.getloadavg()[0])
    size = sum(file.stat().st_size for file in (options.html / "_workshop").rglob("*") if file.is_file())
    document = {
        "rounds": options.rounds,
        "load": [min(loads), max(loads)],
        "megabytes": size / 1e6,
        "hosts": {
            host: {key: statistics.median(one[key] for one in found) for key in found[0]}
            for host, found in rounds.items()
        },
    }
    text = markdown(document)
    print(text)
    (RESULTS / "workshop.md").write_text(text, encoding="utf-8")
    (RESULTS / "workshop.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
