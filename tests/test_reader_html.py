"""HTML: what of a page is the policy, what becomes of its markup, and where every character stands."""

import html
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylint.readers import read
from policylint.readers.tokens import BlockKind, BlockToken, Emphasis
from tests.helpers import document, outline, tokens

FIXTURES = Path(__file__).parent / "fixtures" / "html"
# Enough running text for a page to have a policy that other things can stand beside.
POLICY = (
    "<p>We collect personal information about you when you use our services and visit our website.</p>"
    "<p>We share your information with service providers and other third parties who work for us.</p>"
    "<p>You may ask us at any time for a copy of the personal information that we hold about you.</p>"
)
SAID = re.findall(r"<p>(.*?)</p>", POLICY)


def blocks(markup: str) -> tuple[BlockToken, ...]:
    return tokens(markup, "policy.html")


def shown(markup: str) -> list[tuple[str, int, str]]:
    return [(token.kind.value, token.level, token.text.text) for token in blocks(markup)]


def said(markup: str) -> list[str]:
    return [token.text.text for token in blocks(markup)]


def fixture(name: str) -> list[tuple[str, int, str]]:
    found = read(name, (FIXTURES / name).read_bytes()).tokens
    return [(token.kind.value, token.level, token.text.text) for token in found]


# Whole pages


def test_a_shop_page_is_its_policy_alone() -> None:
    assert fixture("shop.html") == [
        ("heading", 1, "Privacy Policy"),
        ("paragraph", 0, "Last updated: 3 March 2026"),
        (
            "paragraph",
            0,
            (
                "This policy explains what personal information Larch & Linden Bikes collects when you visit our shop, "
                "how we use that information and which choices you have."
            ),
        ),
        ("heading", 2, "Cookies"),
        (
            "paragraph",
            0,
            "We use cookies to remember what is in your cart. You can delete cookies in your browser at any time.",
        ),
        ("heading", 2, "Sharing"),
        ("paragraph", 0, "We share your address with the carrier that brings your bike, and with nobody else:"),
        ("item", 1, "the carrier you choose,"),
        ("item", 1, "its insurers, if a parcel is lost."),
        ("heading", 3, "How long do we keep your data?"),
        ("paragraph", 0, "We keep your orders for ten years, because tax law asks us to keep them."),
        ("heading", 3, "Your rights"),
        (
            "paragraph",
            0,
            "You can ask us for a copy of your personal information, and you can ask us to delete it.",
        ),
        (
            "paragraph",
            0,
            "Larch & Linden Bikes Ltd\n12 Mill Lane\nNorwich NR1 4AB\nprivacy@larchlinden.example",
        ),
    ]


def test_a_page_of_the_nineties_has_paragraphs_and_items() -> None:
    assert fixture("old.htm") == [
        ("paragraph", 0, "PRIVACY STATEMENT"),
        (
            "paragraph",
            0,
            (
                "The Marlow County Library does not collect personal information about you when you visit our web site "
                "unless you choose to provide that information to us."
            ),
        ),
        ("paragraph", 0, "What we log"),
        (
            "paragraph",
            0,
            (
                "Our server records your Internet address, the pages you visit and the date and time of the visit. We use "
                "this information to count visitors & to make our site more useful."
            ),
        ),
        ("paragraph", 0, "We may give information to:"),
        ("item", 1, "courts that order us to do so"),
        ("item", 1, "the county auditor, without names"),
        ("paragraph", 0, "If you send us an e-mail we keep your address only to answer you"),
        ("paragraph", 0, "Questions? Write to:\nMarlow County Library\n40 Court Street\nMarlow, OH 44999"),
    ]


