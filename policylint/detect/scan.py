"""The scan: one pass over a document's text for all phrases. In: units. Out: where each concept, phrase and entity is.

Phrases are found by an Aho-Corasick automaton, so that their number costs next to nothing.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from policylint.detect import statement as syntax
from policylint.detect.entities import entities_of
from policylint.detect.lexicon import COUNTRY, Lexicon
from policylint.detect.matcher import Hit, key_of
from policylint.detect.units import Units
from policylint.places import Span

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _by_unit() -> dict[int, list[Hit]]:
    return defaultdict(list)


@dataclass(frozen=True, slots=True)
class Hits:
    """All that was found in the units of one document.

    by_key: a key (see `matcher.key_of`) to the index of a unit to where in `Units.text`, in order. values: the kind of
    an entity and the index of a unit to the numbers of the entities there (years of ages, days of periods).
    """

    by_key: dict[str, dict[int, list[Hit]]] = field(default_factory=lambda: defaultdict(_by_unit))
    values: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def of(self, key: str, unit: int) -> Sequence[Hit]:
        """The hits of a key in a unit."""
        found = self.by_key.get(key)
        return found.get(unit, ()) if found else ()

    def units_with(self, keys: Iterable[str]) -> frozenset[int]:
        """The units that hold a hit of at least one of the keys."""
        return frozenset(unit for key in keys if key in self.by_key for unit in self.by_key[key])


class Scanner:
    """Scans any number of documents for the phrases of one lexicon.

    comparisons: the entities with a comparison (`<age <= 16>`) that statements name.
    """

    def __init__(self, lexicon: Lexicon, comparisons: Iterable[syntax.Entity]) -> None:
        self._keys = tuple(lexicon.keys.values())
        self._automaton = AhoCorasick([f" {phrase} " for phrase in lexicon.keys])
        self._comparisons = tuple(comparisons)

    def scan(self, units: Units) -> Hits:
        """Everything there is to find."""
        hits = Hits()
        ends = [unit.end for unit in units.units]
        at = 0
        # The automaton reports matches in the order of their ends, as the units have theirs.
        for phrase, start, end in self._automaton.find_matches_as_indexes(units.folded, overlapping=True):
            while ends[at] < end - 1:
                at += 1
            for key in self._keys[phrase]:
                hits.by_key[key][at].append((start + 1, end - 1))
        countries = [Span(*hit) for each in hits.by_key.get(COUNTRY, {}).values() for hit in each]
        for entity in entities_of(units, countries):
            unit, place = bisect_right(ends, entity.start), (entity.start, entity.end)
            hits.by_key[f"<{entity.kind}>"][unit].append(place)
            hits.values[entity.kind, unit].append(entity.value)
            for leaf in self._comparisons:
                if leaf.kind == entity.kind and COMPARE[leaf.comparison](entity.value, leaf.number):
                    hits.by_key[key_of(leaf)][unit].append(place)
        return hits
