"""Bytes to text. In: the bytes of a text file. Out: a `Source`."""

from __future__ import annotations

import codecs

from policylint.errors import ReadError
from policylint.places import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(path: str, data: bytes) -> Source:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252, which every legacy page of the web means.

    Raises:
        ReadError: the bytes hold NUL, or are not what their byte order mark says.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Source(path, data[len(mark) :].decode(encoding))
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"{path}: not {encoding.upper()} as its byte order mark says: {error.reason}"
                ) from error
    if b"\x00" in data:
        raise ReadError(f"{path}: binary data, not text (a NUL byte at offset {data.index(0)}); save it as UTF-8 text")
    try:
        return Source(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        return Source(path, data.decode("cp1252", errors="replace"))
