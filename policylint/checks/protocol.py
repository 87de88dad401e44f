"""What a check is. In: nothing. Out: its types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from policylint.document import Document
from policylint.places import Span
from policylint.rulebook.model import Pack


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. span: None for the document as a whole. values: for the {names} in the rule's message."""

    span: Span | None = None
    values: Mapping[str, str] = field(default_factory=dict)


class Check(Protocol):
    """Looks at a document, knowing the packs of this run."""

    def __call__(self, document: Document, packs: Sequence[Pack]) -> Iterator[Finding]:
        """All findings in the document, in its order."""
        ...
