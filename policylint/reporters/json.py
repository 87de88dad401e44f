"""JSON, as the contract has it. In: reports. Out: one JSON text, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from policylint import __version__
from policylint.diagnostics import FileReport
from policylint.engine import Inspection
from policylint.reporters.contract import (
    CheckOutput,
    InspectOutput,
    Summary,
    diagnostic_entry,
    document_entry,
)
from policylint.rulebook.model import Severity


def check_report(reports: Sequence[FileReport], failed: int) -> str:
    """All findings. failed: how many files could not be read."""
    found = [diagnostic for report in reports for diagnostic in report.diagnostics]
    counts = {severity: sum(1 for each in found if each.rule.severity is severity) for severity in Severity}
    summary = Summary(len(reports), failed, counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO])
    return _text(CheckOutput(__version__, tuple(diagnostic_entry(each) for each in found), summary))


def inspect_report(inspections: Sequence[Inspection]) -> str:
    """What was seen in each file."""
    return _text(InspectOutput(__version__, tuple(document_entry(each) for each in inspections)))


def _text(output: msgspec.Struct) -> str:
    return msgspec.json.format(msgspec.json.encode(output), indent=2).decode()
