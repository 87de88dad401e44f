"""Other documents on the same page: the terms of use below the privacy policy.

In: block tokens. Out: those of the privacy policy, where a page holds it beside documents of other kinds.

Only what is beyond doubt: both have a title by markup, of the same level, and sections of their own below it. Or the
page's title names both ("User Agreement and Privacy Policy"), and one section below it is the privacy policy.
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
_BOTH = re.compile(
    r"\b(?:terms|conditions|agreement|EULA)\b.*\band\b|\band\b.*\b(?:terms|conditions|agreement|EULA)\b", re.IGNORECASE
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
    long = [part for part in _parts(tokens) if _words(tokens, part) >= _WORDS_OF_A_DOCUMENT]
    parts = [part for part in long if _has_sections(tokens, part)]
    levels = {part.level for part in parts if _PRIVACY.search(part.title)}
    others = [part for part in parts if part.level in levels and _is_other(part.title)]
    drop = {index for part in others for index in range(part.start, part.end)}
    drop.update(_before_the_policy(tokens, long))
    return tuple(token for index, token in enumerate(tokens) if index not in drop)


def _before_the_policy(tokens: Sequence[BlockToken], parts: Sequence[_Part]) -> Iterator[int]:
    """Under a title that names two documents: the sections of the first, where the policy is a section after them."""
    policies = [part for part in parts if _PRIVACY.fullmatch(part.title.strip())]
    titles = [at for at, token in enumerate(tokens) if token.kind is BlockKind.HEADING and _names_both(token.text.text)]
    if len(policies) != 1 or not titles or titles[0] > policies[0].start:
        return
    (policy,) = policies
    for index in range(titles[0] + 1, policy.start):
        if tokens[index].kind is BlockKind.HEADING and tokens[index].level == policy.level:
            yield from range(index, policy.start)
            return


def _names_both(title: str) -> bool:
    return bool(_PRIVACY.search(title) and _BOTH.search(title))


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


def _has_sections(tokens: Sequence[BlockToken], part: _Part) -> bool:
    return any(token.kind is BlockKind.HEADING for token in tokens[part.start + 1 : part.end])


def _words(tokens: Sequence[BlockToken], part: _Part) -> int:
    return sum(len(token.text.text.split()) for token in tokens[part.start + 1 : part.end])
