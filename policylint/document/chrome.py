"""Chrome: what stands around a policy and is none of it: archive notes, menus, tables of contents, copyright lines.

In: block tokens with headings marked. Out: the tokens of the policy alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from policylint.readers.tokens import BlockKind, BlockToken

_ARCHIVE_NOTE = re.compile(
    r"(?:the following text is extracted and transformed from|this (?:page|text) (?:is|was) archived)\b.*\barchive",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_CONTENTS = re.compile(
    r"\W*(?:table of )?contents\W*|(?:on|in) this (?:page|policy|notice)\W*|\W*summary of contents\W*", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(
    r"^\W*(?:(?:article|section|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.):]\s+", re.IGNORECASE
)
_PAGE_BEHIND = re.compile(r"(?:\s*\.{2,}\s*|\s+)\d{1,3}$")
_CONTENTS_LINES = 3
_LINKED = 0.8
_MENU_LINKS = 3
_LABEL_WORDS = 6


def drop_chrome(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """The tokens that belong to the policy."""
    noise = {*_notes(tokens), *_menus(tokens), *_contents(tokens)}
    return tuple(token for index, token in enumerate(tokens) if index not in noise)


def _notes(tokens: Sequence[BlockToken]) -> Iterator[int]:
    for index, token in enumerate(tokens):
        text = token.text.text
        near_end = index >= len(tokens) - 3
        if (index < 3 and _ARCHIVE_NOTE.match(text)) or (near_end and len(text) < 200 and _COPYRIGHT.match(text)):
            yield index


def _menus(tokens: Sequence[BlockToken]) -> Iterator[int]:
    """Runs of links and labels: before the first heading, or in lists that no paragraph introduces."""
    for start, end in _runs(tokens):
        links = sum(len(token.links) for token in tokens[start:end] if _link_share(token) >= _LINKED)
        led = start > 0 and _introduces(tokens[start - 1], tokens[start])
        if links >= _MENU_LINKS and not led:
            yield from range(start, end)


def _introduces(token: BlockToken, first: BlockToken) -> bool:
    """Whether a text before a list, or one that ends with a colon, makes the links behind it part of what it says."""
    if token.kind is BlockKind.HEADING or _is_label(token):
        return False
    return first.kind is BlockKind.ITEM or token.text.text.endswith(":")


def _contents(tokens: Sequence[BlockToken]) -> Iterator[int]:
    """Tables of contents: lines that are titles of headings further down, several in a row, and the line above them."""
    last: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.kind is BlockKind.HEADING:
            last[_bare(token.text.text)] = index
    start = 0
    while start < len(tokens):
        end, named = start, set[str]()
        while end < len(tokens) and (titles := _titles_after(tokens[end], end, last)) and named.isdisjoint(titles):
            end, named = end + 1, named | titles
        if len(named) >= _CONTENTS_LINES:
            titled = start > 0 and _CONTENTS.fullmatch(tokens[start - 1].text.text)
            yield from range(start - 1 if titled else start, end)
        start = max(end, start + 1)


def _titles_after(token: BlockToken, index: int, last: Mapping[str, int]) -> set[str]:
    """The lines of a token, bare, if each is the title of a heading further down; else none."""
    titles = {_bare(line) for line in token.text.text.split("\n")}
    return titles if all(last.get(title, -1) > index for title in titles) else set()


def _bare(title: str) -> str:
    """A title without numbering, leader dots and page number."""
    return _NUMBER_BEFORE.sub("", _PAGE_BEHIND.sub("", title)).strip(" .:").casefold()


def _runs(tokens: Sequence[BlockToken]) -> Iterator[tuple[int, int]]:
    """Longest stretches [start, end) of labels and links that begin with a link and end in the list of a link."""
    bounds = [-1, *(index for index, token in enumerate(tokens) if not _is_label(token)), len(tokens)]
    for before, after in pairwise(bounds):
        linked = [index for index in range(before + 1, after) if _link_share(tokens[index]) >= _LINKED]
        if linked:
            end = linked[-1] + 1
            while end < after and tokens[end].level and tokens[end - 1].level:
                end += 1
            yield linked[0], end


def _is_label(token: BlockToken) -> bool:
    """A link, or a few words that are no sentence, as menus and log-in forms have."""
    if token.kind is BlockKind.HEADING:
        return False
    text = token.text.text
    short = len(text.split()) <= _LABEL_WORDS and not text.endswith((".", ":", "?"))
    return short or _link_share(token) >= _LINKED


def _link_share(token: BlockToken) -> float:
    """How much of the text is link text, from 0 to 1; what stands between links ("|") does not count."""
    linked, plain, done = 0, 0, 0
    for link in token.links:
        plain += sum(char.isalnum() for char in token.text.text[done : link.start])
        linked += link.end - link.start
        done = link.end
    plain += sum(char.isalnum() for char in token.text.text[done:])
    return linked / (linked + plain) if linked else 0.0
