"""reStructuredText, parsed by docutils.

In: a source. Out: block tokens. Comments, images, generated contents and what unknown directives hold go; footnotes
stay where they are. Nothing is included from other files, and no raw HTML is taken.

docutils knows the line of a block and no more. The place of each word is found again by looking for the words of the
tree in the source, in their order: the tree leaves out markup and adds nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policylint.errors import ReadError
from policylint.places import Source, Span
from policylint.readers.extras import extra
from policylint.readers.markup import Flow
from policylint.readers.numerals import letters, roman
from policylint.readers.tokens import BlockToken

if TYPE_CHECKING:
    from docutils import nodes

_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^\.\. [\w-]+::",
        r"^\.\. _[^:\n]+:",
        r"``[^`\n]+``",
        r"`[^`\n]+`__?\b",
        r"^([=~^\"*+-])\1{3,}\n.+\n\1{4,} *$",
    )
)
# Nodes that are an HTML element and nothing besides.
_ELEMENTS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "list_item": "li",
    "definition_list": "dl",
    "term": "dt",
    "definition": "dd",
    "block_quote": "blockquote",
    "literal_block": "pre",
    "doctest_block": "pre",
    "line_block": "p",
    "table": "table",
    "thead": "thead",
    "row": "tr",
    "entry": "td",
    "strong": "strong",
    "emphasis": "em",
    "field": "p",
    "rubric": "p",
    "footnote": "div",
    "citation": "div",
    "attribution": "p",
    "caption": "p",
    "option_list_item": "p",
}
_DROPPED = frozenset(
    [
        "citation_reference",
        "comment",
        "figure",
        "footnote_reference",
        "generated",
        "image",
        "label",
        "math",
        "math_block",
        "meta",
        "pending",
        "raw",
        "substitution_definition",
        "system_message",
        "target",
    ]
)
# Blocks of text. All but code end at a blank line.
_BEGIN = frozenset(["paragraph", "title", "term", "literal_block", "doctest_block", "row", "line_block", "field"])
_CODE = frozenset(["literal_block", "doctest_block"])
# Those for which docutils knows the line.
_LINES = frozenset(["paragraph", "title"])
# As far as this a word is looked for behind the one before: the longest link between two words of a paragraph.
_REACH = 600
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*[\r\n]")


@dataclass(frozen=True, slots=True)
class RstReader:
    """Reader for reStructuredText."""

    name: str = "rst"
    suffixes: frozenset[str] = frozenset({".rst", ".rest"})

    def recognise(self, text: str) -> float:
        """By the ending; but a file may have been named so and hold anything."""
        return 0.9 if any(sign.search(text) for sign in _SIGNS) else 0.6

    def tokens(self, source: Source) -> tuple[BlockToken, ...]:
        """All blocks with text.

        Raises:
            ReadError: it nests too deeply for docutils, or the extra is not installed.
        """
        flow = Flow()
        walk = _Walk(source, flow)
        try:
            walk.run(_parsed(source))
        except RecursionError as error:
            raise ReadError(f"{source.path}: nests too deeply to be read") from error
        return flow.done()


READER = RstReader()


def _parsed(source: Source) -> nodes.document:
    with extra(source.path, "rst"):
        from docutils.core import publish_doctree
    settings: dict[str, Any] = {
        "_disable_config": True,
        "doctitle_xform": False,
        "docinfo_xform": False,
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "smart_quotes": False,
        "line_length_limit": len(source.text) + 1,
        "report_level": 5,
        "halt_level": 5,
        "warning_stream": io.StringIO(),
        "syntax_highlight": "none",
        "input_encoding": "unicode",
    }
    # docutils counts other characters as ends of a line than policylint; as spaces they are none.
    text = re.sub(r"[\v\f\x1c-\x1e\x85\u2028\u2029]", " ", source.text)
    return publish_doctree(text, settings_overrides=settings)


class _Walk:
    """One walk over a tree."""

    def __init__(self, source: Source, flow: Flow) -> None:
        self.source = source
        self.flow = flow
        self.words = _Words(source.text)
        self.depth = 0
        self.row = 0

    def run(self, root: nodes.Node) -> None:
        """Without recursion: trees are as deep as their authors like."""
        pending: list[tuple[nodes.Node, bool]] = [(root, True)]
        while pending:
            node, begins = pending.pop()
            kind = type(node).__name__
            if kind == "Text":
                self.text(node)
            elif not begins:
                self.end(node, kind)
            elif kind not in _DROPPED and not _is_contents(node):
                self.start(node, kind)
                pending.append((node, False))
                pending.extend((child, True) for child in reversed(node.children))

    def start(self, node: Any, kind: str) -> None:
        at = self.words.point()
        if kind in _BEGIN:
            self.begin(node, kind)
        match kind:
            case "section":
                self.depth += 1
            case "paragraph" if type(node.parent).__name__ == "field_body" and node.parent.children[0] is node:
                # The value of a field is in its line.
                pass
            case "title":
                self.flow.open(self.heading(node), at)
            case "enumerated_list":
                self.flow.open("ol", at)
            case "list_item" if type(node.parent).__name__ == "enumerated_list":
                self.flow.open("li", at, marker=_number(node))
            case "reference":
                self.flow.open("a", at, {"href": (node.get("refuri", ""), at)} if node.get("refuri") else {})
            case "row":
                self.flow.open("tr", at)
                self.row = self.words.at
            case "entry":
                # Cells stand side by side: the next one's words are behind the start of the row.
                self.words.at = self.row
                self.flow.open("td", self.words.point())
            case "line" if node.parent.children[0] is not node:
                self.flow.open("br", at)
            case _ if kind in _ELEMENTS:
                self.flow.open(_ELEMENTS[kind], at)

    def begin(self, node: Any, kind: str) -> None:
        """Go to where a block of text begins, as far as docutils knows: titles have the line of their underline."""
        word = next(iter(node.astext().split()), "")
        for line in range(node.line or 0, max(0, (node.line or 0) - 3), -1):
            if kind in _LINES and word in self.source.line(line):
                start = self.source.line_starts[line - 1]
                if not start <= self.words.at <= start + len(self.source.line(line)):
                    self.words.at = start
                break
        self.words.begin(bounded=kind not in _CODE)

    def end(self, node: Any, kind: str) -> None:
        at = self.words.point()
        match kind:
            case "section":
                self.depth -= 1
            case "title":
                self.flow.close(self.heading(node), at)
            case "enumerated_list":
                self.flow.close("ol", at)
            case "reference":
                self.flow.close("a", at)
            case "field_name":
                self.flow.text(":", at)
                self.flow.text(" ", at)
            case "tgroup":
                self.words.at = self.words.furthest
            case _ if kind in _ELEMENTS:
                self.flow.close(_ELEMENTS[kind], at)

    def heading(self, node: Any) -> str:
        """A title is its section's; that of a note or a table is a line in bold."""
        return f"h{min(6, self.depth)}" if type(node.parent).__name__ == "section" else "summary"

    def text(self, node: Any) -> None:
        code = type(node.parent).__name__ in _CODE
        for chars in re.findall(r"\s+|\S+", node.astext()):
            if not chars.isspace():
                self.flow.text(chars, self.words.find(chars))
            else:
                self.flow.text("\n" if code and "\n" in chars else " ", self.words.gap())


