"""The statement language. In: a statement as written in YAML. Out: its syntax tree, or an error with a caret.

The grammar is statement.lark; docs/statements.md explains it to those who write rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias, assert_never

import msgspec
from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken, VisitError

# How many words may stand in the gap ".."; in "..." any number.
DEFAULT_GAP = 6
ANY_GAP = 10_000

ENTITIES = ("age", "company", "date", "email", "form", "name", "operator", "period", "phone", "postal", "url")
# Those with a number worth keeping: years of an age, days of a period.
NUMBERED = ("age", "period")


class Concept(msgspec.Struct, frozen=True, tag="concept"):
    """Any phrase of the concept with this id."""

    id: str


class Phrase(msgspec.Struct, frozen=True, tag="phrase"):
    """A phrase given in the statement itself."""

    text: str


class Entity(msgspec.Struct, frozen=True, tag="entity"):
    """An e-mail address, age, period …; where a number is given, one that compares so (years; days)."""

    kind: str
    comparison: str = ""
    number: int = 0


class Edge(msgspec.Struct, frozen=True, tag="edge"):
    """Where the sentence or item itself begins ("start") or ends ("end"), its lead-in and last mark left aside."""

    side: str


class Named(msgspec.Struct, frozen=True, tag="named"):
    """A pattern that has a name, see `with_patterns`."""

    id: str
    pattern: Pattern


class Optional(msgspec.Struct, frozen=True, tag="optional"):
    """May be there, in its place in a sequence."""

    pattern: Pattern


class Negated(msgspec.Struct, frozen=True, tag="negated"):
    """Only where it is negated."""

    pattern: Pattern


class Sequence(msgspec.Struct, frozen=True, tag="sequence"):
    """One step after the other; `gaps[i]` words at most between steps i and i + 1."""

    steps: tuple[Pattern, ...]
    gaps: tuple[int, ...]


class Both(msgspec.Struct, frozen=True, tag="both"):
    """All of them, in any order."""

    patterns: tuple[Pattern, ...]


class Either(msgspec.Struct, frozen=True, tag="either"):
    """Any of them."""

    patterns: tuple[Pattern, ...]


Leaf: TypeAlias = Concept | Phrase | Entity | Edge
Pattern: TypeAlias = Leaf | Named | Optional | Negated | Sequence | Both | Either


class Statement(msgspec.Struct, frozen=True):
    """A pattern and where it holds.

    text: as written. exception: where this is found too, nothing was said. barred: the same, where it touches the
    match. heading, item: only in a heading, only in a list item. under: only in a section whose title, or that of one
    above it, says this; directly_under: whose own title does. after, before: only where the neighbouring sentence
    says this.
    """

    text: str
    pattern: Pattern
    exception: Pattern | None = None
    barred: Pattern | None = None
    heading: bool = False
    item: bool = False
    under: Pattern | None = None
    directly_under: Pattern | None = None
    after: Pattern | None = None
    before: Pattern | None = None

    def patterns(self) -> tuple[Pattern, ...]:
        """The pattern, its exclusions and its contexts."""
        given = (
            self.pattern,
            self.exception,
            self.barred,
            self.under,
            self.directly_under,
            self.after,
            self.before,
        )
        return tuple(pattern for pattern in given if pattern is not None)


class StatementError(ValueError):
    """A statement that cannot be read.

    message: what is wrong and what to do, without the place. column: from 1, in the statement.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


def parse_statement(text: str, patterns: Mapping[str, Pattern] | None = None) -> Statement:
    """Read a statement.

    patterns: those that may be used by name, in the place of a concept.

    Raises:
        StatementError: with the column where it goes wrong.
    """
    try:
        tree = _grammar().parse(text)
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    try:
        statement = _Builder(text, patterns or {}).transform(tree)
    except VisitError as error:
        raise error.orig_exc from None
    assert isinstance(statement, Statement)
    if not needed(statement.pattern):
        raise StatementError("nothing in this statement has to be there; it would match everywhere", 1)
    return statement


def needed(pattern: Pattern) -> tuple[tuple[Leaf, ...], ...]:
    """Sets of leaves; where the pattern matches, at least one leaf of each set is found."""
    match pattern:
        case Concept() | Phrase() | Entity():
            return ((pattern,),)
        case Edge() | Optional():
            return ()
        case Negated(pattern=inner) | Named(pattern=inner):
            return needed(inner)
        case Both(patterns=parts) | Sequence(steps=parts):
            return tuple(dict.fromkeys(leaves for part in parts for leaves in needed(part)))
        case Either(patterns=parts):
            each = [needed(part) for part in parts]
            if not all(each):
                return ()
            return (tuple(dict.fromkeys(leaf for sets in each for leaf in min(sets, key=len))),)
        case _:
            assert_never(pattern)


