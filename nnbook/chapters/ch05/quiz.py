"""Self-checks of chapter 05, Dropout and model ensemble."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "05-fit": (
        question(
            "A network has 0 % error on its 100 training digits and 12 % on others. Which step is most "
            "likely to help?",
            wrong(
                "More hidden units, so that it can fit better.",
                "It fits its training digits perfectly already. On clean digits wider networks were a little "
                "better still, but no width brought what three times the digits bring.",
            ),
            wrong(
                "More epochs on the same digits.",
                "There is no training error left to reduce; at best nothing happens.",
            ),
            right(
                "More training digits.",
                "What is missing lies outside of the 100 digits. Three times as many more than halved the "
                "error of this chapter's networks.",
            ),
            wrong(
                "A larger learning rate.",
                "That is about how fast the training error falls, and it is 0 already.",
            ),
        ),
        question(
            "You try ten dropout rates, take the one with the least error on the test set, and report "
            "that error. What is wrong with the number?",
            wrong(
                "Nothing: the test digits were never trained on.",
                "They were never used for the weights. But they chose the rate.",
            ),
            right(
                "It is too good: the test set has helped to choose.",
                "The best of ten is partly the luckiest of ten. Choose on a validation set, and ask the "
                "test set once.",
            ),
            wrong(
                "It is too bad: the average of the ten would be fairer.",
                "The average belongs to no network that you would use, and the best of ten errs to the "
                "good side.",
            ),
        ),
    ),
    "05-dropout": (
        question(
            "A hidden unit puts out 4. Then comes `Dropout(0.2)`. What leaves it while the network is "
            "being trained?",
            wrong(
                "4 with probability 0.8, else 0",
                "Then the mean would be 3.2 in training, and 4 in use. Dividing by 0.8 puts that right.",
            ),
            wrong(
                "20 with probability 0.2, else 0",
                "The rate is the probability of dropping, not of keeping.",
            ),
            wrong(
                "3.2 in every step",
                "That is the scaling of weights when no unit is dropped. In training units are really "
                "switched off.",
            ),
            right(
                "5 with probability 0.8, else 0",
                "4 / 0.8 = 5, so the mean stays 4 and nothing changes in use.",
            ),
        ),
        question(
            "In use all units are on. Is the answer then exactly the mean of the answers under all masks?",
            wrong(
                "Yes: the scaling makes the means agree.",
                "The mean of each unit, yes. But the mean of f(z) is not f of the mean of z.",
            ),
            right(
                "Only if everything above the dropout is linear; otherwise it is an approximation.",
                "A sigmoid or a softmax bends, and means do not pass through a bend. How good the "
                "approximation is, one has to measure.",
            ),
            wrong(
                "No, it is not even related to it.",
                "It agrees in the linear case, and it is close in many others. That is why it is used.",
            ),
        ),
    ),
    "05-ensemble": (
        question(
            "Three networks give class 1 the probabilities 0.9, 0.4 and 0.45. What do the average and "
            "the vote say?",
            wrong(
                "Both say class 1.",
                "Two of three are below 1/2, and a vote counts heads.",
            ),
            wrong(
                "Both say class 0.",
                "(0.9 + 0.4 + 0.45) / 3 is above 1/2: the first one is very sure.",
            ),
            right(
                "The average says class 1, the vote class 0.",
                "The mean is 0.583. It hears how sure each member is; a vote does not.",
            ),
            wrong(
                "The average says class 0, the vote class 1.",
                "It is the other way round: count who is above 1/2, then take the mean.",
            ),
        ),
        question(
            "Five networks predict a number, and you average their predictions. What is certain about "
            "the squared error of the average?",
            wrong(
                "It is at most that of the best member.",
                "With one good and four bad members the good one alone is better.",
            ),
            wrong(
                "It is one fifth of the members' mean error.",
                "Only if their errors were independent with mean 0. Networks trained on the same data "
                "err alike.",
            ),
            right(
                "It is at most the members' mean error, and smaller by as much as they differ.",
                "Mean error minus the variance among the members: an identity, example by example. Only "
                "members that differ help.",
            ),
        ),
    ),
}
