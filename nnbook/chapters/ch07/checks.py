"""Answer checks of chapter 07, deeper: the exercises with numbers."""

from typing import Any

from nnbook.chapters.verdict import Verdict, number, numbers


def residual_chain(answer: Any) -> Verdict:
    """Right for 1.1^30 = 17.4, what thirty blocks with f' = 0.1 multiply a message by."""
    return number(
        answer,
        1.1**30,
        "Each block multiplies by 1 + f' = 1.1, and 1.1^30 is 17.4.",
        {
            "That adds the thirty parts. Layers multiply, with or without a skip.": 4,
            "That is the plain chain, 0.1^30: where is the identity?": 0.1**30,
            "Each block multiplies by 1 + f', not by 1 alone.": 1,
        },
    )


def variance_after_blocks(answer: Any) -> Verdict:
    """Right for 4,096 and 13, the variance after twelve blocks without and with normalization inside."""
    return numbers(
        answer,
        [4096, 13],
        "Without it every block doubles what came in; with it every block adds the same 1.",
        {
            "Those are the two answers in the other order.": [13, 4096],
            "Without normalization each block adds as much as came in, not as much as there was first.": [
                13,
                13,
            ],
            "Normalized inside, f adds variance 1 each time, however much has come in.": [4096, 4096],
            "That is after eleven blocks.": [2048, 12],
        },
    )


def branch_scale(answer: Any) -> Verdict:
    """Right for 0.1, the factor before f at which 100 blocks multiply the variance by less than e."""
    return number(
        answer,
        0.1,
        "The variance grows by 1 + a^2 a block; a^2 = 1/100 gives (1 + 1/100)^100 = 2.70.",
        {
            "A factor of 0.01 multiplies the variance of f by 0.0001: more than was asked for.": 0.01,
            "That is the factor for the variance of f, not for f.": 1 / 100**2,
            "With 1 every block doubles the variance.": 1,
        },
    )


def batch_of_two(answer: Any) -> Verdict:
    """Right for -1 and 1, what normalization makes of any two different rows."""
    return numbers(
        answer,
        [-1, 1],
        "The mean lies in the middle, and each is one standard deviation away. What they were is lost.",
        {
            "That is the way to the mean. It is divided by the standard deviation, which is 2.": [-2, 2],
            "The row that is smaller comes out negative.": [1, -1],
            "The variance is the mean of the squares, 4, over n = 2, not over n - 1.": [
                -(0.5**0.5),
                0.5**0.5,
            ],
        },
    )


def settled_statistics(answer: Any) -> Verdict:
    """Right for 3 and 4, the mean and the variance that a unit with the sums 1, 1, 5, 5 settles on."""
    return numbers(
        answer,
        [3, 4],
        "The mean of the rows, and the mean of their squared distances from it.",
        {
            "That is the standard deviation. The layer keeps the variance.": [3, 2],
            "That divides by n - 1. In training the batch is divided by its own n, and use must agree.": [
                3,
                16 / 3,
            ],
            "Those are of the last two rows alone: the whole of the training data counts.": [5, 0],
        },
    )


def folds_for_pieces(answer: Any) -> Verdict:
    """Right for 10, the layers of two units that draw a thousand straight pieces."""
    return number(
        answer,
        10,
        "2^10 = 1,024 is the first power of 2 above a thousand.",
        {
            "Nine layers make 512.": 9,
            "That many units one hidden layer needs.": 999,
            "Those are the units. Two stand in each layer.": 20,
        },
    )


def free_weights(answer: Any) -> Verdict:
    """Right for 80, 2,880 and 18,720: parameters of the first layer, tied, with windows, with every pixel."""
    return numbers(
        answer,
        [80, 2880, 18_720],
        "9 weights and a bias for 8 channels; the same at each of 36 places; 65 a unit for 288 units.",
        {
            "The biases count as well.": [72, 2592, 18_432],
            "The other way round: tied, windows, every pixel.": [18_720, 2880, 80],
            "Tied biases are tied as well: one for each channel.": [72 + 288, 2880, 18_720],
        },
    )


def gradient_of_plain_normalized(answer: Any) -> Verdict:
    """Right for 1.2^49 = 7,589, what layer 1 of 50 receives at a factor of 1.2 a layer."""
    return number(
        answer,
        1.2**49,
        "From layer 50 to layer 1 there are 49 steps, and 1.2^49 is about 7,600.",
        {
            "From layer 50 to layer 1 there are 49 steps, not 50.": 1.2**50,
            "Factors multiply: 1.2 to the power of the steps.": 1.2 * 49,
        },
    )
