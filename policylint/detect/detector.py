"""The detector: one scan for all phrases, then each statement over the few units that hold what it needs.

In: a document. Out: its disclosures, and on demand what comes nearest to a disclosure that it does not make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policylint.detect import statement as syntax
from policylint.detect.hits import Hit
from policylint.detect.lexicon import NEGATION_FILLER, Lexicon, key_of, pattern_leaves
from policylint.detect.matcher import Match, Unit, compiled
from policylint.detect.model import Denial, Disclosure, DisclosureType, Stance
from policylint.detect.scan import Scanner
from policylint.detect.units import units_of
from policylint.document import Document
from policylint.garbage import no_collection
from policylint.places import Span

# How many units are looked at together. Sets of units are kept as the bits of a number; in so small a number each
# step costs the same, however long the document.
_WINDOW = 256


class Detector:
    """Finds the disclosures of one rulebook in any number of documents."""

    def __init__(self, lexicon: Lexicon, disclosures: Sequence[DisclosureType]) -> None:
        self.free = lexicon.actions | {NEGATION_FILLER}
        self.patterns = _Patterns(lexicon.actions)
        self.types = {each.id: each for each in disclosures}
        self.statements = {each.id: self.patterns.of_statements(each.statements) for each in disclosures}
        self.nearly = {each.id: self.patterns.of_statements(each.nearly) for each in disclosures}
        given = (each for kind in disclosures for each in (*kind.statements, *kind.nearly))
        leaves = dict.fromkeys(leaf for each in given for part in each.patterns() for leaf in pattern_leaves(part))
        compared = [leaf for leaf in leaves if isinstance(leaf, syntax.Entity) and leaf.comparison]
        self.scanner = Scanner(lexicon, compared)

    def detect(self, document: Document) -> Detection:
        """Everything the document says, in the order of the file."""
        with no_collection():
            return Detection(self, document)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern ready to be matched. needs: sets of keys; a unit matches only if it has a hit of some key of each."""

    syntax: syntax.Pattern
    match: Match
    needs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement ready to be matched.

    actions: concepts of the pattern that carry its stance. numbers: kinds of entities in the pattern whose numbers are
    worth keeping. The rest as in `statement.Statement`.
    """

    pattern: _Pattern
    exception: _Pattern | None
    barred: _Pattern | None
    heading: bool
    item: bool
    under: _Pattern | None
    directly_under: _Pattern | None
    after: _Pattern | None
    before: _Pattern | None
    actions: tuple[str, ...]
    numbers: tuple[str, ...]


class _Patterns:
    """Compiles each pattern once."""

    def __init__(self, actions: frozenset[str]) -> None:
        self._actions = actions
        self._compiled: dict[syntax.Pattern, _Pattern] = {}

    def of(self, pattern: syntax.Pattern) -> _Pattern:
        found = self._compiled.get(pattern)
        if found is None:
            needs = (tuple(dict.fromkeys(map(key_of, leaves))) for leaves in syntax.needed(pattern))
            # What few phrases can be is looked at first, as it is the rarest.
            found = _Pattern(pattern, compiled(pattern), tuple(sorted(needs, key=len)))
            self._compiled[pattern] = found
        return found

    def of_statements(self, statements: Iterable[syntax.Statement]) -> tuple[_Statement, ...]:
        return tuple(map(self._of_statement, statements))

    def _of_statement(self, statement: syntax.Statement) -> _Statement:
        leaves = list(pattern_leaves(statement.pattern))
        carrying = {leaf.id for leaf in leaves if isinstance(leaf, syntax.Concept) and leaf.id in self._actions}
        numbers = {leaf.kind for leaf in leaves if isinstance(leaf, syntax.Entity) and leaf.kind in syntax.NUMBERED}
        return _Statement(
            pattern=self.of(statement.pattern),
            exception=self._if_any(statement.exception),
            barred=self._if_any(statement.barred),
            heading=statement.heading,
            item=statement.item,
            under=self._if_any(statement.under),
            directly_under=self._if_any(statement.directly_under),
            after=self._if_any(statement.after),
            before=self._if_any(statement.before),
            actions=tuple(sorted(carrying)),
            numbers=tuple(sorted(numbers)),
        )

    def _if_any(self, pattern: syntax.Pattern | None) -> _Pattern | None:
        return None if pattern is None else self.of(pattern)


class Detection:
    """What one document says.

    disclosures: in the order of the file, one of an id for each sentence, list item or heading that says it.
    """

    def __init__(self, detector: Detector, document: Document) -> None:
        self.detector = detector
        self.units = units_of(document)
        self.hits = detector.scanner.scan(self.units)
        self._views: dict[int, Unit] = {}
        self._titled: dict[syntax.Pattern, frozenset[int]] = {}
        self._covered: dict[syntax.Pattern, set[int]] = {}
        self._windows = [_Window(self, first) for first in range(0, len(self.units.units), _WINDOW)]
        found = [
            (index, disclosure)
            for kind in detector.types.values()
            for index, disclosure in self._find(kind, detector.statements[kind.id])
        ]
        found.sort(key=lambda pair: (pair[0], pair[1].id))
        self.disclosures = tuple(disclosure for _, disclosure in found)

    def nearest(self, disclosure: str) -> Disclosure | None:
        """What comes closest to a disclosure without saying it: the first match of its best `nearly` statement."""
        kind = self.detector.types[disclosure]
        for statement in self.detector.nearly[disclosure]:
            found = self._find(kind, [statement])
            if found:
                return found[0][1]
        return None

    def titles(self, pattern: syntax.Pattern) -> list[Span]:
        """Where in the source the headings stand in which a pattern matches."""
        titles = sorted(self.titled(self.detector.patterns.of(pattern)))
        return [self.units.units[index].place.span() for index in titles]

    def view(self, index: int) -> Unit:
        """The unit with this index and what was found in it."""
        view = self._views.get(index)
        if view is None:
            unit, hits = self.units.units[index], self.hits.in_unit(index)
            view = self._views[index] = Unit(self.units.folded, unit.own, unit.end, hits, self.detector.free)
        return view

    def titled(self, pattern: _Pattern) -> frozenset[int]:
        """The heading units in which a pattern matches."""
        found = self._titled.get(pattern.syntax)
        if found is None:
            candidates = (index for window in self._windows for index in window.candidates(pattern, window.headings))
            found = frozenset(index for index in candidates if pattern.match(self.view(index)))
            self._titled[pattern.syntax] = found
        return found

    def covered(self, pattern: _Pattern) -> set[int]:
        """The heading units in which a pattern matches, and those below them."""
        found = self._covered.get(pattern.syntax)
        if found is None:
            matching, found = self.titled(pattern), set[int]()
            for index, unit in enumerate(self.units.units) if matching else ():
                if unit.heading and (index in matching or unit.above in found):
                    found.add(index)
            self._covered[pattern.syntax] = found
        return found

    def _find(self, kind: DisclosureType, statements: Iterable[_Statement]) -> list[tuple[int, Disclosure]]:
        """The disclosures of one type with the indexes of their units; affirmed where any statement affirms it."""
        stances: dict[int, Stance] = {}
        values: dict[int, set[int]] = {}
        firm = kind.denial is Denial.FIRM
        for statement in statements:
            for window in self._windows:
                for index in window.candidates(statement.pattern, window.all_of(statement)):
                    if stances.get(index) is Stance.AFFIRMED and not statement.numbers:
                        continue
                    denied = self._denied(statement, index, firm=firm)
                    if denied is None or (denied and kind.denial is Denial.REFUTES):
                        continue
                    stance = Stance.DENIED if denied and kind.denial is not Denial.NEUTRAL else Stance.AFFIRMED
                    if stances.get(index) is not Stance.AFFIRMED:
                        stances[index] = stance
                    for each in statement.numbers:
                        values.setdefault(index, set()).update(self.hits.values.get((each, index), ()))
        return [
            (index, self._disclosure(kind.id, index, stance, values.get(index, ())))
            for index, stance in sorted(stances.items())
        ]

    def _disclosure(self, name: str, index: int, stance: Stance, values: Iterable[int]) -> Disclosure:
        place = self.units.units[index].place
        return Disclosure(name, stance, place.text, place.span(), tuple(sorted(values)))

    def _denied(self, statement: _Statement, index: int, *, firm: bool) -> bool | None:
        """Whether all matches of a statement in a unit are denied; None where it does not match."""
        view = self.view(index)
        spans = statement.pattern.match(view)
        # What lies in the lead-in alone is evidence there, and not in the item.
        spans = [span for span in spans if span[1] > view.own]
        if not spans or not self._in_context(statement, index):
            return None
        if statement.exception is not None and statement.exception.match(view):
            return None
        if statement.barred is not None:
            bars = statement.barred.match(view)
            spans = [span for span in spans if not any(start < span[1] and span[0] < end for start, end in bars)]
            if not spans:
                return None
        return all(_is_denied(view, statement, span, firm=firm) for span in spans)

    def _in_context(self, statement: _Statement, index: int) -> bool:
        unit = self.units.units[index]
        title = index if unit.heading else unit.above
        if statement.under is not None and title not in self.covered(statement.under):
            return False
        if statement.directly_under is not None and title not in self.titled(statement.directly_under):
            return False
        if statement.after is not None and not self._neighbour(index, index - 1, statement.after):
            return False
        return statement.before is None or self._neighbour(index, index + 1, statement.before)

    def _neighbour(self, index: int, other: int, pattern: _Pattern) -> bool:
        """Whether a pattern matches in the other unit, and that stands in the same section, or is its heading."""
        units = self.units.units
        if not 0 <= other < len(units) or units[other].heading or units[other].above != units[index].above:
            return False
        return bool(pattern.match(self.view(other)))


def _is_denied(unit: Unit, statement: _Statement, span: Hit, *, firm: bool) -> bool:
    """Whether a match is denied: all its actions are negated, and no exception behind turns that around."""
    inside = [
        action
        for key in statement.actions
        for action in unit.hits.get(key, ())
        if span[0] <= action[0] and action[1] <= span[1]
    ]
    pivots = inside or [span]
    return all(map(unit.negated, pivots)) and (firm or not unit.stances.excepted(max(pivots)))


class _Window:
    """Some units of a document in a row: which of them hold what, as the bits of a number for each key."""

    def __init__(self, detection: Detection, first: int) -> None:
        self._first = first
        self._holding: dict[tuple[str, ...], int] = {}
        self.headings = self._items = self._others = 0
        units = detection.units.units[first : first + _WINDOW]
        self._by_key = detection.hits.holding(first, first + len(units))
        bit = 1
        for unit in units:
            if unit.heading:
                self.headings |= bit
            elif unit.item:
                self._items |= bit
            else:
                self._others |= bit
            bit <<= 1

    def all_of(self, statement: _Statement) -> int:
        """The units of the sort a statement is about."""
        if statement.heading:
            return 0 if statement.item else self.headings
        return self._items if statement.item else self._items | self._others

    def candidates(self, pattern: _Pattern, mask: int) -> Iterator[int]:
        """The indexes of those units of the mask that hold everything the pattern needs."""
        for keys in pattern.needs:
            held = self._holding.get(keys)
            if held is None:
                held = 0
                for key in keys:
                    held |= self._by_key.get(key, 0)
                self._holding[keys] = held
            mask &= held
            if not mask:
                return
        while mask:
            low = mask & -mask
            yield self._first + low.bit_length() - 1
            mask ^= low
