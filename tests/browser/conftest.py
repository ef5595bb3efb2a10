"""Fixtures: `open_page` for the built book from file://, `lab` and `lab_page` for JupyterLab."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.harness import build, chromium
from tests.browser.harness import lab as jupyterlab


@pytest.fixture(scope="session")
def built_book():
    """The folder of the built HTML book."""
    return build.built_book()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        if running is None:
            message = "no Chromium on this machine: browser tests need one (make test tries to install it)"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, built_book):
    """open_page("01_xor", dark=False, width=1280, ...) -> Page, opened from file:// without a network.

    The test fails in the end if a page asked for another host or wrote an error or a warning to the console.
    """
    contexts, watch = [], chromium.Watch()

    def open_one(name, *, dark=False, width=1280, height=900, fragment="", **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        page.goto((built_book / f"{name}.html").as_uri() + fragment)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not watch.refused, "requests to other hosts"
    assert not watch.complaints, "console errors and warnings"


@pytest.fixture(scope="session")
def lab(tmp_path_factory, browser):
    """A running JupyterLab on a copy of the chapters; see harness/lab.py for open, run_all, execute."""
    running, process = jupyterlab.start(tmp_path_factory.mktemp("lab"))
    yield running
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def lab_page(browser, lab):
    """An empty page for `lab.open(lab_page, "01_xor.ipynb")`; requests to other hosts are refused."""
    context, watch = browser.new_context(viewport={"width": 1280, "height": 1000}), chromium.Watch()
    context.set_default_timeout(60_000)
    # JupyterLab writes warnings of its own to the console: only other hosts matter here.
    watch.over(context)
    yield context.new_page()
    context.close()
    assert not watch.refused, "requests to other hosts"
