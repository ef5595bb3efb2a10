"""The papers' table: what the sources say, and what this book finds."""

from nnbook.chapters.papers.autoencoders import autoencoder_errors, average_errors, component_errors
from nnbook.chapters.papers.claims import ClaimTable, claim
from nnbook.chapters.papers.history import handed_back, rumelhart_failures, tutorial_gradients
from nnbook.chapters.papers.published import PUBLISHED

__all__ = [
    "PUBLISHED",
    "ClaimTable",
    "autoencoder_errors",
    "average_errors",
    "claim",
    "component_errors",
    "handed_back",
    "rumelhart_failures",
    "tutorial_gradients",
]
