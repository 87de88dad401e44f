"""Readers: bytes of a file to block tokens, each with its exact place.

In: a path and the bytes found there. Out: a `Reading`. One module a format; `READERS` and `FILE_READERS` are the
registry.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from policylint.errors import ReadError
from policylint.readers import astro, docx, html, jsx, markdown, mdx, pdf, plain, rst, svelte, vue
from policylint.readers.decode import decode
from policylint.readers.front import front_matter
from policylint.readers.protocol import FileReader, Reader
from policylint.readers.tokens import Reading

READERS: tuple[Reader, ...] = (
    markdown.READER,
    html.READER,
    plain.READER,
    rst.READER,
    mdx.READER,
    jsx.READER,
    vue.READER,
    svelte.READER,
    astro.READER,
)
FILE_READERS: tuple[FileReader, ...] = (docx.READER, pdf.READER)

__all__ = ["FILE_READERS", "READERS", "read", "suffixes", "wanted"]

# Most files with these endings hold a program, or a letter, and no policy.
_MOSTLY_OTHER = frozenset({".jsx", ".tsx", ".vue", ".svelte", ".astro", ".mdx", ".docx", ".pdf"})
_SAYS_POLICY = re.compile(
    r"privacy|polic(?:y|ies)|terms|tos\b|legal|cookie|gdpr|ccpa|coppa|consent|eula|dpa\b|guidelines|data.?protection"
    r"|datenschutz|impressum|imprint|agb\b|confidentialite|privacidad|disclaimer",
    re.IGNORECASE,
)


def suffixes() -> frozenset[str]:
    """Every file name ending that some reader takes, lower case and with its dot."""
    of_text = (suffix for reader in READERS for suffix in reader.suffixes)
    return frozenset(of_text).union(*(reader.suffixes for reader in FILE_READERS))


def wanted(path: PurePath) -> bool:
    """Whether a file met in a folder is one to read.

    A page that is code, or an office document, is one where its name or its folder's says so: `app/privacy/page.tsx`.
    """
    ending = path.suffix.lower()
    if ending in _MOSTLY_OTHER:
        return _SAYS_POLICY.search(f"{path.parent.name}/{path.name}") is not None
    return ending in suffixes()


def read(path: str, data: bytes) -> Reading:
    """Read one file.

    Among the readers that take the file's ending the one that recognises the content best reads it: a `.txt` file may
    hold Markdown.

    Raises:
        ReadError: no reader takes such files, or the bytes are not what the ending says.
    """
    ending = PurePath(path).suffix.lower()
    for file_reader in FILE_READERS:
        if ending in file_reader.suffixes:
            return file_reader.read(path, data)
    candidates = [reader for reader in READERS if ending in reader.suffixes]
    if not candidates:
        known = ", ".join(sorted(suffixes()))
        raise ReadError(f"{path}: no reader for {ending or 'a file without an ending'}; policylint reads {known}")
    source = decode(path, data)
    reader = max(candidates, key=lambda candidate: candidate.recognise(source.text))
    return Reading(source, reader.name, reader.tokens(source), front_matter(source.text))
