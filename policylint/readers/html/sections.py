"""Lists whose items are the sections of the text: `<ol><li><b>Cookies</b><p>We use …`.

In: block tokens. Out: the same, such items as bold paragraphs, and what stands below them no longer in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policylint.readers.tokens import BlockKind, BlockToken, Emphasis

_TITLE_WORDS = 14
_NO_TITLE_END = (".", ";", ",")


def sections(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """All tokens. A list is one of sections where a bold title opens two items of the same level or more."""
    titles = [index for index in range(len(tokens) - 1) if _is_title(tokens[index], tokens[index + 1])]
    levels = {tokens[index].level for index in titles}
    if not any(sum(tokens[index].level == level for index in titles) > 1 for level in levels):
        return tuple(tokens)
    found = set(titles)
    result: list[BlockToken] = []
    inside = 0
    for index, token in enumerate(tokens):
        if index in found and not (inside and token.level > inside):
            inside = token.level
            result.append(replace(token, kind=BlockKind.PARAGRAPH, level=0, marker=""))
        elif inside and token.kind is not BlockKind.HEADING and token.level >= inside:
            if token.kind is BlockKind.ITEM and token.level == inside:
                inside = 0
                result.append(token)
            else:
                result.append(replace(token, level=token.level - inside))
        else:
            inside = 0
            result.append(token)
    return tuple(result)


def _is_title(token: BlockToken, following: BlockToken) -> bool:
    """A short bold item with a paragraph in the same item behind it."""
    text = token.text.text
    return (
        token.kind is BlockKind.ITEM
        and token.emphasis is Emphasis.BOLD
        and len(text.split()) <= _TITLE_WORDS
        and not text.endswith(_NO_TITLE_END)
        and following.kind is not BlockKind.HEADING
        and (following.level > token.level or (following.kind is not BlockKind.ITEM and following.level == token.level))
    )
