"""Kind and language of a document. In: its title and text. Out: names.

Thin for now in what it tells apart, true in what it says: "other" and "und" where it is not sure.
"""

from __future__ import annotations

import re

PRIVACY_POLICY = "privacy-policy"
KINDS = (
    PRIVACY_POLICY,
    "terms-of-service",
    "cookie-policy",
    "community-guidelines",
    "data-processing-agreement",
    "license-agreement",
    "imprint",
    "other",
)

_BY_TITLE = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("data-processing-agreement", r"\bdata process(?:ing|or) (?:agreement|addendum|terms)\b|\bDPA\b"),
        ("cookie-policy", r"^(?!.*privacy).*\b(?:cookies?|trackers?)\b.*\b(?:policy|notice|statement)\b"),
        (
            PRIVACY_POLICY,
            r"\bprivacy\b|\bdata protection (?:policy|notice|statement|declaration)\b|\bdata policy\b",
        ),
        ("terms-of-service", r"\b(?:terms|conditions) (?:of|and|for)\b|\b(?:user|service) agreement\b"),
        ("community-guidelines", r"\b(?:community|content) (?:guidelines|standards|rules|policy)\b"),
        ("license-agreement", r"\blicen[cs]e agreement\b|\bEULA\b"),
        ("imprint", r"\b(?:imprint|impressum|legal notice)\b"),
    )
)
# Said in every privacy policy, seldom together anywhere else.
_PRIVACY_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bpersonal(?:ly)? (?:information|data|identifiable)\b",
        r"\bprivacy (?:policy|notice|statement)\b",
        r"\b(?:we|us|company|app|site) (?:may |will |do not |does not )?(?:collect|gather)s?\b",
        r"\bthird part(?:y|ies)\b",
        r"\bcookies?\b",
        r"\byour (?:information|data|privacy)\b",
    )
)
_ENGLISH = frozenset(
    [
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
    ]
)
_ENOUGH_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


def kind_of(title: str, text: str) -> str:
    """One of `KINDS`, by the title where it names one, else by the text."""
    for kind, pattern in _BY_TITLE:
        if pattern.search(title):
            return kind
    signs = sum(1 for sign in _PRIVACY_SIGNS if sign.search(text))
    return PRIVACY_POLICY if signs >= 3 else "other"


def language_of(text: str) -> str:
    """ "en" where English function words are as frequent as in English, else "und"."""
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    if len(words) < _ENOUGH_WORDS:
        return "en" if any(word in _ENGLISH for word in words) else "und"
    share = sum(1 for word in words if word in _ENGLISH) / len(words)
    return "en" if share > 0.12 else "und"
