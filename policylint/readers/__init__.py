"""Readers: bytes of a file to block tokens, each with its exact place.

In: a path and the bytes found there. Out: a `Reading`. One module a format; `READERS` is the registry.
"""

from __future__ import annotations

from pathlib import PurePath

from policylint.errors import ReadError
from policylint.readers import html, markdown, plain
from policylint.readers.decode import decode
from policylint.readers.protocol import Reader
from policylint.readers.tokens import Reading

READERS: tuple[Reader, ...] = (markdown.READER, html.READER, plain.READER)

__all__ = ["READERS", "read", "suffixes"]


def suffixes() -> frozenset[str]:
    """Every file name ending that some reader takes, lower case and with its dot."""
    return frozenset(suffix for reader in READERS for suffix in reader.suffixes)


def read(path: str, data: bytes) -> Reading:
    """Read one file.

    Among the readers that take the file's ending the one that recognises the content best reads it: a `.txt` file may
    hold Markdown.

    Raises:
        ReadError: no reader takes such files, or the bytes are no text.
    """
    ending = PurePath(path).suffix.lower()
    candidates = [reader for reader in READERS if ending in reader.suffixes]
    if not candidates:
        known = ", ".join(sorted(suffixes()))
        raise ReadError(f"{path}: no reader for {ending or 'a file without an ending'}; policylint reads {known}")
    source = decode(path, data)
    reader = max(candidates, key=lambda candidate: candidate.recognise(source.text))
    return Reading(source, reader.name, reader.tokens(source))
