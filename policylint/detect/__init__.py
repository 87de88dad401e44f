"""Detection: what a document says.

In: a `Document` and the concepts and disclosures of a rulebook. Out: `Disclosure`s, each with its place and stance.
"""

from policylint.detect.detector import Detection, Detector
from policylint.detect.model import Concept, Denial, Disclosure, DisclosureType, Stance

__all__ = ["Concept", "Denial", "Detection", "Detector", "Disclosure", "DisclosureType", "Stance"]
