"""DOCX: what Word shows of a document's body, read with python-docx.

In: the bytes of a .docx file. Out: a reading; a line of its source is a paragraph (or the row of a table), and a break
inside a paragraph is U+2028.

Headings are paragraphs with a heading style or an outline level. Lists are what numbering makes one. Hidden, struck and
deleted text goes, and so do headers, footers, comments and generated tables of contents. Footnotes come at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from policylint.errors import ReadError
from policylint.places import Source, Span, Unit
from policylint.readers.extras import extra
from policylint.readers.numerals import letters, roman
from policylint.readers.open_block import OpenBlock
from policylint.readers.tokens import BlockKind, BlockToken, Reading

if TYPE_CHECKING:
    from docx.document import Document

Xml: TypeAlias = Any
"""An element of lxml, which has no types."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 500_000_000
_BREAK = "\u2028"
_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (?:bullet|number|(?P<continues>continue))(?: (?P<level>[2-9]))?")
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
# The title of a document stands above its headings.
_TITLE = -1
_OFF = ("0", "false", "off", "none")
_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class DocxReader:
    """Reader for Word documents."""

    name: str = "docx"
    suffixes: frozenset[str] = frozenset({".docx"})

    def read(self, path: str, data: bytes) -> Reading:
        """Read one file.

        Raises:
            ReadError: no Word document, a locked one, or the extra is not installed.
        """
        walk = _Walk(_open(path, data))
        walk.body()
        return Reading(Source(path, walk.source(), Unit.PARAGRAPH), self.name, _below_title(walk.tokens))


READER = DocxReader()


