"""How fast detection is: megabytes of clean text a second on one core, and what more concepts and statements cost.

    python -m benchmarks.detection PATH… [--runs 5] [--scale 4]

PATH: policies, or folders of them. Only detection is timed, of documents that are parsed already. Clean text is the
text of their headings and blocks in UTF-8.

--scale 4 adds three more rulebooks' worth of concepts and statements, as packs on more special subjects would: every
phrase is made anew of words of the rulebook, two at least; every statement keeps its shape over concepts made so.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import msgspec
import typer

from policylint import readers
from policylint.checks import CHECKS
from policylint.cli.paths import inputs
from policylint.detect import Detector
from policylint.detect.phrases import PhraseError, expand
from policylint.document import Document, parse
from policylint.errors import ReadError
from policylint.rulebook import load, shipped_folder
from policylint.rulebook.loader import yaml_files
from policylint.rulebook.shape import ConceptFile, ConceptShape, DisclosureFile, DisclosureShape, ExamplesShape
from policylint.rulebook.yaml_file import YamlFile

_WORD = re.compile(r"[A-Za-z]{3,}")
# What may name a concept in a statement; phrases and entities do not.
_NAMED = re.compile(r"\"[^\"]*\"|'[^']*'|<[^>]*>|(?P<name>[a-z][a-z0-9-]*)")


def documents(paths: Sequence[str]) -> Iterator[Document]:
    """Every policy, parsed."""
    for item in inputs(paths, readers.wanted, None):
        if isinstance(item, ReadError):
            raise SystemExit(str(item))
        yield parse(readers.read(item.path, item.data))


def clean_bytes(document: Document) -> int:
    """How much text a document has, without markup and without what was left out."""
    texts = (
        text for section, _ in document.walk() for text in (section.title, *(each.text for each in section.blocks))
    )
    return sum(len(text.text.encode()) for text in texts if text is not None)


def seconds(detectors: Sequence[Detector], parsed: Sequence[Document], runs: int) -> list[float]:
    """For each detector the median of the processor time that all documents take it, after a run to warm up.

    The detectors take turns, so that a machine with other things to do is as slow for one as for the other.
    """
    taken: list[list[float]] = [[] for _ in detectors]
    for _ in range(runs + 1):
        for detector, times in zip(detectors, taken, strict=True):
            started = time.process_time()
            for document in parsed:
                detector.detect(document)
            times.append(time.process_time() - started)
    return [statistics.median(times[1:]) for times in taken]


def write_copies(rules: Path, folder: Path, copies: int) -> None:
    """Write files with so many copies of the concepts and disclosures in `rules`, each of them with other phrases."""
    files = [YamlFile(str(path), path.read_text("utf-8")) for path in yaml_files(rules)]
    concepts = [file.decode(ConceptFile) for file in files if Path(file.path).parent.name == "concepts"]
    disclosures = [file.decode(DisclosureFile) for file in files if Path(file.path).parent.name == "disclosures"]
    whole = ConceptFile(
        concepts={name: shape for file in concepts for name, shape in file.concepts.items()},
        patterns={name: pattern for file in concepts for name, pattern in file.patterns.items()},
        irregular={word: forms for file in concepts for word, forms in file.irregular.items()},
    )
    for part in ("concepts", "disclosures"):
        (folder / part).mkdir()
    for number in range(2, copies + 2):
        copy = _Copy(number, whole)
        copied = tuple(copy.disclosure(shape) for file in disclosures for shape in file.disclosures)
        _write(folder / "concepts" / f"{number}.yaml", copy.concepts())
        _write(folder / "disclosures" / f"{number}.yaml", DisclosureFile(disclosures=copied))


class _Copy:
    """One copy of the rulebook. Its number is the seed of the words it gets."""

    def __init__(self, number: int, whole: ConceptFile) -> None:
        self._number = number
        self._whole = whole
        phrases = (phrase for shape in whole.concepts.values() for phrase in shape.phrases)
        self._words = [word for phrase in phrases for word in _WORD.findall(phrase)]
        self._random = random.Random(number)

    def concepts(self) -> ConceptFile:
        """The concepts and named patterns of this copy; the forms of words are known to the first."""
        return ConceptFile(
            concepts={
                self._renamed(name): ConceptShape(
                    phrases=tuple(map(self._phrase, shape.phrases)),
                    includes=tuple(map(self._renamed, shape.includes)),
                    action=shape.action,
                )
                for name, shape in self._whole.concepts.items()
            },
            patterns={self._renamed(name): self._statement(text) for name, text in self._whole.patterns.items()},
        )

    def disclosure(self, shape: DisclosureShape) -> DisclosureShape:
        """A disclosure over the concepts of this copy."""
        return DisclosureShape(
            id=self._renamed(shape.id),
            says=shape.says,
            denial=shape.denial,
            statements=tuple(map(self._statement, shape.statements)),
            nearly=tuple(map(self._statement, shape.nearly)),
            examples=ExamplesShape(says=("-",), looks_like=("-",)),
        )

    def _renamed(self, name: str) -> str:
        return f"{name}-{self._number}"

    def _phrase(self, phrase: str) -> str:
        """A phrase with other words, at least two; unchanged where those have too many forms time and again."""
        longer = phrase
        for _ in range(50):
            other = _WORD.sub(lambda _: self._random.choice(self._words), longer)
            try:
                if all(" " in form for form in expand(other, self._whole.irregular)):
                    return other
                longer += " word"
            except PhraseError:
                continue
        return phrase

    def _statement(self, statement: str) -> str:
        return _NAMED.sub(self._part, statement)

    def _part(self, part: re.Match[str]) -> str:
        known = part["name"] in self._whole.concepts or part["name"] in self._whole.patterns
        return self._renamed(part[0]) if known else part[0]


def _write(path: Path, shape: msgspec.Struct) -> None:
    path.write_bytes(msgspec.json.encode(shape))  # which is YAML, too


def _detector(folders: Sequence[Path] = ()) -> Detector:
    """A detector of the shipped rules and those in more folders."""
    loaded = load(folders, frozenset(CHECKS))
    if loaded.problems:
        raise SystemExit("\n".join(loaded.problems))
    return Detector(loaded.rulebook.lexicon, loaded.rulebook.disclosures)


def main(
    paths: Annotated[list[str], typer.Argument(help="Policies, or folders of them.")],
    runs: Annotated[int, typer.Option(min=1, help="How often to measure; the median counts.")] = 5,
    scale: Annotated[int, typer.Option(min=1, help="How many times the rulebook to compare with.")] = 1,
) -> None:
    """Measure how fast detection is."""
    parsed = list(documents(paths))
    size = sum(map(clean_bytes, parsed))
    detectors = [_detector()]
    if scale > 1:
        with TemporaryDirectory() as folder:
            write_copies(shipped_folder(), Path(folder), scale - 1)
            # No cache: there the rulebooks of the shipped rules stay.
            os.environ["POLICYLINT_CACHE_DIR"] = ""
            detectors.append(_detector([Path(folder)]))
    print(f"{len(parsed)} documents, {size / 1e6:.2f} MB of clean text")
    taken = seconds(detectors, parsed, runs)
    for times, detector, took in zip((1, scale), detectors, taken, strict=False):
        found = sum(len(detector.detect(document).disclosures) for document in parsed)
        print(f"{times}× the rules: {size / took / 1e6:.2f} MB/s, {took * 1000:.0f} ms; {found} disclosures found")
    if scale > 1:
        print(f"{scale}× the rules cost {taken[1] / taken[0]:.2f} times as much")


if __name__ == "__main__":
    typer.run(main)
