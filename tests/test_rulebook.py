"""The rulebook: mistakes in its YAML are told with file, line and column, and cost nothing else."""

from pathlib import Path
from textwrap import dedent

import pytest

from policylint.checks import CHECKS
from policylint.engine import Linter
from policylint.errors import UsageError
from policylint.rulebook import Loaded, Rulebook, load
from policylint.rulebook.cache import get, key_of
from policylint.rulebook.select import one_rule, selected

CHECK_NAMES = frozenset(CHECKS)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("POLICYLINT_CACHE_DIR", str(folder))
    return folder


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(checks=CHECK_NAMES).rulebook


def load_with(tmp_path: Path, part: str, text: str) -> Loaded:
    folder = tmp_path / "own" / part
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(dedent(text), encoding="utf-8")
    return load([tmp_path / "own"], CHECK_NAMES)


def test_the_shipped_rulebook_has_no_mistakes() -> None:
    assert load(checks=CHECK_NAMES).problems == ()


DISCLOSURE = """\
    disclosures:
      - id: own.thing
        says: says it
        statements:
          - {statement}
        examples:
          says: [We say it.]
          looks-like: [We do not.]
"""

RULE = """\
    pack:
      id: own
      prefix: OWN
      title: Own
      description: Own rules.
      kinds: [privacy-policy]
    rules:
      - code: OWN001
        name: own-rule
        severity: error
        requires: {requires}
        message: Say it.
        what-it-does: It does.
        why-is-this-bad: It is.
        remedy: Say it.
        passes: "# P"
        fails: "# P"
"""


