"""What readers load: small, and with nothing in it that runs strings or reaches for another host."""

import gzip
import re

import pytest

from nnbook.widgets.explorer import STATIC

FORBIDDEN = re.compile(
    r"\beval\(|new Function|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|\bimport\(|importScripts"
    r"|\.innerHTML|\.outerHTML\s*=[^=]|insertAdjacentHTML|document\.write|https?://(?!www\.w3\.org/)"
)


@pytest.mark.parametrize("name", ["widget.js", "page.js", "widget.css"])
def test_a_file_of_the_front_end_is_small_and_keeps_to_itself(name):
    text = (STATIC / name).read_text("ascii")
    assert len(text) <= 120 * 1024
    assert len(gzip.compress(text.encode())) <= 40 * 1024
    assert not FORBIDDEN.findall(text)
