"""The engine: document and rulebook to diagnostics. Every door (command line, editor, API) leads here.

In: the bytes of a file and a rulebook. Out: the document, its disclosures, its diagnostics.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policylint import readers
from policylint.checks import CHECKS
from policylint.detect import Detector, Disclosure
from policylint.detect.detector import Detection
from policylint.detect.scan import COMPARE
from policylint.diagnostics import Diagnostic, FileReport, Near
from policylint.document import Document, Hints, parse
from policylint.document.hints import NO_HINTS
from policylint.garbage import no_collection
from policylint.places import Span
from policylint.rulebook.model import AllOf, AnyOf, Condition, Not, Pack, Rule, Rulebook, Says, disclosures_in


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the linter saw in a file."""

    document: Document
    disclosures: tuple[Disclosure, ...]


class Linter:
    """Lints any number of files with one rulebook.

    Build one and keep it: it holds the compiled automaton. It has no state that a file could change.
    """

    def __init__(self, rulebook: Rulebook, codes: Collection[str] | None = None) -> None:
        """codes: of the rules to run; None runs the rules of all packs that are on by default."""
        if codes is None:
            codes = {rule.code for pack in rulebook.packs if pack.default for rule in pack.rules}
        self._rules = tuple((pack, rule) for pack in rulebook.packs for rule in pack.rules if rule.code in codes)
        # What checks may know: the packs of this run, or all where only packs about every kind of document run.
        running = dict.fromkeys(pack for pack, _ in self._rules if pack.kinds)
        self._packs = tuple(running) or rulebook.packs
        self._detector = Detector(rulebook.lexicon, rulebook.disclosures)

    def inspect(self, path: str, data: bytes, hints: Hints = NO_HINTS) -> Inspection:
        """Read a file and say what it says.

        hints: its kind and language, where they are known.

        Raises:
            ReadError: the file cannot be read as a document.
        """
        document = _document(path, data, hints)
        return Inspection(document, self._detector.detect(document).disclosures)

    def check(self, path: str, data: bytes, hints: Hints = NO_HINTS) -> FileReport:
        """Read a file and find what is wrong with it. Same bytes, same findings.

        hints: its kind and language, where they are known.

        Raises:
            ReadError: the file cannot be read as a document.
        """
        document = _document(path, data, hints)
        judged = _Judgement(document, self._detector.detect(document))
        found = [
            diagnostic
            for pack, rule in self._rules
            if applies(pack, document)
            for diagnostic in judged.diagnostics(rule, self._packs)
        ]
        found.sort(key=lambda diagnostic: (diagnostic.range, diagnostic.rule.code))
        return FileReport(document.source, tuple(found))


def _document(path: str, data: bytes, hints: Hints) -> Document:
    with no_collection():
        return parse(readers.read(path, data), hints)


def applies(pack: Pack, document: Document) -> bool:
    """Whether a pack is about documents of this kind and reads their language; one without kinds is about all."""
    language = document.language.split("-")[0]
    return not pack.kinds or (document.kind in pack.kinds and language in pack.languages)


class _Judgement:
    """One document before the rules."""

    def __init__(self, document: Document, detection: Detection) -> None:
        self._document = document
        self._detection = detection
        said: dict[str, list[Disclosure]] = {}
        for disclosure in detection.disclosures:
            said.setdefault(disclosure.id, []).append(disclosure)
        self._said: Mapping[str, Sequence[Disclosure]] = said

    def diagnostics(self, rule: Rule, packs: Sequence[Pack]) -> Iterator[Diagnostic]:
        if rule.check:
            for finding in CHECKS[rule.check](self._document, packs):
                span = finding.span or self._title()
                yield self._diagnostic(rule, rule.message.format(**finding.values), span)
        elif rule.requires is not None and self._broken(rule):
            place, near = self._place(rule), self._nearest(rule.requires)
            yield self._diagnostic(rule, rule.message, place, near if near and near.span != place else None)

    def _broken(self, rule: Rule) -> bool:
        due = rule.when is None or self._holds(rule.when)
        return due and rule.requires is not None and not self._holds(rule.requires)

    def _holds(self, condition: Condition) -> bool:
        match condition:
            case Says():
                return any(True for _ in self._saying(condition))
            case AnyOf(conditions=parts):
                return any(self._holds(part) for part in parts)
            case AllOf(conditions=parts):
                return all(self._holds(part) for part in parts)
            case Not(condition=inner):
                return not self._holds(inner)

    def _saying(self, says: Says) -> Iterator[Disclosure]:
        for disclosure in self._said.get(says.id, ()):
            stance = says.stance is None or disclosure.stance is says.stance
            number = not says.comparison or any(
                COMPARE[says.comparison](value, says.number) for value in disclosure.values
            )
            if stance and number:
                yield disclosure

    def _place(self, rule: Rule) -> Span:
        """Where a reader would look: under the heading that fits, where the rule's trigger stands, else the title."""
        if rule.look_under is not None:
            headings = self._detection.titles(rule.look_under)
            if headings:
                return headings[-1] if headings[0] == self._title() else headings[0]
        if rule.when is not None:
            for name in disclosures_in(rule.when):
                for disclosure in self._said.get(name, ()):
                    return disclosure.span
        return self._title()

    def _title(self) -> Span:
        for section, _ in self._document.walk():
            text = section.title or (section.blocks[0].text if section.blocks else None)
            if text is not None:
                return text.span()
        return Span(0, 0)

    def _nearest(self, requires: Condition) -> Disclosure | None:
        near = (self._detection.nearest(name) for name in disclosures_in(requires))
        return next((found for found in near if found is not None), None)

    def _diagnostic(self, rule: Rule, message: str, span: Span, near: Disclosure | None = None) -> Diagnostic:
        source = self._document.source
        shown = Near(near.text, source.range(near.span)) if near else None
        return Diagnostic(source.path, rule, message, source.range(span), shown)
