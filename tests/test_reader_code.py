"""Pages that are code: JSX, TSX, Vue, Svelte, Astro."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.errors import ReadError
from policylint.readers.tokens import BlockToken, Emphasis
from tests.helpers import tokens


def shown(text: str, name: str = "page.jsx") -> list[tuple[str, int, str]]:
    return [(token.kind.value, token.level, token.text.text) for token in tokens(text, name)]


def there(text: str, token: BlockToken, part: str) -> str:
    at = token.text.text.index(part)
    span = token.text.span(at, at + len(part))
    return text[span.start : span.end]


def test_jsx_text_and_nothing_else() -> None:
    page = """
import Layout from "./layout";
const year = "2024 is no text";
export default function Page({ children }) {
  return (
    <Layout className="no text">
      <h1>Privacy &amp; you</h1>
      <p>We collect{' '}
        <b>your name</b>, {"your \\u0065mail"}
        and {company}.</p>
      {/* a comment */}
      {children}
      <img alt="no text" />
      <button>Accept</button>
      <style>{`p { color: red }`}</style>
    </Layout>
  );
}
"""
    assert shown(page) == [
        ("heading", 1, "Privacy & you"),
        ("paragraph", 0, "We collect your name, your emailand {company}."),
    ]
    paragraph = tokens(page, "page.jsx")[1]
    assert there(page, paragraph, "your name") == "your name"
    assert there(page, paragraph, "{company}") == "{company}"


def test_jsx_conditions_and_loops_show_their_elements() -> None:
    page = "const a = <ul>{eu && <li>one</li>}{xs.map((x) => <li key={x}>{x}</li>)}{n ? <li>two</li> : null}</ul>;"
    assert shown(page) == [("item", 1, "one"), ("item", 1, "two")]


def test_tsx_knows_types() -> None:
    page = "type P = { a: string };\nconst f = <T,>(x: T): T => x;\nexport const A = (p: P) => <p>Text {p.a} here</p>;"
    assert shown(page, "page.tsx") == [("paragraph", 0, "Text {p.a} here")]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ("<H2>Title</H2>", ("heading", 2, "Title")),
        ("<Heading level={3}>Title</Heading>", ("heading", 3, "Title")),
        ('<Typography variant="h4">Title</Typography>', ("heading", 4, "Title")),
        ('<Box as="h2">Title</Box>', ("heading", 2, "Title")),
        ("<Text>Words</Text>", ("paragraph", 0, "Words")),
        ("<List.Item>Words</List.Item>", ("item", 1, "Words")),
        ("<li><p>Words</p></li>", ("item", 1, "Words")),
        ("<blockquote><p>Words</p></blockquote>", ("quote", 0, "Words")),
    ],
)
def test_components_are_what_they_are_named_after(element: str, expected: tuple[str, int, str]) -> None:
    assert shown(f"const a = <Page>{element}</Page>;") == [expected]


def test_a_component_shows_its_title() -> None:
    page = 'const a = <Layout title="Window"><Section title="Cookies"><p>Text.</p></Section><p>More.</p></Layout>;'
    assert shown(page) == [("heading", 2, "Cookies"), ("paragraph", 0, "Text."), ("paragraph", 0, "More.")]


def test_unknown_components_in_a_sentence_are_inline() -> None:
    page = "const a = <p>We use <Highlight>cookies</Highlight>, and <Link to='/x'>more</Link>.</p>;"
    assert shown(page) == [("paragraph", 0, "We use cookies, and more.")]
    (link,) = tokens(page, "page.jsx")[0].links
    assert link.target == "/x"


def test_lists_count_and_tables_know_their_header() -> None:
    page = (
        "const a = <div><ol start={3}><li>c</li><li>d<ul><li>e</li></ul></li></ol>"
        "<table><thead><tr><th>Data</th><th>Why</th></tr></thead><tbody><tr><td></td><td>a<br/>b</td></tr></tbody></table></div>;"
    )
    found = tokens(page, "page.jsx")
    assert [(token.marker, token.level) for token in found[:3]] == [("3.", 1), ("4.", 1), ("-", 2)]
    assert [(token.text.text, token.cells, token.header) for token in found[3:]] == [
        ("Data\nWhy", (0, 5), True),
        ("a\nb", (0, 0), False),
    ]


def test_bold_lines_are_told() -> None:
    first, second = tokens("const a = <div><p><strong>Cookies</strong></p><p>We <b>do</b>.</p></div>;", "page.jsx")
    assert (first.emphasis, second.emphasis) == (Emphasis.BOLD, Emphasis.NONE)


def test_vue_reads_the_template() -> None:
    page = """<script setup>const a = 1 < 2</script>
