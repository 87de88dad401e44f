"""Block tokens: what every reader makes of a file, and all that later stages know of its format.

In: nothing. Out: the types a reader fills.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policylint.places import PlacedText, Source


class BlockKind(StrEnum):
    """What a block of text is by its markup or layout. A heading that markup does not mark is still a paragraph."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"


class Emphasis(StrEnum):
    """Emphasis that covers all the text of a block."""

    NONE = "none"
    ITALIC = "italic"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the characters [start, end) of the block's text lead to `target`."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class BlockToken:
    """One block of text in the order of the file.

    level: of a heading, 1 and up as the markup says; of anything else, how many lists it stands in (0 is none). An
        item with level 2 belongs to the item with level 1 before it; a paragraph with level 1 continues an item.
    marker: of an item, what stands before it ("-", "1.", "(a)").
    lead: of a paragraph that begins bold and goes on plain, how many characters are bold: perhaps a run-in heading.
    cells: of a row, where each of its cells starts in the text. A line feed stands between two cells; an empty cell
        starts where the next one does.
    header: whether a row names the columns of the rows after it.
    """

    kind: BlockKind
    text: PlacedText
    level: int = 0
    marker: str = ""
    emphasis: Emphasis = Emphasis.NONE
    links: tuple[Link, ...] = ()
    lead: int = 0
    cells: tuple[int, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file.

    format: the reader's name ("markdown", "text").
    front: the front matter (YAML or TOML) as written, without the marks around it. It is no text of the policy.
    """

    source: Source
    format: str
    tokens: tuple[BlockToken, ...]
    front: str = ""
