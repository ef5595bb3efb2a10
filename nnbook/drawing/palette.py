"""One colour per activation, initializer, method, class and role, for plots and widgets alike.

Every colour is a mid-tone with a contrast of at least 3 : 1 on white and on the dark page
(#121212), so one value serves both. The eight hues were searched for the largest smallest
difference under normal, protan, deutan and tritan vision; a series still differs by dash or marker.

    >>> color("sigmoid")
    '#bf0a9b'
"""

BLUE = "#2b5fd9"
LAVENDER = "#778bd9"
TEAL = "#08a696"
GREEN = "#06731c"
GOLD = "#bf890a"
SAND = "#a68f5b"
MAGENTA = "#bf0a9b"
BROWN = "#735f56"
ORANGE = "#d4691a"
RED = "#d0342c"
GREY = "#808080"

ACTIVATIONS = {
    "sigmoid": MAGENTA,
    "tanh": GOLD,
    "relu": BLUE,
    "leaky_relu": LAVENDER,
    "elu": TEAL,
    "softplus": GREEN,
    "gelu": SAND,
    "identity": BROWN,
}

# The normal and the uniform member of a family share a hue: the rule is the same.
INITIALIZERS = {
    "zeros": BROWN,
    "constant": SAND,
    "normal": MAGENTA,
    "uniform": MAGENTA,
    "small": GOLD,
    "large": MAGENTA,
    "orthogonal": GREEN,
    "lecun": LAVENDER,
    "lecun_normal": LAVENDER,
    "lecun_uniform": LAVENDER,
    "glorot_normal": TEAL,
    "glorot_uniform": TEAL,
    "xavier": TEAL,
    "xavier_4": GREY,
    "xavier_normal": TEAL,
    "xavier_uniform": TEAL,
    "he": BLUE,
    "he_normal": BLUE,
    "he_uniform": BLUE,
}

METHODS = {
    "sgd": BROWN,
    "momentum": TEAL,
    "adam": BLUE,
    "rbm": ORANGE,
    "single": BROWN,
    "ensemble": BLUE,
    "bagging": TEAL,
    "dropout": MAGENTA,
    "monte_carlo_dropout": GOLD,
    "weight_scaling": GREEN,
    "weight_decay": LAVENDER,
}

CLASSES = {
    f"class {label}": hue
    for label, hue in enumerate((ORANGE, BLUE, TEAL, MAGENTA, BROWN, LAVENDER, GREEN, SAND, GREY, RED))
}

ROLES = {
    "train": BLUE,
    "test": ORANGE,
    "validation": TEAL,
    "value": BLUE,
    "gradient": ORANGE,
    "positive": BLUE,
    "negative": ORANGE,
    "right": TEAL,
    "wrong": RED,
    "truth": GREEN,
    "boundary": GREY,
    "neutral": GREY,
}

ALL = {**ACTIVATIONS, **INITIALIZERS, **METHODS, **CLASSES, **ROLES}


def color(name: str) -> str:
    """Hex colour of `name`; an unknown name raises ValueError with the known ones."""
    if name not in ALL:
        raise ValueError(f"no colour for {name!r}; choose from {', '.join(ALL)}")
    return ALL[name]
