"""The lock holds what an old pip needs to check every hash."""

import re
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parents[2] / "requirements.txt"


def test_the_lock_names_the_extras_that_its_packages_ask_for():
    """Without them pip 23.2, which comes with Python 3.11, fails as soon as a newer release is out."""
    pins = [Requirement(line) for line in re.findall(r"^[^\s#][^\\;]*==\S+", LOCK.read_text(), re.MULTILINE)]
    locked = {canonicalize_name(pin.name): pin.extras for pin in pins}
    asked = [
        Requirement(text)
        for package in distributions()
        if canonicalize_name(package.name) in locked
        for text in package.requires or ()
    ]
    wanted = {
        (canonicalize_name(one.name), extra)
        for one in asked
        if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""}))
        for extra in one.extras
    }
    assert ("coverage", "toml") in wanted
    assert {(name, extra) for name, extra in wanted if extra not in locked.get(name, ())} == set()
