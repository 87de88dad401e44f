"""Configuration: discovery and validation. In: a folder to start from, or a file. Out: a `Config`.

`policylint.toml`, or the table `tool.policylint` of `pyproject.toml`, in the folder or the nearest one above:

    select = ["CORE"]
    ignore = ["missing-business-transfer"]
    fail-on = "warning"
    rules = ["legal/rules"]              # folders of rules of one's own, relative to the file

    [[documents]]
    paths = ["legal/*.md"]               # as in .gitignore, relative to the file
    kind = "privacy-policy"              # where policylint would guess otherwise
    language = "en"
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec
from pathspec import GitIgnoreSpec

from policylint.document.hints import Hints
from policylint.document.kind import KINDS
from policylint.errors import UsageError
from policylint.suggest import did_you_mean

_OWN = "policylint.toml"
_SHARED = "pyproject.toml"
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]")


class DocumentsShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Documents that are of a known kind or language. paths: patterns as in .gitignore."""

    paths: tuple[str, ...]
    kind: str = ""
    language: str = ""


class ConfigShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The configuration file. select, ignore, fail_on: as the options of `check`. rules: folders."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "info", "never", ""] = ""
    rules: tuple[str, ...] = ()
    documents: tuple[DocumentsShape, ...] = ()


@dataclass(frozen=True)
class Config:
    """The configuration of a run. path: of the file it is from, None where there is none."""

    path: Path | None
    shape: ConfigShape

    @property
    def rules(self) -> list[Path]:
        """The folders of rules of one's own."""
        return [self._base / folder for folder in self.shape.rules]

    def hints(self, path: str) -> Hints:
        """What is known of the document at this path; the last entry that says anything decides."""
        found = Hints()
        for spec, documents in self._documents:
            relative = os.path.relpath(Path(path).resolve(), self._base.resolve())
            if spec.match_file(Path(relative).as_posix()):
                found = Hints(documents.kind, documents.language).or_else(found)
        return found

    @property
    def _base(self) -> Path:
        return self.path.parent if self.path else Path()

    @cached_property
    def _documents(self) -> list[tuple[GitIgnoreSpec, DocumentsShape]]:
        return [(GitIgnoreSpec.from_lines(each.paths), each) for each in self.shape.documents]


def find(start: Path) -> Config:
    """The configuration for a run in this folder; an empty one where no file has any.

    Raises:
        UsageError: the nearest file with a configuration has a mistake in it.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / _OWN).is_file():
            return load(folder / _OWN)
        if (folder / _SHARED).is_file() and "policylint" in _table(folder / _SHARED).get("tool", {}):
            return load(folder / _SHARED)
    return Config(None, ConfigShape())


def load(path: Path) -> Config:
    """The configuration in this file.

    Raises:
        UsageError: it cannot be read, is not TOML, or has a key or value that means nothing.
    """
    table = _table(path)
    if path.name == _SHARED:
        table = table.get("tool", {}).get("policylint", {})
    try:
        shape = msgspec.convert(table, ConfigShape)
    except msgspec.ValidationError as error:
        raise UsageError(_explained(path, str(error))) from None
    for documents in shape.documents:
        if documents.kind and documents.kind not in KINDS:
            line = _line(path, f'"{documents.kind}"')
            raise UsageError(f"{path}:{line}: unknown kind {documents.kind!r}{did_you_mean(documents.kind, KINDS)}")
    return Config(path, shape)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{path}: cannot be read: {reason}") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from None


def _explained(path: Path, error: str) -> str:
    """A line for the user about what msgspec does not take. TOML keeps no places; the key's first one is named."""
    message, _, where = error.partition(" - at `")
    unknown = re.match(r"Object contains unknown field `([^`]+)`", message)
    keys = [key for key, _ in _STEP.findall(where) if key]
    name = unknown[1] if unknown else keys[-1] if keys else ""
    place = f"{path}:{_line(path, name)}"
    if unknown:
        known = [*ConfigShape.__struct_encode_fields__, *DocumentsShape.__struct_encode_fields__]
        return f"{place}: unknown key {name!r}{did_you_mean(name, known)}"
    return f"{place}: {name}: {message[:1].lower()}{message[1:]}"


def _line(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
