"""What detection works with. In: nothing. Out: the types of concepts, disclosures and what is found of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policylint.detect.statement import Statement
from policylint.places import Span


class Stance(StrEnum):
    """Whether a document says that something is so, or that it is not ("we do not sell your data")."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Denial(StrEnum):
    """What it means for a disclosure when its statement is found negated.

    COUNTS: it is said, with stance denied. FIRM: the same, and no exception behind turns it around ("we do not sell
    data except as the law requires"). REFUTES: it is not said ("you cannot opt out"). NEUTRAL: the negation is part of
    what is said, the stance is affirmed ("we do not collect data from children").
    """

    COUNTS = "counts"
    FIRM = "firm"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Concept:
    """A named set of phrases.

    phrases: in the syntax of `detect.phrases`. includes: ids of concepts whose phrases are phrases of this one too.
    action: whether it is what somebody does; the stance of a statement is read at its actions.
    """

    id: str
    phrases: tuple[str, ...]
    includes: tuple[str, ...] = ()
    action: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureType:
    """One thing a policy can say.

    says: completes the sentence "the document …". statements: any one of them says it. nearly: statements that come
    close and do not say it, best first; a rule that misses the disclosure points there.
    """

    id: str
    says: str
    statements: tuple[Statement, ...]
    nearly: tuple[Statement, ...] = ()
    denial: Denial = Denial.COUNTS


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A disclosure found in a document.

    text: the sentence, list item or heading that says it, as a reader sees it. span: where that stands in the source.
    values: the numbers of the entities in it that the statement asks for (ages in years, periods in days).
    """

    id: str
    stance: Stance
    text: str
    span: Span
    values: tuple[int, ...] = ()
