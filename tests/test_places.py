"""Places: lines and columns, and text that knows where it comes from."""

from hypothesis import given
from hypothesis import strategies as st

from policylint.places import PlacedText, PlacedTextBuilder, Position, Range, Source, Span

TEXTS = st.text(alphabet="ab \t\n\r\u00a0é漢", max_size=40)


def placed(text: str) -> PlacedText:
    builder = PlacedTextBuilder()
    builder.add(text, Span(0, len(text)))
    return builder.build()


def test_lines_end_at_lf_crlf_and_cr() -> None:
    source = Source("a.txt", "one\r\ntwo\rthree\nfour")
    assert [source.line(number) for number in (1, 2, 3, 4, 5)] == ["one", "two", "three", "four", ""]
    assert source.position(5) == Position(2, 1)
    assert source.range(Span(0, 3)) == Range(Position(1, 1), Position(1, 4))


def test_the_end_of_the_text_is_a_position() -> None:
    assert Source("a.txt", "").position(0) == Position(1, 1)
    assert Source("a.txt", "ab\n").position(3) == Position(2, 1)


def test_columns_count_code_points() -> None:
    assert Source("a.txt", "漢字\tx").position(3) == Position(1, 4)


def test_white_space_is_folded_and_stands_for_all_of_it() -> None:
    text = placed("a \t b")
    assert text.text == "a b"
    assert text.span(1, 2) == Span(1, 4)
    assert text.span(2, 3) == Span(4, 5)


def test_a_line_feed_in_white_space_stays() -> None:
    assert placed("a  \n  b").text == "a\nb"


def test_a_run_that_differs_from_the_source_stands_for_its_whole_span() -> None:
    builder = PlacedTextBuilder()
    builder.add("a", Span(0, 1))
    builder.add("&", Span(1, 6))
    builder.add("b", Span(6, 7))
    text = builder.build()
    assert text.text == "a&b"
    assert text.span(1, 2) == Span(1, 6)
    assert text.span(1, 3) == Span(1, 7)
    assert text.cut(1, 2) == PlacedText("&", (text.cut(1, 2).pieces[0],))


def test_an_empty_text_is_nowhere_in_particular() -> None:
    assert placed(" \n ").text == ""
    assert placed("").span() == Span(0, 0)


@given(TEXTS)
def test_the_characters_at_a_span_are_the_text_up_to_white_space(text: str) -> None:
    found = placed(text)
    assert found.text.split() == text.split()
    for index, char in enumerate(found.text):
        span = found.span(index, index + 1)
        assert text[span.start : span.end].strip() == char.strip()


@given(TEXTS, st.data())
def test_a_cut_has_the_places_of_what_it_was_cut_from(text: str, data: st.DataObject) -> None:
    whole = placed(text)
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = whole.cut(start, end)
    assert part.text == whole.text[start:end].strip()
    if part.text:
        at = whole.text.index(part.text, start)
        assert part.span() == whole.span(at, at + len(part.text))


@given(st.lists(TEXTS, max_size=6))
def test_runs_added_one_by_one_give_the_same_as_all_at_once(texts: list[str]) -> None:
    builder, at = PlacedTextBuilder(), 0
    for text in texts:
        builder.add(text, Span(at, at + len(text)))
        at += len(text)
    together = placed("".join(texts))
    built = builder.build()
    assert built.text == together.text
    assert [built.span(i, i + 1) for i in range(len(built.text))] == [
        together.span(i, i + 1) for i in range(len(together.text))
    ]


@given(st.text(alphabet="a\r\n", max_size=20))
def test_every_offset_has_one_position_and_positions_grow(text: str) -> None:
    source = Source("a.txt", text)
    positions = [source.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(set(positions))
