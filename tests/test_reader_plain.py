"""Plain text, and the encodings of all text."""

import pytest

from policylint.readers import read
from tests.helpers import document, outline, tokens


def shown(text: str) -> list[tuple[str, int, str, str]]:
    return [(token.kind.value, token.level, token.marker, token.text.text) for token in tokens(text, "a.text")]


def test_outlines() -> None:
    text = """1. Information we collect
   1.1 We collect your name, your email
       address and your phone number when
       you sign up for an account.
   1.2 We also collect:
       (a) cookies and similar identifiers
           that are stored on your device;
       (b) log data.

Article 5 Retention
We keep your data for as long as you have an account,
and no longer than that.

§ 3 Security
We protect data with encryption and other
measures that are adequate to the risk, and
we test them.
"""
    assert shown(text) == [
        ("item", 1, "1.", "Information we collect"),
        (
            "paragraph",
            0,
            "",
            "1.1 We collect your name, your email address and your phone number when you sign up for an account.",
        ),
        ("paragraph", 0, "", "1.2 We also collect:"),
        ("item", 1, "(a)", "cookies and similar identifiers that are stored on your device;"),
        ("item", 1, "(b)", "log data."),
        ("paragraph", 0, "", "Article 5 Retention"),
        ("paragraph", 0, "", "We keep your data for as long as you have an account, and no longer than that."),
        ("paragraph", 0, "", "§ 3 Security"),
        (
            "paragraph",
            0,
            "",
            "We protect data with encryption and other measures that are adequate to the risk, and we test them.",
        ),
    ]


def test_bullets_nest_by_indentation_and_paragraphs_go_on() -> None:
    text = "- one that is\n  two lines\n    * deeper\n- two\n\n  more of two\n\nNo item.\n"
    assert shown(text) == [
        ("item", 1, "-", "one that is\ntwo lines"),
        ("item", 2, "*", "deeper"),
        ("item", 1, "-", "two"),
        ("paragraph", 1, "", "more of two"),
        ("paragraph", 0, "", "No item."),
    ]


def test_titles_with_lines_under_and_over_them_and_lines_that_separate() -> None:
    text = "=======\nPrivacy\n=======\n\nData\n----\nText is here.\n--------------------------------\nMore text.\n"
    assert shown(text) == [
        ("heading", 1, "", "Privacy"),
        ("heading", 2, "", "Data"),
        ("paragraph", 0, "", "Text is here."),
        ("paragraph", 0, "", "More text."),
    ]


def test_a_number_at_a_line_start_is_no_item_in_a_paragraph() -> None:
    text = "We last changed this policy, which is here to tell you all that matters, on May\n12. That was when we moved to the new office in the old harbour, as you may know.\n"
    assert len(shown(text)) == 1


def test_an_address_keeps_its_lines() -> None:
    assert shown("Acme Inc.\n12 Main Street\nSpringfield\n") == [
        ("paragraph", 0, "", "Acme Inc.\n12 Main Street\nSpringfield")
    ]


def test_numbered_titles_with_indented_text_are_headings() -> None:
    text = "Privacy Policy\n==============\n\n1. Information collected\n\n   We collect your name and your email address when you sign up.\n\n2. Who gets it\n\n   Nobody gets it but ourselves, and we do not sell it to anyone.\n"
    assert outline(document(text, "a.text")) == [
        (0, "Privacy Policy"),
        (1, "Information collected"),
        (1, "Who gets it"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert read("a.txt", "Privacy policy – naïve\n".encode(encoding)).tokens[0].text.text == "Privacy policy – naïve"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Größe, café – “quoted” and ‘so’ on…"),
        (
            "cp1250",
            "Správcem osobních údajů je společnost Příklad. Osobní údaje zpracováváme za účelem plnění smlouvy.",
        ),
        ("cp1251", "Мы собираем ваши персональные данные, чтобы оказывать услуги. Вы имеете право на доступ."),
        ("koi8-r", "Мы собираем ваши персональные данные, чтобы оказывать услуги. Вы имеете право на доступ."),
        ("shift_jis", "当社は、お客様の個人情報を適切に取り扱います。お問い合わせはこちらまで。"),
        ("gb18030", "我们收集您的个人信息，以便为您提供服务。您有权访问、更正和删除您的个人信息。"),
        ("cp1253", "Συλλέγουμε τα προσωπικά σας δεδομένα για να παρέχουμε τις υπηρεσίες μας."),
    ],
)
def test_legacy_encodings_nobody_declared(encoding: str, text: str) -> None:
    assert read("a.txt", text.encode(encoding)).source.text == text
