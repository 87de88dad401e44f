"""Units: the texts a statement is matched in. In: a document. Out: its headings, sentences and list items as units,
and one long text that holds them all, so that one scan finds every phrase.

A list item is matched together with its lead-in ("We collect:" and "your name"), a table row with the names of its
columns; only its own part is evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policylint.detect.normal import SEPARATOR, fold
from policylint.document.tree import Block, Document
from policylint.places import PlacedText
from policylint.readers.tokens import BlockKind, Link

_BETWEEN = f" {SEPARATOR} "
_ADDRESS_SIGN = re.compile(r"@|://")
_NOT_SPACE = re.compile(r"\S*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+")
# A lead-in is a sentence, not a chapter: more of it is not looked at, so that long lists stay cheap.
_LONGEST_LEAD_IN = 400


@dataclass(frozen=True, slots=True)
class Unit:
    """One text statements are matched in.

    start, own, end: offsets into `Units.text`. [start, own) is the lead-in, [own, end) the unit itself.
    place: the unit's own text. above: the index of the heading unit it stands under, -1 for none.
    """

    start: int
    own: int
    end: int
    place: PlacedText
    heading: bool
    item: bool
    above: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """All units of a document.

    text: their texts as written, separators between. folded: the same, as phrases are looked up in it.
    """

    units: tuple[Unit, ...]
    text: str
    folded: str


def units_of(document: Document) -> Units:
    """The units of a document, in its order."""
    collected = _Collector()
    path = [-1]  # the heading unit of each section that is open, by depth
    for section, depth in document.walk():
        del path[max(1, depth) :]
        if section.title is not None:
            path.append(len(collected.units))
            collected.add(section.title, "", heading=True, item=False, above=path[-2], links=())
        for block in section.blocks:
            for index, (sentence, links) in enumerate(_sentences(block)):
                lead_in = _lead_in(block) if index == 0 else ""
                is_item = block.kind is BlockKind.ITEM
                collected.add(sentence, lead_in, heading=False, item=is_item, above=path[-1], links=links)
    return collected.done()


def _lead_in(block: Block) -> str:
    """The words that complete an item or a row: the end of what introduces it, and of what introduces that."""
    parts: list[str] = []
    room = _LONGEST_LEAD_IN
    above = block.lead_in if block.kind in (BlockKind.ITEM, BlockKind.ROW) else None
    while above is not None and above.sentences and room > 0:
        # Without its colon, so that "except:" and "to our bank" read on as one phrase.
        text = above.sentences[-1].text[-room:].rstrip(" :–—-")
        parts.append(text)
        room -= len(text)
        above = above.lead_in
    return " ".join(reversed(parts))


def _sentences(block: Block) -> Iterator[tuple[PlacedText, tuple[Link, ...]]]:
    """The sentences of a block, each with the links in it, their offsets counted in the sentence."""
    links = list(reversed(block.links))
    at = 0
    for sentence in block.sentences:
        start = max(at, block.text.text.find(sentence.text, at))
        at = start + len(sentence.text)
        inside: list[Link] = []
        while links and links[-1].start < at:
            link = links.pop()
            inside.append(Link(max(0, link.start - start), min(link.end, at) - start, link.target))
            if link.end > at:
                # A link that goes on in the next sentence is in both.
                links.append(Link(at, link.end, link.target))
                break
        yield sentence, tuple(inside)


class _Collector:
    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._parts: list[str] = [_BETWEEN]
        self._length = len(_BETWEEN)

    def add(
        self,
        place: PlacedText,
        lead_in: str,
        *,
        heading: bool,
        item: bool,
        above: int,
        links: tuple[Link, ...],
    ) -> None:
        before = f"{lead_in} " if lead_in else ""
        start = self._length
        own = start + len(before)
        end = own + len(place.text)
        self.units.append(Unit(start, own, end, place, heading, item, above, links))
        self._parts.append(before + place.text + _BETWEEN)
        self._length = end + len(_BETWEEN)

    def done(self) -> Units:
        text = "".join(self._parts)
        # Words inside an address ("privacy@amazon.example") are not said.
        return Units(tuple(self.units), text, fold(_without_addresses(text)))


def _without_addresses(text: str) -> str:
    """The text with every letter of an e-mail or web address an x."""
    parts: list[str] = []
    done = 0
    for sign in _ADDRESS_SIGN.finditer(text):
        if sign.start() >= done:
            start = max(text.rfind(" ", done, sign.start()), text.rfind("\n", done, sign.start()), done - 1) + 1
            end = _NOT_SPACE.match(text, sign.end()).end()  # type: ignore[union-attr]  # matches nothing at least
            parts.append(text[done:start])
            parts.append(_ADDRESS.sub(lambda found: "x" * len(found.group()), text[start:end]))
            done = end
    return "".join((*parts, text[done:]))
