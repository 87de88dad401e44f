"""Hidden: what a reader of a page does not see, and what only waits for a click.

In: a page. Out: for every node whether it is hidden for good.

A collapsed accordion, a tab that is not in front and a menu are all `display: none` in the page as served. A collapsed
part of a policy holds running text, and something on the page says that it opens.
"""

from __future__ import annotations

from policylint.readers.html.dom import Element, Page
from policylint.readers.html.measure import HEADINGS, Measures, measure
from policylint.readers.html.styles import is_hidden, names
from policylint.readers.html.words import words

# So many words of running text make a hidden part worth a look.
_SOME_PROSE = 12
_LARGE_SHARE = 0.3
_PANEL = words(
    "accordion collapse collapsed collapsible panel tab tabs tabpanel toggle toggler expand expander expandable answer"
    " faq details drawer more content body section"
)
_OVERLAY = words(
    "modal dialog alertdialog popup popover overlay lightbox cookie cookies consent gdpr onetrust optanon tooltip menu"
    " nav dropdown login signin signup newsletter search captcha error loading banner alert"
)
_OPENERS = frozenset({"a", "button", "dt", "summary", "label"}) | HEADINGS


def hidden(page: Page) -> list[bool]:
    """The roots of hidden subtrees."""
    marked = [isinstance(node, Element) and is_hidden(node) for node in page.nodes]
    if not any(marked):
        return marked
    measures = measure(page)
    opened = _opened(page)
    before = _before(page)
    total = measures.prose[0]
    # A page built by scripts may be served hidden as a whole.
    return [
        hides
        and measures.prose[index] <= _LARGE_SHARE * total
        and not _opens(page, index, measures, opened, before[index])
        for index, hides in enumerate(marked)
    ]


def _opened(page: Page) -> frozenset[str]:
    """The ids that something on the page points to, to open or to describe."""
    found: set[str] = set()
    for node in page.nodes:
        if isinstance(node, Element):
            attrs = node.attrs
            found.update(attrs.get("aria-controls", "").split())
            for name in ("href", "data-target", "data-bs-target", "data-toggle", "data-tab"):
                value = attrs.get(name, "")
                if value.startswith("#"):
                    found.add(value[1:])
    return frozenset(found)


def _opens(page: Page, index: int, measures: Measures, opened: frozenset[str], before: int) -> bool:
    """Whether a hidden part is a collapsed part of the text."""
    node = page.nodes[index]
    assert isinstance(node, Element)
    if measures.prose[index] < _SOME_PROSE or not _OVERLAY.isdisjoint(names(node)):
        return False
    if node.attrs.get("aria-modal") == "true":
        return False
    return (
        node.attrs.get("id", "") in opened
        or node.attrs.get("role") == "tabpanel"
        or "aria-labelledby" in node.attrs
        or not _PANEL.isdisjoint(names(node))
        or _is_opener(page, before)
    )


def _before(page: Page) -> list[int]:
    """For every node the element before it in the same parent, or -1."""
    before, last = [-1] * len(page.nodes), [-1] * len(page.nodes)
    for index, node in enumerate(page.nodes):
        if node.parent >= 0:
            before[index] = last[node.parent]
            if isinstance(node, Element):
                last[node.parent] = index
    return before


def _is_opener(page: Page, before: int) -> bool:
    """Whether this, or the first element in it, is something that people click on to see more."""
    if before < 0:
        return False
    first = next((child for child in page.children(before) if page.element(child) is not None), before)
    candidates = (page.element(before), page.element(first))
    return any(each is not None and each.tag in _OPENERS for each in candidates)
