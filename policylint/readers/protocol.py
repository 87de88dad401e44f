"""What a reader is. In: a decoded source, or the bytes of a format that is no text. Out: block tokens, or a reading."""

from __future__ import annotations

from typing import Protocol

from policylint.places import Source
from policylint.readers.tokens import BlockToken, Reading


class Reader(Protocol):
    """One text format.

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


class FileReader(Protocol):
    """One format that is no text, such as DOCX and PDF. Its reading's source is the text it extracts."""

    @property
    def name(self) -> str:
        """The name of the format."""
        ...

    @property
    def suffixes(self) -> frozenset[str]:
        """The endings it takes."""
        ...

    def read(self, path: str, data: bytes) -> Reading:
        """Read one file.

        Raises:
            ReadError: the file is broken, locked, or holds no text; or an extra of policylint is not installed.
        """
        ...
