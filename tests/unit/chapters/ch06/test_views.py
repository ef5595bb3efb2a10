import json

import pytest

from nnbook import views
from nnbook.chapters.ch06 import ladder_rung as ladder
from nnbook.chapters.ch06.ladder_rung import ladder_rung


@pytest.mark.parametrize("rung", ladder.RUNGS)
@pytest.mark.parametrize("examples", ladder.EXAMPLES)
def test_every_rung_is_drawn_and_put_into_words(rung, examples):
    result = ladder_rung(rung=rung, examples=examples)
    drawn = views.ladder_rung(result)
    json.dumps(drawn, allow_nan=False)
    bars, curves, pictures = drawn["panels"]
    here = list(ladder.RUNGS).index(rung)
    assert bars["x"][here] == f"▸{here + 1}"
    assert bars["series"][0]["values"][here] == pytest.approx(100 * result.ends[rung].mean(), rel=0.01)
    assert all(name in bars["note"] for name in ladder.RUNGS)
    assert curves["series"][0]["x"][-1] == result.steps[-1]
    assert len(pictures["images"]) == len(result.missed)
    said = views.fill_summary(drawn, {"rung": rung, "examples": examples})
    assert said.startswith(f"{rung}, {examples} training digits: {100 * result.ends[rung].mean():.1f} %")
