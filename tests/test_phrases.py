"""Phrases: what a phrase in YAML stands for, and how text is folded to find it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.detect.normal import SEPARATOR, fold, fold_phrase
from policylint.detect.phrases import PhraseError, expand, inflect


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("third party", {"third party"}),
        ("Third-Party", {"third party"}),
        ("{third|outside} party", {"third party", "outside party"}),
        ("our {web |}site", {"our web site", "our site"}),
        ("{a|{b|c} d}", {"a", "b d", "c d"}),
        ("don't", {"don t"}),
        ("~rent", {"rent", "rents", "renting", "rented"}),
        ("~{share|use}", {"share", "shares", "sharing", "shared", "use", "uses", "using", "used"}),
    ],
)
def test_expansion(phrase: str, forms: set[str]) -> None:
    assert expand(phrase, {}) == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("collect", {"collect", "collects", "collecting", "collected"}),
        ("apply", {"apply", "applies", "applying", "applied"}),
        ("stay", {"stay", "stays", "staying", "stayed"}),
        ("stop", {"stop", "stops", "stopping", "stopped"}),
        ("process", {"process", "processes", "processing", "processed"}),
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("die", {"die", "dies", "dying", "died"}),
        ("view", {"view", "views", "viewing", "viewed"}),
        ("party", {"party", "parties", "partying", "partied"}),
    ],
)
def test_regular_forms(word: str, forms: set[str]) -> None:
    assert inflect(word, {}) == forms


def test_irregular_forms_come_from_the_rulebook() -> None:
    assert expand("~sell", {"sell": ("sells", "selling", "sold")}) == {"sell", "sells", "selling", "sold"}


@pytest.mark.parametrize(
    ("phrase", "says"),
    [("{a|b", "unbalanced"), ("a}", "unbalanced"), ("-", "no words"), ("{a|}", "no words")],
)
def test_bad_phrases_say_what_is_wrong(phrase: str, says: str) -> None:
    with pytest.raises(PhraseError, match=says):
        expand(phrase, {})


def test_a_phrase_with_too_many_forms_is_refused() -> None:
    with pytest.raises(PhraseError, match="in a statement"):
        expand(" ".join(["{a|b|c|d|e}"] * 4), {})


def test_folding_keeps_case_marks_and_look_alikes_out() -> None:
    assert fold("Opt-Out: “NOW”!") == "opt out   now  "
    assert fold("Rеpublic оf Mоldоvа") == "republic of moldova"
    assert fold("naïve Straße") == "naive straße"


def test_text_in_another_script_is_left_as_it_is() -> None:
    assert fold("Личные данные") == "личные данные"


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(), st.text())
def test_no_phrase_reaches_over_a_separator(left: str, right: str) -> None:
    folded = fold(f"{left.replace(SEPARATOR, '')}{SEPARATOR}{right.replace(SEPARATOR, '')}")
    assert folded.count("\n") == 1
    assert "\n" not in fold_phrase(left.replace(SEPARATOR, " "))
