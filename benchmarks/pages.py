"""Measure the built pages with Lighthouse (mobile preset) and write benchmarks/results/pages.md and .json.

Usage: python -m benchmarks.pages [--html book/_build/html] [--runs 3] [page ...]

The pages are served on localhost as a static host serves them: compressed, with a short cache time.
Needs Node and a Chromium; npx fetches Lighthouse, or NNBOOK_LIGHTHOUSE names an installed one.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import chromium
from tools.contents import pages

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".inv"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class StaticHost(SimpleHTTPRequestHandler):
    """A folder's files, compressed where that pays, with a cache time."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send one file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in COMPRESSED
        body = compressed(path, path.stat().st_mtime) if packed else path.read_bytes()
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a static host for the folder."""
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(StaticHost, directory=str(folder)))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}"
    host.shutdown()
    host.server_close()


@lru_cache
def compressed(path: Path, changed: float) -> bytes:
    """The file's contents as a web server compresses them."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def command() -> list[str]:
    """How Lighthouse is started here; leave with a word where it cannot be."""
    if given := os.environ.get("NNBOOK_LIGHTHOUSE"):
        return [given]
    if shutil.which("npx") is None:
        sys.exit("Lighthouse needs Node, which is not installed; nothing was measured")
    return ["npx", "--yes", LIGHTHOUSE]


def measure(address: str) -> dict:
    """Lighthouse's report on one page."""
    with sync_playwright() as playwright:
        found = chromium(playwright)
    env = os.environ | ({"CHROME_PATH": found} if found else {})
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--output=json", f"--output-path={report}", "--quiet", f"--chrome-flags={FLAGS}"]
        only = f"--only-categories={','.join(CATEGORIES)}"
        done = subprocess.run(
            [*command(), address, *options, only], env=env, capture_output=True, text=True, check=False
        )
        if not report.exists():
            sys.exit(f"Lighthouse failed on {address}:\n{done.stderr[-2000:]}")
        return json.loads(report.read_text(encoding="utf-8"))


def digest(reports: list[dict]) -> dict:
    """The medians of several reports on one page, and what cost points in the last."""
    audits = [report["audits"] for report in reports]

    def median(name: str) -> float:
        return statistics.median(audit[name]["numericValue"] for audit in audits)

    scores = {
        name: round(100 * statistics.median(report["categories"][name]["score"] for report in reports))
        for name in CATEGORIES
    }
    lost = sorted(
        f"{name}/{audit['id']}"
        for name in CATEGORIES
        for audit in reports[-1]["categories"][name]["auditRefs"]
        if audit["weight"] and (reports[-1]["audits"][audit["id"]]["score"] or 0) < 0.9
        if reports[-1]["audits"][audit["id"]]["scoreDisplayMode"] in {"binary", "numeric", "metricSavings"}
    )
    requests = reports[-1]["audits"]["network-requests"]["details"]["items"]
    return {
        "scores": scores,
        "lcp_ms": round(median("largest-contentful-paint")),
        "fcp_ms": round(median("first-contentful-paint")),
        "tbt_ms": round(median("total-blocking-time")),
        "cls": round(median("cumulative-layout-shift"), 3),
        "requests": {one["url"]: one["transferSize"] for one in requests if one["url"].startswith("http")},
        "lost": lost,
    }


def rows(results: dict[str, dict]) -> list[str]:
    """The lines of the table."""
    lines, before = [], set()
    for page, one in results.items():
        first = sum(one["requests"].values())
        following = sum(size for url, size in one["requests"].items() if url not in before)
        before |= set(one["requests"])
        scores = " | ".join(str(one["scores"][name]) for name in CATEGORIES)
        lines.append(
            f"| {page} | {scores} | {one['fcp_ms'] / 1000:.1f} | {one['lcp_ms'] / 1000:.1f} "
            f"| {one['tbt_ms']} | {one['cls']:.3f} | {first / 1000:.0f} | {following / 1000:.0f} |"
        )
    return lines


def main() -> None:
    """Read the command line, measure, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--html", type=Path, default=ROOT / "book" / "_build" / "html")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("pages", nargs="*", default=pages())
    options = parser.parse_args()
    results = {}
    with served(options.html) as address:
        for page in options.pages:
            results[page] = digest([measure(f"{address}/{page}.html") for _ in range(options.runs)])
            print(rows({page: results[page]})[0], *results[page]["lost"], flush=True)
    for one in results.values():
        one["requests"] = {url.removeprefix(f"{address}/"): size for url, size in one["requests"].items()}
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "pages.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    text = [
        "# The built pages on a slow telephone",
        "",
        f"Lighthouse {LIGHTHOUSE.partition('@')[2]}, its mobile preset (a slow phone on a slow 4G line, "
        f"simulated), median of {options.runs} runs on {platform.machine()} with {os.cpu_count()} cores. "
        "Made by `python -m benchmarks.pages`. Scores are out of 100. FCP and LCP: seconds until the first "
        "and the largest thing is painted; TBT: milliseconds during which the page does not answer; CLS: how "
        "much the layout moves; kB: transferred, compressed, on a first visit, and when the pages above in "
        "this table have been read.",
        "",
        "| page | performance | accessibility | best practices | SEO | FCP s | LCP s | TBT ms | CLS "
        "| first kB | next kB |",
        "|---|" + "---:|" * 10,
        *rows(results),
    ]
    (options.results / "pages.md").write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
