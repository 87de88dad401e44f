"""Offsets: several parsers count bytes of UTF-8, policylint code points. In: text. Out: a function between them."""

from __future__ import annotations

from array import array
from collections.abc import Callable


def code_points(text: str) -> Callable[[int], int]:
    """A function from byte offsets to code points. An offset inside a character is that character's."""
    if text.isascii():
        return int
    table = array("I")
    for index, char in enumerate(text):
        code = ord(char)
        table.extend((index,) * (1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4))
    table.append(len(text))
    return table.__getitem__
