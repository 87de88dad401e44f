"""The detector: one scan for all phrases, then each statement over the few units that hold what it needs.

In: a document. Out: its disclosures, and on demand what comes nearest to a disclosure that it does not make.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from policylint.detect import statement as syntax
from policylint.detect.entities import entities_of
from policylint.detect.lexicon import COUNTRY, Lexicon, pattern_leaves
from policylint.detect.matcher import Hit, Matcher, key_of
from policylint.detect.model import Denial, Disclosure, DisclosureType, Stance
from policylint.detect.stance import Stances
from policylint.detect.units import Unit, Units, units_of
from policylint.document import Document
from policylint.places import Span

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement with what it cannot match without.

    needs: sets of keys; a unit matches only if it has a hit of some key of each. pivots: actions in the pattern.
    """

    statement: syntax.Statement
    needs: tuple[frozenset[str], ...]
    pivots: tuple[str, ...]
    values: tuple[str, ...]


class Detector:
    """Finds the disclosures of one rulebook in any number of documents."""

    def __init__(self, lexicon: Lexicon, disclosures: Sequence[DisclosureType]) -> None:
        self.lexicon = lexicon
        self.types = {each.id: each for each in disclosures}
        self._phrases = tuple(lexicon.keys.items())
        self._automaton = AhoCorasick([f" {phrase} " for phrase, _ in self._phrases])
        self._statements = {each.id: self._compile(each.statements) for each in disclosures}
        self._nearly = {each.id: self._compile(each.nearly) for each in disclosures}
        patterns = [statement.pattern for each in disclosures for statement in (*each.statements, *each.nearly)]
        leaves = {leaf for pattern in patterns for leaf in pattern_leaves(pattern) if isinstance(leaf, syntax.Entity)}
        self._comparisons = tuple(leaf for leaf in leaves if leaf.comparison)

    def detect(self, document: Document) -> Detection:
        """Everything the document says, in the order of the file."""
        return Detection(self, document)

    def _compile(self, statements: Iterable[syntax.Statement]) -> tuple[_Compiled, ...]:
        return tuple(_compiled(statement, self.lexicon.actions) for statement in statements)

    def scan(self, units: Units) -> dict[str, dict[int, list[Hit]]]:
        """All hits: key to the index of a unit to where in its text."""
        hits: dict[str, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
        ends = [unit.end for unit in units.units]
        at = 0
        for number, start, end in self._automaton.find_matches_as_indexes(units.folded, overlapping=True):
            while ends[at] < end - 1:
                at += 1
            for key in self._phrases[number][1]:
                hits[key][at].append((start + 1, end - 1))
        countries = [Span(*hit) for each in hits[COUNTRY].values() for hit in each] if COUNTRY in hits else []
        for entity in entities_of(units, countries):
            unit = bisect_right(ends, entity.start)
            hits[f"<{entity.kind}>"][unit].append((entity.start, entity.end))
            for leaf in self._comparisons:
                if leaf.kind == entity.kind and COMPARE[leaf.comparison](entity.value, leaf.number):
                    hits[key_of(leaf)][unit].append((entity.start, entity.end))
            hits[_value_key(entity.kind)][unit].append((entity.value, entity.value))
        return hits

    def statements(self, disclosure: str, *, nearly: bool = False) -> tuple[_Compiled, ...]:
        """The statements that say a disclosure, or those that only come close."""
        return (self._nearly if nearly else self._statements)[disclosure]


class Detection:
    """What one document says."""

    def __init__(self, detector: Detector, document: Document) -> None:
        self._detector = detector
        self._units = units_of(document)
        self._hits = detector.scan(self._units) if self._units.units else {}
        self._holding: dict[frozenset[str], frozenset[int]] = {}
        self._titled: dict[syntax.Pattern, frozenset[int]] = {}
        found = [
            (index, disclosure)
            for kind in detector.types.values()
            for index, disclosure in self._find(kind, detector.statements(kind.id))
        ]
        found.sort(key=lambda pair: (pair[0], pair[1].id))
        self.disclosures = tuple(disclosure for _, disclosure in found)

    def nearest(self, disclosure: str) -> Disclosure | None:
        """The first sentence that comes close to a disclosure without saying it."""
        kind = self._detector.types[disclosure]
        found = self._find(kind, self._detector.statements(disclosure, nearly=True))
        return min(found, key=lambda pair: pair[0], default=(0, None))[1]

    def _find(self, kind: DisclosureType, statements: Iterable[_Compiled]) -> list[tuple[int, Disclosure]]:
        stances: dict[int, Stance] = {}
        values: dict[int, set[int]] = {}
        for compiled in statements:
            for index, denied in self._matches(compiled):
                if denied and kind.denial is Denial.REFUTES:
                    continue
                stance = Stance.DENIED if denied and kind.denial is Denial.COUNTS else Stance.AFFIRMED
                if stances.get(index) is not Stance.AFFIRMED:
                    stances[index] = stance
                values.setdefault(index, set()).update(self._values(compiled, index))
        return [
            (index, self._disclosure(kind.id, self._units.units[index], stance, tuple(sorted(values[index]))))
            for index, stance in sorted(stances.items())
        ]

    def _disclosure(self, name: str, unit: Unit, stance: Stance, values: tuple[int, ...]) -> Disclosure:
        return Disclosure(name, stance, unit.place.text, unit.place.span(), values)

    def _values(self, compiled: _Compiled, index: int) -> Iterator[int]:
        for key in compiled.values:
            yield from (value for value, _ in self._hits.get(key, {}).get(index, ()))

    def _matches(self, compiled: _Compiled) -> Iterator[tuple[int, bool]]:
        """The units in which a statement matches, each with whether all its matches are denied."""
        statement = compiled.statement
        for index in sorted(self._candidates(compiled)):
            unit = self._units.units[index]
            if unit.heading is not statement.heading or (statement.item and not unit.item):
                continue
            if statement.under is not None and self._titles(statement.under).isdisjoint(unit.titles):
                continue
            stances, matcher = self._tools(index)
            spans = [hit for hit in matcher.spans(statement.pattern) if hit[1] > unit.own]
            if not spans or (statement.exception is not None and matcher.spans(statement.exception)):
                continue
            yield index, all(self._denied(compiled, hit, index, stances) for hit in spans)

    def _candidates(self, compiled: _Compiled) -> frozenset[int]:
        """The units that hold everything the statement needs."""
        found: frozenset[int] | None = None
        for keys in compiled.needs:
            held = self._holding.get(keys)
            if held is None:
                held = frozenset(index for key in keys if key in self._hits for index in self._hits[key])
                self._holding[keys] = held
            found = held if found is None else found & held
            if not found:
                return frozenset()
        return found or frozenset()

    def _tools(self, index: int) -> tuple[Stances, Matcher]:
        def lookup(key: str) -> Sequence[Hit]:
            return self._hits[key].get(index, ()) if key in self._hits else ()

        stances = Stances(self._units.folded, lookup, self._detector.lexicon.actions)
        return stances, Matcher(self._units.folded, lookup, stances.negated)

    def _titles(self, pattern: syntax.Pattern) -> frozenset[int]:
        """The heading units in which a pattern matches."""
        found = self._titled.get(pattern)
        if found is None:
            headings = (index for index, unit in enumerate(self._units.units) if unit.heading)
            found = frozenset(index for index in headings if self._tools(index)[1].spans(pattern))
            self._titled[pattern] = found
        return found

    def titles(self, pattern: syntax.Pattern) -> list[Span]:
        """Where in the source the headings stand in which a pattern matches."""
        return [self._units.units[index].place.span() for index in sorted(self._titles(pattern))]

    def _denied(self, compiled: _Compiled, hit: Hit, index: int, stances: Stances) -> bool:
        """Whether a match is denied: all its actions are negated, and no exception behind turns that around."""
        actions = [
            (start, end)
            for key in compiled.pivots
            if key in self._hits
            for start, end in self._hits[key].get(index, ())
            if hit[0] <= start and end <= hit[1]
        ]
        pivots = actions or [hit]
        return all(stances.negated(pivot) for pivot in pivots) and not stances.excepted(max(pivots))


def _compiled(statement: syntax.Statement, actions: frozenset[str]) -> _Compiled:
    leaves = list(pattern_leaves(statement.pattern))
    pivots = sorted({leaf.id for leaf in leaves if isinstance(leaf, syntax.Concept) and leaf.id in actions})
    kinds = sorted({leaf.kind for leaf in leaves if isinstance(leaf, syntax.Entity) and leaf.kind in ("age", "period")})
    needs = tuple(dict.fromkeys(_needs(statement.pattern)))
    return _Compiled(statement, needs, tuple(pivots), tuple(_value_key(kind) for kind in kinds))


def _needs(pattern: syntax.Pattern) -> list[frozenset[str]]:
    """Sets of keys of which a unit must hold one each for the pattern to match; none for an optional pattern."""
    match pattern:
        case syntax.Concept() | syntax.Phrase() | syntax.Entity():
            return [frozenset((key_of(pattern),))]
        case syntax.Optional():
            return []
        case syntax.Negated(pattern=inner):
            return _needs(inner)
        case syntax.Both(patterns=parts) | syntax.Sequence(steps=parts):
            return [keys for part in parts for keys in _needs(part)]
        case syntax.Either(patterns=parts):
            each = [_needs(part) for part in parts]
            if not all(each):
                return []
            return [frozenset(key for keys in each for key in min(keys, key=len))]


def _value_key(kind: str) -> str:
    return f"#{kind}"
