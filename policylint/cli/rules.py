"""`policylint rules` and `policylint rule CODE`: the rules, listed and explained. Out: text or JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from policylint.cli.options import ConfigFile, Format, Rules, run_with
from policylint.reporters import rule_pages
from policylint.rulebook.select import one_rule


def rules(
    format_: Annotated[Format, typer.Option("--format", help="How to print the list.")] = Format.TEXT,
    rules: Rules = None,
    config: ConfigFile = None,
) -> int:
    """List all rules."""
    run = run_with(rules, config)
    typer.echo(
        rule_pages.as_json(list(run.rulebook.rules())) if format_ is Format.JSON else rule_pages.as_list(run.rulebook)
    )
    return 2 if run.problems else 0


def rule(
    code: Annotated[str, typer.Argument(help="Code or name of a rule.", show_default=False)],
    format_: Annotated[Format, typer.Option("--format", help="How to print the rule.")] = Format.TEXT,
    rules: Rules = None,
    config: ConfigFile = None,
) -> int:
    """Explain a rule: what it does, why, an example, the law."""
    run = run_with(rules, config)
    chosen = one_rule(run.rulebook, code)
    typer.echo(rule_pages.as_json([chosen]) if format_ is Format.JSON else rule_pages.as_page(chosen).rstrip("\n"))
    return 2 if run.problems else 0
