"""The tree: headings however they are written, levels that jump, lists with their lead-in, nothing but the policy."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.document import Document, parse
from policylint.engine import Inspection
from policylint.places import PlacedTextBuilder, Source, Span
from policylint.readers import read
from policylint.readers.tokens import BlockKind, BlockToken, Reading
from policylint.reporters.contract import document_entry
from tests.helpers import document, outline, sections

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LONG = "We collect the data that you give us when you order something from us, and no other data."


def example(number: int) -> Path:
    (path,) = EXAMPLES.glob(f"{number:03}_*")
    return path


def parsed_example(number: int) -> Document:
    path = example(number)
    return parse(read(path.name, path.read_bytes()))


TITLES = {
    0: [
        (0, "PRIVACY POLICY"),
        (1, "PRIVACY POLICY"),
        (1, "MINORS"),
        (1, "THE INFORMATION WE COLLECT FROM YOU"),
        (1, "HOW WE PROTECT YOUR INFORMATION"),
        (1, "USE OF COOKIES"),
        (1, "DISCLOSURE OF INFORMATION TO THIRD PARTIES"),
        (1, "USER NAMES AND PASSWORDS"),
        (1, "NEWSLETTERS AND AUTORESPONDERS"),
        (1, "YOUR USE OF INFORMATION AND UNSOLICITED JUNK E-MAIL"),
        (1, "CALIFORNIA ONLINE PRIVACY PROTECTION ACT COMPLIANCE"),
        (1, "TERMS AND CONDITIONS"),
        (1, "YOUR CONSENT"),
        (1, "CHANGES TO OUR PRIVACY POLICY"),
        (1, "CHANGES TO OUR PRIVACY POLICY"),
    ],
    1: [
        (0, "Privacy policy | Softorino Inc."),
        (1, "What we collect"),
        (1, "Use of your information"),
        (1, "Use of cookies"),
        (1, "How we protect personal data"),
        (1, "Links to other websites"),
        (1, "To whom we disclose personal data"),
        (1, "Accessing and rectifying your personal data"),
    ],
    2: [
        (0, "Privacy Policy /LED Outdoor Screen Website"),
        (1, "Personal information use and why"),
        (1, "Your rights to operate your information"),
        (1, "NOTICE"),
        (1, "Updates This Policy"),
    ],
    3: [
        (0, "Privacy Policy"),
        (1, "Personal identification information"),
        (1, "Non-personal identification information"),
        (1, "Web browser cookies"),
        (1, "How we use collected information"),
        (1, "How we protect your information"),
        (1, "Sharing your personal information"),
        (1, "Third party websites"),
        (1, "Changes to this privacy policy"),
        (1, "Your acceptance of these terms"),
        (1, "Contacting us"),
    ],
    4: [
        (0, "Our Privacy Policy"),
        (1, "I. PRIVACY POLICY AND STATEMENT"),
        (2, "General Browsing:"),
        (2, "Disclosure of Personal Information:"),
        (2, "Use of Cookies:"),
        (2, "Updating Personal Information:"),
        (2, "Use of Forums / Discussion Boards:"),
        (2, "Links:"),
        (2, "Questions/Changes in Policy:"),
    ],
}


@pytest.mark.parametrize("number", TITLES)
def test_the_headings_of_the_examples(number: int) -> None:
    assert outline(parsed_example(number)) == TITLES[number]


@pytest.mark.parametrize("number", TITLES)
def test_archive_notes_are_not_part_of_the_policy(number: int) -> None:
    words = [block.text.text for section, _ in parsed_example(number).walk() for block in section.blocks]
    assert not [text for text in words if "archived on" in text or "Wayback" in text]


def test_a_site_menu_and_a_copyright_line_are_not_part_of_the_policy() -> None:
    parsed = parsed_example(3)
    assert parsed.root.blocks == ()
    texts = [block.text.text for section in sections(parsed) for block in section.blocks]
    assert texts[0].startswith("This Privacy Policy governs")
    assert "Rеpublic оf Mоldоvа" in texts[-1]


@pytest.mark.parametrize("number", TITLES)
def test_the_examples_are_english_privacy_policies(number: int) -> None:
    parsed = parsed_example(number)
    assert (parsed.kind, parsed.language) == ("privacy-policy", "en")


@pytest.mark.parametrize(
    ("name", "heading", "title"),
    [
        ("a.md", "# Cookies", "Cookies"),
        ("a.md", "Cookies\n=======", "Cookies"),
        ("a.md", "**Cookies**", "Cookies"),
        ("a.md", "**Cookies:**", "Cookies:"),
        ("a.md", "**Cookies and Beacons.**", "Cookies and Beacons."),
        ("a.md", "* ### Cookies", "Cookies"),
        ("a.md", "COOKIES AND BEACONS", "COOKIES AND BEACONS"),
        ("a.md", "1. Cookies", "Cookies"),
        ("a.txt", "COOKIES AND BEACONS", "COOKIES AND BEACONS"),
        ("a.txt", "IV. Cookies", "IV. Cookies"),
        ("a.txt", "1. What we collect", "What we collect"),
        ("a.txt", "How we use your data", "How we use your data"),
        ("a.txt", "2.1 Who we share it with", "2.1 Who we share it with"),
        ("a.txt", "3.1 Cookies", "3.1 Cookies"),
        ("a.txt", "Section 3. Cookies", "Section 3. Cookies"),
        ("a.txt", "§ 3 Cookies", "§ 3 Cookies"),
        ("a.md", "Article 5 Cookies", "Article 5 Cookies"),
        ("a.txt", "Cookies:", "Cookies:"),
        ("a.txt", "Cookies and other things", "Cookies and other things"),
        ("a.txt", "What do we collect?", "What do we collect?"),
        ("a.text", "Cookies\n-------", "Cookies"),
    ],
)
def test_heading_styles(name: str, heading: str, title: str) -> None:
    parsed = document(f"# Policy\n\n{LONG}\n\n{heading}\n\n{LONG}\n", name)
    assert title in [text for _, text in outline(parsed)]


@pytest.mark.parametrize(
    "line",
    [
        "**We never sell your personal data to anybody, whoever asks and whatever they may offer us for it.**",
        "We collect:",
        "Please note the following:",
        "Last updated: May 2020",
        "**Acme Ltd**  \n1 High Street  \nLondon",
        "privacy@acme.example",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert outline(document(f"# Policy\n\n{LONG}\n\n{line}\n\n{LONG}\n")) == [(0, "Policy")]


@pytest.mark.parametrize(
    ("start", "title", "rest"),
    [
        ("**Cookies.** ", "Cookies.", LONG),
        ("**Cookies:** ", "Cookies:", LONG),
        ("**Cookies** – ", "Cookies", LONG),
        ("**What do we collect?** ", "What do we collect?", LONG),
    ],
)
def test_a_run_in_heading_has_the_text_behind_it_below_it(start: str, title: str, rest: str) -> None:
    parsed = document(f"# P\n\n**A**\n\n{LONG}\n\n{start}{rest}\n")
    assert outline(parsed) == [(0, "P"), (1, "A"), (2, title)]
    assert [block.text.text for block in list(sections(parsed))[-1].blocks] == [rest]


@pytest.mark.parametrize(
    "text",
    [
        f"**We never sell it.** {LONG}",
        f"**Acme** {LONG}",
        "**Name:** Acme Ltd",
        f"**Note:** {LONG}",
        "**E-mail:** privacy@acme.example, where somebody reads it every single day",
        f"{LONG} **Cookies.**",
        "**Acme Ltd.**  \n1 High Street, on the second floor, behind the shop  \nLondon",
    ],
)
def test_what_is_no_run_in_heading(text: str) -> None:
    assert outline(document(f"# P\n\n{text}\n")) == [(0, "P")]


def test_numbered_sentences_are_no_headings() -> None:
    text = f"# Policy\n\n1. {LONG}\n2. {LONG}\n"
    assert outline(document(text)) == [(0, "Policy")]


def test_levels_that_jump_and_come_back() -> None:
    parsed = document("# A\n\n### B\n\n## C\n\n#### D\n\n# E\n")
    assert outline(parsed) == [(0, "A"), (1, "B"), (1, "C"), (2, "D"), (0, "E")]


def test_text_before_the_first_heading_and_no_heading_at_all() -> None:
    assert document("Hello, this is us and we say so.\n\n# A\n").root.blocks[0].text.text.startswith("Hello")
    bare = document("We collect nothing at all about you.\n")
    assert (outline(bare), len(bare.root.blocks), bare.title) == ([], 1, None)


def test_an_empty_document() -> None:
    parsed = document("")
    assert (parsed.root.blocks, parsed.root.sections, parsed.kind) == ((), (), "other")


def test_bold_headings_stand_under_marked_up_ones() -> None:
    text = f"# P\n\n**A**\n\n{LONG}\n\n## B\n\n**C**\n\n{LONG}\n\n**D**\n\n{LONG}\n"
    assert outline(document(text)) == [(0, "P"), (1, "A"), (1, "B"), (2, "C"), (2, "D")]


def test_numbering_nests() -> None:
    text = "\n\n".join(
        ["Privacy Policy of Acme", LONG, "1. Data", LONG, "1.1 Yours", LONG, "1.2 Ours", LONG, "2. Law", LONG]
    )
    assert outline(document(text, "a.text")) == [
        (0, "Privacy Policy of Acme"),
        (1, "Data"),
        (2, "1.1 Yours"),
        (2, "1.2 Ours"),
        (1, "Law"),
    ]


def test_a_list_keeps_its_lead_in() -> None:
    parsed = document(
        "# P\n\nWe collect:\n\n- your name\n- your address:\n  - street\n\nThat is all of it, really.\n\n- stray\n"
    )
    blocks = {block.text.text: block for section in sections(parsed) for block in section.blocks}
    lead_ins = {text: block.lead_in.text.text if block.lead_in else None for text, block in blocks.items()}
    assert lead_ins == {
        "We collect:": None,
        "your name": "We collect:",
        "your address:": "We collect:",
        "street": "your address:",
        "That is all of it, really.": None,
        "stray": None,
    }


def test_a_table_row_knows_its_columns() -> None:
    parsed = document("# P\n\n| Data | Why |\n|---|---|\n| name | to ship |\n| e-mail | to answer |\n\nThat is all.\n")
    (section,) = sections(parsed)
    header, *rows = section.blocks[:3]
    assert header.lead_in is None
    assert [row.lead_in for row in rows] == [header, header]
    assert section.blocks[3].lead_in is None


def test_a_paragraph_inside_an_item_belongs_to_it() -> None:
    parsed = document("# P\n\nWe use data:\n\n* _To serve you_\n\n    It helps us answer.\n")
    (section,) = sections(parsed)
    inner = section.blocks[-1]
    assert inner.lead_in is not None
    assert (inner.text.text, inner.lead_in.text.text) == ("It helps us answer.", "To serve you")


def test_a_row_of_links_is_a_menu() -> None:
    menu = "[Home](https://a.example/) | [Help](https://a.example/help) | [Contact](https://a.example/contact)"
    assert [
        block.text.text for section in sections(document(f"# P\n\n{LONG}\n\n{menu}\n")) for block in section.blocks
    ] == [LONG]


def test_links_in_the_text_are_no_menu() -> None:
    text = "# P\n\nYou can opt out with each of these companies:\n\n" + "".join(
        f"- [Company {n}](https://{n}.example)\n" for n in range(5)
    )
    (section,) = sections(document(text))
    assert len(section.blocks) == 6


def test_a_table_of_contents_is_no_text() -> None:
    text = "# P\n\n" + "".join(f"- [Part {n}](#part-{n})\n" for n in range(4)) + f"\n## Part 1\n\n{LONG}\n"
    assert [block.text.text for section in sections(document(text)) for block in section.blocks] == [LONG]


@pytest.mark.parametrize("contents", ["- Data\n- Cookies\n- Your rights", "1. Data\n\n2. Cookies\n\n3. Your rights"])
def test_a_table_of_contents_without_links_is_no_text(contents: str) -> None:
    body = "".join(f"## {title}\n\n{LONG}\n\n" for title in ("1. Data", "2. Cookies", "3. Your Rights"))
    parsed = document(f"# P\n\nContents\n\n{contents}\n\n{body}")
    assert outline(parsed) == [(0, "P"), (1, "1. Data"), (1, "2. Cookies"), (1, "3. Your Rights")]
    assert [block.text.text for section in sections(parsed) for block in section.blocks] == [LONG] * 3


def test_a_table_of_contents_in_plain_text_is_no_text() -> None:
    text = f"PRIVACY POLICY\n\nData ........ 1\nCookies ..... 2\nRights ...... 3\n\nData\n\n{LONG}\n\nCookies\n\n{LONG}\n\nRights\n\n{LONG}\n"
    parsed = document(text, "a.text")
    assert outline(parsed) == [(0, "PRIVACY POLICY"), (1, "Data"), (1, "Cookies"), (1, "Rights")]
    assert [block.text.text for section in sections(parsed) for block in section.blocks] == [LONG] * 3


def test_paragraphs_numbered_by_hand_are_items_of_their_lead_in() -> None:
    (section,) = sections(
        document("# P\n\nWe collect:\n\n(a) your [name](x.html);\n\n(b) your address.\n\nBye to you all.\n")
    )
    assert [(block.kind.value, block.marker, block.text.text) for block in section.blocks] == [
        ("paragraph", "", "We collect:"),
        ("item", "(a)", "your name;"),
        ("item", "(b)", "your address."),
        ("paragraph", "", "Bye to you all."),
    ]
    item = section.blocks[1]
    assert item.lead_in is section.blocks[0]
    assert item.text.text[item.links[0].start : item.links[0].end] == "name"


def test_short_lines_below_a_lead_in_are_its_items() -> None:
    (section,) = sections(document("# P\n\nWe collect:\n\nyour name\n\nyour address\n\nWe keep all that for a year.\n"))
    assert [block.lead_in is not None for block in section.blocks] == [False, True, True, False]


def test_sentences_know_abbreviations_and_hold_all_words() -> None:
    (section,) = sections(document("# P\n\nWe are Acme Inc. of Paris, e.g. the shop. Write to us! We answer.\n"))
    texts = [sentence.text for sentence in section.blocks[0].sentences]
    assert texts == ["We are Acme Inc. of Paris, e.g. the shop.", "Write to us!", "We answer."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Privacy Notice\n\nHello.", "privacy-policy"),
        ("# Terms of Service\n\nYou must be nice.", "terms-of-service"),
        ("# Cookie Policy\n\nWe use cookies.", "cookie-policy"),
        ("# Community Guidelines\n\nBe nice.", "community-guidelines"),
        ("# Data Processing Agreement\n\nThe processor.", "data-processing-agreement"),
        ("# End User License Agreement\n\nYou may use it.", "license-agreement"),
        ("# Imprint\n\nAcme.", "imprint"),
        ("# Changelog\n\n- Fixed a bug in the parser.", "other"),
        ("We collect personal data, share it with third parties and use cookies. Your data is safe.", "privacy-policy"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert document(text).kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir verarbeiten Ihre personenbezogenen Daten nur, wenn Sie uns das erlaubt haben.", "de"),
        ("Nous ne recueillons vos données personnelles que si vous nous l'avez permis.", "fr"),
        ("Solo recopilamos sus datos personales si usted nos lo ha permitido antes.", "es"),
        ("We collect your personal data if you have allowed us to do that.", "en"),
        ("Your data.", "en"),
        ("", "und"),
        ("12345 67890", "und"),
        ("xyzzy plugh", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert document(text).language == language


TOKENS = st.lists(st.tuples(st.sampled_from(list(BlockKind)), st.integers(1, 7), st.integers(0, 4)), max_size=40)


@given(TOKENS)
def test_every_block_is_in_the_tree_once_and_in_order(shapes: list[tuple[BlockKind, int, int]]) -> None:
    made = []
    for at, (kind, heading_level, list_level) in enumerate(shapes):
        text = f"this is block number {at} of them, and it says we do"
        builder = PlacedTextBuilder()
        builder.add(text, Span(at * 100, at * 100 + len(text)))
        level = heading_level if kind is BlockKind.HEADING else list_level
        made.append(BlockToken(kind, builder.build(), level, "-" if kind is BlockKind.ITEM else ""))
    source = Source("a.md", "x" * (100 * len(made) + 1))
    parsed = parse(Reading(source, "markdown", tuple(made)))
    found = []
    for section, _ in parsed.walk():
        assert all(child.level > section.level for child in section.sections)
        if section.title is not None:
            found.append(section.title.text)
        found.extend(block.text.text for block in section.blocks)
    assert found == [token.text.text for token in made]


def test_ten_thousand_levels_do_not_exhaust_the_stack() -> None:
    made = []
    for depth in range(10_000):
        builder = PlacedTextBuilder()
        builder.add("Title", Span(depth, depth + 5))
        made.append(BlockToken(BlockKind.HEADING, builder.build(), depth + 1))
    parsed = parse(Reading(Source("a.md", "x" * 20_000), "markdown", tuple(made)))
    assert [depth for _, depth in parsed.walk()] == list(range(10_001))
    entry = document_entry(Inspection(parsed, ()))
    assert json.loads(msgspec.json.encode(entry))["sections"][0]["range"]["end"]["column"] == 10_005
