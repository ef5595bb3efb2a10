"""The wheel of nnbook: complete, and enough by itself with NumPy; what needs more says which extra."""

import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_string
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NUMPY = ("numpy",)
PLOTS = (
    *NUMPY,
    "matplotlib",
    "contourpy",
    "cycler",
    "fonttools",
    "kiwisolver",
    "packaging",
    "pillow",
    "pyparsing",
)
PLOTS = (*PLOTS, "python-dateutil", "six")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from what is in the repository and nothing that lies around beside it."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "nnbook", source / "nnbook", ignore=shutil.ignore_patterns("__pycache__"))
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", target]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, source], check=True)
    (built,) = target.iterdir()
    return built


def test_every_file_of_the_package_is_in_it(wheel):
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "nnbook").rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    with zipfile.ZipFile(wheel) as files:
        found = {name for name in files.namelist() if name.startswith("nnbook/")}
    assert found == wanted
    assert {"nnbook/py.typed", "nnbook/widgets/static/page.js", "nnbook/data/digits.npz"} <= found


def test_it_says_what_it_is(wheel):
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
        about = message_from_string(files.read(name).decode())
    assert about["Name"] == "nnbook"
    assert about["Author"]
    assert about["Requires-Python"] == "<3.15,>=3.11"
    assert about["Description-Content-Type"] == "text/markdown"
    assert "# How Neural Networks Learned to Go Deep" in about.get_payload()
    assert about.get_all("Project-URL")
    tested = {int(one) for one in re.findall(r"Python :: 3\.(\d+)", str(about.get_all("Classifier")))}
    assert tested == {11, 12, 13, 14}
    needed = [one for one in about.get_all("Requires-Dist") if "extra ==" not in one]
    assert [re.match(r"\w+", one)[0] for one in needed] == ["numpy"]


def alone(wheel, folder, packages):
    """A Python that has this wheel and, of everything else that is installed here, only `packages`."""
    venv.create(folder, with_pip=False, symlinks=True)
    scheme = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    site = Path(scheme["purelib"])
    with zipfile.ZipFile(wheel) as files:
        files.extractall(site)
    for name in packages:
        for file in distribution(name).files:
            top = file.parts[0]
            if top not in {"..", "__pycache__"} and not (site / top).exists():
                (site / top).symlink_to(distribution(name).locate_file(top))
    return Path(scheme["scripts"]) / "python"


def run(python, code):
    return subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=False)


def test_numpy_is_enough_for_networks_and_data(wheel, tmp_path):
    python = alone(wheel, tmp_path, NUMPY)
    done = run(
        python,
        """
import numpy as np
from nnbook import datasets
from nnbook.chapters import ch03
from nnbook.network import mlp
x, y = datasets.digits()
print(len(x), mlp(np.random.default_rng(0), (64, 8, 10), "relu", "he")(x[:2]).shape)
print(ch03.gradient_flow(depth=3, activation="relu", init="he").dz.shape[1])
""",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["1797 (2, 10)", "3"]


@pytest.mark.parametrize(
    ("module", "packages", "extra"),
    [
        ("nnbook.plots", NUMPY, "plots"),
        ("nnbook.widgets", NUMPY, "widgets"),
        ("nnbook.widgets", PLOTS, "widgets"),
    ],
)
def test_what_needs_more_says_which_extra(wheel, tmp_path, module, packages, extra):
    done = run(alone(wheel, tmp_path, packages), f"import {module}")
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: ")
    assert f"pip install 'nnbook[{extra}]'" in last


def test_with_matplotlib_the_plots_are_there(wheel, tmp_path):
    done = run(alone(wheel, tmp_path, PLOTS), "from nnbook import plots; print(plots.figure.__name__)")
    assert done.stdout == "figure\n", done.stderr
