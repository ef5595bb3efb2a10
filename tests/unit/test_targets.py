import numpy as np
import pytest

from nnbook.targets import row_labels


@pytest.mark.parametrize(
    ("target", "shape", "hint"),
    [
        ([0, 1, 0], (4, 1), r"\(4, 1\); for an output of a single logit take binary_cross_entropy"),
        ([[0, 1, 0]], (4, 3), r"\(4, 3\)"),
        (np.eye(4, 3), (4, 3), r"\(4, 3\); one-hot rows become labels by y\.argmax\(axis=1\)"),
        (np.eye(4, 3), (2, 4, 3), r"\(2, 4, 3\); one-hot rows become labels by y\.argmax\(axis=1\)"),
    ],
)
def test_labels_that_do_not_fit_the_rows_are_refused_with_what_was_meant(target, shape, hint):
    with pytest.raises(ValueError, match=rf"must hold one label per row of output {hint}$"):
        row_labels("y", target, shape)
