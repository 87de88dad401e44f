"""The JSON contract: the types of what `--format json` prints, and their JSON Schemas.

In: reports of the engine. Out: structures to encode. Stable: keys may be added, none is renamed or taken away.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from policylint.config import ConfigShape
from policylint.diagnostics import Diagnostic
from policylint.document.tree import Section
from policylint.engine import Inspection
from policylint.places import Position, Range, Source, Span
from policylint.rulebook.shape import ConceptFile, DisclosureFile, PackFile

_DEEPEST = 100

Count = Annotated[int, Meta(ge=0)]
FromOne = Annotated[int, Meta(ge=1)]


class Place(msgspec.Struct, frozen=True):
    """Line and column, both from 1, the column in code points. page: of a format that has pages, from 1."""

    line: FromOne
    column: FromOne
    page: FromOne | msgspec.UnsetType = msgspec.UNSET


class Extent(msgspec.Struct, frozen=True):
    """From `start` to `end`, which is exclusive."""

    start: Place
    end: Place


class CitationEntry(msgspec.Struct, frozen=True):
    """The provision that wants it."""

    law: str
    section: str
    url: str


class NearEntry(msgspec.Struct, frozen=True):
    """The text that comes closest to what is missing."""

    text: str
    range: Extent


class DiagnosticEntry(msgspec.Struct, frozen=True):
    """One finding."""

    path: str
    code: str
    name: str
    severity: Annotated[str, Meta(pattern="^(error|warning|info)$")]
    message: str
    range: Extent
    citations: tuple[CitationEntry, ...]
    remedy: str
    url: str
    nearest: NearEntry | None


class Summary(msgspec.Struct, frozen=True):
    """files: linted. failed: could not be read."""

    files: Count
    failed: Count
    error: Count
    warning: Count
    info: Count


class CheckOutput(msgspec.Struct, frozen=True):
    """`policylint check --format json`."""

    version: str
    diagnostics: tuple[DiagnosticEntry, ...]
    summary: Summary


class BlockEntry(msgspec.Struct, frozen=True):
    """A paragraph, item, row, quote or piece of code."""

    kind: str
    text: str
    range: Extent


class SectionEntry(msgspec.Struct, frozen=True):
    """A heading with all below it; without title what stands before the first heading."""

    title: str | None
    level: Count
    range: Extent
    blocks: tuple[BlockEntry, ...]
    sections: tuple[SectionEntry, ...]


class DisclosureEntry(msgspec.Struct, frozen=True):
    """One thing the document says."""

    id: str
    stance: Annotated[str, Meta(pattern="^(affirmed|denied)$")]
    text: str
    range: Extent


class DocumentEntry(msgspec.Struct, frozen=True):
    """One file. unit: what the lines of its ranges are, "line" or "paragraph"."""

    path: str
    format: str
    language: str
    kind: str
    sections: tuple[SectionEntry, ...]
    disclosures: tuple[DisclosureEntry, ...]
    unit: Annotated[str, Meta(pattern="^(line|paragraph)$")]


class InspectOutput(msgspec.Struct, frozen=True):
    """`policylint inspect --format json`."""

    version: str
    documents: tuple[DocumentEntry, ...]


SCHEMAS: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "check": (CheckOutput,),
    "inspect": (InspectOutput,),
    "config": (ConfigShape,),
    "rules": (ConceptFile, DisclosureFile, PackFile),
}
"""What `policylint schema NAME` knows: the types of which a valid text is one."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) with this name; a KeyError where there is none."""
    parts, definitions = msgspec.json.schema_components(SCHEMAS[name], ref_template="#/$defs/{name}")
    whole = dict(parts[0]) if len(parts) == 1 else {"anyOf": list(parts)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole, "$defs": dict(definitions)}


def diagnostic_entry(diagnostic: Diagnostic) -> DiagnosticEntry:
    """A diagnostic as the contract has it."""
    rule, near = diagnostic.rule, diagnostic.near
    return DiagnosticEntry(
        path=diagnostic.path,
        code=rule.code,
        name=rule.name,
        severity=rule.severity.value,
        message=diagnostic.message,
        range=extent(diagnostic.range),
        citations=tuple(CitationEntry(each.law, each.section, each.url) for each in rule.citations),
        remedy=rule.remedy,
        url=diagnostic.url,
        nearest=NearEntry(near.text, extent(near.range)) if near else None,
    )


def document_entry(inspection: Inspection) -> DocumentEntry:
    """What was seen in a file, as the contract has it."""
    document = inspection.document
    source = document.source
    sections = document.root.sections
    if document.root.blocks:
        before = Section(None, 0, document.root.blocks, ())
        sections = (before, *sections)
    return DocumentEntry(
        path=source.path,
        format=document.format,
        language=document.language,
        kind=document.kind,
        sections=tuple(_section_entry(section, source) for section in sections),
        disclosures=tuple(
            DisclosureEntry(each.id, each.stance.value, each.text, extent(source.range(each.span)))
            for each in inspection.disclosures
        ),
        unit=source.unit.value,
    )


def extent(range_: Range) -> Extent:
    """A range as the contract has it."""
    return Extent(_place(range_.start), _place(range_.end))


def _place(position: Position) -> Place:
    return Place(position.line, position.column, position.page or msgspec.UNSET)


def _section_entry(root: Section, source: Source) -> SectionEntry:
    """Built from the leaves up without recursion: sections nest as deep as their author likes.

    Programs that read JSON do not: below a hundred levels, sections stand one after the other, each with its `level`.
    """
    order: list[tuple[Section, int, int]] = []
    pending = [(root, 0, -1)]
    while pending:
        section, depth, parent = pending.pop()
        deepest = depth == _DEEPEST
        below = parent if deepest else len(order)
        order.append((section, depth, parent))
        pending.extend((child, min(depth + 1, _DEEPEST), below) for child in reversed(section.sections))
    children: list[list[SectionEntry]] = [[] for _ in order]
    ends = [0] * len(order)
    for index in range(len(order) - 1, -1, -1):
        section, _, parent = order[index]
        blocks = tuple(
            BlockEntry(block.kind.value, block.text.text, extent(source.range(block.text.span())))
            for block in section.blocks
        )
        own = [*([section.title] if section.title else []), *(block.text for block in section.blocks)]
        end = max(ends[index], own[-1].span().end if own else 0)
        place = extent(source.range(Span(own[0].span().start if own else 0, end)))
        title = section.title.text if section.title else None
        built = SectionEntry(title, section.level, place, blocks, tuple(reversed(children[index])))
        if parent < 0:
            return built
        children[parent].append(built)
        ends[parent] = max(ends[parent], end)
    raise AssertionError("a tree has a root")
