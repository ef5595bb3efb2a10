"""What the README says is so: its map names every part of the house, its example runs, its commands exist."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = README.partition("## The map")[2].partition("\n## ")[0]


def test_the_map_names_every_part_of_the_package_and_every_folder_around_it():
    named = set(re.findall(r"`(\w+)/?`", MAP))
    parts = {path.stem for path in (ROOT / "nnbook").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert parts - {"__init__", "__pycache__", "py"} <= named
    folders = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    around = {line.partition("/")[0] for line in folders.splitlines() if "/" in line and line[0] != "."}
    assert around - {"nnbook", "binder"} <= named


def test_the_example_gives_what_it_says():
    code = re.search(r"```python\n(.*?)```", MAP, re.DOTALL)[1]
    scope = {}
    exec(code, scope)
    said = re.findall(r"^(.+?)  # (.+)$", code, re.MULTILINE)
    assert [str(eval(line, scope)) for line, _ in said] == [value for _, value in said]
    scope["figure"].close()


def test_every_command_is_one_of_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for file in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / file).read_text(encoding="utf-8")
        named = {word for words in re.findall(r"`?make ((?:[a-z-]+ ?)+)`", text) for word in words.split()}
        named |= set(re.findall(r"^\s*make ([a-z-]+)", text, re.MULTILINE))
        assert named
        assert named <= targets
