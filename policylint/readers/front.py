"""Front matter: the YAML or TOML that site generators keep at the head of a page. In: text. Out: it, and its place."""

from __future__ import annotations

import re

from policylint.places import Span

_FRONT = re.compile(
    r"(?P<mark>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)"
    r"(?P<body>(?:(?!(?:(?P=mark)|\.\.\.)[ \t]*(?:$|\r))[^\r\n]*(?:\r\n|\n|\r(?!\n)))*)"
    r"(?:(?P=mark)|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
    re.MULTILINE,
)
# The first line of data is a key. What Astro keeps between the same marks is a program.
_KEY = re.compile(r"\s*(?:#[^\r\n]*+\s+)*(?:['\"]?[\w.-]+['\"]?\s*[:=]|\[[\w.-]+\]|\Z)")


def front_matter(text: str) -> str:
    """The front matter of a page without the marks around it; empty where there is none."""
    found = _found(text)
    return found["body"] if found else ""


def front_span(text: str) -> Span:
    """Where the front matter stands, its marks included; an empty span at the start where there is none."""
    found = _found(text)
    return Span(0, found.end() if found else 0)


def without_front(text: str) -> str:
    """The text with white space in place of its front matter; lines stay lines."""
    end = front_span(text).end
    return re.sub(r"[^\r\n]", " ", text[:end]) + text[end:]


def _found(text: str) -> re.Match[str] | None:
    found = _FRONT.match(text)
    return found if found and _KEY.match(found["body"]) else None
