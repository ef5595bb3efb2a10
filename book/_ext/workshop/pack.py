"""Files as classic scripts, the one form that a page can load from file:// and from a web server alike."""

import base64
import gzip
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import nnbook

PACKAGE = Path(nnbook.__file__).parent
RUNNER = Path(__file__).parent / "runner"
# Already compressed: once more would gain nothing, and cost the reader's time.
PACKED = (".whl", ".zip")
# A zip knows no earlier date; one date for all, so that the same sources give the same bytes.
DATE = (1980, 1, 1, 0, 0, 0)


def script(name: str, content: bytes) -> str:
    """a script that hands the content, compressed, to the page's `nnbookPart`."""
    packed = content if name.endswith(PACKED) else gzip.compress(content, 9, mtime=0)
    return f"nnbookPart({name!r},{base64.b64encode(packed).decode()!r})\n"


def write(folder: Path, files: dict[str, bytes]) -> list[dict[str, Any]]:
    """Write a script for each file, named by its contents; return names, addresses and sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for name, content in files.items():
        address = f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.js"
        path = folder / address
        if not path.exists():
            path.write_text(script(name, content), encoding="ascii")
        parts.append({"name": name, "src": address, "bytes": path.stat().st_size})
    return parts


def own() -> dict[str, bytes]:
    """What is ours: a wheel of nnbook, made from the checkout, and the runner that joins cells and names."""
    return {f"nnbook-{nnbook.__version__}-py3-none-any.whl": wheel(), "runner.zip": runner()}


def wheel() -> bytes:
    """The wheel of nnbook, without what only Jupyter loads."""
    about = f"Metadata-Version: 2.1\nName: nnbook\nVersion: {nnbook.__version__}\n"
    entries = {
        f"nnbook/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in modules(PACKAGE)
    }
    info = f"nnbook-{nnbook.__version__}.dist-info"
    entries[f"{info}/METADATA"] = about.encode()
    entries[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return zipped(entries)


def runner() -> bytes:
    """An archive of the runner."""
    return zipped({f"runner/{path.name}": path.read_bytes() for path in sorted(RUNNER.glob("*.py"))})


def modules(package: Path) -> list[Path]:
    """the files of a package that its modules and their data are."""
    skipped = {"__pycache__", "static"}
    return sorted(
        path
        for path in package.rglob("*")
        if path.is_file() and not skipped & set(path.relative_to(package).parts)
    )


def zipped(entries: dict[str, bytes]) -> bytes:
    """a zip archive: the same entries give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def fonts() -> dict[str, bytes]:
    """The fonts of matplotlib's own wheel, as it lists them: looking for them costs seconds, and a warning.

    Pyodide's matplotlib keeps the list beside its modules.

    fonts.json is what `json.dumps(font_manager.fontManager, cls=font_manager._JSONEncoder)` gave in the page.
    """
    listed = (Path(__file__).parent / "fonts.json").read_bytes()
    return {"fonts.zip": zipped({"matplotlib/fontlist.json": listed})}
