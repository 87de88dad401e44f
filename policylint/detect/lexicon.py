"""The lexicon: every phrase of every concept, ready for one scan. In: concepts and statements. Out: a `Lexicon`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policylint.detect import statement as syntax
from policylint.detect.model import Concept
from policylint.detect.phrases import PhraseError, expand

# Concepts the stance of a statement is read from; every rulebook has them.
NEGATION = "negation"
NEGATION_OF_OBJECT = "negation-of-object"
NEGATION_BEHIND = "negation-behind"
NO_NEGATION = "no-negation"
EXCEPTION = "exception"
CLAUSE_END = "clause-end"
NEGATION_FILLER = "negation-filler"
COUNTRY = "country"
REQUIRED_CONCEPTS = (
    NEGATION,
    NEGATION_OF_OBJECT,
    NEGATION_BEHIND,
    NO_NEGATION,
    EXCEPTION,
    CLAUSE_END,
    NEGATION_FILLER,
    COUNTRY,
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of a rulebook that anything asks for.

    keys: folded phrase to the keys (see `key_of`) it is a hit of. actions: the keys of actions.
    """

    keys: dict[str, tuple[str, ...]]
    actions: frozenset[str]


def build_lexicon(
    concepts: Mapping[str, Concept],
    statements: Iterable[syntax.Statement],
    irregular: Mapping[str, tuple[str, ...]],
    on_error: Callable[[str, str, str], None],
) -> Lexicon:
    """Expand all phrases.

    on_error: called with the id of a concept or the text of a statement, a phrase in it, and what is wrong with that.
    """
    keys: dict[str, set[str]] = {}
    read = list(statements)
    actions = frozenset(concept.id for concept in concepts.values() if concept.action)
    asked = {leaf.id for statement in read for leaf in leaves_of(statement) if isinstance(leaf, syntax.Concept)}
    asked |= {*REQUIRED_CONCEPTS, *actions}

    def put(phrase: str, names: Iterable[str], where: str) -> None:
        try:
            forms = expand(phrase, irregular)
        except PhraseError as error:
            on_error(where, phrase, str(error))
            return
        for form in forms:
            keys.setdefault(form, set()).update(names)

    above = _including(concepts)
    for concept in concepts.values():
        for phrase in concept.phrases:
            put(phrase, above[concept.id] & asked, concept.id)
    for statement in read:
        for leaf in leaves_of(statement):
            if isinstance(leaf, syntax.Phrase):
                put(leaf.text, [key_of(leaf)], statement.text)
    ordered = {phrase: tuple(sorted(names)) for phrase, names in sorted(keys.items()) if names}
    return Lexicon(ordered, actions)


def leaves_of(statement: syntax.Statement) -> Iterator[syntax.Leaf]:
    """Every leaf of a statement, its exclusions and contexts included."""
    for pattern in statement.patterns():
        yield from pattern_leaves(pattern)


def pattern_leaves(pattern: syntax.Pattern) -> Iterator[syntax.Leaf]:
    """Every concept, phrase, entity and edge a pattern names."""
    pending = [pattern]
    while pending:
        match pending.pop():
            case syntax.Concept() | syntax.Phrase() | syntax.Entity() | syntax.Edge() as leaf:
                yield leaf
            case syntax.Either(patterns=parts) | syntax.Both(patterns=parts) | syntax.Sequence(steps=parts):
                pending.extend(parts)
            case syntax.Optional(pattern=inner) | syntax.Negated(pattern=inner) | syntax.Named(pattern=inner):
                pending.append(inner)


def key_of(leaf: syntax.Leaf) -> str:
    """The name under which the hits of a leaf are kept."""
    match leaf:
        case syntax.Concept(id=concept):
            return concept
        case syntax.Phrase(text=text):
            return f'"{text}"'
        case syntax.Entity(kind=kind, comparison=comparison, number=number):
            return f"<{kind}{comparison}{number}>" if comparison else f"<{kind}>"
        case syntax.Edge(side=side):
            return f"<{side}>"


def _including(concepts: Mapping[str, Concept]) -> dict[str, set[str]]:
    """For each concept its own id and those of the concepts that include it, directly or not."""
    above = {name: {name} for name in concepts}
    for name in concepts:
        pending, seen = [name], set()
        while pending:
            for included in concepts[pending.pop()].includes:
                if included in above and included not in seen:
                    seen.add(included)
                    above[included].add(name)
                    pending.append(included)
    return above
