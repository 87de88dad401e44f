"""Plain text: paragraphs by blank lines or one a line, hard-wrapped lines joined, outlines, items, underlined titles.

In: a source. Out: block tokens. A run of short lines (an address) stays one block with its line breaks. Items nest by
their indentation. A number that is part of a line's text ("§ 3", "Article 5", "1.1", "IV.") stays in the text, where
later stages know it for a heading's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from policylint.places import PlacedTextBuilder, Source, Span
from policylint.readers.front import front_span
from policylint.readers.tokens import BlockKind, BlockToken

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"(?P<marker>[-*+•●○·▪■□◦‣–—]|o(?=[ \t]{2}))[ \t]+(?=\S)")
_NUMBER = re.compile(r"(?P<marker>\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t]+(?=\S)")
_OUTLINE = re.compile(
    r"(?:§+\s*\d|(?:Article|Section|Chapter|Part)\s+(?:\d|[IVX]+\b)|\d{1,2}(?:\.\d{1,2})+[.)]?\s|[IVX]{1,5}[.)]\s"
    r"|[A-Z][.)]\s)\S?",
)
_UNDERLINE = re.compile(r"(?P<char>[=\-_~*#^+])(?P=char){2,}")
_SENTENCE_END = (".", "!", "?", ";", '."', ".)", ".”")
_ABBREVIATION = re.compile(r"\b(?:Inc|Ltd|Co|Corp|LLC|St|Ave|Rd|Blvd|No|Nr|Str|Tel|S\.A|S\.L|B\.V|e\.V|p\.a)\.$")
# A line of a table of contents.
_LEADER = re.compile(r"\.{3,}\s*\d+$")

# Text wrapped by hand stays under this many columns, and lines under the lower bound may be short on purpose.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 45
_NARROW_LINE = 30
_TAB = 4
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reader for text without markup."""

    name: str = "text"
    suffixes: frozenset[str] = frozenset({".txt", ".text"})

    def recognise(self, text: str) -> float:
        """Anything is plain text, unless it is clearly something else."""
        return 0.5

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text."""
        return tuple(_blocks(source.text))


READER = PlainReader()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something on it. indent: in columns. span, text: without white space at either end."""

    number: int
    indent: int
    span: Span
    text: str

    @property
    def end(self) -> int:
        """The column behind its last character."""
        return self.indent + len(self.text)


def _lines(text: str) -> Iterator[_Line]:
    """The lines with something on them, numbered so that a blank line leaves a hole."""
    done = front_span(text).end
    number = 0
    for found in _LINE.finditer(text, done):
        between = text[done : found.start()]
        number += between.count("\n") or between.count("\r")
        done = found.end()
        stripped = found.group().strip()
        if stripped:
            start = found.start() + found.group().index(stripped)
            indent = len(text[found.start() : start].expandtabs(_TAB))
            yield _Line(number, indent, Span(start, start + len(stripped)), stripped)


def _blocks(text: str) -> Iterator[BlockToken]:
    lines = list(_lines(text))
    nest = _Nest()
    # Consecutive line numbers have the same difference to their index: one run without a blank line.
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1].number - pair[0]):
        for kind, group in _run([line for _, line in run]):
            yield _token(kind, group, text, nest)


def _run(lines: Sequence[_Line]) -> Iterator[tuple[str, list[_Line]]]:
    """The blocks of a run of lines without a blank one between them: "=" and "-" for titles, "" for text."""
    width = max(line.end for line in lines)
    group: list[_Line] = []
    for line in lines:
        underline = _UNDERLINE.fullmatch(line.text)
        if underline is not None:
            title = group[-1] if group and _is_title(group[-1], line) else None
            if group[: -1 if title else None]:
                yield "", group[: -1 if title else None]
            if title:
                yield underline["char"], [title]
            group = []
            continue
        if group and not _joins(group, line, width):
            yield "", group
            group = []
        group.append(line)
    if group:
        yield "", group


