"""Answer checks for the exercises, one module per chapter: `from nnbook.checks import ch01`."""
