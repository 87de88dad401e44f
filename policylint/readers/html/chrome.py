"""Chrome: what stands on a page around the policy, and is none of it.

In: a page. Out: for every node whether its subtree is left out.

Recall comes before precision: a paragraph that is lost is reported as missing from the policy. So names (a class
"footer", a role "navigation") only raise a suspicion, and what decides is the text. First goes what nobody sees. Then
two parts of the page are found: the core, the smallest part with half of all running text, and the home, the smallest
one with nearly all of it. What hangs off the way from the page to the core is judged by its running text, whether that
uses the words of the core, its title, its names and its links: strictly outside the home, mildly inside it, and inside
the core only what is suspect and no running text of this kind goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policylint.readers.html.dom import Element, Page, Text
from policylint.readers.html.hidden import hidden
from policylint.readers.html.measure import Measures, measure
from policylint.readers.html.styles import is_block, names

# A suspect part of a page that holds more of its running text than this is the policy after all.
_LARGE_SHARE = 0.3
_CORE = 0.5
_HOME = 0.9
# Running text of another subject shares fewer of its long words than this with the policy.
_RELATED = 0.5
_LONGEST_TITLE = 60
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
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\b(?:P\.?\s?O\.? Box|Street|St\.|Avenue|Ave\.|Road|Rd\.|Suite|Blvd|Boulevard|Drive|Floor)\b"
    r"|\b\d{5}(?:-\d{4})?\b",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def chrome(page: Page) -> list[bool]:
    """What to leave out."""
    skip = hidden(page)
    for index, node in enumerate(page.nodes):
        if isinstance(node, Element) and node.tag in _CONTROLS:
            skip[index] = True
    measures = measure(page, skip)
    if measures.prose[0]:
        _Judge(page, skip, measures).judge()
    return skip


class _Judge:
    """Decides what of a page goes, and marks it in `skip`."""

    def __init__(self, page: Page, skip: list[bool], measures: Measures) -> None:
        self._page = page
        self._skip = skip
        self._measures = measures
        self._suspects = [self._is_suspect(index) for index in range(len(page.nodes))]
        counted = self._counted()
        self._core = self._smallest(counted, _CORE)
        self._home = self._smallest(counted, _HOME)
        self._vocabulary = frozenset(self._long_words(self._core))

    def judge(self) -> None:
        """Walk from the page to its core, judging what stands beside the way, then look into the core."""
        page, skip = self._page, self._skip
        way = [self._core, *page.ancestors(self._core)]
        in_home = page.ends[self._home]
        for below, above in zip(way, way[1:], strict=False):
            mild = self._home <= above < in_home
            for child in page.children(above):
                if child != below and page.element(child) is not None and not skip[child]:
                    skip[child] = self._is_amiss(child) if mild else self._is_around(child)
        for index in range(self._core + 1, page.ends[self._core]):
            if self._suspects[index] and not skip[index]:
                skip[index] = self._is_amiss(index)

    def _is_suspect(self, index: int) -> bool:
        """Whether tag, role or names say that this stands around a text; a large part of the text does not."""
        node, measures = self._page.nodes[index], self._measures
        if isinstance(node, Text) or not measures.words[index] or not is_block(node):
            return False
        named = (
            node.tag in _CHROME_TAGS
            or node.attrs.get("role", "") in _CHROME_ROLES
            or not _AROUND.isdisjoint(names(node))
        )
        return named and measures.prose[index] <= _LARGE_SHARE * measures.prose[0]

    def _counted(self) -> list[int]:
        """The running text of every part without that of suspect parts in it."""
        page, prose = self._page, self._measures.prose
        counted = list(prose)
        # Children come behind their parent: first what each node has of its own, then sums from the end.
        for index in range(1, len(page.nodes)):
            counted[page.nodes[index].parent] -= prose[index]
        for index in range(len(page.nodes) - 1, 0, -1):
            if self._suspects[index]:
                counted[index] = 0
            counted[page.nodes[index].parent] += counted[index]
        return counted

    def _smallest(self, counted: list[int], share: float) -> int:
        """The smallest part of the page with this share of its running text."""
        here, enough = 0, share * counted[0]
        while enough:
            inside = next((child for child in self._page.children(here) if counted[child] >= enough), None)
            if inside is None:
                break
            here = inside
        return here

    def _long_words(self, index: int) -> Iterator[str]:
        page = self._page
        here, end = index, page.ends[index]
        while here < end:
            node = page.nodes[here]
            if isinstance(node, Text):
                yield from _LONG_WORD.findall(node.data.lower())
            elif self._skip[here]:
                here = page.ends[here]
                continue
            here += 1

    def _is_related(self, index: int) -> bool:
        """Whether a part with running text speaks of what the core speaks of."""
        words = list(self._long_words(index))
        shared = sum(1 for word in words if word in self._vocabulary)
        return shared >= _RELATED * len(words)

    def _is_around(self, index: int) -> bool:
        """Whether a part outside the home goes: all but running text on the subject, and the title."""
        if self._is_title(index):
            return False
        return self._suspects[index] or not self._measures.prose[index] or not self._is_related(index)

    def _is_amiss(self, index: int) -> bool:
        """Whether a part amid the text goes: what is suspect and says nothing on the subject, nor an address."""
        measures = self._measures
        if not measures.words[index] or self._is_title(index):
            return False
        if measures.prose[index]:
            return not self._is_related(index)
        return self._suspects[index] and not self._has_address(index)

    def _is_title(self, index: int) -> bool:
        """Whether this stands before the core and has a heading of the first level in few words."""
        if index > self._core or self._measures.words[index] > _LONGEST_TITLE:
            return False
        below = range(index, self._page.ends[index])
        return any((node := self._page.element(each)) is not None and node.tag == "h1" for each in below)

    def _has_address(self, index: int) -> bool:
        nodes = self._page.nodes[index : self._page.ends[index]]
        return any(isinstance(node, Text) and _ADDRESS.search(node.data) for node in nodes)
