"""Scoring: what was found in a document held against what its annotators found. No files, no detection.

gap: does the document say a label at all? Reporting a gap is right where the annotators found nothing.
evidence: which passages say it? A passage counts as found where a sentence that says it touches its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.labels import Labels, satisfied_by


class Kind(StrEnum):
    """What a judgement is about: a whole document or one of its passages."""

    GAP = "gap"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """Text that makes a disclosure, with the lines it stands on, both included."""

    first: int
    last: int
    text: str


Answer = Mapping[str, Sequence[Sentence]]
"""What was found in one document: by disclosure, the sentences that make it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question about a document, with both answers.

    passage: the index of the passage, -1 for the document as a whole. line: the first of the passage, else of the
    sentence, else 1. said, labelled: whether the linter and the annotators find the label. sentence: empty if not said.
    """

    kind: Kind
    label: str
    path: str
    passage: int
    line: int
    said: bool
    labelled: bool
    sentence: str

    @property
    def right(self) -> bool:
        """Whether the linter and the annotators agree."""
        return self.said is self.labelled


def judge(path: str, labels: Labels, answer: Answer) -> Iterator[Judgement]:
    """Every question that the annotators of a document have answered."""
    for label in (*labels.present, *labels.absent):
        first = min(_sentences(label, answer), default=None)
        said, labelled = first is not None, label in labels.present
        line, text = (first.first, first.text) if first else (1, "")
        yield Judgement(Kind.GAP, label, path, -1, line, said, labelled, text)
    for label, positive in labels.positive.items():
        sentences = sorted(_sentences(label, answer))
        ignored = labels.ignore.get(label, frozenset())
        for index, (start, end) in enumerate(labels.passages):
            if index not in ignored:
                here = [each.text for each in sentences if each.first <= end and start <= each.last]
                shown = here[0] if here else ""
                yield Judgement(Kind.EVIDENCE, label, path, index, start, bool(here), index in positive, shown)


def _sentences(label: str, answer: Answer) -> list[Sentence]:
    return [sentence for name in satisfied_by(label) for sentence in answer.get(name, ())]


@dataclass(frozen=True, slots=True)
class Counts:
    """Answers that claim something (a gap, evidence) rightly, those that claim it wrongly, and those that miss it."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def relevant(self) -> int:
        """How many there are to find: gaps or passages."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """The share of claims that are right; None without claims."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """The share found of what there is to find; None if there is nothing."""
        return _ratio(self.right, self.relevant)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where nothing is claimed and there is nothing to find."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


Table = Mapping[str, Counts]
"""Counts by label."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A table in brief. The micro figures are over all questions alike, macro_f1 is the mean F1 of the labels."""

    micro_p: float | None
    micro_r: float | None
    micro_f1: float | None
    macro_f1: float | None


def tables(judgements: Iterable[Judgement]) -> dict[Kind, dict[str, Counts]]:
    """The counts of each label, by kind of judgement; without kinds that nothing was judged of."""
    counted: dict[Kind, dict[str, Counts]] = {}
    for judgement in judgements:
        table = counted.setdefault(judgement.kind, {})
        table[judgement.label] = table.get(judgement.label, Counts()) + _counts(judgement)
    return counted


def figures(table: Table) -> Figures:
    """A table in brief; labels with nothing to find are left out of the macro figure."""
    total = sum(table.values(), Counts())
    scores = [counts.f1 or 0.0 for counts in table.values() if counts.relevant]
    return Figures(total.precision, total.recall, total.f1, _ratio(sum(scores), len(scores)))


@dataclass(frozen=True, slots=True)
class Change:
    """A judgement on which two versions differ. gained: the later one says it, the earlier one did not."""

    kind: Kind
    label: str
    path: str
    line: int
    gained: bool
    right: bool
    sentence: str


def changes(before: Iterable[Judgement], after: Iterable[Judgement]) -> Iterator[Change]:
    """What two versions answer differently, in the order of `after`."""
    earlier = {(each.kind, each.label, each.path, each.passage): each for each in before}
    for now in after:
        then = earlier[now.kind, now.label, now.path, now.passage]
        if now.said is not then.said:
            shown = now if now.said else then
            yield Change(now.kind, now.label, now.path, shown.line, now.said, now.right, shown.sentence)


def _counts(judgement: Judgement) -> Counts:
    """The counts of one judgement: a gap is claimed where nothing is found, evidence where something is."""
    found = judgement.kind is Kind.EVIDENCE
    claimed, true = judgement.said is found, judgement.labelled is found
    return Counts(int(claimed and true), int(claimed and not true), int(true and not claimed))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
