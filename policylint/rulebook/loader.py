"""The loader. In: folders with concepts/, disclosures/ and packs/. Out: a compiled `Rulebook` and all mistakes found.

A mistake costs the entry it is in and what builds on that, nothing else. The compiled rulebook is cached on disk by
the content of all files, so that YAML is read once a version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from policylint.detect.lexicon import REQUIRED_CONCEPTS, build_lexicon, leaves_of
from policylint.detect.model import Concept, Denial, DisclosureType, Stance
from policylint.detect.statement import Concept as ConceptLeaf
from policylint.detect.statement import Pattern, Statement, StatementError, parse_statement
from policylint.document.kind import KINDS
from policylint.rulebook import cache
from policylint.rulebook.model import (
    AllOf,
    AnyOf,
    Citation,
    Condition,
    Not,
    Pack,
    Rule,
    Rulebook,
    Says,
    Severity,
)
from policylint.rulebook.shape import (
    ConceptFile,
    ConditionShape,
    DisclosureFile,
    DisclosureShape,
    PackFile,
    PackShape,
    RuleShape,
)
from policylint.rulebook.yaml_file import MistakeError, YamlFile
from policylint.suggest import did_you_mean

_DEEPEST_PATTERN = 20
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[a-z][\w-]*")
_VALUE = re.compile(r"(<=|>=|=|<|>)\s*(\d+)")
_T = TypeVar("_T", bound=msgspec.Struct)
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of the files. problems: one line each, `path:line:column: what is wrong`."""

    rulebook: Rulebook
    problems: tuple[str, ...]


def shipped_folder() -> Path:
    """The folder of the rules that come with policylint: in the wheel inside the package, in a checkout beside it."""
    package = Path(str(files("policylint")))
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load(folders: Sequence[Path] = (), checks: frozenset[str] = frozenset()) -> Loaded:
    """The rulebook of the shipped rules and those of `folders`.

    checks: names of the checks in code that rules may refer to.
    """
    texts = [(path, path.read_bytes()) for folder in (shipped_folder(), *folders) for path in yaml_files(folder)]
    key = cache.key_of(texts)
    rulebook = cache.get(key)
    if rulebook is not None:
        return Loaded(rulebook, ())
    loaded = _Loading(checks).run([(path, data.decode("utf-8", "replace")) for path, data in texts])
    if not loaded.problems:
        cache.put(key, loaded.rulebook)
    return loaded


def yaml_files(folder: Path) -> list[Path]:
    """The rulebook files of a folder, in the order of their names."""
    parts = ("concepts", "disclosures", "packs")
    return [path for part in parts for path in sorted((folder / part).glob("**/*.yaml"))]


@dataclass(frozen=True, slots=True)
class _At:
    """Where an entry stands: to point at mistakes in it."""

    file: YamlFile
    steps: Steps

    def problem(self, message: str, *steps: str | int, column: int = 1) -> str:
        return str(self.file.problem((*self.steps, *steps), message, column=column))


