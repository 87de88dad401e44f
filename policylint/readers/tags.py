"""Tags: HTML inside another format, a tag or a few lines at a time. In: text. Out: calls of a `Flow`.

What stands between the tags goes to the caller, which knows what text is in its format.
"""

from __future__ import annotations

import html
import re

from policylint.places import Span
from policylint.readers.markup import Flow
from policylint.readers.roles import HTML, Attributes

# Each alternative begins with a character of its own, so that no input can be read in two ways and tried twice.
# Possessive quantifiers over groups would say so too, but Python 3.11.2 gets them wrong (python/cpython issue 106052).
TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]*)?"
    r"(?P<attributes>(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*)>"
    r"|<[!?][^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=\"'<>/{}]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|(?P<code>\{(?:[^{}]|\{[^{}]*\})*\})|(?P<bare>[^\s\"'<>]+)))?"
)
_STRING_CODE = re.compile(r"\{\s*(['\"`])((?:(?!\1).)*)\1\s*\}", re.DOTALL)
# Attributes that are written without a value.
_FLAGS = frozenset(["allowfullscreen", "async", "autoplay", "checked", "compact", "controls", "defer", "disabled"]) | {
    *["download", "hidden", "inert", "ismap", "itemscope", "loop", "multiple", "muted", "noshade", "novalidate"],
    *["nowrap", "open", "readonly", "required", "reversed", "selected"],
}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def read_tag(found: re.Match[str], flow: Flow) -> None:
    """Hand a tag to `flow`; anything else that was found is nothing."""
    if found["attributes"] is None:
        return
    span = Span(*found.span())
    name = found["name"] or ""
    if found["end"]:
        flow.close(name, span)
    else:
        empty = found["attributes"].rstrip().endswith("/") or name in _VOID
        flow.open(name, span, _attributes(found), empty=empty)


def is_placeholder(found: re.Match[str]) -> bool:
    """Whether it only looks like a tag: `<Company Name>` is a hole in a template, and no element is written so."""
    name = found["name"] or ""
    if not name or found["end"] or re.search(r"[-:.]", name) or re.search(r"=|/\Z", found["attributes"]):
        return False
    words = found["attributes"].lower().split()
    return name.lower() not in HTML or any(word not in _FLAGS for word in words)


def _attributes(tag: re.Match[str]) -> Attributes:
    found: dict[str, tuple[str, Span]] = {}
    for each in _ATTRIBUTE.finditer(tag.string, *tag.span("attributes")):
        group = next((name for name in ("double", "single", "code", "bare") if each[name] is not None), None)
        if group is None:
            found[each["name"]] = ("", Span(each.end(), each.end()))
            continue
        start, end = each.span(group)
        code = _STRING_CODE.fullmatch(each[group]) if group == "code" else None
        if code:
            start, end = start + code.start(2), start + code.end(2)
        value = tag.string[start:end]
        found[each["name"]] = (value if group == "code" and not code else html.unescape(value), Span(start, end))
    return found
