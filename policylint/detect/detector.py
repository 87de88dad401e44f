"""The detector: one scan for all phrases, then each statement over the few units that hold what it needs.

In: a document. Out: its disclosures, and on demand what comes nearest to a disclosure that it does not make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policylint.detect import statement as syntax
from policylint.detect.lexicon import Lexicon, pattern_leaves
from policylint.detect.matcher import Hit, Matcher, key_of
from policylint.detect.model import Denial, Disclosure, DisclosureType, Stance
from policylint.detect.scan import Hits, Scanner
from policylint.detect.stance import Stances
from policylint.detect.units import units_of
from policylint.document import Document
from policylint.places import Span


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement with what it cannot match without.

    needs: sets of keys; a unit matches only if it has a hit of some key of each. actions: concepts of the pattern that
    carry its stance. numbers: kinds of entities in the pattern whose numbers are worth keeping.
    """

    statement: syntax.Statement
    needs: tuple[frozenset[str], ...]
    actions: tuple[str, ...]
    numbers: tuple[str, ...]


class Detector:
    """Finds the disclosures of one rulebook in any number of documents."""

    def __init__(self, lexicon: Lexicon, disclosures: Sequence[DisclosureType]) -> None:
        self.actions = lexicon.actions
        self.types = {each.id: each for each in disclosures}
        self.statements = {each.id: self._compile(each.statements) for each in disclosures}
        self.nearly = {each.id: self._compile(each.nearly) for each in disclosures}
        patterns = [each.pattern for kind in disclosures for each in (*kind.statements, *kind.nearly)]
        leaves = dict.fromkeys(leaf for pattern in patterns for leaf in pattern_leaves(pattern))
        compared = [leaf for leaf in leaves if isinstance(leaf, syntax.Entity) and leaf.comparison]
        self.scanner = Scanner(lexicon, compared)

    def detect(self, document: Document) -> Detection:
        """Everything the document says, in the order of the file."""
        return Detection(self, document)

    def _compile(self, statements: Iterable[syntax.Statement]) -> tuple[_Compiled, ...]:
        return tuple(_compiled(statement, self.actions) for statement in statements)


