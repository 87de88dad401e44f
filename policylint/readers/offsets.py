"""Offsets: several parsers count bytes of UTF-8, policylint code points. In: text. Out: a function between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def code_points(text: str) -> Callable[[int], int]:
    """A function from byte offsets, each at the edge of a character, to code points."""
    if text.isascii():
        return int
    # Behind each character that takes more than a byte: the offset in bytes, and how many bytes more it is by then.
    behind, shifts, shift = [0], [0], 0
    for found in _NOT_ASCII.finditer(text):
        width = len(found.group().encode("utf-8", "surrogatepass"))
        behind.append(found.start() + shift + width)
        shift += width - 1
        shifts.append(shift)
    return lambda offset: offset - shifts[bisect_right(behind, offset) - 1]