# What goes


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav><a href=/a>Shop</a> <a href=/b>Blog</a></nav>",
        "<div role=navigation><a href=/a>Shop</a></div>",
        "<header>Acme, the shop that thinks of everything you could ever want.</header>",
        "<footer><p>We build bicycles by hand in a small workshop near the sea.</p></footer>",
        "<div class='site-footer'>© 2026 Acme. Made with care by twelve people and two dogs.</div>",
        "<aside><p>Our bestselling saddle is back in stock, order today and ride tomorrow.</p></aside>",
        "<div class=sideBar><h3>Trending</h3><p>Seven roads that every rider should see once in her life.</p></div>",
        "<div id=cookie-banner><p>We use cookies to improve our services. By continuing you consent to this.</p></div>",
        "<div role=alertdialog><p>We and our partners collect personal information, do you agree to that?</p></div>",
        "<form><label>Your e-mail</label><input name=e><button>Subscribe</button></form>",
        "<ul class=breadcrumb><li><a href=/>Home</a><li>Privacy</ul>",
        "<div class=comments><p>Great article, I have been riding there since nineteen ninety-five!</p></div>",
        "<section class=related><h2>Related</h2><a href=/x>Ten bells for your bicycle</a></section>",
        "<div class=addthis_toolbox><a href=/s>Share</a><a href=/t>Post</a></div>",
        "<script>document.write('We sell data.')</script>",
        "<style>p:before { content: 'We sell data.' }</style>",
        "<template><p>We sell your data.</p></template>",
        "<noscript>Please enable scripts in your browser, or this page will not work.</noscript>",
        "<svg><title>Logo</title><text>Acme</text></svg>",
        "<p hidden>You have been logged out of your account after some time.</p>",
        "<p style='color:red; display : none'>There was an error while sending, please try again.</p>",
        "<div class='modal d-none'><p>Enter your e-mail address and we will send you a new password.</p></div>",
        "<span class=sr-only>opens in a new tab</span>",
        (
            "<div><p>Three riders crossed the finishing line together after eleven stages across mountains, deserts, "
            "glaciers, vineyards, harbours, villages, tunnels, bridges, castles and thunderstorms last weekend. Thousands "
            "cheered along narrow country lanes while orchestras played, children waved paper flags, bakers handed out "
            "pastries, helicopters circled overhead and television cameras captured every dramatic moment until twilight "
            "finally brought everybody home, exhausted, muddy, hungry, sunburnt and happier than ever before.</p></div>"
        ),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_what_stands_around_the_policy_goes(chrome: str, *, before: bool) -> None:
    page = f"<body>{chrome if before else ''}<div><h1>Privacy</h1>{POLICY * 4}</div>{'' if before else chrome}</body>"
    assert said(page) == ["Privacy", *SAID * 4]


@pytest.mark.parametrize(
    "chrome",
    [
        "<div class=share><a href=/s>Share</a> <a href=/t>Post</a></div>",
        "<nav><a href=#a>One</a> <a href=#b>Two</a></nav>",
        "<p><a href=#top>Back to top</a></p>",
        "<a href='/#'>Top of page</a>",
        "<p>Print this page</p>",
        "<select><option>English<option>Deutsch</select>",
        "<button>Download</button>",
        "<textarea>Your question to us about everything</textarea>",
    ],
)
def test_what_is_no_text_amid_the_policy_goes(chrome: str) -> None:
    assert said(f"<div>{POLICY}{chrome}{POLICY}</div>") == SAID * 2


def test_terms_on_the_same_page_are_another_document() -> None:
    terms = "<h3>Use</h3>" + "<p>You must not resell the goods that you buy in this shop to other people.</p>" * 12
    privacy = "<h3>Data</h3>" + POLICY * 4
    page = (
        f"<h2>Acme Privacy Policy</h2>{privacy}<h2>Terms and Conditions</h2>{terms}<h2>Contact</h2><p>Write to us.</p>"
    )
    assert said(page) == ["Acme Privacy Policy", "Data", *SAID * 4, "Contact", "Write to us."]


def test_a_section_on_terms_is_no_other_document() -> None:
    page = f"<h1>Privacy Policy</h1>{POLICY * 4}<h2>Terms of use</h2><p>Our terms apply, too.</p>"
    assert said(page)[-2:] == ["Terms of use", "Our terms apply, too."]


# What stays


@pytest.mark.parametrize(
    "wrapper",
    [
        "<div class=footer-page>{}</div>",
        "<div id=sidebar class='nav menu'>{}</div>",
        "<form id=aspnetForm method=post>{}</form>",
        "<div style='display:none' id=app>{}</div>",
        "<aside>{}</aside>",
        "<div class='modal fade'><div class=modal-body>{}</div></div>",
        "<header>{}</header>",
        "<table><tr><td>{}</td></tr></table>",
        "<center><font size=2>{}</font></center>",
        "<blockquote>{}</blockquote>",
        "<div aria-hidden=true>{}</div>",
        "<ul><li>{}</ul>",
        "<div role=dialog>{}</div>",
        "{}",
        "<html><head><title>x</title></head><body>{}",
        "<div><span>{}</b></i></span></p></div></div>",
        "<p>{}<table>",
    ],
)
def test_a_policy_is_never_lost_to_its_container(wrapper: str) -> None:
    assert [text for text in said(wrapper.format(POLICY * 3)) if text in SAID] == SAID * 3


