"""The numbers that the JavaScript forward pass is tested with are what nnbook computes today.

frontend/test/forward.test.ts compares the script with frontend/test/forward.json to 1e-12.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from nnbook import activations
from nnbook.drawing.specs import predict

STORED = json.loads((Path(__file__).parents[3] / "frontend" / "test" / "forward.json").read_text("utf-8"))


def test_every_activation_is_among_them():
    assert STORED["functions"].keys() == activations.ALL.keys()
    used = {layer["activation"] for case in STORED["cases"] for layer in case["net"]["layers"]}
    assert used == activations.ALL.keys()


@pytest.mark.parametrize("name", activations.ALL)
def test_the_stored_functions_are_nnbooks(name):
    wanted = activations.get(name)(np.array(STORED["z"]))
    np.testing.assert_allclose(STORED["functions"][name], wanted, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("case", STORED["cases"], ids=lambda case: case["name"])
def test_the_stored_networks_answer_as_nnbook_does(case):
    x, raw = np.array(case["x"]), {**case["net"], "output": "identity"}
    np.testing.assert_allclose(case["logits"], predict([raw], x), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(case["p"], predict([case["net"]], x), rtol=1e-13, atol=1e-13)
