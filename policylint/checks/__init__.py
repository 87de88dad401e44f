"""Checks: the few rules that need code, a module each. In: a document. Out: findings for the rule that names the check.

A rule in a pack refers to a check by name (`check: unknown-kind`); its severity, message and remedy stay in the YAML.
"""

from __future__ import annotations

from policylint.checks import unknown_kind, unknown_language
from policylint.checks.protocol import Check, Finding

CHECKS: dict[str, Check] = {
    unknown_kind.NAME: unknown_kind.check,
    unknown_language.NAME: unknown_language.check,
}

__all__ = ["CHECKS", "Check", "Finding"]
