"""Other documents on the same page: the terms of use below the privacy policy.

In: block tokens. Out: those of the privacy policy, where a page holds it beside documents of other kinds.

Only what is beyond doubt: both have a title by markup, of the same level, and sections of their own below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policylint.readers.tokens import BlockKind, BlockToken

_PRIVACY = re.compile(
    r"\bprivacy\s+(?:policy|notice|statement)\b|\bdata\s+protection\s+(?:policy|notice|statement|declaration)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:\S+\s+){0,4}?(?:(?:website\s+|site\s+|general\s+)?(?:terms|conditions)(?:\s+(?:and|&)\s+conditions)?"
    r"(?:\s+of\s+(?:use|service|sale|purchase))?|(?:user|service|member(?:ship)?|licen[cs]e|end[- ]user\s+licen[cs]e)"
    r"\s+agreement|EULA|legal\s+(?:notice|disclaimer)|disclaimer|imprint|acceptable\s+use\s+policy)\W*",
    re.IGNORECASE,
)
_WORDS_OF_A_DOCUMENT = 150


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with all below it: the tokens [start, end)."""

    start: int
    end: int
    level: int
    title: str


def without_others(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """All tokens, or where terms and the like stand beside a privacy policy all but theirs."""
    parts = [part for part in _parts(tokens) if _is_document(tokens, part)]
    levels = {part.level for part in parts if _PRIVACY.search(part.title)}
    others = [part for part in parts if part.level in levels and _is_other(part.title)]
    drop = {index for part in others for index in range(part.start, part.end)}
    return tuple(token for index, token in enumerate(tokens) if index not in drop)


def _is_other(title: str) -> bool:
    return _OTHER.fullmatch(title) is not None and "privacy" not in title.lower()


def _parts(tokens: Sequence[BlockToken]) -> Iterator[_Part]:
    """The parts whose title names a kind of document."""
    opened: list[tuple[int, BlockToken]] = []
    for index, token in enumerate(tokens):
        if token.kind is not BlockKind.HEADING:
            continue
        while opened and opened[-1][1].level >= token.level:
            start, title = opened.pop()
            yield _Part(start, index, title.level, title.text.text)
        if _PRIVACY.search(token.text.text) or _is_other(token.text.text):
            opened.append((index, token))
    for start, title in opened:
        yield _Part(start, len(tokens), title.level, title.text.text)


def _is_document(tokens: Sequence[BlockToken], part: _Part) -> bool:
    inside = tokens[part.start + 1 : part.end]
    has_sections = any(token.kind is BlockKind.HEADING for token in inside)
    return has_sections and sum(len(token.text.text.split()) for token in inside) >= _WORDS_OF_A_DOCUMENT