@pytest.mark.parametrize(
    "name", ["cookies", "sharing", "social-media", "advertising", "footer-1", "newsletter", "menu"]
)
def test_a_section_of_the_policy_may_be_called_anything(name: str) -> None:
    section = (
        f"<div id='{name}' class='section {name}'><h2>More</h2><p>We collect information with third parties.</p></div>"
    )
    assert said(f"<main>{POLICY}{section}{POLICY}</main>") == [
        *SAID,
        "More",
        "We collect information with third parties.",
        *SAID,
    ]


@pytest.mark.parametrize(
    "panel",
    [
        "<h3>More</h3><div style='display:none'><p>{}</p></div>",
        "<a href='#p1'>More</a><div id=p1 class=hidden><p>{}</p></div>",
        "<button aria-expanded=false>More</button><div hidden class=x><p>{}</p></div>",
        "<div role=tabpanel aria-hidden=true style='display: none'><p>{}</p></div>",
        "<div class='accordion-content' style='display:none'><p>{}</p></div>",
        "<dl><dt>More</dt><dd style='display:none'>{}</dd></dl>",
        "<details><summary>More</summary><p>{}</p></details>",
        "<div class='collapse' hidden><p>{}</p></div>",
        "<div hidden=until-found><p>{}</p></div>",
        "<div class='hidden md:block'><p>{}</p></div>",
    ],
)
def test_what_a_click_shows_is_text(panel: str) -> None:
    secret = "We keep your order history for ten years, as the tax law of this country demands."
    assert secret in said(f"<main>{POLICY * 2}{panel.format(secret)}{POLICY * 2}</main>")


@pytest.mark.parametrize(
    "address",
    [
        "<footer><p>Acme Ltd, 12 Mill Lane, Norwich<br>privacy@acme.example</p></footer>",
        "<address>Acme Ltd<br>12 Mill Lane</address>",
        "<div class=footer><a href='mailto:privacy@acme.example'>privacy@acme.example</a></div>",
    ],
)
def test_the_address_at_the_foot_of_the_policy_stays(address: str) -> None:
    assert re.search("Acme Ltd|privacy@acme", said(f"<main><div>{POLICY * 2}</div>{address}</main>")[-1])


NEWS = (
    "<p>Thousands cheered along narrow country lanes while orchestras played and bakers handed out pastries.</p>"
    "<p>The mayor said that nobody was surprised who walks through the old town on Saturday mornings.</p>"
)


@pytest.mark.parametrize("times", [3, 10, 30])
@pytest.mark.parametrize("wrapper", ["<div class=content>{}</div>", "<div class=footer>{}</div>", "<td>{}", "{}"])
def test_a_policy_is_found_beside_longer_texts(wrapper: str, times: int) -> None:
    found = said(f"<div><h1>Sports</h1>{NEWS * times}</div>{wrapper.format(POLICY * 3)}")
    assert [text for text in found if text in SAID] == SAID * 3


def test_in_an_unknown_language_length_alone_decides() -> None:
    policy = [f"Keräämme tietoja sinusta kun käytät palvelujamme ja verkkosivujamme, kohta {n}." for n in range(9)]
    page = f"<div class=menu><a href=/>Koti</a></div><div>{''.join(f'<p>{text}</p>' for text in policy)}</div>"
    assert said(page) == policy


def test_a_shadow_root_is_on_the_page() -> None:
    assert said(f"<x-legal><template shadowrootmode=open>{POLICY}</template></x-legal>") == SAID


def test_text_for_browsers_without_scripts_is_read_where_there_is_no_other() -> None:
    assert said(f"<div id=root></div><noscript>{POLICY}</noscript>") == SAID


def test_the_title_above_the_policy_stays() -> None:
    page = f"<title>Data notice | Acme</title><div class=hero><h2>Data notice</h2></div><div>{POLICY * 3}</div>"
    assert said(page) == ["Data notice", *SAID * 3]


def test_a_page_without_headings_is_called_by_its_title() -> None:
    assert shown(f"<title> Acme &amp; Co\n Privacy </title>{POLICY}")[0] == ("heading", 1, "Acme & Co Privacy")


