"""The tree of a document. In: nothing. Out: the types the parser builds and every later stage reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policylint.places import PlacedText, Source
from policylint.readers.tokens import BlockKind, Link


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row, quote or piece of code.

    sentences: in order; together they hold all words of the text.
    level: how many lists the block stands in.
    lead_in: of a list item the paragraph or item that introduces its list; of a block inside an item that item; of a
        table row the row that names its columns.
    """

    kind: BlockKind
    text: PlacedText
    sentences: tuple[PlacedText, ...]
    level: int = 0
    marker: str = ""
    links: tuple[Link, ...] = ()
    lead_in: Block | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all below it, down to the next heading that is not deeper.

    title: None only for the root, which holds what stands before the first heading.
    level: 0 for the root; else how deep the heading is, which may jump (1, then 3).
    """

    title: PlacedText | None
    level: int
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One policy file, read and parsed.

    format: the reader's name. language: a BCP 47 tag, "und" where it is not known. kind: see `document.kind`.
    """

    source: Source
    format: str
    language: str
    kind: str
    root: Section

    @property
    def title(self) -> PlacedText | None:
        """The first heading, where no text worth a section stands before it."""
        return self.root.sections[0].title if self.root.sections else None

    def walk(self) -> Iterator[tuple[Section, int]]:
        """Every section in the order of the file, the root first, each with its depth: 0 for the root."""
        stack = [(self.root, 0)]
        while stack:
            section, depth = stack.pop()
            yield section, depth
            stack.extend((child, depth + 1) for child in reversed(section.sections))
