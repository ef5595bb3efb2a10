"""Print the built book to one PDF: cover, contents with page numbers, chapters, solutions at their ends.

Usage: python -m tools.make_pdf [--html book/_build/html] [--output book/_build/pdf/nnbook.pdf]

The pages' articles are joined in one HTML file, live figures stand in their starting position, and Chromium
prints it twice: first to learn on which page each heading falls, then with these numbers in the contents.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import copy
from html import escape
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from tools.browser import chromium
from tools.contents import BOOK, parts

STYLE = Path(__file__).with_name("make_pdf.css")
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
NO_FONT = """\
No Korean font on this machine: the book's Korean terms would print as empty boxes.
Install one, such as fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) or
font-noto-sans-cjk (Homebrew), and run this again."""
# What a page needs and paper does not.
SCREEN_ONLY = (
    ".headerlink, .copybtn, script, style, button, #jb-print-docs-body, .prev-next-footer, nav.contents"
)


def main() -> None:
    """Read the command line and print the book."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--html", type=Path, default=BOOK / "_build" / "html")
    parser.add_argument("--output", type=Path, default=BOOK / "_build" / "pdf" / "nnbook.pdf")
    options = parser.parse_args()
    if not (options.html / "intro.html").exists():
        sys.exit(f"{options.html} holds no built book: run make book first")
    if not has_korean_font():
        sys.exit(NO_FONT)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    print_book(options.html.resolve(), options.output.resolve())
    print(f"Wrote {options.output} ({len(PdfReader(options.output).pages)} pages)")


