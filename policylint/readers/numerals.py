"""Numerals: the markers of numbered lists in formats that keep the number and not its look. In: a number. Out: text."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def letters(number: int) -> str:
    """a, b … z, aa, bb …, as word processors count."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def roman(number: int) -> str:
    """i, ii, iii, iv …; a number too great to be meant so stays as it is."""
    if not 0 < number < 4000:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)
