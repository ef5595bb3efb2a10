"""Math: LaTeX to MathML while building, so that a page needs no script and no download to show it."""

import html
import re
from typing import Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

CONVERTER = LatexToMathML(fancy_error=False)
# Sphinx numbers labelled equations; the environments must not number them again.
NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather|multline)\}")


def setup(app: Sphinx) -> None:
    """Make this the renderer that `html_math_renderer: mathml` asks for."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))


def mathml(latex: str, *, display: bool, node: nodes.Node) -> str:
    """`latex` as MathML; LaTeX that cannot be converted is a warning, so a strict build fails."""
    latex = NUMBERED.sub(r"\\\1{\2*}", latex).replace("{split}", "{aligned}")
    try:
        return CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        logger.warning("math: %s in %r", error, latex, location=node)
        return f"<code>{html.escape(latex)}</code>"


def visit_math(self: Any, node: nodes.math) -> None:
    """Write inline math."""
    self.body.append(f'<span class="math">{mathml(node.astext(), display=False, node=node)}</span>')
    raise nodes.SkipNode


def visit_math_block(self: Any, node: nodes.math_block) -> None:
    """Write an equation on its own, with its number if it has a label."""
    self.body.append(self.starttag(node, "div", CLASS="math math-block"))
    self.body.append(mathml(node.astext(), display=True, node=node))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode
