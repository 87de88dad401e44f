"""unknown-language: no rule of this run reads the language. In: a document. Out: one finding, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policylint.checks.protocol import Finding
from policylint.document import Document
from policylint.rulebook.model import Pack

NAME = "unknown-language"


def check(document: Document, packs: Sequence[Pack]) -> Iterator[Finding]:
    """One finding where packs are about the kind, but none reads the language. values: language, languages."""
    about = [pack for pack in packs if document.kind in pack.kinds]
    languages = sorted({language for pack in about for language in pack.languages})
    if about and document.language.split("-")[0] not in languages:
        yield Finding(values={"language": document.language, "languages": ", ".join(languages)})
