"""Interactive figures and self-checks, alive in JupyterLab and in the built page.

A figure is an experiment, its drawing and axes; a self-check is a name. What a figure computes and draws
stands in its chapter's room; here is how it is turned, shown, and written into a page.
"""

try:
    from nnbook.widgets.axes import Dial, Play
    from nnbook.widgets.explorer import Explorer
    from nnbook.widgets.figures import explore
    from nnbook.widgets.floor import Floor, floor
    from nnbook.widgets.quiz import Quiz, quiz
except ModuleNotFoundError as error:
    missing = f"nnbook.widgets needs {error.name}: pip install 'nnbook[widgets]'"
    raise ModuleNotFoundError(missing, name=error.name) from error

__all__ = ["Dial", "Explorer", "Floor", "Play", "Quiz", "explore", "floor", "quiz"]