def has_korean_font() -> bool:
    """Whether a font with Hangul is installed, as far as fontconfig can say."""
    if shutil.which("fc-list") is None:  # not a Linux: macOS and Windows come with one
        return sys.platform in {"darwin", "win32"}
    found = subprocess.run(["fc-list", ":lang=ko", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def print_book(html: Path, output: Path) -> None:
    """Print the book built in `html` to `output`."""
    chapters = [
        (part, page, article(html, page)) for part, page in parts() if (html / f"{page}.html").exists()
    ]
    join_links({page: chapter for _, page, chapter in chapters})
    with sync_playwright() as playwright:
        executable = chromium(playwright)
        if executable is None:
            sys.exit("No Chromium on this machine: python -m tools.browser sets one up")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(color_scheme="light")
        numbers: dict[str, int] = {}
        # The contents are as long in both rounds: only the numbers are missing in the first.
        for _ in range(2):
            source = output.with_suffix(".html")
            source.write_text(document(chapters, numbers, os.path.relpath(html, output.parent)), "utf-8")
            page.goto(source.as_uri(), wait_until="load")
            page.evaluate("document.fonts.ready")
            page.pdf(path=output, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
            headings = [h for _, _, chapter in chapters for h in chapter.find_all(HEADINGS)]
            numbers = dict(zip(map(target, headings), page_numbers(output), strict=True))
        browser.close()
    source.unlink()
    finish(output)


def article(html: Path, page: str) -> Tag:
    """The article of a built page as it goes to paper."""
    soup = BeautifulSoup((html / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    found = soup.find("article")
    still_figures(found)
    fold_out(soup, found)
    for element in found.select(SCREEN_ONLY):
        element.decompose()
    for picture in found.find_all("img", src=True):
        if not picture["src"].startswith("data:"):
            picture["src"] = os.path.normpath(Path(page).parent / picture["src"])
    return found


def still_figures(found: Tag) -> None:
    """Put the still picture of its starting position in place of every live figure or quiz."""
    for live in found.select("[data-nnbook-figure], [data-nnbook-quiz]"):
        still = live.find("noscript")
        live["class"] = [*live.get("class", []), "still"]
        still.name = "div"
        for element in live.select("script, .nnbook-mount"):
            element.decompose()


def fold_out(soup: BeautifulSoup, found: Tag) -> None:
    """Move hints and solutions to the chapter's end; leave out the code that pages fold away.

    The folded code (imports, checks, drawing) says nothing on paper that the text does not say; the
    pages and the notebooks have it.
    """
    hidden = []
    for number, fold in enumerate(found.select("details")):
        summary = fold.find("summary").get_text(" ", strip=True)
        if fold.find_parent("details"):
            continue
        if "hide" in fold.get("class", []) and "solution" not in summary.lower():
            fold.decompose()
            continue
        key = f"fold-{number}"
        label = "Solution" if "solution" in summary.lower() else summary
        heading = fold.find_previous(HEADINGS)
        title = re.sub(r"#$", "", heading.get_text(" ", strip=True))
        pointer = soup.new_tag("p", attrs={"class": "pointer", "id": f"{key}-from"})
        pointer.append(link(soup, f"#{key}", f"{label}: at the end of this chapter"))
        hidden.append((key, label, title, copy(fold)))
        fold.replace_with(pointer)
    if not hidden:
        return
    section = soup.new_tag("section", attrs={"class": "folds"})
    section.append(new(soup, "h2", "Hints and solutions", id="hints-and-solutions"))
    last = None
    for key, label, title, fold in hidden:
        if title != last:
            section.append(new(soup, "h3", title, id=f"{key}-title"))
            last = title
        box = soup.new_tag("div", attrs={"id": key, "class": "fold"})
        back = new(soup, "p", "", **{"class": "fold-label"})
        back.append(link(soup, f"#{key}-from", label))
        box.append(back)
        fold.find("summary").decompose()
        for child in list(fold.contents):
            box.append(child.extract())
        section.append(box)
    found.append(section)


def new(soup: BeautifulSoup, name: str, text: str, **attributes: str) -> Tag:
    """A new element with this text."""
    element = soup.new_tag(name, attrs=attributes)
    element.string = text
    return element


def link(soup: BeautifulSoup, address: str, text: str) -> Tag:
    """A new link."""
    return new(soup, "a", text, href=address)


def join_links(chapters: dict[str, Tag]) -> None:
    """Make ids unique in the whole book, and links between pages links within the file."""
    for page, chapter in chapters.items():
        for element in chapter.find_all(id=True):
            element["id"] = anchor(page, element["id"])
        chapter["id"] = anchor(page, "")
        for element in chapter.find_all("a", href=True):
            address = element["href"]
            if re.match(r"[a-z]+:", address):
                continue
            path, _, fragment = address.partition("#")
            target = os.path.normpath(Path(page).parent / path).removesuffix(".html") if path else page
            if target in chapters:
                element["href"] = "#" + anchor(target, fragment.partition("?")[0])
            else:
                element.unwrap()
    # A link to something that is not printed is plain text.
    known = {element["id"] for chapter in chapters.values() for element in chapter.find_all(id=True)}
    known |= {chapter["id"] for chapter in chapters.values()}
    for chapter in chapters.values():
        for element in chapter.find_all("a", href=re.compile("^#")):
            if element["href"][1:] not in known:
                element.unwrap()


def anchor(page: str, fragment: str) -> str:
    """The id in the joined file of what has the id `fragment` on `page`."""
    return f"{page.replace('/', '-')}--{fragment}"


def document(chapters: list[tuple[str | None, str, Tag]], numbers: dict[str, int], html: str) -> str:
    """The joined HTML; `html` is the way from it to the built pages."""
    styles = ["styles/theme.css", "styles/pydata-sphinx-theme.css", "pygments.css", "sphinx-design.min.css"]
    styles += ["styles/sphinx-book-theme.css", "mystnb*.css", "book.css", "widget.css"]
    folder = Path(html)
    config = yaml.safe_load((BOOK / "_config.yml").read_text(encoding="utf-8"))
    pages, running = [], []
    for index, (_, _page, chapter) in enumerate(chapters):
        title = plain(chapter.find("h1"))
        running.append(f'@page page{index} {{ @top-center {{ content: "{title.replace(chr(34), "")}"; }} }}')
        body = re.sub(
            r'(<img[^>]* src=")(?!data:)', lambda m: m[1] + f"{html}/", chapter.decode(formatter="html5")
        )
        pages.append(f'<div class="page" style="page: page{index}">{body}</div>')
    links = "".join(f'<link rel="stylesheet" href="{folder / "_static" / name}">' for name in styles)
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8">'
        f"<title>{escape(config['title'])}</title>{links}"
        f"<style>{STYLE.read_text(encoding='utf-8')}{''.join(running)}</style></head><body>"
        f"{cover(config, html)}{table(chapters, numbers)}{''.join(pages)}</body></html>"
    )


def plain(heading: Tag) -> str:
    """A heading's text on one line."""
    return " ".join(heading.get_text().split())


def cover(config: dict, html: str) -> str:
    """The first page."""
    return (
        f'<div class="cover"><img src="{html}/_static/logo.svg" alt="">'
        f'<p class="title">{escape(config["title"])}</p><p class="author">{escape(config["author"])}</p>'
        "<p class=note>The figures stand still here, in their starting positions. In the book's pages "
        "they move, and in its notebooks the code behind them runs. Folded code (imports, checks, drawing) "
        "is left out; hints and solutions stand at the end of each chapter.</p>"
        "<p class=note>Text and figures: CC BY 4.0. Code: MIT License.</p></div>"
    )


def table(chapters: list[tuple[str | None, str, Tag]], numbers: dict[str, int]) -> str:
    """The contents: chapters and their sections, with page numbers where known."""
    rows, last = [], None
    for part, _, chapter in chapters:
        if part != last and part is not None:
            rows.append(f'<li class="part">{escape(part)}</li>')
        last = part
        for heading in chapter.find_all(["h1", "h2"]):
            where, title = target(heading), plain(heading)
            number = numbers.get(where, "")
            rows.append(
                f'<li class="level-{heading.name}"><a href="#{escape(where)}"><span>{escape(title)}</span>'
                f"<span class=dots></span><span class=number>{number}</span></a></li>"
            )
    return f'<div class="contents"><p class="contents-title">Contents</p><ul>{"".join(rows)}</ul></div>'


def target(heading: Tag) -> str:
    """The id by which a link reaches a heading."""
    return heading.get("id") or heading.find_parent("section")["id"]


def page_numbers(output: Path) -> list[int]:
    """The page of every heading in order, from the printed file's outline.

    By order, for Chromium joins the lines of a heading, or writes it twice.
    """
    reader = PdfReader(output)

    def walk(entries: list) -> Iterator[int]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                yield reader.get_destination_page_number(entry) + 1

    return list(walk(reader.outline))


def finish(output: Path) -> None:
    """Show the outline when the file is opened, and name author and language."""
    config = yaml.safe_load((BOOK / "_config.yml").read_text(encoding="utf-8"))
    writer = PdfWriter(clone_from=output)
    writer.page_mode = "/UseOutlines"
    writer.add_metadata({"/Title": config["title"], "/Author": config["author"]})
    writer.write(output)


if __name__ == "__main__":
    main()
