"""Sentences. In: a block's placed text. Out: its sentences, each with its place.

nupunkt does the splitting: it is trained on legal text and knows "Inc.", "No. 5" and "e.g.".
"""

from __future__ import annotations

from collections.abc import Iterator

from nupunkt import sent_spans

from policylint.places import PlacedText
from policylint.readers.tokens import BlockKind

_ONE_PIECE = (BlockKind.ROW, BlockKind.CODE)
# No sentence of a policy is longer. What is gets cut between words, so that whatever is done with all pairs of words in
# a sentence stays linear in the length of a text without full stops.
_LONGEST = 4_000


def split(kind: BlockKind, text: PlacedText) -> tuple[PlacedText, ...]:
    """The sentences of a block; a table row and a piece of code are one each."""
    length = len(text.text)
    spans = [(0, length)] if kind in _ONE_PIECE else sent_spans(text.text)
    if len(spans) <= 1 and length <= _LONGEST:
        return (text,)
    parts = (text.cut(*piece) for span in spans for piece in _bounded(text.text, *span))
    return tuple(part for part in parts if part.text)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The characters [start, end) in pieces that are not too long."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
