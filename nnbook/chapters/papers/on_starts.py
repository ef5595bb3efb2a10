"""The papers' table: what the sources say of starts, copied with care, and the statements that we test."""

from nnbook.chapters.papers.source import Published

STARTS: dict[str, Published] = {
    "lecun": Published(
        "LeCun, Bottou, Orr & Müller 1998",
        "Weights of standard deviation 1/√n, n the number of inputs, and activations that are symmetric "
        "about zero (sections 4.4 and 4.6).",
        (
            "sums of n inputs of variance 1 have variance 1",
            "a symmetric function learns where the sigmoid does not",
        ),
        "04_initialization#a-simpler-way",
    ),
    "autoencoder": Published(
        "Hinton & Salakhutdinov 2006",
        'Gradient descent on deep autoencoders "works well only if the initial weights are close to a good '
        'solution"; from a stack of RBMs the codes are "much better" than principal components (abstract).',
        ("from the usual random start it does not work", "from RBMs eight numbers beat eight components"),
        "04_initialization#let-each-layer-learn-first",
        added=("no random start does",),
    ),
    "martens": Published(
        "Martens 2010",
        'A second-order method trains the same autoencoders "without using pre-training", with better '
        "results than those of 2006 (abstract).",
        (),
        "04_initialization#what-the-papers-said",
        added=("nor does plain gradient descent need it, from a centered start",),
    ),
    "theano": Published(
        "The Theano tutorials, 2010",
        '"You should use 4 times larger initial weights for sigmoid compared to tanh" (a comment in '
        "mlp.py of lisa-lab/DeepLearningTutorials, with biases of zero).",
        ("four sigmoid layers learn with them, and not without",),
        "04_initialization#every-tanh-network-is-a-sigmoid-network",
        added=("so do twelve",),
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
        "The sigmoid is unsuited for deep networks with random starts (abstract, section 3.1); for tanh a "
        "normalized start keeps the gradients of the layers alike (section 4.2), the usual U(±1/√n) "
        "(section 2.3) does not.",
        (
            "deep sigmoid networks fail from the usual start",
            "the normalized start keeps more of the gradient",
        ),
        "04_initialization#a-simpler-way",
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
        "A network can be trained if signals pass through it (abstract), up to about six depth scales, as is "
        "reported. For tanh with "
        "bias variance 0.05 the edge of chaos is at weight variance 1.76.",
        (
            "the edge is where they say",
            "the deepest networks train best near it",
        ),
        "04_initialization#order-and-chaos",
        seen=False,
        added=("six depth scales tell what trains, in nine settings of ten",),
    ),
}
