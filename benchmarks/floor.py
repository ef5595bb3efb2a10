"""Measure the training floor, its arithmetic, frames and memory; write benchmarks/results/floor.md and .json.

Usage: python -m benchmarks.floor [--minutes 10]

Needs Node and a Chromium. frontend/dev/engine_bench.mjs measures the arithmetic in processor time; frames are
measured in real time, for which the machine should be quiet.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from nnbook.widgets import floor
from nnbook.widgets.explorer import STATIC
from tests.browser.harness import chromium

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
SECONDS = 6
ROUNDS = 3
PLACES: dict[str, dict[str, Any]] = {
    "XOR, as it starts": {},
    "sigmoid or ReLU": {"tour": "sigmoid or ReLU"},
    "fifty layers": {"tour": "fifty layers"},
    "the digits": {"data": "digits", "examples": 1000, "a_width": 64},
}
FRAMES = """seconds => new Promise(done => {
    const times = [], end = performance.now() + 1000 * seconds;
    let last;
    const tick = now => {
        if (last !== undefined) times.push(now - last);
        last = now;
        if (now < end) requestAnimationFrame(tick); else done(times);
    };
    requestAnimationFrame(tick);
})"""


def open_floor(browser: Browser, folder: Path, name: str) -> Page:
    """A page with nothing but a floor, at a stop of its tour or where PLACES says."""
    figure = floor(**PLACES[name])
    for file in ("page.js", "floor.js", "widget.css"):
        (folder / file).write_bytes((STATIC / file).read_bytes())
    head = (
        '<meta charset="utf-8"><link rel="stylesheet" href="widget.css"><script defer src="page.js"></script>'
    )
    (folder / "floor.html").write_text(f"<!doctype html>{head}{figure.page()}", encoding="utf-8")
    figure.close()
    page = browser.new_context(viewport={"width": 1000, "height": 1100}).new_page()
    page.goto((folder / "floor.html").as_uri())
    page.wait_for_selector(".nnb-floor[data-steps]")
    return page


def frames(page: Page, slow: int) -> float:
    """The 95th percentile of the time between two frames while the floor trains, in milliseconds."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.click(".nnb-go")
    page.wait_for_timeout(500)
    times = page.evaluate(FRAMES, SECONDS)
    page.click(".nnb-go")
    return float(np.percentile(times, 95))


def places(browser: Browser, folder: Path) -> list[dict[str, Any]]:
    """Frame times where the floor stands, the least of some rounds, and steps a second as fast as it goes."""
    rows = []
    for name in PLACES:
        best: dict[int, float] = {}
        for slow in (1, 4) * ROUNDS:
            page = open_floor(browser, folder, name)
            best[slow] = min(best.get(slow, float("inf")), frames(page, slow))
            page.context.close()
        rows.append({"place": name, "full": best[1], "slowed": best[4], "rate": rate(browser, folder, name)})
    return rows


def rate(browser: Browser, folder: Path, name: str) -> float:
    """Steps a second of all networks together, as fast as it goes."""
    page = open_floor(browser, folder, name)
    page.select_option("[aria-label=speed]", index=3)
    steps = "() => Number(document.querySelector('.nnb-floor').dataset.steps)"
    page.click(".nnb-go")
    page.wait_for_timeout(500)
    before, since = page.evaluate(steps), time.monotonic()
    page.wait_for_timeout(3000)
    found = (page.evaluate(steps) - before) / (time.monotonic() - since)
    page.context.close()
    return float(found)


def memory(browser: Browser, folder: Path, minutes: float) -> list[float]:
    """Megabytes of the page's heap after a full collection, ten times over the given minutes of training."""
    page = open_floor(browser, folder, "sigmoid or ReLU")
    session = page.context.new_cdp_session(page)
    page.click(".nnb-go")
    page.wait_for_timeout(5000)
    found = []
    for turn in range(11):
        session.send("HeapProfiler.collectGarbage")
        used = session.send("Runtime.getHeapUsage")["usedSize"]
        found.append(used / 1e6)
        page.wait_for_timeout(60_000 * minutes / 10 if turn < 10 else 0)
    page.context.close()
    return found


def arithmetic() -> list[str]:
    """What engine_bench.mjs says."""
    done = subprocess.run(
        ["node", "dev/engine_bench.mjs"], cwd=ROOT / "frontend", capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def markdown(document: dict[str, Any]) -> str:
    """The results as a page."""
    low, high = document["load"]
    lines = [
        f"One-minute load of the machine {low:.1f} to {high:.1f}. Processor time, least of many blocks:",
        "",
        *(f"- {line}" for line in document["arithmetic"]),
        "",
        "Milliseconds from frame to frame while it trains, 95th percentile,"
        f" best of {ROUNDS} times {SECONDS} s; steps a second as fast as it goes, two networks at each step.",
        "",
        "| place | full speed (at most 20) | slowed 4 times (at most 50) | steps a second |",
        "|---|---:|---:|---:|",
        *(
            f"| {row['place']} | {row['full']:.1f} | {row['slowed']:.1f} | {row['rate']:,.0f} |"
            for row in document["places"]
        ),
        "",
        f"Heap after a full collection over {document['minutes']:g} minutes of training, in MB: "
        + ", ".join(f"{value:.2f}" for value in document["memory"])
        + ".",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    loads = [os.getloadavg()[0]]
    document: dict[str, Any] = {"minutes": minutes, "arithmetic": arithmetic()}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = chromium.launch(playwright)
        if browser is None:
            sys.exit("no Chromium on this machine")
        document["places"] = places(browser, Path(name))
        loads.append(os.getloadavg()[0])
        document["memory"] = memory(browser, Path(name), minutes)
        loads.append(os.getloadavg()[0])
        browser.close()
    document["load"] = [min(loads), max(loads)]
    text = markdown(document)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "floor.md").write_text(text, encoding="utf-8")
    (RESULTS / "floor.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
