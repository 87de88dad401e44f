"""The cache of compiled rulebooks. In: the files of a rulebook. Out: the rulebook compiled before from the same bytes.

The key covers the files, this version of policylint and its Python code, so that nothing stale is ever read. A cache
that cannot be read or written is no cache; POLICYLINT_CACHE_DIR moves it, and empty switches it off.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from policylint.rulebook.model import Rulebook

_KEPT = 8


def key_of(texts: Iterable[tuple[Path, bytes]]) -> str:
    """A key for the content of these files under this version of the program."""
    digest = hashlib.sha256(_program().encode())
    for path, data in texts:
        digest.update(f"\0{path.parent.name}/{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def get(key: str) -> Rulebook | None:
    """The rulebook with this key, or None."""
    folder = _folder()
    if folder is None:
        return None
    try:
        return msgspec.msgpack.decode((folder / f"{key}.rulebook").read_bytes(), type=Rulebook)
    except (OSError, msgspec.MsgspecError):
        return None


def put(key: str, rulebook: Rulebook) -> None:
    """Keep a rulebook; of all kept the oldest go."""
    folder = _folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(msgspec.msgpack.encode(rulebook))
        Path(file.name).replace(folder / f"{key}.rulebook")
        kept = sorted(folder.glob("*.rulebook"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEPT:]:
            path.unlink(missing_ok=True)
    except OSError:
        return


def _folder() -> Path | None:
    chosen = os.environ.get("POLICYLINT_CACHE_DIR")
    if chosen is not None:
        return Path(chosen) if chosen else None
    from platformdirs import user_cache_path

    return user_cache_path("policylint", appauthor=False)


@cache
def _program() -> str:
    """A digest of the modules a compiled rulebook depends on."""
    digest = hashlib.sha256()
    for package in ("detect", "rulebook"):
        folder = Path(str(files("policylint"))) / package
        for path in sorted([*folder.glob("*.py"), *folder.glob("*.lark")]):
            digest.update(path.read_bytes())
    return digest.hexdigest()
