"""The command line. In: arguments. Out: text on standard output, an exit code.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the run itself failed, with one plain line a mistake on
standard error.
"""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from policylint import __version__
from policylint.cli import check, inspect, rules, schema
from policylint.cli.options import complain
from policylint.errors import PolicylintError

app = typer.Typer(
    name="policylint",
    help="Lint privacy policies: what the law wants said and the text does not say.",
    epilog="policylint reports gaps in a text. It gives no legal advice.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("inspect")(inspect.inspect)
app.command("rules")(rules.rules)
app.command("rule")(rules.rule)
app.command("schema")(schema.schema)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policylint {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the program and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # On Windows, output into a pipe is not UTF-8 by itself, and the same input must give the same bytes.
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(standalone_mode=False)
    except PolicylintError as error:
        complain(str(error))
        return 2
    except typer.TyperException as error:
        complain(error.format_message())
        return 2
    except typer.Abort:
        return 130
    except Exception:
        # Python would exit with 1, which means findings.
        traceback.print_exc()
        complain("this is a bug; please report it with the lines above")
        return 2
    return code if isinstance(code, int) else 0