def _below_title(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """Headings count from 1, the title included where there is one."""
    headings = [token.level for token in tokens if token.kind is BlockKind.HEADING]
    if min(headings, default=1) > 0:
        return tuple(tokens)
    return tuple(
        replace(token, level=token.level + 1) if token.kind is BlockKind.HEADING else token for token in tokens
    )


def _open(path: str, data: bytes) -> Document:
    with extra(path, "docx"):
        import docx
    if data.startswith(_OLE):
        raise ReadError(f"{path}: locked with a password, or in the format of Word 97; save it as .docx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise ReadError(f"{path}: unpacks to more than {_MOST_BYTES // 1_000_000} MB; that is no policy")
        return docx.Document(io.BytesIO(data))
    except ReadError:
        raise
    except Exception as error:  # python-docx lets through whatever zipfile, lxml and its own lookups raise
        raise ReadError(f"{path}: not a Word document, or a broken one: {error}") from error


def _tag(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


_P, _TBL, _SDT, _R, _T = _tag("p"), _tag("tbl"), _tag("sdt"), _tag("r"), _tag("t")
_VAL, _FALLBACK = _tag("val"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GONE = frozenset(
    {_tag("del"), _tag("moveFrom"), _tag("pPr"), _tag("rPr"), _tag("drawing"), _tag("pict"), _tag("object"), _FALLBACK}
)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says, its base styles included. None: it says nothing."""

    name: str = ""
    outline: int | None = None
    numbering: tuple[str | None, int | None] = (None, None)
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: how its items are numbered ("decimal", "bullet" …), and how the number is written."""

    format: str
    text: str
    start: int


@dataclass(slots=True)
class _Field:
    """A field of a paragraph (a link, a page number): its instruction, and whether its result has begun."""

    instruction: str = ""
    shows: bool = False
    start: int = 0


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read."""

    block: OpenBlock
    style: _Style
    fields: list[_Field] = field(default_factory=list)


class _Walk:
    """One walk over a document."""

    def __init__(self, document: Document) -> None:
        self.tokens: list[BlockToken] = []
        self._body: Xml = document.element.body
        self._relations = document.part.rels
        self._parts: list[str] = []
        self._length = 0
        self._styles = _styles(document.styles.element)
        self._default = next(
            (each.get(_tag("styleId")) for each in document.styles.element if each.get(_tag("default")) == "1"), ""
        )
        self._levels = _numberings(document)
        self._counts: dict[tuple[str, int], int] = {}
        self._notes: list[tuple[str, str]] = []

    def source(self) -> str:
        return "".join(self._parts)

    def body(self) -> None:
        self.blocks(self._body)
        notes = {kind: self._read_notes(kind) for kind in _NOTES if any(kind == each for each, _ in self._notes)}
        for kind, number in dict.fromkeys(self._notes):
            note = notes[kind].get(number)
            if note is not None:
                self.blocks(note)

    def blocks(self, parent: Xml) -> None:
        """The paragraphs and tables in an element, in order; without recursion into what only wraps."""
        for element in _unwrapped(parent):
            if element.tag == _P:
                self.paragraph(element)
            else:
                self.table(element)

    def paragraph(self, element: Xml) -> None:
        style = self.style_of(element)
        if style.name.startswith("toc ") or style.name == "toc heading":
            return
        block = self.block_of(element, style)
        self.runs(element, _Paragraph(block, style))
        self.end_line(block)
        for box in element.iter(_tag("txbxContent")):
            # Each text box is there twice, for old versions of Word as a fallback.
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self.blocks(box)

    def block_of(self, element: Xml, style: _Style) -> OpenBlock:
        """An empty block for a paragraph: heading, item or paragraph."""
        properties = element.find(_tag("pPr"))
        outline = _number(properties, "outlineLvl")
        outline = style.outline if outline is None else outline
        numbering, depth = style.numbering
        own = properties.find(_tag("numPr")) if properties is not None else None
        if own is not None:
            numbering, depth = _value(own, "numId") or numbering, _number(own, "ilvl") or 0
        marker = self.marker(numbering, depth or 0) if numbering not in (None, "0") else ""
        if outline is not None and outline < 9:
            return OpenBlock(BlockKind.HEADING, outline + 1)
        # Word's own styles say the level ("List Bullet 2"), also where their numbering does not.
        found = _LIST.fullmatch(style.name)
        level = max((depth or 0) + 1, int(found["level"] or 1) if found else 1)
        if found and found["continues"]:
            return OpenBlock(BlockKind.PARAGRAPH, level)
        if marker or found:
            return OpenBlock(BlockKind.ITEM, level, marker or "-")
        return OpenBlock(BlockKind.QUOTE if "quote" in style.name else BlockKind.PARAGRAPH)

    def marker(self, numbering: str | None, depth: int) -> str:
        """The next number of a list, or its bullet."""
        levels = self._levels.get(numbering or "", {})
        level = levels.get(depth, _Level("bullet", "", 1))
        if level.format in ("bullet", "none"):
            return "-" if level.format == "bullet" else ""
        assert numbering is not None
        key = (numbering, depth)
        self._counts[key] = self._counts.get(key, level.start - 1) + 1
        for deeper in [each for each in self._counts if each[0] == numbering and each[1] > depth]:
            del self._counts[deeper]

        def written(found: re.Match[str]) -> str:
            each = int(found.group(1)) - 1
            here = levels.get(each, level)
            return _numeral(self._counts.get((numbering, each), here.start), here.format)

        return re.sub(r"%(\d)", written, level.text) or "1."

    def table(self, element: Xml) -> None:
        rows = [row for row in element.iter(_tag("tr")) if _nearest(row, _TBL) is element]
        if len(rows) == 1 and len(list(_cells(rows[0]))) == 1:
            # A box around text is made as a table of one cell.
            self.blocks(next(_cells(rows[0])))
            return
        for number, row in enumerate(rows):
            properties = row.find(_tag("trPr"))
            if properties is not None and properties.find(_tag("del")) is not None:
                continue
            self.row(row, first=number == 0, header=properties is not None and _is_on(properties, "tblHeader") is True)

    def row(self, row: Xml, *, first: bool, header: bool) -> None:
        block = OpenBlock(BlockKind.ROW)
        for cell in _cells(row):
            if block.cells:
                self.write(block, "\t", shown="\n")
            block.cells.append(block.builder.length)
            merged = cell.find(f"{_tag('tcPr')}/{_tag('vMerge')}")
            if merged is not None and merged.get(_VAL) != "restart":
                continue
            for number, paragraph in enumerate(cell.iter(_P)):
                if number:
                    self.write(block, _BREAK, shown="\n")
                self.runs(paragraph, _Paragraph(block, self.style_of(paragraph)))
        # A first row in bold names the columns, though nobody told Word so.
        block.header = header or (first and block.bold and not block.plain)
        self.end_line(block)

    def runs(self, element: Xml, into: _Paragraph) -> None:
        """The text of a paragraph in its order, links and fields included."""
        pending: list[tuple[Xml, bool, int]] = [(element, True, 0)]
        while pending:
            node, begins, start = pending.pop()
            if not begins:
                target = self.target(node)
                if target:
                    into.block.link(start, target)
            elif node.tag == _R:
                self.run(node, into)
            else:
                if node.tag == _tag("hyperlink"):
                    pending.append((node, False, into.block.builder.length))
                pending.extend((child, True, 0) for child in reversed(node) if child.tag not in _GONE)

    def run(self, run: Xml, into: _Paragraph) -> None:
        properties = run.find(_tag("rPr"))
        style = self._styles.get(_value(properties, "rStyle") or "", _Style())

        def holds(name: str, of_run: bool | None, of_paragraph: bool | None) -> bool:
            own = _is_on(properties, name) if properties is not None else None
            return next((each for each in (own, of_run, of_paragraph) if each is not None), False)

        if holds("vanish", style.hidden, into.style.hidden) or holds("strike", style.struck, into.style.struck):
            return
        bold = holds("b", style.bold, into.style.bold)
        italic = holds("i", style.italic, into.style.italic)
        for child in run:
            text = self.character(child, into)
            if text and all(each.shows for each in into.fields):
                self.write(into.block, text, bold=bold, italic=italic)

    def character(self, child: Xml, into: _Paragraph) -> str:
        """What a child of a run shows; fields are opened and closed on the way."""
        match child.tag.rpartition("}")[2]:
            case "t":
                return child.text or ""
            case "tab" | "ptab":
                return "\t"
            case "br" | "cr":
                return _BREAK if child.get(_tag("type"), "textWrapping") == "textWrapping" else ""
            case "noBreakHyphen":
                return "-"
            case "footnoteReference" | "endnoteReference":
                kind = child.tag.rpartition("}")[2].removesuffix("Reference") + "s"
                self._notes.append((kind, child.get(_tag("id"), "")))
            case "instrText" if into.fields:
                into.fields[-1].instruction += child.text or ""
            case "fldChar":
                self.field(child.get(_tag("fldCharType")), into)
            case _:
                pass
        return ""

    def field(self, event: str | None, into: _Paragraph) -> None:
        if event == "begin":
            into.fields.append(_Field())
        elif event == "separate" and into.fields:
            into.fields[-1].shows = True
            into.fields[-1].start = into.block.builder.length
        elif event == "end" and into.fields:
            done = into.fields.pop()
            link = _FIELD_LINK.match(done.instruction)
            if link:
                into.block.link(done.start, link.group(1))

    def write(self, block: OpenBlock, text: str, *, shown: str = "", bold: bool = False, italic: bool = False) -> None:
        """Append to the source, and what is shown of it to the block."""
        text = text.replace("\n", " ").replace("\r", " ")
        span = Span(self._length, self._length + len(text))
        self._parts.append(text)
        self._length = span.end
        block.add(shown or text.replace(_BREAK, "\n"), span, bold=bold, italic=italic)

    def end_line(self, block: OpenBlock) -> None:
        """The block is done; so is the line in the source, if it holds anything."""
        token = block.close()
        if token is not None:
            self.tokens.append(token)
            self._parts.append("\n")
            self._length += 1

    def style_of(self, paragraph: Xml) -> _Style:
        name = _value(paragraph.find(_tag("pPr")), "pStyle") or self._default
        return self._styles.get(name or "", _Style())

    def target(self, hyperlink: Xml) -> str:
        relation = hyperlink.get(_REL_ID)
        if relation in self._relations:
            return str(self._relations[relation].target_ref)
        anchor = hyperlink.get(_tag("anchor"))
        return f"#{anchor}" if anchor else ""

    def _read_notes(self, kind: str) -> dict[str, Xml]:
        from docx.oxml import parse_xml

        for relation in self._relations.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                return {note.get(_tag("id")): note for note in parse_xml(relation.target_part.blob)}
        return {}


def _unwrapped(parent: Xml) -> Iterator[Xml]:
    """Paragraphs and tables below an element, through content controls, insertions and the like."""
    pending = list(reversed(parent))
    while pending:
        element = pending.pop()
        if element.tag in (_P, _TBL):
            yield element
        elif element.tag not in _GONE and not _is_contents(element):
            pending.extend(reversed(element))


def _is_contents(element: Xml) -> bool:
    """A table of contents that Word made."""
    if element.tag != _SDT:
        return False
    gallery = element.find(f"{_tag('sdtPr')}/{_tag('docPartObj')}/{_tag('docPartGallery')}")
    return gallery is not None and gallery.get(_VAL) == "Table of Contents"


def _cells(row: Xml) -> Iterator[Xml]:
    return (cell for cell in row.iter(_tag("tc")) if _nearest(cell, _tag("tr")) is row)


def _nearest(element: Xml, tag: str) -> Xml:
    return next(element.iterancestors(tag), None)


def _value(parent: Xml, name: str) -> str | None:
    child = parent.find(_tag(name)) if parent is not None else None
    return child.get(_VAL) if child is not None else None


def _number(parent: Xml, name: str) -> int | None:
    value = _value(parent, name)
    return int(value) if value is not None and value.isdecimal() else None


def _is_on(properties: Xml, name: str) -> bool | None:
    """A property that is on where it says nothing else; None where it is not there."""
    child = properties.find(_tag(name))
    return None if child is None else child.get(_VAL, "1").lower() not in _OFF


def _styles(element: Xml) -> dict[str, _Style]:
    """All styles by their id."""
    raw = {style.get(_tag("styleId")): style for style in element.iter(_tag("style"))}
    done: dict[str, _Style] = {}
    for name in raw:
        chain = []
        each: str | None = name
        while each is not None and each in raw and each not in done and each not in chain:
            chain.append(each)
            each = _value(raw[each], "basedOn")
        for link in reversed(chain):
            base = done.get(_value(raw[link], "basedOn") or "", _Style())
            done[link] = _style(raw[link], base)
    return done


def _style(element: Xml, base: _Style) -> _Style:
    paragraph, run = element.find(_tag("pPr")), element.find(_tag("rPr"))
    name = (_value(element, "name") or "").lower()
    found = _HEADING.fullmatch(name)
    outline = int(found.group(1)) - 1 if found else _TITLE if name == "title" else _number(paragraph, "outlineLvl")
    numbering = paragraph.find(_tag("numPr")) if paragraph is not None else None

    def on(key: str, inherited: bool | None) -> bool | None:
        own = _is_on(run, key) if run is not None else None
        return inherited if own is None else own

    return _Style(
        name,
        base.outline if outline is None else outline,
        (_value(numbering, "numId"), _number(numbering, "ilvl")) if numbering is not None else base.numbering,
        on("b", base.bold),
        on("i", base.italic),
        on("vanish", base.hidden),
        on("strike", base.struck),
    )


def _numberings(document: Document) -> dict[str, dict[int, _Level]]:
    """The levels of each list, by its number."""
    part = next((each for each in document.part.rels.values() if each.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root: Xml = document.part.numbering_part.element
    abstract = {each.get(_tag("abstractNumId")): _levels(each) for each in root.iter(_tag("abstractNum"))}
    found: dict[str, dict[int, _Level]] = {}
    for each in root.iter(_tag("num")):
        levels = dict(abstract.get(_value(each, "abstractNumId"), {}))
        for override in each.iter(_tag("lvlOverride")):
            levels.update(_levels(override))
        found[each.get(_tag("numId"))] = levels
    return found


def _levels(parent: Xml) -> dict[int, _Level]:
    return {
        int(level.get(_tag("ilvl"), "0")): _Level(
            _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", _number(level, "start") or 1
        )
        for level in parent.iter(_tag("lvl"))
    }


def _numeral(number: int, numeral_format: str) -> str:
    match numeral_format:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case _:
            return str(number)
