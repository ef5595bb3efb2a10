"""Pyodide's files: taken from where they are, refused with another hash, packed for a page to load."""

import base64
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from sphinx.errors import ExtensionError

from book._ext import workshop
from book._ext.workshop import fetch, pack
from book._ext.workshop.cells import cells_of, exercises, mark, totals
from tools import make_book

BOOK = Path(__file__).parents[2] / "book"
GOOD = {"a.whl": b"first", "b.zip": b"second"}


@pytest.fixture
def pins(monkeypatch, tmp_path):
    """Two files are pinned, nothing is kept, and nothing answers."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in GOOD.items()}
    archive = {"requirement": "no-such==1", "sha256": ""}
    known = {"start": digests, "distribution": "https://book.invalid/", "archive": archive}
    monkeypatch.setattr(fetch, "PINS", known)
    monkeypatch.setattr(fetch, "KEPT", tmp_path / "kept")
    monkeypatch.delenv(fetch.FOLDER, raising=False)
    return known


def test_files_come_from_the_distribution_once_and_are_kept(pins, monkeypatch):
    asked = []

    def download(address):
        asked.append(address)
        return GOOD[address.removeprefix("https://book.invalid/")]

    monkeypatch.setattr(fetch, "download", download)
    assert fetch.files("start") == GOOD
    assert fetch.files("start") == GOOD
    assert asked == ["https://book.invalid/a.whl", "https://book.invalid/b.zip"]


def test_what_the_distribution_does_not_give_comes_from_the_archive(pins, monkeypatch, tmp_path):
    def refuse(address):
        raise OSError("no way out")

    def pip(command, **_):
        with zipfile.ZipFile(Path(command[command.index("--dest") + 1]) / "no_such-1.whl", "w") as wheel:
            for name, content in GOOD.items():
                wheel.writestr(f"deep/inside/{name}", content)
        return type("Done", (), {"returncode": 0, "stderr": ""})

    monkeypatch.setattr(fetch, "download", refuse)
    monkeypatch.setattr(fetch.subprocess, "run", pip)
    assert fetch.files("start") == GOOD


def test_a_file_with_another_hash_is_refused_and_not_kept(pins, monkeypatch):
    monkeypatch.setattr(fetch, "download", lambda address: b"something else")
    with pytest.raises(ValueError, match=r"a\.whl: SHA-256 is [0-9a-f]{64}, pins.json wants"):
        fetch.files("start")
    assert not list(fetch.KEPT.iterdir()) or all(path.suffix == ".part" for path in fetch.KEPT.iterdir())


def test_a_closed_network_names_a_folder(pins, monkeypatch, tmp_path):
    monkeypatch.setenv(fetch.FOLDER, str(tmp_path))
    for name, content in GOOD.items():
        (tmp_path / name).write_bytes(content)
    assert fetch.files("start") == GOOD
    (tmp_path / "b.zip").write_bytes(b"changed")
    with pytest.raises(ValueError, match=r"b\.zip"):
        fetch.files("start")
    (tmp_path / "b.zip").unlink()
    with pytest.raises(fetch.UnavailableError, match=r"b\.zip"):
        fetch.files("start")


def test_where_nothing_can_be_had_both_places_are_named(pins, monkeypatch):
    def refuse(address):
        raise OSError("no way out")

    failed = type("Done", (), {"returncode": 1, "stderr": "noise\nno such wheel\n"})
    monkeypatch.setattr(fetch, "download", refuse)
    monkeypatch.setattr(fetch.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(fetch.UnavailableError, match="no way out; no-such==1 on PyPI: no such wheel"):
        fetch.files("start")


@pytest.fixture
def app(tmp_path):
    """A build of a book with one notebook."""
    (tmp_path / "one.ipynb").write_text("{}")
    builder = SimpleNamespace(format="html")
    return SimpleNamespace(builder=builder, srcdir=str(tmp_path), outdir=str(tmp_path / "html"))


@pytest.fixture
def nothing(monkeypatch):
    def refuse(group):
        raise fetch.UnavailableError("no way out")

    monkeypatch.setattr(fetch, "files", refuse)
    monkeypatch.delenv("CI", raising=False)


def test_where_nothing_can_be_had_the_book_is_one_to_read_and_says_so(app, nothing, monkeypatch):
    told = []
    monkeypatch.setattr(workshop.logger, "info", lambda text, *words: told.append(text % words))
    workshop.prepare(app)
    assert told == ["the pages come without Python, which could not be had: no way out"]
    context = {"body": "as it was"}
    workshop.add(app, "one", "page.html", context, object())
    assert context == {"body": "as it was"}
    assert make_book.NOTEBOOK.search(told[0])[0] == told[0], "who builds the book hears of it"


def test_in_continuous_integration_that_is_a_failure(app, nothing, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(ExtensionError, match="no way out"):
        workshop.prepare(app)


def test_the_runtime_is_written_once_and_what_is_old_goes(app, monkeypatch, tmp_path):
    monkeypatch.setattr(fetch, "files", lambda group: GOOD if group == "start" else {})
    folder = tmp_path / "html" / "_workshop"
    folder.mkdir(parents=True)
    (folder / "old.whl.0123.js").write_text("")
    workshop.prepare(app)
    listed = json.loads((folder / "parts.js").read_text().removeprefix("nnbookParts="))
    assert {part["name"] for part in listed["start"]} >= {"a.whl", "b.zip", "worker.js", "runner.zip"}
    parts = {part["src"] for part in (*listed["start"], *listed["drawing"])}
    assert {path.name for path in folder.iterdir()} == {*parts, "parts.js", "workshop.js", "workshop.css"}


def test_the_pins_are_whole():
    for group in ("start", "drawing"):
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in fetch.PINS[group].values())
    assert "pyodide.asm.wasm" in fetch.PINS["start"]
    assert re.fullmatch(r"[\w-]+==[\w.]+", fetch.PINS["archive"]["requirement"])


@pytest.mark.parametrize(("name", "content"), [("a.whl", b"PK\x03\x04"), ("b.js", b"x = '</script>'" * 50)])
def test_a_part_is_a_script_that_hands_over_its_content(tmp_path, name, content):
    [part] = pack.write(tmp_path, {name: content})
    text = (tmp_path / part["src"]).read_text("ascii")
    found = re.fullmatch(r"nnbookPart\('(.*)','([A-Za-z0-9+/=]*)'\)\n", text)
    packed = base64.b64decode(found[2])
    assert found[1] == name
    assert (packed if name.endswith(".whl") else gzip.decompress(packed)) == content
    assert part["bytes"] == len(text)
    assert pack.write(tmp_path, {name: content}) == [part]


def test_the_wheel_holds_the_package_without_what_only_jupyter_loads():
    [(name, content), (_, runner)] = pack.own().items()
    entries = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert name.endswith("-py3-none-any.whl")
    assert {"nnbook/network.py", "nnbook/data/digits.npz", "nnbook/py.typed"} <= set(entries)
    assert not [entry for entry in entries if "static" in entry or "__pycache__" in entry]
    assert pack.own()[name] == content, "the same sources give the same bytes"
    assert "runner/session.py" in zipfile.ZipFile(io.BytesIO(runner)).namelist()


def test_the_wheel_alone_is_enough_for_every_chapter(tmp_path):
    [content, _] = pack.own().values()
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    rooms = [path.parent.name for path in (pack.PACKAGE / "chapters").glob("*/__init__.py")]
    code = f"import nnbook.widgets\nfrom nnbook.chapters import {', '.join(rooms)}\nprint(nnbook.__file__)"
    env = {**os.environ, "NNBOOK_HOST": "page", "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(tmp_path))


def test_the_list_of_fonts_names_those_of_matplotlibs_wheel():
    listed = zipfile.ZipFile(io.BytesIO(pack.fonts()["fonts.zip"])).read("matplotlib/fontlist.json")
    [name] = [name for name in fetch.PINS["drawing"] if name.startswith("matplotlib-")]
    there = zipfile.ZipFile(io.BytesIO(fetch.files("drawing")[name])).namelist()
    fonts = json.loads(listed)["ttflist"]
    assert fonts
    assert not [font for font in fonts if f"matplotlib/mpl-data/{font['fname']}" not in there]


def test_exercises_are_the_cells_before_solutions():
    cells = cells_of(BOOK / "01_xor.ipynb", [])
    asked = [cell for cell in cells if cell.get("exercise")]
    assert all("..." in cell["source"] for cell in asked)
    notebook = nbformat.read(BOOK / "01_xor.ipynb", as_version=4)
    titles = [cell for cell in notebook.cells if cell.source.startswith("### Exercise")]
    assert len(asked) == len(exercises(notebook.cells)) == len(titles)
    assert totals(BOOK)["01_xor"][0] == len(asked)
    assert totals(BOOK)["01_xor"][1] > 0


def test_long_cells_know_their_seconds_but_figures_do_not():
    cells = [cell for cell in cells_of(BOOK / "01_xor.ipynb", [5.0] * 200) if cell["kind"] == "code"]
    assert all(("seconds" in cell) == ("explore(" not in cell["source"]) for cell in cells)
    assert not [cell for cell in cells_of(BOOK / "01_xor.ipynb", []) if "seconds" in cell]


def test_every_code_cell_of_a_page_gets_its_id():
    cells = [
        {"id": "a", "kind": "code"},
        {"id": "t", "kind": "markdown"},
        {"id": "b", "kind": "code", "exercise": True},
    ]
    body = '<div class="cell tag_x docutils container">1</div><div class="cell docutils container">2</div>'
    named = mark(body, cells, [0, 2])
    assert re.findall(r'data-cell="(\w)"( data-exercise)?', named) == [("a", ""), ("b", " data-exercise")]
    with pytest.raises(ValueError, match="2 code cells in the page, 1 in the notebook"):
        mark(body, cells[:2], [0])
    moved = mark(body.replace("1<", "2<", 1), cells, [2, 0])
    assert re.findall(r'data-cell="(\w)"( data-exercise)?', moved) == [("b", " data-exercise"), ("a", "")]


def test_what_the_class_is_told_of_sizes_is_so():
    text = (BOOK / "running_a_class.md").read_text("utf-8")
    told = re.search(r"loads ([\d.]+) MB, the first picture that code draws\s+another ([\d.]+) MB", text)
    own = pack.own() | {"worker.js": b""}
    for size, files in zip(told.groups(), (fetch.files("start") | own, fetch.files("drawing")), strict=True):
        real = sum(len(pack.script(name, content)) for name, content in files.items()) / 1e6
        assert float(size) == pytest.approx(real, rel=0.03)
