"""Run the book's cells in the page's own Python and compare what comes out with what is stored.

python -m tools.run_in_page              every cell of every notebook, half an hour or so
python -m tools.run_in_page 01_xor       every cell of one

The book must be built. Outputs are compared as nbval compares them: text exactly, pictures and figures
not, cells tagged `nbval-ignore-output` not either. Ends with 1 if
something differs that DIFFERS does not expect.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page, sync_playwright

from tests.browser.harness import chromium
from tests.browser.harness.build import built_book
from tools.contents import notebooks

# Cells whose text is another one in the page, each with its reason.
DIFFERS: dict[tuple[str, str], str] = {}
PATIENCE = 1_200_000  # milliseconds for one cell
RUN = """async id => {
    const workshop = await window.nnbookWorkshop;
    const answer = await workshop.run(id);
    const shown = workshop.heard.filter(event => ["stream", "data", "error"].includes(event.type));
    return [answer, shown];
}"""
WAKE = "cell => { cell.querySelectorAll('details').forEach(one => (one.open = true)); }"


def start(page: Page) -> None:
    """Start the Python of a page that is open."""
    page.locator("[data-cell]").first.evaluate(WAKE)
    page.locator(".nnw-start").first.click()
    page.locator(".nnw-status", has_text=".").first.wait_for()


def compared(page: Page, path: Path, ids: Iterable[str] | None = None) -> Iterator[tuple[str, float, str]]:
    """Run cells of a page, all of them in their order or those of the ids.

    Yields the id of each, the seconds it took, and what is wrong: nothing when its text is the stored one.
    """
    wanted = None if ids is None else set(ids)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code" or (wanted is not None and cell.id not in wanted):
            continue
        begun = time.monotonic()
        answer, events = page.evaluate(RUN, cell.id)
        yield cell.id, time.monotonic() - begun, wrong(cell, answer, events)


def wrong(cell: Any, answer: dict[str, Any], events: list[dict[str, Any]]) -> str:
    """What is not as it is stored with a cell, in words; an empty string when all is."""
    failed = [event for event in events if event["type"] == "error"]
    if failed or not answer["ok"]:
        return f"failed: {failed or answer}"
    if "nbval-ignore-output" in cell.metadata.get("tags", []):
        return ""
    got = "".join(event["text"] if event["type"] == "stream" else text_of(event) for event in events)
    stored = "".join(one["text"] if one.output_type == "stream" else text_of(one) for one in cell.outputs)
    return "" if got.rstrip() == stored.rstrip() else f"differs:\n{got.rstrip()}\nstored:\n{stored.rstrip()}"


def text_of(output: Any) -> str:
    """The plain text of what a cell showed, as a line of its own."""
    return f"{output['data'].get('text/plain', '')}\n"


def main(names: list[str]) -> int:
    """Run, tell, and return 1 if something differs that should not."""
    bad = 0
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for path in notebooks():
            if names and path.stem not in names:
                continue
            page = browser.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto((built_book() / f"{path.stem}.html").as_uri())
            start(page)
            begun, count = time.monotonic(), 0
            for name, seconds, problem in compared(page, path):
                count += 1
                if problem and (path.stem, name) not in DIFFERS:
                    bad += 1
                    print(f"{path.stem} {name} ({seconds:.1f} s) {problem}", flush=True)
            print(f"{path.stem}: {count} cells in {time.monotonic() - begun:.0f} s", flush=True)
            page.close()
        browser.close()
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
