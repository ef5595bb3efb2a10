"""The role `place`: a link to a place in another page, checked while the book is built.

    {place}`XOR, three of four <01_xor#one-unit?task=XOR&w1=6>`

The page, the anchor, and for a figure's position every axis and value must exist, or the build warns. On the
training floor a position may be a stop of its tour, `playground#floor?tour=twins`.
A chapter that is still being written (`nnbook_planned` in _config.yml) is named without a link.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging

logger = logging.getLogger(__name__)
FIGURE = re.compile(
    r'id="([^"]+)" data-nnbook-(?:figure|floor)><script type="application/json">(.*?)</script>', re.DOTALL
)


def setup(app: Sphinx) -> None:
    """Add the role."""
    app.add_config_value("nnbook_planned", [], "env")
    app.add_role("place", XRefRole(innernodeclass=nodes.inline))
    app.connect("missing-reference", resolve)


def resolve(
    app: Sphinx, env: BuildEnvironment, node: nodes.Element, text: nodes.Element
) -> nodes.Element | None:
    """The link that a `place` stands for; other references are somebody else's."""
    if node.get("reftype") != "place":
        return None
    page, _, fragment = node["reftarget"].partition("#")
    if page not in env.found_docs:
        if page not in app.config.nnbook_planned:
            logger.warning("place: there is no page %s", page, location=node)
        return text
    for problem in problems(env.get_doctree(page), fragment):
        logger.warning("place: %s: %s", node["reftarget"], problem, location=node)
    address = app.builder.get_relative_uri(node["refdoc"], page) + (f"#{fragment}" if fragment else "")
    return nodes.reference("", "", text, internal=True, refuri=address)


def problems(document: nodes.document, fragment: str) -> Iterator[str]:
    """What is wrong with a fragment such as `one-unit?task=XOR&w1=6` for this page."""
    anchor, _, settings = fragment.partition("?")
    source = "".join(node.astext() for node in document.findall(nodes.raw))
    figures = {name: json.loads(payload) for name, payload in FIGURE.findall(source)}
    known = {one for node in document.findall(nodes.Element) for one in node.get("ids", ())}
    if anchor and anchor not in known | set(figures) | set(re.findall(r' id="([^"]+)"', source)):
        yield "there is no such anchor"
    elif settings and anchor not in figures:
        yield "there is no such figure"
    elif settings:
        axes = {axis["name"]: axis for axis in figures[anchor]["axes"]}
        if tour := figures[anchor].get("tour"):
            axes["tour"] = {"values": [stop["name"] for stop in tour]}
        for name, value in parse_qsl(settings, keep_blank_values=True, strict_parsing=True):
            if name not in axes:
                yield f"no axis {name}; choose from {', '.join(axes)}"
            elif not allowed(axes[name], value):
                yield f"{name} does not take {value}"


def allowed(axis: dict[str, Any], value: str) -> bool:
    """Whether an axis, as the page holds it, takes this value."""
    try:
        number = float(value)
    except ValueError:
        return value in axis.get("values", ())
    if "values" in axis:
        return number in axis["values"]
    return bool(axis["low"] <= number <= axis["high"])
