"""Rules explained: the list, a page a rule in Markdown, JSON. In: rules. Out: text.

A page has the four headings that ruff's rules have, then the law and the remedy.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from policylint.rulebook.model import Citation, Rule, Rulebook


class RuleEntry(msgspec.Struct, frozen=True):
    """A rule as `rules --format json` prints it."""

    code: str
    name: str
    pack: str
    severity: str
    message: str
    what_it_does: str
    why_is_this_bad: str
    citations: tuple[dict[str, str], ...]
    remedy: str


def as_json(rules: Sequence[Rule]) -> str:
    """The rules as `{"rules": […]}`."""
    entries = [
        RuleEntry(
            rule.code,
            rule.name,
            rule.pack,
            rule.severity.value,
            rule.message,
            rule.what_it_does,
            rule.why_is_this_bad,
            tuple(_citation(each) for each in rule.citations),
            rule.remedy,
        )
        for rule in rules
    ]
    return msgspec.json.format(msgspec.json.encode({"rules": entries}), indent=2).decode()


def as_list(rulebook: Rulebook) -> str:
    """A line a rule, by pack."""
    width = max((len(rule.name) for rule in rulebook.rules()), default=0)
    lines: list[str] = []
    for pack in rulebook.packs:
        state = "on by default" if pack.default else "off by default"
        lines += ["", f"{pack.id}: {pack.title} ({state})"]
        lines += [f"  {rule.code}  {rule.severity.value:7}  {rule.name:{width}}  {rule.message}" for rule in pack.rules]
    return "\n".join(lines[1:])


def as_page(rule: Rule) -> str:
    """The page of a rule, Markdown."""
    parts = [
        f"# {rule.name} ({rule.code})",
        f"Pack **{rule.pack}**, severity **{rule.severity.value}**.",
        f"> {rule.message}",
        "## What it does",
        rule.what_it_does.strip(),
        "## Why is this bad?",
        rule.why_is_this_bad.strip(),
        "## Example",
        _fenced(rule.fails),
        "## Use instead",
        _fenced(rule.passes),
        "## Remedy",
        "A text to start from; put your own facts in the braces.",
        _fenced(rule.remedy),
        "## Law",
        "\n".join(_law(each) for each in rule.citations)
        or "No provision: good practice. See above for why it is worth saying.",
        "policylint reports gaps in a text. It gives no legal advice.",
    ]
    return "\n\n".join(parts) + "\n"


def _fenced(text: str) -> str:
    return f"```markdown\n{text.strip()}\n```"


def _law(citation: Citation) -> str:
    since = f"; in force since {citation.in_force_since}" if citation.in_force_since else ""
    note = f" {citation.note}" if citation.note else ""
    return f"- {citation.law}, {citation.section}: <{citation.url}> (checked {citation.checked_on}{since}).{note}"


def _citation(citation: Citation) -> dict[str, str]:
    since = {"in_force_since": citation.in_force_since.isoformat()} if citation.in_force_since else {}
    known = {"law": citation.law, "section": citation.section, "url": citation.url}
    return {**known, **since, "checked_on": citation.checked_on.isoformat()}
