from nnbook.chapters import ch07


def test_two_rows_are_too_few_for_a_batch():
    assert ch07.small_batches(normalize="batch", batch=2).max() < 0.5
    assert ch07.small_batches(normalize="batch", batch=64).min() > 0.5
