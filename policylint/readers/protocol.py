"""What a reader is. In: a decoded source. Out: block tokens."""

from __future__ import annotations

from typing import Protocol

from policylint.places import Source
from policylint.readers.tokens import BlockToken


class Reader(Protocol):
    """One format.

    name: as `inspect` prints it under "format".
    suffixes: file name endings it takes, lower case and with the dot.
    """

    @property
    def name(self) -> str:
        """The name of the format."""
        ...

    @property
    def suffixes(self) -> frozenset[str]:
        """The endings it takes."""
        ...

    def recognise(self, text: str) -> float:
        """How well the text looks like this format, from 0 (not at all) to 1 (beyond doubt)."""
        ...

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text in them, in the order of the file."""
        ...
