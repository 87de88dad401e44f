"""`policylint inspect`: what the linter saw. In: paths. Out: the tree of each file with its disclosures."""

from __future__ import annotations

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


def inspect(
    paths: Paths = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print the tree.")] = Format.TEXT,
    kind: KindOption = None,
    language: Language = None,
    stdin_filename: StdinFilename = None,
    rules: Rules = None,
    config: ConfigFile = None,
) -> int:
    """Show the section tree of policies, with the place of everything and what was found to be said."""
    run = run_with(rules, config, kind, language)
    linter = Linter(run.rulebook)
    seen, unread = each_file(run, paths, stdin_filename, linter.inspect)
    typer.echo(json.inspect_report(seen) if format_ is Format.JSON else text.inspect_report(seen))
    return 2 if run.problems or unread else 0
