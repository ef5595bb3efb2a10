"""The first page: one figure (`learning`), its experiment above, its drawing below."""

from nnbook.chapters.intro.learning import AXES, STEPS, learning, learning_drawing

__all__ = ["AXES", "STEPS", "learning", "learning_drawing"]
