"""The syntax of phrases in a concept. In: a phrase as written in YAML. Out: every form it stands for.

third party            the words, in any case, with hyphens or spaces between
~sell                  all forms of an English word: sell, sells, selling, sold; party, parties
{third|outside} party  either word; {our|} may be left out
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from policylint.detect.normal import fold_phrase

_BRACES = re.compile(r"\{([^{}]*)\}")
_INFLECTED = re.compile(r"~([A-Za-z]+)")
_VOWELS = "aeiou"
_MOST_FORMS = 500


class PhraseError(ValueError):
    """A phrase that cannot be read. `str()` says why."""


def expand(phrase: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """All folded forms of a phrase.

    irregular: base form of a word to its other forms, for the words that do not follow the rules.

    Raises:
        PhraseError: unbalanced braces, an empty phrase, or more than 500 forms.
    """
    forms: set[str] = set()
    for plain in _alternatives(phrase):
        for form in _inflections(plain, irregular):
            folded = fold_phrase(form)
            if not folded:
                raise PhraseError(f"the phrase {phrase!r} stands for no words; give it at least one")
            forms.add(folded)
            if len(forms) > _MOST_FORMS:
                raise PhraseError(
                    f"the phrase {phrase!r} has more than {_MOST_FORMS} forms; "
                    "put its parts into concepts and join them in a statement: a ..1 b"
                )
    return frozenset(forms)


def inflect(word: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The forms of an English word, as a verb and as a noun: the word, -s, -ing, -ed, or its irregular forms."""
    word = word.lower()
    if word in irregular:
        return frozenset((word, *irregular[word]))
    return frozenset((word, _with_s(word), _stem(word, "ing") + "ing", _stem(word, "ed") + "ed"))


def _alternatives(phrase: str) -> Iterator[str]:
    """The phrase with each pair of braces, innermost first, replaced by each of its alternatives."""
    pending = [phrase]
    while pending:
        current = pending.pop()
        found = _BRACES.search(current)
        if found:
            options = found.group(1).split("|")
            pending.extend(current[: found.start()] + option + current[found.end() :] for option in options)
        elif "{" in current or "}" in current:
            raise PhraseError(f"unbalanced braces in the phrase {phrase!r}")
        else:
            yield current


def _inflections(phrase: str, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    parts = _INFLECTED.split(phrase)
    choices = [[part] if index % 2 == 0 else sorted(inflect(part, irregular)) for index, part in enumerate(parts)]
    for chosen in product(*choices):
        yield "".join(chosen)


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _stem(word: str, ending: str) -> str:
    """What -ing or -ed is put behind: use is us+ing, apply is appli+ed, stop is stopp+ed, opt is opt+ed."""
    if word.endswith("y") and ending == "ed" and word[-2:-1] not in _VOWELS:
        return word[:-1] + "i"
    if word.endswith("ie") and ending == "ing":
        return word[:-2] + "y"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1]
    if word.endswith("e") and ending == "ed":
        return word[:-1]
    if len(word) > 2 and re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", word):
        return word + word[-1]
    return word
