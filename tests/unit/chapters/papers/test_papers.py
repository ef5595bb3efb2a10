import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from docutils.nodes import make_id

from nnbook.chapters import papers
from nnbook.chapters.papers.claims import ClaimTable, anchor, claim
from nnbook.chapters.papers.history import handed_back, rumelhart_failures, tutorial_gradients
from nnbook.chapters.papers.published import PUBLISHED
from nnbook.datasets import xor
from nnbook.experiments.training_xor import xor_net
from nnbook.experiments.words import gap_words, mean_words, share_words
from tools.contents import BOOK


@pytest.mark.parametrize(
    ("holds", "verdict"),
    [((True, True), "reproduced"), ((True, False), "in part"), ((False, False), "not here")],
)
@pytest.mark.parametrize("ours", [True, False])
def test_the_verdict_follows_from_the_statements_of_the_source_alone(holds, verdict, ours):
    one = claim("slides", "words", *holds, ours)
    assert one.verdict == verdict
    assert one.added == (ours,)


@pytest.mark.parametrize("ours", [True, False])
def test_without_a_statement_of_the_source_nothing_was_tested(ours):
    assert claim("six times", "words", ours).verdict == "not tested"


def test_numpy_booleans_will_do():
    assert claim("xor", "words", np.bool_(True)).holds == (True,)


def test_an_unknown_claim_and_a_missing_statement_are_refused():
    with pytest.raises(ValueError, match="rumelhart"):
        claim("einstein", "words", True)
    with pytest.raises(ValueError, match="2 statements, got 1"):
        claim("lab", "words", True)


def test_the_table_has_a_row_per_claim_with_its_link(monkeypatch):
    rows = [claim("lab", "339 < 1000", True, False), claim("schoenholz", "ours", True, False, True)]
    table = ClaimTable("Two claims", rows)
    assert repr(table).splitlines() == [
        "Kim's lab on XOR, 2016: reproduced (✓◇). 339 < 1000",
        "Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017: in part (✓✗◆). ours",
    ]
    for exporting, ending in (("1", "html"), ("", "ipynb")):
        monkeypatch.setenv("NNBOOK_EXPORT", exporting)
        page = BeautifulSoup(table.html(), "html.parser")
        links = [[link["href"] for link in row.find_all("a")] for row in page.tbody.find_all("tr")]
        assert [link[-1] for link in links] == [
            f"02_backpropagation.{ending}#how-often-does-it-work",
            f"04_initialization.{ending}#order-and-chaos",
        ]
        # In the page each row opens its own cell; JupyterLab knows no such anchors.
        shown = [["#how-lab"], ["#how-schoenholz"]]
        assert [link[:-1] for link in links] == (shown if exporting else [[], []])
    first, second = page.tbody.find_all("tr")
    assert "339 < 1000" in first.get_text()
    assert ["second hand" in row.get_text() for row in (first, second)] == [False, True]
    assert [item.get_text()[0] for item in first.find_all("li")] == ["✓", "◇"]
    assert page.table.caption.get_text() == "Two claims"


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_claim_can_be_tested_somewhere(name):
    one = PUBLISHED[name]
    assert one.statements or one.added
    assert one.place.count("#") == 1
    assert len({*one.statements, *one.added}) == len(one.statements + one.added)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_section_of_a_claim_exists(name):
    page, _, section = PUBLISHED[name].place.partition("#")
    notebook = nbformat.read(BOOK / f"{page}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("##")]
    assert section in map(make_id, headings)


@pytest.mark.parametrize("seed", range(3))
def test_the_tutorial_s_step_is_half_the_gradient(seed):
    first, second, off = tutorial_gradients(seed=seed)
    assert first == pytest.approx(2, abs=1e-6)
    assert second == pytest.approx(1, abs=1e-6)
    assert off > 0.01


def sweeps_of_1986(seed, lr):
    """A 2-2-1 network trained with formulas written out: sweeps until all are right, and right at the end."""
    net = xor_net(width=2, activation="sigmoid", init="U(-1/2, 1/2)", seed=seed)
    W, b, w, c = (p.copy() for p in net.params)
    speed = [np.zeros_like(p) for p in (W, b, w, c)]
    x, t = xor()
    first = None
    for sweep in range(3001):
        h = 1 / (1 + np.exp(-(x @ W + b)))
        p = 1 / (1 + np.exp(-(h @ w + c)))
        right = ((p > 0.5) == (t > 0.5)).all()
        first = sweep if right and first is None else first
        d = (p - t) * p * (1 - p)
        e = d @ w.T * h * (1 - h)
        for k, (param, g) in enumerate(
            zip((W, b, w, c), (x.T @ e, e.sum(axis=0), h.T @ d, d.sum(axis=0)), strict=True)
        ):
            speed[k] = 0.9 * speed[k] + g
            param -= lr * speed[k]
    return first, right


def test_the_recipe_of_1986_is_momentum_on_half_the_squares():
    runs = [sweeps_of_1986(seed, 1.0) for seed in range(5)]
    solved = [first for first, right in runs if right]
    assert 0 < len(solved) < 5
    assert rumelhart_failures(lr=1.0, seeds=5) == (5 - len(solved), np.median(solved))


def test_a_table_of_claims_is_a_page_and_lines_of_text():
    table = ClaimTable("One claim", [claim("xor", "found", True)])
    data, metadata = table._repr_mimebundle_()
    assert data == {"text/html": table.html(), "text/plain": repr(table)}
    assert metadata == {}


def test_numbers_in_words():
    assert share_words(8, 10) == "8 of 10 (49.0 to 94.3 %)"
    values = np.array([1.0, 2.0, 3.0])
    assert mean_words(values, " %").startswith("2.0 % (-0.")
    assert gap_words(values - 2).startswith("+0.0 points (-2.")


def test_the_anchor_of_a_claim_is_one_word():
    assert anchor("cheap gradient") == "how-cheap-gradient"


def test_derivatives_of_a_population_handed_back_and_carried_forward_agree():
    off, walked, made = handed_back(steps=50)
    assert off < 1e-13
    # Five operations a step, two sources each, and the three numbers it begins with.
    assert (walked, made) == (50 * 10, 50 * 6 + 3)


def test_an_autoencoder_from_the_usual_start_learns_the_average_and_from_machines_more():
    average, components = papers.average_errors(seeds=2), papers.component_errors(seeds=2)
    assert (papers.autoencoder_errors("usual", seeds=2) > 0.99 * average).all()
    for start in ("rbm", "centered"):
        assert (papers.autoencoder_errors(start, seeds=2) < components).all()
    assert (components < average / 2).all()
    with pytest.raises(ValueError, match="usual, rbm, centered"):
        papers.autoencoder_errors("he")
