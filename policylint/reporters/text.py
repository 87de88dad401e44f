"""Text for people: one finding a paragraph, with the line it is about. In: reports. Out: text, coloured on request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from unicodedata import east_asian_width

from policylint.diagnostics import Diagnostic, FileReport
from policylint.document.tree import Section
from policylint.engine import Inspection
from policylint.places import PlacedText, Range, Source, Unit
from policylint.rulebook.model import Severity

_WIDTH = 100
# Further indentation would say nothing.
_DEEPEST = 20
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def check_report(reports: Sequence[FileReport], failed: int, *, colour: bool) -> str:
    """All findings and a summary line. failed: how many files could not be read."""
    paint = _Paint(colour=colour)
    parts = [
        "\n".join(_finding(diagnostic, report.source, paint)) + "\n"
        for report in reports
        for diagnostic in report.diagnostics
    ]
    return "\n".join([*parts, _summary(reports, failed, paint)])


def inspect_report(inspections: Sequence[Inspection]) -> str:
    """The tree of each file with places and disclosures."""
    return "\n\n".join("\n".join(_tree(inspection)) for inspection in inspections)


class _Paint:
    """Colours, or none."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def _finding(diagnostic: Diagnostic, source: Source, paint: _Paint) -> Iterator[str]:
    rule, start = diagnostic.rule, diagnostic.range.start
    place = paint(f"{diagnostic.path}:{start.line}:{start.column}:", "1")
    severity = paint(rule.severity.value, _COLOURS[rule.severity])
    yield f"{place} {severity} {paint(rule.code, '1')} {rule.name}: {diagnostic.message}"
    margin = " " * len(str(start.line))
    yield from _frame(source, diagnostic.range, margin, paint)
    if diagnostic.near is not None:
        near = diagnostic.near
        yield from _note(margin, "nearest", f"line {near.range.start.line}: “{_short(near.text)}”", paint)
    for citation in rule.citations:
        yield from _note(margin, "law", f"{citation.law}, {citation.section}: {citation.url}", paint)
    yield from _note(margin, "remedy", rule.remedy, paint)


def _frame(source: Source, place: Range, margin: str, paint: _Paint) -> Iterator[str]:
    """The line of the finding with a caret under every character it is about, cut to the width of a screen."""
    line = source.line(place.start.line)
    if not line.strip():
        return
    start = place.start.column - 1
    end = place.end.column - 1 if place.end.line == place.start.line else len(line)
    left = max(0, min(start - 10, len(line) - _WIDTH)) if len(line) > _WIDTH else 0
    shown = line[left : left + _WIDTH]
    before = _columns(shown[: start - left])
    under = max(1, _columns(shown[start - left : end - left]))
    head = "…" if left else ""
    tail = "…" if left + _WIDTH < len(line) else ""
    yield f"{paint(f'{margin} |', '34')} {source.describe(place.start)}".rstrip()
    yield f"{paint(f'{place.start.line} |', '34')} {head}{shown.replace(chr(9), ' ')}{tail}"
    yield f"{paint(f'{margin} |', '34')} {' ' * (before + len(head))}{paint('^' * under, '31')}"


def _note(margin: str, label: str, text: str, paint: _Paint) -> Iterator[str]:
    lines = [
        line
        for paragraph in text.strip().splitlines()
        for line in wrap(paragraph, _WIDTH, break_long_words=False) or [""]
    ]
    yield f"{margin} {paint('=', '34')} {paint(label, '1')}: {lines[0]}"
    indent = " " * (len(margin) + len(label) + 5)
    yield from (f"{indent}{line}".rstrip() for line in lines[1:])


def _summary(reports: Sequence[FileReport], failed: int, paint: _Paint) -> str:
    found = [diagnostic.rule.severity for report in reports for diagnostic in report.diagnostics]
    counts = [(severity, found.count(severity)) for severity in Severity]
    named = [paint(_plural(count, severity.value), _COLOURS[severity]) for severity, count in counts if count]
    files = _plural(len(reports), "file")
    unread = f"; {_plural(failed, 'file')} could not be read" if failed else ""
    if not named:
        return f"{paint('No findings', '32')} in {files}{unread}."
    return f"Found {', '.join(named)} in {files}{unread}. These are gaps in a text, not legal advice."


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"


def _tree(inspection: Inspection) -> Iterator[str]:
    document = inspection.document
    source = document.source
    unit = "" if source.unit is Unit.LINE else f", a line is a {source.unit.value}"
    yield f"{source.path}: {document.kind}, {document.language}, {document.format}{unit}"
    said: dict[tuple[int, int], list[str]] = {}
    for disclosure in inspection.disclosures:
        label = (
            disclosure.id if disclosure.stance.value == "affirmed" else f"{disclosure.id} ({disclosure.stance.value})"
        )
        said.setdefault((disclosure.span.start, disclosure.span.end), []).append(label)
    for section, depth in document.walk():
        indent = "  " * min(depth, _DEEPEST)
        if section.title is not None:
            yield f"{indent}{_at(source, section.title)} {'#' * min(section.level, 12)} {section.title.text}"
            yield from _said(indent, section.title, said)
        yield from _blocks(section, source, indent, said)


def _blocks(section: Section, source: Source, indent: str, said: dict[tuple[int, int], list[str]]) -> Iterator[str]:
    for block in section.blocks:
        inner = indent + "  " * (1 + block.level)
        yield f"{inner}{_at(source, block.text)} {block.kind.value}: {_short(block.text.text)}"
        for sentence in block.sentences:
            yield from _said(inner, sentence, said)


def _said(indent: str, text: PlacedText, said: dict[tuple[int, int], list[str]]) -> Iterator[str]:
    span = text.span()
    labels = said.get((span.start, span.end))
    if labels:
        yield f"{indent}  -> {', '.join(labels)}: “{_short(text.text)}”"


def _at(source: Source, text: PlacedText) -> str:
    place = source.range(text.span())
    page = f"page {place.start.page} " if place.start.page else ""
    return f"{page}{place.start.line}:{place.start.column}-{place.end.line}:{place.end.column}"


def _short(text: str, most: int = 90) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[: most - 1].rstrip() + "…"


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
