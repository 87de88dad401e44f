"""unknown-kind: no pack of this run is about such a document. In: a document. Out: one finding, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policylint.checks.protocol import Finding
from policylint.document import Document
from policylint.rulebook.model import Pack

NAME = "unknown-kind"


def check(document: Document, packs: Sequence[Pack]) -> Iterator[Finding]:
    """One finding where every pack is about other kinds. values: kind, kinds (those that packs are about)."""
    kinds = sorted({kind for pack in packs for kind in pack.kinds})
    if kinds and document.kind not in kinds:
        yield Finding(values={"kind": document.kind, "kinds": ", ".join(kinds)})