@dataclass(slots=True)
class _Loading:
    checks: frozenset[str]
    problems: list[str] = field(default_factory=list)
    irregular: dict[str, tuple[str, ...]] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    pattern_texts: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, Pattern] = field(default_factory=dict)
    disclosures: dict[str, DisclosureType] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    places: dict[str, _At] = field(default_factory=dict)

    def run(self, texts: Sequence[tuple[Path, str]]) -> Loaded:
        by_part: dict[str, list[tuple[Path, str]]] = {"concepts": [], "disclosures": [], "packs": []}
        for path, text in texts:
            part = next(each for each in reversed(path.parts[:-1]) if each in by_part)
            by_part[part].append((path, text))
        concept_files = list(self._decoded(by_part["concepts"], ConceptFile))
        for file, concepts in concept_files:
            self._add_concepts(file, concepts)
        self._check_concepts()
        self._add_patterns(concept_files)
        for file, disclosures in self._decoded(by_part["disclosures"], DisclosureFile):
            for index, shape in enumerate(disclosures.disclosures):
                self._add_disclosure(_At(file, ("disclosures", index)), shape)
        packs = [self._pack(file, pack) for file, pack in self._decoded(by_part["packs"], PackFile)]
        lexicon = build_lexicon(self.concepts, self.statements, self.irregular, self._phrase_error)
        ordered = sorted(packs, key=lambda pack: (not pack.default, pack.id))
        return Loaded(Rulebook(lexicon, tuple(self.disclosures.values()), tuple(ordered)), tuple(self.problems))

    def _decoded(self, texts: Sequence[tuple[Path, str]], shape: type[_T]) -> Iterator[tuple[YamlFile, _T]]:
        for path, text in texts:
            try:
                file = YamlFile(str(path), text)
                yield file, file.decode(shape)
            except MistakeError as problem:
                self.problems.append(str(problem))

    def _claim(self, name: str, at: _At, *steps: str | int) -> bool:
        """Whether the name is new; if not, that is a mistake."""
        first = self.places.get(name)
        if first is not None:
            self.problems.append(
                at.problem(f"{name.split(' ', 1)[1]!r} is defined twice, first in {first.file.path}", *steps)
            )
            return False
        self.places[name] = at
        return True

    def _add_concepts(self, file: YamlFile, concepts: ConceptFile) -> None:
        self.irregular.update(concepts.irregular)
        for name, shape in concepts.concepts.items():
            at = _At(file, ("concepts", name))
            if self._claim(f"concept {name}", at):
                self.concepts[name] = Concept(name, shape.phrases, shape.includes, shape.action)

    def _add_patterns(self, concept_files: Sequence[tuple[YamlFile, ConceptFile]]) -> None:
        for file, shape in concept_files:
            for name, text in shape.patterns.items():
                if self._claim(f"concept {name}", _At(file, ("patterns", name))):
                    self.pattern_texts[name] = text
        read: set[str] = set()
        for name in self.pattern_texts:
            self._add_pattern(name, (), read)

    def _add_pattern(self, name: str, users: tuple[str, ...], read: set[str]) -> None:
        """Read a named pattern, those it names first. users: the patterns that led here, each naming the next."""
        at, text = self.places[f"concept {name}"], self.pattern_texts[name]
        if name in users or len(users) > _DEEPEST_PATTERN:
            circle = " -> ".join((*users[-5:], name))
            self.problems.append(at.problem(f"the pattern {name!r} is made of itself or too deep: {circle}"))
            return
        if name in read:
            return
        read.add(name)
        for other in _WORD.findall(_QUOTED.sub("", text)):
            if other in self.pattern_texts:
                self._add_pattern(other, (*users, name), read)
        statement = self._statement(at, text)
        if statement is not None and (len(statement.patterns()) > 1 or statement.heading or statement.item):
            self.problems.append(
                at.problem(f"the pattern {name!r} has a context or an exclusion; put that into the statements")
            )
        elif statement is not None:
            self.patterns[name] = statement.pattern

    def _check_concepts(self) -> None:
        for concept in self.concepts.values():
            at = self.places[f"concept {concept.id}"]
            for index, included in enumerate(concept.includes):
                if included not in self.concepts:
                    hint = did_you_mean(included, self.concepts)
                    self.problems.append(at.problem(f"unknown concept {included!r}{hint}", "includes", index))
            if not concept.phrases and not concept.includes:
                self.problems.append(at.problem(f"the concept {concept.id!r} has neither phrases nor includes"))
        for name in REQUIRED_CONCEPTS:
            if name not in self.concepts:
                self.concepts[name] = Concept(name, ())
                self.problems.append(f"concepts/: the concept {name!r} is missing; the stance of statements needs it")

    def _phrase_error(self, where: str, phrase: str, message: str) -> None:
        concept = self.concepts.get(where)
        if concept is None:
            self.problems.append(self.places[f"statement {where}"].problem(message))
        else:
            at = self.places[f"concept {where}"]
            self.problems.append(at.problem(message, "phrases", concept.phrases.index(phrase)))

    def _add_disclosure(self, at: _At, shape: DisclosureShape) -> None:
        if not self._claim(f"disclosure {shape.id}", at, "id"):
            return
        statements = self._statements(at, "statements", shape.statements)
        nearly = self._statements(at, "nearly", shape.nearly)
        self.disclosures[shape.id] = DisclosureType(shape.id, shape.says, statements, nearly, Denial(shape.denial))

    def _statements(self, at: _At, key: str, texts: Sequence[str]) -> tuple[Statement, ...]:
        parsed = (self._statement(at, text, key, index) for index, text in enumerate(texts))
        return tuple(statement for statement in parsed if statement is not None)

    def _statement(self, at: _At, text: str, *steps: str | int) -> Statement | None:
        """The statement, or None and a mistake noted."""
        try:
            statement = parse_statement(text, self.patterns)
        except StatementError as error:
            caret = f"\n    {text}\n    {' ' * (error.column - 1)}^"
            self.problems.append(at.problem(error.message, *steps, column=error.column) + caret)
            return None
        for leaf in leaves_of(statement):
            if isinstance(leaf, ConceptLeaf) and leaf.id in self.pattern_texts:
                return None  # its own mistake is told where it stands
            if isinstance(leaf, ConceptLeaf) and leaf.id not in self.concepts:
                column = re.search(rf"(?<![\w-]){re.escape(leaf.id)}(?![\w-])", text) or re.search("", text)
                start = column.start() + 1 if column else 1
                hint = did_you_mean(leaf.id, (*self.concepts, *self.patterns))
                self.problems.append(at.problem(f"unknown concept {leaf.id!r}{hint}", *steps, column=start))
                return None
        self.statements.append(statement)
        self.places.setdefault(f"statement {text}", _At(at.file, (*at.steps, *steps)))
        return statement

    def _pack(self, file: YamlFile, shape: PackFile) -> Pack:
        head = shape.pack
        at = _At(file, ("pack",))
        sound = self._claim(f"pack {head.id}", at, "id")
        for index, kind in enumerate(head.kinds):
            if kind not in KINDS:
                sound = False
                self.problems.append(at.problem(f"unknown kind {kind!r}{did_you_mean(kind, KINDS)}", "kinds", index))
        read = (self._rule(_At(file, ("rules", at)), each, head) for at, each in enumerate(shape.rules))
        rules = sorted((rule for rule in read if rule is not None), key=lambda rule: rule.code)
        return Pack(
            id=head.id,
            prefix=head.prefix,
            title=head.title,
            description=head.description,
            kinds=head.kinds,
            languages=head.languages,
            default=head.default,
            rules=tuple(rules) if sound else (),
        )

    def _rule(self, at: _At, shape: RuleShape, pack: PackShape) -> Rule | None:
        before = len(self.problems)
        self._claim(f"rule {shape.code}", at, "code")
        self._claim(f"rule {shape.name}", at, "name")
        if not shape.code.removeprefix(pack.prefix).isdigit():
            self.problems.append(
                at.problem(f"the code {shape.code} does not begin with the pack's prefix {pack.prefix}", "code")
            )
        if (shape.requires is None) == (not shape.check):
            self.problems.append(at.problem(f"the rule {shape.code} must have either requires or check"))
        if shape.check and shape.check not in self.checks:
            self.problems.append(
                at.problem(f"unknown check {shape.check!r}{did_you_mean(shape.check, self.checks)}", "check")
            )
        requires = self._condition(at, shape.requires, "requires")
        when = self._condition(at, shape.when, "when")
        look_under = self._statement(at, shape.look_under, "look-under") if shape.look_under else None
        if len(self.problems) > before:
            return None
        citations = tuple(
            Citation(each.law, each.section, each.url, each.in_force_since, each.checked_on, each.note)
            for each in shape.citations
        )
        return Rule(
            code=shape.code,
            name=shape.name,
            pack=pack.id,
            severity=Severity(shape.severity),
            requires=requires,
            when=when,
            check=shape.check,
            look_under=look_under.pattern if look_under else None,
            message=shape.message,
            what_it_does=shape.what_it_does,
            why_is_this_bad=shape.why_is_this_bad,
            citations=citations,
            remedy=shape.remedy,
            passes=shape.passes,
            fails=shape.fails,
        )

    def _condition(self, at: _At, shape: str | ConditionShape | None, *steps: str | int) -> Condition | None:
        """The condition, or None where there is none or it is mistaken, which is noted."""
        if shape is None:
            return None
        if isinstance(shape, str):
            return self._says(at, ConditionShape(says=shape), *steps)
        given = [
            name
            for name, value in (
                ("any", shape.any),
                ("all", shape.all),
                ("not", shape.not_),
                ("says", shape.says),
            )
            if value
        ]
        if len(given) != 1:
            self.problems.append(at.problem("a condition has exactly one of any, all, not, says", *steps))
            return None
        if shape.says:
            return self._says(at, shape, *steps, "says")
        if shape.not_ is not None:
            inner = self._condition(at, shape.not_, *steps, "not")
            return Not(inner) if inner is not None else None
        make: Callable[[tuple[Condition, ...]], Condition] = AnyOf if shape.any else AllOf
        parts = [
            self._condition(at, part, *steps, given[0], index) for index, part in enumerate(shape.any or shape.all)
        ]
        return make(tuple(part for part in parts if part is not None))

    def _says(self, at: _At, shape: ConditionShape, *steps: str | int) -> Condition | None:
        if shape.says not in self.disclosures:
            hint = did_you_mean(shape.says, self.disclosures)
            self.problems.append(at.problem(f"unknown disclosure {shape.says!r}{hint}", *steps))
            return None
        stance = Stance(shape.stance) if shape.stance else None
        if not shape.value:
            return Says(shape.says, stance)
        found = _VALUE.fullmatch(shape.value)
        if found is None:
            where = (*steps[:-1], "value")
            self.problems.append(
                at.problem(f"a value is a comparison such as '= 13' or '<= 30', not {shape.value!r}", *where)
            )
            return None
        return Says(shape.says, stance, found[1], int(found[2]))
