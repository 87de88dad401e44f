"""Detection: stance, context, lead-ins, nearest misses, on a small rulebook of the test's own."""

import pytest

from policylint.detect import Concept, Denial, Detection, Detector, DisclosureType
from policylint.detect.lexicon import REQUIRED_CONCEPTS, build_lexicon
from policylint.detect.statement import parse_statement
from tests.helpers import document

CONCEPTS = {
    **{name: Concept(name, ("zzz",)) for name in REQUIRED_CONCEPTS},
    "negation": Concept("negation", ("not", "never", "no", "neither", "nor", "without")),
    "negation-of-object": Concept("negation-of-object", ("no",)),
    "no-negation": Concept("no-negation", ("not only", "no longer than")),
    "negation-behind": Concept("negation-behind", ("is not possible",)),
    "exception": Concept("exception", ("unless", "without your consent")),
    "clause-end": Concept("clause-end", ("but",)),
    "negation-filler": Concept("negation-filler", ("or", "otherwise", "knowingly")),
    "we": Concept("we", ("we",)),
    "sell": Concept("sell", ("~sell", "~rent"), action=True),
    "share": Concept("share", ("~share", "~transfer"), ("sell",), action=True),
    "data": Concept("data", ("data", "e-mail")),
    "opt-out": Concept("opt-out", ("~unsubscribe",), action=True),
    "contact": Concept("contact", ("~contact",)),
}
IRREGULAR = {"sell": ("sells", "selling", "sold"), "transfer": ("transfers", "transferred")}


def detect(text: str, *statements: str, denial: Denial = Denial.COUNTS, nearly: tuple[str, ...] = ()) -> Detection:
    kind = DisclosureType(
        "it", "says it", tuple(map(parse_statement, statements)), tuple(map(parse_statement, nearly)), denial
    )
    parsed = (*kind.statements, *kind.nearly)

    def fail(where: str, phrase: str, message: str) -> None:
        raise AssertionError((where, phrase, message))

    lexicon = build_lexicon(CONCEPTS, parsed, IRREGULAR, fail)
    return Detector(lexicon, [kind]).detect(document(text))


