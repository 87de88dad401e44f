"""Chrome: what stands on a page around the policy, and is none of it.

In: a page. Out: for every node whether its subtree is left out.

Recall comes before precision: a paragraph that is lost is reported as missing from the policy. So names (a class
"footer", a role "navigation") only raise a suspicion, and what decides is the text: where the running text of the page
is, and what share of it a part of the page holds. First goes what nobody sees; then the policy is found, as the
smallest part of the page with nearly all running text; then around it goes what is suspect or only links, and inside it
what can be no part of any text, such as share buttons.
"""

from __future__ import annotations

import re

from policylint.readers.html.dom import Element, Page, Text
from policylint.readers.html.hidden import hidden
from policylint.readers.html.measure import HEADINGS, Measures, measure
from policylint.readers.html.styles import is_block, names

# A suspect part of a page that holds more of its running text than this is the policy after all.
_LARGE_SHARE = 0.3
# The policy is the smallest part of the page that holds so much of its running text.
_MOST = 0.8
_CONTROLS = frozenset({"input", "select", "textarea", "option", "progress", "meter", "dialog", "optgroup"})
_CHROME_TAGS = frozenset({"nav", "header", "footer", "aside", "form", "dialog", "search"})
_CHROME_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog alert menu menubar toolbar status"
    " tablist tooltip".split()
)
# Words in classes and ids of parts that stand around a text.
_AROUND = frozenset(
    "nav navbar navigation menu menubar submenu breadcrumb breadcrumbs crumbs pagination pager sitemap topbar toolbar"
    " masthead header banner branding logo footer foot colophon copyright sidebar side aside rail widget widgets related"
    " recommended recommendations promo promos promotion ad ads advert advertisement advertising sponsor sponsored"
    " teaser teasers trending popular newsletter subscribe subscription signup signin login share sharing social"
    " sharethis addthis addtoany follow cookie cookies consent gdpr cmp onetrust truste optanon cookiebot didomi"
    " usercentrics modal popup popover overlay lightbox dialog tooltip dropdown search comments disqus feedback survey"
    " skip print tools noprint carousel slider gallery".split()
)
# And of those that can stand amid one.
_AMID = frozenset(
    "breadcrumb breadcrumbs crumbs pagination pager share sharing sharethis addthis addtoany social skip noprint"
    " sharedaddy".split()
)
_AMID_TAGS = frozenset({"nav", "search", "dialog"})
_AMID_ROLES = frozenset({"navigation", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tooltip"})
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\b(?:P\.?\s?O\.? Box|Street|St\.|Avenue|Ave\.|Road|Rd\.|Suite|Blvd|Boulevard|Drive|Floor)\b"
    r"|\b\d{5}(?:-\d{4})?\b",
    re.IGNORECASE,
)
_TO_TOP = re.compile(
    r"\W*(?:(?:(?:go |jump )?back )?to (?:the )?top(?: of (?:the )?page)?|top(?: of (?:the )?page)?|print(?: this page)?"
    r"|skip to .{0,20}|return to top)\W*",
    re.IGNORECASE,
)


def chrome(page: Page) -> list[bool]:
    """What to leave out."""
    skip = hidden(page)
    for index, node in enumerate(page.nodes):
        if isinstance(node, Element) and node.tag in _CONTROLS:
            skip[index] = True
    measures = measure(page, skip)
    prose = measures.prose[0]
    if not prose:
        return skip
    _mark_around(page, skip, measures)
    _mark_amid(page, skip, measures)
    return skip


def _mark_around(page: Page, skip: list[bool], measures: Measures) -> None:
    """Walk down from the page to the policy, and at each step look at what stands beside the way."""
    suspects = [_is_suspect(page, index, measures) for index in range(len(page.nodes))]
    total = measures.prose[0]
    # Running text in suspect parts does not count for where the policy is.
    counted = list(measures.prose)
    for index, suspect in enumerate(suspects):
        if suspect and not skip[index] and not any(suspects[above] for above in page.ancestors(index)):
            for above in page.ancestors(index):
                counted[above] -= measures.prose[index]
    here = 0
    while True:
        children = [child for child in page.children(here) if not skip[child] and page.element(child) is not None]
        best = max(children, key=lambda child: counted[child] if not suspects[child] else 0, default=None)
        inside = best is not None and counted[best] >= _MOST * (counted[0] or total)
        for child in children:
            if child != best or not inside:
                skip[child] = suspects[child] or (inside and _is_aside(page, child, measures))
        if not inside or best is None:
            break
        here = best


def _is_suspect(page: Page, index: int, measures: Measures) -> bool:
    node = page.nodes[index]
    if isinstance(node, Text) or not measures.words[index]:
        return False
    role = node.attrs.get("role", "")
    named = node.tag in _CHROME_TAGS or role in _CHROME_ROLES or not _AROUND.isdisjoint(names(node))
    return named and measures.prose[index] <= _LARGE_SHARE * measures.prose[0] and is_block(node)


def _is_aside(page: Page, index: int, measures: Measures) -> bool:
    """Whether a part beside the policy is none of it: no running text, no title, no address."""
    return not measures.prose[index] and not measures.headings[index]


def _mark_amid(page: Page, skip: list[bool], measures: Measures) -> None:
    for index, node in enumerate(page.nodes):
        if isinstance(node, Text) or skip[index] or not measures.words[index]:
            continue
        role = node.attrs.get("role", "")
        named = node.tag in _AMID_TAGS or role in _AMID_ROLES or not _AMID.isdisjoint(names(node))
        if named and measures.prose[index] <= 0.05 * measures.prose[0] and measures.words[index] < 200:
            skip[index] = True


def _unused() -> None:
    _ = (HEADINGS, _ADDRESS, _TO_TOP)
