"""Self-checks of chapter 06, Putting it together."""

from nnbook.chapters.question import question, right, wrong

QUIZZES = {
    "06-steps": (
        question(
            "One dropout network has 2.5 % wrong, with an interval of 2.0 to 3.1. The ensemble has 2.0 %, "
            "with 1.5 to 2.5. Both were tested on the same ten splits. How do you find out whether the "
            "ensemble is better?",
            wrong(
                "The intervals overlap, so no difference can be shown.",
                "Each of them also holds the luck of the splits, and that luck was the same for both.",
            ),
            right(
                "Take the ten differences, and see whether their interval holds zero.",
                "It goes from 0.3 to 0.9. A split that is hard for one is hard for both, and that cancels. "
                "(For new digits it has to be corrected, for the splits share some, and then it holds zero.)",
            ),
            wrong(
                "Compare the two means: 2.0 is less than 2.5, and both are of ten seeds.",
                "Of two means one is always the smaller. Two equally good networks would also give you a "
                "winner.",
            ),
        ),
        question(
            "The ladder's step to dropout is a gain of −0.1 points, with an interval of −0.5 to +0.2. What "
            "may you say?",
            wrong(
                "Dropout does harm to networks like this one.",
                "Zero lies in the interval, so a harm has not been shown.",
            ),
            wrong(
                "Dropout has no effect on networks like this one.",
                "An interval that holds zero holds other numbers as well. That nothing was shown is not "
                "that nothing is there.",
            ),
            right(
                "If it gains anything here, it is hardly more than two tenths of a point.",
                "That is what the interval is for: it says how large an effect can still be. For another "
                "task, such as wrong labels, it says nothing.",
            ),
        ),
        question(
            "With 100 training digits one deep network from He's start has 12.0 % wrong. Which of these "
            "lowers the error most?",
            wrong(
                "Dropout",
                "It brings 11.1 %. That is better, by about one point.",
            ),
            wrong(
                "Dropout, and the average of five networks",
                "It brings 9.0 %: three points, most of them by averaging.",
            ),
            wrong(
                "One hidden layer of sigmoids in place of the four",
                "It has 11.0 %, a point less, which the splits do not suffice to promise for new digits.",
            ),
            right(
                "200 more training digits",
                "With 300 the same network has 5.6 % wrong. More data is still the first cure.",
            ),
        ),
    ),
    "06-pieces": (
        question(
            "ReLU in place of the sigmoid: the ladder credits it with 8.2 points, the ablation with 1.1. "
            "Which of the two is what ReLU is worth?",
            wrong(
                "8.2 points: without it the network is worse than softmax.",
                "From the usual start it is. From Xavier's, with the other pieces there, it has 3.1 % wrong.",
            ),
            wrong(
                "1.1 points: an ablation is fairer than a ladder.",
                "Fairer to all pieces, but it too answers one question only: what is lost when all others "
                "are there.",
            ),
            right(
                "Each for its surroundings: the usual start there, a good one here.",
                "What a piece is worth depends on the company it keeps. Say which, whenever you quote such "
                "a number.",
            ),
        ),
        question(
            "Taken away alone, He's start costs 1.5 points, ReLU 1.1, the ensemble 0.6 and dropout "
            "nothing. What if all four are taken away at once?",
            right(
                "It cannot be read from these four numbers.",
                "What is left is the deep sigmoid from small weights, beside the ladder: 67 % wrong. Each "
                "loss can be borne as long as the other pieces are there.",
            ),
            wrong(
                "It costs 3.1 points, their sum.",
                "Costs add up only when no piece stands in for another. Here each of two makes up for the "
                "loss of the other.",
            ),
            wrong(
                "It costs 1.5 points, as much as the dearest of them.",
                "Then the other three would have to be worthless as soon as He's start is gone. The "
                "opposite is true.",
            ),
        ),
    ),
    "06-mistakes": (
        question(
            "Ten networks look at an 8, and all ten say that it is a 1. You may add ten more of the same "
            "kind. What do you expect?",
            wrong(
                "A right answer: more members, fewer mistakes.",
                "An average takes away what members do not share. This mistake they share.",
            ),
            right(
                "The same answer: what all members say, their average says too.",
                "They learned from the same digits, and err alike. Eleven images were asked for three times "
                "or more, and were wrong every time.",
            ),
            wrong(
                "A right answer, if they vote.",
                "Ten votes of ten for 1 are not a close call. A vote and an average agree when all members "
                "do.",
            ),
        ),
        question(
            "In all, the ten ensembles made 118 mistakes. They fell on 54 images. If every image had been "
            "equally hard, on how many would they have fallen?",
            wrong(
                "About 12: each mistake ten times over.",
                "That would be images which every seed gets wrong. It is the opposite of equally hard.",
            ),
            wrong(
                "About 54 too.",
                "With 1,777 images to fall on, 118 mistakes would rarely meet. That they met so often says "
                "that some images are hard.",
            ),
            right(
                "More than a hundred.",
                "Drawn by lot they hit 115 different ones on average. So it is the images, more than the "
                "luck of a seed.",
            ),
        ),
        question(
            "Silent on its least sure 5 %, the ensemble's share of wrong answers falls from 2.0 to 0.4 %. "
            "Another machine is also wrong on 2.0 %, but just as sure of its mistakes as of the rest. What "
            "is its share if it keeps silent on 5 %?",
            wrong(
                "0.4 %: it answers as often, and was as good.",
                "The gain came from being unsure in the right places, and this machine is not.",
            ),
            right(
                "Still about 2.0 %.",
                "Its silence falls on right and wrong answers alike. It pays only where sureness tells the "
                "two apart.",
            ),
            wrong(
                "1.8 %: 5 % fewer mistakes.",
                "There are 5 % fewer mistakes, but also 5 % fewer answers to divide them by.",
            ),
        ),
    ),
}
