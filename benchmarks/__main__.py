"""Measure everything: `python -m benchmarks [w1 w2 ... memory scaling]`; nothing named means all.

Times are the best of nine rounds in which the contenders take turns, on one BLAS thread, as processor time:
what else the machine does counts for little.
"""

import json
import platform
import sys
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from benchmarks import processor, scaling, workloads
from benchmarks.workloads import LIMIT, NNBOOK, Workload

RESULTS = Path(__file__).parent / "results"
ROUNDS = 9


def measure(work: Workload) -> dict[str, float]:
    """Seconds per run for every contender, once all have been seen to compute the same."""
    for _ in range(2):  # the second time all is warm
        values = {}
        for name, prepare in work.contenders.items():
            run, loss = prepare()
            run()
            if (value := loss()) is not None:
                values[name] = value
    if max(values.values()) - min(values.values()) > work.agree:
        raise AssertionError(f"{work.name}: the contenders disagree: {values}")
    times = dict.fromkeys(work.contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, prepare in work.contenders.items():
            for _ in range(work.runs):
                run, _ = prepare()
                start = process_time()
                run()
                times[name] = min(times[name], process_time() - start)
    return times


def describe(work: Workload, times: dict[str, float]) -> dict[str, Any]:
    bars = [
        {
            "fast": bar.fast,
            "slow": bar.slow,
            "bar": bar.factor,
            "ratio": bar.ratio(times),
            "met": bar.met(times),
        }
        for bar in work.bars
        if bar.slow in times
    ]
    return {"name": work.name, "what": work.what, "steps": work.steps, "seconds": times, "bars": bars}


def markdown(results: list[dict[str, Any]], memory: dict[str, Any] | None) -> str:
    names = list(dict.fromkeys(name for r in results for name in r["seconds"]))
    lines = [
        "Microseconds per step; best of nine interleaved rounds, one BLAS thread, float32 unless said.",
        f"Processor: {processor()}.",
        "",
    ]
    lines += ["| | workload | " + " | ".join(names) + " |", "|---|---|" + "---:|" * len(names)]
    for r in results:
        cells = [f"{r['seconds'][n] / r['steps'] * 1e6:,.1f}" if n in r["seconds"] else "" for n in names]
        lines.append(f"| {r['name']} | {r['what']} | " + " | ".join(cells) + " |")
    lines += ["", "| | ratio | measured | bar | met |", "|---|---|---:|---:|---|"]
    for r in results:
        for b in r["bars"]:
            against, sign = (
                (f"time of {b['fast']} / {LIMIT}", "≤")
                if b["slow"] == LIMIT
                else (f"speed of {b['fast']} / {b['slow']}", "≥")
            )
            lines.append(
                f"| {r['name']} | {against} | {b['ratio']:.2f} | {sign} {b['bar']} "
                f"| {'yes' if b['met'] else 'no'} |"
            )
        if (other := r["seconds"].get("scikit-learn")) and not any(
            b["slow"] == "scikit-learn" for b in r["bars"]
        ):
            lines.append(
                f"| {r['name']} | speed of {NNBOOK} / scikit-learn | {other / r['seconds'][NNBOOK]:.2f} | | |"
            )
    if memory:
        lines += [
            "",
            "Memory while training: " + "; ".join(f"{k}: {v:,} bytes" for k, v in memory.items()) + ".",
        ]
    return "\n".join(lines) + "\n"


def machine() -> dict[str, str]:
    versions = {"processor": processor(), "python": platform.python_version(), "numpy": np.__version__}
    for module in ("torch", "sklearn"):
        if module in sys.modules:
            versions[module] = sys.modules[module].__version__
    return versions


def main(wanted: list[str]) -> None:
    results = []
    for make in workloads.ALL:
        if not wanted or make.__name__ in wanted:
            work = make()
            results.append(describe(work, measure(work)))
            print(
                work.name,
                {k: f"{v / work.steps * 1e6:.1f} us" for k, v in results[-1]["seconds"].items()},
                flush=True,
            )
    memory = scaling.memory() if not wanted or "memory" in wanted else None
    RESULTS.mkdir(exist_ok=True)
    if not wanted or "scaling" in wanted:
        print(scaling.figure(RESULTS))
    table = markdown(results, memory)
    print("\n" + table)
    if not wanted:
        (RESULTS / "bench.md").write_text(table, encoding="utf-8")
        document = {"machine": machine(), "rounds": ROUNDS, "workloads": results, "memory": memory}
        (RESULTS / "bench.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
