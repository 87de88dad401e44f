"""`policylint rules` and `policylint rule CODE`: the rules, listed and explained. Out: text or JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from policylint.cli.options import Format, Rules, rulebook
from policylint.reporters import rule_pages
from policylint.rulebook.select import one_rule


def rules(
    format_: Annotated[Format, typer.Option("--format", help="How to print the list.")] = Format.TEXT,
    rules: Rules = None,
) -> int:
    """List all rules."""
    book, failed = rulebook(rules)
    typer.echo(rule_pages.as_json(list(book.rules())) if format_ is Format.JSON else rule_pages.as_list(book))
    return 2 if failed else 0


def rule(
    code: Annotated[str, typer.Argument(help="Code or name of a rule.", show_default=False)],
    format_: Annotated[Format, typer.Option("--format", help="How to print the rule.")] = Format.TEXT,
    rules: Rules = None,
) -> int:
    """Explain a rule: what it does, why, an example, the law."""
    book, failed = rulebook(rules)
    chosen = one_rule(book, code)
    typer.echo(rule_pages.as_json([chosen]) if format_ is Format.JSON else rule_pages.as_page(chosen).rstrip("\n"))
    return 2 if failed else 0
