"""Windows: the parts of a text worth a closer look. In: where a cheap sign stands. Out: the stretches around them.

Expressions for entities are dear; they run only near a digit, an "@", a unit of time. Since a window is short, no
input can make them slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def positions(text: str, word: str) -> Iterator[int]:
    """Where `word` starts in the text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def windows(spots: Iterable[int], before: int, after: int) -> Iterator[tuple[int, int]]:
    """The stretches from `before` characters before each spot to `after` behind it; those that meet are one."""
    start = end = 0
    for spot in sorted(spots):
        if spot - before > end:
            if end:
                yield start, end
            start = spot - before
        end = spot + after
    if end:
        yield start, end
