"""The matcher: patterns over the hits of one unit. In: a pattern. Out: a function from a unit's hits to its matches.

A match is a span; a sequence keeps one span an end: the shortest. That is complete for bounded gaps, because the
nearest span before a step leaves the smallest gap, and it keeps every step linear in the number of hits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias, assert_never

from policylint.detect import statement as syntax
from policylint.detect.hits import Hit, HitsByKey, words_between
from policylint.detect.lexicon import key_of
from policylint.detect.stance import Stances


class Unit:
    """What the matcher sees of one unit.

    folded: the text of all units, in which word gaps are counted. own, end: offsets of the unit's own text in it. hits:
    what was found in the unit and its lead-in. free: see `Stances`.
    """

    def __init__(self, folded: str, own: int, end: int, hits: HitsByKey, free: frozenset[str]) -> None:
        self.folded = folded
        self.own = own
        self.end = end
        self.hits = hits
        self.free = free
        self.named: dict[str, Sequence[Hit]] = {}

    @cached_property
    def stances(self) -> Stances:
        """What is negated in the unit."""
        return Stances(self.folded, self.hits, self.free)

    def negated(self, hit: Hit) -> bool:
        """Whether a hit is negated."""
        return self.stances.negated(hit)

    def edge(self, side: str) -> Hit:
        """The place of no length before the space before the first word, or behind the space behind the last."""
        own = self.folded[self.own : self.end]
        at = self.own + len(own) - len(own.lstrip()) - 1 if side == "start" else self.own + len(own.rstrip()) + 1
        return (at, at)


Match: TypeAlias = Callable[[Unit], Sequence[Hit]]
"""From a unit to the spans a pattern matches there, by end and then start."""


def compiled(pattern: syntax.Pattern) -> Match:
    """The function that matches a pattern."""
    match pattern:
        case syntax.Concept() | syntax.Phrase() | syntax.Entity():
            return _leaf(key_of(pattern))
        case syntax.Edge(side=side):
            return lambda unit: (unit.edge(side),)
        case syntax.Named(id=name, pattern=inner):
            return _named(name, compiled(inner))
        case syntax.Either(patterns=parts):
            return _either([compiled(part) for part in parts])
        case syntax.Optional(pattern=inner):
            return compiled(inner)
        case syntax.Negated(pattern=inner):
            return _negated(compiled(inner))
        case syntax.Both(patterns=parts):
            return _both([compiled(part) for part in parts])
        case syntax.Sequence(steps=steps, gaps=gaps):
            if any(isinstance(step, syntax.Optional) for step in steps):
                optional = [isinstance(step, syntax.Optional) for step in steps]
                return _with_optional([compiled(step) for step in steps], gaps, optional)
            return _sequence([compiled(step) for step in steps], gaps)
        case _:
            assert_never(pattern)


def _leaf(key: str) -> Match:
    def match(unit: Unit) -> Sequence[Hit]:
        return unit.hits.get(key, ())

    return match


def _named(name: str, inner: Match) -> Match:
    def match(unit: Unit) -> Sequence[Hit]:
        found = unit.named.get(name)
        if found is None:
            found = unit.named[name] = inner(unit)
        return found

    return match


def _either(parts: Sequence[Match]) -> Match:
    def match(unit: Unit) -> Sequence[Hit]:
        found = [spans for part in parts if (spans := part(unit))]
        if len(found) == 1:
            return found[0]
        together = {span for spans in found for span in spans}
        return sorted(together, key=_by_end)

    return match


def _negated(inner: Match) -> Match:
    def match(unit: Unit) -> Sequence[Hit]:
        return [span for span in inner(unit) if unit.negated(span)]

    return match


def _both(parts: Sequence[Match]) -> Match:
    """One span that covers the first of each part; none where a part is missing."""

    def match(unit: Unit) -> Sequence[Hit]:
        firsts = []
        for part in parts:
            spans = part(unit)
            if not spans:
                return ()
            firsts.append(spans[0])
        return ((min(start for start, _ in firsts), max(end for _, end in firsts)),)

    return match


def _sequence(steps: Sequence[Match], gaps: Sequence[int]) -> Match:
    first, rest = steps[0], list(zip(steps[1:], gaps, strict=True))

    def match(unit: Unit) -> Sequence[Hit]:
        reached = first(unit)
        for step, gap in rest:
            if not reached:
                return ()
            reached = _joined(unit.folded, reached, step(unit), gap)
        return reached

    return match


def _with_optional(steps: Sequence[Match], gaps: Sequence[int], optional: Sequence[bool]) -> Match:
    rest = list(zip(steps[1:], gaps, optional[1:], strict=True))

    def match(unit: Unit) -> Sequence[Hit]:
        reached = steps[0](unit)
        # While only optional steps went before, the sequence may begin at the next step too.
        free = optional[0]
        for step, gap, may_miss in rest:
            here = step(unit)
            joined = _joined(unit.folded, reached, here, gap)
            if free:
                joined = _shortest((*joined, *here))
            if may_miss:
                joined = _shortest((*reached, *joined))
            else:
                free = False
            reached = joined
            if not reached and not free:
                return ()
        return reached

    return match


def _joined(folded: str, left: Sequence[Hit], right: Sequence[Hit], gap: int) -> Sequence[Hit]:
    """Each right span with the nearest left one that ends before it, at most `gap` words away."""
    if not left or not right or left[0][1] > right[-1][1]:
        return ()
    joined: list[Hit] = []
    at, last = -1, len(left) - 1
    for start, end in sorted(right) if len(right) > 1 else right:
        while at < last and left[at + 1][1] <= start:
            at += 1
        if at >= 0 and (gap >= syntax.ANY_GAP or words_between(folded, left[at][1], start) <= gap):
            joined.append((left[at][0], end))
    return _shortest(joined) if len(joined) > 1 else joined


def _shortest(hits: Iterable[Hit]) -> list[Hit]:
    """For each end the span that starts last, in order of their ends."""
    best: dict[int, int] = {}
    for start, end in hits:
        if best.get(end, -1) < start:
            best[end] = start
    return [(best[end], end) for end in sorted(best)]


def _by_end(hit: Hit) -> tuple[int, int]:
    return hit[1], hit[0]
