"""Word and PDF files, made by the tools people make them with."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from fpdf import FPDF
from PIL import Image

from policylint.checks import CHECKS
from policylint.engine import Linter
from policylint.errors import ReadError
from policylint.places import Unit
from policylint.readers import read
from policylint.readers.tokens import BlockToken, Emphasis, Reading
from policylint.reporters import json, text
from policylint.rulebook import load
from tests.written import add_link, as_pdf, pages, saved, write


def shown(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(token.kind.value, token.level, token.marker, token.text.text) for token in reading.tokens]


def word(fill: Callable[[docx.document.Document], None]) -> Reading:
    document = docx.Document()
    fill(document)
    return read("a.docx", saved(document))


def pdf(fill: Callable[[FPDF], None], head: str = "") -> Reading:
    document = pages(head)
    fill(document)
    return read("a.pdf", bytes(document.output()))


def wrapped(paragraph: Paragraph, tag: str, words: str, kind: str = "w:t") -> None:
    """A run inside an element, as tracked changes have it."""
    outer, run, inner = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
    inner.text = words
    run.append(inner)
    outer.append(run)
    paragraph._p.append(outer)


# Word


def test_docx_headings_lists_and_tables() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_heading("Privacy Policy", 0)
        document.add_heading("What we collect", 1)
        document.add_paragraph("We collect:")
        document.add_paragraph("your name", style="List Bullet")
        document.add_paragraph("first and last", style="List Bullet 2")
        document.add_paragraph("which goes on", style="List Continue")
        document.add_paragraph("one", style="List Number")
        document.add_paragraph("two", style="List Number")
        table = document.add_table(2, 2)
        for cell, words in zip(table.rows[0].cells, ("Data", "Why"), strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        table.cell(1, 1).text = "two\nlines"
        document.add_paragraph().add_run("Bold line").bold = True
        box = document.add_table(1, 1)
        box.cell(0, 0).text = "Text in a box."

    reading = word(fill)
    assert shown(reading) == [
        ("heading", 1, "", "Privacy Policy"),
        ("heading", 2, "", "What we collect"),
        ("paragraph", 0, "", "We collect:"),
        ("item", 1, "-", "your name"),
        ("item", 2, "-", "first and last"),
        ("paragraph", 1, "", "which goes on"),
        ("item", 1, "1.", "one"),
        ("item", 1, "2.", "two"),
        ("row", 0, "", "Data\nWhy"),
        ("row", 0, "", "two\nlines"),
        ("paragraph", 0, "", "Bold line"),
        ("paragraph", 0, "", "Text in a box."),
    ]
    assert [(token.header, token.cells) for token in reading.tokens[8:10]] == [(True, (0, 5)), (False, (0, 0))]
    assert reading.tokens[10].emphasis is Emphasis.BOLD


def test_docx_leaves_out_what_nobody_is_to_read() -> None:
    def fill(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Head"
        document.sections[0].footer.paragraphs[0].text = "Foot"
        paragraph = document.add_paragraph("Kept")
        paragraph.add_run(" hidden").font.hidden = True
        paragraph.add_run(" struck").font.strike = True
        wrapped(paragraph, "w:del", " deleted", "w:delText")
        wrapped(paragraph, "w:ins", " and inserted")
        add_link(paragraph, " mail", "mailto:a@b.example")
        document.add_comment(paragraph.runs, "A comment", author="X")

    reading = word(fill)
    assert shown(reading) == [("paragraph", 0, "", "Kept and inserted mail")]
    (link,) = reading.tokens[0].links
    assert link.target == "mailto:a@b.example"


def test_docx_numbers_as_word_does() -> None:
    def fill(document: docx.document.Document) -> None:
        numbering = document.part.numbering_part.element
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "90")
        for depth, (form, written) in enumerate((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(depth))
            for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", written)):
                element = OxmlElement(name)
                element.set(qn("w:val"), value)
                level.append(element)
            abstract.append(level)
        numbering.insert(0, abstract)
        num = numbering.add_num(90)
        for depth in (0, 1, 1, 2, 2, 0, 1):
            properties = document.add_paragraph("x")._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = num.numId
            properties.get_or_add_ilvl().val = depth

    assert [token.marker for token in word(fill).tokens] == ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1"]


def test_docx_lines_are_paragraphs() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("One.")
        document.add_paragraph("")
        run = document.add_paragraph("Two").add_run()
        run.add_break()
        run.add_text("more.")

    reading = word(fill)
    assert reading.source.unit is Unit.PARAGRAPH
    assert shown(reading)[1][3] == "Two\nmore."
    assert reading.source.describe(reading.source.position(reading.tokens[1].text.span().start)) == "paragraph 2"


def characters_are_the_text(reading: Reading) -> None:
    for token in reading.tokens:
        for index, char in enumerate(token.text.text):
            span = token.text.span(index, index + 1)
            assert not char.isalnum() or char in reading.source.text[span.start : span.end]


# PDF


LONG = "We collect your name, your e-mail address and other personal data when you sign up with us. "


def test_pdf_blocks() -> None:
    def fill(document: FPDF) -> None:
        write(document, "Privacy Policy", style="B", size=20)
        document.ln(5)
        write(document, "1. Data", style="B", size=14)
        document.ln(3)
        write(document, LONG * 3)
        document.ln(4)
        write(document, "Another paragraph.")
        document.ln(4)
        for words in ("your name", LONG.strip() + " " + LONG.strip(), "your phone"):
            document.set_x(18)
            document.cell(5, 5.5, "\u00b7")
            document.multi_cell(0, 5.5, words, new_x="LMARGIN", new_y="NEXT")
        document.ln(4)
        write(document, "A line in bold", style="B")
        document.ln(2)
        write(document, "Text.")

    reading = pdf(fill)
    assert shown(reading) == [
        ("heading", 1, "", "Privacy Policy"),
        ("heading", 2, "", "1. Data"),
        ("paragraph", 0, "", (LONG * 3).strip()),
        ("paragraph", 0, "", "Another paragraph."),
        ("item", 1, "·", "your name"),
        ("item", 1, "·", LONG + LONG.strip()),
        ("item", 1, "·", "your phone"),
        ("paragraph", 0, "", "A line in bold"),
        ("paragraph", 0, "", "Text."),
    ]
    assert reading.tokens[7].emphasis is Emphasis.BOLD
    characters_are_the_text(reading)


def test_pdf_running_heads_and_page_numbers_go_and_paragraphs_go_on() -> None:
    def fill(document: FPDF) -> None:
        for number in range(12):
            write(document, f"Paragraph {number}: " + LONG * 6)
            document.ln(4)

    reading = pdf(fill, head="Acme Privacy Policy 2024")
    assert len(reading.source.pages) > 1
    assert [token.text.text for token in reading.tokens] == [f"Paragraph {n}: {LONG * 6}".strip() for n in range(12)]
    assert reading.source.position(reading.tokens[-1].text.span().start).page == len(reading.source.pages)


def test_pdf_hyphens_at_line_ends() -> None:
    def fill(document: FPDF) -> None:
        write(
            document,
            "We share your per-\nsonal data with third-\nparty vendors and opt-\nout lists. The e-mail ad-\ndress too.",
        )

    assert shown(pdf(fill))[0][3] == (
        "We share your personal data with third-party vendors and opt-out lists. The e-mail address too."
    )


def test_pdf_two_columns_are_read_one_after_the_other() -> None:
    def fill(document: FPDF) -> None:
        write(document, "Privacy Policy", style="B", size=18)
        document.ln(6)
        document.set_font("Times", size=10)
        with document.text_columns(ncols=2, gutter=8, text_align="J") as columns:
            for number in range(14):
                columns.write(f"Paragraph {number}: {LONG * 3}\n\n")

    assert [token.text.text for token in pdf(fill).tokens[1:]] == [
        f"Paragraph {n}: {LONG * 3}".strip() for n in range(14)
    ]


def test_pdf_tables_and_links() -> None:
    def fill(document: FPDF) -> None:
        document.set_font("Helvetica", size=11)
        document.cell(0, 6, "Write to us", link="mailto:privacy@acme.example", new_x="LMARGIN", new_y="NEXT")
        document.ln(6)
        with document.table() as table:
            for words in (("Data", "Purpose"), ("Name", "Account"), ("Email", "News")):
                row = table.row()
                for each in words:
                    row.cell(each)

    reading = pdf(fill)
    assert shown(reading)[1:] == [
        ("row", 0, "", "Data\nPurpose"),
        ("row", 0, "", "Name\nAccount"),
        ("row", 0, "", "Email\nNews"),
    ]
    assert [token.header for token in reading.tokens[1:]] == [True, False, False]
    assert reading.tokens[0].links[0].target == "mailto:privacy@acme.example"


def test_pdf_in_many_sizes_keeps_its_headings_in_order() -> None:
    tokens = read(
        "a.md", b"# Privacy\n\nText that is long enough to be text.\n\n## Data\n\nMore text, of the same size.\n"
    ).tokens
    assert [token[:2] for token in shown(read("a.pdf", as_pdf(tokens, head="")))] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]


# What cannot be read


def picture() -> bytes:
    document = FPDF()
    document.add_page()
    document.image(Image.new("L", (60, 60), 128), w=60)
    return bytes(document.output())


def locked() -> bytes:
    document = pages()
    write(document, "Secret")
    document.set_encryption(owner_password="a", user_password="b")
    return bytes(document.output())


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "no Word document")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"%PDF-1.4 but no more", "not a PDF, or a broken one"),
        ("a.pdf", picture(), "holds no text, only pictures of it"),
        ("a.pdf", locked(), "locked with a password"),
        ("a.docx", b"PK but no zip", "not a Word document, or a broken one"),
        ("a.docx", zipped(), "not a Word document, or a broken one"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on",
            "locked with a password, or in the format of Word 97",
        ),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert str(caught.value).startswith(f"{name}: ")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("a.docx", "docx", "docx"),
        ("a.pdf", "pypdfium2", "pdf"),
        ("a.rst", "docutils.core", "rst"),
        ("a.jsx", "tree_sitter", "code"),
    ],
)
def test_a_missing_extra_is_named(name: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from policylint.readers import syntax

    syntax._parser.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, package, None)
    with pytest.raises(ReadError, match=rf"^{name}: .*`pip install 'policylint\[{extra}\]'`"):
        read(name, b"x")


# What the user is told


def test_reports_name_the_page_and_the_paragraph() -> None:
    linter = Linter(load(checks=frozenset(CHECKS)).rulebook)
    tokens: tuple[BlockToken, ...] = read(
        "a.md", b"# Privacy Policy\n\nWe collect your personal data and use cookies.\n"
    ).tokens
    data = as_pdf(tokens)
    inspected = linter.inspect("a.pdf", data)
    assert "page 1 " in text.inspect_report([inspected])
    assert '"page": 1' in json.inspect_report([inspected])
    assert '"unit": "line"' in json.inspect_report([inspected])
    report = linter.check("a.pdf", data)
    assert report.diagnostics
    assert "| page 1" in text.check_report([report], 0, colour=False)
