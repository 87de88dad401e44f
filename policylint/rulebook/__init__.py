"""The rulebook: concepts, disclosures and packs of rules, all of them YAML.

In: folders of YAML files. Out: a `Rulebook`, compiled, and the mistakes found in the files.
"""

from policylint.rulebook.loader import Loaded, load, shipped_folder
from policylint.rulebook.model import Citation, Pack, Rule, Rulebook, Severity

__all__ = ["Citation", "Loaded", "Pack", "Rule", "Rulebook", "Severity", "load", "shipped_folder"]
