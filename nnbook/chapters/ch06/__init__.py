"""Chapter 06: the lecture's ladder on real digits.

One figure (`ladder_rung`): its experiment above, its drawing below.
"""

from nnbook.chapters.ch06.climbing import climb
from nnbook.chapters.ch06.ladder import (
    BEST,
    CONTROLS,
    EXAMPLES,
    LATER,
    RATES,
    RUNGS,
    VARIANTS,
    confusion,
    ends,
    schedule,
    task,
    test_rows,
)
from nnbook.chapters.ch06.ladder_rung import ladder_rung, ladder_rung_drawing
from nnbook.experiments.tasks import Task, digits_task

__all__ = [
    "BEST",
    "CONTROLS",
    "EXAMPLES",
    "LATER",
    "RATES",
    "RUNGS",
    "VARIANTS",
    "Task",
    "climb",
    "confusion",
    "digits_task",
    "ends",
    "ladder_rung",
    "ladder_rung_drawing",
    "schedule",
    "task",
    "test_rows",
]
