"""Paths: which files a command is about. In: paths of the command line. Out: files and their bytes, or why not.

Folders are walked, in the order of names; what .gitignore files leave out is left out, and so are hidden folders.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from policylint.errors import ReadError, UsageError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to lint. path: as the user would write it, with forward slashes."""

    path: str
    data: bytes


def inputs(
    paths: Sequence[str], wanted: Callable[[Path], bool], stdin_filename: str | None
) -> Iterator[Input | ReadError]:
    """Each file, or an error in its place. Standard input is read for `-`, and without paths for `stdin_filename`.

    wanted: whether a file that was met in a folder is one to read; a file that is named is read in any case.

    Raises:
        UsageError: there is nothing to read, or standard input has no name.
    """
    names = list(paths) or ([STDIN] if stdin_filename else [])
    if not names:
        raise UsageError("no paths given; name files or folders, for example `policylint check .`")
    if STDIN in names and not stdin_filename:
        raise UsageError("standard input needs a name to know its format; add --stdin-filename privacy.md")
    return _inputs(names, wanted, stdin_filename or STDIN)


def _inputs(names: Sequence[str], wanted: Callable[[Path], bool], stdin_name: str) -> Iterator[Input | ReadError]:
    done: set[Path] = set()
    for name in names:
        if name == STDIN:
            yield Input(stdin_name, sys.stdin.buffer.read())
            continue
        path = Path(name)
        if not path.exists():
            yield ReadError(f"{name}: no such file or folder")
            continue
        for file in _walk(path, wanted) if path.is_dir() else (path,):
            if file.resolve() not in done:
                done.add(file.resolve())
                yield _read(file)


def _read(file: Path) -> Input | ReadError:
    try:
        return Input(file.as_posix(), file.read_bytes())
    except OSError as error:
        return ReadError(f"{file.as_posix()}: cannot be read: {error.strerror or error}")


def _walk(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path]:
    """Files to read, depth first, each folder's own .gitignore and those above it obeyed."""
    root = folder.resolve()
    ignores = [spec for above in reversed(_up_to_repository(root)) if (spec := _ignore_spec(above))]
    pending: list[tuple[Path, tuple[tuple[Path, GitIgnoreSpec], ...]]] = [(folder, tuple(ignores))]
    while pending:
        here, specs = pending.pop()
        own = _ignore_spec(here.resolve())
        specs = (*specs, own) if own else specs
        folders: list[Path] = []
        for entry in sorted(here.iterdir()):
            is_folder = entry.is_dir()
            if _ignored(entry, specs, is_folder=is_folder):
                continue
            if is_folder and not entry.name.startswith(".") and not entry.is_symlink():
                folders.append(entry)
            elif not is_folder and wanted(entry):
                yield entry
        pending.extend((each, specs) for each in reversed(folders))


def _up_to_repository(folder: Path) -> list[Path]:
    """The folders above, as far as the one that holds .git; none where there is no repository."""
    above: list[Path] = []
    if (folder / ".git").exists():
        return above
    for parent in folder.parents:
        above.append(parent)
        if (parent / ".git").exists():
            return above
    return []


def _ignore_spec(folder: Path) -> tuple[Path, GitIgnoreSpec] | None:
    try:
        lines = (folder / ".gitignore").read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    return folder, GitIgnoreSpec.from_lines(lines)


def _ignored(path: Path, specs: Sequence[tuple[Path, GitIgnoreSpec]], *, is_folder: bool) -> bool:
    """Whether git would ignore it: the deepest .gitignore that says anything decides."""
    whole = path.parent.resolve() / path.name
    for base, spec in reversed(specs):
        relative = whole.relative_to(base).as_posix() + ("/" if is_folder else "")
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
