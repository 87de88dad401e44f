"""Diagnostics: what the engine finds and the reporters print. In: nothing. Out: the types."""

from __future__ import annotations

from dataclasses import dataclass

from policylint.places import Range, Source
from policylint.rulebook.model import Rule

RULE_PAGES = "https://github.com/policylint/policylint/blob/main/docs/rules"


@dataclass(frozen=True, slots=True)
class Near:
    """The text that comes closest to what is missing, and where it stands."""

    text: str
    range: Range


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule at one place.

    range: where it stands, or where a reader would look for what is missing. near: the nearest miss, if there is one.
    """

    path: str
    rule: Rule
    message: str
    range: Range
    near: Near | None = None

    @property
    def url(self) -> str:
        """The page of the rule."""
        return f"{RULE_PAGES}/{self.rule.name}.md"


@dataclass(frozen=True, slots=True)
class FileReport:
    """All findings in one file, in the order of the file."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]
