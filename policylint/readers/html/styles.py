"""What an element's own attributes say of its looks and its purpose.

In: an element. Out: whether it is a block, hidden, bold; the words of its class, id and role.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policylint.readers.html.dom import Element
from policylint.readers.html.words import words

_INLINE = words(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark nobr output"
    " q rb rp rt ruby s samp select slot small span strike strong sub sup textarea time tt u var wbr"
)
_UTILITY = frozenset({"hidden", "hide", "invisible", "sr-only", "visually-hidden", "visuallyhidden", "d-none"})
# Hidden on small screens only: "hidden md:block", "d-none d-md-flex".
_SHOWN = re.compile(r"(?:^|\s)(?:\w+:|d-\w+-)(?:block|flex|grid|inline\S*|table\S*)(?:\s|$)")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*(inline|block|flex|grid|table|list-item)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|pre-wrap|pre-line|break-spaces)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_block(element: Element) -> bool:
    """Whether text before and after the element stands apart from the text in it."""
    if element.tag == "button":
        return True
    style = element.attrs.get("style")
    if style:
        display = _DISPLAY.search(style)
        if display:
            return display[1].lower() != "inline"
    if "-" in element.tag:
        return False
    return element.tag not in _INLINE


def is_hidden(element: Element) -> bool:
    """Whether the element says itself that a reader does not see it, at least not before a click."""
    attrs = element.attrs
    classes = attrs.get("class", "")
    return (
        (bool(classes) and not _UTILITY.isdisjoint(classes.lower().split()) and not _SHOWN.search(classes))
        or ("hidden" in attrs and attrs["hidden"] != "until-found")
        or attrs.get("aria-hidden") == "true"
        or (bool(attrs.get("style")) and _HIDDEN.search(attrs["style"]) is not None)
    )


def is_opener(element: Element) -> bool:
    """Whether a click on the element shows a collapsed part of the page, whose title it is."""
    attrs = element.attrs
    if element.tag == "summary":
        return True
    if element.tag not in ("button", "a", "div", "span"):
        return False
    return "aria-expanded" in attrs or attrs.get("data-toggle", attrs.get("data-bs-toggle", "")) in ("collapse", "tab")


def is_bold(element: Element) -> bool | None:
    """Whether the element makes its text bold; None where it leaves it as it is."""
    style = element.attrs.get("style")
    if style and "font-weight" in style.lower():
        if _BOLD.search(style):
            return True
        if _NOT_BOLD.search(style):
            return False
    return True if element.tag in ("b", "strong", "th", "dt") else None


def is_italic(element: Element) -> bool:
    """Whether the element makes its text italic."""
    style = element.attrs.get("style")
    return element.tag in ("i", "em", "cite", "dfn", "var") or bool(style and _ITALIC.search(style))


def keeps_lines(element: Element) -> bool:
    """Whether line ends in the source are line ends on the page."""
    style = element.attrs.get("style")
    return element.tag in ("pre", "listing", "xmp", "plaintext") or bool(style and _KEEPS_LINES.search(style))


def names(element: Element) -> frozenset[str]:
    """The words of class, id and role in lower case: "site-footer" and "siteFooter" are both "site" and "footer"."""
    attrs = element.attrs
    return _words(" ".join((attrs.get("class", ""), attrs.get("id", ""), attrs.get("role", ""))))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))
