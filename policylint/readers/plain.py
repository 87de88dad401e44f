"""Plain text: paragraphs by blank lines or one a line, hard-wrapped lines joined, list markers, underlined titles.

In: a source. Out: block tokens. A run of short lines (an address) stays one block with its line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from policylint.places import PlacedTextBuilder, Source, Span
from policylint.readers.tokens import BlockKind, BlockToken

_LINE = re.compile(r"[^\r\n]+")
_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*•·●▪◦‣–—]|\(?(?:\d{1,3}|[a-z])[.)])[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ \t]*(?P<char>[=\-_~*#])(?P=char){2,}[ \t]*")
_SENTENCE_END = (".", "!", "?", ";", '."', ".)", ".”")

# Text wrapped by hand stays under this many columns, and lines under the lower bound are short on purpose.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 45


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
    number: int
    span: Span
    text: str


def _lines(text: str) -> Iterator[_Line]:
    """The lines with something on them, numbered so that a blank line leaves a hole."""
    number, done = 0, 0
    for found in _LINE.finditer(text):
        between = text[done : found.start()]
        number += between.count("\n") or between.count("\r")
        done = found.end()
        stripped = found.group().strip()
        if stripped:
            start = found.start() + found.group().index(stripped)
            yield _Line(number, Span(start, start + len(stripped)), stripped)


def _blocks(text: str) -> Iterator[BlockToken]:
    lines = list(_lines(text))
    # Consecutive line numbers have the same difference to their index: one run without a blank line.
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1].number - pair[0]):
        yield from _run([line for _, line in run], text)


def _run(lines: list[_Line], text: str) -> Iterator[BlockToken]:
    width = max(len(line.text) for line in lines)
    group: list[_Line] = []
    for line in lines:
        if _UNDERLINE.fullmatch(line.text):
            if group:
                yield from _close(group[:-1], text)
                title = group[-1]
                level = 1 if line.text[0] in "=#*" else 2
                yield _token(BlockKind.HEADING, [title], text, level=level)
                group = []
            continue
        if group and not _joins(group, line, width):
            yield from _close(group, text)
            group = []
        group.append(line)
    yield from _close(group, text)


def _joins(group: list[_Line], line: _Line, width: int) -> bool:
    """Whether a line goes on with the block of the lines before it."""
    if _MARKER.match(line.text):
        return False
    if width > _WIDEST_WRAP:
        return False
    last = group[-1].text
    if width < _NARROWEST_WRAP:
        return not last.endswith((*_SENTENCE_END, ":"))
    first_word = line.text.split(maxsplit=1)[0]
    return len(last) + 1 + len(first_word) > width - 8


def _close(group: list[_Line], text: str) -> Iterator[BlockToken]:
    if not group:
        return
    marker = _MARKER.match(group[0].text)
    if marker is None:
        yield _token(BlockKind.PARAGRAPH, group, text)
        return
    shift = marker.end()
    first = group[0]
    body = _Line(first.number, Span(first.span.start + shift, first.span.end), first.text[shift:])
    yield _token(BlockKind.ITEM, [body, *group[1:]], text, level=1, marker=marker["marker"])


def _token(kind: BlockKind, lines: list[_Line], text: str, *, level: int = 0, marker: str = "") -> BlockToken:
    builder = PlacedTextBuilder()
    short = max(len(line.text) for line in lines) < _NARROWEST_WRAP
    for index, line in enumerate(lines):
        if index:
            gap = Span(lines[index - 1].span.end, line.span.start)
            builder.add("\n" if short else " ", gap)
        builder.add(text[line.span.start : line.span.end], line.span)
    return BlockToken(kind, builder.build(), level, marker)
