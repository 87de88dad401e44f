"""Component files: templates in HTML with expressions in them, as Vue, Svelte and Astro write them.

In: a tree of tree-sitter's HTML grammar or of the Svelte grammar, which is built on it. Out: calls of a `Flow`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from policylint.places import Span
from policylint.readers.markup import Flow
from policylint.readers.roles import Attributes
from policylint.readers.syntax import Tree, walk

if TYPE_CHECKING:
    from tree_sitter import Node

Expression: TypeAlias = Callable[[str, Span, Flow], None]
"""Reads an expression in braces: its text as written, its place, where to put what it shows."""

_TAGS = frozenset({"start_tag", "self_closing_tag"})
_SKIPPED = frozenset({"script_element", "style_element", "comment", "doctype"})
# Svelte's {#if …}, {:else}, {@html …}: the text between them is read, they are not.
_CONTROL = re.compile(r"\w+_(?:start|end|tag)\Z")
_NAME = re.compile(r"(</?)([A-Z][\w.:-]*)")
_STRAY = re.compile(r"&(?!#?\w{1,32};)|<(?![A-Za-z/!])")


def masked(text: str, *patterns: re.Pattern[str]) -> str:
    """The text for the grammar: of the same length, with letters for what HTML would take for something else.

    Those are the matches of `patterns`, a `&` or `<` that stands for itself, and names of components: HTML knows a
    `<link>` without an end, and nothing of a `<Link>`.
    """
    for pattern in patterns:
        text = pattern.sub(lambda found: "x" * len(found.group()), text)
    text = _NAME.sub(lambda found: found[1] + "x" * len(found[2]), text)
    return _STRAY.sub("x", text)


def blanked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with white space for the matches of a pattern, line breaks left where they are."""
    return pattern.sub(lambda found: re.sub(r"[^\r\n]", " ", found.group()), text)


def read_template(tree: Tree, root: Node, text: str, flow: Flow, expression: Expression) -> None:
    """Hand all below a node to `flow`. text: the file as written, where the tree may be of a masked one."""
    done = tree.span(root).start
    for node, begins in walk(root, _is_leaf):
        span = tree.span(node)
        if not begins:
            if node.type == "element" and node.children[0].type == "start_tag":
                flow.close(_name(tree, node.children[0], text), Span(span.end, span.end))
            continue
        if not _is_leaf(node):
            continue
        between = text[done : span.start]
        if between.isspace():
            # The grammar has no node for white space.
            flow.text(between, Span(done, span.start))
        done = max(done, span.end)
        _read_leaf(tree, node, text, flow, expression)


def _is_leaf(node: Node) -> bool:
    kind = node.type
    return (
        kind in _TAGS
        or kind in _SKIPPED
        or kind in ("text", "entity", "expression", "end_tag", "erroneous_end_tag")
        or (kind not in ("element", "else_block", "then_block", "catch_block") and _CONTROL.search(kind) is not None)
    )


def _read_leaf(tree: Tree, node: Node, text: str, flow: Flow, expression: Expression) -> None:
    span = tree.span(node)
    written = text[span.start : span.end]
    match node.type:
        case "start_tag" | "self_closing_tag":
            name = _name(tree, node, text)
            empty = node.type == "self_closing_tag" or name.lower() in ("br", "wbr", "hr")
            flow.open(name, span, attributes(tree, node, text), empty=empty)
        case "erroneous_end_tag":
            flow.close(_name(tree, node, text), span)
        case "text":
            flow.text(written, span)
        case "entity":
            flow.text(html.unescape(written), span)
        case "expression":
            expression(written, span, flow)
        case _:
            pass


def attributes(tree: Tree, tag: Node, text: str) -> Attributes:
    """The attributes of a tag."""
    found: dict[str, tuple[str, Span]] = {}
    for attribute in tag.named_children:
        if attribute.type != "attribute" or not attribute.named_children:
            continue
        name, *values = attribute.named_children
        span = tree.span(values[0]) if values else Span(tree.span(attribute).end, tree.span(attribute).end)
        if values and values[0].type == "quoted_attribute_value":
            span = Span(span.start + 1, span.end - 1)
        found[tree.source(name).lower()] = (html.unescape(text[span.start : span.end]), span)
    return found


def _name(tree: Tree, tag: Node, text: str) -> str:
    for child in tag.named_children:
        if child.type in ("tag_name", "erroneous_end_tag_name"):
            span = tree.span(child)
            return text[span.start : span.end]
    return ""
