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
from policylint.readers.html.measure import HEADINGS, Measures, measure
from policylint.readers.html.styles import is_block, names

# A suspect part of a page that holds more of its running text than this is the policy after all.
_LARGE_SHARE = 0.3
_CORE = 0.5
_HOME = 0.9
# Of the long words of running text on the same subject at least this share is in the policy, too. (In the pages this
# was measured on: 0.45 and more amid a policy, on a subject of its own; 0.15 for news beside one.)
_RELATED = 0.4
_FOREIGN = 0.25
_ENOUGH_WORDS = 40
_LONGEST_TITLE = 60
_LINKED = 0.5
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
# Parts of a text, none of which is where a policy is, only where a piece of it is.
_TEXT_LEVEL = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead tfoot tr blockquote pre address a b strong i em u".split()
)
# And those that no name makes suspect: a heading "header-security" is one of a section on security.
_NEVER_SUSPECT = frozenset("h1 h2 h3 h4 h5 h6 li dt dd tr tbody main article body".split())
_WORD = re.compile(r"\w+")
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
        self._name = frozenset(_WORD.findall(page.title.data.lower())) if page.title else frozenset()

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
        if isinstance(node, Text) or not measures.words[index] or not is_block(node) or node.tag in _NEVER_SUSPECT:
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
        page = self._page
        here, enough = 0, share * counted[0]
        while enough:
            inside = next((child for child in page.children(here) if counted[child] >= enough), None)
            if inside is None:
                break
            here = inside
        while here and (element := page.element(here)) is not None and element.tag in _TEXT_LEVEL:
            here = page.nodes[here].parent
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

    def _likeness(self, index: int) -> tuple[float, int]:
        """Which share of the long words of a part the core uses too, and how many there are."""
        words = list(self._long_words(index))
        return sum(1 for word in words if word in self._vocabulary) / max(1, len(words)), len(words)

    def _is_around(self, index: int) -> bool:
        """Whether a part outside the home goes: all but running text on the subject, and the title."""
        if self._is_title(index):
            return False
        return self._suspects[index] or not self._measures.prose[index] or self._likeness(index)[0] < _RELATED

    def _is_amiss(self, index: int) -> bool:
        """Whether a part amid the text goes: what is suspect and about something else or but links, and what is about
        something else beyond doubt.
        """
        measures, element = self._measures, self._page.element(index)
        if element is None or self._is_title(index):
            return False
        if not measures.prose[index]:
            return (
                self._suspects[index] and measures.link_share(index) >= _LINKED and not self._has_address(index)
            )
        if self._suspects[index]:
            return self._likeness(index)[0] < _RELATED
        if element.tag in _TEXT_LEVEL:
            return False
        likeness, words = self._likeness(index)
        return words >= _ENOUGH_WORDS and likeness < _FOREIGN

    def _is_title(self, index: int) -> bool:
        """Whether this stands before the core and has, in few words, a heading: the first, or one the page is named by."""
        page = self._page
        if index > self._core or self._measures.words[index] > _LONGEST_TITLE:
            return False
        for each in range(index, page.ends[index]):
            element = page.element(each)
            if element is not None and not self._skip[each] and element.tag in HEADINGS:
                words = set(self._words(each))
                if words and (element.tag == "h1" or words <= self._name):
                    return True
        return False

    def _words(self, index: int) -> Iterator[str]:
        for each in range(index, self._page.ends[index]):
            node = self._page.nodes[each]
            if isinstance(node, Text):
                yield from _WORD.findall(node.data.lower())

    def _has_address(self, index: int) -> bool:
        nodes = self._page.nodes[index : self._page.ends[index]]
        return any(isinstance(node, Text) and _ADDRESS.search(node.data) for node in nodes)
