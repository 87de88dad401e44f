"""PDF: the text of pages as a person reads them, extracted with PDFium by way of pypdfium2.

In: the bytes of a .pdf file. Out: a reading; a line of its source is a line of a page, in reading order.

A PDF says where letters stand and nothing more. Running heads and page numbers are what comes back at the same place on
page after page, and go. Paragraphs are lines close together, headings lines in larger letters, items lines that start
with a bullet or a number; hyphens at line ends are undone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from policylint.errors import ReadError
from policylint.places import Source, Span
from policylint.readers.extras import extra
from policylint.readers.open_block import OpenBlock
from policylint.readers.pdf_page import Line, lines_of
from policylint.readers.tokens import BlockKind, BlockToken, Reading

_MARKER = re.compile(
    r"(?P<marker>[•●○◦▪▫■□‣\u2043∙·\u2013\u2014*\uf0b7\uf0a7\uf02d-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)"
)
_BULLET = re.compile(r"[^\w(]")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|pg\.?)\s*)?\d{1,4}(?:\s*(?:of|von|/|\|)\s*\d{1,4})?\W*|\W*page\s+[ivxlc]+\W*", re.IGNORECASE
)
_SENTENCE_END = (".", "!", "?", ":", ";", '."', ".”", ".)")
_HYPHENATED = re.compile(r"(?P<head>[^\W\d_]+)-\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Words that are written with a hyphen whether or not a line ends there.
_HYPHENS_STAY = frozenset(
    ["third", "opt", "non", "self", "cross", "co", "pre", "add", "log", "sign", "one", "two", "first", "full", "real"]
)
# The part of a page, above and below, where running heads stand, and how many lines they take.
_MARGIN = 0.12
_MARGIN_LINES = 3
_HEADING_WORDS = 20


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Reader for PDF files that hold text."""

    name: str = "pdf"
    suffixes: frozenset[str] = frozenset({".pdf"})

    def read(self, path: str, data: bytes) -> Reading:
        """Read one file.

        Raises:
            ReadError: broken, locked, or pictures of text only; or the extra is not installed.
        """
        pages = _pages(path, data)
        text, starts = _place(pages)
        layout = _Layout([line for page in pages for line in page if not line.running])
        source = Source(path, text, pages=starts)
        return Reading(source, self.name, tuple(_tokens(layout)))


READER = PdfReader()


@dataclass(slots=True)
class _Placed:
    """A line with where it stands: page, from 0, and offset in the source. running: a running head or a page number."""

    line: Line
    page: int
    at: int = 0
    running: bool = False


def _pages(path: str, data: bytes) -> list[list[_Placed]]:
    with extra(path, "pdf"):
        import pypdfium2
    try:
        document = pypdfium2.PdfDocument(data)
        # One page at a time; PDFium keeps each as long as it is open.
        pages = [[_Placed(line, number) for line in lines_of(page)] for number, page in enumerate(document)]
        heights = [page.get_height() for page in document]
        document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(f"{path}: locked with a password; save it without one") from error
        raise ReadError(f"{path}: not a PDF, or a broken one: {error}") from error
    if not any(pages):
        raise ReadError(
            f"{path}: holds no text, only pictures of it; make it readable with OCR, for example `ocrmypdf`"
        )
    _mark_running(pages, heights)
    return pages


