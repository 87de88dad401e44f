"""The examples in the rulebook are its tests. In: rulebook folders. Out: what each example should show and does not.

Every disclosure is run on the fragments that say it and on those that only look as if; every rule on a fragment that
passes and on one that fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policylint.detect import Detector
from policylint.document import parse
from policylint.engine import Linter
from policylint.places import Source
from policylint.readers import markdown
from policylint.readers.tokens import Reading
from policylint.rulebook.loader import yaml_files
from policylint.rulebook.model import Rulebook
from policylint.rulebook.shape import DisclosureFile, DisclosureShape, ExampleShape
from policylint.rulebook.yaml_file import YamlFile


@dataclass(frozen=True, slots=True)
class Example:
    """One example. subject: the disclosure or rule it belongs to. failure(): what is wrong with it, or None."""

    subject: str
    text: str
    failure: Callable[[], str | None]


def disclosure_shapes(folder: Path) -> Iterator[DisclosureShape]:
    """The disclosures of a rulebook folder as their files have them, examples and all.

    Raises:
        MistakeError: a file cannot be read.
    """
    for path in yaml_files(folder):
        if "disclosures" in path.parts:
            yield from YamlFile(str(path), path.read_text("utf-8")).decode(DisclosureFile).disclosures


def examples(rulebook: Rulebook, folders: Sequence[Path]) -> Iterator[Example]:
    """Every example of the disclosures in `folders` and of all rules."""
    detector = Detector(rulebook.lexicon, rulebook.disclosures)
    for folder in folders:
        for shape in disclosure_shapes(folder):
            yield from _of_disclosure(shape, detector)
    for rule in rulebook.rules():
        linter = Linter(rulebook, {rule.code})
        yield _of_rule(linter, rule.code, rule.passes, fires=False)
        yield _of_rule(linter, rule.code, rule.fails, fires=True)


def _of_disclosure(shape: DisclosureShape, detector: Detector) -> Iterator[Example]:
    for each in shape.examples.says:
        wanted = each if isinstance(each, ExampleShape) else ExampleShape(text=each)

        def said(wanted: ExampleShape = wanted) -> str | None:
            found = [one for one in _detect(detector, wanted.text) if one[0] == shape.id]
            if not found:
                return f"{shape.id} is not found in: {wanted.text!r}"
            if wanted.stance not in {stance for _, stance, _ in found}:
                return f"{shape.id} is found, but not {wanted.stance}, in: {wanted.text!r}"
            values = {value for _, _, numbers in found for value in numbers}
            if wanted.values is not None and values != set(wanted.values):
                return f"{shape.id} has the values {sorted(values)}, not {sorted(wanted.values)}, in: {wanted.text!r}"
            return None

        yield Example(shape.id, wanted.text, said)
    for text in shape.examples.looks_like:

        def not_said(text: str = text) -> str | None:
            found = any(name == shape.id for name, _, _ in _detect(detector, text))
            return f"{shape.id} is found, but not said, in: {text!r}" if found else None

        yield Example(shape.id, text, not_said)


def _detect(detector: Detector, text: str) -> list[tuple[str, str, tuple[int, ...]]]:
    source = Source("example.md", text)
    document = parse(Reading(source, "markdown", markdown.READER.tokens(source)))
    return [(found.id, found.stance.value, found.values) for found in detector.detect(document).disclosures]


def _of_rule(linter: Linter, code: str, text: str, *, fires: bool) -> Example:
    def failure() -> str | None:
        found = linter.check("example.md", text.encode()).diagnostics
        if bool(found) is fires:
            return None
        return f"{code} {'does not fire' if fires else 'fires'} on its {'failing' if fires else 'passing'} fragment"

    return Example(code, text, failure)