def test_nothing_but_a_menu_is_no_reason_to_fail() -> None:
    assert blocks("") == ()
    assert blocks("<nav></nav>") == ()
    assert said("Short.") == ["Short."]


# Blocks


def test_paragraphs_lists_and_rows() -> None:
    markup = (
        "<h2>Data</h2>text <i>in</i> body<div>in<div>div</div>after</div><ol start=3><li>c<ul><li>deep</ul><li><p>d</p>"
        "<p>more of d</p></ol><ol type=a><li>first</ol><table><tr><th>What<th>Why<tr><td>name<td><p>order</p></table>"
        "<blockquote>quoted</blockquote><pre><code>GET /</code></pre>"
    )
    assert shown(markup) == [
        ("heading", 2, "Data"),
        ("paragraph", 0, "text in body"),
        ("paragraph", 0, "in"),
        ("paragraph", 0, "div"),
        ("paragraph", 0, "after"),
        ("item", 1, "c"),
        ("item", 2, "deep"),
        ("item", 1, "d"),
        ("paragraph", 1, "more of d"),
        ("item", 1, "first"),
        ("row", 0, "What\nWhy"),
        ("row", 0, "name\norder"),
        ("quote", 0, "quoted"),
        ("code", 0, "GET /"),
    ]
    assert [token.marker for token in blocks(markup) if token.kind is BlockKind.ITEM] == ["3.", "-", "4.", "a."]


def test_a_cell_with_paragraphs_is_a_container() -> None:
    assert shown("<table><tr><td>Menu<td><p>One.</p><p>Two.</p></table>") == [
        ("paragraph", 0, "Menu"),
        ("paragraph", 0, "One."),
        ("paragraph", 0, "Two."),
    ]


def test_one_line_break_breaks_the_line_and_two_the_paragraph() -> None:
    assert said("Acme<br>Main St 1<br/>\n<br>Paris<hr>France") == ["Acme\nMain St 1", "Paris", "France"]


def test_lines_that_begin_with_a_bullet_are_items() -> None:
    found = blocks("We collect:<br>• your name<br>&bull;&nbsp;your age<br>(c) your shoes")
    assert [(token.kind.value, token.marker, token.text.text) for token in found] == [
        ("paragraph", "", "We collect:"),
        ("item", "•", "your name"),
        ("item", "•", "your age"),
        ("item", "(c)", "your shoes"),
    ]


def test_a_bold_line_is_a_block_of_its_own() -> None:
    found = blocks(
        "<p><b>Cookies</b><br>We use <b>few</b> of them.<br><span style='font-weight:700'>Logs</span><br>None.</p>"
    )
    assert [(token.text.text, token.emphasis) for token in found] == [
        ("Cookies", Emphasis.BOLD),
        ("We use few of them.", Emphasis.NONE),
        ("Logs", Emphasis.BOLD),
        ("None.", Emphasis.NONE),
    ]


def test_emphasis_covers_a_block_or_is_none() -> None:
    found = blocks(
        "<p><strong>All</strong>: </p><p><em>All of it</em></p><p><b>Some</b> of it</p><dl><dt>Term<dd>Meaning</dl>"
        "<b><p>Out</p></b><p style='font-weight: bold'>In <span style='font-weight:normal'>part</span></p>"
    )
    assert [token.emphasis.value for token in found] == ["bold", "italic", "none", "bold", "none", "bold", "none"]


def test_headings_of_every_kind() -> None:
    markup = (
        "<h1>Policy</h1><h2><a name=x></a>Data</h2><p>Text.</p><details><summary><h4>Open me</h4></summary>In.</details>"
        "<div role=heading aria-level=3>Three</div><p>Text.</p><button data-toggle=collapse>Four</button><div>In.</div>"
    )
    assert [text for text in shown(markup) if text[0] == "heading"] == [
        ("heading", 1, "Policy"),
        ("heading", 2, "Data"),
        ("heading", 3, "Open me"),
        ("heading", 3, "Three"),
        ("heading", 4, "Four"),
    ]


def test_a_heading_of_many_words_is_a_paragraph() -> None:
    assert {kind for kind, _, _ in shown(f"<h3>{POLICY * 3}</h3>")} == {"paragraph"}


