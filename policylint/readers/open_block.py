"""An open block: collects the text of a block token while a reader walks over a file.

In: runs of text with their places, and what holds for each. Out: a `BlockToken`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policylint.places import PlacedTextBuilder, Span
from policylint.readers.tokens import BlockKind, BlockToken, Emphasis, Link


@dataclass(slots=True)
class OpenBlock:
    """A block whose end has not come yet."""

    kind: BlockKind
    level: int = 0
    marker: str = ""
    header: bool = False
    builder: PlacedTextBuilder = field(default_factory=PlacedTextBuilder)
    links: list[Link] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    bold: bool = False
    italic: bool = False
    plain: bool = False
    lead: int = 0

    def add(self, text: str, span: Span, *, bold: bool = False, italic: bool = False) -> None:
        """A run of text. White space is folded, to a line feed where it holds one."""
        self.builder.add(text, span)
        if text.strip():
            if bold and not self.plain:
                self.lead = self.builder.length
            self.bold = self.bold or bold
            self.italic = self.italic or (italic and not bold)
            self.plain = self.plain or not (bold or italic)

    def cell(self, at: int) -> None:
        """A cell of a row starts; `at` is where in the source."""
        if self.cells:
            self.builder.add("\n", Span(at, at))
        self.cells.append(self.builder.length)

    def link(self, start: int, target: str) -> None:
        """A link that started at `start` of the text ends here."""
        self.links.append(Link(start, self.builder.length, target))

    def close(self) -> BlockToken | None:
        """The token; None where there is no text."""
        text = self.builder.build()
        if not text.text:
            return None
        emphasis = Emphasis.NONE
        if not self.plain:
            emphasis = Emphasis.BOLD if self.bold else Emphasis.ITALIC
        length = len(text.text)
        links = tuple(
            Link(link.start, min(link.end, length), link.target) for link in self.links if link.start < link.end
        )
        cells = tuple(min(cell, length) for cell in self.cells)
        lead = self.lead if self.plain else 0
        return BlockToken(self.kind, text, self.level, self.marker, emphasis, links, lead, cells, self.header)
