"""Text as phrases are looked up in it. In: any text. Out: text of the same length, so that offsets stay.

Lower case, letters and digits only, everything else a space; letters of another script that look like Latin ones, in a
word that is otherwise Latin, are taken for what they look like ("Rеpublic" with a Cyrillic е).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Cyrillic and Greek letters that look like Latin ones (Unicode confusables.txt, single-character prototypes).
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοѵ", "aeopcyxijshdqwABEKMHOPCTYXIJSABEZHIKMNOPTYXaov"
)
_WORD_OF_OTHER_SCRIPT = re.compile(r"\b\w*[\u0370-\u04ff]\w*")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u04ff]")


class _Fold(dict[int, str]):
    """A translation table that fills itself: what each character becomes, always one character.

    The separator between units becomes a line feed, which no phrase holds, so that none is found across it.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code).lower()
        plain = char[0] if char[0].isalnum() else " "
        if plain != " " and not plain.isascii():
            base = unicodedata.normalize("NFKD", plain)[0]
            plain = base.lower() if base.isascii() and base.isalnum() else plain
        self[code] = plain
        return plain


SEPARATOR = "\ue000"
_FOLD = _Fold({ord(SEPARATOR): "\n"})


def fold(text: str) -> str:
    """The text as phrases are looked up in it, character for character."""
    return unmix(text).translate(_FOLD)


def unmix(text: str) -> str:
    """The text with look-alike letters in Latin words replaced by the Latin ones."""
    return _WORD_OF_OTHER_SCRIPT.sub(_unmixed, text) if _OTHER_SCRIPT.search(text) else text


def _unmixed(word: re.Match[str]) -> str:
    return word.group().translate(_LOOKALIKES) if _LATIN.search(word.group()) else word.group()


@lru_cache(maxsize=4096)
def fold_phrase(phrase: str) -> str:
    """A phrase in the form in which it is found in folded text: its words, one space between them."""
    return " ".join(fold(phrase).split())
