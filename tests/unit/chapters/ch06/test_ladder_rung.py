import json

import pytest

from nnbook import drawing
from nnbook.chapters import ch06
from nnbook.chapters.ch06.ladder_rung import ladder_rung
from nnbook.datasets import digits
from nnbook.experiments.sweeps import stored


def test_a_rung_shows_the_digits_most_often_wrong():
    at = ladder_rung(rung="+ ensemble", examples=1000, shown=5)
    _, y = digits()
    assert len(at.missed) == 5
    assert (y[at.missed] != at.called).all()
    assert ((at.share > 0) & (at.share <= 1)).all()
    assert list(at.ends) == list(ch06.RUNGS | ch06.LATER)
    guess = stored("ladder", "guess").at(rung="+ ensemble", examples=1000)
    first = ch06.test_rows() == at.missed[0]
    assert (guess[first] != y[at.missed[0]]).mean() == at.share[0]


@pytest.mark.parametrize("bad", [{"rung": "magic"}, {"examples": 50}])
def test_a_rung_that_was_not_trained_is_refused(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        ladder_rung(**{"rung": "softmax", "examples": 100, **bad})


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
