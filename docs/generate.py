"""Writes docs/rules/: a page a rule and an index, from the rulebook. In: the shipped rules. Out: files.

    python docs/generate.py

`pages` is what a test compares with the files, so that they never go stale.
"""

from __future__ import annotations

from pathlib import Path

from policylint.checks import CHECKS
from policylint.reporters.rule_pages import as_page
from policylint.rulebook import Rulebook, load

FOLDER = Path(__file__).resolve().parent / "rules"


def pages() -> dict[str, str]:
    """File name to content."""
    rulebook = load(checks=frozenset(CHECKS)).rulebook
    return {"README.md": _index(rulebook), **{f"{rule.name}.md": as_page(rule) for rule in rulebook.rules()}}


def _index(rulebook: Rulebook) -> str:
    lines = ["# Rules", "", "Generated from `rules/packs/`; do not edit."]
    for pack in rulebook.packs:
        lines += ["", f"## {pack.id}: {pack.title}", "", pack.description.strip(), ""]
        lines += ["| code | rule | severity | what it reports |", "|---|---|---|---|"]
        lines += [
            f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.message.strip()} |"
            for rule in pack.rules
        ]
    return "\n".join([*lines, "", "policylint reports gaps in a text. It gives no legal advice.", ""])


def main() -> None:
    """Write all pages and remove those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    written = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
