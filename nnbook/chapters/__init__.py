"""A room per chapter: its figures, a file each, its answer checks and its self-checks.

A figure's file has the experiment above (pure, keyword-only, seeds among the arguments), its drawing below.
The room's own __init__ is its door: `from nnbook.chapters import ch03`, then `ch03.gradient_flow`.
`verdict` and `question` are what all rooms write checks and quizzes with; `quizzes` finds a quiz by name.
A room imports from itself and from below, never from another room; nothing here knows matplotlib or a widget.
"""
