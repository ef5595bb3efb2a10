"""Self-checks of chapter 02, Backpropagation."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "02-graph": (
        question(
            "f = a · b + a with a = 3 and b = 4. What is ∂f/∂a?",
            wrong(
                "4",
                "That is the way through the product; times 1 it would be 4 again. The ways add up.",
            ),
            wrong(
                "15",
                "15 is the value of f. The derivative says how fast f changes with a.",
            ),
            right(
                "5",
                "4 through the product and 1 through the sum: what comes back on two ways adds up.",
            ),
            wrong(
                "3",
                "That is ∂f/∂b: the product hands each factor the other one.",
            ),
        ),
        question(
            "A network has a million weights. How many passes through it does backpropagation need for "
            "the whole gradient, counted in forward passes?",
            wrong(
                "About a million: one for each weight.",
                "That is the price of nudging the weights one at a time.",
            ),
            right(
                "About three: one forward, and one backward that costs about two.",
                "In each layer the way back has two matrix products where the way forward has one. The "
                "number of weights does not enter.",
            ),
            wrong(
                "About twenty: the logarithm of a million.",
                "Nothing is searched by halving. The derivatives of all weights come out of one walk back.",
            ),
        ),
    ),
    "02-trust": (
        question(
            "x has shape (32, 64), W has shape (64, 10), dz, by the mean loss of the 32 rows, has shape "
            "(32, 10). Which line computes dW?",
            wrong(
                "`dz @ W.T`",
                "Its shape is (32, 64): that is dx, the gradient handed to the layer below.",
            ),
            right(
                "`x.T @ dz`",
                "(64, 32) @ (32, 10) is (64, 10), the shape of W. The product adds up over the 32 rows.",
            ),
            wrong(
                "`x @ dz`",
                "(32, 64) @ (32, 10) does not fit. The rows are what has to be summed over.",
            ),
            wrong(
                "`(x.T @ dz) / 32`",
                "If the loss is a mean over the rows, the 1/32 is in dz already; here it would enter twice.",
            ),
        ),
        question(
            "You check a gradient by central differences and choose the step h = 10⁻¹², because smaller "
            "is more exact. What happens?",
            wrong(
                "The estimate has about twelve right digits.",
                "The truncation error is tiny, but another error is divided by h.",
            ),
            wrong(
                "The estimate is exactly 0.",
                "f still changes in its last few digits. What is left of them is mostly rounding.",
            ),
            right(
                "Rounding takes over, and few digits are right.",
                "f is known to about 10⁻¹⁶, and that error is divided by h: about 10⁻⁴. Near h = 10⁻⁵ "
                "both errors are small.",
            ),
        ),
    ),
    "02-training": (
        question(
            "A 2-2-1 network, trained from one seed, solves XOR. A friend trains the same network from "
            "another seed and ends with two rows undecided. Which is the likely explanation?",
            wrong(
                "One of them has a bug in the gradient.",
                "Check it, certainly. But with gradients right to seven digits about a third of the "
                "starts fail.",
            ),
            wrong(
                "Two hidden units cannot represent XOR.",
                "They can: chapter 01 shows the nine numbers. To be able to represent and to be able to "
                "find are two things.",
            ),
            right(
                "Nothing is wrong: with two hidden units the start decides, and some starts get stuck.",
                "About two thirds of the lecture's starts succeed. One run shows neither that it works "
                "nor that it fails.",
            ),
        ),
        question(
            "On the valley L(w) = ½ λ w² with λ = 4, which learning rates make gradient descent diverge?",
            wrong(
                "All above 1/4.",
                "At η = 1/λ = 1/4 one step lands at the bottom. A little above, it jumps across and "
                "still falls.",
            ),
            right(
                "All above 1/2.",
                "Each step multiplies w by 1 − 4η. Beyond η = 2/λ = 1/2 that is below −1, and each jump "
                "lands higher.",
            ),
            wrong(
                "All above 2.",
                "That is 2/λ for λ = 1. The steeper the valley, the smaller the largest rate.",
            ),
            wrong(
                "None: downhill always goes down.",
                "The slope is right where you stand, but a long step leaves the place it belongs to.",
            ),
        ),
    ),
}