class Detection:
    """What one document says.

    disclosures: in the order of the file, one of an id for each sentence, list item or heading that says it.
    """

    def __init__(self, detector: Detector, document: Document) -> None:
        self._detector = detector
        self._units = units_of(document)
        self._hits = detector.scanner.scan(self._units) if self._units.units else Hits()
        self._holding: dict[frozenset[str], frozenset[int]] = {}
        self._titled: dict[syntax.Pattern, frozenset[int]] = {}
        self._covered: dict[syntax.Pattern, set[int]] = {}
        found = [
            (index, disclosure)
            for kind in detector.types.values()
            for index, disclosure in self._find(kind, detector.statements[kind.id])
        ]
        found.sort(key=lambda pair: (pair[0], pair[1].id))
        self.disclosures = tuple(disclosure for _, disclosure in found)

    def nearest(self, disclosure: str) -> Disclosure | None:
        """What comes closest to a disclosure without saying it: the first match of its best `nearly` statement."""
        kind = self._detector.types[disclosure]
        for statement in self._detector.nearly[disclosure]:
            found = self._find(kind, [statement])
            if found:
                return found[0][1]
        return None

    def titles(self, pattern: syntax.Pattern) -> list[Span]:
        """Where in the source the headings stand in which a pattern matches."""
        return [self._units.units[index].place.span() for index in sorted(self._titles(pattern))]

    def _find(self, kind: DisclosureType, statements: Iterable[_Compiled]) -> list[tuple[int, Disclosure]]:
        """The disclosures of one type with the indexes of their units; affirmed where any statement affirms it."""
        stances: dict[int, Stance] = {}
        values: dict[int, set[int]] = {}
        for compiled in statements:
            for index, denied in self._matches(compiled, firm=kind.denial is Denial.FIRM):
                if denied and kind.denial is Denial.REFUTES:
                    continue
                stance = Stance.DENIED if denied and kind.denial is not Denial.NEUTRAL else Stance.AFFIRMED
                if stances.get(index) is not Stance.AFFIRMED:
                    stances[index] = stance
                numbers = (number for each in compiled.numbers for number in self._hits.values.get((each, index), ()))
                values.setdefault(index, set()).update(numbers)
        return [
            (index, self._disclosure(kind.id, index, stance, values[index]))
            for index, stance in sorted(stances.items())
        ]

    def _disclosure(self, name: str, index: int, stance: Stance, values: set[int]) -> Disclosure:
        place = self._units.units[index].place
        return Disclosure(name, stance, place.text, place.span(), tuple(sorted(values)))

    def _matches(self, compiled: _Compiled, *, firm: bool) -> Iterator[tuple[int, bool]]:
        """The units in which a statement matches, each with whether all its matches are denied."""
        statement = compiled.statement
        for index in sorted(self._candidates(compiled)):
            unit = self._units.units[index]
            if unit.heading is not statement.heading or (statement.item and not unit.item):
                continue
            if statement.under is not None and (index if unit.heading else unit.above) not in self._under(
                statement.under
            ):
                continue
            stances, matcher = self._tools(index)
            # What lies in the lead-in alone is evidence there, and not in the item.
            spans = [hit for hit in matcher.spans(statement.pattern) if hit[1] > unit.own]
            if not spans or (statement.exception is not None and matcher.spans(statement.exception)):
                continue
            yield index, all(self._denied(compiled, hit, index, stances, firm=firm) for hit in spans)

    def _candidates(self, compiled: _Compiled) -> frozenset[int]:
        """The units that hold everything the statement needs."""
        found: frozenset[int] | None = None
        for keys in compiled.needs:
            if keys not in self._holding:
                self._holding[keys] = self._hits.units_with(keys)
            held = self._holding[keys]
            found = held if found is None else found & held
            if not found:
                break
        return found or frozenset()

    def _tools(self, index: int) -> tuple[Stances, Matcher]:
        def lookup(key: str) -> Sequence[Hit]:
            return self._hits.of(key, index)

        stances = Stances(self._units.folded, lookup, self._detector.actions)
        return stances, Matcher(self._units.folded, lookup, stances.negated)

    def _titles(self, pattern: syntax.Pattern) -> frozenset[int]:
        """The heading units in which a pattern matches."""
        if pattern not in self._titled:
            headings = (index for index, unit in enumerate(self._units.units) if unit.heading)
            self._titled[pattern] = frozenset(index for index in headings if self._tools(index)[1].spans(pattern))
        return self._titled[pattern]

    def _under(self, pattern: syntax.Pattern) -> set[int]:
        """The heading units in which a pattern matches, and those below them."""
        if pattern not in self._covered:
            matching, covered = self._titles(pattern), set[int]()
            for index, unit in enumerate(self._units.units):
                if unit.heading and (index in matching or unit.above in covered):
                    covered.add(index)
            self._covered[pattern] = covered
        return self._covered[pattern]

    def _denied(self, compiled: _Compiled, hit: Hit, index: int, stances: Stances, *, firm: bool) -> bool:
        """Whether a match is denied: all its actions are negated, and no exception behind turns that around."""
        inside = [
            action
            for key in compiled.actions
            for action in self._hits.of(key, index)
            if hit[0] <= action[0] and action[1] <= hit[1]
        ]
        pivots = inside or [hit]
        return all(stances.negated(pivot) for pivot in pivots) and (firm or not stances.excepted(max(pivots)))


def _compiled(statement: syntax.Statement, actions: frozenset[str]) -> _Compiled:
    leaves = list(pattern_leaves(statement.pattern))
    carrying = {leaf.id for leaf in leaves if isinstance(leaf, syntax.Concept) and leaf.id in actions}
    numbers = {leaf.kind for leaf in leaves if isinstance(leaf, syntax.Entity) and leaf.kind in syntax.NUMBERED}
    needs = tuple(dict.fromkeys(_needs(statement.pattern)))
    return _Compiled(statement, needs, tuple(sorted(carrying)), tuple(sorted(numbers)))


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
