"""Search that also finds a Korean word by any part of it: 울기 finds 기울기가.

Sphinx's index holds words, and looks inside them only from three letters on and only where no page has
exactly the word asked for. A Korean word is short and carries its particle with it, so each of its parts
becomes a word of the index.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

WORD = re.compile(r"[가-힣]+|[^\W가-힣]+")


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's English search."""
    app.add_search_language(SearchEnglishAndKorean)


def parts(word: str) -> Iterator[str]:
    """Every run of neighbouring syllables in a Korean word, the word itself among them."""
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            yield word[start:end]


class SearchEnglishAndKorean(SearchEnglish):
    """English words by their stems, Korean words by all their parts."""

    # As WORD above: a query is only cut into words, for every part of one is in the index.
    js_splitter_code = (
        r"var splitQuery = (query) => query.match(/[가-힣]+|(?:(?![가-힣])[\p{L}\p{M}\p{N}_])+/gu) || [];"
    )

    def split(self, input: str) -> list[str]:  # noqa: A002 (Sphinx's name)
        """The words of `input` that enter the index."""
        return [
            part
            for word in WORD.findall(input)
            for part in (parts(word) if "가" <= word[0] <= "힣" else [word])
        ]
