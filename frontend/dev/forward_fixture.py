"""Writes test/forward.json: random networks of every activation and what nnbook makes of them.

Run from the repository's root: `python frontend/dev/forward_fixture.py`.
"""

import json
from pathlib import Path

import numpy as np

from nnbook import activations, initializers
from nnbook.drawing.specs import network_spec, predict
from nnbook.network import mlp

rng = np.random.default_rng(7)
cases = []
for name in activations.ALL:
    for outputs in (1, 3):
        net = mlp(rng, [2, 5, 4, outputs], name, initializers.get("large"))
        spec = network_spec(net)
        for layer in spec["layers"]:
            layer["b"] = rng.normal(size=len(layer["b"])).tolist()
        x = np.vstack([rng.normal(size=(6, 2)) * 3, [[1000.0, -1000.0], [0.0, 0.0]]])
        raw = {**spec, "output": "identity"}
        cases.append(
            {
                "name": f"{name}, {outputs} outputs",
                "net": spec,
                "x": x.tolist(),
                "logits": predict([raw], x).tolist(),
                "p": predict([spec], x).tolist(),
            }
        )
z = np.array([-1000.0, -30.0, -5.0, -1.5, -1e-9, 0.0, 1e-9, 0.7, 4.0, 30.0, 1000.0])
functions = {name: activation(z).tolist() for name, activation in activations.ALL.items()}
path = Path(__file__).parent.parent / "test" / "forward.json"
path.write_text(json.dumps({"cases": cases, "z": z.tolist(), "functions": functions}) + "\n")
