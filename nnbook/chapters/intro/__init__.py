"""The first page: one figure (`learning`), its experiment above, its drawing below."""

from nnbook.chapters.intro.learning import AXES, PRESETS, STEPS, learning, learning_drawing

__all__ = ["AXES", "PRESETS", "STEPS", "learning", "learning_drawing"]
