"""The statement language. In: a statement as written in YAML. Out: its syntax tree, or an error with a caret.

The grammar is statement.lark; docs/statements.md explains it to those who write rules.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeAlias

import msgspec
from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken, VisitError

# How many words may stand in the gap ".."; in "..." any number.
DEFAULT_GAP = 6
ANY_GAP = 10_000

ENTITIES = ("age", "date", "email", "form", "name", "operator", "period", "phone", "postal", "url")
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


Pattern: TypeAlias = Concept | Phrase | Entity | Optional | Negated | Sequence | Both | Either


class Statement(msgspec.Struct, frozen=True):
    """A pattern and where it holds.

    text: as written. exception: where this is found too, nothing was said. heading, item: only in a heading, only in a
    list item. under: only in a section whose title, or that of one above it, says this.
    """

    text: str
    pattern: Pattern
    exception: Pattern | None = None
    heading: bool = False
    item: bool = False
    under: Pattern | None = None


class StatementError(ValueError):
    """A statement that cannot be read.

    message: what is wrong and what to do, without the place. column: from 1, in the statement.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


def parse_statement(text: str) -> Statement:
    """Read a statement.

    Raises:
        StatementError: with the column where it goes wrong.
    """
    try:
        tree = _grammar().parse(text)
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    try:
        statement = _Builder(text).transform(tree)
    except VisitError as error:
        raise error.orig_exc from None
    assert isinstance(statement, Statement)
    return statement


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
    def __init__(self, text: str) -> None:
        super().__init__(visit_tokens=False)
        self.text = text
        self.heading = False
        self.item = False
        self.above: Pattern | None = None

    def start(self, children: list[Pattern | None]) -> Statement:
        patterns = [child for child in children if child is not None]
        exception = patterns[1] if len(patterns) > 1 else None
        return Statement(self.text, patterns[0], exception, self.heading, self.item, self.above)

    def in_heading(self, _: list[Pattern]) -> None:
        self.heading = True

    def in_item(self, _: list[Pattern]) -> None:
        self.item = True

    def under(self, children: list[Pattern]) -> None:
        self.above = children[0]

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
            steps.append(child)
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
        return Concept(str(children[0]))

    def phrase(self, children: list[Token]) -> Pattern:
        return Phrase(str(children[0])[1:-1])

    def comparison(self, children: list[Token]) -> Token:
        return children[0]

    def entity(self, children: list[Token | None]) -> Pattern:
        name, comparison, number = children
        assert name is not None
        if str(name) not in ENTITIES:
            known = ", ".join(f"<{entity}>" for entity in ENTITIES)
            raise StatementError(f"there is no entity <{name}>; there are {known}", name.column or 1)
        return Entity(str(name), str(comparison or ""), int(number or 0))
