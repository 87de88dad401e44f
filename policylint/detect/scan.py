"""The scan: one pass over a document's text for all phrases. In: units. Out: where each concept, phrase and entity is.

Phrases are found by an Aho-Corasick automaton, so that their number costs next to nothing.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from policylint.detect import statement as syntax
from policylint.detect.entities import Entity, entities_of
from policylint.detect.hits import Hit
from policylint.detect.lexicon import COUNTRY, Lexicon, key_of
from policylint.detect.units import Units
from policylint.places import Span

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}

_END = operator.itemgetter(2)


class Scanner:
    """Scans any number of documents for the phrases of one lexicon.

    comparisons: the entities with a comparison (`<age <= 16>`) that statements name.
    """

    def __init__(self, lexicon: Lexicon, comparisons: Iterable[syntax.Entity]) -> None:
        self._automaton = AhoCorasick([f" {phrase} " for phrase in lexicon.keys])
        self._comparisons = tuple(comparisons)
        # Most phrases share their keys with many others: each such set of keys has a number.
        numbers: dict[tuple[str, ...], int] = {}
        self._set_of = [numbers.setdefault(keys, len(numbers)) for keys in lexicon.keys.values()]
        self._sets = tuple(numbers)

    def scan(self, units: Units) -> Hits:
        """Everything there is to find."""
        # Numbers of phrases, start and end with the space on either side, in the order of their ends.
        found = self._automaton.find_matches_as_indexes(units.folded, overlapping=True)
        hits = Hits(self._sets, self._set_of, units, found)
        countries = [Span(*hit) for index in hits.units_with(COUNTRY) for hit in hits.in_unit(index)[COUNTRY]]
        entities = sorted(entities_of(units, countries), key=lambda entity: (entity.end, entity.start))
        ends = [unit.end for unit in units.units]
        for entity in entities:
            hits.add(bisect_right(ends, entity.start), entity, self._keys(entity))
        return hits

    def _keys(self, entity: Entity) -> Iterator[str]:
        yield f"<{entity.kind}>"
        for leaf in self._comparisons:
            if leaf.kind == entity.kind and COMPARE[leaf.comparison](entity.value, leaf.number):
                yield key_of(leaf)


class Hits:
    """All that was found in the units of one document.

    values: the kind of an entity and the index of a unit to the numbers of the entities there (years of ages, days of
    periods).
    """

    def __init__(
        self,
        sets: Sequence[tuple[str, ...]],
        set_of: Sequence[int],
        units: Units,
        found: Sequence[tuple[int, int, int]],
    ) -> None:
        """sets: sets of keys. set_of: the number of a phrase to that of its set. found: (phrase, start, end)."""
        self._sets = sets
        self._set_of = set_of
        self._found = found
        # Where in `found` the phrases of each unit begin, and where those of the last one end.
        self._bounds = [0]
        for unit in units.units:
            self._bounds.append(bisect_right(found, unit.end + 1, self._bounds[-1], key=_END))
        self._entities: dict[int, list[tuple[str, Hit]]] = {}
        self.values: dict[tuple[str, int], list[int]] = {}

    def add(self, index: int, entity: Entity, keys: Iterable[str]) -> None:
        """Add an entity to what was found in a unit; in the order of their ends."""
        self._entities.setdefault(index, []).extend((key, (entity.start, entity.end)) for key in keys)
        self.values.setdefault((entity.kind, index), []).append(entity.value)

    def in_unit(self, index: int) -> dict[str, list[Hit]]:
        """From each key (see `lexicon.key_of`) in a unit to where it is in `Units.text`, by end and then start."""
        sets, set_of = self._sets, self._set_of
        here: dict[str, list[Hit]] = {}
        for phrase, start, end in self._found[self._bounds[index] : self._bounds[index + 1]]:
            hit = (start + 1, end - 1)
            for key in sets[set_of[phrase]]:
                if key in here:
                    here[key].append(hit)
                else:
                    here[key] = [hit]
        for key, hit in self._entities.get(index, ()):
            here.setdefault(key, []).append(hit)
        return here

    def holding(self, first: int, last: int) -> dict[str, int]:
        """Which of the units [first, last) hold each key: bit 0 stands for the first."""
        by_set: dict[int, int] = {}
        by_key: dict[str, int] = {}
        bounds, set_of = self._bounds, self._set_of
        for index in range(first, last):
            bit = 1 << (index - first)
            for number in {set_of[found[0]] for found in self._found[bounds[index] : bounds[index + 1]]}:
                by_set[number] = by_set.get(number, 0) | bit
            for key, _ in self._entities.get(index, ()):
                by_key[key] = by_key.get(key, 0) | bit
        for number, bits in by_set.items():
            for key in self._sets[number]:
                by_key[key] = by_key.get(key, 0) | bits
        return by_key

    def units_with(self, key: str) -> list[int]:
        """The units in which a phrase with this key was found."""
        sets = frozenset(number for number, keys in enumerate(self._sets) if key in keys)
        at = (place for place, found in enumerate(self._found) if self._set_of[found[0]] in sets)
        return sorted({bisect_right(self._bounds, place) - 1 for place in at})
