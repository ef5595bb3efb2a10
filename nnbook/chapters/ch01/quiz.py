"""Self-checks of chapter 01, XOR."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "01-one-unit": (
        question(
            "A unit has weights 6 and 6 and bias −9, and computes AND. All three numbers are multiplied "
            "by 10. What happens to its decision boundary?",
            wrong(
                "It moves ten times as far from the origin.",
                "The boundary is where 6x₁ + 6x₂ − 9 = 0. Multiply that equation by 10: has the line moved?",
            ),
            right(
                "Nothing: the line stays, and the slope across it becomes steeper.",
                "z = 0 on the same line as before. Away from it z is ten times as large, so the unit is "
                "surer of itself on both sides.",
            ),
            wrong(
                "It bends into a curve.",
                "z is a weighted sum whatever the weights are, and z = 0 is a straight line.",
            ),
            wrong(
                "It turns, because the weights change.",
                "A line turns when the ratio of the weights changes. 60 to 60 is the same ratio as 6 to 6.",
            ),
        ),
        question(
            "Somebody trains a single unit on XOR for a week, with a better optimizer and a million "
            "copies of the four rows. How many of the four rows can it get right at best?",
            wrong(
                "Four, if the search is long enough.",
                "The proof does not look at the search. Rows (0, 1) and (1, 0) ask for w₁ + w₂ + 2b > 0,"
                " rows (0, 0) and (1, 1) for w₁ + w₂ + 2b ≤ 0.",
            ),
            right(
                "Three.",
                "OR gets three rows right, and four would make one number both positive and not "
                "positive. More time, data or a better search changes nothing in that.",
            ),
            wrong(
                "Two: the best unit answers 1/2 to everything.",
                "That is the unit with the least loss. Rows right and loss are two different judges.",
            ),
        ),
        question(
            "Unit A has three rows of XOR right and a loss of 2.29. Unit B answers 1/2 to all rows, with"
            " two rows right and a loss of 0.69. Which one does training by cross-entropy prefer?",
            wrong(
                "A, because it has more rows right.",
                "Training never counts rows. It follows the slope of the loss, and A's loss is three "
                "times B's.",
            ),
            wrong(
                "Neither: they are equally far from solving XOR.",
                "As solutions both fail, but training compares their losses, and these differ.",
            ),
            right(
                "B, because its loss is smaller.",
                "A is sure and wrong about (1, 1), and a confident mistake costs a lot. The loss is the "
                "only judge that training hears.",
            ),
        ),
    ),
    "01-matrices": (
        question(
            "A hidden layer has 3 units, the input 2 numbers, the batch 50 rows. Which shapes do `W1` "
            "and `b1` have in `X @ W1 + b1`?",
            wrong(
                "`(3, 2)` and `(3,)`",
                "`(50, 2) @ (3, 2)` does not fit: the 2 columns of `X` must meet 2 rows of `W1`.",
            ),
            wrong(
                "`(2, 3)` and `(50, 3)`",
                "The product is right. But a bias belongs to a unit, not to a row: writing it out 50 "
                "times is what broadcasting spares you.",
            ),
            wrong(
                "`(50, 3)` and `(3,)`",
                "The number of rows is no property of the layer: the same `W1` serves 4 rows and 10,000.",
            ),
            right(
                "`(2, 3)` and `(3,)`",
                "Inputs down, units across, and one bias for each unit, whatever the number of rows.",
            ),
        ),
        question(
            "The output bias of the lecture's network is 6. Which other value keeps all four rows right?",
            wrong(
                "0.5",
                "Then (0, 1) and (1, 0) fall below 1/2: the bias must be above 0.7195.",
            ),
            right(
                "9",
                "The interval is 0.7195 to 9.6890. 9 is close to its end, and still inside.",
            ),
            wrong(
                "10",
                "Then (1, 1) rises above 1/2: the bias must stay below 9.6890.",
            ),
            wrong(
                "None: 6 is the only one.",
                "Each row is one inequality in the bias, and together they leave an interval, not a point.",
            ),
        ),
    ),
    "01-hidden-layer": (
        question(
            "What does the hidden layer of the lecture's network do for the output unit?",
            wrong(
                "It gives the output unit a curved boundary in the plane of h₁ and h₂.",
                "In that plane the output unit draws a straight line, as every unit does.",
            ),
            right(
                "It moves the four points to places where one straight line separates them.",
                "(0, 1) and (1, 0) become the same point, and a line cuts it off from the other two.",
            ),
            wrong(
                "It stores the four rows of the table.",
                "There are two hidden units and four rows. h₁ says “both”, h₂ says “neither”; nothing is"
                " stored.",
            ),
        ),
        question(
            "You take the sigmoid away from the hidden units and add ten more such layers. What can the "
            "network compute now?",
            wrong(
                "More than before: twelve layers are more than two.",
                "A product of matrices is a matrix. Without a bend between them, twelve layers are one.",
            ),
            right(
                "What a single unit can compute, and so not XOR.",
                "(X W₁ + b₁) W₂ + b₂ is X times one matrix plus one bias, however many layers there are.",
            ),
            wrong(
                "Everything, but training takes longer.",
                "No training can help: the formula collapses to one weighted sum.",
            ),
        ),
    ),
}
