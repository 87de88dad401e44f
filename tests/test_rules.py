"""Every example in the rulebook is a test; so are the promises a rulebook makes about itself."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest

from policylint.checks import CHECKS
from policylint.examples import Example, disclosure_shapes, examples
from policylint.rulebook import Rulebook, load, shipped_folder

ROOT = Path(__file__).resolve().parents[1]

VOCABULARY = {
    "controller.identity",
    "contact.email",
    "contact.postal",
    "contact.phone",
    "contact.form",
    "contact.dpo",
    "collection.categories",
    "collection.automatic",
    "collection.cookies",
    "collection.sources",
    "collection.mandatory",
    "use.purposes",
    "use.legal-basis",
    "use.legitimate-interests",
    "use.automated-decisions",
    "sharing.recipients",
    "sharing.legal-process",
    "sharing.business-transfer",
    "sharing.sale",
    "sharing.international-transfer",
    "retention.period",
    "security.measures",
    "rights.access",
    "rights.rectification",
    "rights.erasure",
    "rights.restriction",
    "rights.objection",
    "rights.portability",
    "rights.withdraw-consent",
    "rights.complaint",
    "rights.opt-out-sale",
    "rights.limit-sensitive",
    "rights.know-shared",
    "rights.non-discrimination",
    "rights.exercise",
    "choice.opt-out",
    "choice.opt-in",
    "choice.decline",
    "choice.cookie-control",
    "choice.do-not-track",
    "children.statement",
    "children.age",
    "audience.california",
    "audience.europe",
    "change.notification",
    "change.effective-date",
}


@cache
def book() -> Rulebook:
    loaded = load(checks=frozenset(CHECKS))
    assert loaded.problems == ()
    return loaded.rulebook


def every_example() -> list[Example]:
    return list(examples(book(), [shipped_folder()]))


@pytest.mark.parametrize("example", every_example(), ids=lambda example: f"{example.subject}: {example.text[:50]!r}")
def test_example(example: Example) -> None:
    assert example.failure() is None


def test_every_id_of_the_vocabulary_exists_with_sentences_that_say_it_and_such_that_do_not() -> None:
    shapes = {shape.id: shape for shape in disclosure_shapes(shipped_folder())}
    assert set(shapes) >= VOCABULARY
    for shape in shapes.values():
        assert len(shape.examples.says) >= 3, shape.id
        assert len(shape.examples.looks_like) >= 2, shape.id


def test_the_core_pack_is_on_by_default_and_has_its_fixed_names() -> None:
    core = next(pack for pack in book().packs if pack.id == "core")
    assert core.default
    assert core.kinds == ("privacy-policy",)
    assert len(core.rules) >= 20
    names = {rule.name for rule in core.rules}
    assert {"missing-contact-address", "missing-child-age-statement", "missing-opt-out"} <= names


def test_every_citation_has_an_official_address_and_the_day_it_was_checked() -> None:
    official = (
        "https://eur-lex.europa.eu/",
        "https://www.ecfr.gov/",
        "https://uscode.house.gov/",
        "https://leginfo.legislature.ca.gov/",
        "https://www.legislation.gov.uk/",
        "https://www.ftc.gov/",
        "https://cppa.ca.gov/",
        "https://govt.westlaw.com/calregs/",
        "https://www.law.cornell.edu/regulations/california/",
    )
    for rule in book().rules():
        for citation in rule.citations:
            assert citation.url.startswith(official), (rule.code, citation.url)
            assert citation.checked_on.year >= 2026, rule.code


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    there = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert there == generate.pages(), "run `make docs`"
