"""Bytes to text. In: the bytes of a text file. Out: a `Source`.

A byte order mark decides; without one the bytes are UTF-8 if they can be, else UTF-16 if they look it, else a legacy
encoding: Windows-1252 where that gives nothing but a Western text's marks, else what charset-normalizer recognises.
"""

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
# What documents are still kept in; fewer candidates are fewer wrong guesses.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859_2",
    "koi8_r",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
]
_WESTERN_MARKS = re.compile(r"[\x00-\x7f’‘“”„–—…•·©®™§€£°\xa0éèàçäöüÄÖÜßñáíóú]*")
# Enough to tell an encoding by.
_SAMPLE = 50_000


def decode(path: str, data: bytes) -> Source:
    """The text of a file.

    Raises:
        ReadError: the bytes are no text, or are not what their byte order mark says.
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
        return Source(path, _utf_16(path, data))
    try:
        return Source(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        return Source(path, data.decode(_declared(data) or _legacy(data), errors="replace"))


def _utf_16(path: str, data: bytes) -> str:
    """Text in UTF-16 without a mark: its spaces and line breaks have a zero byte, all on the same side."""
    zeros = (data[::2].count(0), data[1::2].count(0))
    enough = sum(zeros) * 40 >= len(data) >= 8
    if enough and min(zeros) == 0 and len(data) % 2 == 0:
        text = data.decode("utf-16-le" if zeros[1] else "utf-16-be", errors="replace")
        if "\ufffd" not in text and "".join(text.split()).isprintable():
            return text
    raise ReadError(f"{path}: binary data, not text (a NUL byte at offset {data.index(0)}); save it as UTF-8 text")


def _legacy(data: bytes) -> str:
    """The name of the encoding of bytes that are no UTF-8."""
    if _WESTERN_MARKS.fullmatch(data.decode("cp1252", errors="replace")):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY).best()
    return best.encoding if best is not None else "cp1252"


def _declared(data: bytes) -> str | None:
    """The encoding that an HTML page or an XML file names in its first lines, where it can be the right one."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        # What is called Latin-1 on the web is Windows-1252.
        return "cp1252"
    return name if name in _TEXTUAL else None
