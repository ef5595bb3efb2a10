"""The papers' table: what the sources say, and what this book finds."""

from nnbook.chapters.papers.claims import ClaimTable, claim
from nnbook.chapters.papers.history import rumelhart_failures, tutorial_gradients
from nnbook.chapters.papers.published import PUBLISHED

__all__ = ["PUBLISHED", "ClaimTable", "claim", "rumelhart_failures", "tutorial_gradients"]