def _is_title(line: _Line, underline: _Line) -> bool:
    """Whether a line of signs underlines the line before it; a long one below a sentence separates."""
    if len(line.text) > _LONGEST_TITLE:
        return False
    return not line.text.endswith(".") or abs(len(line.text) - len(underline.text)) <= 3


def _joins(group: Sequence[_Line], line: _Line, width: int) -> bool:
    """Whether a line goes on with the block of the lines before it."""
    last = group[-1]
    if width > _WIDEST_WRAP or _BULLET.match(line.text):
        return False
    full = last.end + 1 + len(line.text.split(maxsplit=1)[0]) > width - (8 if width >= _NARROWEST_WRAP else 0)
    if _NUMBER.match(line.text) or _OUTLINE.match(line.text):
        # In the middle of a paragraph a number may come to stand at the start of a line.
        return full and not last.text.endswith((*_SENTENCE_END, ":", ",")) and not _marker(group[0])
    if width < _NARROWEST_WRAP:
        ended = last.text.endswith((*_SENTENCE_END, ":")) and _ABBREVIATION.search(last.text) is None
        return full or not (ended or _OUTLINE.match(last.text))
    return full


def _marker(line: _Line) -> re.Match[str] | None:
    return _BULLET.match(line.text) or _NUMBER.match(line.text)


class _Nest:
    """How deep items nest: the columns at which the open lists start."""

    def __init__(self) -> None:
        self._indents: list[int] = []

    def item(self, indent: int) -> int:
        """The level of an item."""
        self._leave(indent)
        if not self._indents or indent > self._indents[-1]:
            self._indents.append(indent)
        return len(self._indents)

    def paragraph(self, indent: int) -> int:
        """The level of what is no item: that of the item whose text it is indented with."""
        self._leave(indent - 1)
        return len(self._indents)

    def clear(self) -> None:
        """A heading ends all lists."""
        self._indents.clear()

    def _leave(self, indent: int) -> None:
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()


def _token(kind: str, group: list[_Line], text: str, nest: _Nest) -> BlockToken:
    first = group[0]
    if kind:
        nest.clear()
        return _placed(BlockKind.HEADING, group, text, level=1 if kind in "=#*" else 2)
    marker = _marker(first)
    if marker is None:
        if _OUTLINE.match(first.text):
            nest.clear()
        return _placed(BlockKind.PARAGRAPH, group, text, level=nest.paragraph(first.indent))
    shift = marker.end()
    body = _Line(first.number, first.indent + shift, Span(first.span.start + shift, first.span.end), first.text[shift:])
    level = nest.item(first.indent)
    if _is_numbered_title(marker, group, body):
        nest.clear()
        level = 1
    return _placed(BlockKind.ITEM, [body, *group[1:]], text, level=level, marker=marker["marker"])


def _is_numbered_title(marker: re.Match[str], group: Sequence[_Line], body: _Line) -> bool:
    """A short line with a number that no full stop ends: what is indented below it belongs to no list."""
    return (
        marker["marker"][0].isdigit()
        and len(group) == 1
        and body.text[0].isupper()
        and len(body.text.split()) <= 10
        and not body.text.endswith((*_SENTENCE_END, ":", ","))
    )


def _placed(kind: BlockKind, lines: Sequence[_Line], text: str, *, level: int = 0, marker: str = "") -> BlockToken:
    builder = PlacedTextBuilder()
    short = _is_broken_on_purpose(lines)
    for index, line in enumerate(lines):
        if index:
            builder.add("\n" if short else " ", Span(lines[index - 1].span.end, line.span.start))
        builder.add(text[line.span.start : line.span.end], line.span)
    return BlockToken(kind, builder.build(), level, marker)


def _is_broken_on_purpose(lines: Sequence[_Line]) -> bool:
    """Whether the lines of a block are short because somebody wanted them so: in some the next word had room."""
    if any(_LEADER.search(line.text) for line in lines):
        return True
    width = max(line.end for line in lines)
    if width >= _NARROWEST_WRAP:
        return False
    full = all(one.end + 1 + len(two.text.split(maxsplit=1)[0]) > width for one, two in pairwise(lines))
    return not full or width < _NARROW_LINE
