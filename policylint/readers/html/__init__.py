"""HTML: whole pages as served, and fragments.

In: a source. Out: block tokens of what a reader of the page came for, without menus, banners, forms and footers.

    source.py   tokens and their places            dom.py      the tree, laid out flat
    styles.py   what attributes say of an element  measure.py  how much text of which sort stands where
    chrome.py   what is none of the policy         tables.py   which tables are tables
    hidden.py   what nobody sees                   blocks.py   the tree to block tokens, block.py one of them
    noise.py    blocks that say nothing            others.py   the terms of use on the same page
    sections.py  lists whose items are sections    words.py    sets of names
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policylint.places import Source
from policylint.readers.front import without_front
from policylint.readers.html.blocks import blocks, title
from policylint.readers.html.chrome import chrome
from policylint.readers.html.dom import Page, parse
from policylint.readers.html.measure import measure
from policylint.readers.html.noise import without_noise
from policylint.readers.html.others import without_others
from policylint.readers.html.sections import sections
from policylint.readers.tokens import BlockKind, BlockToken, Emphasis

_SIGN = re.compile(r"<(?:!doctype html|html|head|body|div|p|h[1-6]|ul|ol|li|table|br|span|a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Reader for HTML."""

    name: str = "html"
    suffixes: frozenset[str] = frozenset({".html", ".htm", ".xhtml"})

    def recognise(self, text: str) -> float:
        """Anything is HTML; with tags in it, it is meant to be."""
        return 0.9 if _SIGN.search(text) else 0.3

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks of the policy on the page."""
        text = without_front(source.text)
        page = parse(text)
        tokens = _tokens(page)
        if not tokens and "<noscript" in source.text.lower():
            # A page that scripts would fill, with the text for those who run none.
            page = parse(text, scripting=False)
            tokens = _tokens(page)
        if page.title is not None and tokens and not _has_title(tokens):
            return (BlockToken(BlockKind.HEADING, title(page.title), 1), *tokens)
        return tokens


def _has_title(tokens: Sequence[BlockToken]) -> bool:
    """Whether there is any heading, or a bold line where a title stands."""
    return any(token.kind is BlockKind.HEADING for token in tokens) or any(
        token.emphasis is Emphasis.BOLD for token in tokens[:3]
    )


def _tokens(page: Page) -> tuple[BlockToken, ...]:
    skip = chrome(page)
    return without_others(without_noise(sections(blocks(page, skip, measure(page, skip)))))


READER = HtmlReader()
