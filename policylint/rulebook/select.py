"""Selection. In: a rulebook and the user's --select and --ignore. Out: the codes of the rules to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policylint.errors import UsageError
from policylint.rulebook.model import Rule, Rulebook
from policylint.suggest import did_you_mean

ALL = "ALL"


def selected(rulebook: Rulebook, select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The codes chosen.

    A selector is a prefix of codes ("CORE", "CORE00", "CORE001"), the name of a rule, or ALL. Without `select`, the
    packs that are on by default. What `ignore` names is left out, unless `select` names it more exactly.

    Raises:
        UsageError: a selector matches no rule.
    """
    chosen: dict[str, int] = {}
    if not select:
        chosen = {rule.code: 0 for pack in rulebook.packs if pack.default for rule in pack.rules}
    for selector in select:
        for rule in matching(rulebook, selector):
            chosen[rule.code] = max(chosen.get(rule.code, 0), _exactness(selector, rule))
    for selector in ignore:
        for rule in matching(rulebook, selector):
            if chosen.get(rule.code, 0) <= _exactness(selector, rule):
                chosen.pop(rule.code, None)
    return frozenset(chosen)


def matching(rulebook: Rulebook, selector: str) -> list[Rule]:
    """The rules a selector means, at least one.

    Raises:
        UsageError: there is none.
    """
    found = [rule for rule in rulebook.rules() if _exactness(selector, rule)]
    if not found:
        known = {name for rule in rulebook.rules() for name in (rule.code, rule.name)}
        known.update(pack.prefix for pack in rulebook.packs)
        hint = did_you_mean(selector.upper(), known) or did_you_mean(selector.lower(), known)
        raise UsageError(f"no rule is called {selector!r}{hint or '; `policylint rules` lists them'}")
    return found


def one_rule(rulebook: Rulebook, name: str) -> Rule:
    """The rule with this code or name.

    Raises:
        UsageError: there is none.
    """
    for rule in rulebook.rules():
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    known: Iterable[str] = [text for rule in rulebook.rules() for text in (rule.code, rule.name)]
    hint = did_you_mean(name.upper(), known) or did_you_mean(name.lower(), known)
    raise UsageError(f"no rule is called {name!r}{hint or '; `policylint rules` lists them'}")


def _exactness(selector: str, rule: Rule) -> int:
    """0 where the selector does not mean the rule; else the more, the fewer other rules it means."""
    if selector == ALL:
        return 1
    if selector.lower() == rule.name:
        return 100
    return 1 + len(selector) if selector and rule.code.startswith(selector.upper()) else 0
