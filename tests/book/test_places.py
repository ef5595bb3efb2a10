"""Links to places, without a build: pages, sections, figures, axes and values; and a teacher's numbers."""

import json
import re
from functools import cache
from urllib.parse import parse_qsl

import pytest
from docutils.nodes import make_id

from book._ext.places import allowed
from nnbook import drawing
from nnbook.chapters import quizzes
from nnbook.widgets.axes import completed
from tests.browser import cells
from tools.contents import BOOK, pages

PACKAGE = BOOK.parent / "nnbook"
PLACE = re.compile(r"\{place\}`[^`<]*<([^>]+)>`")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
figures = cache(cells.figures)


def chapter(page):
    return BOOK / f"{page}.ipynb"


@cache
def words(page):
    """All that a page says: text, code and printed results."""
    path = chapter(page)
    if not path.exists():
        return path.with_suffix(".md").read_text("utf-8")
    found = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        printed = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.get("outputs", ())]
        found += ["".join(part) for part in (cell["source"], *printed)]
    return "\n".join(found)


@cache
def sections(page):
    """The anchors of a page's headings and labels."""
    text = words(page)
    return {make_id(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")} | set(
        re.findall(r"^\((.+)\)=$", text, re.MULTILINE)
    )


@cache
def stops():
    """The names of the training floor's tour."""
    return {stop["name"] for stop in json.loads((PACKAGE / "data" / "floor.json").read_text("utf-8"))["tour"]}


def places(text):
    """Page, anchor and settings of every link."""
    for target in PLACE.findall(" ".join(text.split())):
        page, _, fragment = target.partition("#")
        anchor, _, settings = fragment.partition("?")
        yield page, anchor, parse_qsl(settings, keep_blank_values=True, strict_parsing=bool(settings))


def problems(text):
    """What is wrong with the links of a text."""
    for page, anchor, settings in places(text):
        if page not in pages():
            yield f"no page {page}"
        elif not settings:
            known = sections(page) | (set(figures(chapter(page))) if chapter(page).exists() else set())
            if anchor and anchor not in known:
                yield f"no anchor {anchor} on {page}"
        elif (page, anchor) == ("playground", "floor"):
            yield from (f"no stop {at}" for name, at in settings if name != "tour" or at not in stops())
        elif anchor not in figures(chapter(page)):
            yield f"no figure {anchor} on {page}"
        else:
            axes = {axis["name"]: axis for axis in figures(chapter(page))[anchor].axes}
            wrong = {name: at for name, at in settings if name not in axes or not allowed(axes[name], at)}
            yield from (f"{anchor} does not take {name}={at}" for name, at in wrong.items())


@pytest.mark.parametrize("name", pages())
def test_every_link_leads_to_a_place(name):
    assert list(problems(words(name))) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("07_more", "no page 07_more"),
        ("03_relu#nowhere", "no anchor nowhere on 03_relu"),
        ("03_relu#nowhere?depth=3", "no figure nowhere on 03_relu"),
        ("03_relu#gradient-flow?width=3", "gradient-flow does not take width=3"),
        ("03_relu#gradient-flow?depth=99", "gradient-flow does not take depth=99"),
        ("playground#floor?tour=no+stop", "no stop no stop"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(target, message):
    assert list(problems(f"{{place}}`here <{target}>`")) == [message]


def plans():
    """Each chapter's plan on the page for instructors, by the chapter's name."""
    parts = re.split(r"^## (\d\d) .*$", words("instructor"), flags=re.MULTILINE)[1:]
    names = {name[:2]: name for name in pages()}
    return {names[number]: plan for number, plan in zip(parts[::2], parts[1::2], strict=True)}


def numbers(text):
    return set(NUMBER.findall(text.replace("−", "-")))


def seen_at(text):
    """The positions that a text links to, and what the figures say there."""
    for page, anchor, settings in places(text):
        if settings and anchor in figures(chapter(page)):
            yield from (written for _, written in settings)
            figure = figures(chapter(page))[anchor]
            at = completed(figure.knobs, {name: value(figure, name, v) for name, v in settings}, figure.start)
            yield drawing.fill_summary(figure.at(at).drawing, at)


def value(figure, name, written):
    """The value of an axis that is written so in a link."""
    axis = next(axis for axis in figure.axes if axis["name"] == name)
    if axis["kind"] == "dial":
        return float(written)
    return next(one for one in axis["values"] if allowed({"values": [one]}, written))


@pytest.mark.parametrize("name", plans())
def test_the_numbers_of_a_plan_are_those_of_the_chapter(name):
    rows = [line.split("|")[1:-1] for line in plans()[name].splitlines() if line.startswith("|")][2:]
    minutes = [int(row[0]) for row in rows]
    assert minutes == sorted(set(minutes))
    assert minutes[-1] < 90
    asked = [one for key, quiz in quizzes.every().items() if key[:2] == name[:2] for one in quiz]
    said = " ".join(f"{one.text} {c.text} {c.why}" for one in asked for c in one.choices)
    known = numbers(" ".join((words(name), said, *seen_at(plans()[name]))))
    told = numbers(re.sub(r"<[^>]*>|chapter \d+", "", " ".join(cell for row in rows for cell in row[1:])))
    assert told - known == set()


def test_there_is_a_plan_for_every_chapter():
    assert list(plans()) == [name for name in pages() if re.match(r"\d\d_", name)]
