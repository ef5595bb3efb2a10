"""A book of three small pages, built with the extensions that the book is built with."""

import ast
import base64
import hashlib
import io
import json
import os
import re
from unittest.mock import patch

import pytest
import tinycss2
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from book._ext import api, files, light, pages, search
from nnbook import losses, network

CONF = """
extensions = ["book._ext"]
html_math_renderer = "mathml"
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["css/own.css"]
autodoc_typehints_format = "short"
nnbook_planned = ["05_later"]
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30pt" height="15pt"></svg>'
FIGURE = (
    '<figure class="nnbook-figure" id="unit" data-nnbook-figure><script type="application/json">'
    '{"axes": [{"name": "depth", "values": [1, 2]}]}</script>'
    '<script type="application/json" data-nnbook-grid>{"u":["\\u003cb>\'",2]}</script></figure>'
)
PAGES = {
    "index": """
Start
=====

.. toctree::

   other
   aside
   api
   formulas

A Korean word: 기울기가.

* :place:`the plain page <other>`
* :place:`the second part <other#second-part>`
* :place:`two layers <other#unit?depth=2>`
* :place:`five layers <other#unit?depth=5>`
* :place:`nowhere <other#third-part>`
* :place:`no page <99_none#a>`
* :place:`a chapter to come <05_later#a>`
* :any:`neither <nothing-of-that-name>`
""",
    "other": f"""
Other
=====

Second part
-----------

.. raw:: html

   {FIGURE}
   <p class="loud">One</p>
   <img alt="a" src="data:image/svg+xml;base64,{base64.b64encode(SVG).decode()}">
""",
    "formulas": r"""
Formulas
========

Short.

A first paragraph that is long enough to be the description of the page, and so long that it cannot be
the whole of it, since search engines show no more than some 160 signs.

Inline :math:`x^2`, broken :math:`\frac{1}`.

.. math::
   :label: split

   \begin{split} z &= W x + b \\ a &= f(z) \end{split}

.. math:: y = 1

.. raw:: html

   <div role="list" class="citation-list"><div class="citation" role="doc-biblioentry">A work</div></div>
   <details><summary aria-label="Toggle hidden content">Show the checks</summary>Checks</details>
""",
    "aside": """
Aside
=====

The way
-------

Goes on. *A side path* in the middle is none.

A detour
--------

*A side path, about <tags>.* It says more.

.. _deep in it:

Last words.

Bare
----

*A side path.*

All of it.
""",
    "api": """
API
===

.. autofunction:: nnbook.network.mlp

.. autofunction:: nnbook.losses.get

.. autoclass:: nnbook.training.Step
   :members:

.. autoclass:: nnbook.drawing.specs.Score
   :members:
