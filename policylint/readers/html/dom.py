"""The page: HTML as a browser understands it, parsed by turbohtml, laid out flat.

In: the text of a page or fragment. Out: a `Page`, its nodes in the order of the tree, without what no reader sees.

A flat page needs no recursion: a subtree is a slice, skipping it is a jump to its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import turbohtml

from policylint.readers.html.revealed import ATTRIBUTE, revealed
from policylint.readers.html.source import MarkedSource, Runs, mark
from policylint.readers.html.words import words

# Elements whose content is for machines, or is no text. What a page is called in its head is read apart.
_NEVER_TEXT = words(
    "script style head title audio video object embed applet iframe frame frameset noframes noembed canvas map area"
    " datalist"
)


@dataclass(frozen=True, slots=True)
class Element:
    """An element.

    parent: the index of the node it stands in, -1 for the root.
    """

    parent: int
    tag: str
    attrs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """Text as the parser decoded it, with the place of every character."""

    parent: int
    data: str
    runs: Runs


Node: TypeAlias = Element | Text


@dataclass(frozen=True, slots=True)
class Page:
    """The nodes of a page; number 0 is its root.

    ends: for every node the index behind its last descendant.
    title: what the page calls itself in its head, if it does.
    """

    nodes: tuple[Node, ...]
    ends: tuple[int, ...]
    title: Text | None

    def children(self, index: int) -> Iterator[int]:
        """The children of a node, in order."""
        child, end = index + 1, self.ends[index]
        while child < end:
            yield child
            child = self.ends[child]

    def element(self, index: int) -> Element | None:
        """The node, if it is an element."""
        node = self.nodes[index]
        return node if isinstance(node, Element) else None

    def ancestors(self, index: int) -> Iterator[int]:
        """The elements a node stands in, innermost first."""
        while (index := self.nodes[index].parent) >= 0:
            yield index


def parse(text: str, *, scripting: bool = True) -> Page:
    """Parse a page, or a fragment, which becomes the body of one.

    scripting: whether to see the page as a browser that runs scripts does, without what stands in `<noscript>`.
    """
    source = mark(text)
    document = turbohtml.parse(
        source.markup, positions=False, scripting=scripting, allow_declarative_shadow_roots=False
    )
    nodes: list[Node] = []
    ends: list[int] = []
    title: Text | None = None
    place = 0
    # Nodes to come, last first; a number closes the element that stands there.
    stack: list[tuple[turbohtml.Node | int, int]] = [(document, -1)]
    while stack:
        node, parent = stack.pop()
        if isinstance(node, int):
            ends[node] = len(nodes)
        elif isinstance(node, turbohtml.Text):
            runs, place = source.runs(node.text, place)
            above = nodes[parent]
            if isinstance(above, Element) and ATTRIBUTE in above.attrs:
                runs = revealed(above.attrs[ATTRIBUTE], runs)
            nodes.append(_text(runs, parent))
            ends.append(len(nodes))
        elif isinstance(node, turbohtml.Element) and not _is_read(node):
            title = title or _title(source, node)
        elif isinstance(node, turbohtml.Element) and node.tag == "noscript" and scripting:
            continue
        elif isinstance(node, turbohtml.Element | turbohtml.Document | turbohtml.DocumentFragment):
            index = len(nodes)
            nodes.append(_element(node, parent))
            ends.append(0)
            stack.append((index, -1))
            stack.extend((child, index) for child in reversed(node.children))
    return Page(tuple(nodes), tuple(ends), title)


def _is_read(element: turbohtml.Element) -> bool:
    if element.tag == "template":
        # Its content is on the page only where it is the root of a shadow tree.
        return "shadowrootmode" in element.attrs
    return element.tag not in _NEVER_TEXT and element.namespace is turbohtml.Namespace.HTML


def _element(node: turbohtml.Element | turbohtml.Document | turbohtml.DocumentFragment, parent: int) -> Element:
    if not isinstance(node, turbohtml.Element):
        return Element(parent, "div", {})
    attrs = {name: " ".join(value) if isinstance(value, list) else value or "" for name, value in node.attrs.items()}
    return Element(parent, node.tag, attrs)


def _text(runs: Runs, parent: int) -> Text:
    return Text(parent, "".join(run.text for run in runs), runs)


def _title(source: MarkedSource, head: turbohtml.Element) -> Text | None:
    title = head.find("title") if head.tag == "head" else None
    return _text(source.runs(title.text, 0)[0], -1) if title is not None and title.text.strip() else None