def test_lists_of_sections_are_sections() -> None:
    markup = (
        "<h1>Policy</h1><ol><li><b>What we collect</b><p>Your name and your address.</p><ul><li>x</ul></li>"
        "<li><b>What we keep</b><p>Nothing at all.</p></li></ol>"
    )
    assert outline(document(markup, "policy.html")) == [(0, "Policy"), (1, "What we collect"), (1, "What we keep")]
    assert ("item", 1, "x") in shown(markup)


def test_links_know_their_text_and_target() -> None:
    (token,) = blocks("<p>Write to <a href='mailto:a@b.example'>our <b>office</b></a>, or <a name=x>not</a>.</p>")
    (link,) = token.links
    assert (token.text.text[link.start : link.end], link.target) == ("our office", "mailto:a@b.example")


def test_white_space() -> None:
    assert said("<p> a\r\n\tb&nbsp;&#160; c<span> d </span>e<!-- x -->f <wbr>g&shy;h&#8203;i\u00adj</p>") == [
        "a b c d ef ghij"
    ]


def test_preformatted_text_keeps_its_lines_unless_wrapped_by_hand() -> None:
    wrapped = (
        "<pre>\nThis policy says what we collect about you when\nyou use our service &amp; why, in lines that\n"
        "somebody wrapped by hand long ago.\n\nAcme\nMain St 1\n</pre>"
    )
    assert said(wrapped) == [
        (
            "This policy says what we collect about you when you use our service & why, in lines that "
            "somebody wrapped by hand long ago."
        ),
        "Acme\nMain St 1",
    ]


def test_legacy_encodings() -> None:
    assert [token.text.text for token in read("x.html", b"<p>caf\xe9 \x93x\x94").tokens] == ["café “x”"]
    russian = '<meta charset="windows-1251"><p>Мы'.encode("cp1251")
    assert [token.text.text for token in read("x.html", russian).tokens] == ["Мы"]
    assert [token.text.text for token in read("x.html", b'<meta charset="nonsense"><p>\xe9').tokens] == ["é"]


# Places


def written(markup: str, token: BlockToken, start: int, end: int) -> str:
    span = token.text.span(start, end)
    return markup[span.start : span.end]


def test_a_place_is_exact_past_entities_tags_comments_and_line_ends() -> None:
    markup = "\r\n<p>Über&nbsp;uns &amp; <b>dich</b><!-- <p> -->:\r\n Daten 😀 &notin; x</b>y</p>"
    (token,) = blocks(markup)
    text = token.text.text
    assert text == "Über uns & dich: Daten 😀 ∉ xy"
    for word, source in [("Über", "Über"), ("&", "&amp;"), ("dich", "dich"), ("Daten", "Daten"), ("∉", "&notin;")]:
        at = text.index(word)
        assert written(markup, token, at, at + len(word)) == source
    assert written(markup, token, text.index("xy"), len(text)) == "x</b>y"


def test_text_that_the_parser_moves_keeps_its_place() -> None:
    markup = "<table>stray<tr><td>cell</td> lost</tr></table>"
    for token in blocks(markup):
        for word in token.text.text.split():
            at = token.text.text.index(word)
            assert written(markup, token, at, at + len(word)) == word


WORDS = st.sampled_from(
    [
        "data",
        " ",
        "\n",
        "\r\n",
        "we collect",
        "&amp;",
        "&nbsp;",
        "&#8217;",
        "&bogus;",
        "&",
        "<",
        "é",
        "😀",
        "&lt;b&gt;",
        "\xad",
        "\ufdd0",
        "1.",
        "• ",
        "\t",
        "\x0c",
        "&NotEqualTilde;",
        "&#x26",
        "&copy",
    ]
)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "i",
        "a",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "li",
        "ol",
        "h1",
        "h2",
        "dl",
        "dt",
        "dd",
        "br",
        "hr",
        "pre",
        "span",
        "body",
        "html",
        "head",
        "title",
        "section",
        "details",
        "summary",
        "blockquote",
        "tbody",
        "caption",
        "em",
        "strong",
        "noscript",
        "center",
        "nav",
        "form",
        "button",
        "textarea",
        "select",
        "option",
        "script",
    ]
)
ATTRIBUTES = st.sampled_from(["", " class=x", " style='display:none'", ' title="a > b"', " href=#", " hidden", "/"])
MARKUP = st.lists(
    WORDS
    | st.builds("<{}{}>".format, TAGS, ATTRIBUTES)
    | st.builds("</{}>".format, TAGS)
    | st.sampled_from(["<!-- c -->", "<!doctype html>", "<!x>", "</>", "<?x?>", "</b x='1'>"]),
    max_size=30,
).map("".join)
# The last alternative: a tag that the end of the file cuts off is one too (eof-in-tag in the HTML standard, 13.2.5).
TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>|<[!?/][^>]*>|<[a-zA-Z/!?][^>]*\Z", re.DOTALL)


