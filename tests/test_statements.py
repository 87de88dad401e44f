"""The statement language: what a statement matches, and what its errors say."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.detect import statement as syntax
from policylint.detect.hits import Hit, words_between
from policylint.detect.lexicon import NEGATION, key_of, leaves_of
from policylint.detect.matcher import Unit, compiled
from policylint.detect.statement import Pattern, Statement, StatementError, parse_statement

NAMED = {"ab": parse_statement("a b").pattern}


def matches(statement: str, text: str, named: Mapping[str, Pattern] = NAMED) -> list[str]:
    """What a statement matches in a text whose words are names of concepts or filler."""
    folded = f" {text} "
    parsed = parse_statement(statement, named)
    hits = {NEGATION: places(folded, "not")}
    for leaf in leaves_of(parsed):
        if isinstance(leaf, syntax.Concept | syntax.Phrase):
            hits[key_of(leaf)] = places(folded, key_of(leaf).strip('"'))
    unit = Unit(folded, 1, len(folded) - 1, hits, frozenset())
    return [folded[start:end] for start, end in compiled(parsed.pattern)(unit)]


def places(folded: str, word: str) -> list[Hit]:
    found, at = [], folded.find(f" {word} ")
    while at >= 0:
        found.append((at + 1, at + 1 + len(word)))
        at = folded.find(f" {word} ", at + 1)
    return found


@pytest.mark.parametrize(
    ("statement", "text", "found"),
    [
        ("a", "x a x a", ["a", "a"]),
        ("a b", "a b", ["a b"]),
        ("a b", "a x b", []),
        ("a .. b", "a x x x x x x b", ["a x x x x x x b"]),
        ("a .. b", "a x x x x x x x b", []),
        ("a ..2 b", "a x x b", ["a x x b"]),
        ("a ..2 b", "a x x x b", []),
        ("a ... b", "a " + "x " * 50 + "b", ["a " + "x " * 50 + "b"]),
        ("a .. b", "b a", []),
        ("a & b", "b x a", ["b x a"]),
        ("a & b", "a", []),
        ("a | b", "b", ["b"]),
        ("a .. b | c", "c", ["c"]),
        ("(a | b) .. c", "b x c", ["b x c"]),
        ("a [b] c", "a b c", ["a b c"]),
        ("a [b] c", "a c", ["a c"]),
        ("a [b] c", "a x c", []),
        ("[a] b", "b", ["b"]),
        ("[a] b", "a b", ["b"]),
        ("a .. [b]", "a x", ["a"]),
        ("not a", "not a x x x x x a", ["a"]),
        ("not a .. b", "a b", []),
        ('"x y" .. a', "x y a", ["x y a"]),
        ("a .. b", "a x a x b", ["a x b"]),
        ("a .. b .. c", "a b x x x x x x x c", []),
        ("a .. a", "a", []),
        ("a (b .. c)", "a b x c", ["a b x c"]),
        ("(a | b) (b | b c | c)", "a b c", ["a b", "b c"]),
        ('a ("x b" | b)', "a x b", ["a x b"]),
        ("<start> a", "a x a", [" a"]),
        ("<start> ..1 a", "x a x a", [" x a"]),
        ("a <end>", "a x a", ["a "]),
        ("a ..2 <end>", "a x a x x", ["a x x "]),
        ("<start> a <end>", "a", [" a "]),
        ("<start> a <end>", "a b", []),
        ("c .. ab", "c x a b", ["c x a b"]),
        ("ab .. ab", "a b a b", ["a b a b"]),
    ],
)
def test_matching(statement: str, text: str, found: list[str]) -> None:
    assert matches(statement, text) == found


def test_context_stands_before_the_pattern() -> None:
    parsed = parse_statement("heading: item: under (a | b): c except a & b")
    assert (parsed.heading, parsed.item) == (True, True)
    assert parsed.under == syntax.Either((syntax.Concept("a"), syntax.Concept("b")))
    assert parsed.pattern == syntax.Concept("c")
    assert parsed.exception == syntax.Both((syntax.Concept("a"), syntax.Concept("b")))


def test_a_statement_has_contexts_and_exclusions() -> None:
    parsed = parse_statement("directly-under a: after (a | b): before c: b without c except a except b")
    assert parsed.directly_under == syntax.Concept("a")
    assert parsed.after == syntax.Either((syntax.Concept("a"), syntax.Concept("b")))
    assert parsed.before == syntax.Concept("c")
    assert parsed.barred == syntax.Concept("c")
    assert parsed.exception == syntax.Either((syntax.Concept("a"), syntax.Concept("b")))


def test_entities_compare() -> None:
    assert parse_statement("<age>").pattern == syntax.Entity("age")
    assert parse_statement("<age <= 16>").pattern == syntax.Entity("age", "<=", 16)
    assert key_of(syntax.Entity("age", "<=", 16)) != key_of(syntax.Entity("age"))


def test_words_that_begin_like_keywords_are_concepts() -> None:
    assert parse_statement("not-sold .. headings").pattern == syntax.Sequence(
        (syntax.Concept("not-sold"), syntax.Concept("headings")), (syntax.DEFAULT_GAP,)
    )


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("we ..", 6, "ends too soon"),
        ("", 1, "ends too soon"),
        ("we .. (sell", 12, "ends too soon"),
        ("We sell", 1, "lower case"),
        ("we “sell”", 4, "straight double quotes"),
        ("we 'sell'", 4, "straight double quotes"),
        ("sell & | x", 8, "cannot read '|'"),
        ("we .. <price>", 8, "there is no entity <price>"),
        ("[a] .. [b]", 1, "nothing in this statement has to be there"),
        ("<start> ..2 <end>", 1, "nothing in this statement has to be there"),
    ],
)
def test_errors_say_where_and_what_to_do(text: str, column: int, says: str) -> None:
    with pytest.raises(StatementError) as caught:
        parse_statement(text)
    assert caught.value.column == column
    assert says in caught.value.message


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "c", '"x"', "<email>", "<age >= 13>", "(<start> .. a)", "(b <end>)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " .. ", " ..3 ", " ... "]), inner).map(
            lambda p: f"({p[0]}){p[1]}({p[2]})"
        ),
        st.tuples(inner, st.sampled_from([" & ", " | "]), inner).map(lambda p: f"({p[0]}{p[1]}{p[2]})"),
        inner.map(lambda p: f"(a [{p}] b)"),
        inner.map(lambda p: f"not ({p})"),
    ),
    max_leaves=8,
)


@given(PATTERNS)
def test_everything_the_grammar_makes_can_be_read(text: str) -> None:
    assert isinstance(parse_statement(text), Statement)


@given(st.text(max_size=30))
def test_anything_else_is_an_error_with_a_place(text: str) -> None:
    try:
        parse_statement(text)
    except StatementError as raised:
        error = raised
    else:
        return
    assert 1 <= error.column <= len(text) + 1
    assert error.message


WORDS = st.lists(st.sampled_from(["a", "b", "c", "x"]), max_size=14).map(" ".join)


def brute(pattern: syntax.Pattern, words: list[str]) -> set[tuple[int, int]]:
    """All spans of words [start, end) a pattern matches, found by trying everything."""
    match pattern:
        case syntax.Concept(id=name):
            return {(at, at + 1) for at, word in enumerate(words) if word == name}
        case syntax.Either(patterns=parts):
            return set().union(*(brute(part, words) for part in parts))
        case syntax.Sequence(steps=steps, gaps=gaps):
            reached = brute(steps[0], words)
            for step, gap in zip(steps[1:], gaps, strict=True):
                reached = {
                    (start, end)
                    for start, middle in reached
                    for begin, end in brute(step, words)
                    if 0 <= begin - middle <= gap
                }
            return reached
    raise AssertionError(pattern)


LEAVES = st.sampled_from(["a", "b", "c", "(a | b)", "(b | c)"])
SEQUENCES = st.tuples(LEAVES, st.lists(st.tuples(st.integers(0, 4), LEAVES), min_size=1, max_size=3)).map(
    lambda made: made[0] + "".join(f" ..{gap} {leaf}" for gap, leaf in made[1])
)


@given(SEQUENCES, WORDS)
def test_the_matcher_finds_every_end_that_trying_everything_finds(statement: str, text: str) -> None:
    words = text.split()
    wanted = brute(parse_statement(statement).pattern, words)
    shortest: dict[int, int] = {}
    for start, end in wanted:
        shortest[end] = max(start, shortest.get(end, 0))
    found = matches(statement, text)
    assert found == [" ".join(words[start:end]) for end, start in sorted(shortest.items())]


def test_a_mark_counts_as_a_word() -> None:
    assert words_between(" sell  trade ", 5, 7) == 1
    assert words_between(" sell trade ", 5, 6) == 0
