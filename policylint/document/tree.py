"""The tree of a document. In: nothing. Out: the types the parser builds and every later stage reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policylint.places import PlacedText, Source, Span
from policylint.readers.tokens import BlockKind, Link


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row, quote or piece of code.

    sentences: in order; together they hold all words of the text.
    level: how many lists the block stands in.
    lead_in: of a list item the paragraph or item that introduces its list; of a block inside an item that item.
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

    def walk(self) -> Iterator[tuple[Section, tuple[Section, ...]]]:
        """Every section in the order of the file, the root first, each with those it stands in, outermost first."""
        stack: list[tuple[Section, tuple[Section, ...]]] = [(self.root, ())]
        while stack:
            section, above = stack.pop()
            yield section, above
            inside = (*above, section)
            stack.extend((child, inside) for child in reversed(section.sections))


def section_span(section: Section) -> Span:
    """From the heading (or the first block) to the end of the last text in the section or below it."""
    last = section
    while last.sections:
        last = last.sections[-1]
    texts = ([last.title] if last.title else []) + [block.text for block in last.blocks]
    first = section.title or (section.blocks[0].text if section.blocks else None)
    if first is None and section.sections:
        first = section.sections[0].title
    if first is None or not texts:
        return Span(0, 0)
    return Span(first.span().start, texts[-1].span().end)
