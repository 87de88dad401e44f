"""Headings: which blocks are headings though no markup says so, and how deep each one is.

In: block tokens. Out: the same tokens, headings among them marked as such, with levels that nest.

People write headings as bold lines, in CAPITALS, numbered, with a colon behind, or as a short line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum

from policylint.readers.tokens import BlockKind, BlockToken, Emphasis

_MOST_WORDS = 14
_SHORT_LINE_WORDS = 9
# "We never sell it." is a sentence in bold, "How we sell." is a title.
_STATEMENT = re.compile(r"\b(?:we|you|i)\b.*[^?]$", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:[\W\d]+|[ivx]+[.)]\s+)?(?:how|what|why|who|whom|where|which|to whom|with whom)\b", re.IGNORECASE
)
# A run-in heading has so many words behind it; "**Name:** Acme" is a line of a form.
_RUN_IN_WORDS = 6
_LABEL = re.compile(
    r"(?:note|important|warning|example|n\.?b\.?|disclaimer|attn|attention|(?:postal |mailing )?address|by |to "
    r"|company|name|website|date)\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]{1,5}[.)]\s+(?=\S)")
_NUMBERED = re.compile(
    r"(?:§\s*|(?:Article|Section|Chapter|Part)\s+)?(\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)", re.IGNORECASE
)
_LETTERED = re.compile(r"[A-Z][.)]\s+(?=\S)")
_SENTENCE_END = (".", ";", ",", "!")
_NO_TITLE = re.compile(
    r"[@©]|https?://|www\.|^\W*(?:last |effective |updated|revised|version\b|e-?mail\b|phone\b|tel\b|fax\b)",
    re.IGNORECASE,
)
# A line with a subject and its verb is the start of a sentence ("We collect:"), not a title.
_CLAUSE = re.compile(
    r"\b(?:we|you|i)\s+(?:may|will|can|do|are|have|use|collect|share|also)\b"
    r"|\b(?:following|below)\b|^(?:please|if|when|for example)\b",
    re.IGNORECASE,
)


class Style(IntEnum):
    """How a heading is written; a smaller one stands above a greater one where both occur more than once."""

    MARKUP = 0
    ROMAN = 1
    NUMBERED = 2
    LETTERED = 3
    CAPITALS = 4
    BOLD = 5
    LINE = 6
    COLON = 7
    RUN_IN = 8


def mark_headings(tokens: Sequence[BlockToken]) -> tuple[BlockToken, ...]:
    """All tokens, those that read as headings turned into headings, with their levels.

    A run-in heading ("**Cookies.** We use …") becomes a heading and the paragraph behind it.
    """
    styled = [pair for index in range(len(tokens)) for pair in _styled(tokens, index)]
    levels = _levels(styled)
    return tuple(
        token if style is None else replace(token, kind=BlockKind.HEADING, level=level)
        for (token, style), level in zip(styled, levels, strict=True)
    )


def _styled(tokens: Sequence[BlockToken], index: int) -> Iterator[tuple[BlockToken, Style | None]]:
    token = tokens[index]
    style = _style(tokens, index)
    if style is None and _runs_in(token):
        text = token.text
        behind = len(text.text) - len(text.text[token.lead :].lstrip(" :–—-"))
        yield replace(token, text=text.cut(0, token.lead), links=(), lead=0, emphasis=Emphasis.BOLD), Style.RUN_IN
        links = (replace(each, start=each.start - behind, end=each.end - behind) for each in token.links)
        rest = text.cut(behind, len(text.text))
        yield replace(token, text=rest, lead=0, links=tuple(link for link in links if link.start >= 0)), None
    else:
        yield token, style


def _runs_in(token: BlockToken) -> bool:
    """Whether the bold start of a paragraph is a title, and a text worth one goes on behind it."""
    if token.kind is not BlockKind.PARAGRAPH or token.level or not token.lead:
        return False
    title, rest = token.text.text[: token.lead].strip(), token.text.text[token.lead :]
    if (
        "\n" in title
        or rest.startswith("\n")
        or not title[:1].isalnum()
        or not (title.endswith((".", ":", "?")) or rest.lstrip()[:1] in ":–—")
    ):
        return False
    clause = _is_clause(title) or (_STATEMENT.search(title) and not _QUESTION.search(title))
    is_title = len(title.split()) <= _SHORT_LINE_WORDS and not clause and not _NO_TITLE.search(title)
    return is_title and not _LABEL.match(title) and len(rest.split()) >= _RUN_IN_WORDS


def _style(tokens: Sequence[BlockToken], index: int) -> Style | None:
    token = tokens[index]
    if token.kind is BlockKind.HEADING:
        return Style.MARKUP
    text = token.text.text
    if "\n" in text or len(text) > 160 or not any(char.isalpha() for char in text):
        return None
    if token.kind is BlockKind.ITEM:
        return _item_style(tokens, index)
    if token.kind is not BlockKind.PARAGRAPH or token.level:
        return None
    words = text.split()
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if len(words) > _MOST_WORDS or text.endswith(_SENTENCE_END):
        # A bold title may have a full stop behind it ("**Do Not Track.**"); a bold sentence is none.
        titled = token.emphasis is Emphasis.BOLD and text.endswith(".") and not _is_clause(text)
        return Style.BOLD if titled and following is not None and len(words) <= _SHORT_LINE_WORDS else None
    numbering = _numbering(text)
    if numbering is not None and not _is_clause(text):
        return numbering
    if token.emphasis is Emphasis.BOLD and following is not None:
        return Style.CAPITALS if text.isupper() else Style.BOLD
    if following is None or _NO_TITLE.search(text):
        return None
    if text.isupper() and sum(char.isalpha() for char in text) > 3:
        return Style.CAPITALS
    if text.endswith(":"):
        is_title = len(words) <= _SHORT_LINE_WORDS and text[0].isupper() and not _is_clause(text)
        return Style.COLON if is_title and _is_text(following) else None
    if len(words) <= _SHORT_LINE_WORDS and text[0].isupper() and not token.links and not _is_clause(text):
        return Style.LINE if _leads(following) else None
    return None


def _item_style(tokens: Sequence[BlockToken], index: int) -> Style | None:
    """A numbered item alone before a paragraph that is not in the list is a numbered heading."""
    token, text = tokens[index], tokens[index].text.text
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.level or following.kind is BlockKind.ITEM or not token.marker[:1].isdigit():
        return None
    if len(text.split()) > _MOST_WORDS or text.endswith((*_SENTENCE_END, ":")) or _is_clause(text):
        return None
    before = tokens[index - 1] if index else None
    if before is not None and before.kind is BlockKind.ITEM:
        return None
    return Style.NUMBERED


def _numbering(text: str) -> Style | None:
    for style, pattern in ((Style.ROMAN, _ROMAN), (Style.NUMBERED, _NUMBERED), (Style.LETTERED, _LETTERED)):
        found = pattern.match(text)
        if found and text[found.end()].isupper():
            return style
    return None


def _is_clause(text: str) -> bool:
    """Whether a line is the start of a sentence; a question, asked or not ("What we collect"), is none."""
    return bool(_CLAUSE.search(text)) and not text.endswith("?") and not _QUESTION.search(text)


def _is_text(token: BlockToken) -> bool:
    return token.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and len(token.text.text.split()) > 3


def _leads(token: BlockToken) -> bool:
    """Whether a short line can be the title of what follows: a long paragraph, a list, or a further heading."""
    text = token.text.text
    if token.kind in (BlockKind.ITEM, BlockKind.HEADING):
        return True
    return len(text.split()) > _SHORT_LINE_WORDS or text.isupper() or _numbering(text) is not None


def _levels(styled: Sequence[tuple[BlockToken, Style | None]]) -> list[int]:
    """A level a heading. Markup keeps its own; each written style goes below the last marked-up heading.

    The first heading of a text without markup is its title, above all others, however it is written.
    """
    styles = [style for _, style in styled]
    ranks: dict[Style, int] = {style: style for style in Style}
    # A single line in capitals among title-like lines is one of them and not above them.
    if styles.count(Style.CAPITALS) == 1:
        ranks[Style.CAPITALS] = next((each for each in (Style.BOLD, Style.LINE) if each in styles), Style.CAPITALS)
    levels: list[int] = []
    base, first = 0, True
    open_ranks: list[int] = []
    for token, style in styled:
        if style is None:
            levels.append(token.level)
            continue
        if style is Style.MARKUP:
            base, open_ranks = token.level, []
            levels.append(token.level)
        elif first and style not in (Style.NUMBERED, Style.RUN_IN):
            base = 1
            levels.append(1)
        else:
            rank = ranks[style]
            depth = _depth(token.text.text) if style is Style.NUMBERED else 0
            key = rank * 10 + depth
            while open_ranks and open_ranks[-1] >= key:
                open_ranks.pop()
            open_ranks.append(key)
            levels.append(base + len(open_ranks))
        first = False
    return levels


def _depth(text: str) -> int:
    found = _NUMBERED.match(text)
    return min(9, found.group(1).count(".")) if found else 0