class _Words:
    """Finds words in a text one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        self.furthest = 0
        self._end = -1

    def point(self) -> Span:
        return Span(self.at, self.at)

    def begin(self, *, bounded: bool) -> None:
        """A block begins here or a little further on. bounded: it ends at the next blank line."""
        self._end = -1 if bounded else len(self._text)

    def gap(self) -> Span:
        """The white space from here on, if there is any."""
        end = self.at
        while end < len(self._text) and self._text[end].isspace():
            end += 1
        span = Span(self.at, end)
        self.at = end
        return span

    def find(self, chars: str) -> Span:
        """The next place of some characters without white space.

        A point where there is none before the block ends: a substitution stands for text from elsewhere.
        """
        end = self._end if self._end >= 0 else len(self._text)
        end = min(end, self.at + _REACH + 2 * len(chars))
        found = self._search(chars, end)
        if found is None:
            return self.point()
        self.at = found.end
        self.furthest = max(self.furthest, found.end)
        if self._end < 0 and any(char.isalnum() for char in chars):
            # Signs alone may be markup somewhere else.
            blank = _BLANK_LINE.search(self._text, found.end)
            self._end = blank.start() if blank else len(self._text)
        return found

    def _search(self, chars: str, end: int) -> Span | None:
        at = self._text.find(chars, self.at, end)
        if at >= 0 and self._begins_word(at):
            return Span(at, at + len(chars))
        # Not in the middle of a word, and with the backslashes that keep characters from being markup.
        start = r"(?<!\w)" if chars[0].isalnum() else ""
        escaped = start + r"\\?".join(re.escape(char) for char in chars)
        match = re.compile(escaped).search(self._text, self.at, end)
        if match is not None:
            return Span(*match.span())
        return Span(at, at + len(chars)) if at >= 0 else None

    def _begins_word(self, at: int) -> bool:
        return at == self.at or not (self._text[at].isalnum() and self._text[at - 1].isalnum())


def _is_contents(node: Any) -> bool:
    return type(node).__name__ == "topic" and "contents" in node.get("classes", ())


def _number(item: Any) -> str:
    """The marker of an item as reStructuredText would write it."""
    numbering = item.parent
    number = numbering.get("start", 1) + list(_items(numbering)).index(item)
    kind = numbering.get("enumtype", "arabic")
    if kind in ("loweralpha", "upperalpha"):
        written = letters(number) if kind == "loweralpha" else letters(number).upper()
    elif kind in ("lowerroman", "upperroman"):
        written = roman(number) if kind == "lowerroman" else roman(number).upper()
    else:
        written = str(number)
    return f"{numbering.get('prefix', '')}{written}{numbering.get('suffix', '.')}"


def _items(numbering: Any) -> Iterator[Any]:
    return (child for child in numbering.children if type(child).__name__ == "list_item")
