"""Placeholders and directives: what site generators put into a page, kept apart from the markup around it.

In: the text of a page. Out: a text of the same length for the parser, in which they cannot be taken for markup.

A placeholder for text (`{{ company }}`, `<%= name %>`) survives as itself. A directive (`{% if … %}`, `{{< toc >}}`)
survives inside a sentence, where words may depend on it, and goes where it stands alone. What only dresses the text
(`{: .class}`, `{#anchor}`, `[[toc]]`) goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HOLE = "\ue000"
"""Stands for a character that is not shown; a private one, so that no policy holds it."""

# What an opening mark begins ends before the next one, so that no number of them takes more than one look each.
_PLACEHOLDER = re.compile(
    r"\{\{(?![<%/])(?:[^{}\r\n]|\{(?!\{)|\}(?!\}))*\}\}|<%[=-](?:[^%<\r\n]|%(?!>)|<(?!%))*%>"
    r"|<\?=[^<>\r\n]*+\?>|\$\{[\w.]+\}"
)
_DIRECTIVE = (
    r"\{\{[<%](?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}|\{%(?:[^%{]|%(?!\})|\{(?!%))*%\}"
    r"|<%(?![=-])(?:[^%<]|%(?!>)|<(?!%))*%>|\{\#(?!\w[\w-]*\s*\})(?:[^#{]|\#(?!\}))*\#\}"
)
_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}(?:[^{]|\{(?!%-?\s*comment\b))*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{\{/\*(?:[^*{]|\*(?!/)|\{(?!\{/))*\*/\}\}"
)
# kramdown: {: .class #id key="value"} behind a span or on a line of its own, {:toc}, {::options /}
_DRESS = r"\{::?(?=[\s.#/\w])[^{}\r\n]*\}"
_SPECIAL = re.compile(f"(?P<directive>{_DIRECTIVE})|{_DRESS}")
_ANCHOR = re.compile(r"\{#[\w:.-]+(?:[ \t]+\.[\w-]+)*\}[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(
    r"^[ \t]*(?:[*+-]|1\.)[ \t]+[^\r\n]*\r?\n[ \t]*\{:\s*toc[^}]*\}"
    r"|^[ \t]*(?:\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|\{\{toc\}\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def shielded(text: str) -> str:
    """The text for a parser of markup. Characters correspond one to one."""
    for pattern in (_COMMENT, _CONTENTS):
        text = pattern.sub(_blank, text)
    text = _PLACEHOLDER.sub(lambda found: "x" * len(found.group()), text)
    text = "".join(_without_specials(text))
    return _ANCHOR.sub(lambda found: HOLE * len(found.group()), text)


def _without_specials(text: str) -> Iterator[str]:
    done = 0
    for run in _runs(text):
        alone = _LINE_START.fullmatch(text, *_before(text, run[0].start())) and _LINE_END.match(text, run[-1].end())
        for found in run:
            yield text[done : found.start()]
            if alone:
                yield _blank(found)
            elif found["directive"]:
                yield re.sub(r"[^\r\n]", "x", found.group())
            else:
                yield HOLE * len(found.group())
            done = found.end()
    yield text[done:]


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Directives and the like, those together that have nothing but blanks between them."""
    run: list[re.Match[str]] = []
    for found in _SPECIAL.finditer(text):
        if run and text[run[-1].end() : found.start()].strip(" \t"):
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _before(text: str, at: int) -> tuple[int, int]:
    """The blanks before a place, and the character before them."""
    start = at
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return max(0, start - 1), at


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", found.group())


_LINE_START = re.compile(r"[\r\n]?[ \t]*")
_LINE_END = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
