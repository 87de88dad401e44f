"""Markup: elements and the text between them become block tokens.

In: the tags and the text of a page in their order, as some parser found them. Out: block tokens. Every format that
writes its pages in tags shares this: JSX, Vue, Svelte, Astro, MDX, and the HTML inside Markdown.

What an element is (`roles.py`) decides: a block ends the text before it, an inline element does not, a hidden one takes
its text with it.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from policylint.places import Span
from policylint.readers.open_block import OpenBlock
from policylint.readers.roles import Attributes, Element, Role, element_of
from policylint.readers.tokens import BlockKind, BlockToken

# In most places a line break in a file is a space on the page.
_SOFT_BREAKS = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")

# An element left open ends where one begins that cannot stand in it: what ends, and what it is not looked for beyond.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
}
_ENDS_REACH = 20


class _Frame(NamedTuple):
    """An open element, and what holds for the text in it. (A named tuple: one is copied for each tag of a page.)

    lists: how many lists it stands in. titles: how many components with a title. heading: the level of the heading it
    is or stands in. solid: a paragraph or heading, in which an unknown component is inline.
    """

    name: str = ""
    role: Role = Role.BLOCK
    lists: int = 0
    titles: int = 0
    heading: int = 0
    solid: bool = False
    quote: bool = False
    code: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    head: bool = False
    cell: bool = False
    link: str | None = None
    start: int = 0


class Flow:
    """Collects the block tokens of one page."""

    def __init__(self, transparent: frozenset[str] = frozenset()) -> None:
        """transparent: names of elements that are in this format as if their tags were not there."""
        self._transparent = transparent
        self.tokens: list[BlockToken] = []
        self._frames: list[_Frame] = [_Frame()]
        self._count: Counter[str] = Counter()
        self._numbers: list[int] = []
        self._block: OpenBlock | None = None
        self._marker = ""

    def open(
        self, name: str, span: Span, attributes: Attributes | None = None, *, empty: bool = False, marker: str = ""
    ) -> None:
        """A start tag at `span`. empty: it is its own end tag. marker: what stands before an item, if that is known."""
        attributes = attributes or {}
        name = "" if name in self._transparent else name
        frame = self._frames[-1]
        element = element_of(name, attributes, in_row=frame.role is Role.ROW, inline=self._is_inside_text())
        if element.role is Role.BREAK:
            self._put("\n", span)
            return
        self._end_implied(element)
        before = self._frames[-1]
        below = before._replace(name=name, role=element.role, link=None, solid=before.solid or element.solid)
        if frame.cell and element.role in (Role.ROW, Role.CELL, Role.HEADING):
            below = below._replace(role=Role.BLOCK)
        self._frames.append(self._entered(below, element, span, attributes, marker))
        self._count[name] += 1
        if empty:
            self.close(name, span)
        elif element.title is not None:
            self._titled(*element.title)

    def close(self, name: str, span: Span) -> None:
        """An end tag at `span`. It ends what is open inside as well, and nothing where no such element is open."""
        name = "" if name in self._transparent else name
        if self._count[name] <= 0:
            return
        while True:
            frame = self._frames.pop()
            self._count[frame.name] -= 1
            self._left(frame, span)
            if frame.name == name:
                return

    def text(self, text: str, span: Span) -> None:
        """Text as a browser takes it: a line break in it is a space."""
        soft = text.isprintable() or self._frames[-1].code
        self._put(text if soft else text.translate(_SOFT_BREAKS), span)

    def edge(self, at: int) -> None:
        """A block ends or begins, whatever elements are open."""
        self._edge(Span(at, at))

    def done(self) -> tuple[BlockToken, ...]:
        """All blocks; what is still open ends here."""
        self._flush()
        return tuple(self.tokens)

    def _is_inside_text(self) -> bool:
        """Whether an element that could be anything is likely to be inline: there is text before it, or must be."""
        return self._frames[-1].solid or (self._block is not None and self._block.builder.length > 0)

    def _entered(self, below: _Frame, element: Element, span: Span, attributes: Attributes, marker: str) -> _Frame:
        match below.role:
            case Role.INLINE:
                start = self._block.builder.length if self._block else 0
                target = element.link
                return below._replace(
                    bold=below.bold or element.bold,
                    italic=below.italic or element.italic,
                    link=target,
                    start=start,
                )
            case Role.HIDDEN:
                return below._replace(hidden=True)
            case Role.TRANSPARENT:
                return below
            case Role.CELL:
                if self._block is not None:
                    self._block.cell(span.end)
                    self._block.header = self._block.header and (below.head or element.head)
                return below._replace(cell=True)
            case _:
                self._edge(span)
                return self._entered_block(below, element, attributes, marker)

    def _entered_block(self, below: _Frame, element: Element, attributes: Attributes, marker: str) -> _Frame:
        match below.role:
            case Role.HEADING:
                self._marker = ""
                return below._replace(heading=element.level)
            case Role.LIST:
                self._numbers.append(element.number)
                return below._replace(lists=below.lists + 1, solid=False)
            case Role.ITEM:
                self._marker = marker or self._next_marker()
                return below._replace(lists=max(1, below.lists), solid=False)
            case Role.DEFINITION:
                # What a term means belongs to the term as an item to its lead-in.
                self._marker = "-"
                return below._replace(lists=below.lists + 1, solid=False)
            case Role.ROW:
                self._block = OpenBlock(BlockKind.ROW, below.lists, header=True)
                return below._replace(solid=False)
            case Role.HEAD:
                return below._replace(head=True)
            case Role.QUOTE:
                return below._replace(quote=True)
            case Role.CODE:
                return below._replace(code=True)
            case _:
                return below._replace(bold=below.bold or element.bold)

    def _left(self, frame: _Frame, span: Span) -> None:
        match frame.role:
            case Role.INLINE:
                if frame.link is not None and self._block is not None:
                    self._block.link(frame.start, frame.link)
            case Role.HIDDEN | Role.TRANSPARENT | Role.CELL:
                pass
            case _:
                self._edge(span, inside_cell=frame.cell)
                if frame.role is Role.LIST:
                    self._numbers.pop()
                elif frame.role in (Role.ITEM, Role.DEFINITION):
                    self._marker = ""

    def _edge(self, span: Span, *, inside_cell: bool | None = None) -> None:
        """A block begins or ends: so does the text, but in a cell, where it is a new line."""
        if self._frames[-1].cell if inside_cell is None else inside_cell:
            self._put("\n", Span(span.start, span.start))
        else:
            self._flush()

    def _end_implied(self, element: Element) -> None:
        if element.role not in (Role.INLINE, Role.BREAK, Role.HIDDEN, Role.TRANSPARENT) and self._count["p"]:
            self._end_open(frozenset({"p"}), frozenset({"table", "li", "div", "blockquote"}))
        if element.name in _ENDS:
            self._end_open(*_ENDS[element.name])

    def _end_open(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        for frame in self._frames[: -_ENDS_REACH - 1 : -1]:
            if frame.name in names:
                self.close(frame.name, Span(0, 0))
                return
            if frame.name in barriers or frame.role is Role.HIDDEN:
                return

    def _titled(self, text: str, span: Span) -> None:
        """A component that shows its attribute `title` above what is in it."""
        frame = self._frames[-1]
        titles = frame.titles + 1
        self._flush()
        self._frames[-1] = frame._replace(heading=titles + 1)
        self.text(text, span)
        self._flush()
        self._frames[-1] = frame._replace(titles=titles)

    def _next_marker(self) -> str:
        if not self._numbers or not self._numbers[-1]:
            return "-"
        self._numbers[-1] += 1
        return f"{self._numbers[-1] - 1}."

    def _put(self, text: str, span: Span) -> None:
        frame = self._frames[-1]
        if frame.hidden:
            return
        if self._block is None:
            if not text.strip():
                return
            self._block = self._opened(frame)
        self._block.add(text, span, bold=frame.bold, italic=frame.italic)

    def _opened(self, frame: _Frame) -> OpenBlock:
        """A new block; the first one of an item is the item."""
        if frame.heading:
            return OpenBlock(BlockKind.HEADING, frame.heading)
        if frame.code:
            return OpenBlock(BlockKind.CODE, frame.lists)
        marker, self._marker = self._marker, ""
        if marker:
            return OpenBlock(BlockKind.ITEM, frame.lists, marker)
        return OpenBlock(BlockKind.QUOTE if frame.quote else BlockKind.PARAGRAPH, frame.lists)

    def _flush(self) -> None:
        if self._block is not None:
            token, self._block = self._block.close(), None
            if token is not None:
                self.tokens.append(token)
