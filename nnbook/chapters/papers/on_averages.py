"""The papers' table: what the sources say of dropout and of averages, copied with care."""

from nnbook.chapters.papers.source import Published

AVERAGES: dict[str, Published] = {
    "coadaptation": Published(
        "Hinton, Srivastava, Krizhevsky, Sutskever & Salakhutdinov 2012",
        "A large network trained on a small set performs poorly on others; leaving out half of the units on "
        "each training case reduces this greatly (abstract).",
        ("with few digits, their labels right, it lowers the test error",),
        "05_dropout_ensemble#does-it-help",
        added=("it lowers it where labels were redrawn",),
    ),
    "srivastava": Published(
        "Srivastava et al. 2014",
        "Dropout improves networks on supervised tasks in vision, digits among them.",
        ("it lowers the test error on digits with their right labels",),
        "05_dropout_ensemble#does-it-help",
        added=("it lowers it where labels were redrawn",),
    ),
    "wardefarley": Published(
        "Warde-Farley, Goodfellow, Courville & Bengio 2013",
        "In models so small that all masks can be tried, weight scaling is put beside the exact "
        "averages; it is reported to do as well.",
        ("weight scaling errs as often as all masks together, to half a point",),
        "05_dropout_ensemble#all-masks-one-pass-or-some-masks",
        seen=False,
    ),
    "ensembles": Published(
        "Lakshminarayanan, Pritzel & Blundell 2017",
        "Error and loss fall with the number of networks averaged (section 3.4); random starts and orders "
        'are enough to tell the members apart, and bagging "deteriorated performance" (section 2.4).',
        (
            "five networks have less error than one",
            "and less loss",
            "twenty have less loss than five",
            "bagging does not do better",
        ),
        "05_dropout_ensemble#more-members-votes-and-bags",
    ),
    "editions": Published(
        "Three editions of the lecture's labs",
        "Right on MNIST with a good start, then deep, then with dropout: .9783, .9742, .9804 (TensorFlow 1); "
        ".9805, .9819, .9772 (PyTorch); .9655, .9688, .9591 (TensorFlow 2). One seed each.",
        (
            "depth helps (two editions of three)",
            "dropout helps (one edition of three)",
            "dropout hurts (two editions of three)",
        ),
        "06_digits#one-step-at-a-time",
    ),
    "ten runs": Published(
        "persistent-stochastic-ablation-mlp, a repository: ten runs",
        "MNIST, 2,048 hidden units: 98.25 ± .06 right without dropout, 98.20 ± .05 with.",
        ("on clean digits no difference can be shown",),
        "05_dropout_ensemble#does-it-help",
    ),
}
