"""Markdown: CommonMark with GFM tables, read by pulldown-cmark, which knows the place of every event.

In: a source. Out: block tokens. Front matter, comments and images are dropped; embedded HTML keeps its text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyromark import Options, events_with_range

from policylint.places import PlacedTextBuilder, Source, Span
from policylint.readers.tokens import BlockKind, BlockToken, Emphasis, Link

_OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")
_TAG_OR_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[^>]*>", re.DOTALL)
_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^ {0,3}#{1,6} \S",
        r"^\S.*\n {0,3}(?:={3,}|-{3,}) *$",
        r"\*\*\S[^*\n]*\*\*",
        r"(?<!\w)_[^_\s][^_\n]*_(?!\w)",
        r"\[[^\]\n]*\]\([^)\s]+[^)\n]*\)",
        r"^ {0,8}[*+-] +\S",
        r"^ {0,3}> ",
        r"^\|.+\|.+\|? *$",
    )
)


@dataclass(frozen=True, slots=True)
class MarkdownReader:
    """Reader for Markdown, whatever the file is called."""

    name: str = "markdown"
    suffixes: frozenset[str] = frozenset({".md", ".markdown", ".mdown", ".mkd", ".txt"})

    def recognise(self, text: str) -> float:
        """Two different signs of Markdown, or one met three times, are more than chance."""
        counts = [sum(1 for _, _ in zip(sign.finditer(text), range(3), strict=False)) for sign in _SIGNS]
        return 0.9 if sum(1 for count in counts if count) >= 2 or max(counts) >= 3 else 0.1

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text, nested lists flattened to their level."""
        return tuple(_Walk(source.text).run())


READER = MarkdownReader()


def _code_points(text: str) -> Callable[[int], int]:
    """A function from UTF-8 byte offsets, which pulldown-cmark counts in, to code points."""
    # Behind each character that takes more than a byte: the offset in bytes, and how many bytes more it is by then.
    behind, shifts, shift = [0], [0], 0
    for found in _NOT_ASCII.finditer(text):
        width = len(found.group().encode("utf-8", "surrogatepass"))
        behind.append(found.start() + shift + width)
        shift += width - 1
        shifts.append(shift)
    return lambda offset: offset - shifts[bisect_right(behind, offset) - 1]


@dataclass(slots=True)
class _Open:
    """A block whose end has not come yet."""

    kind: BlockKind
    level: int
    marker: str = ""
    builder: PlacedTextBuilder = field(default_factory=PlacedTextBuilder)
    links: list[Link] = field(default_factory=list)
    bold: int = 0
    italic: int = 0
    plain: int = 0

    def close(self) -> BlockToken | None:
        text = self.builder.build()
        if not text.text:
            return None
        emphasis = Emphasis.NONE
        if not self.plain:
            emphasis = Emphasis.BOLD if self.bold else Emphasis.ITALIC
        links = tuple(link for link in self.links if link.start < link.end)
        return BlockToken(self.kind, text, self.level, self.marker, emphasis, links)


class _Walk:
    """One walk over the events of a file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = _code_points(text)
        self.open: _Open | None = None
        self.lists = 0
        self.quotes = 0
        self.marker = ""
        self.skip = 0
        self.bold = 0
        self.italic = 0
        self.link: list[tuple[int, str]] = []

    def run(self) -> Iterator[BlockToken]:
        for event, places in events_with_range(self.text, options=_OPTIONS):
            span = Span(self.at(places["start"]), self.at(places["end"]))
            yield from self.event(event, span)
        yield from self.flush()

    def event(self, event: Any, span: Span) -> Iterator[BlockToken]:
        match event:
            case {"Start": tag}:
                yield from self.start(tag, span)
            case {"End": tag}:
                yield from self.end(tag, span)
            case {"Text": text}:
                self.put(text, span)
            case {"Code": text}:
                inner = self.text.find(text, span.start, span.end)
                self.put(text, Span(inner, inner + len(text)) if inner >= 0 else span)
            case "SoftBreak":
                self.put(" ", span)
            case "HardBreak":
                self.put("\n", span)
            case {"InlineHtml": text} if text.lower().startswith("<br"):
                self.put("\n", span)
            case _:
                pass

    def start(self, tag: Any, span: Span) -> Iterator[BlockToken]:
        match tag:
            case "Paragraph":
                yield from self.begin(BlockKind.QUOTE if self.quotes else BlockKind.PARAGRAPH)
            case "HtmlBlock":
                yield from self.begin(BlockKind.PARAGRAPH)
                self.html(span)
            case {"Heading": {"level": level}}:
                yield from self.flush()
                self.marker = ""
                self.open = _Open(BlockKind.HEADING, int(level[1:]))
            case {"CodeBlock": _}:
                yield from self.begin(BlockKind.CODE)
            case "TableRow" | "TableHead":
                yield from self.begin(BlockKind.ROW)
            case {"List": _}:
                yield from self.flush()
                self.lists += 1
            case "Item":
                yield from self.flush()
                found = _MARKER.match(self.text, span.start)
                self.marker = found.group() if found else "-"
            case {"BlockQuote": _}:
                yield from self.flush()
                self.quotes += 1
            case "Strong":
                self.bold += 1
            case "Emphasis":
                self.italic += 1
            case {"Link": {"dest_url": target}}:
                self.link.append((self.open.builder.length if self.open else 0, target))
            case {"Image": _} | {"MetadataBlock": _}:
                self.skip += 1
            case _:
                pass

    def end(self, tag: Any, span: Span) -> Iterator[BlockToken]:
        match tag:
            case "Paragraph" | "HtmlBlock" | "CodeBlock" | "TableRow" | "TableHead" | "Item" | {"Heading": _}:
                yield from self.flush()
                if tag == "Item":
                    self.marker = ""
            case {"List": _}:
                yield from self.flush()
                self.lists -= 1
            case {"BlockQuote": _}:
                yield from self.flush()
                self.quotes -= 1
            case "Strong":
                self.bold -= 1
            case "Emphasis":
                self.italic -= 1
            case "Link" if self.link:
                start, target = self.link.pop()
                if self.open:
                    self.open.links.append(Link(start, self.open.builder.length, target))
            case "Image" | {"MetadataBlock": _}:
                self.skip -= 1
            case "TableCell":
                self.put("\n", Span(span.end, span.end))
            case _:
                pass

    def begin(self, kind: BlockKind) -> Iterator[BlockToken]:
        """Open a block; the first one of an item is the item."""
        yield from self.flush()
        marker, self.marker = self.marker, ""
        if marker and kind is not BlockKind.CODE:
            kind = BlockKind.ITEM
        self.open = _Open(kind, self.lists, marker if kind is BlockKind.ITEM else "")

    def put(self, text: str, span: Span) -> None:
        if self.skip:
            return
        if self.open is None:
            # The text of a tight list item comes without a paragraph around it.
            self.open = _Open(BlockKind.ITEM if self.marker else BlockKind.PARAGRAPH, self.lists, self.marker)
            self.marker = ""
        self.open.builder.add(text, span)
        if text.strip():
            self.open.bold += self.bold > 0
            self.open.italic += self.italic > 0
            self.open.plain += not (self.bold or self.italic)

    def html(self, span: Span) -> None:
        done = span.start
        for found in _TAG_OR_COMMENT.finditer(self.text, span.start, span.end):
            self.put(self.text[done : found.start()], Span(done, found.start()))
            done = found.end()
        self.put(self.text[done : span.end], Span(done, span.end))

    def flush(self) -> Iterator[BlockToken]:
        if self.open is not None:
            token = self.open.close()
            self.open = None
            if token is not None:
                yield token
