"""The readers: what becomes a block, and where each character of it stands."""

import re
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.errors import ReadError
from policylint.readers import read, suffixes, wanted
from policylint.readers.tokens import BlockKind, Emphasis
from tests.helpers import tokens


def shown(text: str, name: str = "policy.md") -> list[tuple[str, int, str]]:
    return [(token.kind.value, token.level, token.text.text) for token in tokens(text, name)]


def test_markdown_blocks() -> None:
    text = "# Title\n\nText **bold**\nsoft.\n\n> quoted\n\n    code\n\n- one\n  - two\n\n1. three\n\n   more of three\n"
    assert shown(text) == [
        ("heading", 1, "Title"),
        ("paragraph", 0, "Text bold soft."),
        ("quote", 0, "quoted"),
        ("code", 0, "code"),
        ("item", 1, "one"),
        ("item", 2, "two"),
        ("item", 1, "three"),
        ("paragraph", 1, "more of three"),
    ]
    assert tokens(text)[6].marker == "1."


def test_markdown_tables_are_rows() -> None:
    assert shown("| Data | Why |\n|---|---|\n| name | order |\n") == [
        ("row", 0, "Data\nWhy"),
        ("row", 0, "name\norder"),
    ]


def test_a_heading_in_a_list_item_is_a_heading() -> None:
    assert shown("  * ### What we collect\n\nYour name.\n") == [
        ("heading", 3, "What we collect"),
        ("paragraph", 0, "Your name."),
    ]


def test_hard_breaks_stay() -> None:
    assert shown("Acme  \nMain St 1<br>Paris\n") == [("paragraph", 0, "Acme\nMain St 1\nParis")]


def test_emphasis_that_covers_the_block() -> None:
    marked = [token.emphasis for token in tokens("**All of it**\n\n**Some** of it\n\n_All_\n\nNone\n")]
    assert marked == [Emphasis.BOLD, Emphasis.NONE, Emphasis.ITALIC, Emphasis.NONE]


def test_links_know_their_text_and_target() -> None:
    (token,) = tokens("Write to [our office](mailto:a@b.example) now.\n")
    (link,) = token.links
    assert (token.text.text[link.start : link.end], link.target) == ("our office", "mailto:a@b.example")


def test_links_and_images_without_text_leave_nothing() -> None:
    assert shown("[](https://a.example)![logo](x.png)\n") == []


def test_front_matter_and_comments_are_no_text_and_html_keeps_its_text() -> None:
    text = "---\ntitle: x\n---\n\nShown.\n\n<!-- not\nshown -->\n\n<div>\n<b>Kept</b> text\n</div>\n"
    assert shown(text) == [("paragraph", 0, "Shown."), ("paragraph", 0, "Kept text")]


def test_plain_text_one_paragraph_a_line() -> None:
    long = "This line is far longer than anybody would wrap by hand, " * 3
    assert shown(f"Title\n{long}\n{long}\n", "a.txt") == [
        ("paragraph", 0, "Title"),
        ("paragraph", 0, long.strip()),
        ("paragraph", 0, long.strip()),
    ]


def test_plain_text_hard_wrapped() -> None:
    text = "We collect the data that you give us when you order, and\nwe keep it for as long as the law wants us to.\n"
    assert shown(text, "a.txt") == [("paragraph", 0, " ".join(text.split()))]


def test_plain_text_short_lines_are_one_block_with_breaks() -> None:
    assert shown("Acme Ltd\n1 High Street\nLondon\n", "a.txt") == [("paragraph", 0, "Acme Ltd\n1 High Street\nLondon")]


def test_plain_text_items_and_underlined_titles() -> None:
    text = "Privacy\n=======\n\nData\n----\n\n- your name\n* your address\n1) your age\n(b) your shoe size\n"
    assert shown(text, "a.text") == [
        ("heading", 1, "Privacy"),
        ("heading", 2, "Data"),
        ("item", 1, "your name"),
        ("item", 1, "your address"),
        ("item", 1, "your age"),
        ("item", 1, "your shoe size"),
    ]


def test_a_txt_file_with_markdown_in_it_is_read_as_markdown() -> None:
    assert read("a.txt", b"# Title\n\nSome **bold** text.\n").format == "markdown"
    assert read("a.txt", b"Title\n\nSome * text * with stars.\n").format == "text"
    assert read("a.md", b"Just a line.\n").format == "markdown"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_byte_order_marks_and_line_ends_do_not_move_places(newline: str, bom: str) -> None:
    text = newline.join(["Privacy policy", "", "We keep naïve data."])
    reading = read("a.txt", (bom + text).encode())
    place = reading.source.range(reading.tokens[1].text.span())
    assert (place.start.line, place.start.column, place.end.column) == (3, 1, 20)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert read("a.txt", "We’re here – café.".encode(encoding)).tokens[0].text.text == "We’re here – café."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"a\x00b", "binary data"),
        ("a.txt", b"\xff\xfea", "byte order mark"),
        ("a.xyz", b"text", "no reader for .xyz"),
        ("README", b"text", "a file without an ending"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=re.escape(says)) as caught:
        read(name, data)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_endings_are_told() -> None:
    assert {".md", ".txt"} <= suffixes()


WORDS = [
    "word",
    "naïve",
    "漢字",
    "**bold**",
    "_it_",
    "&amp;",
    "&copy;",
    "\\*",
    "`code`",
    "[a b](http://x.example)",
    "<b>x</b>",
]
MARKS = [
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "  \n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "<!-- c -->",
    "| a | b |\n|--|--|\n| c | d |\n",
]
MARKDOWN = st.lists(st.sampled_from(WORDS + MARKS), max_size=25).map("".join)


def unmarked(text: str) -> str:
    """The letters and digits alone: what no markup, entity or white space can be."""
    return "".join(char for char in text if char.isalnum())


@given(MARKDOWN, st.sampled_from(["a.md", "a.txt"]))
def test_the_characters_at_a_range_are_the_text(text: str, name: str) -> None:
    for token in tokens(text, name):
        for index, char in enumerate(token.text.text):
            span = token.text.span(index, index + 1)
            there = text[span.start : span.end]
            assert 0 <= span.start <= span.end <= len(text)
            if char.isalnum():
                assert char in there


@given(st.text(max_size=200))
def test_plain_text_keeps_every_word_in_order(text: str) -> None:
    reading = read("a.txt", text.replace("\x00", "").encode("utf-8", "replace"))
    if reading.format == "text" and all(token.kind is BlockKind.PARAGRAPH for token in reading.tokens):
        kept = unmarked("".join(token.text.text for token in reading.tokens))
        assert kept == unmarked(reading.source.text)


@given(st.text(max_size=300))
def test_no_text_breaks_a_reader(text: str) -> None:
    for name in ("a.md", "a.txt"):
        for token in read(name, text.replace("\x00", "").encode("utf-8", "replace")).tokens:
            assert token.text.text.strip() == token.text.text != ""


@pytest.mark.parametrize(
    ("path", "is_wanted"),
    [
        ("docs/anything.md", True),
        ("app/privacy/page.tsx", True),
        ("src/PrivacyPolicy.vue", True),
        ("legal/dpa.PDF", True),
        ("src/App.tsx", False),
        ("invoice.pdf", False),
        ("tool.exe", False),
    ],
)
def test_in_folders_code_and_office_files_are_read_where_their_name_says_so(path: str, is_wanted: bool) -> None:
    assert wanted(PurePath(path)) is is_wanted
