"""Noise: blocks that help to move about the page and say nothing.

In: block tokens. Out: the same without them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from policylint.readers.tokens import BlockKind, BlockToken

_MOVES = re.compile(
    r"\W*(?:(?:(?:go|jump|return|scroll)\s+)?(?:back\s+)?(?:up\s+)?to\s+(?:the\s+)?top(?:\s+of\s+(?:the\s+|this\s+)?page)?"
    r"|top(?:\s+of\s+(?:the\s+)?page)?|skip\s+to\s+(?:the\s+)?(?:main\s+)?(?:content|navigation|footer|menu|search)"
    r"|print(?:\s+this\s+page)?|(?:nach|zurück\s+nach)\s+oben|haut\s+de\s+(?:la\s+)?page)\W*",
    re.IGNORECASE,
)
# A link of few words that stands in so many places leads about the page.
_MANY = 4
_FEW_WORDS = 12


def without_noise(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """All tokens but "Back to top" and the like."""
    links = Counter(token.text.text for token in tokens if _is_link(token))
    return tuple(
        token
        for token in tokens
        if token.kind is BlockKind.HEADING
        or not (_MOVES.fullmatch(token.text.text) or links.get(token.text.text, 0) >= _MANY)
    )


def _is_link(token: BlockToken) -> bool:
    """Whether a block is but links, and marks between them."""
    text = token.text.text
    if not token.links or len(text.split()) > _FEW_WORDS:
        return False
    plain = list(text)
    for link in token.links:
        plain[link.start : link.end] = " " * (link.end - link.start)
    return not any(char.isalnum() for char in plain)