""",
}
OWN = """
/* a comment */
@import url("other.css");
@charset "utf-8";
.loud, .silent { background: url(pics/a.png) }
.silent { color: red }
#unit > p { color: blue }
p:not(.silent) { margin: 0 }
@media print { .loud { color: black } .silent { color: gray } }
@media screen { .silent { color: gray } }
@layer base, theme;
html[data-theme="light"] p { color: black }
html[data-theme=dark] p { color: white }
html[data-theme=light], html[data-theme=dark] { margin: 0 }
@font-face { src: url("data:font/woff2;base64,AA"), url('../fonts/f.woff2') }
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of the built pages, and what the build warned about."""
    source = tmp_path_factory.mktemp("book")
    (source / "_static" / "css").mkdir(parents=True)
    (source / "_static" / "css" / "own.css").write_text(OWN)
    (source / "conf.py").write_text(CONF)
    for name, text in PAGES.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    warnings = io.StringIO()
    # The build's kernels learn from the environment what they are for; those of other tests must not.
    with patch.dict(os.environ, NNBOOK_URL="https://example.org/book"):
        app = SphinxTestApp("html", srcdir=source, warning=warnings)
        try:
            app.build()
        finally:
            app.cleanup()
    return app.outdir, strip_colors(warnings.getvalue())


def page(built, name):
    return BeautifulSoup((built[0] / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_places_become_links_and_what_is_wrong_with_one_is_said(built):
    links = {a.get_text(): a["href"] for a in page(built, "index").find_all("a")}
    assert links["the plain page"] == "other.html"
    assert links["the second part"] == "other.html#second-part"
    assert links["two layers"] == "other.html#unit?depth=2"
    assert "a chapter to come" not in links
    assert "a chapter to come" in page(built, "index").get_text()
    assert re.findall(r"WARNING: (place: .*)", built[1]) == [
        "place: other#unit?depth=5: depth does not take 5",
        "place: other#third-part: there is no such anchor",
        "place: there is no page 99_none",
    ]
    # Another kind of reference is left to Sphinx, which finds nothing either.
    assert "nothing-of-that-name" in built[1]


def test_latex_becomes_mathml_and_what_cannot_is_said(built):
    math = page(built, "formulas").find_all("math")
    assert [one.get("display") for one in math] == [None, "block", "block"]
    labelled, plain = page(built, "formulas").find_all("div", class_="math")
    assert labelled.find("span", class_="eqno").get_text().startswith("(1)")
    assert labelled["id"] == "equation-split"
    assert len(labelled.find_all("mtr")) == 2
    assert plain.find("span", class_="eqno") is None
    (problem,) = re.findall(r"formulas\.rst:\d+: WARNING: math: (.*)", built[1])
    assert "frac{1}" in problem


def test_a_page_describes_itself_in_its_first_long_paragraph(built):
    text = page(built, "formulas").find("meta", attrs={"name": "description"})
    assert text is None, "the basic theme writes none; the book's own template does"
    context = {"content_root": "../"}
    long = nodes.paragraph(text="many words " * 20)
    document = new_document("page")
    document += [nodes.paragraph(text="Short."), long, nodes.paragraph(text="another " * 20)]
    app = type("App", (), {"config": type("Config", (), {"html_baseurl": ""})})
    pages.describe(app, "page", "", context, document)
    assert context["share_picture"] == "../_static/share.png"
    assert context["description"].endswith("words...")
    assert 140 < len(context["description"]) <= 160
    pages.describe(app, "genindex", "", empty := {}, None)
    assert empty == {}


def test_a_bibliography_has_no_roles_that_aria_took_back(built):
    works = page(built, "formulas").find("div", class_="citation-list")
    assert works.get_text() == "A work"
    assert not works.find_all(attrs={"role": True})
    assert "role" not in works.attrs


def test_what_can_be_read_on_a_toggle_is_its_name(built):
    assert page(built, "formulas").find("summary").attrs == {}


def test_only_pages_with_a_figure_load_the_front_end(built, monkeypatch):
    scripts = {name: page(built, name).find_all("script", src=re.compile("page.js")) for name in PAGES}
    assert {name: len(found) for name, found in scripts.items() if found} == {"other": 1}
    context = {"body": FIGURE, "pathto": lambda path, _: path}
    app = type("App", (), {"config": type("Config", (), {"nnbook_assets": "abc"})})
    pages.add_front_end(app, "one", "", context, None)
    assert context["metatags"] == '<script src="_static/page.js?v=abc"></script>'
    pages.add_front_end(app, "two", "", plain := {"body": "<p>text</p>"}, None)
    assert "metatags" not in plain
    warnings = []
    monkeypatch.setattr(pages, "FRONT_END", (built[0] / "no.js",))
    monkeypatch.setattr(pages.logger, "warning", lambda text, *values: warnings.append(text % values))
    pages.add_front_end(app, "one", "", context, None)
    assert warnings == ["one: a live figure, but no front end: no.js is missing"]


def test_signatures_use_the_names_of_the_package(built):
    mlp, get, *_ = (dt.get_text() for dt in page(built, "api").find_all("dt", class_="sig"))
    assert "(rng: Rng, sizes: Sequence[int], activation: str | Activation, init: str | Initializer" in mlp
    assert "→ Network" in mlp
    assert "(loss: str | Loss) → Loss" in get


def test_fields_of_a_named_tuple_have_no_entries_of_their_own(built):
    text = page(built, "api").get_text()
    assert "Score" in text
    assert "Alias for field" not in text


@pytest.mark.parametrize("function", [network.mlp, losses.get])
def test_a_short_signature_is_made_once(function):
    from sphinx.util.inspect import signature, stringify_signature

    long = stringify_signature(signature(function), unqualified_typehints=True)
    text, none = api.shorten(None, "function", "", function, {}, long, None)
    assert none is None
    assert not re.search(r"~|numpy|collections", text)
    assert api.shorten(None, "function", "", function, {}, text, text) == (text, text)


@pytest.mark.parametrize(
    ("doc", "skipped"), [("Alias for field number 3", True), ("The loss.", None), ("", None), (None, None)]
)
def test_only_aliases_are_skipped(doc, skipped):
    thing = type("Thing", (), {"__doc__": doc})
    assert api.skip(None, "attribute", "", thing, False, {}) is skipped


def test_a_korean_word_is_found_by_its_parts_and_an_english_one_by_its_stem(built):
    index = (built[0] / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index[len("Search.setIndex(") : -1])["terms"]
    assert {"기울기가", "울기", "기울기", "가", "neither", "layer"} <= set(terms)
    assert not {"layers", "울가"} & set(terms)
    assert search.SearchEnglishAndKorean.js_splitter_code in (
        built[0] / "_static" / "language_data.js"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["가", "기울", "기울기", "신경망은"])
def test_a_word_of_n_syllables_has_n_times_n_plus_1_half_parts(word):
    found = list(search.parts(word))
    assert len(found) == len(word) * (len(word) + 1) // 2
    assert word in found
    assert all(part in word for part in found)


def test_words_of_two_scripts_are_cut_apart():
    split = search.SearchEnglishAndKorean({}).split
    assert split("ReLU는 x_1, He's") == ["ReLU", "는", "x_1", "He", "s"]


def test_one_style_sheet_has_the_rules_that_a_page_can_meet(built):
    css = (built[0] / "_static" / "style.css").read_text()
    rules = tinycss2.parse_stylesheet(css, skip_whitespace=True)
    assert not [rule for rule in rules if rule.type == "error"]
    assert ".loud{background: url(css/pics/a.png)}" in css
    assert "#unit > p{color: blue}" in css
    # Its :not() names a class that no page has, and so holds for every paragraph.
    assert "p:not(.silent){margin: 0}" in css
    assert "@media print {.loud{color: black}\n}" in css
    assert "@layer base, theme;" in css
    # Paper is white, whatever the screen is.
    light, paper = 'html[data-theme="light"] p{color: black}', "html[data-theme=dark] p{color: black}"
    assert f"{light}\n@media print{{{paper}\n}}" in css
    assert "@media not print{html[data-theme=dark] p{color: white}\n}" in css
    assert "\nhtml[data-theme=light],html[data-theme=dark]{margin: 0}\n" in css
    assert 'url("data:font/woff2;base64,AA"), url("fonts/f.woff2")' in css
    own = css.replace((pages.STATIC / "widget.css").read_text(encoding="utf-8"), "")
    for gone in ("silent {", ".silent{", "@import", "comment", "screen"):
        assert gone not in own
    # The front end makes up names of classes as it draws: no page has them, its sheet is taken whole.
    assert (pages.STATIC / "widget.css").read_text(encoding="utf-8") in css
    assert "div.body" in css  # of the theme's own sheet


def test_a_picture_inside_a_page_becomes_a_file_whose_place_is_kept_free(built):
    image = page(built, "other").find("img")
    name = hashlib.sha256(SVG).hexdigest()[:16] + ".svg"
    assert (built[0] / "_images" / name).read_bytes() == SVG
    assert image.attrs == {
        "alt": "a",
        "width": "40",
        "height": "20",
        "loading": "lazy",
        "decoding": "async",
        "src": f"_images/{name}",
    }


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (b'<svg viewBox="0 0 90 30">', {"width": "120", "height": "40"}),
        (b"<svg>", {}),
    ],
)
def test_the_size_of_a_picture_is_taken_where_it_stands(head, size, tmp_path):
    app = type("App", (), {"outdir": tmp_path})
    data = base64.b64encode(head).decode()
    context = {
        "body": f'<img src="data:image/svg+xml;base64,{data}">',
        "pathto": lambda path, _: f"../{path}",
    }
    files.move_out(app, "", "", context, None)
    image = BeautifulSoup(context["body"], "html.parser").img
    assert {key: image[key] for key in ("width", "height") if key in image.attrs} == size
    assert image["src"].startswith("../_images/")


def test_an_outline_is_written_to_a_hundredth_of_a_point_and_nothing_else_is_touched(tmp_path):
    drawn = b'<svg viewBox="0 0 9 9"><path id="m1.2345" d="M 1.23456 7.5 L 10.001 3"/>'
    drawn += b'<g transform="scale(0.015625)"/></svg>'
    context = {
        "body": f'<img src="data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}">',
        "pathto": lambda path, _: path,
    }
    files.move_out(type("App", (), {"outdir": tmp_path}), "", "", context, None)
    written = (tmp_path / BeautifulSoup(context["body"], "html.parser").img["src"]).read_bytes()
    assert written == drawn.replace(b"1.23456 7.5 L 10.001 3", b"1.23 7.5 L 10.00 3")


def test_what_a_figure_shows_away_from_its_start_becomes_a_script_of_its_own(built):
    place = page(built, "other").find(attrs={"data-nnbook-grid": True})
    assert place.string is None
    text = (built[0] / place["data-nnbook-grid"]).read_text(encoding="utf-8")
    string = re.fullmatch(r"document\.currentScript\.grid=('.*')\n", text)[1]
    # What a browser makes of the string: Python's rules are the same for the two signs that are escaped.
    assert json.loads(ast.literal_eval(string)) == {"u": ["<b>'", 2]}


THEMES = 'f(),"complete"===document.readyState?I():window.addEventListener("load",I)})();'


def test_the_theme_measures_no_blocks_and_a_theme_that_changed_is_noticed(tmp_path, monkeypatch):
    app = type("App", (), {"outdir": tmp_path})
    light.quieten(app, None)  # another theme, without that script
    script = tmp_path / "_static" / light.THEME_SCRIPT
    script.parent.mkdir(parents=True)
    script.write_text(THEMES)
    light.quieten(app, ValueError("the build failed"))
    assert script.read_text() == THEMES
    for _ in range(2):  # a later build may find the file as the first one left it
        light.quieten(app, None)
        assert script.read_text() == f"f(){light.MEASURED}}})();"
    warnings = []
    monkeypatch.setattr(light.logger, "warning", lambda text, *_: warnings.append(text))
    script.write_text("f()")
    light.quieten(app, None)
    assert len(warnings) == 1


def test_every_script_of_a_page_waits(built):
    # The front end is what the page waits for: a figure on the first screen moves nothing as it comes alive.
    scripts = [
        script
        for script in page(built, "other").find_all("script", src=True)
        if "/page.js" not in script["src"]
    ]
    assert scripts
    assert all("defer" in script.attrs for script in scripts)


@pytest.mark.parametrize(
    ("attributes", "body", "needed"),
    [
        ({}, "", False),
        ({"body": "start()"}, "", True),
        ({"body": "DOCUMENTATION_OPTIONS.x = 1"}, "", False),
        ({"body": "let toggleHint = 1"}, "<p>plain</p>", False),
        ({"body": "let toggleHint = 1"}, '<p class="toggle">', True),
    ],
)
def test_scripts_without_a_file_stay_where_they_have_something_to_do(attributes, body, needed):
    assert light.is_needed_inline(attributes, body) is needed


def test_the_last_style_sheet_stands_after_a_build_that_failed_or_wrote_nothing(tmp_path):
    (tmp_path / "_static").mkdir()
    sheet = tmp_path / "_static" / "style.css"
    sheet.write_text("old")
    app = type("App", (), {"outdir": tmp_path})
    light.write_style(app, None)
    app.nnbook_sheets = ("basic.css",)
    light.write_style(app, ValueError("the build failed"))
    assert sheet.read_text() == "old"
    light.write_style(app, None)
    assert sheet.read_text() == ""


def test_a_side_path_is_folded_behind_its_mark_and_its_heading_stays(built):
    sections = {
        section.h2.contents[0]: section for section in page(built, "aside").find_all("section") if section.h2
    }
    assert not sections["The way"].details
    for name, mark, said in (
        ("A detour", "A side path, about <tags>.", ["It says more.", "Last words."]),
        ("Bare", "A side path.", ["All of it."]),
    ):
        fold = sections[name].find("details", recursive=False)
        assert fold["class"] == ["side-path"]
        assert fold.summary.get_text() == f"{mark} Open it, or go on without loss."
        assert [part.get_text().strip() for part in fold.find_all("p")] == said
        assert sections[name].h2.find_parent("details") is None
