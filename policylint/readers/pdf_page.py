"""Pages of a PDF: characters with their boxes to lines in reading order.

In: a page of pypdfium2. Out: `Line`s, column after column, each with what its layout tells: place, size, weight.

A PDF holds no lines and no words but characters at places, in any order. PDFium puts them in the order they were
drawn and adds spaces; what is left is to see which pieces stand side by side.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from statistics import median
from typing import Any

# A gap this many times the height of a line is no space between words.
_CELL_GAP = 1.0
_MOST_CROSSING = 0.2
_LEAST_LINES = 4
_FILLED = 0.55
_GUTTER = 6.0
# PDFium gives a hyphen at the end of a line as one of these.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
_BOLD_WEIGHT = 600


@dataclass(slots=True)
class Line:
    """One line of a page, or one column's part of it. Coordinates are points from the page's lower left corner.

    cells: where in the text a piece starts that stands apart from the one before. starts: where they stand on the page.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    links: list[tuple[int, int, str]] = field(default_factory=list)
    cells: list[int] = field(default_factory=lambda: [0])
    starts: list[float] = field(default_factory=list)

    @property
    def height(self) -> float:
        """From the lowest descender to the highest ascender."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    link: str


def lines_of(page: Any) -> list[Line]:
    """All lines of a page in the order they are read in."""
    return list(_in_order(_joined(_pieces(_chars(page)))))


def _chars(page: Any) -> Iterator[_Char | None]:
    """The characters as they were drawn; None where PDFium sees the end of a line."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    links = list(_links(page))
    fonts: dict[int, tuple[float, bool]] = {}
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0x0A, 0x0D):
            yield None
            continue
        char = _HYPHENS.get(code) or (chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "")
        if not char or not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            continue
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if key not in fonts:
            weight = pdfium.FPDFText_GetFontWeight(text, index)
            # The size of a font is what the page is scaled by as well.
            scaled = pdfium.FPDFText_GetMatrix(text, index, matrix)
            size = pdfium.FPDFText_GetFontSize(text, index) * (hypot(matrix.c, matrix.d) if scaled else 1.0)
            fonts[key] = (size, weight >= _BOLD_WEIGHT or _is_bold_by_name(drawn))
        size, bold = fonts[key]
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        link = next((to for left, bottom, right, top, to in links if _holds(middle, left, bottom, right, top)), "")
        shown = unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char
        yield _Char(shown, box.left, box.right, box.bottom, box.top, size, bold, link)


def _holds(point: tuple[float, float], left: float, bottom: float, right: float, top: float) -> bool:
    return left <= point[0] <= right and bottom <= point[1] <= top


def _is_bold_by_name(drawn: Any) -> bool:
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    if not font:
        return False
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(each in name for each in _BOLD_NAMES)


def _links(page: Any) -> Iterator[tuple[float, float, float, float, str]]:
    """The places of links that lead out of the document."""
    import pypdfium2.raw as pdfium

    position, link, rectangle = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0) if action else 0
        if length > 1 and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, length)
            target = buffer.value.decode("utf-8", "replace")
            yield (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, target)


def _pieces(chars: Iterator[_Char | None]) -> Iterator[Line]:
    """Runs of characters side by side."""
    run: list[_Char] = []
    for char in chars:
        if char is None or (run and not _goes_on(run, char)):
            yield from _piece(run)
            run = []
        if char is not None:
            run.append(char)
    yield from _piece(run)


def _goes_on(run: list[_Char], char: _Char) -> bool:
    last = next((each for each in reversed(run) if not each.text.isspace()), None)
    if last is None or char.text.isspace():
        return True
    height = max(last.top - last.bottom, 1.0)
    overlap = min(last.top, char.top) - max(last.bottom, char.bottom)
    gap = char.left - last.right
    return overlap > 0.4 * min(height, char.top - char.bottom) and -height < gap < _CELL_GAP * height


