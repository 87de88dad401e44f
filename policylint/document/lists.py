"""Lists: which paragraphs are list items though no markup says so. In: block tokens. Out: the same, items marked.

People number paragraphs by hand ("(a) your name;"), or put short lines below a lead-in ("We collect:").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policylint.readers.tokens import BlockKind, BlockToken

_MARKER = re.compile(r"(?:[-*•·●▪◦‣–—]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_LONGEST_LINE = 12
_FEWEST_LINES = 2


def mark_items(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """All tokens, those that read as list items turned into items."""
    marked = [_with_marker(tokens, index) for index in range(len(tokens))]
    index = 0
    while index < len(marked):
        if _leads(marked[index]):
            end = index + 1
            while end < len(marked) and _is_line(marked[end]):
                end += 1
            if end - index > _FEWEST_LINES:
                marked[index + 1 : end] = [
                    replace(each, kind=BlockKind.ITEM, level=1) for each in marked[index + 1 : end]
                ]
                index = end - 1
        index += 1
    return tuple(marked)


def _with_marker(tokens: Sequence[BlockToken], index: int) -> BlockToken:
    """A paragraph with a marker before it, next to another or below a lead-in, is an item."""
    token = tokens[index]
    found = _marker(token)
    if found is None:
        return token
    neighbours = (*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2])
    if not any(_marker(each) for each in neighbours) and not (index and _leads(tokens[index - 1])):
        return token
    text = token.text.cut(found.end(), len(token.text.text))
    links = tuple(
        replace(link, start=link.start - found.end(), end=link.end - found.end())
        for link in token.links
        if link.start >= found.end()
    )
    return replace(token, kind=BlockKind.ITEM, text=text, level=1, marker=found.group().strip(), links=links)


def _marker(token: BlockToken) -> re.Match[str] | None:
    if token.kind is not BlockKind.PARAGRAPH or token.level:
        return None
    return _MARKER.match(token.text.text)


def _leads(token: BlockToken) -> bool:
    return token.kind is BlockKind.PARAGRAPH and not token.level and token.text.text.endswith(":")


def _is_line(token: BlockToken) -> bool:
    """A short line that is no sentence, as an item without a marker is."""
    text = token.text.text
    plain = token.kind is BlockKind.PARAGRAPH and not token.level and "\n" not in text
    return plain and len(text.split()) <= _LONGEST_LINE and not text.endswith((".", ":", "?", "!"))
