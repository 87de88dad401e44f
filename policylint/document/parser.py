"""The parser: block tokens to the tree, by grammar.lark.

In: a `Reading`. Out: a `Document`. LALR: linear in the number of blocks, however deep they nest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from lark import Lark, Token, Transformer

from policylint.document.chrome import drop_chrome
from policylint.document.headings import mark_headings
from policylint.document.kind import kind_of
from policylint.document.language import language_of
from policylint.document.lexer import BlockLexer
from policylint.document.lists import mark_items
from policylint.document.sentences import split
from policylint.document.tree import Block, Document, Section
from policylint.readers.tokens import BlockKind, BlockToken, Reading

Blocks: TypeAlias = list[Block]
Child: TypeAlias = Token | Blocks | Section
Children: TypeAlias = list[Child]

# What introduces a list rather than standing before it by chance.
_INTRODUCES = re.compile(
    r"[:\-–—,]$|\b(?:following|below|include|includes|including|such as|these|how to)\b|\w$", re.IGNORECASE
)


def parse(reading: Reading) -> Document:
    """Build the tree of a document. Chrome is left out; every other word of the reading is in the tree once."""
    tokens = drop_chrome(mark_items(mark_headings(reading.tokens)))
    root: Section = _grammar().parse(tokens)  # type: ignore[assignment]
    text = "\n".join(token.text.text for token in tokens)
    titles = [token.text.text for token in tokens if token.kind is BlockKind.HEADING]
    return Document(reading.source, reading.format, language_of(text), kind_of(titles, text), root)


@cache
def _grammar() -> Lark:
    text = files("policylint.document").joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer=BlockLexer, start="document", transformer=_Builder())


def _block(token: BlockToken) -> Block:
    return Block(token.kind, token.text, split(token.kind, token.text), token.level, token.marker, token.links)


class _Builder(Transformer[Token, Section]):
    """Builds the tree from the leaves up while the parser reduces, so that no depth can exhaust the stack."""

    def document(self, children: Children) -> Section:
        return self._section(None, 0, children)

    def section(self, children: Children) -> Section:
        heading = children[0]
        assert isinstance(heading, Token)
        token: BlockToken = heading.value
        return self._section(token, token.level, children[1:])

    def led(self, children: Children) -> Blocks:
        paragraph, blocks = children
        assert isinstance(paragraph, Token)
        assert not isinstance(blocks, Token | Section)
        lead_in = _block(paragraph.value)
        return [lead_in, *_introduced(blocks, lead_in)]

    def list(self, children: Children) -> Blocks:
        return _flat(children)

    def item(self, children: Children) -> Blocks:
        first, *inside = _flat(children)
        return [
            first,
            *(replace(block, lead_in=first) if block.lead_in is None else block for block in inside),
        ]

    def _section(self, heading: BlockToken | None, level: int, children: Sequence[Child]) -> Section:
        blocks = _flat([child for child in children if not isinstance(child, Section)])
        sections = tuple(child for child in children if isinstance(child, Section))
        return Section(heading.text if heading else None, level, tuple(blocks), sections)


def _flat(children: Sequence[Child]) -> Blocks:
    blocks: Blocks = []
    for child in children:
        if isinstance(child, Token):
            blocks.append(_block(child.value))
        elif not isinstance(child, Section):
            blocks.extend(child)
    return blocks


def _introduced(blocks: Blocks, lead_in: Block) -> Blocks:
    if not _INTRODUCES.search(lead_in.text.text):
        return blocks
    return [replace(block, lead_in=lead_in) if block.lead_in is None else block for block in blocks]
