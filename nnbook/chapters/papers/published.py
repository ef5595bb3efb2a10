"""The papers' table: what the sources say, copied with care, and the statements that we put to the test."""

from nnbook.chapters.papers.on_averages import AVERAGES
from nnbook.chapters.papers.on_depth import DEPTH
from nnbook.chapters.papers.on_gradients import GRADIENTS
from nnbook.chapters.papers.on_starts import STARTS
from nnbook.chapters.papers.source import Published

PUBLISHED: dict[str, Published] = {**GRADIENTS, **STARTS, **AVERAGES, **DEPTH}
