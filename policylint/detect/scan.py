"""The scan: one pass over a document's text for all phrases. In: units. Out: where each concept, phrase and entity is.

Phrases are found by an Aho-Corasick automaton, so that their number costs next to nothing.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from policylint.detect import statement as syntax
from policylint.detect.entities import entities_of
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


@dataclass(frozen=True, slots=True)
class Hits:
    """All that was found in the units of one document.

    by_unit: for each unit a key (see `lexicon.key_of`) to where it is in `Units.text`, by end and then start. values:
    the kind of an entity and the index of a unit to the numbers of the entities there (years of ages, days of periods).
    """

    by_unit: list[dict[str, list[Hit]]]
    values: dict[tuple[str, int], list[int]]


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
        by_unit: list[dict[str, list[Hit]]] = [{} for _ in units.units]
        hits = Hits(by_unit, {})
        if not by_unit:
            return hits
        ends = [unit.end for unit in units.units]
        keys_of = self._keys
        at, last, here = 0, ends[0], by_unit[0]
        # The automaton reports matches in the order of their ends, as the units have theirs.
        for phrase, start, end in self._automaton.find_matches_as_indexes(units.folded, overlapping=True):
            if end - 1 > last:
                while ends[at] < end - 1:
                    at += 1
                last, here = ends[at], by_unit[at]
            hit = (start + 1, end - 1)
            for key in keys_of[phrase]:
                if key in here:
                    here[key].append(hit)
                else:
                    here[key] = [hit]
        self._add_entities(units, ends, hits)
        return hits

    def _add_entities(self, units: Units, ends: list[int], hits: Hits) -> None:
        countries = [Span(*hit) for found in hits.by_unit for hit in found.get(COUNTRY, ())]
        found = sorted(entities_of(units, countries), key=lambda entity: (entity.end, entity.start))
        for entity in found:
            unit, place = bisect_right(ends, entity.start), (entity.start, entity.end)
            here = hits.by_unit[unit]
            here.setdefault(f"<{entity.kind}>", []).append(place)
            hits.values.setdefault((entity.kind, unit), []).append(entity.value)
            for leaf in self._comparisons:
                if leaf.kind == entity.kind and COMPARE[leaf.comparison](entity.value, leaf.number):
                    here.setdefault(key_of(leaf), []).append(place)
