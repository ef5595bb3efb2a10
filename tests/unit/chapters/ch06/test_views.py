import json

import pytest

from nnbook import drawing
from nnbook.chapters import ch06
from nnbook.chapters.ch06.ladder_rung import ladder_rung


@pytest.mark.parametrize("rung", ch06.RUNGS | ch06.LATER)
@pytest.mark.parametrize("examples", ch06.EXAMPLES)
def test_every_rung_is_drawn_and_put_into_words(rung, examples):
    result = ladder_rung(rung=rung, examples=examples)
    drawn = ch06.ladder_rung_drawing(result)
    json.dumps(drawn, allow_nan=False)
    bars, curves, pictures = drawn["panels"]
    here = list(ch06.RUNGS | ch06.LATER).index(rung)
    assert bars["x"][here] == f"▸{here + 1}"
    assert bars["series"][0]["values"][here] == pytest.approx(100 * result.ends[rung].mean(), rel=0.01)
    assert all(name in bars["note"] for name in ch06.RUNGS | ch06.LATER)
    assert curves["series"][0]["x"][-1] == result.steps[-1]
    assert len(pictures["images"]) == len(result.missed)
    said = drawing.fill_summary(drawn, {"rung": rung, "examples": examples})
    assert said.startswith(f"{rung}, {examples} training digits: {100 * result.ends[rung].mean():.1f} %")
