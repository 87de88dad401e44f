"""What several tests do with a text. No fixtures, no state."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from policylint.document import Document, Section, parse
from policylint.readers import read
from policylint.readers.tokens import BlockToken

ROOT = Path(__file__).resolve().parents[1]


def run(
    *arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own."""
    plain = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "NO_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", "policylint", *arguments],
        check=False,
        cwd=cwd,
        env=plain | {"PYTHONPATH": str(ROOT)} | variables,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def tokens(text: str, name: str = "policy.md") -> tuple[BlockToken, ...]:
    """The block tokens a file with this name and content is read as."""
    return read(name, text.encode()).tokens


def document(text: str, name: str = "policy.md") -> Document:
    """The tree of a file with this name and content."""
    return parse(read(name, text.encode()))


def outline(parsed: Document) -> list[tuple[int, str]]:
    """How deep each heading is nested, from 0, and its title."""
    return [(depth - 1, section.title.text) for section, depth in parsed.walk() if section.title is not None]


def sections(parsed: Document) -> Iterator[Section]:
    """Every section but the root."""
    return (section for section, depth in parsed.walk() if depth)
