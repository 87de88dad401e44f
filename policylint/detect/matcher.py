"""The matcher: patterns over the hits of one unit. In: where phrases and entities were found. Out: where a pattern is.

Each pattern becomes the list of spans it matches, in order of their ends, one span an end: the shortest. That is
complete for a sequence with bounded gaps, because the nearest span before a step leaves the smallest gap, and it keeps
every step linear in the number of hits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, assert_never

from policylint.detect import statement as syntax

Hit: TypeAlias = tuple[int, int]
"""Offsets [start, end) into the text of the units."""

Lookup: TypeAlias = Callable[[str], Sequence[Hit]]
"""From the key of a concept, phrase or entity (see `key_of`) to its hits in a unit, in order."""


class Matcher:
    """Matches patterns in one unit.

    folded: the text that word gaps are counted in. lookup: the hits of the unit. negated: whether a hit is negated.
    """

    def __init__(self, folded: str, lookup: Lookup, negated: Callable[[Hit], bool]) -> None:
        self._folded = folded
        self._lookup = lookup
        self._negated = negated

    def spans(self, pattern: syntax.Pattern) -> list[Hit]:
        """Where the pattern matches."""
        match pattern:
            case syntax.Concept() | syntax.Phrase() | syntax.Entity():
                return list(self._lookup(key_of(pattern)))
            case syntax.Either(patterns=patterns):
                return _shortest(hit for each in patterns for hit in self.spans(each))
            case syntax.Optional(pattern=inner):
                return self.spans(inner)
            case syntax.Negated(pattern=inner):
                return [hit for hit in self.spans(inner) if self._negated(hit)]
            case syntax.Both(patterns=patterns):
                return self._both([self.spans(each) for each in patterns])
            case syntax.Sequence(steps=steps, gaps=gaps):
                return self._sequence(steps, gaps)
            case _:
                assert_never(pattern)

    def _both(self, parts: list[list[Hit]]) -> list[Hit]:
        """One span that covers the first of each part; none where a part is missing."""
        if not all(parts):
            return []
        return [(min(part[0][0] for part in parts), max(part[0][1] for part in parts))]

    def _sequence(self, steps: Sequence[syntax.Pattern], gaps: Sequence[int]) -> list[Hit]:
        reached = self.spans(steps[0])
        # While only optional steps went before, the sequence may begin at the next step too.
        free = isinstance(steps[0], syntax.Optional)
        for step, gap in zip(steps[1:], gaps, strict=True):
            here = self.spans(step)
            joined = self._join(reached, here, gap)
            if free:
                joined = _shortest([*joined, *here])
            if isinstance(step, syntax.Optional):
                joined = _shortest([*reached, *joined])
            else:
                free = False
            reached = joined
            if not reached and not free:
                return []
        return reached

    def _join(self, left: list[Hit], right: list[Hit], gap: int) -> list[Hit]:
        """Each right span with the nearest left one that ends before it, at most `gap` words away."""
        joined: list[Hit] = []
        at = -1
        for start, end in sorted(right):
            while at + 1 < len(left) and left[at + 1][1] <= start:
                at += 1
            if at >= 0 and words_between(self._folded, left[at][1], start) <= gap:
                joined.append((left[at][0], end))
        return _shortest(joined)


def key_of(pattern: syntax.Concept | syntax.Phrase | syntax.Entity) -> str:
    """The name under which hits of a concept, phrase or entity are kept."""
    match pattern:
        case syntax.Concept(id=concept):
            return concept
        case syntax.Phrase(text=text):
            return f'"{text}"'
        case syntax.Entity(kind=kind, comparison=comparison, number=number):
            return f"<{kind}{comparison}{number}>" if comparison else f"<{kind}>"


def words_between(folded: str, end: int, start: int) -> int:
    """How many words stand between two hits; a punctuation mark counts as one."""
    return max(0, folded.count(" ", end, start) - 1)


def _shortest(hits: Iterable[Hit]) -> list[Hit]:
    """For each end the span that starts last, in order of their ends."""
    best: dict[int, int] = {}
    for start, end in hits:
        if best.get(end, -1) < start:
            best[end] = start
    return [(best[end], end) for end in sorted(best)]
