"""Astro: the visible text of a component's markup.

In: a source. Out: block tokens. No package has a grammar of Astro; but the Svelte grammar reads its markup, and an
expression in it, `{items.map((item) => <li>{item}</li>)}`, is TSX. The code between `---` goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policylint.places import Source, Span
from policylint.readers.component import blanked, masked, read_template
from policylint.readers.jsx import read_elements
from policylint.readers.markup import Flow
from policylint.readers.svelte import simple_expression
from policylint.readers.syntax import Tree
from policylint.readers.tokens import BlockToken

_CODE = re.compile(r"\A\s*---.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"\{\s*/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/\s*\}")
_TAG = re.compile(r"<[A-Za-z>]")


@dataclass(frozen=True, slots=True)
class AstroReader:
    """Reader for Astro pages and components."""

    name: str = "astro"
    suffixes: frozenset[str] = frozenset({".astro"})

    def recognise(self, text: str) -> float:
        """The ending says it."""
        return 1.0

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text."""
        markup = blanked(blanked(source.text, _CODE), _COMMENT)
        tree = Tree(source.path, masked(markup), "svelte")
        flow = Flow()

        def expression(text: str, span: Span, into: Flow) -> None:
            if _TAG.search(text) is None:
                simple_expression(text, span, into)
                return
            # As the only child of a fragment an expression is a program.
            read_elements(Tree(source.path, f"<>{text}</>", "tsx", span.start - 2), into)

        read_template(tree, tree.root, source.text, flow, expression)
        return flow.done()


READER = AstroReader()
