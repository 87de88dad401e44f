"""Options that several commands share, and what they lead to: a rulebook and where problems go."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policylint.checks import CHECKS
from policylint.errors import UsageError
from policylint.rulebook import Rulebook, load

Paths = Annotated[list[str] | None, typer.Argument(help="Files and folders; - is standard input.", show_default=False)]
StdinFilename = Annotated[
    str | None, typer.Option("--stdin-filename", metavar="NAME", help="Read standard input under this name.")
]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="FOLDER", help="A folder with concepts/, disclosures/ or packs/ of your own."),
]


class Format(StrEnum):
    """How to print."""

    TEXT = "text"
    JSON = "json"


def rulebook(folders: list[Path] | None) -> tuple[Rulebook, int]:
    """The rulebook, and how many mistakes its files have; each is said on standard error.

    Raises:
        UsageError: a folder is none.
    """
    for folder in folders or ():
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder; --rules takes a folder with concepts/, disclosures/ or packs/")
    loaded = load(folders or (), frozenset(CHECKS))
    for problem in loaded.problems:
        complain(problem)
    return loaded.rulebook, len(loaded.problems)


def complain(message: str) -> None:
    """One plain line on standard error."""
    typer.echo(f"policylint: {message}", err=True)
