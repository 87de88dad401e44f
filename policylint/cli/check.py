"""`policylint check`: findings. In: paths. Out: a report; exit code 1 where one is as bad as --fail-on."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from policylint.cli.options import (
    ConfigFile,
    Format,
    KindOption,
    Language,
    Paths,
    Rules,
    StdinFilename,
    each_file,
    run_with,
)
from policylint.engine import Linter
from policylint.reporters import json, text
from policylint.rulebook import Severity
from policylint.rulebook.select import selected


class FailOn(StrEnum):
    """The least severity that makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def check(
    paths: Paths = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULES", help="Run these rules only: codes, prefixes of codes, names or ALL."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULES", help="Leave these rules out; as for --select."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print findings.")] = Format.TEXT,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 1 from this severity on; error if nothing else is configured."),
    ] = None,
    kind: KindOption = None,
    language: Language = None,
    stdin_filename: StdinFilename = None,
    rules: Rules = None,
    config: ConfigFile = None,
) -> int:
    """Find what policies do not say and should, or say wrongly."""
    run = run_with(rules, config, kind, language)
    shape = run.config.shape
    codes = selected(run.rulebook, _names(select) or shape.select, [*shape.ignore, *_names(ignore)])
    linter = Linter(run.rulebook, codes)
    reports, unread = each_file(run, paths, stdin_filename, linter.check)
    if format_ is Format.JSON:
        typer.echo(json.check_report(reports, unread))
    else:
        colour = _colour()
        typer.echo(text.check_report(reports, unread, colour=colour), color=colour)
    if run.problems or unread:
        return 2
    least = fail_on or FailOn(shape.fail_on or FailOn.ERROR)
    found = [each.rule.severity.rank for report in reports for each in report.diagnostics]
    return int(least is not FailOn.NEVER and max(found, default=-1) >= Severity(least.value).rank)


def _names(values: list[str] | None) -> list[str]:
    """`--select A,B --select C` as a list."""
    return [name.strip() for value in values or () for name in value.split(",") if name.strip()]


def _colour() -> bool:
    """On a terminal, unless NO_COLOR (no-color.org) is set; FORCE_COLOR wins over both."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
