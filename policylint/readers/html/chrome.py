"""Chrome: what stands on a page around the policy, and is none of it.

In: a page. Out: for every node whether its subtree is left out.

Recall comes before precision: a paragraph that is lost is reported as missing from the policy. So names (a class
"footer", a role "navigation") only raise a suspicion, and what decides is the text. First goes what nobody sees. Then
two parts of the page are found: the core, the smallest part with half of the running text (where there is enough of it,
of that which speaks of data and law), and the home, the smallest one with nearly all of it. What hangs off the way from
the page to the core is judged by its running text, whether that uses the words of the core, its title, its names and
its links: strictly outside the home, mildly inside it, and inside the core only what is suspect and no running text of
this kind goes. What holds a large share of the running text always stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from policylint.readers.html.dom import Element, Page, Text
from policylint.readers.html.hidden import hidden
from policylint.readers.html.measure import HEADINGS, Measures, measure
from policylint.readers.html.styles import is_block, is_opener, names
from policylint.readers.html.words import words

# A suspect part of a page that holds more of its running text than this is the policy after all.
_LARGE_SHARE = 0.3
_CORE = 0.5
_SOME = 0.2
_FEW_WORDS = 40
_HOME = 0.9
# Of the long words of running text on the same subject at least this share is in the policy, too. (In the pages this
# was measured on: 0.45 and more amid a policy, on a subject of its own; 0.15 for news beside one.)
_RELATED = 0.4
_FOREIGN = 0.25
_ENOUGH_WORDS = 40
_LONGEST_TITLE = 60
_LINKED = 0.5
_LONGEST_LABEL = 12
_LONGEST_IMPRINT = 80
_LONGEST_ADDRESS = 300
_CONTROLS = frozenset({"input", "select", "textarea", "option", "progress", "meter", "dialog", "optgroup"})
_CHROME_TAGS = frozenset({"nav", "header", "footer", "aside", "form", "dialog", "search"})
_CHROME_ROLES = words(
    "navigation banner contentinfo complementary search dialog alertdialog alert menu menubar toolbar status"
    " tablist tooltip"
)
# Words in classes and ids of parts that stand around a text.
_AROUND = words(
    "nav navbar navigation menu menubar submenu breadcrumb breadcrumbs crumbs pagination pager sitemap topbar"
    " toolbar masthead header banner branding logo footer foot colophon copyright sidebar side aside rail widget"
    " widgets related recommended recommendations promo promos promotion ad ads advert advertisement advertising"
    " sponsor sponsored teaser teasers trending popular newsletter subscribe subscription signup signin login"
    " share sharing social sharethis addthis addtoany follow cookie cookies consent gdpr cmp onetrust truste"
    " optanon cookiebot didomi usercentrics modal popup popover overlay lightbox dialog tooltip dropdown search"
    " comments disqus feedback survey skip print tools noprint carousel slider gallery"
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\b(?:P\.?\s?O\.? Box|Street|St\.|Avenue|Ave\.|Road|Rd\.|Suite|Blvd|Boulevard|Drive|Floor)\b"
    r"|\b\d{5}(?:-\d{4})?\b",
    re.IGNORECASE,
)
# Parts of a text, none of which is where a policy is, only where a piece of it is.
_TEXT_LEVEL = words(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead tfoot tr blockquote pre address a b strong i em u"
)
# And those that no name makes suspect: a heading "header-security" is one of a section on security.
_NEVER_SUSPECT = words("h1 h2 h3 h4 h5 h6 li dt dd tr tbody main article body")
_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def chrome(page: Page) -> list[bool]:
    """What to leave out."""
    skip = hidden(page)
    for index, node in enumerate(page.nodes):
        if isinstance(node, Element) and not skip[index]:
            skip[index] = node.tag in _CONTROLS or (node.tag == "button" and not _is_title_button(page, index, node))
    _mark_labels(page, skip)
    measures = measure(page, skip)
    if measures.prose[0]:
        _Judge(page, skip, measures).judge()
    return skip


def _is_title_button(page: Page, index: int, button: Element) -> bool:
    """Whether the button is the title of a collapsed part of the page."""
    parent = page.element(page.nodes[index].parent)
    return is_opener(button) or (parent is not None and parent.tag in HEADINGS)


def _mark_labels(page: Page, skip: list[bool]) -> None:
    """Leave out the labels of the fields of a form; amid a text a label may open a collapsed part."""
    form_end = 0
    for index, node in enumerate(page.nodes):
        if not isinstance(node, Element):
            continue
        if node.tag == "form":
            form_end = max(form_end, page.ends[index])
        elif index < form_end and node.tag in ("label", "legend") and not skip[index]:
            texts = (each.data for each in page.nodes[index : page.ends[index]] if isinstance(each, Text))
            skip[index] = sum(len(text.split()) for text in texts) <= _LONGEST_LABEL


class _Judge:
    """Decides what of a page goes, and marks it in `skip`.

    What is asked of a part of the page is a difference of two sums over the nodes before its start and its end, so
    that asking for parts within parts stays cheap.
    """

    def __init__(self, page: Page, skip: list[bool], measures: Measures) -> None:
        self._page = page
        self._skip = skip
        self._measures = measures
        # Text that speaks of data and law says best where the policy is, where there is enough of it.
        enough = measures.legal[0] >= _SOME * measures.prose[0]
        self._running = measures.legal if enough else measures.prose
        self._suspects = [self._is_suspect(index) for index in range(len(page.nodes))]
        counted = self._counted()
        self._core = self._smallest(counted, _CORE)
        self._home = self._smallest(counted, _HOME)
        mains = (above for above in (self._home, *page.ancestors(self._home)) if _is_main(page, above))
        self._main = next(mains, len(page.nodes))
        texts = [_LONG_WORD.findall(text.lower()) for text in self._texts()]
        vocabulary = {word for words in texts[self._core : page.ends[self._core]] for word in words}
        self._words = _sums(len(words) for words in texts)
        self._shared = _sums(sum(1 for word in words if word in vocabulary) for words in texts)
        self._addresses = _sums(_is_address(*pair) for pair in zip(page.nodes, self._texts(), strict=True))
        self._titles = _sums(self._is_title(index) for index in range(len(page.nodes)))

    def judge(self) -> None:
        """Walk from the page to its core, judging what stands beside the way, then look into the core."""
        page, skip = self._page, self._skip
        way = [self._core, *page.ancestors(self._core)]
        in_home = page.ends[self._home]
        for below, above in pairwise(way):
            mild = self._home <= above < in_home
            for child in page.children(above):
                if child != below and page.element(child) is not None and not skip[child]:
                    skip[child] = (
                        self._is_amiss(child) if mild else self._is_around(child) and not self._is_imprint(child, above)
                    )
                    if not skip[child] and not mild:
                        self._strip(child)
        for index in range(self._core + 1, page.ends[self._core]):
            if self._suspects[index] and not skip[index]:
                skip[index] = self._is_amiss(index)

    def _texts(self) -> Iterator[str]:
        """The text of every node of its own; none for elements and for what is left out so far."""
        page, shown = self._page, 0
        for index, node in enumerate(page.nodes):
            if self._skip[index] and index >= shown:
                shown = page.ends[index]
            yield node.data if isinstance(node, Text) and index >= shown else ""

    def _sum(self, sums: Sequence[int], index: int) -> int:
        return sums[self._page.ends[index]] - sums[index]

    def _strip(self, index: int) -> None:
        """Of a part that is kept for the title in it, keep the title and lines of text beside it."""
        page = self._page
        if not self._holds_title(index):
            return
        here = index + 1
        while here < page.ends[index]:
            element = page.element(here)
            if element is None or self._sum(self._titles, here):
                here = page.ends[here] if self._is_title(here) else here + 1
                continue
            self._skip[here] |= element.tag != "p" and is_block(element) and not self._measures.prose[here]
            here = page.ends[here]

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
        return named and not self._is_large(index)

    def _is_large(self, index: int) -> bool:
        """Whether a part holds so much of the running text that it cannot be a thing of the page and not the policy."""
        prose, legal = self._running, self._measures.legal
        return prose[index] > _LARGE_SHARE * prose[0] or legal[index] > max(_FEW_WORDS, _LARGE_SHARE * legal[0])

    def _counted(self) -> list[int]:
        """The running text of every part without that of suspect parts in it."""
        page, prose = self._page, self._running
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

    def _likeness(self, index: int) -> float:
        """Which share of the long words of a part the core uses too."""
        return self._sum(self._shared, index) / max(1, self._sum(self._words, index))

    def _is_around(self, index: int) -> bool:
        """Whether a part outside the home goes: all but running text on the subject, and the title."""
        if self._holds_title(index):
            return False
        if self._suspects[index] or not self._measures.prose[index]:
            return True
        return self._likeness(index) < _RELATED and not self._is_large(index)

    def _is_amiss(self, index: int) -> bool:
        """Whether a part amid the text goes.

        That is what is suspect and about something else, or but links; and what is about something else beyond doubt.
        """
        element, measures = self._page.element(index), self._measures
        if element is None or self._holds_title(index):
            return False
        if not measures.prose[index]:
            but_links = self._suspects[index] and measures.link_share(index) >= _LINKED
            return but_links and not self._sum(self._addresses, index)
        if self._suspects[index]:
            return self._likeness(index) < _RELATED
        enough = element.tag not in _TEXT_LEVEL and self._sum(self._words, index) >= _ENOUGH_WORDS
        return enough and self._likeness(index) < _FOREIGN and not self._is_large(index)

    def _is_imprint(self, index: int, parent: int) -> bool:
        """Whether a part beside the home gives an address that belongs to the policy.

        It does in the same `<main>` or `<article>`, even in a footer; else it must stand next to the home and not be
        suspect.
        """
        if not self._sum(self._addresses, index) or self._measures.words[index] > _LONGEST_IMPRINT:
            return False
        if self._suspects[index]:
            return self._main <= parent
        return self._main <= parent or parent == self._page.nodes[self._home].parent

    def _holds_title(self, index: int) -> bool:
        return self._measures.words[index] <= _LONGEST_TITLE and self._sum(self._titles, index) > 0

    def _is_title(self, index: int) -> bool:
        """Whether this is a heading before the core: of the first level, or one that the page is named by."""
        node = self._page.nodes[index]
        if index > self._core or isinstance(node, Text) or node.tag not in HEADINGS or self._skip[index]:
            return False
        if not 0 < self._measures.words[index] <= _LONGEST_TITLE:
            return False
        title = self._page.title
        inside = self._page.nodes[index : self._page.ends[index]]
        words = {word for each in inside if isinstance(each, Text) for word in _WORD.findall(each.data.lower())}
        return node.tag == "h1" or (title is not None and words <= set(_WORD.findall(title.data.lower())))


def _is_address(node: Element | Text, text: str) -> bool:
    if isinstance(node, Element):
        return node.tag == "address"
    return len(text) < _LONGEST_ADDRESS and _ADDRESS.search(text) is not None


def _is_main(page: Page, index: int) -> bool:
    element = page.element(index)
    return element is not None and (element.tag in ("main", "article") or element.attrs.get("role") == "main")


def _sums(values: Iterable[int]) -> list[int]:
    """The sum of all values before each place."""
    return [0, *accumulate(values)]
