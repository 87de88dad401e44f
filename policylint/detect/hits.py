"""Hits: where something was found. In: nothing. Out: the types that scan, matcher and stance share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Hit: TypeAlias = tuple[int, int]
"""Offsets [start, end) into the text of the units."""

HitsByKey: TypeAlias = Mapping[str, Sequence[Hit]]
"""From the key of a concept, phrase or entity (see `lexicon.key_of`) to its hits in a unit, by end and then start."""


def words_between(folded: str, end: int, start: int) -> int:
    """How many words stand between two hits; a punctuation mark counts as one."""
    return max(0, folded.count(" ", end, start) - 1)
