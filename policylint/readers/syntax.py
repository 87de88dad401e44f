"""Grammars: parses pages that are code with tree-sitter. In: text. Out: a tree of nodes with places in code points.

tree-sitter's grammars read what people have not finished writing as well: an error is a node, and the rest is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from policylint.places import Span
from policylint.readers.extras import extra
from policylint.readers.offsets import code_points

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


class Tree:
    """A parsed text. Byte offsets of nodes become code points here, and nowhere else."""

    def __init__(self, path: str, text: str, grammar: str, shift: int = 0) -> None:
        """grammar: "tsx", "html" or "svelte". shift: where in the file the text starts."""
        with extra(path, "code"):
            parser = _parser(grammar)
        self.path = path
        self.text = text
        self._shift = shift
        self.root: Node = parser.parse(text.encode("utf-8", "surrogatepass")).root_node
        self._at: Callable[[int], int] = code_points(text)

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return Span(self._at(node.start_byte) + self._shift, self._at(node.end_byte) + self._shift)

    def source(self, node: Node) -> str:
        """The text of a node as written."""
        return self.text[self._at(node.start_byte) : self._at(node.end_byte)]


def walk(root: Node, stop: Callable[[Node], bool]) -> Iterator[tuple[Node, bool]]:
    """Nodes in the order of the text, each when it begins (True) and when it ends (False), without recursion.

    stop: says which nodes are not looked into; they come once, as they begin.
    """
    pending: list[tuple[Node, bool]] = [(root, True)]
    while pending:
        node, begins = pending.pop()
        yield node, begins
        if begins and not stop(node):
            pending.append((node, False))
            pending.extend((child, True) for child in reversed(node.children))


@cache
def _parser(grammar: str) -> Parser:
    from tree_sitter import Language, Parser

    return Parser(Language(_language(grammar)))


def _language(grammar: str) -> Any:
    match grammar:
        case "tsx":
            import tree_sitter_typescript

            return tree_sitter_typescript.language_tsx()
        case "svelte":
            import tree_sitter_svelte

            return tree_sitter_svelte.language()
        case _:
            import tree_sitter_html

            return tree_sitter_html.language()
