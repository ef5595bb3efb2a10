"""The image for a hub: repo2docker's files, from the same lock as everything else."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINDER = ROOT / "binder"


def test_the_image_is_made_from_the_lock():
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    assert wanted == ["-r ../requirements.txt"]
    assert (BINDER / wanted[0].removeprefix("-r ")).resolve() == ROOT / "requirements.txt"


def test_its_python_is_one_that_the_package_supports():
    version = re.fullmatch(r"python-3\.(\d+)\n", (BINDER / "runtime.txt").read_text(encoding="utf-8"))
    bounds = re.search(
        r'requires-python = ">=3\.(\d+),<3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert int(bounds[1]) <= int(version[1]) < int(bounds[2])


def test_the_script_after_the_build_can_be_run():
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/bin/bash\n")
