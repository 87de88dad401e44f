"""How much text stands where on a page, and of which sort.

In: a page and the subtrees to leave out. Out: for every element the measures of all that stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policylint.readers.html.dom import Element, Page
from policylint.readers.html.styles import is_block

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE = re.compile(r"[.?!;:]")
# Stems that hardly a paragraph of a policy is without, and most paragraphs of anything else are. They find the policy
# on a page where something else is longer; in a language that has none of them length decides alone.
_LEGAL = re.compile(
    r"\b(?:privac|personal|inform|collect|cookie|consent|polic|agree|terms\b|third[ -]part|disclos|opt[ -]out|data\b"
    r"|law|daten|zustimm|einwillig|verarbeit|donn[ée]es|confidentialit|consentement|datos|privacidad|consentimiento|dados"
    r"|dati\b|trattamento|gegevens|toestemming|przetwarza|danych)",
    re.IGNORECASE,
)
# From so many words on a run of text is running text if it has a sentence mark, or without one.
_PROSE_WITH_MARK = 8
_PROSE = 20


@dataclass(frozen=True, slots=True)
class Measures:
    """For every node of a page, by its index, the measures of its subtree.

    words: all words. linked: those in links and buttons. prose: those in running text and in no link. legal: those of
        running text that uses a word of the law of data and contracts.
    blocks: stretches of text that nothing interrupts. headings: elements that say they are headings.
    """

    words: list[int]
    linked: list[int]
    prose: list[int]
    legal: list[int]
    blocks: list[int]
    headings: list[int]

    def link_share(self, index: int) -> float:
        """How much of the text is in links, from 0 to 1."""
        return self.linked[index] / self.words[index] if self.words[index] else 0.0


class _Block:
    """The stretch of text that is being read."""

    __slots__ = ("home", "legal", "linked", "marked", "words")

    def __init__(self) -> None:
        self.home, self.words, self.linked, self.marked, self.legal = -1, 0, 0, False, False


def measure(page: Page, skip: Sequence[bool] | None = None) -> Measures:
    """Measure a page without the subtrees whose root is to be skipped."""
    size = len(page.nodes)
    found = Measures(*([0] * size for _ in range(6)))
    block = _Block()
    # The open blocks, and where the open links end.
    homes: list[tuple[int, int]] = []
    link_end, breaks = 0, 0
    index = 0
    while index < size:
        while homes and homes[-1][1] <= index:
            _close(block, found)
            homes.pop()
        node = page.nodes[index]
        if isinstance(node, Element):
            if skip is not None and skip[index]:
                index = page.ends[index]
                continue
            if node.tag == "br":
                breaks += 1
                if breaks > 1:
                    _close(block, found)
            elif is_block(node):
                _close(block, found)
                homes.append((index, page.ends[index]))
            if (node.tag == "a" and "href" in node.attrs) or node.tag == "button":
                link_end = max(link_end, page.ends[index])
            _count(node, index, found)
        elif not node.data.isspace():
            breaks = 0
            words = len(node.data.split())
            block.home = homes[-1][0] if homes else 0
            block.words += words
            if index < link_end:
                block.linked += words
            else:
                block.marked = block.marked or _SENTENCE.search(node.data) is not None
                block.legal = block.legal or _LEGAL.search(node.data) is not None
        index += 1
    _close(block, found)
    _sum_up(page, found)
    return found


def _count(node: Element, index: int, found: Measures) -> None:
    if node.tag in HEADINGS or node.attrs.get("role") == "heading":
        found.headings[index] += 1


def _close(block: _Block, found: Measures) -> None:
    if block.words:
        own = block.words - block.linked
        home = block.home
        found.words[home] += block.words
        found.linked[home] += block.linked
        found.blocks[home] += 1
        if own >= (_PROSE_WITH_MARK if block.marked else _PROSE):
            found.prose[home] += own
            found.legal[home] += own if block.legal else 0
    block.home, block.words, block.linked, block.marked, block.legal = -1, 0, 0, False, False


def _sum_up(page: Page, found: Measures) -> None:
    """Children come behind their parent, so adding up from the end takes in all descendants."""
    for index in range(len(page.nodes) - 1, 0, -1):
        parent = page.nodes[index].parent
        for values in (
            found.words,
            found.linked,
            found.prose,
            found.legal,
            found.blocks,
            found.headings,
        ):
            if values[index]:
                values[parent] += values[index]