@cache
def _grammar() -> Lark:
    grammar = files("policylint.detect").joinpath("statement.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=True, propagate_positions=True)


def _explained(error: UnexpectedInput, text: str) -> StatementError:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        message = 'the statement ends too soon; a concept, a "phrase", an <entity> or a closing bracket is missing'
        return StatementError(message, len(text.rstrip()) + 1)
    column = error.column
    rest = text[column - 1 :].split(maxsplit=1)
    spot = rest[0] if rest else "the end"
    hint = 'a statement is made of concept ids in lower case, "phrases" in double quotes, <entities>, .. & | ( ) [ ]'
    if spot[:1].isupper():
        hint = "concept ids are in lower case; put words of the policy itself in double quotes"
    elif spot.startswith(("'", "“", "”")):
        hint = 'phrases stand in straight double quotes, like "opt out"'
    elif spot == "<":
        hint = f"an entity is one of {', '.join(f'<{name}>' for name in ENTITIES)}"
    return StatementError(f"cannot read {spot!r} here; {hint}", column)


class _Builder(Transformer[Token, Statement]):
    def __init__(self, text: str, patterns: Mapping[str, Pattern]) -> None:
        super().__init__(visit_tokens=False)
        self.text = text
        self.named = patterns
        self.around: dict[str, Any] = {}

    def start(self, children: list[Pattern | None]) -> Statement:
        pattern = next(child for child in children if child is not None)
        return Statement(self.text, pattern, **self.around)

    def in_heading(self, _: list[Pattern]) -> None:
        self.around["heading"] = True

    def in_item(self, _: list[Pattern]) -> None:
        self.around["item"] = True

    def under(self, children: list[Pattern]) -> None:
        self.around["under"] = children[0]

    def directly_under(self, children: list[Pattern]) -> None:
        self.around["directly_under"] = children[0]

    def after(self, children: list[Pattern]) -> None:
        self.around["after"] = children[0]

    def before(self, children: list[Pattern]) -> None:
        self.around["before"] = children[0]

    def excepted(self, children: list[Pattern]) -> None:
        self._exclude("exception", children[0])

    def barred(self, children: list[Pattern]) -> None:
        self._exclude("barred", children[0])

    def _exclude(self, key: str, pattern: Pattern) -> None:
        before = self.around.get(key)
        self.around[key] = Either((before, pattern)) if before is not None else pattern

    def alternatives(self, children: list[Pattern]) -> Pattern:
        return Either(tuple(children))

    def both(self, children: list[Pattern]) -> Pattern:
        return Both(tuple(children))

    def sequence(self, children: list[Pattern | int]) -> Pattern:
        steps: list[Pattern] = []
        gaps: list[int] = []
        gap = 0
        for child in children:
            if isinstance(child, int):
                gap = child
                continue
            if steps:
                gaps.append(gap)
            # A sequence in a sequence is one: only so the gap before it is measured to all that it may begin with.
            steps.extend(child.steps if isinstance(child, Sequence) else (child,))
            gaps.extend(child.gaps if isinstance(child, Sequence) else ())
            gap = 0
        return steps[0] if len(steps) == 1 else Sequence(tuple(steps), tuple(gaps))

    def within(self, children: list[Token | None]) -> int:
        return int(children[0]) if children[0] is not None else DEFAULT_GAP

    def anywhere(self, _: list[Token]) -> int:
        return ANY_GAP

    def optional(self, children: list[Pattern]) -> Pattern:
        return Optional(children[0])

    def negated(self, children: list[Pattern]) -> Pattern:
        return Negated(children[0])

    def concept(self, children: list[Token]) -> Pattern:
        name = str(children[0])
        return Named(name, self.named[name]) if name in self.named else Concept(name)

    def phrase(self, children: list[Token]) -> Pattern:
        return Phrase(str(children[0])[1:-1])

    def edge(self, children: list[Token]) -> Pattern:
        return Edge(str(children[0]).strip("<>"))

    def comparison(self, children: list[Token]) -> Token:
        return children[0]

    def entity(self, children: list[Token | None]) -> Pattern:
        name, comparison, number = children
        assert name is not None
        if str(name) not in ENTITIES:
            known = ", ".join(f"<{entity}>" for entity in (*ENTITIES, "start", "end"))
            raise StatementError(f"there is no entity <{name}>; there are {known}", name.column or 1)
        return Entity(str(name), str(comparison or ""), int(number or 0))
