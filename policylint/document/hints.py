"""Hints: what somebody says of a document, so that nobody has to guess. In: front matter. Out: kind and language.

An option beats the configuration, the configuration beats front matter, and any of them beats a guess.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from policylint.document.kind import KINDS
from policylint.errors import ReadError
from policylint.places import Source
from policylint.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Hints:
    """kind: one of `KINDS`, language: a BCP 47 tag; empty where nothing is said."""

    kind: str = ""
    language: str = ""

    def or_else(self, others: Hints) -> Hints:
        """These, and where they say nothing the others."""
        return Hints(self.kind or others.kind, self.language or others.language)


NO_HINTS = Hints()


def front_hints(source: Source, front: str) -> Hints:
    """What the front matter says: `lang` or `language`, and `kind` and `language` in a table `policylint`.

    Raises:
        ReadError: it names a kind that there is not.
    """
    table = _table(front) if front.strip() else {}
    own = table.get("policylint")
    own = own if isinstance(own, dict) else {}
    kind = str(own.get("kind") or "")
    if kind and kind not in KINDS:
        line = source.position(max(0, source.text.find(kind))).line
        raise ReadError(f"{source.path}:{line}: unknown kind {kind!r} in the front matter{did_you_mean(kind, KINDS)}")
    language = own.get("language") or table.get("lang") or table.get("language") or ""
    return Hints(kind, language.replace("_", "-") if isinstance(language, str) else "")


def _table(front: str) -> dict[str, Any]:
    """Front matter as a table; an empty one where it is neither YAML nor TOML, which is for others to complain of."""
    try:
        return tomllib.loads(front)
    except tomllib.TOMLDecodeError:
        pass
    try:
        loaded = YAML(typ="safe", pure=True).load(front)
    except (YAMLError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
