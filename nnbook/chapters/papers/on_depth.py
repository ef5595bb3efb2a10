"""What was published on depth since 2015: identities, normalization, and what depth can represent."""

from nnbook.chapters.papers.source import Published

DEPTH: dict[str, Published] = {
    "batch norm": Published(
        "Ioffe & Szegedy 2015",
        'Batch normalization "allows us to use much higher learning rates and be less careful about '
        'initialization" (abstract).',
        ("ten sigmoid layers learn from all four starts, plain ones from none",),
        "07_deeper#the-start-race-again-10-to-100-layers",
        added=("a hundred ReLU layers learn with normalization alone",),
    ),
    "residual": Published(
        "He, Zhang, Ren & Sun 2016, Deep residual learning",
        "Residual networks are easier to optimize, and gain accuracy from considerably increased depth.",
        ("30 sigmoid layers learn with skips, plain ones do not", "eight layers beat one on sums of digits"),
        "07_deeper#one-identity-beside-every-layer",
        added=("a hundred ReLU layers learn with skips alone from He's start",),
    ),
    "identity": Published(
        "He, Zhang, Ren & Sun 2016, Identity mappings",
        'With identities as skips and nothing after the sum, signals "can be directly propagated from one '
        'block to any other block" (abstract).',
        ("the gradient reaches layer 1 of 30 whole from weights near zero",),
        "07_deeper#one-identity-beside-every-layer",
    ),
    "yang": Published(
        "Yang, Pennington, Rao, Sohl-Dickstein & Schoenholz 2019",
        "In wide batch-normalized networks gradients grow exponentially with depth; neither the start nor "
        "the activation can prevent it, and without skips they cannot be trained at large depths.",
        ("ReLU and tanh: they grow, from every start", "sigmoid: they grow", "100 ReLU layers do not learn"),
        "07_deeper#a-gradient-that-grows",
    ),
    "smoothness": Published(
        "Santurkar, Tsipras, Ilyas & Mądry 2018",
        "How steady the distributions of a layer's inputs are has little to do with what batch normalization "
        "gains; it makes the landscape of the loss smoother, and the gradients more predictive.",
        (
            "with noise behind it, which unsettles the inputs, the gain stays",
            "along the gradient the loss varies less",
            "after steps as long as those of the training, and longer, the gradient has changed less",
        ),
        "07_deeper#why-does-it-help",
        added=("and after shorter steps, too", "at the same rate noise costs nothing"),
    ),
    "shattered": Published(
        "Balduzzi, Frean, Leary, Lewis, Ma & McWilliams 2017",
        "Without skips the correlation of gradients at different inputs decays exponentially with depth; "
        "with skips it is far more resistant.",
        ("normalized, without skips: none left at ten layers", "with skips much more is left"),
        "07_deeper#shattered-gradients",
        added=("plain networks with zero biases shatter, too",),
    ),
    "disharmony": Published(
        "Li, Chen, Hu & Yang 2019",
        "Dropout before batch normalization shifts the variance between training and use, and often makes "
        "the answers worse.",
        ("the variance is shifted", "the answers are worse for it"),
        "07_deeper#and-dropout-beside-it",
    ),
    "sawtooth": Published(
        "Telgarsky 2016",
        "There are deep networks of a few units a layer that shallow ones cannot come near unless they are "
        "exponentially large.",
        ("two units a layer draw 2^L pieces",),
        "07_deeper#what-depth-can-represent",
        added=("training finds 32 teeth", "at three folds deep networks beat a wide layer"),
    ),
}
