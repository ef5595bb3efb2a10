"""Published claims beside our own numbers, as a table: the verdict follows from what was computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from nnbook.chapters.papers.published import PUBLISHED
from nnbook.chapters.papers.source import Published
from nnbook.drawing.host import exporting, in_page
from nnbook.edges import require_known

VERDICTS = ("reproduced", "in part", "not here", "not tested")


@dataclass(frozen=True)
class Claim:
    """What a source says, what we found in words, and which of its statements and of our questions hold."""

    name: str
    published: Published
    ours: str
    holds: tuple[bool, ...]
    added: tuple[bool, ...]

    @property
    def verdict(self) -> str:
        """reproduced when all statements of the source hold, in part when some do, else not here.

        What the source did not state decides nothing: without a statement it is not tested.
        """
        if not self.holds:
            return VERDICTS[3]
        return VERDICTS[0 if all(self.holds) else 1 if any(self.holds) else 2]


def claim(name: str, ours: str, *holds: bool) -> Claim:
    """The published claim of that name, with what became of it.

    Raises ValueError for an unknown name, or when there is not one truth value for each statement, first the
    source's, then ours.
    """
    require_known("claim", name, PUBLISHED)
    told = PUBLISHED[name]
    wanted, n = told.statements + told.added, len(told.statements)
    if len(holds) != len(wanted):
        raise ValueError(f"{name} has {len(wanted)} statements, got {len(holds)}: {', '.join(wanted)}")
    found = tuple(map(bool, holds))
    return Claim(name, told, ours, found[:n], found[n:])


def anchor(name: str) -> str:
    """The anchor of the cell that computes the claim of that name, in the page."""
    return f"how-{name.replace(' ', '-')}"


@dataclass(frozen=True)
class ClaimTable:
    """Claims as a table in the page, and as lines of text for the tests of the notebooks."""

    caption: str
    claims: Sequence[Claim]

    def __repr__(self) -> str:
        return "\n".join(
            f"{one.published.source}: {one.verdict} ({_marks(one)}). {one.ours}" for one in self.claims
        )

    def html(self) -> str:
        """The table; a narrow screen scrolls it sideways."""
        head = "".join(
            f'<th scope="col" style="width:{width}%;text-align:left">{name}</th>'
            for name, width in (("They say", 36), ("We find", 34), ("Verdict", 30))
        )
        rows = "".join(map(_row, self.claims))
        wide = "min-width:40rem;width:100%;table-layout:fixed;border-collapse:collapse"
        return (
            f'<figure class="nnbook-claims" tabindex="0" role="region" aria-label="{escape(self.caption)}" '
            f'style="overflow-x:auto;margin:0"><table style="{wide}">'
            f'<caption style="text-align:left">{escape(self.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></figure>"
        )

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": self.html(), "text/plain": repr(self)}, {}


def _marks(one: Claim) -> str:
    return "".join("✓" if holds else "✗" for holds in one.holds) + "".join(
        "◆" if holds else "◇" for holds in one.added
    )


def _row(one: Claim) -> str:
    told = one.published
    page, _, section = told.place.partition("#")
    paged = exporting() or in_page()
    link = f"{page}.{'html' if paged else 'ipynb'}#{section}"
    how = f'<br><a href="#{anchor(one.name)}">show how</a>' if paged else ""
    said = zip(_marks(one), told.statements + told.added, strict=True)
    parts = "".join(f"<li>{mark} {escape(statement)}</li>" for mark, statement in said)
    hand = "" if told.seen else " <em>(second hand)</em>"
    look = "vertical-align:top;text-align:left;padding:0.5rem 0.8rem 0.5rem 0;border-top:1px solid #808080"
    cell = f'<td style="{look}">'
    return (
        f"<tr>{cell}<strong>{escape(told.source)}</strong><br>{escape(told.says)}{hand}</td>"
        f"{cell}{escape(one.ours)}{how}</td>"
        f'{cell}<strong>{one.verdict}</strong><ul style="list-style:none;padding:0;margin:0">{parts}</ul>'
        f'<a href="{escape(link)}">where we measured it</a></td></tr>'
    )
