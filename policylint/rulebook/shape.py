"""The shape of the YAML files. In: nothing. Out: types that decode a file and make its JSON Schema.

A file under concepts/ is a `ConceptFile`, one under disclosures/ a `DisclosureFile`, one under packs/ a `PackFile`.
Keys are written with hyphens ("does-not-count").
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*([.-][a-z0-9]+)*$")]
Text = Annotated[str, Meta(min_length=1)]


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """Unknown keys are mistakes, most of them spelling."""


class ConceptShape(_Shape, frozen=True, kw_only=True):
    """A named set of phrases."""

    phrases: tuple[Text, ...] = ()
    includes: tuple[Id, ...] = ()
    action: bool = False
    note: str = ""


class ConceptFile(_Shape, frozen=True, kw_only=True):
    """concepts/*.yaml. patterns: parts of statements by name. irregular: English words to their other forms."""

    concepts: dict[Id, ConceptShape] = {}
    patterns: dict[Id, Text] = {}
    irregular: dict[str, tuple[str, ...]] = {}


class ExampleShape(_Shape, frozen=True, kw_only=True):
    """An example with more to say than its text: the stance or the values it must be found with."""

    text: Text
    stance: Literal["affirmed", "denied"] = "affirmed"
    values: tuple[int, ...] | None = None


class ExamplesShape(_Shape, frozen=True, kw_only=True):
    """Markdown fragments that say a disclosure, and such that only look as if."""

    says: tuple[Text | ExampleShape, ...]
    looks_like: tuple[Text, ...]


class DisclosureShape(_Shape, frozen=True, kw_only=True):
    """One thing a policy can say. says: completes "the document …"."""

    id: Id
    says: Text
    does_not_count: str = ""
    denial: Literal["counts", "firm", "refutes", "neutral"] = "counts"
    dpv: str = ""
    statements: Annotated[tuple[Text, ...], Meta(min_length=1)]
    nearly: tuple[Text, ...] = ()
    examples: ExamplesShape


class DisclosureFile(_Shape, frozen=True, kw_only=True):
    """disclosures/*.yaml."""

    disclosures: tuple[DisclosureShape, ...]


class ConditionShape(_Shape, frozen=True, kw_only=True):
    """Exactly one of any, all, not, says; stance and value belong to says.

    value: a comparison of the numbers found ("= 13", "<= 17"): ages in years, periods in days.
    """

    any: tuple[str | ConditionShape, ...] = ()
    all: tuple[str | ConditionShape, ...] = ()
    not_: str | ConditionShape | None = msgspec.field(default=None, name="not")
    says: str = ""
    stance: Literal["affirmed", "denied", ""] = ""
    value: str = ""


class CitationShape(_Shape, frozen=True, kw_only=True):
    """The provision that wants it. url: the official text. in-force-since, checked-on: ISO dates."""

    law: Text
    section: Text
    url: Annotated[str, Meta(pattern=r"^https://\S+$")]
    in_force_since: date | None = None
    checked_on: date
    note: str = ""


class RuleShape(_Shape, frozen=True, kw_only=True):
    """An obligation. requires: what must be said. when: applies only then. check: the name of a check in code.

    look-under: a pattern for the heading under which a reader would look for it. passes, fails: Markdown policies.
    """

    code: Annotated[str, Meta(pattern=r"^[A-Z]+[0-9]{3}$")]
    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$")]
    severity: Literal["error", "warning", "info"]
    requires: str | ConditionShape | None = None
    when: str | ConditionShape | None = None
    check: str = ""
    look_under: str = ""
    message: Text
    what_it_does: Text
    why_is_this_bad: Text
    citations: tuple[CitationShape, ...] = ()
    remedy: Text
    passes: Text
    fails: Text


class PackShape(_Shape, frozen=True, kw_only=True):
    """The head of a pack. kinds: of documents it is about; empty is all. default: on without a profile."""

    id: Id
    prefix: Annotated[str, Meta(pattern=r"^[A-Z]+$")]
    title: Text
    description: Text
    kinds: tuple[Id, ...] = ()
    languages: tuple[str, ...] = ("en",)
    default: bool = False


class PackFile(_Shape, frozen=True, kw_only=True):
    """packs/*.yaml."""

    pack: PackShape
    rules: tuple[RuleShape, ...]
