"""The tree of a page as block tokens.

In: a page, the subtrees to leave out, the measures of the rest. Out: block tokens in the order of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policylint.places import PlacedText
from policylint.readers.html.block import OpenBlock
from policylint.readers.html.dom import Element, Page, Text
from policylint.readers.html.measure import HEADINGS, Measures
from policylint.readers.html.styles import is_block, is_bold, is_italic, is_opener, keeps_lines
from policylint.readers.html.tables import is_data_row
from policylint.readers.tokens import BlockKind, BlockToken

# More than this is no heading, whatever its tag: pages are set in <h3> because it looks good.
_LONGEST_HEADING = 50
# A quote of more blocks than this, or with headings in it, is an indentation.
_LONGEST_QUOTE = 3
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def blocks(page: Page, skip: Sequence[bool], measures: Measures) -> tuple[BlockToken, ...]:
    """All blocks with text."""
    return tuple(_Walk(page, skip, measures).run())


def title(name: Text) -> PlacedText:
    """What a page is called, as placed text."""
    block = OpenBlock(BlockKind.HEADING, 1)
    for run in name.runs:
        block.add(run, keep_lines=False)
    return next(block.close()).text


class _State(NamedTuple):
    """What holds for all text inside an element.

    one: everything inside is one block (a heading, a table row), whatever stands in it.
    level: how many lists it stands in.
    """

    bold: bool = False
    italic: bool = False
    lines: bool = False
    code: bool = False
    quote: bool = False
    one: bool = False
    level: int = 0


class _Walk:
    """One walk over a page, without recursion: the elements that are open are on a stack with where they end."""

    def __init__(self, page: Page, skip: Sequence[bool], measures: Measures) -> None:
        self._page = page
        self._skip = skip
        self._measures = measures
        self._state = _State()
        self._frames: list[tuple[int, int, _State]] = []
        self._open: OpenBlock | None = None
        self._marker = ""
        self._numbers: dict[int, int] = {}
        self._heading_level = 0
        self._links: list[tuple[int, str]] = []
        self._place = 0
        self._breaks = 0

    def run(self) -> Iterator[BlockToken]:
        page, nodes = self._page, self._page.nodes
        index = 0
        while index < len(nodes):
            while self._frames and self._frames[-1][0] <= index:
                yield from self._leave()
            node = nodes[index]
            if isinstance(node, Text):
                self._text(node)
            elif self._skip[index]:
                index = page.ends[index]
                continue
            else:
                yield from self._enter(node, index)
            index += 1
        while self._frames:
            yield from self._leave()
        yield from self._flush()

    def _enter(self, node: Element, index: int) -> Iterator[BlockToken]:
        if node.tag == "br":
            yield from self._line_break()
            return
        outer = self._state
        block = is_block(node)
        if block:
            yield from self._edge()
        self._state = self._inside(node, index)
        if not outer.one:
            if self._is_heading(node, index):
                yield from self._flush()
                level = self._level(node)
                self._open = OpenBlock(BlockKind.HEADING, level)
                self._marker = ""
                self._state = self._state._replace(one=True, bold=False)
            elif node.tag == "tr" and is_data_row(self._page, self._measures, index):
                self._open = OpenBlock(BlockKind.ROW, outer.level)
                self._marker = ""
                self._state = self._state._replace(one=True)
            elif node.tag == "li":
                self._marker = self._item_marker(node, index)
        elif node.tag in ("td", "th") and self._open is not None:
            self._open.cell(self._place, head=node.tag == "th" or self._is_in_head(node))
        if node.tag == "a" and node.attrs.get("href"):
            self._links.append((self._open.length if self._open else 0, node.attrs["href"]))
        self._frames.append((self._page.ends[index], index, outer))

    def _inside(self, node: Element, index: int) -> _State:
        state = self._state
        bold = is_bold(node)
        if bold is not None and bold != state.bold:
            state = state._replace(bold=bold)
        if is_italic(node):
            state = state._replace(italic=True)
        if keeps_lines(node):
            state = state._replace(lines=True)
        if node.tag in _LISTS:
            if self._is_list(index):
                state = state._replace(level=state.level + 1)
        elif node.tag == "blockquote":
            state = state._replace(quote=self._is_quote(index))
        elif node.tag == "code" and state.lines:
            state = state._replace(code=True)
        return state

    def _leave(self) -> Iterator[BlockToken]:
        _, index, outer = self._frames.pop()
        node = self._page.nodes[index]
        assert isinstance(node, Element)
        if node.tag == "a" and node.attrs.get("href"):
            start, target = self._links.pop()
            if self._open is not None:
                self._open.link(start, target)
        inner, self._state = self._state, outer
        if inner.one and not outer.one:
            yield from self._flush()
        elif is_block(node):
            yield from self._edge()
        if node.tag == "li" and not outer.one:
            self._marker = ""

    def _edge(self) -> Iterator[BlockToken]:
        """Where a block begins or ends."""
        if not self._state.one:
            yield from self._flush()
        elif self._open is not None:
            self._open.space(self._place)

    def _line_break(self) -> Iterator[BlockToken]:
        self._breaks += 1
        if self._state.one:
            yield from self._edge()
        elif self._breaks > 1:
            yield from self._flush()
        elif self._open is not None:
            self._open.line_break(self._place)

    def _text(self, node: Text) -> None:
        if node.data.isspace():
            if self._open is not None:
                self._open.space(self._place)
            return
        self._breaks = 0
        state = self._state
        if self._open is None:
            self._open = self._begin()
        for run in node.runs:
            self._open.add(run, keep_lines=state.lines)
            self._place = max(self._place, run.span.end)
        self._open.emphasise(node.data, bold=state.bold, italic=state.italic)

    def _begin(self) -> OpenBlock:
        state = self._state
        marker, self._marker = self._marker, ""
        if marker:
            return OpenBlock(BlockKind.ITEM, state.level or 1, marker, lines=state.lines)
        kind = BlockKind.CODE if state.code else BlockKind.QUOTE if state.quote else BlockKind.PARAGRAPH
        return OpenBlock(kind, state.level, lines=state.lines)

    def _flush(self) -> Iterator[BlockToken]:
        if self._open is not None:
            yield from self._open.close()
            self._open = None
            self._links = [(0, target) for _, target in self._links]

    def _is_heading(self, node: Element, index: int) -> bool:
        if node.tag not in HEADINGS and node.attrs.get("role") != "heading" and not is_opener(node):
            return False
        return 0 < self._measures.words[index] <= _LONGEST_HEADING and self._measures.blocks[index] <= _LONGEST_QUOTE

    def _level(self, node: Element) -> int:
        """As the tag says; what opens a collapsed part stands below the heading before it."""
        if node.tag in HEADINGS:
            self._heading_level = int(node.tag[1])
            return self._heading_level
        level = node.attrs.get("aria-level", "")
        if level.isdecimal() and 0 < int(level) < 10:
            self._heading_level = int(level)
            return self._heading_level
        return self._heading_level + 1

    def _is_in_head(self, cell: Element) -> bool:
        row = self._page.element(cell.parent)
        head = self._page.element(row.parent) if row is not None else None
        return head is not None and head.tag == "thead"

    def _is_list(self, index: int) -> bool:
        """Whether a list is one, and not a way to arrange sections with headings."""
        return not self._measures.headings[index]

    def _is_quote(self, index: int) -> bool:
        return self._measures.blocks[index] <= _LONGEST_QUOTE and not self._measures.headings[index]

    def _item_marker(self, node: Element, index: int) -> str:
        parent_index = self._page.nodes[index].parent
        parent = self._page.element(parent_index)
        if parent is not None and parent.tag in _LISTS and not self._is_list(parent_index):
            return ""
        if parent is None or parent.tag != "ol":
            return "-"
        number = self._numbers.get(parent_index, _number(parent.attrs.get("start", ""), 1) - 1) + 1
        number = _number(node.attrs.get("value", ""), number)
        self._numbers[parent_index] = number
        return _written(number, parent.attrs.get("type", "1")) + "."


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _written(number: int, style: str) -> str:
    if style in ("a", "A") and 0 < number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 0 < number < 40:
        tens, ones = divmod(number, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return roman if style == "i" else roman.upper()
    return str(number)
