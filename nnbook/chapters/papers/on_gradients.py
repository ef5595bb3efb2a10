"""The papers' table: what the sources say of gradients, copied with care, and the statements that we test."""

from nnbook.chapters.papers.source import Published

GRADIENTS: dict[str, Published] = {
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
    "linnainmaa": Published(
        "Linnainmaa 1970, 1976",
        "The derivatives of a result by all that went into it are collected in one walk back through the "
        "computation.",
        ("one walk, each step of the computation once, gives them all",),
        "02_backpropagation#one-unit-by-hand",
        seen=False,
    ),
    "werbos": Published(
        "Werbos 1982, 1990",
        'Backpropagation gives derivatives "exactly and efficiently in any large system made up of '
        'elementary subsystems" with known, differentiable functions, networks or not (abstract of 1990).',
        ("a system that is no network gets its derivatives exactly",),
        "02_backpropagation#one-unit-by-hand",
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
        'On photographs a network of four layers with ReLU "reaches a 25% training error rate on CIFAR-10 '
        'six times faster" than one with tanh (figure 1).',
        (),
        "03_relu#the-relatives",
        added=("on small digits ReLU ends above tanh",),
    ),
}