def stances(text: str, *statements: str, denial: Denial = Denial.COUNTS) -> list[str]:
    return [found.stance.value for found in detect(text, *statements, denial=denial).disclosures]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We sell your data.", "affirmed"),
        ("We do not sell your data.", "denied"),
        ("We never sell, rent or otherwise transfer data.", "denied"),
        ("Neither we nor our partners sell data.", "denied"),
        ("We do not knowingly sell data.", "denied"),
        ("We sell no data.", "denied"),
        ("To sell data is not possible.", "denied"),
        ("To sell data to somebody who is elsewhere is not possible.", "affirmed"),
        ("We not only sell data.", "affirmed"),
        ("We keep it no longer than we sell data.", "affirmed"),
        ("We do not sell data without your consent.", "affirmed"),
        ("We do not sell data unless you agree.", "affirmed"),
        ("We do not sell data and do not tell anybody unless you agree.", "denied"),
        ("We do not ask you, but we sell data.", "affirmed"),
        ("That we were asked for something is not why, as anybody can see, we sell data.", "affirmed"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert stances(text, "sell .. data") == [stance]


def test_what_a_denial_means_is_the_disclosure_s_choice() -> None:
    text = "You can not unsubscribe."
    assert stances(text, "opt-out", denial=Denial.COUNTS) == ["denied"]
    assert stances(text, "opt-out", denial=Denial.REFUTES) == []
    assert stances(text, "opt-out", denial=Denial.NEUTRAL) == ["affirmed"]


def test_a_firm_denial_stays_one() -> None:
    text = "We do not sell data unless you agree."
    assert stances(text, "sell .. data", denial=Denial.COUNTS) == ["affirmed"]
    assert stances(text, "sell .. data", denial=Denial.FIRM) == ["denied"]


def test_a_concept_has_the_phrases_of_those_it_includes() -> None:
    assert stances("We rent data.", "share .. data") == ["affirmed"]


def test_not_matches_only_what_is_negated() -> None:
    assert stances("We do not sell data.", "not sell") == ["denied"]
    assert stances("We sell data.", "not sell") == []


def test_a_statement_stays_in_its_sentence() -> None:
    assert stances("We sell. Your data.", "sell ... data") == []


def test_an_exclusion_means_nothing_was_said() -> None:
    assert stances("We sell data to contact you.", "sell .. data except contact") == []


def test_an_item_is_matched_with_its_lead_in_and_is_the_evidence() -> None:
    found = detect("# P\n\nWe may sell:\n\n- your data\n- your shoes\n", "sell .. data").disclosures
    assert [each.text for each in found] == ["your data"]


def test_what_the_lead_in_says_alone_is_not_said_by_its_items() -> None:
    found = detect("# P\n\nWe sell data, these:\n\n- shoes\n- hats\n", "sell .. data").disclosures
    assert [each.text for each in found] == ["We sell data, these:"]


def test_a_row_is_matched_with_the_names_of_its_columns_and_is_the_evidence() -> None:
    text = "# P\n\n| What we sell | Why |\n|---|---|\n| data | money |\n| shoes | money |\n"
    assert [each.text for each in detect(text, "sell .. data").disclosures] == ["data\nmoney"]


def test_an_exception_in_the_lead_in_holds_for_its_items() -> None:
    text = "# P\n\nWe do not sell data unless:\n\n- you agree to share it\n"
    found = detect(text, "sell .. data ..9 share").disclosures
    assert [each.stance.value for each in found] == ["affirmed"]


def test_heading_item_and_under_are_contexts() -> None:
    text = "# Contact data\n\nThe data.\n\n- data\n\n# Else\n\nOther data.\n"

    def texts(statement: str) -> list[str]:
        return [found.text for found in detect(text, statement).disclosures]

    assert texts("data") == ["The data.", "data", "Other data."]
    assert texts("heading: data") == ["Contact data"]
    assert texts("item: data") == ["data"]
    assert texts("under contact: data") == ["The data.", "data"]


def test_sections_below_are_under_the_heading_too() -> None:
    text = "# Contact\n\n## Else\n\nThe data is here.\n"
    assert stances(text, "under contact: data") == ["affirmed"]


def test_directly_under_looks_at_the_nearest_heading_only() -> None:
    text = "# Contact\n\nSell data.\n\n## Other things\n\nSell more data.\n"
    found = detect(text, "directly-under contact: sell .. data").disclosures
    assert [each.text for each in found] == ["Sell data."]


def test_a_thought_may_span_two_sentences_of_a_section() -> None:
    text = "# Sale\n\nWe sell things. Unsubscribe. Data is another matter.\n\n# Data\n\nUnsubscribe.\n\nWe sell.\n"

    def found(statement: str) -> list[str]:
        return [each.text for each in detect(text, statement).disclosures]

    assert found("after sell: opt-out") == ["Unsubscribe."]
    assert found("after opt-out: data") == ["Data is another matter."]
    assert found("before sell: opt-out") == ["Unsubscribe."]
    assert found("before data: sell") == []


def test_without_looks_at_the_match_and_except_at_the_sentence() -> None:
    text = "We sell your data.\n\nWe sell contact data.\n\nContact us: we sell data.\n"
    assert len(detect(text, "sell .. data").disclosures) == 3
    assert [each.text for each in detect(text, "sell .. data except contact").disclosures] == ["We sell your data."]
    assert [each.text for each in detect(text, "sell .. data without contact").disclosures] == [
        "We sell your data.",
        "Contact us: we sell data.",
    ]


def test_a_long_document_is_read_to_its_end() -> None:
    text = "We sell data.\n\n" + "We wait.\n\n" * 600 + "# Sale\n\nWe rent data.\n"
    assert [each.text for each in detect(text, "sell .. data").disclosures] == ["We sell data.", "We rent data."]


def test_one_disclosure_a_sentence_however_many_statements_match() -> None:
    assert stances("We do not sell data, but we share data.", "sell .. data", "share .. data") == ["affirmed"]


def test_the_place_is_the_sentence_in_the_file() -> None:
    detection = detect("# P\n\nHello there. We **sell**\n   data. Bye.\n", "sell .. data")
    (found,) = detection.disclosures
    assert found.text == "We sell data."
    assert "# P\n\nHello there. We **sell**\n   data. Bye.\n"[found.span.start : found.span.end] == (
        "We **sell**\n   data."
    )


def test_values_are_those_of_the_entities_that_were_asked_for() -> None:
    text = "Under 13 or under 16, we keep data for 30 days."
    assert [found.values for found in detect(text, "data & <age>").disclosures] == [(13, 16)]
    assert [found.values for found in detect(text, "data & <period < 31>").disclosures] == [(30,)]
    assert detect(text, "data & <age > 16>").disclosures == ()


def test_the_nearest_miss_comes_from_nearly() -> None:
    detection = detect("# P\n\nHello.\n\nPlease contact us.\n\nContact us again.\n", "sell", nearly=("contact",))
    assert detection.disclosures == ()
    near = detection.nearest("it")
    assert near is not None
    assert near.text == "Please contact us."


def test_the_best_nearly_statement_comes_first() -> None:
    detection = detect("# P\n\nOur data.\n\nContact us.\n", "sell", nearly=("contact", "data"))
    near = detection.nearest("it")
    assert near is not None
    assert near.text == "Contact us."


def test_a_link_is_in_the_sentence_that_it_stands_in() -> None:
    text = "# P\n\nHello. See [our page. It](https://a.example/contact) is long. Bye [now](https://a.example/x).\n"
    found = detect(text, "<form>").disclosures
    assert [each.text for each in found] == ["See our page.", "It is long."]


def test_a_text_without_full_stops_is_cut_between_words_and_read_to_its_end() -> None:
    text = "# P\n\n" + "we were there and " * 1000 + "we sell data\n"
    (found,) = detect(text, "sell .. data").disclosures
    assert found.text.endswith("we sell data")
    assert len(found.text) < 5_000


def test_an_empty_document_says_nothing() -> None:
    assert detect("", "data").disclosures == ()
    assert detect("", "data").nearest("it") is None
