"""Interactive figures and self-checks, alive in JupyterLab and in the built page.

A figure is an experiment, a view and axes; a self-check is a name.
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
