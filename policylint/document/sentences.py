"""Sentences. In: a block's placed text. Out: its sentences, each with its place.

nupunkt does the splitting: it is trained on legal text and knows "Inc.", "No. 5" and "e.g.".
"""

from __future__ import annotations

from nupunkt import sent_spans

from policylint.places import PlacedText
from policylint.readers.tokens import BlockKind

# A block up to this long is split in one go; nupunkt is linear, but a bound keeps hostile input cheap.
_ONE_PIECE = (BlockKind.ROW, BlockKind.CODE)


def split(kind: BlockKind, text: PlacedText) -> tuple[PlacedText, ...]:
    """The sentences of a block; a table row and a piece of code are one each."""
    if kind in _ONE_PIECE:
        return (text,)
    spans = sent_spans(text.text)
    if len(spans) <= 1:
        return (text,)
    parts = (text.cut(start, end) for start, end in spans)
    return tuple(part for part in parts if part.text)