def meant(source: str) -> str:
    """What a piece of source says: without markup, references resolved, white space and what has no width gone."""
    text = html.unescape(TAG.sub("", source)).replace("\ufdd0", "\ufffd")
    return re.sub(r"[\s\u00ad]+", "", text)


@given(MARKUP)
@settings(max_examples=400)
def test_the_characters_at_a_place_are_the_text(markup: str) -> None:
    for token in blocks(markup):
        text = token.text.text
        for found in re.finditer(r"\S+", text):
            span = token.text.span(found.start(), found.end())
            assert 0 <= span.start < span.end <= len(markup)
        for piece, following in zip(token.text.pieces, (*token.text.pieces[1:], None), strict=True):
            chars = text[piece.at : following.at if following else None]
            source = markup[piece.span.start : piece.span.end]
            # In a title or a text area a tag is text, and then stands there as it is.
            same = chars == source.replace("\ufdd0", "\ufffd") or meant(source) == meant(html.escape(chars))
            assert chars.isspace() or same, (chars, source)


def test_an_address_that_only_programs_do_not_see_is_read() -> None:
    key = 0x5A
    hidden = bytes([key, *(byte ^ key for byte in b"privacy@acme.example")]).hex()
    page = (
        f'<p>Write to <a href="/cdn-cgi/l/email-protection" data-cfemail="{hidden}">[email&#160;protected]</a> now.</p>'
    )
    (block,) = blocks(page)
    assert block.text.text == "Write to privacy@acme.example now."
    span = block.text.span(9, 29)
    assert page[span.start : span.end] == "[email&#160;protected]"
    (broken,) = blocks(page.replace(hidden, "xyz"))
    assert broken.text.text == "Write to [email protected] now."


def test_of_a_page_that_names_two_documents_only_the_policy_is_read() -> None:
    words = "We use your data to send what you ordered, and for nothing else at all that you could think of. " * 10
    page = (
        f"<h1>User Agreement and Privacy Policy</h1><p>Revised in May 2020.</p><h2>I. Rules</h2><p>Be nice.</p>"
        f"<h3>1. Fees</h3><p>Pay us.</p><h2>Privacy Policy</h2><h3>1. Data</h3><p>{words}</p>"
    )
    read = [token.text.text for token in blocks(page)]
    assert read[:4] == ["User Agreement and Privacy Policy", "Revised in May 2020.", "Privacy Policy", "1. Data"]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    if "\x00" not in text:
        for token in tokens(text.encode("utf-8", "ignore").decode(), "policy.html"):
            assert token.text.text.strip() == token.text.text != ""


@given(MARKUP)
def test_tokens_are_what_later_stages_expect(markup: str) -> None:
    for token in blocks(markup):
        assert token.level >= (1 if token.kind in (BlockKind.HEADING, BlockKind.ITEM) else 0)
        assert bool(token.marker) == (token.kind is BlockKind.ITEM)
        assert all(0 <= link.start < link.end <= len(token.text.text) for link in token.links)
    document(markup, "policy.html")


# Size and depth


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<div class=nav>", "<ul><li>", "<table><tr><td>", "<b>", "<blockquote>", "<details><summary>", "<font>"],
)
def test_no_depth_exhausts_the_stack(opening: str) -> None:
    page = (opening + "We collect personal information about you in every word. ") * 10_000
    assert sum(text.count("word") for text in said(page)) == 10_000


def test_work_grows_with_the_page_and_not_faster() -> None:
    def calls(size: int) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        page = f"<h2>More</h2>{POLICY}<ul class=nav><li><a href=#x>x</a></ul><div hidden>{POLICY}</div>" * size
        sys.setprofile(counted)
        try:
            blocks(page)
        finally:
            sys.setprofile(None)
        return count

    calls(1)
    assert calls(80) < 2.2 * calls(40)


def test_five_megabytes_are_read() -> None:
    paragraph = (
        "<p>" + "We collect personal information when you <b>use</b> our services &amp; share it. " * 8 + "</p>\n"
    )
    count = 5_000_000 // len(paragraph) + 1
    assert len(blocks(paragraph * count)) == count
