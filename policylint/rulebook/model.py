"""The rulebook as the program uses it. In: nothing. Out: the types the loader builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import msgspec

from policylint.detect.lexicon import Lexicon
from policylint.detect.model import DisclosureType, Stance
from policylint.detect.statement import Pattern


class Severity(StrEnum):
    """How bad a finding is; `rank` orders them."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 2 for error."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


class Says(msgspec.Struct, frozen=True, tag="says"):
    """The document makes this disclosure, with this stance and a number that compares so, where they are given."""

    id: str
    stance: Stance | None = None
    comparison: str = ""
    number: int = 0


class AnyOf(msgspec.Struct, frozen=True, tag="any"):
    """At least one of them holds."""

    conditions: tuple[Condition, ...]


class AllOf(msgspec.Struct, frozen=True, tag="all"):
    """All of them hold."""

    conditions: tuple[Condition, ...]


class Not(msgspec.Struct, frozen=True, tag="not"):
    """It does not hold."""

    condition: Condition


Condition: TypeAlias = Says | AnyOf | AllOf | Not


def disclosures_in(condition: Condition) -> Iterator[str]:
    """The disclosures a condition speaks of, in its order."""
    match condition:
        case Says(id=name):
            yield name
        case AnyOf(conditions=parts) | AllOf(conditions=parts):
            for part in parts:
                yield from disclosures_in(part)
        case Not(condition=inner):
            yield from disclosures_in(inner)


@dataclass(frozen=True, slots=True)
class Citation:
    """The provision that wants it. url: its official text. checked_on: when somebody last looked it up there."""

    law: str
    section: str
    url: str
    in_force_since: date | None
    checked_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """An obligation on disclosures, or on the text where `check` names a check in code.

    when, requires: it is broken where `when` holds (or is None) and `requires` does not. look_under: the heading under
    which a reader would look for what is missing. passes, fails: Markdown policies that keep and break it.
    """

    code: str
    name: str
    pack: str
    severity: Severity
    requires: Condition | None
    when: Condition | None
    check: str
    look_under: Pattern | None
    message: str
    what_it_does: str
    why_is_this_bad: str
    citations: tuple[Citation, ...]
    remedy: str
    passes: str
    fails: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one source. kinds: of documents they are about, all if empty. default: on without a profile."""

    id: str
    prefix: str
    title: str
    description: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    default: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All of it, compiled."""

    lexicon: Lexicon
    disclosures: tuple[DisclosureType, ...]
    packs: tuple[Pack, ...]

    def rules(self) -> Iterator[Rule]:
        """Every rule of every pack, by code within the pack."""
        for pack in self.packs:
            yield from pack.rules
