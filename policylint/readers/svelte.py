"""Svelte: the visible text of a component's markup, parsed by tree-sitter's Svelte grammar.

In: a source. Out: block tokens. Scripts, styles and `{#…}` marks go; an expression `{name}` stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policylint.places import Source, Span
from policylint.readers.component import masked, read_template
from policylint.readers.markup import Flow
from policylint.readers.syntax import Tree
from policylint.readers.tokens import BlockToken

_STRING = re.compile(r"\{\s*(['\"`])((?:(?!\1)[^\\])*)\1\s*\}", re.DOTALL)
_COMMENT = re.compile(r"\{\s*/\*.*\*/\s*\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SvelteReader:
    """Reader for Svelte components."""

    name: str = "svelte"
    suffixes: frozenset[str] = frozenset({".svelte"})

    def recognise(self, text: str) -> float:
        """The ending says it."""
        return 1.0

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text."""
        tree = Tree(source.path, masked(source.text), "svelte")
        flow = Flow()
        read_template(tree, tree.root, source.text, flow, simple_expression)
        return flow.done()


READER = SvelteReader()


def simple_expression(text: str, span: Span, flow: Flow) -> None:
    """A string in braces shows its text, a comment nothing, anything else itself."""
    found = _STRING.fullmatch(text)
    if found:
        flow.text(found[2], Span(span.start + found.start(2), span.start + found.end(2)))
    elif not _COMMENT.fullmatch(text):
        flow.text(text, span)