<template>
  <div :class="a > b" @click="x && y">
    <h1>Privacy</h1>
    <p>R&D &amp; {{ a && b < c ? "x" : 'y' }}, <NuxtLink to="/x">link</NuxtLink>.</p>
    <template v-if="eu"><p>Europe</p></template>
    <Link href="/a">Name</Link>
    <p v-html="raw"></p><p hidden>Secret</p>
  </div>
</template>
<style>p { color: red }</style>
"""
    assert shown(page, "a.vue") == [
        ("heading", 1, "Privacy"),
        ("paragraph", 0, "R&D & {{ a && b < c ? \"x\" : 'y' }}, link."),
        ("paragraph", 0, "Europe"),
        ("paragraph", 0, "Name"),
    ]


def test_vue_in_pug_is_not_read_as_html() -> None:
    with pytest.raises(ReadError, match=r"a\.vue: the template is written in pug"):
        tokens('<template lang="pug">\np Hello\n</template>', "a.vue")


def test_svelte() -> None:
    page = """<script>let a = 1 < 2;</script>
{#if a < b}
  <p on:click={() => a > b}>Hi {name}, {"text"} &copy;</p>
{:else}<h2>Title</h2>{/if}
<ul>{#each xs as x, i (x.id)}<li>item {x}</li>{/each}</ul>
{@html raw}
"""
    assert shown(page, "a.svelte") == [
        ("paragraph", 0, "Hi {name}, text ©"),
        ("heading", 2, "Title"),
        ("item", 1, "item {x}"),
    ]


def test_astro() -> None:
    page = """---
import Layout from "./a"; const t = "<p>no text</p>";
---
<Layout title="x">{/* gone */}
<h1>Privacy</h1><br>
<ul>{items.map((i) => <li class="a">We <b>use</b> {i}</li>)}</ul>
<p>Hi {name} {`there`}</p>{eu && (<p>Europe</p>)}
</Layout>
<script>const x = 1 < 2</script>
"""
    assert shown(page, "a.astro") == [
        ("heading", 1, "Privacy"),
        ("item", 1, "We use {i}"),
        ("paragraph", 0, "Hi {name} there"),
        ("paragraph", 0, "Europe"),
    ]
    item = tokens(page, "a.astro")[1]
    assert there(page, item, "use") == "use"


PARTS = [
    *["word", "naïve", "漢字", " ", "\n", "\n  ", "&amp;", "&copy;", "R&D", "{name}", "{' '}", "{`a b`}"],
    *[
        "<b>x</b>",
        "<br/>",
        "<p>",
        "</p>",
        "<p>",
        "</p>",
        "<h2>t</h2>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<Foo>",
        "</Foo>",
    ],
    *["<!-- c -->", "<Bar title='t' />", "{/* c */}", "<table><tr><td>", "</td></tr></table>", "<a href='x'>", "</a>"],
]
WRAPPED = {
    "a.jsx": ("const a = <div>", "</div>;"),
    "a.vue": ("<template>", "</template>"),
    "a.svelte": ("", ""),
    "a.astro": ("", ""),
    "a.mdx": ("", ""),
    "a.md": ("", ""),
}


@pytest.mark.parametrize("name", WRAPPED)
@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_the_characters_at_a_range_are_the_text(name: str, parts: str) -> None:
    before, behind = WRAPPED[name]
    text = before + parts + behind
    for token in tokens(text, name):
        assert token.text.text == token.text.text.strip() != ""
        for index, char in enumerate(token.text.text):
            span = token.text.span(index, index + 1)
            assert 0 <= span.start <= span.end <= len(text)
            if char.isalnum():
                assert char in html.unescape(text[span.start : span.end])


@pytest.mark.parametrize("name", ["a.jsx", "a.vue", "a.svelte", "a.astro", "a.mdx"])
@given(st.text(alphabet="<>/{}!-=\"'`&; \n#abB{}<>", max_size=60))
def test_no_text_breaks_a_reader(name: str, text: str) -> None:
    tokens(text, name)


@pytest.mark.parametrize("name", ["a.jsx", "a.vue", "a.svelte", "a.md"])
def test_deep_nesting_is_no_recursion(name: str) -> None:
    before, behind = WRAPPED[name]
    depth = 5000
    assert shown(f"{before}{'<div>' * depth}deep{'</div>' * depth}{behind}", name) == [("paragraph", 0, "deep")]
