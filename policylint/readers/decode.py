"""Bytes to text. In: the bytes of a text file. Out: a `Source`."""

from __future__ import annotations

import codecs
import re

from policylint.errors import ReadError
from policylint.places import Source

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""")
_HEAD = 4096
# The legacy encodings of the web: https://encoding.spec.whatwg.org/#names-and-labels
_TEXTUAL = frozenset(
    {"big5", "big5hkscs", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "koi8-r", "koi8-u", "shift_jis"}
    | {"cp866", "cp874", "cp932", "cp949", "mac-roman", "mac-cyrillic", "iso2022_jp"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{number}" for number in range(2, 17)}
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(path: str, data: bytes) -> Source:
    """Decode by byte order mark, else as UTF-8, else as the file declares.

    Without any of these it is Windows-1252, which every legacy page of the web means.

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
        return Source(path, data.decode(_declared(data), errors="replace"))


def _declared(data: bytes) -> str:
    """The encoding that an HTML page or an XML file names in its first lines."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return "cp1252"
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return "cp1252"
    # What is called Latin-1 on the web is Windows-1252; a page that was no UTF-8 names a wrong encoding.
    return "cp1252" if name in ("iso8859-1", "ascii") or name.startswith("utf") or name not in _TEXTUAL else name
