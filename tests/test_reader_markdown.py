"""Markdown and MDX beyond CommonMark: front matter, HTML, site generators, definition lists, footnotes."""

import pytest

from policylint.readers import read
from tests.helpers import tokens


def shown(text: str, name: str = "a.md") -> list[tuple[str, int, str]]:
    return [(token.kind.value, token.level, token.text.text) for token in tokens(text, name)]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("---\ntitle: x\nlang: en\n---\n# T\n", "title: x\nlang: en\n"),
        ('+++\ntitle = "x"\n+++\n# T\n', 'title = "x"\n'),
        ("---\r\ntitle: x\r\n---\r\n# T\r\n", "title: x\r\n"),
        ("---\ntitle: x\n...\n# T\n", "title: x\n"),
        ("---\n---\n# T\n", ""),
        ("# T\n\n---\n\na: b\n---\n", ""),
    ],
)
def test_front_matter_is_carried_and_no_text(text: str, front: str) -> None:
    reading = read("a.md", text.encode())
    assert reading.front == front
    assert reading.tokens[0].text.text == "T"
    assert "title" not in " ".join(token.text.text for token in reading.tokens)


def test_front_matter_does_not_move_places() -> None:
    reading = read("a.md", b"---\ntitle: x\n---\n\nText.\n")
    assert reading.source.position(reading.tokens[0].text.span().start).line == 5


def test_html_in_markdown_is_html() -> None:
    text = (
        "<h2>Title &amp; all</h2>\n<p align=center>One<br>two <!-- c\nc --></p>\n<ul><li>a<li><b>b</b></ul>\n\n"
        "<details><summary>What?</summary>\n\n**This** and that.\n\n</details>\n\n<script>\nno = 'text';\n</script>\n"
    )
    assert shown(text) == [
        ("heading", 2, "Title & all"),
        ("paragraph", 0, "One\ntwo"),
        ("item", 1, "a"),
        ("item", 1, "b"),
        ("paragraph", 0, "What?"),
        ("paragraph", 0, "This and that."),
    ]


def test_what_only_looks_like_a_tag_is_text() -> None:
    assert shown("Write to <Company Name> at <your e-mail>, see <b>this</b>.\n") == [
        ("paragraph", 0, "Write to <Company Name> at <your e-mail>, see this.")
    ]
    assert shown("<Data Protection Officer>  \nAcme  \n1 High St\n") == [
        ("paragraph", 0, "<Data Protection Officer>\nAcme\n1 High St")
    ]


@pytest.mark.parametrize(
    "hole", ["{{ company_name_x }}", "<%= name_x_y %>", "{{company|upper}}", "${name}", "{% a_b_c %}"]
)
def test_placeholders_survive(hole: str) -> None:
    text = f"We, **{hole}**, and [{hole}](https://x.example), say so.\n"
    (token,) = tokens(text)
    assert token.text.text == f"We, {hole}, and {hole}, say so."
    at = token.text.text.index(hole)
    span = token.text.span(at, at + len(hole))
    assert text[span.start : span.end] == hole


def test_a_placeholder_alone_survives_and_in_a_link() -> None:
    (one, two) = tokens("{{ address }}\n\n[here]({{ site.url }}/p)\n")
    assert one.text.text == "{{ address }}"
    assert two.links[0].target == "{{ site.url }}/p"


@pytest.mark.parametrize(
    "special",
    [
        "{% include menu.html %}",
        "{{< toc >}}",
        "{{% notice %}}",
        "[[toc]]",
        "[TOC]",
        "{: .no_toc }",
        "* contents\n{:toc}",
        "{::options x='y' /}",
        "{# a comment #}",
        "{% comment %}\nnot *shown*\n{% endcomment %}",
        "<%# note %>",
    ],
)
def test_what_site_generators_are_told_is_no_text(special: str) -> None:
    assert shown(f"# Title\n\n{special}\n\nText.\n") == [("heading", 1, "Title"), ("paragraph", 0, "Text.")]


def test_attributes_of_headings_and_links_go() -> None:
    text = '# Title {#top}\n{: .big}\n\nSee [this](/x){:target="_blank"}.\n'
    assert shown(text) == [("heading", 1, "Title"), ("paragraph", 0, "See this.")]


def test_definition_lists_footnotes_and_struck_text() -> None:
    text = "Cookie\n: A small file.\n: Or a cake.\n\nText[^1] ~~old~~ here.\n\n[^1]: The note.\n\n- [x] done\n"
    assert shown(text) == [
        ("item", 1, "Cookie"),
        ("item", 2, "A small file."),
        ("item", 2, "Or a cake."),
        ("paragraph", 0, "Text here."),
        ("paragraph", 0, "The note."),
        ("item", 1, "done"),
    ]


def test_rows_know_their_cells() -> None:
    head, row = tokens("| a | b | c |\n|--|--|--|\n|  | d\\|e | |\n")
    assert (head.header, head.cells) == (True, (0, 2, 4))
    assert (row.header, row.text.text, row.cells) == (False, "d|e", (0, 0, 3))


def test_mdx() -> None:
    text = """---
title: x
---
import { Note } from "./note"
export const meta = {
  title: "no text",
}

# Privacy {props.name_of_it}

<Section title="Cookies">
  <h3>Why</h3>
## How
We use **cookies** and <Link to="/x">more</Link>, un<b>believ</b>able{" "}things.

    indented in the component

- one <Icon name="x" /> thing
- `<code>` stays

</Section>
{/* gone */}
"""
    assert shown(text, "a.mdx") == [
        ("heading", 1, "Privacy {props.name_of_it}"),
        ("heading", 2, "Cookies"),
        ("heading", 3, "Why"),
        ("heading", 2, "How"),
        ("paragraph", 0, "We use cookies and more, unbelievable things."),
        ("paragraph", 0, "indented in the component"),
        ("item", 1, "one thing"),
        ("item", 1, "<code> stays"),
    ]


@pytest.mark.parametrize(
    "piece", ["<a ", '<a "', "{{", "{%", "{: ", "<!--", "{", "<%", "{#", "{{/*", "[[", "&#", "<x {"]
)
def test_unfinished_marks_take_linear_time(piece: str) -> None:
    tokens(piece * 20_000)
    tokens(piece * 20_000, "a.mdx")


def test_front_matter_of_a_page_in_html() -> None:
    reading = read("a.html", b"---\nlayout: page\nlang: en\n---\n<h1>Privacy</h1>\n<p>Text is here.</p>\n")
    assert reading.front == "layout: page\nlang: en\n"
    assert [token.text.text for token in reading.tokens] == ["Privacy", "Text is here."]


def test_half_a_link_ten_thousand_times_is_read() -> None:
    (token,) = tokens("[a](" * 10_000)
    assert token.text.text == "[a](" * 10_000
