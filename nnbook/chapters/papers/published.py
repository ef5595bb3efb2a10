"""The papers' table: what the sources say, copied with care, and the statements that we put to the test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """What a source says, its statements that can hold or fail here, and the section that tests them.

    `added` are questions of our own that the source did not answer: they decide nothing. `seen` is False
    when we know the numbers second hand only.
    """

    source: str
    says: str
    statements: tuple[str, ...]
    place: str
    seen: bool = True
    added: tuple[str, ...] = ()


PUBLISHED: dict[str, Published] = {
    "xor": Published(
        "Minsky & Papert 1969",
        "No single threshold unit computes XOR.",
        ("one unit never has all four rows right",),
        "01_xor#why-it-can-never-work",
    ),
    "lab": Published(
        "Kim's lab on XOR, 2016",
        "A 2-2-1 sigmoid network, 10,001 steps at rate 0.1: solved. One seed is shown.",
        ("a trained two-layer network can compute XOR",),
        "02_backpropagation#how-often-does-it-work",
        added=("at least 19 of 20 starts end well",),
    ),
    "rumelhart": Published(
        "Rumelhart, Hinton & Williams 1986",
        "They are reported to have been stuck in a local minimum twice in hundreds of runs on XOR.",
        ("most starts succeed", "fewer than one in a hundred is stuck"),
        "02_backpropagation#what-they-said-in-1986",
        seen=False,
    ),
    "tutorial": Published(
        "NumPy's own tutorial on MNIST, 2026",
        "A backward pass through ReLU and dropout, written out.",
        (
            "the second layer's gradient is right",
            "the first layer's is, too",
            "a ReLU that is off receives nothing",
        ),
        "02_backpropagation#two-famous-bugs",
    ),
    "cheap gradient": Published(
        "Baur & Strassen 1983",
        "All derivatives together cost a small multiple of the function itself.",
        ("at most three times",),
        "02_backpropagation#what-does-it-cost",
        seen=False,
    ),
    "norms": Published(
        "Nielsen 2015, chapter 5",
        "Norms of the gradient in sigmoid layers at the start: .0657, .3092 with two; .0118, .0600, .2831 "
        "with three; .0030, .0171, .0695, .2851 with four.",
        ("all nine numbers lie among our forty starts", "every layer loses a factor of 4 to 6"),
        "03_relu#a-published-table-made-of-noise",
    ),
    "slides": Published(
        "The lecture's slides on depth",
        "With many sigmoid layers a network hardly learns; ReLU in the hidden layers is the solution.",
        ("deep sigmoid networks do not learn", "ReLU networks learn where they did not"),
        "03_relu#a-deep-network-that-learns-nothing",
        added=("at least 19 of 20 ReLU networks do",),
    ),
    "born dead": Published(
        "Lu, Shin, Su & Karniadakis 2020",
        "Deep ReLU networks are born dead with a probability that goes to 1 with the depth.",
        ("more layers, more dead", "nearly all at 30 layers of width 2", "width saves them"),
        "03_relu#born-dead",
    ),
    "six times": Published(
        "Krizhevsky, Sutskever & Hinton 2012",
        "On photographs a network with ReLU trained six times as fast as one with tanh.",
        (),
        "03_relu#the-relatives",
        seen=False,
        added=("on small digits ReLU ends above tanh",),
    ),
    "bengio": Published(
        "Bengio, Lamblin, Popovici & Larochelle 2007",
        "From random starts deep networks often get stuck in poor solutions; training layer by layer first "
        "helps.",
        ("the usual random start is stuck", "pre-training mends it"),
        "04_initialization#all-starts-on-one-network",
    ),
    "hinton": Published(
        "Hinton, Osindero & Teh 2006",
        "A deep belief net can be learned greedily, one layer at a time; fine-tuned, a generative model with "
        "three hidden layers classifies digits better than the best discriminative methods.",
        ("layer by layer, deep networks can be trained",),
        "04_initialization#what-the-papers-said",
        added=("six layers beat Xavier's start at that depth", "six layers beat one hidden layer"),
    ),
    "erhan": Published(
        "Erhan et al. 2010",
        "Pre-training helps because it regularizes: it leads to solutions that generalize better.",
        ("it generalizes better than random starts of the same depth",),
        "04_initialization#few-labels",
        added=("and better than a shallow network",),
    ),
    "glorot": Published(
        "Glorot & Bengio 2010",
        "The sigmoid is unsuited for deep networks with random starts; for tanh a normalized start keeps the "
        "gradients of the layers alike, the usual U(±1/√n) does not.",
        (
            "deep sigmoid networks fail from the usual start",
            "the normalized start keeps more of the gradient",
        ),
        "04_initialization#a-simpler-way",
        seen=False,
        added=("with its mean of 1/2 taken away a random start suits the sigmoid",),
    ),
    "rectifiers": Published(
        "Glorot, Bordes & Bengio 2011",
        "Deep rectifier networks can reach their best performance without any unsupervised pre-training, "
        "with large labelled data.",
        ("pre-training gains nothing over six ReLU layers from a random start",),
        "04_initialization#and-with-relu",
    ),
    "momentum": Published(
        "Sutskever, Martens, Dahl & Hinton 2013",
        "Gradient descent with momentum trains deep networks to a level that was thought to need other "
        "methods, if the start is well designed.",
        ("it trains six layers of tanh from a random start", "as well as after pre-training"),
        "04_initialization#few-labels",
    ),
    "he": Published(
        "He, Zhang, Ren & Sun 2015",
        "22 ReLU layers learn from both starts, sooner from theirs; at 30 layers Xavier's stalls completely.",
        (
            "20 layers: both learn",
            "20 layers: theirs is ahead",
            "30 layers: Xavier stalls",
            "30 layers: theirs learns",
        ),
        "04_initialization#thirty-layers",
    ),
    "schoenholz": Published(
        "Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017",
        "A network can be trained if signals pass through it, up to about six depth scales. For tanh with "
        "bias variance 0.05 the edge of chaos is at weight variance 1.76.",
        (
            "the edge is where they say",
            "the deepest networks train best near it",
        ),
        "04_initialization#order-and-chaos",
        seen=False,
        added=("six depth scales tell what trains, in nine settings of ten",),
    ),
    "srivastava": Published(
        "Srivastava et al. 2014",
        "Dropout improves networks on supervised tasks in vision, digits among them.",
        ("it lowers the test error on digits with their right labels",),
        "05_dropout_ensemble#does-it-help",
        added=("it lowers it where labels were redrawn",),
    ),
    "ensembles": Published(
        "Lakshminarayanan, Pritzel & Blundell 2017",
        "Error and loss fall with the number of networks averaged; members may differ by their starts alone, "
        "drawing rows anew (bagging) is not needed.",
        (
            "five networks have less error than one",
            "and less loss",
            "twenty have less loss than five",
            "bagging does not do better",
        ),
        "05_dropout_ensemble#more-members-votes-and-bags",
        seen=False,
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
