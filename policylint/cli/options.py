"""What several commands share: options, and what they and the configuration come to for a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from policylint import config, readers
from policylint.checks import CHECKS
from policylint.cli.paths import inputs
from policylint.config import Config
from policylint.document import Hints
from policylint.document.kind import KINDS
from policylint.errors import ReadError, UsageError
from policylint.rulebook import Rulebook, load

_T = TypeVar("_T")

Paths = Annotated[list[str] | None, typer.Argument(help="Files and folders; - is standard input.", show_default=False)]
StdinFilename = Annotated[
    str | None, typer.Option("--stdin-filename", metavar="NAME", help="Read standard input under this name.")
]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="FOLDER", help="A folder with concepts/, disclosures/ or packs/ of your own."),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Instead of the nearest policylint.toml or pyproject.toml."),
]
Kind = StrEnum("Kind", {kind.upper().replace("-", "_"): kind for kind in KINDS})  # type: ignore[misc]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What the documents are, instead of a guess.")]
Language = Annotated[
    str | None, typer.Option("--language", metavar="TAG", help="Their language (en, de …), instead of a guess.")
]


class Format(StrEnum):
    """How to print."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Run:
    """Options and configuration together. problems: mistakes in the rulebook, each told already."""

    config: Config
    rulebook: Rulebook
    problems: int
    told: Hints

    def hints(self, path: str) -> Hints:
        """What is said of the document at this path."""
        return self.told.or_else(self.config.hints(path))


def run_with(
    rules: list[Path] | None, config_file: Path | None = None, kind: Kind | None = None, language: str | None = None
) -> Run:
    """What the options and the configuration come to.

    Raises:
        UsageError: a folder of rules is none, or the configuration has a mistake.
    """
    found = config.load(config_file) if config_file else config.find(Path())
    folders = [*found.rules, *(rules or ())]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder; rules are in a folder with concepts/, disclosures/ or packs/")
    loaded = load(folders, frozenset(CHECKS))
    for problem in loaded.problems:
        complain(problem)
    return Run(found, loaded.rulebook, len(loaded.problems), Hints(kind.value if kind else "", language or ""))


def each_file(
    run: Run, paths: list[str] | None, stdin_filename: str | None, do: Callable[[str, bytes, Hints], _T]
) -> tuple[list[_T], int]:
    """What `do` makes of every file, and how many could not be read; each of those is told, and stops no other.

    Raises:
        UsageError: there is nothing to read.
    """
    done: list[_T] = []
    unread = 0
    for item in inputs(paths or (), readers.wanted, stdin_filename):
        try:
            if isinstance(item, ReadError):
                raise item
            done.append(do(item.path, item.data, run.hints(item.path)))
        except ReadError as error:
            complain(str(error))
            unread += 1
    return done, unread


def complain(message: str) -> None:
    """One plain line on standard error."""
    typer.echo(f"policylint: {message}", err=True)
