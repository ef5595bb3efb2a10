"""Self-checks of chapter 03, ReLU."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "03-vanishing": (
        question(
            "A chain of sigmoid units with weights 1 sits at the best place, z = 0. About how much of "
            "the gradient is left after twelve of them?",
            wrong(
                "1/48",
                "Layers multiply. 1/(4 · 12) would be adding.",
            ),
            right(
                "1/17,000,000",
                "(1/4)¹² is one part in 16,777,216. And z = 0 is the best there is.",
            ),
            wrong(
                "1/4096",
                "That is (1/2)¹². The slope of the sigmoid in the middle is 1/4.",
            ),
            wrong(
                "All of it",
                "That needs a slope of 1. σ′ is never above 1/4.",
            ),
        ),
        question(
            "The slope of the sigmoid is at most 1/4. So we give all weights of a network of twelve sigmoid "
            "layers four times the size, and leave the biases at zero. Does the gradient come through now?",
            wrong(
                "Yes: 4 · 1/4 = 1 in every layer.",
                "Only for a unit exactly at z = 0. Large weights drive z away from there.",
            ),
            wrong(
                "No: the gradient does not depend on the weights.",
                "It does: the message is multiplied by w as well as by σ′(z).",
            ),
            right(
                "Not reliably: large weights push units out to where σ′ is nearly 0.",
                "One step aside, at z = 2, the factor is 4 · 0.105 = 0.42. Centered biases would keep the "
                "units near the middle.",
            ),
        ),
        question(
            "Nielsen's networks are fed random pixels with random labels in place of digits. What "
            "happens to the ratio of the gradients of the first and the last hidden layer, before any "
            "training?",
            right(
                "Hardly anything.",
                "It shrinks by about a factor of five per layer for both: a property of the start, not "
                "of the pictures.",
            ),
            wrong(
                "The gradients vanish faster: noise has no structure to learn.",
                "Nothing has been learned yet in either case. The factors are weights and slopes at the "
                "start.",
            ),
            wrong(
                "The gradients no longer vanish.",
                "Weights and slopes are what they were, and so is their product.",
            ),
        ),
    ),
    "03-relu": (
        question(
            "A ReLU unit has z < 0 for every example of the training data. What will gradient descent do"
            " with it?",
            wrong(
                "Move it slowly: its slope is small.",
                "Below 0 the slope of ReLU is exactly 0, not small. (Leaky ReLU would move it slowly.)",
            ),
            right(
                "Leave it as it is: no gradient reaches its weights.",
                "Slope 0 for every example means gradient 0. It comes back only if the layers below "
                "change what it sees.",
            ),
            wrong(
                "Push it back above 0, since a unit that is off does not help.",
                "The loss cannot see what the unit would say if it were on: its output is 0 and stays 0 "
                "for a small nudge.",
            ),
        ),
        question(
            "A network of ten ReLU layers with weights of variance 1/n has no saturated unit. Yet layer "
            "1 receives only about 1/23 of the gradient of layer 10. Why?",
            wrong(
                "The slope of ReLU is below 1.",
                "Where a unit is on the slope is exactly 1.",
            ),
            wrong(
                "Some units are dead.",
                "A dead unit is off for every input. Here units are off for about half of the inputs "
                "each, as they should be.",
            ),
            right(
                "In every layer about half of the units are off, which halves the mean square.",
                "The RMS falls by 1/√2 a layer: nine steps make 2⁻⁴·⁵, about 1/23. A start of variance "
                "2/n makes up for it.",
            ),
        ),
        question(
            "“ReLU made deep networks trainable, because S-shaped activations cannot be.” What do fifty "
            "starts of the lecture's eleven matrices on XOR say?",
            wrong(
                "They confirm it: only ReLU learns.",
                "Look at the third row of the contest: tanh is S-shaped.",
            ),
            right(
                "tanh, which is S-shaped, learns nearly always; ReLU in about a third of the starts.",
                "What counts is a slope of 1 where the units are. tanh has it at 0, the sigmoid has 1/4.",
            ),
            wrong(
                "None of them learns: depth is the problem.",
                "Depth is a problem for the sigmoid. ReLU and tanh break the wall at the same depth.",
            ),
        ),
    ),
}
