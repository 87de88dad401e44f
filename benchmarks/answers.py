"""Answers: what a version of policylint finds in documents. In: files. Out: an `Answer` for each.

This version runs in this process. Another one, a revision of the repository or a checkout, runs in its own, with its
own code and rules; a folder of rules runs with the code of this version, in place of the rules of this version.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from benchmarks.scoring import Answer, Sentence
from policylint.checks import CHECKS
from policylint.engine import Linter
from policylint.rulebook import load

ROOT = Path(__file__).resolve().parents[1]
_AT_A_TIME = 100  # documents on one command line


def answers(corpus: Path, paths: Iterable[str]) -> dict[str, Answer]:
    """What this version finds in documents of a corpus.

    Raises:
        SystemExit: the rulebook has mistakes.
        ReadError: a document cannot be read.
    """
    loaded = load(checks=frozenset(CHECKS))
    if loaded.problems:
        raise SystemExit("\n".join(loaded.problems))
    linter = Linter(loaded.rulebook)
    return {path: _answer(linter, path, (corpus / path).read_bytes()) for path in paths}


def _answer(linter: Linter, path: str, data: bytes) -> Answer:
    inspection = linter.inspect(path, data)
    found: dict[str, list[Sentence]] = {}
    for disclosure in inspection.disclosures:
        place = inspection.document.source.range(disclosure.span)
        found.setdefault(disclosure.id, []).append(Sentence(place.start.line, place.end.line, disclosure.text))
    return found


class _Place(msgspec.Struct):
    line: int


class _Extent(msgspec.Struct):
    start: _Place
    end: _Place


class _Disclosure(msgspec.Struct):
    id: str
    text: str
    range: _Extent


class _Document(msgspec.Struct):
    path: str
    disclosures: tuple[_Disclosure, ...]


class _Output(msgspec.Struct):
    """What every version's `inspect --format json` has."""

    documents: tuple[_Document, ...]


def earlier_answers(base: str, corpus: Path, paths: Sequence[str], repository: Path = ROOT) -> dict[str, Answer]:
    """What another version finds in documents of a corpus.

    base: a checkout, a folder of rules, or a revision of the repository.

    Raises:
        SystemExit: there is no such version, or it fails.
    """
    with TemporaryDirectory() as temporary:
        checkout = _checkout(base, Path(temporary), repository)
        found: dict[str, Answer] = {}
        for start in range(0, len(paths), _AT_A_TIME):
            found.update(_inspect(checkout, corpus.resolve(), paths[start : start + _AT_A_TIME]))
        return found


def _checkout(base: str, temporary: Path, repository: Path) -> Path:
    """A folder with the code and the rules of a version."""
    folder = Path(base)
    if (folder / "policylint").is_dir():
        return folder.resolve()
    if (folder / "disclosures").is_dir():
        shutil.copytree(repository / "policylint", temporary / "policylint")
        shutil.copytree(folder, temporary / "rules")
        return temporary
    archive = temporary / "archive.zip"
    git = ("git", "archive", "--format=zip", f"--output={archive}", base, "policylint", "rules")
    done = subprocess.run(git, check=False, cwd=repository, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{base}: no checkout, no folder of rules and no revision: {done.stderr.strip()}")
    with zipfile.ZipFile(archive) as files:
        files.extractall(temporary / "revision")
    return temporary / "revision"


def _inspect(checkout: Path, corpus: Path, paths: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    done = subprocess.run(
        [sys.executable, "-m", "policylint", "inspect", "--format", "json", *(str(corpus / path) for path in paths)],
        check=False,
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(f"the earlier version failed: {done.stderr.strip()[-2000:]}")
    for document in msgspec.json.decode(done.stdout, type=_Output).documents:
        found: dict[str, list[Sentence]] = {}
        for each in document.disclosures:
            found.setdefault(each.id, []).append(Sentence(each.range.start.line, each.range.end.line, each.text))
        yield Path(document.path).relative_to(corpus).as_posix(), found
