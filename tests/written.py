"""Office files for tests, written with the tools people write them with, from what another reader made of a text."""

import io
from collections.abc import Iterable, Sequence

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from fpdf import FPDF

from policylint.readers.tokens import BlockKind, BlockToken

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def cells(token: BlockToken) -> list[str]:
    return token.text.text.split("\n")


def as_docx(tokens: Iterable[BlockToken]) -> bytes:
    """A Word document with the blocks in Word's own styles."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Confidential draft"
    table = None
    for token in tokens:
        text = token.text.text
        if token.kind is BlockKind.ROW:
            table = table or document.add_table(0, len(cells(token)))
            for cell, value in zip(table.add_row().cells, cells(token), strict=True):
                cell.paragraphs[0].add_run(value).bold = token.header
            continue
        table = None
        if token.kind is BlockKind.HEADING:
            document.add_heading(text, token.level - 1)
        elif token.kind is BlockKind.ITEM:
            document.add_paragraph(text, style="List Number" if token.marker[0].isdigit() else "List Bullet")
        else:
            paragraph = document.add_paragraph()
            done = 0
            for link in token.links:
                paragraph.add_run(text[done : link.start])
                add_link(paragraph, text[link.start : link.end], link.target)
                done = link.end
            paragraph.add_run(text[done:])
    return saved(document)


def add_link(paragraph: Paragraph, text: str, target: str) -> None:
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), paragraph.part.relate_to(target, LINK, is_external=True))
    run = OxmlElement("w:r")
    inside = OxmlElement("w:t")
    inside.text = text
    run.append(inside)
    hyperlink.append(run)
    paragraph._p.append(hyperlink)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class Pages(FPDF):
    """Pages with a running head and a page number."""

    head = ""

    def header(self) -> None:
        if self.head:
            self.set_font("Helvetica", size=8)
            self.cell(0, 8, self.head, align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="C")


def pages(head: str = "") -> Pages:
    document = Pages()
    document.head = head
    document.add_page()
    return document


def as_pdf(tokens: Sequence[BlockToken], head: str = "Lantern Notes – Privacy".replace("–", "-")) -> bytes:
    """A PDF as a word processor sets it."""
    document = pages(head)
    for token in tokens:
        # The fonts every PDF reader has know Latin-1 only.
        text = token.text.text.replace("“", '"').replace("”", '"').replace("’", "'")
        if token.kind is BlockKind.HEADING:
            document.ln(4)
            write(document, text, style="B", size=20 if token.level == 1 else 14)
        elif token.kind is BlockKind.ROW:
            document.set_font("Helvetica", style="B" if token.header else "", size=9)
            for value in text.split("\n"):
                document.cell(62, 6, value)
            document.ln(6)
        elif token.kind is BlockKind.ITEM:
            document.set_font("Helvetica", size=11)
            document.set_x(18)
            document.cell(7, 5.5, token.marker)
            document.multi_cell(0, 5.5, text, new_x="LMARGIN", new_y="NEXT")
        else:
            write(document, text, size=11)
        if token.kind not in (BlockKind.ROW, BlockKind.ITEM):
            document.ln(3)
    return bytes(document.output())


def write(document: FPDF, text: str, *, style: str = "", size: float = 11) -> None:
    document.set_font("Helvetica", style=style, size=size)
    document.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