def _piece(run: list[_Char]) -> Iterator[Line]:
    while run and run[0].text.isspace():
        run.pop(0)
    while run and run[-1].text.isspace():
        run.pop()
    if not run:
        return
    ink = [char for char in run if not char.text.isspace()]
    text, links, start = "", [], 0
    for before, char in pairwise([run[0], *run]):
        if char.link != before.link:
            if before.link:
                links.append((start, len(text), before.link))
            start = len(text)
        text += char.text
    if run[-1].link:
        links.append((start, len(text), run[-1].link))
    size = median(char.size for char in ink)
    bold = sum(char.bold for char in ink) * 2 > len(ink)
    left = min(char.left for char in ink)
    yield Line(
        text,
        left,
        max(char.right for char in ink),
        min(char.bottom for char in ink),
        max(char.top for char in ink),
        size,
        bold,
        links,
        starts=[left],
    )


def _joined(pieces: Iterator[Line]) -> list[Line]:
    """Pieces drawn one after the other that touch are one: a bold word, a letter drawn on its own."""
    done: list[Line] = []
    for piece in pieces:
        last = done[-1] if done else None
        if last is not None and _same_height(last, piece) and -1 < piece.left - last.right < 0.8 * last.height:
            gap = " " if piece.left - last.right > 0.12 * last.height else ""
            _append(last, piece, gap)
        else:
            done.append(piece)
    return done


def _append(line: Line, piece: Line, gap: str, *, cell: bool = False) -> None:
    shift = len(line.text) + len(gap)
    if len(piece.text) > len(line.text):
        line.size = piece.size
    weigh_bold = line.bold * len(line.text) + piece.bold * len(piece.text)
    line.text += gap + piece.text
    line.links.extend((start + shift, end + shift, target) for start, end, target in piece.links)
    line.bold = weigh_bold * 2 > len(line.text)
    line.right = max(line.right, piece.right)
    line.bottom, line.top = min(line.bottom, piece.bottom), max(line.top, piece.top)
    if cell:
        line.cells.append(shift)
        line.starts.append(piece.left)


def _same_height(one: Line, other: Line) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.height, other.height)


def _in_order(pieces: list[Line]) -> Iterator[Line]:
    """From top to bottom; where the page has two columns the left one first, between what spans both."""
    gutter = _gutter(pieces)
    if gutter is None:
        yield from _rows(pieces)
        return
    band: list[Line] = []
    for piece in sorted(pieces, key=lambda each: -each.top):
        if piece.left < gutter < piece.right:
            yield from _columns(band, gutter)
            band = []
            yield piece
        else:
            band.append(piece)
    yield from _columns(band, gutter)


def _columns(pieces: list[Line], gutter: float) -> Iterator[Line]:
    yield from _rows([piece for piece in pieces if piece.right <= gutter])
    yield from _rows([piece for piece in pieces if piece.left >= gutter])


def _gutter(pieces: Sequence[Line]) -> float | None:
    """The middle of the white strip between two columns of text, if there is one."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    middle = (left + right) / 2
    # Where most lines of a left column end and those of a right one begin.
    starts = sorted(piece.left for piece in pieces if piece.left > left + 0.3 * (right - left))
    for start in dict.fromkeys(round(each) for each in starts):
        gutter = start - _GUTTER / 2
        if abs(gutter - middle) > 0.2 * (right - left):
            continue
        one = [piece for piece in pieces if piece.right <= gutter]
        other = [piece for piece in pieces if piece.left >= gutter]
        crossing = len(pieces) - len(one) - len(other)
        if min(len(one), len(other)) < _LEAST_LINES or crossing > _MOST_CROSSING * len(pieces):
            continue
        widths = (gutter - left, right - gutter)
        if all(
            median(piece.right - piece.left for piece in side) > _FILLED * width
            for side, width in zip((one, other), widths, strict=True)
        ):
            return gutter
    return None


def _rows(pieces: list[Line]) -> Iterator[Line]:
    """Pieces of one height, from left to right, as one line with cells."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda each: (-each.top, each.left)):
        if rows and _same_height(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        first, *others = sorted(row, key=lambda each: each.left)
        for other in others:
            apart = other.left - first.right > _CELL_GAP * first.height
            _append(first, other, "\t" if apart else " ", cell=apart)
        yield first