def _place(pages: Sequence[Sequence[_Placed]]) -> tuple[str, tuple[int, ...]]:
    """The text of the source, and where its pages start. Every line learns its place."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for page in pages:
        starts.append(length)
        for placed in page:
            placed.at = length
            parts.append(placed.line.text + "\n")
            length += len(parts[-1])
    return "".join(parts), tuple(starts)


def _mark_running(pages: Sequence[Sequence[_Placed]], heights: Sequence[float]) -> None:
    """What comes back at the same place of another page and stands apart from the text, and page numbers."""
    edges = [edge for page, height in zip(pages, heights, strict=True) for edge in _edges(page, height)]
    seen = Counter(_sign(placed) for lines, count in edges for placed in lines[:count])
    for lines, count in edges:
        for outer in range(count, 0, -1):
            if all(seen[_sign(placed)] > 1 for placed in lines[:outer]) and _is_apart(lines, outer):
                for placed in lines[:outer]:
                    placed.running = True
                break
        for placed in lines[:count]:
            placed.running = placed.running or _PAGE_NUMBER.fullmatch(placed.line.text) is not None


def _edges(page: Sequence[_Placed], height: float) -> Iterator[tuple[list[_Placed], int]]:
    """The lines of a page from its upper edge inwards, and from its lower one, and how many are in the margin."""
    downwards = sorted(page, key=lambda placed: -placed.line.top)
    upper = sum(placed.line.bottom > (1 - _MARGIN) * height for placed in downwards)
    lower = sum(placed.line.top < _MARGIN * height for placed in downwards)
    yield downwards, min(upper, _MARGIN_LINES)
    yield downwards[::-1], min(lower, _MARGIN_LINES)


def _is_apart(lines: Sequence[_Placed], count: int) -> bool:
    """Whether there is white space between the first lines and the next one."""
    if count == len(lines):
        return True
    last, following = lines[count - 1].line, lines[count].line
    white = max(last.bottom - following.top, following.bottom - last.top)
    return white > 0.4 * following.height


def _sign(placed: _Placed) -> tuple[str, int]:
    """The same for two lines that differ in numbers only and stand at the same height."""
    return re.sub(r"\d+", "#", placed.line.text), round(placed.line.bottom / 4)


class _Layout:
    """What is usual in a document: the size of its text, the distance of its lines, its words."""

    def __init__(self, lines: list[_Placed]) -> None:
        self.lines = lines
        sizes: Counter[float] = Counter()
        for placed in lines:
            sizes[_rounded(placed.line.size)] += len(placed.line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        larger = {
            _rounded(placed.line.size)
            for placed in lines
            if placed.line.size > 1.09 * self.size and len(placed.line.text.split()) <= _HEADING_WORDS
        }
        self.ranks = {size: rank for rank, size in enumerate(sorted(larger, reverse=True)[:6], 1)}
        body = [placed for placed in lines if _rounded(placed.line.size) == self.size]
        distances = [
            one.line.bottom - other.line.bottom
            for one, other in pairwise(body)
            if one.page == other.page and 0 < one.line.bottom - other.line.bottom < 3 * self.size
        ]
        # Most distances are between lines of a paragraph, some between paragraphs.
        self.distance = sorted(distances)[len(distances) // 3] if distances else 1.2 * self.size
        self.width = median(placed.line.right - placed.line.left for placed in body) if body else 0.0
        self.right = max((placed.line.right for placed in body), default=0.0)
        self.words = Counter(word.lower() for placed in lines for word in _WORD.findall(placed.line.text))

    def level(self, line: Line) -> int:
        """Of a heading, from 1; 0 for a line that is no larger than the text."""
        return self.ranks.get(_rounded(line.size), 0)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


@dataclass(slots=True)
class _Group:
    """Lines that are one block. text_left: where the text of an item starts, behind its marker."""

    lines: list[_Placed] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    marker: str = ""
    skip: int = 0
    header: bool = False
    text_left: float = 0.0


def _tokens(layout: _Layout) -> Iterator[BlockToken]:
    indents: list[float] = []
    for group in _groups(layout):
        level = 0
        if group.kind is BlockKind.ITEM:
            left = group.lines[0].line.left
            while indents and indents[-1] > left + 3:
                indents.pop()
            if not indents or left > indents[-1] + 3:
                indents.append(left)
            level = len(indents)
        elif group.kind is BlockKind.HEADING:
            indents.clear()
            level = layout.level(group.lines[0].line)
        elif indents and group.lines[0].line.left > indents[-1] + 3:
            level = len(indents)
        else:
            indents.clear()
        token = _token(group, level, layout)
        if token is not None:
            yield token


def _groups(layout: _Layout) -> Iterator[_Group]:
    group, was_in_table = _Group(), False
    tabular = _tabular(layout.lines)
    for placed, in_table in zip(layout.lines, tabular, strict=True):
        if in_table:
            if group.lines:
                yield group
            # A first row in bold names the columns.
            yield _Group([placed], BlockKind.ROW, header=placed.line.bold and not was_in_table)
            group, was_in_table = _Group(), True
            continue
        was_in_table = False
        if group.lines and not _goes_on(group, placed, layout):
            yield group
            group = _Group()
        if not group.lines:
            _begin(group, placed, layout)
        group.lines.append(placed)
    if group.lines:
        yield group


def _tabular(lines: Sequence[_Placed]) -> list[bool]:
    """Which lines are rows: the pieces of two or more stand at the same places; some cells may be empty."""
    found = [False] * len(lines)
    for index, (one, other) in enumerate(pairwise(lines)):
        if one.page != other.page or min(_piece_count(one), _piece_count(other)) < 2:
            continue
        fewer, more = sorted((one.line.starts, other.line.starts), key=len)
        if all(any(abs(start - each) < 4 for each in more) for start in fewer):
            found[index] = found[index + 1] = True
    return found


def _piece_count(placed: _Placed) -> int:
    """How many pieces stand apart; a marker and its text are one."""
    return len(placed.line.cells) - bool(_MARKER.match(placed.line.text))


def _begin(group: _Group, placed: _Placed, layout: _Layout) -> None:
    line = placed.line
    found = _MARKER.match(line.text)
    group.text_left = line.left
    if layout.level(line):
        group.kind = BlockKind.HEADING
    elif found and not (line.bold and not _BULLET.match(found["marker"])):
        # A number in bold is likely a heading's.
        group.kind, group.marker, group.skip = BlockKind.ITEM, found["marker"], found.end()
        share = found.end() / max(1, len(line.text))
        group.text_left = line.starts[1] if len(line.starts) > 1 else line.left + share * (line.right - line.left)


def _goes_on(group: _Group, placed: _Placed, layout: _Layout) -> bool:
    """Whether a line belongs to the block before it."""
    last, line = group.lines[-1].line, placed.line
    resized = abs(last.size - line.size) > 0.6
    if resized or (last.bold != line.bold and not _is_mid_sentence(last, line)):
        # A few bold words where the line ends are no reason to break, a line all in bold is.
        return False
    marker = _MARKER.match(line.text)
    if marker and (_BULLET.match(marker["marker"]) or group.kind is BlockKind.ITEM or not _is_full(last, layout)):
        return False
    distance = last.bottom - line.bottom
    if group.lines[-1].page != placed.page or distance < 0:
        # The next column, or the next page.
        return _is_mid_sentence(last, line) and group.kind is not BlockKind.HEADING
    usual = layout.distance * max(1.0, line.size / layout.size)
    if distance > 1.35 * usual + 0.5:
        return False
    if group.kind is BlockKind.ITEM and line.left < group.text_left - line.height and line.left <= last.left + 1:
        return _is_full(last, layout) or _is_mid_sentence(last, line)
    ended = last.text.endswith(_SENTENCE_END) and not _is_full(last, layout)
    return not (ended or (last.text.endswith(_SENTENCE_END) and line.left > last.left + line.height * 0.8))


def _is_mid_sentence(last: Line, line: Line) -> bool:
    return not last.text.endswith(_SENTENCE_END) and (line.text[0].islower() or last.text[-1] in ",-")


def _is_full(line: Line, layout: _Layout) -> bool:
    """Whether a line goes so far to the right that no further word fits."""
    return line.right - line.left > 0.8 * layout.width or line.right > 0.88 * layout.right


def _token(group: _Group, level: int, layout: _Layout) -> BlockToken | None:
    block = OpenBlock(group.kind, level, group.marker, header=group.header)
    for index, placed in enumerate(group.lines):
        text, start = placed.line.text, group.skip if index == 0 else 0
        following = group.lines[index + 1].line.text if index + 1 < len(group.lines) else ""
        if group.kind is BlockKind.ROW:
            _add_cells(block, placed)
        elif not _is_split(text, following):
            _add(block, placed, start, len(text))
            block.builder.add(" ", Span(placed.at + len(text), placed.at + len(text) + 1))
        else:
            _add(block, placed, start, len(text) - (not _keeps_hyphen(text, following, layout)))
    return block.close()


def _add(block: OpenBlock, placed: _Placed, start: int, end: int) -> None:
    """A part of a line, with its links."""
    for link_start, link_end, target in placed.line.links:
        if start <= link_start < end:
            _write(block, placed, start, link_start)
            at = block.builder.length
            start = min(link_end, end)
            _write(block, placed, link_start, start)
            block.link(at, target)
    _write(block, placed, start, end)


def _add_cells(block: OpenBlock, placed: _Placed) -> None:
    text = placed.line.text
    for start, end in pairwise([*placed.line.cells, len(text) + 1]):
        block.cell(placed.at + start)
        _add(block, placed, start, end - 1)


def _write(block: OpenBlock, placed: _Placed, start: int, end: int) -> None:
    text = placed.line.text[start:end].replace("\t", " ")
    block.add(text, Span(placed.at + start, placed.at + end), bold=placed.line.bold)


def _is_split(text: str, following: str) -> bool:
    """Whether a word goes on in the next line."""
    tail = _WORD.match(following)
    return _HYPHENATED.search(text) is not None and tail is not None and tail.group()[0].islower()


def _keeps_hyphen(text: str, following: str, layout: _Layout) -> bool:
    """Whether the hyphen at the end of a line is the word's own: so it is where the document has it elsewhere."""
    found, tail = _HYPHENATED.search(text), _WORD.match(following)
    assert found is not None
    assert tail is not None
    head, rest = found["head"].lower(), tail.group().lower()
    if layout.words[head + rest]:
        return False
    return head in _HYPHENS_STAY or layout.words[f"{head}-{rest}"] > 0
