"""Places: where a character of a document stands in the file as its author wrote it.

In: decoded text and offsets into it. Out: lines and columns. Every stage may import this module; it imports none.

Offsets and columns count Unicode code points. Offsets start at 0, lines and columns at 1. All ranges are half open.
A byte order mark is not a character of the text. A line ends at LF, CRLF or a lone CR, as in CommonMark 0.31, 2.1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Offsets [start, end) into the text of a source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Line and column, both from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """From the first character to behind the last one."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, decoded but otherwise as written."""

    path: str
    text: str
    line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(found.end() for found in _LINE_END.finditer(self.text)))
        object.__setattr__(self, "line_starts", starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset between 0 and the length of the text, both included."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def range(self, span: Span) -> Range:
        """The lines and columns of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its end; empty behind the last one."""
        if number > len(self.line_starts):
            return ""
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[self.line_starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a placed text: from `at` on in the text, `span` in the source.

    Where the run is as long in the text as in the source, characters correspond one to one. Else the whole run stands
    for the whole span, as `&` does for `&amp;` or one space for a line break with its indentation.
    """

    at: int
    span: Span


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text as a reader of the page sees it, that knows where each character comes from.

    White space is folded: one space between words, and a line feed where the author breaks a line on purpose.
    """

    text: str
    pieces: tuple[Piece, ...]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where the characters [start, end) of the text stand in the source; an empty range is a point."""
        if not self.pieces:
            return Span(0, 0)
        end = len(self.text) if end is None else end
        first = self._piece(start)
        begin = self._offset(first, start)
        if end <= start:
            return Span(begin, begin)
        last = self._piece(end - 1)
        piece = self.pieces[last]
        stop = self._offset(last, end - 1) + 1 if self._verbatim(last) else piece.span.end
        return Span(begin, max(begin, stop))

    def cut(self, start: int, end: int) -> PlacedText:
        """The characters [start, end) as a placed text of their own, without white space at either end."""
        chars = self.text[start:end]
        start += len(chars) - len(chars.lstrip())
        end = start + len(chars.strip())
        builder = PlacedTextBuilder()
        if start < end:
            for index in range(self._piece(start), self._piece(end - 1) + 1):
                piece, stop = self.pieces[index], self._end(index)
                begin, stop = max(piece.at, start), min(stop, end)
                if self._verbatim(index):
                    shift = piece.span.start - piece.at
                    builder.add(self.text[begin:stop], Span(begin + shift, stop + shift))
                else:
                    builder.add(self.text[begin:stop], piece.span)
        return builder.build()

    def _piece(self, offset: int) -> int:
        return max(0, bisect_right(self.pieces, offset, key=lambda piece: piece.at) - 1)

    def _end(self, index: int) -> int:
        return self.pieces[index + 1].at if index + 1 < len(self.pieces) else len(self.text)

    def _verbatim(self, index: int) -> bool:
        piece = self.pieces[index]
        return self._end(index) - piece.at == piece.span.end - piece.span.start

    def _offset(self, index: int, offset: int) -> int:
        piece = self.pieces[index]
        return piece.span.start + (offset - piece.at if self._verbatim(index) else 0)


class PlacedTextBuilder:
    """Collects runs of text with their places, folding white space as it goes."""

    def __init__(self) -> None:
        self._chars: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._gap: tuple[str, Span] | None = None

    @property
    def length(self) -> int:
        """Characters collected so far, the pending white space included where there is text before it."""
        return self._length + (1 if self._gap and self._length else 0)

    def add(self, text: str, span: Span) -> None:
        """Append a run. White space in it is folded, to a line feed where it holds one, else to a space.

        Where text and span differ in length, the run as a whole stands for the whole span.
        """
        if len(text) != span.end - span.start:
            if text.strip():
                self._put(text.strip(), span)
            else:
                self._space(text, span)
            return
        for found in _WORDS_OR_SPACE.finditer(text):
            chars, place = found.group(), Span(span.start + found.start(), span.start + found.end())
            if chars[0].isspace():
                self._space(chars, place)
            else:
                self._put(chars, place)

    def build(self) -> PlacedText:
        """All that was added, without white space at either end."""
        return PlacedText("".join(self._chars), tuple(self._pieces))

    def _space(self, chars: str, span: Span) -> None:
        before, start = self._gap or ("", span)
        char = "\n" if "\n" in before + chars else " "
        self._gap = (char, Span(start.start, max(start.end, span.end)))

    def _put(self, chars: str, span: Span) -> None:
        if self._gap is not None:
            gap, self._gap = self._gap, None
            if self._length:
                self._append(*gap)
        self._append(chars, span)

    def _append(self, chars: str, span: Span) -> None:
        verbatim = len(chars) == span.end - span.start
        last = self._pieces[-1] if self._pieces else None
        if not (
            last is not None
            and verbatim
            and last.span.end == span.start
            and self._length - last.at == last.span.end - last.span.start
        ):
            self._pieces.append(Piece(self._length, span))
        else:
            self._pieces[-1] = Piece(last.at, Span(last.span.start, span.end))
        self._chars.append(chars)
        self._length += len(chars)


# Words with one space between them go in as they are, in one piece.
_WORDS_OR_SPACE = re.compile(r"\S+(?: \S+)*|\s+")
