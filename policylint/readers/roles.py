"""Roles: what an element or component does to the text in it. In: its name and attributes. Out: an `Element`.

Component libraries name their parts after what they render as; where a name tells nothing the component is a block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TypeAlias

from policylint.places import Span

Attributes: TypeAlias = Mapping[str, tuple[str, Span]]
"""Names to what stands between the quotes, and where. An expression is its own text, with its braces."""


class Role(Enum):
    """What an element does to the text in it."""

    BLOCK = auto()
    HEADING = auto()
    LIST = auto()
    ITEM = auto()
    DEFINITION = auto()
    ROW = auto()
    CELL = auto()
    HEAD = auto()
    QUOTE = auto()
    CODE = auto()
    INLINE = auto()
    BREAK = auto()
    HIDDEN = auto()
    TRANSPARENT = auto()


@dataclass(frozen=True, slots=True)
class Element:
    """An element by what it does.

    name: of the HTML element it is like, lower case. level: of a heading. number: of the first item of a numbered list.
    head: a cell that names its column. solid: a paragraph or heading. link: where it leads. title: what it shows above
    its content, and where that stands.
    """

    name: str
    role: Role
    level: int = 0
    number: int = 0
    head: bool = False
    bold: bool = False
    italic: bool = False
    solid: bool = False
    link: str | None = None
    title: tuple[str, Span] | None = None


def element_of(name: str, attributes: Attributes, *, in_row: bool = False, inline: bool = False) -> Element:
    """What an element is.

    in_row: it stands directly in a table row. inline: it stands where a paragraph has begun.
    """
    if not attributes:
        return _bare(name, in_row=in_row, inline=inline)
    return Element(name.lower(), Role.HIDDEN) if _is_hidden(attributes) else _element(name, attributes, in_row, inline)


@lru_cache(maxsize=512)
def _bare(name: str, *, in_row: bool, inline: bool) -> Element:
    """An element without attributes, as most are."""
    return _element(name, {}, in_row, inline)


def _element(name: str, attributes: Attributes, in_row: bool, inline: bool) -> Element:
    is_component = not name or not name[0].islower() or "." in name or "-" in name
    known = _like(name, attributes, in_row=in_row) if is_component else name.lower()
    if known == "button" and inline:
        # The title of an accordion opens it.
        return Element(known, Role.INLINE)
    if known in _HIDDEN or (is_component and known.startswith(_HIDDEN_COMPONENTS)):
        return Element(known, Role.HIDDEN)
    heading = _heading_level(known, attributes, is_component=is_component)
    if heading:
        return Element(known, Role.HEADING, level=heading, solid=True)
    if known in _ROLES:
        number = _number(attributes) if known in ("ol", "orderedlist") else 0
        return Element(known, _ROLES[known], number=number, head=known == "th", bold=known in _TITLES)
    target = attributes.get("href") or attributes.get("to")
    if known in _INLINE or known.endswith(("link", "anchor")) or (is_component and (inline or target)):
        is_link = known == "a" or is_component
        return Element(
            known,
            Role.INLINE,
            bold=known in _BOLD,
            italic=known in _ITALIC,
            link=target[0] if target and is_link else None,
        )
    if not is_component:
        return Element(known, Role.BLOCK, solid=known == "p")
    return Element(known, Role.BLOCK, bold=known.endswith(("heading", "title")), title=_title(known, attributes))


def _like(name: str, attributes: Attributes, *, in_row: bool) -> str:
    """The HTML element a component is like, else its own name in lower case."""
    for key in ("as", "component", "is", "tag", "el", "variant"):
        value = attributes.get(key)
        if value and (value[0] in _ROLES or value[0] in _INLINE or _HEADING.fullmatch(value[0]) or value[0] == "p"):
            return value[0]
    *_, parent, last = ("", *re.split(r"[.]", name))
    lower = last.lower().replace("-", "")
    if lower == "tablehead":
        return "th" if in_row else "thead"
    if lower == "item" and parent.lower().endswith("list"):
        return "li"
    return _COMPONENTS.get(lower, lower)


def _heading_level(name: str, attributes: Attributes, *, is_component: bool) -> int:
    found = _HEADING.fullmatch(name)
    if found:
        return int(found.group(1))
    if is_component and name.endswith(("heading", "title", "header", "headline")):
        for key in ("level", "order", "as", "size"):
            found = _LEVEL.fullmatch(attributes[key][0]) if key in attributes else None
            if found:
                return int(found.group(1))
    return 0


def _title(name: str, attributes: Attributes) -> tuple[str, Span] | None:
    """The title a component shows, unless it is one that names the window with it."""
    if _WINDOW.search(name):
        return None
    found = attributes.get("title") or attributes.get("heading")
    return found if found and found[0].strip() and not found[0].startswith("{") else None


def _number(attributes: Attributes) -> int:
    start = attributes["start"][0].strip("{}") if "start" in attributes else ""
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes and attributes["hidden"][0].strip("{}") != "false":
        return True
    if "aria-hidden" in attributes and attributes["aria-hidden"][0].strip("{}") == "true":
        return True
    return "style" in attributes and _NOT_SHOWN.search(attributes["style"][0]) is not None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADING = re.compile(r"h([1-6])")
_LEVEL = re.compile(r"\{?[\"'`]?h?([1-6])[\"'`]?\}?")
_WINDOW = re.compile(r"layout|page|seo|meta|head$|helmet|html|^app|shell|image|img|icon|tooltip|frame")
_NOT_SHOWN = re.compile(r"(?:display['\"]?\s*:\s*['\"]?none|visibility['\"]?\s*:\s*['\"]?hidden)", re.IGNORECASE)

_BOLD = frozenset({"b", "strong", "bold"})
_ITALIC = frozenset({"em", "i", "italic", "emphasis"})
_TITLES = frozenset({"summary", "caption", "legend"})
_INLINE = (
    _words(
        "a abbr acronym bdi bdo big cite code data dfn font ins kbd label mark q samp small span sub sup time tt u var"
        " wbr highlight tooltip trans translate badge"
    )
    | _BOLD
    | _ITALIC
)
_HIDDEN = _words(
    "script style head template noscript nav svg math canvas audio video iframe object embed form button input select"
    " option textarea dialog del s strike helmet seo meta metatags svelte:head breadcrumb breadcrumbs"
)
_HIDDEN_COMPONENTS = ("nav", "icon", "cookiebanner")
_ROLES = {
    "br": Role.BREAK,
    "ul": Role.LIST,
    "ol": Role.LIST,
    "menu": Role.LIST,
    "dl": Role.LIST,
    "list": Role.LIST,
    "unorderedlist": Role.LIST,
    "orderedlist": Role.LIST,
    "li": Role.ITEM,
    "dt": Role.ITEM,
    "dd": Role.DEFINITION,
    "tr": Role.ROW,
    "td": Role.CELL,
    "th": Role.CELL,
    "thead": Role.HEAD,
    "blockquote": Role.QUOTE,
    "pre": Role.CODE,
    "summary": Role.BLOCK,
    "caption": Role.BLOCK,
    "legend": Role.BLOCK,
    "fragment": Role.TRANSPARENT,
    "": Role.TRANSPARENT,
}
_COMPONENTS = {
    "listitem": "li",
    "tablerow": "tr",
    "tablecell": "td",
    "tableheader": "thead",
    "tableheadercell": "th",
    "paragraph": "p",
    "linebreak": "br",
    "span": "span",
}
HTML = (
    _INLINE
    | _HIDDEN
    | _ROLES.keys()
    | _words(
        "html body title base link img hr area param source track col colgroup table caption tbody tfoot p div section"
        " article aside main header footer hgroup address figure figcaption details center search fieldset label"
        " picture map rp rt ruby progress meter output slot frame frameset noframes dir strike h1 h2 h3 h4 h5 h6"
    )
)
"""The names of HTML's elements, old ones and a few of component libraries included."""
