"""Sets of names, written as one would say them. In: names with spaces between. Out: the set of them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())
