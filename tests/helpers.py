"""What several tests do with a text. No fixtures, no state."""

from collections.abc import Iterator

from policylint.document import Document, Section, parse
from policylint.readers import read
from policylint.readers.tokens import BlockToken


def tokens(text: str, name: str = "policy.md") -> tuple[BlockToken, ...]:
    """The block tokens a file with this name and content is read as."""
    return read(name, text.encode()).tokens


def document(text: str, name: str = "policy.md") -> Document:
    """The tree of a file with this name and content."""
    return parse(read(name, text.encode()))


def outline(parsed: Document) -> list[tuple[int, str]]:
    """How deep each heading is nested, from 0, and its title."""
    return [(depth - 1, section.title.text) for section, depth in parsed.walk() if section.title is not None]


def sections(parsed: Document) -> Iterator[Section]:
    """Every section but the root."""
    return (section for section, depth in parsed.walk() if depth)
