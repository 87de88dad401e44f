"""A block while it is being read, and how its lines become blocks of their own.

In: runs of text, line breaks, links. Out: block tokens: most often one; more where lines are items, titles, paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policylint.places import PlacedText, PlacedTextBuilder, Span
from policylint.readers.html.source import Run
from policylint.readers.tokens import BlockKind, BlockToken, Emphasis, Link

# Line ends in the source are spaces on the page; what has no width is not there.
_SPACES = str.maketrans(dict.fromkeys("\t\n\r\f", " "))
_NO_WIDTH = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_BULLET = re.compile(r"(?P<marker>[•·●▪◦‣■□○►➢*]|[-–—]|o(?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")
# White space with line feeds (which it gives), or any other characters.
_FEEDS_OR_TEXT = re.compile(r"([^\S\n]*\n\s*)|(?:[^\S\n]*\S)+[^\S\n]*")
_TITLE_WORDS = 14
# A line of so many characters ends a paragraph; in an address lines are shorter.
_LONG_LINE = 130
# Text wrapped by hand stays under this many columns, and lines under the lower bound are short on purpose.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 45


@dataclass(slots=True)
class _Line:
    """start: in the text of the block. bold, italic, plain: pieces of text of each sort. apart: a blank line before."""

    start: int
    bold: int = 0
    italic: int = 0
    plain: int = 0
    apart: bool = False

    def emphasis(self) -> Emphasis:
        if self.plain or not (self.bold or self.italic):
            return Emphasis.NONE
        return Emphasis.BOLD if self.bold else Emphasis.ITALIC


class OpenBlock:
    """A block whose end has not come yet."""

    def __init__(self, kind: BlockKind, level: int, marker: str = "", *, lines: bool = False) -> None:
        self._kind = kind
        self._level = level
        self._marker = marker
        self._keeps_lines = lines
        self._builder = PlacedTextBuilder()
        self._links: list[Link] = []
        self._cells: list[int] = []
        self._names_columns = kind is BlockKind.ROW
        self._lines = [_Line(0)]
        # Of preformatted text the number of the line with text we are in, the line feeds since the last text, and which
        # lines come after a blank one.
        self._number = -1
        self._feeds = 0
        self._blanks: set[int] = set()

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._builder.length

    def add(self, run: Run, *, keep_lines: bool) -> None:
        """Append a run of text."""
        if keep_lines:
            self._count_lines(run.text)
        text = run.text if keep_lines else run.text.translate(_SPACES)
        if len(text) != run.span.end - run.span.start:
            if not _NO_WIDTH.fullmatch(text):
                self._builder.add(text, run.span)
            return
        start = 0
        for found in _NO_WIDTH.finditer(text):
            self._add(text, start, found.start(), run.span.start)
            start = found.end()
        self._add(text, start, len(text), run.span.start)

    def _add(self, text: str, start: int, end: int, shift: int) -> None:
        if start < end:
            self._builder.add(text[start:end], Span(shift + start, shift + end))

    def _count_lines(self, text: str) -> None:
        """Note which of the lines in a run stand behind a blank one, by their number among those with text."""
        for feeds in _FEEDS_OR_TEXT.findall(text):
            if feeds:
                self._feeds += feeds.count("\n")
            else:
                self._number += self._feeds > 0 or self._number < 0
                if self._feeds > 1:
                    self._blanks.add(self._number)
                self._feeds = 0

    def emphasise(self, text: str, *, bold: bool, italic: bool) -> None:
        """Say how a text that was added looks."""
        if not any(char.isalnum() for char in text):
            return
        line = self._lines[-1]
        line.bold += bold
        line.italic += italic
        line.plain += not (bold or italic)

    def space(self, place: int) -> None:
        """Append a space."""
        self._builder.add(" ", Span(place, place))

    def line_break(self, place: int) -> None:
        """End the line."""
        if self._builder.length:
            self._feeds += 1
            self._builder.add("\n", Span(place, place))
            self._lines.append(_Line(self._builder.length))

    def cell(self, place: int, *, head: bool) -> None:
        """A cell of a row begins. head: it names its column, or its row."""
        if self._cells:
            self.line_break(place)
        self._cells.append(self._builder.length)
        self._names_columns = self._names_columns and head

    def link(self, start: int, target: str) -> None:
        """All text from `start` on is a link."""
        if start < self._builder.length:
            self._links.append(Link(start, self._builder.length, target))

    def close(self) -> Iterator[BlockToken]:
        """The block as tokens; none if it has no text."""
        text = self._builder.build()
        if not text.text:
            return
        lines = self._lines
        if self._keeps_lines and self._kind is not BlockKind.CODE:
            text, lines = _unwrapped(text, self._blanks)
        if self._kind is BlockKind.ROW:
            row = self._token(text, 0, len(text.text), self._kind, self._level, "", _whole(lines))
            cells = tuple(min(cell, len(text.text)) for cell in self._cells)
            yield replace(row, cells=cells, header=self._names_columns)
            return
        if self._kind in (BlockKind.HEADING, BlockKind.CODE):
            yield self._token(text, 0, len(text.text), self._kind, self._level, self._marker, _whole(lines))
            return
        lines = [line for line in lines if line.start < len(text.text)]
        groups = list(_groups(text.text, lines))
        for number, (start, end, emphasis) in enumerate(groups):
            bullet = _BULLET.match(text.text, start, end)
            if bullet and len(groups) > 1:
                yield self._token(text, bullet.end(), end, BlockKind.ITEM, self._level + 1, bullet["marker"], emphasis)
            elif number == 0:
                yield self._token(text, start, end, self._kind, self._level, self._marker, emphasis)
            else:
                kind = BlockKind.PARAGRAPH if self._kind is BlockKind.ITEM else self._kind
                yield self._token(text, start, end, kind, self._level, "", emphasis)

    def _token(
        self, text: PlacedText, start: int, end: int, kind: BlockKind, level: int, marker: str, emphasis: Emphasis
    ) -> BlockToken:
        if start == 0 and end == len(text.text):
            part = text
        else:
            chars = text.text[start:end]
            start += len(chars) - len(chars.lstrip())
            part = text.cut(start, end)
        end = start + len(part.text)
        links = tuple(
            Link(max(link.start, start) - start, min(link.end, end) - start, link.target)
            for link in self._links
            if link.start < end and link.end > start
        )
        return BlockToken(kind, part, level, marker, emphasis, links)


def _whole(lines: Sequence[_Line]) -> Emphasis:
    return _Line(
        0, sum(line.bold for line in lines), sum(line.italic for line in lines), sum(line.plain for line in lines)
    ).emphasis()


def _groups(text: str, lines: Sequence[_Line]) -> Iterator[tuple[int, int, Emphasis]]:
    """Stretches [start, end) of lines that belong together, each with its emphasis."""
    first = 0
    ends = [*(line.start for line in lines[1:]), len(text)]
    for number in range(1, len(lines)):
        if _apart(text, lines, ends, number):
            yield lines[first].start, ends[number - 1], _whole(lines[first:number])
            first = number
    yield lines[first].start, len(text), _whole(lines[first:])


def _apart(text: str, lines: Sequence[_Line], ends: Sequence[int], number: int) -> bool:
    """Whether a line is no part of the block of the line before it."""
    before, line = lines[number - 1], lines[number]
    if line.apart:
        return True
    if _BULLET.match(text, line.start, ends[number]):
        return True
    if max(before_length := ends[number - 1] - before.start, ends[number] - line.start) >= _LONG_LINE:
        return before_length > 0
    is_title = [
        each.emphasis() is Emphasis.BOLD and len(text[each.start : end].split()) <= _TITLE_WORDS
        for each, end in ((before, ends[number - 1]), (line, ends[number]))
    ]
    return is_title[0] != is_title[1]


def _unwrapped(text: PlacedText, blanks: Collection[int]) -> tuple[PlacedText, list[_Line]]:
    """Preformatted text with the lines joined that somebody wrapped by hand, and the lines that are left.

    blanks: the numbers of the lines that come after a blank one.
    """
    lines = text.text.split("\n")
    width = max(len(line) for line in lines)
    by_hand = _NARROWEST_WRAP <= width <= _WIDEST_WRAP
    chars, kept, at = [lines[0]], [_Line(0, plain=1)], len(lines[0])
    for number, (before, line) in enumerate(pairwise(lines), 1):
        full = len(before) + 1 + len(line.partition(" ")[0]) > width - 8
        if by_hand and full and number not in blanks and not _BULLET.match(line):
            chars.append(" " + line)
        else:
            chars.append("\n" + line)
            kept.append(_Line(at + 1, plain=1, apart=number in blanks))
        at += 1 + len(line)
    return PlacedText("".join(chars), text.pieces), kept
