"""JSX and TSX: the visible text of the elements in a program, parsed by tree-sitter's TSX grammar.

In: a source. Out: block tokens. Imports, code, attributes and comments go. An expression in the text stays as it is
written, braces included; one that holds elements (a condition, a loop) gives the text of those.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policylint.places import Source, Span
from policylint.readers.markup import Flow
from policylint.readers.roles import Attributes
from policylint.readers.syntax import Tree, walk
from policylint.readers.tokens import BlockToken

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXT = frozenset({"jsx_text", "html_character_reference"})
_ELEMENTS = frozenset({"jsx_element", "jsx_self_closing_element"})
_NO_TEXT = frozenset({"jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element", "comment"})
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_NAME_ALONE = re.compile(r"\{\s*([\w$]+)(?:\??\.[\w$]+)*\s*\}")


@dataclass(frozen=True, slots=True)
class JsxReader:
    """Reader for pages written as React components, or any other that uses JSX."""

    name: str = "jsx"
    suffixes: frozenset[str] = frozenset({".jsx", ".tsx"})

    def recognise(self, text: str) -> float:
        """The ending says it."""
        return 1.0

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text."""
        tree = Tree(source.path, source.text, "tsx")
        flow = Flow()
        read_elements(tree, flow)
        # What is only a parameter's name (`{children}`, `{item}`) is a hole that text comes into from elsewhere.
        parameters = {"props", "children", *_parameters(tree)}
        return tuple(token for token in flow.done() if not _is_hole(token, parameters))


READER = JsxReader()


def read_elements(tree: Tree, flow: Flow) -> None:
    """Hand every element of a program, and the text in it, to `flow`."""
    for node, begins in walk(tree.root, _is_leaf):
        if node.type == "jsx_element":
            name = _name(tree, node.children[0])
            if begins:
                flow.open(name, tree.span(node.children[0]), _attributes(tree, node.children[0]))
            else:
                flow.close(name, Span(tree.span(node).end, tree.span(node).end))
        elif begins:
            _read_leaf(tree, node, flow)


def _is_leaf(node: Node) -> bool:
    return node.type in _NO_TEXT or (_is_child_expression(node) and not _holds_elements(node))


def _read_leaf(tree: Tree, node: Node, flow: Flow) -> None:
    if node.type == "jsx_self_closing_element":
        flow.open(_name(tree, node), tree.span(node), _attributes(tree, node), empty=True)
    elif node.type == "jsx_text":
        span = _trimmed(tree, node)
        start = tree.span(node).start
        flow.text(tree.source(node)[span.start - start : span.end - start], span)
    elif node.type == "html_character_reference":
        flow.text(html.unescape(tree.source(node)), tree.span(node))
    elif _is_child_expression(node) and not _holds_elements(node):
        for text, span in expression_text(tree, node):
            flow.text(text, span)


def expression_text(tree: Tree, node: Node) -> Iterator[tuple[str, Span]]:
    """What an expression in braces shows: a string its text, a comment nothing, anything else itself."""
    inside = [child for child in node.named_children if child.type != "comment"]
    if len(inside) == 1 and inside[0].type in ("string", "template_string"):
        for part in inside[0].named_children:
            text = tree.source(part)
            yield (_unescaped(text) if part.type == "escape_sequence" else text), tree.span(part)
    elif inside:
        yield tree.source(node), tree.span(node)


def _is_child_expression(node: Node) -> bool:
    return node.type == "jsx_expression" and node.parent is not None and node.parent.type == "jsx_element"


def _holds_elements(node: Node) -> bool:
    pending = list(node.named_children)
    while pending:
        inner = pending.pop()
        if inner.type in _ELEMENTS:
            return True
        pending.extend(inner.named_children)
    return False


def _trimmed(tree: Tree, node: Node) -> Span:
    """The part of a text that JSX shows: white space with a line break in it, beside a tag, is layout of the code."""
    span, text = tree.span(node), tree.source(node)
    start, end = 0, len(text)
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    if (node.prev_sibling is None or node.prev_sibling.type not in _TEXT) and "\n" in text[:lead]:
        start = lead
    if (node.next_sibling is None or node.next_sibling.type not in _TEXT) and "\n" in text[tail:]:
        end = tail
    return Span(span.start + start, span.start + max(start, end))


def _name(tree: Tree, tag: Node) -> str:
    name = tag.child_by_field_name("name")
    return tree.source(name) if name is not None else ""


def _attributes(tree: Tree, tag: Node) -> Attributes:
    found: dict[str, tuple[str, Span]] = {}
    for attribute in tag.named_children:
        if attribute.type == "jsx_attribute" and attribute.named_children:
            name, *values = attribute.named_children
            found[tree.source(name)] = _value(tree, values[0]) if values else ("", tree.span(attribute))
    return found


def _value(tree: Tree, node: Node) -> tuple[str, Span]:
    span = tree.span(node)
    inner = node.named_children[0] if node.type == "jsx_expression" and len(node.named_children) == 1 else node
    if inner.type in ("string", "template_string"):
        place = tree.span(inner)
        return html.unescape(tree.source(inner)[1:-1]), Span(place.start + 1, place.end - 1)
    return tree.source(node), span


def _unescaped(text: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code is None:
            return _ESCAPES.get(found[4], found[4])
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"

    return _ESCAPE.sub(replaced, text)


def _parameters(tree: Tree) -> Iterator[str]:
    """The names of all parameters of all functions."""
    for node, begins in walk(tree.root, lambda each: each.type in _TEXT):
        if not begins:
            continue
        if node.type == "formal_parameters":
            for inner, inner_begins in walk(node, lambda each: each.type in ("type_annotation", "jsx_element")):
                if inner_begins and inner.type in ("identifier", "shorthand_property_identifier_pattern"):
                    yield tree.source(inner)
        elif node.type == "arrow_function":
            parameter = node.child_by_field_name("parameter")
            if parameter is not None:
                yield tree.source(parameter)


def _is_hole(token: BlockToken, parameters: set[str]) -> bool:
    found = _NAME_ALONE.fullmatch(token.text.text)
    return found is not None and found.group(1) in parameters
