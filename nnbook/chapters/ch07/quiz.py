"""Self-checks of chapter 07, deeper."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "07-deeper": (
        question(
            "A block computes y = x + f(x). The message dL/dy arrives at it. What does x receive?",
            wrong(
                "dL/dy times f'(x)",
                "That is what comes back through f. The identity beside it hands back something too.",
            ),
            right(
                "dL/dy, plus dL/dy times f'(x)",
                "Two ways lead from x to y, and over several ways derivatives add up: 1 + f'.",
            ),
            wrong(
                "dL/dy, and nothing else",
                "Then f could not tell x anything. The way through f counts as well.",
            ),
        ),
        question(
            "All rows of a batch send the same message to a unit after batch normalization: dL/dx̂ is 1 in "
            "every row. What do the unit's sums before normalization receive?",
            right(
                "Nothing",
                "Raising all rows together changes no x̂: the mean rises as much. The path through the mean "
                "takes away what the straight one brings.",
            ),
            wrong(
                "1 divided by the standard deviation",
                "That is the straight path alone. Through the mean comes as much with the other sign.",
            ),
            wrong(
                "It depends on the rows' values",
                "A wish that all rows have in common cannot be granted, whatever the values are.",
            ),
        ),
        question(
            "A network with batch normalization is trained, and used without `settled`. What happens?",
            wrong(
                "It answers with the statistics of the last batch.",
                "That would be a side effect of the forward pass, which stores nothing here.",
            ),
            right(
                "An error says that it has no statistics for use yet.",
                "In use a row must not depend on its company. The mean and variance of the training data are "
                "measured once, by `net.settled(x)`.",
            ),
            wrong(
                "It normalizes every row by itself.",
                "That is layer normalization.",
            ),
        ),
    ),
    "07-depth": (
        question(
            "ReLU units from He's start, an identity beside every layer, no normalization. Each f adds as "
            "much variance as came in. What is the variance after 20 blocks?",
            wrong(
                "20 times that of the input",
                "That needs every block to add the same amount. Each adds as much as has come in.",
            ),
            right(
                "About a million times that of the input",
                "It doubles in every block: 2²⁰ = 1,048,576.",
            ),
            wrong(
                "The same",
                "He's start keeps the variance of f. Here x is added to it.",
            ),
        ),
        question(
            "Two ReLU units a layer draw a sawtooth of 32 teeth with six layers. We train such a network "
            "from ten random starts. What came out in this chapter?",
            wrong(
                "The sawtooth, from most starts.",
                "That weights exist does not say that training finds them.",
            ),
            right(
                "Nothing like it, from no start.",
                "What can be represented and what is found by training are two things.",
            ),
            wrong(
                "The sawtooth, but only with normalization.",
                "Not even five layers of ten units with normalization and skips find 32 teeth.",
            ),
        ),
    ),
}
