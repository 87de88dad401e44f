"""The lexer of grammar.lark. In: block tokens. Out: Lark tokens, with the levels as _IN and _OUT between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lark import Token
from lark.lexer import Lexer, LexerState

from policylint.readers.tokens import BlockKind, BlockToken


class BlockLexer(Lexer):
    """Lark's lexer interface over a sequence of block tokens instead of characters."""

    __future_interface__ = 0

    def __init__(self, lexer_conf: object) -> None:
        """Lark passes its configuration; there is nothing to configure."""

    def lex(self, lexer_state: LexerState, parser_state: Any = None) -> Iterator[Token]:
        """Each block token, its value the token itself, and the changes of level around it."""
        yield from _tokens(lexer_state)  # type: ignore[arg-type]


def _tokens(tokens: Sequence[BlockToken]) -> Iterator[Token]:
    headings = [0]
    lists = 0
    for token in tokens:
        depth = _list_depth(token, lists)
        while lists > depth:
            yield Token("_LIST_OUT", "")
            lists -= 1
        if token.kind is BlockKind.ITEM and lists < depth:
            yield Token("_LIST_IN", "")
            lists += 1
        if token.kind is BlockKind.HEADING:
            while headings[-1] > token.level:
                yield Token("_OUT", "")
                headings.pop()
            if headings[-1] < token.level:
                yield Token("_IN", "")
                headings.append(token.level)
        yield Token(_type(token, lists), token)
    for _ in range(lists):
        yield Token("_LIST_OUT", "")
    for _ in headings[1:]:
        yield Token("_OUT", "")


def _type(token: BlockToken, lists: int) -> str:
    if lists and token.kind is not BlockKind.ITEM:
        return "CONTINUATION"
    return "HEADER_ROW" if token.header else token.kind.name


def _list_depth(token: BlockToken, lists: int) -> int:
    """In how many lists the token stands, when `lists` are open before it.

    A level that jumps opens one list only: an item stands in an item, or in nothing. Other blocks open none.
    """
    match token.kind:
        case BlockKind.HEADING:
            return 0
        case BlockKind.ITEM:
            return min(max(1, token.level), lists + 1)
        case _:
            return min(token.level, lists)
