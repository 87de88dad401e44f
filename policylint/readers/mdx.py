"""MDX: Markdown with JSX in it. In: a source. Out: block tokens.

Imports, exports and comments go; components are elements, as in JSX; what is between their tags is Markdown. An
expression `{name}` stays as it is written. The Markdown is read by pulldown-cmark, from a text in which the tags are
holes: it would take a tag for the beginning of HTML, and what follows for no Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policylint.places import Source
from policylint.readers.front import without_front
from policylint.readers.markdown import read_markdown
from policylint.readers.placeholders import HOLE
from policylint.readers.tags import TAG
from policylint.readers.tokens import BlockToken

_CODE = re.compile(
    r"^(?:import|export)\s(?:[^\r\n]*(?:\r\n|\n|\r))(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\n|\r|\Z))*", re.MULTILINE
)
_COMMENT = re.compile(r"\{\s*/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/\s*\}")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1[`~]*[ \t]*$|(?<!`)`++[^`\r\n]+`+", re.DOTALL | re.MULTILINE)
_EXPRESSION = re.compile(r"\{[^{}\r\n]*\}")
_STRING = re.compile(r"\{\s*(['\"`])((?:(?!\1)[^\\\r\n])*)\1\s*\}")
_ONLY_TAGS = re.compile(rf"^[ \t{HOLE}]*{HOLE}[ \t{HOLE}]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MdxReader:
    """Reader for MDX."""

    name: str = "mdx"
    suffixes: frozenset[str] = frozenset({".mdx"})

    def recognise(self, text: str) -> float:
        """The ending says it."""
        return 1.0

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text."""
        text = source.text
        marked = without_front(text)
        for pattern in (_CODE, _COMMENT):
            marked = pattern.sub(_blank, marked)
        code = [found.span() for found in _FENCE.finditer(marked)]
        marked = _STRING.sub(_string, marked)
        tags = tuple(found for found in TAG.finditer(marked) if not _is_inside(found.start(), code))
        marked = _without(marked, tags)
        marked = _EXPRESSION.sub(lambda found: found.group() if HOLE in found.group() else _letters(found), marked)
        return read_markdown(text, _ONLY_TAGS.sub(_blank, marked), tags)


READER = MdxReader()


def _is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    from bisect import bisect_right

    index = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def _without(text: str, tags: tuple[re.Match[str], ...]) -> str:
    parts: list[str] = []
    done = 0
    for tag in tags:
        parts.append(text[done : tag.start()])
        # A tag over several lines must not break the paragraph it is in.
        parts.append(HOLE * (tag.end() - tag.start()))
        done = tag.end()
    return "".join([*parts, text[done:]])


def _string(found: re.Match[str]) -> str:
    """`{"text"}` shows its text; `{" "}` a space."""
    before = found.start(2) - found.start()
    behind = found.end() - found.end(2)
    return HOLE * before + found[2] + HOLE * behind


def _letters(found: re.Match[str]) -> str:
    return "x" * len(found.group())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", found.group())
