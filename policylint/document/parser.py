"""The parser: block tokens to the tree, by grammar.lark.

In: a `Reading`. Out: a `Document`. LALR: linear in the number of blocks, however deep they nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from lark import Lark, Token, Transformer

from policylint.document.chrome import drop_chrome
from policylint.document.headings import mark_headings
from policylint.document.hints import NO_HINTS, Hints, front_hints
from policylint.document.kind import kind_of
from policylint.document.language import language_of
from policylint.document.lexer import BlockLexer
from policylint.document.lists import mark_items
from policylint.document.sentences import split
from policylint.document.tree import Block, Document, Section
from policylint.readers.tokens import BlockKind, BlockToken, Reading


@dataclass(frozen=True, slots=True)
class _Node:
    """A block that is not built yet, with those it introduces: a paragraph its list, an item what stands in it, a
    header its rows."""

    token: BlockToken
    inside: list[_Node]


Child: TypeAlias = Token | _Node | list[_Node] | Section
Children: TypeAlias = list[Child]

# What introduces a list rather than standing before it by chance.
_INTRODUCES = re.compile(
    r"[:\-–—,]$|\b(?:following|below|include|includes|including|such as|these|how to)\b|\w$", re.IGNORECASE
)


def parse(reading: Reading, hints: Hints = NO_HINTS) -> Document:
    """Build the tree of a document. Chrome is left out; every other word of the reading is in the tree once.

    hints: kind and language, where somebody has said what they are; front matter may say more.
    """
    hints = hints.or_else(front_hints(reading.source, reading.front))
    tokens = drop_chrome(mark_items(mark_headings(reading.tokens)))
    root: Section = _grammar().parse(tokens)  # type: ignore[assignment]
    text = "\n".join(token.text.text for token in tokens)
    titles = [token.text.text for token in tokens if token.kind is BlockKind.HEADING]
    language = hints.language or language_of(text)
    kind = hints.kind or kind_of(titles, text)
    return Document(reading.source, reading.format, language, kind, root)


@cache
def _grammar() -> Lark:
    text = files("policylint.document").joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer=BlockLexer, start="document", transformer=_Builder())


class _Builder(Transformer[Token, Section]):
    """Builds the tree from the leaves up while the parser reduces, so that no depth can exhaust the stack."""

    def document(self, children: Children) -> Section:
        return _section(None, children)

    def section(self, children: Children) -> Section:
        heading, *below = children
        assert isinstance(heading, Token)
        return _section(heading.value, below)

    def led(self, children: Children) -> _Node:
        paragraph, items = children
        assert isinstance(paragraph, Token)
        return _Node(paragraph.value, _nodes([items]))

    def table(self, children: Children) -> _Node:
        header, *rows = children
        assert isinstance(header, Token)
        return _Node(header.value, _nodes(rows))

    def list(self, children: Children) -> list[_Node]:
        return _nodes(children)

    def item(self, children: Children) -> _Node:
        first, *inside = children
        assert isinstance(first, Token)
        return _Node(first.value, _nodes(inside))


def _section(heading: BlockToken | None, children: Children) -> Section:
    blocks = tuple(_blocks(_nodes(children)))
    sections = tuple(child for child in children if isinstance(child, Section))
    return Section(heading.text if heading else None, heading.level if heading else 0, blocks, sections)


def _nodes(children: Children) -> list[_Node]:
    """The blocks among the children of a rule, each child a block or a list of them."""
    nodes: list[_Node] = []
    for child in children:
        match child:
            case Token():
                nodes.append(_Node(child.value, []))
            case _Node():
                nodes.append(child)
            case list():
                nodes.extend(child)
            case Section():
                pass
    return nodes


def _blocks(nodes: Sequence[_Node]) -> Iterator[Block]:
    """The blocks in the order of the file, each with what introduces it."""
    pending: list[tuple[_Node, Block | None]] = [(node, None) for node in reversed(nodes)]
    while pending:
        node, lead_in = pending.pop()
        token = node.token
        sentences = split(token.kind, token.text)
        block = Block(token.kind, token.text, sentences, token.level, token.marker, token.links, lead_in)
        yield block
        introduces = token.kind is not BlockKind.PARAGRAPH or _INTRODUCES.search(token.text.text)
        pending.extend((inner, block if introduces else None) for inner in reversed(node.inside))
