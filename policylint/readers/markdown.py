"""Markdown: CommonMark with GFM's and common extensions, read by pulldown-cmark, which knows the place of every event.

In: a source. Out: block tokens. Front matter, comments, images and struck text are dropped. What HTML is embedded is
read as HTML; footnotes and definition lists are read; what template engines look for survives or goes as
`placeholders.py` says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyromark import Options, events_with_range

from policylint.places import Source, Span
from policylint.readers.front import without_front
from policylint.readers.markup import Flow
from policylint.readers.offsets import code_points
from policylint.readers.placeholders import HOLE, shielded
from policylint.readers.tags import ENTITY, TAG, is_placeholder, read_tag
from policylint.readers.tokens import BlockToken

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_DEFINITION_LIST
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
_ENTITY_OR_BREAK = re.compile(rf"{ENTITY.pattern}|(?<=\S) {{2,}}(?=[\r\n][^\r\n])")
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")
_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^ {0,3}#{1,6} \S",
        r"^\S.*\n {0,3}(?:={3,}|-{3,}) *$",
        r"\*\*\S[^*\n]*\*\*",
        r"(?<!\w)_[^_\s][^_\n]*_(?!\w)",
        r"\[[^\[\]\n]{0,200}\]\([^()\s][^()\n]{0,500}\)",
        r"^ {0,8}[*+-] +\S",
        r"^ {0,3}> ",
        r"^\|.+\|.+\|? *$",
    )
)
# pulldown-cmark's tags that are an HTML element and nothing besides.
_ELEMENTS = {
    "Paragraph": "p",
    "BlockQuote": "blockquote",
    "CodeBlock": "pre",
    "Table": "table",
    "TableHead": "tr",
    "TableRow": "tr",
    "List": "ul",
    "Item": "li",
    "DefinitionList": "dl",
    "DefinitionListTitle": "dt",
    "DefinitionListDefinition": "dd",
    "Strong": "strong",
    "Emphasis": "em",
    "Strikethrough": "del",
    "Link": "a",
    "Image": "object",
}


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
        return read_markdown(source.text, shielded(without_front(source.text)))


READER = MarkdownReader()


def read_markdown(text: str, marked: str, tags: tuple[re.Match[str], ...] = ()) -> tuple[BlockToken, ...]:
    """Block tokens of Markdown.

    marked: what to parse, of the same length as the text; where the two differ the text is what shows, or `HOLE` is
    what does not. tags: those that were taken out of `marked`, in their order.
    """
    walk = _Walk(text, marked, tags)
    for event, places in events_with_range(marked, options=_OPTIONS):
        walk.event(event, Span(walk.at(places["start"]), walk.at(places["end"])))
    return walk.done()


class _Walk:
    """One walk over the events of a file."""

    def __init__(self, text: str, marked: str, tags: tuple[re.Match[str], ...]) -> None:
        self.text = text
        self.marked = marked
        self.at = code_points(marked)
        self.flow = Flow()
        self.block: Span | None = None
        self._tags = tags
        self._next_tag = 0
        self._has_holes = HOLE in marked

    def event(self, event: Any, span: Span) -> None:
        match event:
            case {"Start": tag}:
                self.tags_before(span.start)
                self.start(tag, span)
            case {"End": tag}:
                self.tags_before(span.end)
                self.end(tag, span)
            case {"Text": text}:
                self.put(text, span)
            case {"Code": text}:
                inner = self.marked.find(text, span.start, span.end)
                self.put(text, Span(inner, inner + len(text)) if inner >= 0 else span)
            case {"Html": _}:
                # A piece a line: a comment or a tag may go over several.
                self.block = Span(self.block.start if self.block else span.start, span.end)
            case {"InlineHtml": _}:
                self.put_html(span)
            case "SoftBreak":
                self.flow.text(" ", span)
            case "HardBreak":
                self.flow.open("br", span)
            case _:
                pass

    def start(self, tag: Any, span: Span) -> None:
        match tag:
            case {"Heading": {"level": level}}:
                self.flow.open(level.lower(), span)
            case {"Link": {"dest_url": target}}:
                self.flow.open("a", span, {"href": (self.target(target, span), span)})
            case "Item":
                found = _MARKER.match(self.text, span.start)
                self.flow.open("li", span, marker=found.group() if found else "-")
            case "TableCell":
                # Its range starts with white space, the mark before it, or what is in it.
                self.flow.open("td", Span(span.start, span.start))
            case "TableHead":
                self.flow.open("thead", span)
                self.flow.open("tr", span)
            case {"CodeBlock": "Indented"} if self._tags:
                self.flow.open("p", span)
            case _:
                self.open_or_close(tag, span, opens=True)

    def end(self, tag: Any, span: Span) -> None:
        behind = Span(span.end, span.end)
        match tag:
            case {"Heading": level}:
                self.flow.close(level.lower(), behind)
            case "HtmlBlock":
                if self.block is not None:
                    self.flow.edge(self.block.start)
                    self.put_html(self.block)
                    self.flow.edge(self.block.end)
                    self.block = None
            case "TableCell":
                self.flow.close("td", behind)
            case "TableHead":
                self.flow.close("tr", behind)
                self.flow.close("thead", behind)
            case "CodeBlock" if self._tags:
                self.flow.close("p", behind)
                self.flow.close("pre", behind)
            case _:
                self.open_or_close(tag, behind, opens=False)

    def open_or_close(self, tag: Any, span: Span, *, opens: bool) -> None:
        name = _ELEMENTS.get(tag if isinstance(tag, str) else next(iter(tag)))
        if name is not None:
            (self.flow.open if opens else self.flow.close)(name, span)

    def put(self, text: str, span: Span) -> None:
        """Text of an event, in which tags may have been."""
        if len(text) != span.end - span.start:
            self.tags_before(span.start)
            self.flow.text(text, span)
            return
        done = span.start
        for tag in self.tags_until(span.end):
            self.put_verbatim(done, max(done, tag.start()))
            read_tag(tag, self.flow)
            done = max(done, min(tag.end(), span.end))
        self.put_verbatim(done, span.end)

    def put_verbatim(self, start: int, end: int) -> None:
        if not self._has_holes:
            self.flow.text(self.text[start:end], Span(start, end))
            return
        while start < end:
            hole = self.marked.find(HOLE, start, end)
            stop = end if hole < 0 else hole
            if start < stop:
                self.flow.text(self.text[start:stop], Span(start, stop))
            start = stop
            while start < end and self.marked[start] == HOLE:
                start += 1

    def put_html(self, span: Span) -> None:
        done = span.start
        for found in TAG.finditer(self.marked, span.start, span.end):
            if is_placeholder(found):
                continue
            self.put_html_text(Span(done, found.start()))
            read_tag(found, self.flow)
            done = found.end()
        self.put_html_text(Span(done, span.end))

    def put_html_text(self, span: Span) -> None:
        done = span.start
        for found in _ENTITY_OR_BREAK.finditer(self.marked, span.start, span.end):
            self.put_verbatim(done, found.start())
            if found.group().isspace():
                # No HTML breaks a line with two spaces; but what Markdown takes for HTML may be none.
                self.flow.open("br", Span(*found.span()))
            else:
                self.flow.text(html.unescape(found.group()), Span(*found.span()))
            done = found.end()
        self.put_verbatim(done, span.end)

    def target(self, target: str, span: Span) -> str:
        """A link's target as written, where `marked` has something else."""
        found = self.marked.find(target, span.start, span.end)
        return self.text[found : found + len(target)] if found >= 0 else target

    def tags_until(self, end: int) -> Iterator[re.Match[str]]:
        while self._next_tag < len(self._tags) and self._tags[self._next_tag].start() < end:
            self._next_tag += 1
            yield self._tags[self._next_tag - 1]

    def tags_before(self, end: int) -> None:
        for tag in self.tags_until(end):
            read_tag(tag, self.flow)

    def done(self) -> tuple[BlockToken, ...]:
        self.tags_before(len(self.text))
        return self.flow.done()
