"""Stance: whether what a unit says is said to be so or not to be so. In: the hits of a unit. Out: what is negated.

A negation reaches forward over the next few words, and over any number of further actions ("do not sell, rent, trade or
otherwise disclose"), up to the end of its clause. "No" and the like reach back to the action before them ("we sell no
personal data"), and so does what stands behind it ("opting out is not possible"). An exception behind ("unless you
agree", "without your consent") turns the denial around.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from policylint.detect import lexicon
from policylint.detect.hits import Hit, HitsByKey, words_between

_REACH = 4
_REACH_BACK = 2
# Characters; no list of actions is longer.
_FARTHEST = 300


class Stances:
    """Answers for one unit.

    folded: the text of all units. hits: what was found in the unit. free: keys of what does not use up the reach of a
    negation: actions and fillers.
    """

    def __init__(self, folded: str, hits: HitsByKey, free: frozenset[str]) -> None:
        self._folded = folded
        self._hits = hits
        self._free_keys = free
        covers = hits.get(lexicon.NO_NEGATION, ())
        self._negations = [hit for hit in hits.get(lexicon.NEGATION, ()) if not _inside(hit, covers)]
        objects = [hit for hit in hits.get(lexicon.NEGATION_OF_OBJECT, ()) if not _inside(hit, covers)]
        self._behind = sorted((*objects, *hits.get(lexicon.NEGATION_BEHIND, ())))
        self._ends = hits.get(lexicon.CLAUSE_END, ())

    def negated(self, hit: Hit) -> bool:
        """Whether a hit is negated: by what stands before it, or right behind it."""
        before = (negation for negation in reversed(self._negations) if negation[1] <= hit[0])
        if any(self._reaches(negation, hit) for negation in before):
            return True
        return any(
            hit[1] <= start and words_between(self._folded, hit[1], start) <= _REACH_BACK for start, _ in self._behind
        )

    def excepted(self, hit: Hit) -> bool:
        """Whether an exception stands behind a hit, and no further negation between that it would belong to."""
        exceptions = self._hits.get(lexicon.EXCEPTION, ())
        first = min((start for start, _ in exceptions if start >= hit[1]), default=None)
        return first is not None and not any(hit[1] <= start and end <= first for start, end in self._negations)

    def _reaches(self, negation: Hit, hit: Hit) -> bool:
        if any(negation[1] <= start < hit[0] for start, _ in self._ends):
            return False
        if hit[0] - negation[1] > _FARTHEST:
            return False
        words, at = 0, negation[1]
        for start, end in (*self._free, (hit[0], hit[0])):
            if at <= start <= hit[0]:
                words += len(self._folded[at:start].split())
                at = end
        return words <= _REACH

    @cached_property
    def _free(self) -> Sequence[Hit]:
        """What does not use up the reach of a negation, in order."""
        return sorted(hit for key, found in self._hits.items() if key in self._free_keys for hit in found)


def _inside(hit: Hit, covers: Sequence[Hit]) -> bool:
    return any(start <= hit[0] and hit[1] <= end for start, end in covers)
