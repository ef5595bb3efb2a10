"""The built pages as files: what they load, their headings, their pictures."""

import gzip
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup

from nnbook.chapters.papers import PUBLISHED
from tests.browser.harness.build import built_book
from tools.contents import BOOK, pages

EVERY = pytest.mark.parametrize("name", pages())
# (element, attribute) pairs that make a browser fetch something; a plain link does not.
LOADED = [
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("use", "href"),
    ("image", "href"),
]
LOADING_LINKS = {"stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "icon", "manifest"}


@pytest.fixture(scope="session")
def html():
    return built_book()


def soup(html, name):
    return BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def loaded(page):
    """The addresses of everything that `page` loads by itself."""
    for element, attribute in LOADED:
        yield from (found[attribute] for found in page.find_all(element) if found.get(attribute))
    yield from (link["href"] for link in page.find_all("link") if LOADING_LINKS & set(link.get("rel", [])))


@cache
def anchors(file):
    """All ids of a page; many links lead to the same one."""
    page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    return {element["id"] for element in page.find_all(id=True)}


@EVERY
def test_page_loads_only_files_of_the_book(html, name):
    for address in loaded(soup(html, name)):
        parts = urlsplit(address)
        if parts.scheme == "data":
            continue
        assert parts.scheme + parts.netloc == "", f"loads {address}"
        assert (html / f"{name}.html").parent.joinpath(unquote(parts.path)).exists(), f"{address} is missing"


def files(html, name):
    """The files that a reader of the whole page fetches, itself and all its figures' data included."""
    page, own = soup(html, name), html / f"{name}.html"
    grids = (script["data-nnbook-grid"] for script in page.find_all("script", {"data-nnbook-grid": True}))
    addresses = map(urlsplit, (*loaded(page), *grids))
    return {own, *((own.parent / unquote(parts.path)).resolve() for parts in addresses if not parts.scheme)}


@EVERY
def test_page_read_to_its_end_is_a_light_second_visit(html, name):
    new = files(html, name) - files(html, "intro")
    assert sum(len(gzip.compress(file.read_bytes())) for file in new) <= 300_000


@EVERY
def test_links_inside_the_book_lead_somewhere(html, name):
    for link in soup(html, name).find_all("a", href=True):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc:
            continue
        file = (html / f"{name}.html").parent / unquote(parts.path) if parts.path else html / f"{name}.html"
        assert file.exists(), f"{link['href']} is missing"
        if parts.fragment and file.suffix == ".html":
            # After a question mark follows the position of a figure, which the build has checked.
            anchor = unquote(parts.fragment).partition("?")[0]
            assert anchor in anchors(file.resolve()), f"{link['href']} has no target"


@EVERY
def test_headings_are_in_order(html, name):
    article = soup(html, name).find("article")
    levels = [int(heading.name[1]) for heading in article.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EVERY
def test_pictures_have_alternative_text(html, name):
    pictures = soup(html, name).find("article").find_all("img")
    bare = [picture["src"] for picture in pictures if not picture.get("alt", "").strip()]
    # Sphinx falls back to the file's name, which tells nobody anything.
    named = [picture["src"] for picture in pictures if picture.get("alt") == picture["src"]]
    assert not bare + named


@EVERY
def test_page_has_title_and_description(html, name):
    page = soup(html, name)
    assert page.title.get_text(strip=True)
    assert page.find("meta", attrs={"name": "description"})["content"]
    assert page.html["lang"] == "en"


@EVERY
def test_ids_are_unique(html, name):
    ids = [element["id"] for element in soup(html, name).find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})


def test_a_folded_check_is_one_quiet_mark(html):
    folds = [fold for name in pages() for fold in soup(html, name).select("details.hide")]
    words = [fold.select_one("summary .collapsed").get_text() for fold in folds]
    assert words.count("✓ checked") > 100
    assert not [word for word in words if word.startswith("Show the checks")]
    marked = [fold.parent for fold in folds if "checked" in fold.parent["class"]]
    assert marked
    assert not [cell for cell in marked if cell.select(".cell_output")]
    several = [cell for cell in marked if len(cell.select(".cell_input")) > 1]
    assert len(several) > 10, "neighbors are one"
    assert not [cell for name in pages() for cell in soup(html, name).select(".checked + .checked")]


@pytest.mark.parametrize("name", [name for name in pages() if name[0] == "0"])
def test_the_contents_at_the_side_list_the_sections_and_the_exercises_as_one(html, name):
    page = soup(html, name)
    listed = {link["href"] for link in page.select(".page-toc a")}
    headings = page.select("article h2, article h3")
    sections = [
        one.find_parent("section")["id"] for one in headings if not one.get_text().startswith("Exercise ")
    ]
    assert listed == {f"#{section}" for section in sections}
    assert "#exercises" in listed


@pytest.mark.parametrize("name", ["02_backpropagation", "04_initialization", "05_dropout_ensemble"])
def test_side_paths_are_folded_and_what_is_on_the_way_is_not(html, name):
    folds = soup(html, name).select("article details.side-path")
    source = nbformat.read(BOOK / f"{name}.ipynb", as_version=4).cells
    marked = sum(cell.source.count("\n\n*A side path") for cell in source if cell.cell_type == "markdown")
    assert len(folds) == marked >= 3
    assert all(fold.find_parent("section").find(["h2", "h3"]) for fold in folds)
    # A self-check, the summary and the exercises are for everybody.
    assert not [fold for fold in folds if fold.select(".nnbook-quiz, [data-exercise]")]


def test_the_tables_of_claims_stand_before_the_cells_that_each_row_opens(html):
    page = soup(html, "papers")
    order = {id(element): k for k, element in enumerate(page.find_all(True))}
    rows = page.select(".nnbook-claims tbody tr")
    assert len(rows) == len(PUBLISHED)
    for row in rows:
        link = next(a for a in row.find_all("a") if a["href"].startswith("#how-"))
        cell = page.find(id=link["href"][1:])
        assert "cell" in cell["class"]
        assert cell.find("details", recursive=False)
        assert order[id(row)] < order[id(cell)]