@pytest.mark.parametrize(
    ("part", "text", "line", "column", "says"),
    [
        ("concepts", "concepts:\n  a: [b\n", 3, 1, "not YAML"),
        ("concepts", "- a\n", 1, 1, "expected keys with values"),
        ("concepts", "concepts:\n  a:\n    phrase: [b]\n", 3, 5, "unknown key 'phrase'; did you mean 'phrases'?"),
        ("concepts", "concepts:\n  a:\n    phrases: b\n", 3, 14, "expected `array`"),
        ("concepts", "concepts:\n  a:\n    phrases: [b]\n    includes: [thrid-party]\n", 4, 16, "did you mean 'third-party'?"),
        ("concepts", "concepts:\n  a: {}\n", 2, 3, "neither phrases nor includes"),
        ("concepts", 'concepts:\n  a:\n    phrases: [b, "c{d"]\n', 3, 19, "unbalanced braces"),
        ("concepts", "patterns:\n  a-b: we .. shar\n", 2, 14, "unknown concept 'shar'; did you mean 'share'?"),
        ("concepts", "patterns:\n  a-b: 'item: we'\n", 2, 9, "has a context or an exclusion"),
        ("concepts", "patterns:\n  a-b: we | b-c\n  b-c: a-b .. we\n", 2, 8, "made of itself or too deep: a-b -> b-c -> a-b"),
        ("concepts", "patterns:\n  we: you\n", 2, 7, "'we' is defined twice, first in "),
        ("concepts", "concepts:\n  we:\n    phrases: [wir]\n", 2, 3, "'we' is defined twice, first in "),
        ("disclosures", DISCLOSURE.format(statement="we .. sel"), 5, 15, "unknown concept 'sel'"),
        ("disclosures", DISCLOSURE.format(statement="we .. Sell"), 5, 15, "concept ids are in lower case"),
        ("disclosures", DISCLOSURE.format(statement="'we .. <price>'"), 5, 17, "there is no entity <price>"),
        ("disclosures", DISCLOSURE.format(statement='we & "{a"'), 5, 9, "unbalanced braces"),
        ("packs", RULE.format(requires="sharing.sail"), 11, 15, "did you mean 'sharing.sale'?"),
        ("packs", RULE.format(requires="{any: [sharing.sale, nope]}"), 11, 36, "unknown disclosure 'nope'"),
        ("packs", RULE.format(requires="{says: sharing.sale, value: many}"), 11, 43, "'= 13' or '<= 30'"),
        ("packs", RULE.format(requires="{}"), 11, 5, "exactly one of any, all, not, says"),
        ("packs", RULE.format(requires="sharing.sale").replace("OWN001", "ANY001"), 8, 11, "the pack's prefix OWN"),
        ("packs", RULE.format(requires="sharing.sale").replace("error", "fatal"), 10, 15, "invalid enum value 'fatal'"),
        ("packs", RULE.format(requires="sharing.sale").replace("[privacy-policy]", "[privacy]"), 6, 11, "unknown kind"),
        ("packs", RULE.replace("requires: {requires}", "check: spelling"), 11, 12, "unknown check 'spelling'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_costs_nothing_else(
    tmp_path: Path, part: str, text: str, line: int, column: int, says: str, book: Rulebook
) -> None:
    loaded = load_with(tmp_path, part, text)
    (problem,) = loaded.problems
    place, _, message = problem.partition(": ")
    assert (place.rpartition("own.yaml:")[2], says in message) == (f"{line}:{column}", True), problem
    assert {rule.code for rule in loaded.rulebook.rules()} == {rule.code for rule in book.rules()}


def test_a_pattern_is_used_by_its_name_whatever_the_order(tmp_path: Path) -> None:
    load_with(tmp_path, "concepts", "patterns:\n  b-c: a-b .. 'sea'\n  a-b: we | you\n".replace("'", '"'))
    loaded = load_with(tmp_path, "disclosures", DISCLOSURE.format(statement="b-c"))
    assert loaded.problems == ()
    policy = b"# Privacy policy\n\nWe look at the sea.\n\nThe sea looks at you.\n"
    found = Linter(loaded.rulebook).inspect("privacy.md", policy).disclosures
    assert [each.text for each in found if each.id == "own.thing"] == ["We look at the sea."]


def test_the_caret_stands_under_the_spot_in_a_statement(tmp_path: Path) -> None:
    (problem,) = load_with(tmp_path, "disclosures", DISCLOSURE.format(statement="we .. Sell")).problems
    _, statement, caret = problem.splitlines()
    assert statement[caret.index("^")] == "S"


def test_a_finding_stands_under_the_heading_where_a_reader_would_look(tmp_path: Path) -> None:
    text = RULE.format(requires="sharing.sale").replace(
        "message",
        """look-under: '"quite peculiar words"'
        message""",
    )
    book = load_with(tmp_path, "packs", text).rulebook
    policy = b"# Privacy policy\n\nWe are here.\n\n## Quite peculiar words\n\nWe say nothing.\n"
    (found,) = Linter(book, {"OWN001"}).check("privacy.md", policy).diagnostics
    assert (found.range.start.line, found.range.start.column) == (5, 4)
    (found,) = Linter(book, {"OWN001"}).check("privacy.md", policy.replace(b"Quite", b"Rather")).diagnostics
    assert found.range.start.line == 1


def test_own_rules_come_beside_the_shipped_ones(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, "packs", RULE.format(requires="sharing.sale"))
    assert loaded.problems == ()
    assert one_rule(loaded.rulebook, "own-rule").code == "OWN001"


def test_a_rulebook_is_cached_by_content_and_read_back_the_same(own_cache: Path, book: Rulebook) -> None:
    first = load(checks=CHECK_NAMES).rulebook
    (kept,) = own_cache.glob("*.rulebook")
    assert get(kept.stem) == first == book == load(checks=CHECK_NAMES).rulebook


def test_a_broken_cache_is_no_cache(own_cache: Path, book: Rulebook) -> None:
    load(checks=CHECK_NAMES)
    (kept,) = own_cache.glob("*.rulebook")
    kept.write_bytes(b"\x00rubbish")
    assert load(checks=CHECK_NAMES).rulebook == book


def test_a_rulebook_with_mistakes_is_not_cached(own_cache: Path, tmp_path: Path) -> None:
    assert load_with(tmp_path, "concepts", "concepts:\n  a: {}\n").problems
    assert load_with(tmp_path, "concepts", "concepts:\n  a: {}\n").problems
    assert not list(own_cache.glob("*.rulebook"))


def test_the_key_of_the_cache_depends_on_names_and_bytes() -> None:
    keys = {
        key_of([(Path("concepts/a.yaml"), b"x")]),
        key_of([(Path("concepts/a.yaml"), b"y")]),
        key_of([(Path("packs/a.yaml"), b"x")]),
        key_of([(Path("concepts/a.yaml"), b""), (Path("concepts/b.yaml"), b"x")]),
    }
    assert len(keys) == 4


def test_selection(book: Rulebook) -> None:
    every = {rule.code for rule in book.rules()}
    default = {rule.code for pack in book.packs if pack.default for rule in pack.rules}
    core = {code for code in every if code.startswith("CORE")}
    assert selected(book, [], []) == default
    assert selected(book, ["ALL"], []) == every
    assert selected(book, ["core"], []) == core
    assert selected(book, ["missing-opt-out"], []) == {"CORE003"}
    assert selected(book, ["CORE"], ["CORE00"]) == {code for code in core if not code.startswith("CORE00")}
    assert selected(book, ["CORE001"], ["CORE"]) == {"CORE001"}
    assert selected(book, [], ["missing-opt-out"]) == default - {"CORE003"}


@pytest.mark.parametrize(
    ("name", "meant"), [("missing-optout", "missing-opt-out"), ("CORE01", None), ("COER001", "CORE001")]
)
def test_unknown_rules_get_a_suggestion(book: Rulebook, name: str, meant: str | None) -> None:
    if meant is None:
        assert selected(book, [name], [])
        return
    for ask in (lambda: selected(book, [name], []), lambda: one_rule(book, name)):
        with pytest.raises(UsageError, match=f"did you mean '{meant}'"):
            ask()
