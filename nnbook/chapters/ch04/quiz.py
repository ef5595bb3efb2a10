"""Self-checks of chapter 04, Initialization."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "04-zeros": (
        question(
            "All weights and biases of a 2-3-1 sigmoid network start at zero, and it is trained on OR. "
            "After a thousand steps, what can be said about its three hidden units?",
            wrong(
                "Their weights are still exactly zero.",
                "In the first step they are: nothing comes back through output weights of zero. But the "
                "output weights move in that step, and in the next something does come back.",
            ),
            right(
                "They are still copies of one another.",
                "Equal weights give equal outputs, equal outputs equal gradients, and equal gradients "
                "equal weights. Nothing ever tells the three apart.",
            ),
            wrong(
                "They have learned three different things, only slowly.",
                "What would make one of them move differently from the others? All three receive the "
                "same number.",
            ),
        ),
        question(
            "So zero is bad. Does it help to start all weights at 0.5 instead?",
            wrong(
                "Yes: now the gradient is not zero.",
                "It is not zero, but for units of one layer it is the same.",
            ),
            wrong(
                "Yes, if the learning rate differs from layer to layer.",
                "Units of one layer would still move together. It is not layers that must differ, it is "
                "units.",
            ),
            right(
                "No: equal units stay equal, and a layer is worth one unit.",
                "The trouble with zero is symmetry, not smallness. Randomness breaks it.",
            ),
        ),
    ),
    "04-rbm": (
        question(
            "What does the pre-training of the first layer by an RBM need to know about the digits?",
            wrong(
                "The images and their labels.",
                "Labels enter when the whole network is fine-tuned, afterwards.",
            ),
            right(
                "The images alone.",
                "W is chosen so that the images become probable. That is a question about images only.",
            ),
            wrong(
                "The images and the weights of the layers above.",
                "Layers are trained from below, one at a time: those above do not exist yet.",
            ),
        ),
        question(
            "In an RBM image A has a free energy that is lower than that of image B by 3. What does the "
            "machine say about them?",
            wrong(
                "A is three times as probable as B.",
                "P(v) = e^−F(v) / Z: a difference of F is a ratio of e^3.",
            ),
            wrong(
                "Nothing, as long as Z is unknown.",
                "Z is the same for both, so it cancels from their ratio. That is why differences of F "
                "are so useful.",
            ),
            wrong(
                "B is about twenty times as probable as A.",
                "Low energy is likely, as a ball lies in a valley.",
            ),
            right(
                "A is about twenty times as probable as B.",
                "e³ is 20.1, and Z cancels from the ratio.",
            ),
        ),
    ),
    "04-variance": (
        question(
            "A unit has 100 inputs with mean square 1, and independent weights with mean 0 and standard "
            "deviation 0.1. What is the variance of z?",
            wrong(
                "0.01",
                "That is the variance of one weight. A hundred independent terms add up.",
            ),
            right(
                "1",
                "fan_in · Var(w) · E[a²] = 100 · 0.01 · 1.",
            ),
            wrong(
                "10",
                "100 · 0.1 takes the standard deviation for the variance: square it first.",
            ),
            wrong(
                "100",
                "That would be weights of variance 1, “large” in this chapter.",
            ),
        ),
        question(
            "Where does the 2 in He's 2 / fan_in come from?",
            wrong(
                "From the average of fan_in and fan_out, as in Xavier's 2 / (fan_in + fan_out).",
                "That 2 belongs to a mean of two numbers. With equal fans Xavier is 1 / fan_in: half of He.",
            ),
            right(
                "ReLU sets half of the values to zero, which halves the mean square.",
                "Twice the variance makes up for it, layer by layer.",
            ),
            wrong(
                "From the slope of ReLU, which is twice that of tanh.",
                "Both have slope 1 where it counts. ReLU has it on one side only.",
            ),
        ),
    ),
}
