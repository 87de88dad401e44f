"""Vue: the visible text of a single-file component's template, parsed by tree-sitter's HTML grammar.

In: a source. Out: block tokens. Scripts, styles and other blocks go; `{{ name }}` stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policylint.errors import ReadError
from policylint.places import Source, Span
from policylint.readers.component import attributes, masked, read_template
from policylint.readers.markup import Flow
from policylint.readers.syntax import Tree
from policylint.readers.tokens import BlockToken

_INTERPOLATION = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class VueReader:
    """Reader for Vue components."""

    name: str = "vue"
    suffixes: frozenset[str] = frozenset({".vue"})

    def recognise(self, text: str) -> float:
        """The ending says it."""
        return 1.0

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text in the template.

        Raises:
            ReadError: the template is not written in HTML.
        """
        tree = Tree(source.path, masked(source.text, _INTERPOLATION), "html")
        # In a component `<template>` is what shows, and in HTML what does not.
        flow = Flow(transparent=frozenset({"template"}))
        for element in tree.root.named_children:
            tag = element.named_children[0] if element.type == "element" and element.named_children else None
            if tag is None or tree.source(tag.named_children[0]) != "template":
                continue
            language = attributes(tree, tag, source.text).get("lang", ("html", Span(0, 0)))[0]
            if language != "html":
                raise ReadError(
                    f"{source.path}: the template is written in {language}; policylint reads HTML templates"
                )
            read_template(tree, element, source.text, flow, _no_expression)
        return flow.done()


READER = VueReader()


def _no_expression(text: str, span: Span, flow: Flow) -> None:
    """Interpolations are text to the HTML grammar."""
    flow.text(text, span)
