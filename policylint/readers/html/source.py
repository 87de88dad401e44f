"""The source of a page cut into runs of text, and marked so that a parser carries the places along.

In: the text of a page. Out: its runs, each with the place of every character, and the page with a mark before each run.

A tree built by the rules of HTML moves text about (out of tables, out of the head, across ignored tags), so a place
told by the tree is a guess. The tokenizer knows places but no tree. So the tokens say what stands where, a mark goes in
front of each run of text, and the tree brings the marks to wherever the text ends up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from turbohtml import Token, TokenType, tokenize

from policylint.places import Source, Span

# Noncharacters, which no text may hold and every HTML parser lets through.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_RESERVED = str.maketrans({_OPEN: "\ufffd", _CLOSE: "\ufffd"})
_LINE_END = re.compile(r"\r\n?")
# Elements whose content the tokenizer does not look into.
_RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "noscript"})


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a text. Where they are as many as the span is long, each stands for itself."""

    text: str
    span: Span


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class MarkedSource:
    """A source with a mark in front of each run of text.

    texts: for the number in each mark, the text that follows it in the source.
    """

    markup: str
    texts: tuple[Runs, ...]

    def runs(self, data: str, before: int) -> tuple[Runs, int]:
        """The runs of a text of the tree, marks and all, and the offset behind the last one.

        before: where text without a mark is said to stand; only white space has none, and what the tokenizer and the
            parser disagree about.
        """
        runs: list[Run] = []
        parts = _MARK.split(data)
        if parts[0]:
            runs.append(Run(parts[0], Span(before, before)))
        for number, text in zip(parts[1::2], parts[2::2], strict=True):
            known = self.texts[int(number)]
            if "".join(run.text for run in known) == text:
                runs.extend(known)
            else:
                runs.append(Run(text, Span(known[0].span.start, known[-1].span.end)))
            before = known[-1].span.end
        return tuple(runs), before


def mark(text: str) -> MarkedSource:
    """Tokenize a page and mark its runs of text."""
    text = text.translate(_RESERVED)
    starts = Source("", text).line_starts
    pieces: list[str] = []
    texts: list[Runs] = []
    done = 0
    for runs in _texts(text, starts, 0):
        start = runs[0].span.start
        pieces.append(text[done:start])
        pieces.append(f"{_OPEN}{len(texts)}{_CLOSE}")
        texts.append(runs)
        done = start
    pieces.append(text[done:])
    return MarkedSource("".join(pieces), tuple(texts))


def _texts(text: str, starts: tuple[int, ...], shift: int) -> Iterator[Runs]:
    """The runs of text between two tags, but for those of white space alone and those for machines."""
    raw = ""
    runs: list[Run] = []
    for token, start, end in _placed(text, starts):
        if token.type is TokenType.TEXT and raw == "":
            runs.extend(_plain(text, start, end, shift))
        elif token.type is TokenType.CHARACTER_REFERENCE:
            runs.append(Run(token.data or "", Span(shift + start, shift + end)))
        elif token.type is TokenType.TEXT and raw == "noscript":
            # The tokenizer takes this for raw text; the parser, which runs no scripts, reads it as markup.
            inner = text[start:end]
            yield from _texts(inner, Source("", inner).line_starts, shift + start)
        elif runs:
            yield from _worded(runs)
            runs = []
        if token.type is TokenType.START_TAG and token.tag in _RAW:
            raw = token.tag
        elif token.type is TokenType.END_TAG:
            raw = ""
    yield from _worded(runs)


def _placed(text: str, starts: tuple[int, ...]) -> Iterator[tuple[Token, int, int]]:
    """Every token with where it begins and ends."""
    last: tuple[Token, int] | None = None
    for token in tokenize(text, resolve_references=False, capture_source=True, capture_attributes=False):
        at = starts[token.line - 1] + token.col
        if last is not None:
            yield *last, at
        last = (token, at)
    if last is not None:
        yield *last, len(text)


def _plain(text: str, start: int, end: int, shift: int) -> Iterator[Run]:
    """Text without references, cut where the parser makes one line feed of two characters."""
    for found in _LINE_END.finditer(text, start, end):
        if start < found.start():
            yield Run(text[start : found.start()], Span(shift + start, shift + found.start()))
        start = found.end()
        yield Run("\n", Span(shift + found.start(), shift + start))
    if start < end:
        yield Run(text[start:end], Span(shift + start, shift + end))


def _worded(runs: list[Run]) -> Iterator[Runs]:
    if any(not run.text.isspace() for run in runs):
        yield tuple(runs)
