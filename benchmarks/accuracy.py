"""How right policylint is, held against policies that people have labelled; and what a change to it wins and loses.

    python -m benchmarks.accuracy CORPUS_FOLDER [--set NAME] [--part dev|held-out|all] [--by-label] [--misses LABEL]
                                                [--diff BASE] [--json | --markdown]

CORPUS_FOLDER holds <set>.json files beside folders of documents; `benchmarks.labels` says how they are laid out,
`benchmarks.scoring` what is measured, docs/accuracy.md which sets there are.

--diff BASE compares with another version: a revision of this repository, a checkout, or a folder of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from benchmarks.answers import ROOT, answers, earlier_answers
from benchmarks.labels import Labels, Part, read_corpus
from benchmarks.scoring import Answer, Change, Counts, Figures, Judgement, Kind, Table, changes, figures, judge, tables

_NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Result:
    """What one version makes of one part of one set."""

    set: str
    part: Part
    documents: int
    judgements: tuple[Judgement, ...]

    @property
    def tables(self) -> dict[Kind, dict[str, Counts]]:
        """The counts of each label, by kind of judgement."""
        return tables(self.judgements)


Corpus = Mapping[str, Mapping[str, Labels]]


def results(corpus: Corpus, parts: Sequence[Part], found: Mapping[str, Answer]) -> list[Result]:
    """Every set and part, in order; without those that hold no document."""
    return [
        Result(
            name,
            part,
            len(paths),
            tuple(judgement for path in paths for judgement in judge(path, documents[path], found[path])),
        )
        for name, documents in corpus.items()
        for part in parts
        if (paths := [path for path in documents if part.holds(path)])
    ]


def measure(
    folder: Path, sets: Sequence[str], parts: Sequence[Part], base: str = "", repository: Path = ROOT
) -> tuple[list[Result], list[Result]]:
    """The results of this version, and those of the base; none where there is no base."""
    corpus = read_corpus(folder, sets)
    paths = [path for documents in corpus.values() for path in documents if any(part.holds(path) for part in parts)]
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(earlier_answers, base, folder, paths, repository) if base else None
        now = results(corpus, parts, answers(folder, paths))
        return now, results(corpus, parts, pending.result()) if pending else []


def summary_text(found: Sequence[Result]) -> Iterator[str]:
    """A line for each set, part and kind."""
    for result in found:
        for kind, table in result.tables.items():
            brief = figures(table)
            yield (
                f"{result.set:8} {result.part:8} {kind:8}  micro P {_shown(brief.micro_p)} R {_shown(brief.micro_r)}"
                f" F1 {_shown(brief.micro_f1)}   macro F1 {_shown(brief.macro_f1)}   ({result.documents} documents)"
            )


def labels_text(result: Result) -> Iterator[str]:
    """A line for each label."""
    for label, gap, evidence in _by_label(result):
        shown = f"{result.set:8} {result.part:8} {label:30} gap {_three(gap)} ({gap.relevant} absent)"
        yield shown + (f"   evidence {_three(evidence)} ({evidence.relevant} passages)" if evidence else "")


def summary_markdown(found: Sequence[Result]) -> Iterator[str]:
    """A table with a row for each set, part and kind."""
    yield "| set | part | documents | measured | precision | recall | F1 | macro F1 |"
    yield "|---|---|--:|---|--:|--:|--:|--:|"
    for result in found:
        for kind, table in result.tables.items():
            shown = " | ".join(map(_shown, _values(figures(table))))
            yield f"| {result.set} | {result.part} | {result.documents} | {kind} | {shown} |"


def labels_markdown(result: Result) -> Iterator[str]:
    """A table with a row for each label, under a heading."""
    with_evidence = Kind.EVIDENCE in result.tables
    yield f"### {result.set}, {result.part}\n"
    yield "| label | absent | precision | recall | F1 |" + (" passages | precision | recall | F1 |" * with_evidence)
    yield "|---|--:|--:|--:|--:|" + ("--:|--:|--:|--:|" * with_evidence)
    for label, gap, evidence in _by_label(result):
        cells = [f"`{label}`", *_cells(gap), *(_cells(evidence or _NOTHING) if with_evidence else ())]
        yield f"| {' | '.join(cells)} |"


def as_json(found: Sequence[Result]) -> list[dict[str, object]]:
    """The results as JSON has them."""
    return [
        {
            "set": result.set,
            "part": result.part,
            "documents": result.documents,
            **{kind: figures(table) for kind, table in result.tables.items()},
            "labels": {label: {"gap": gap, "evidence": evidence} for label, gap, evidence in _by_label(result)},
        }
        for result in found
    ]


def misses_text(found: Sequence[Result], label: str) -> Iterator[str]:
    """Every judgement on a label in which the linter and the annotators differ."""
    for result in found:
        for each in result.judgements:
            if each.label == label and not each.right:
                what = _MISSES[each.kind, each.said]
                yield f"{each.path}:{each.line}: {what}" + (f": {_cut(each.sentence)}" if each.said else "")


_MISSES = {
    (Kind.GAP, False): "a gap is reported, annotators found it",
    (Kind.GAP, True): "annotators found none, the linter sees it here",
    (Kind.EVIDENCE, False): "evidence not found",
    (Kind.EVIDENCE, True): "no such evidence here",
}


def changes_text(before: Sequence[Result], after: Sequence[Result]) -> Iterator[str]:
    """By label, the F1 that moved and what is found differently; then the figures as a whole."""
    pairs = list(zip(before, after, strict=True))
    found = [change for then, now in pairs for change in _changes(then, now)]
    for label in sorted({change.label for change in found}):
        yield label
        for then, now in pairs:
            yield from (f"  {line}" for line in _moved(then, now, partial(_f1_of, label)))
        yield from (f"    {_change_text(change)}" for change in found if change.label == label)
    for then, now in pairs:
        yield from _moved(then, now, lambda table: figures(table).micro_f1, "micro ")
        yield from _moved(then, now, lambda table: figures(table).macro_f1, "macro ")
    yield _tally(found)


def _changes(then: Result, now: Result) -> Iterator[Change]:
    return changes(then.judgements, now.judgements)


def _change_text(change: Change) -> str:
    verb, verdict = "gained" if change.gained else "lost", "right" if change.right else "wrong"
    return f"{change.path}:{change.line}: {verb}, {verdict} ({change.kind}): {_cut(change.sentence)}"


def _moved(then: Result, now: Result, score: Callable[[Table], float | None], name: str = "") -> Iterator[str]:
    for kind, table in now.tables.items():
        old, new = score(then.tables[kind]), score(table)
        if old != new:
            yield f"{now.set} {now.part} {kind}: {name}F1 {_shown(old)} → {_shown(new)}"


def _f1_of(label: str, table: Table) -> float | None:
    return table.get(label, _NOTHING).f1


def _tally(found: Sequence[Change]) -> str:
    if not found:
        return "Nothing that is labelled is found differently."
    parts = []
    for kind, noun in ((Kind.GAP, "documents"), (Kind.EVIDENCE, "passages")):
        right = sum(change.right for change in found if change.kind is kind)
        wrong = sum(not change.right for change in found if change.kind is kind)
        parts.append(f"{noun}: {right} for the better, {wrong} for the worse")
    return "; ".join(parts)


def _by_label(result: Result) -> Iterator[tuple[str, Counts, Counts | None]]:
    """Each label with its counts of gaps and of evidence; None where no passages are labelled with it."""
    gap, evidence = result.tables.get(Kind.GAP, {}), result.tables.get(Kind.EVIDENCE, {})
    for label in sorted({*gap, *evidence}):
        yield label, gap.get(label, _NOTHING), evidence.get(label)


def _three(counts: Counts) -> str:
    return f"P {_shown(counts.precision)} R {_shown(counts.recall)} F1 {_shown(counts.f1)}"


def _cells(counts: Counts) -> tuple[str, ...]:
    return str(counts.relevant), *map(_shown, (counts.precision, counts.recall, counts.f1))


def _values(brief: Figures) -> tuple[float | None, ...]:
    return brief.micro_p, brief.micro_r, brief.micro_f1, brief.macro_f1


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _cut(sentence: str, longest: int = 300) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def main(
    corpus: Annotated[Path, typer.Argument(help="A folder of <set>.json files beside folders of documents.")],
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="NAME", help="This set; may be repeated.")] = None,
    parts: Annotated[
        list[Part] | None, typer.Option("--part", help="Which documents; may be repeated. [default: dev]")
    ] = None,
    by_label: Annotated[bool, typer.Option("--by-label", help="The figures of each label, too.")] = False,
    misses: Annotated[str, typer.Option(metavar="LABEL", help="Every disagreement on a label.")] = "",
    diff: Annotated[str, typer.Option(metavar="BASE", help="A revision, a checkout or a folder of rules.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables for the documentation.")] = False,
) -> None:
    """Measure policylint on labelled policies."""
    now, before = measure(corpus, sets or (), parts or (Part.DEV,), diff)
    if not now:
        raise SystemExit(f"{corpus}: no documents of this part")
    if json:
        moved = [change for then, result in zip(before, now, strict=False) for change in _changes(then, result)]
        report = {"results": as_json(now)} | ({"before": as_json(before), "changes": moved} if diff else {})
        print(msgspec.json.encode(report).decode())
        return
    lines: list[str] = []
    if diff:
        lines += changes_text(before, now)
    elif misses:
        lines += misses_text(now, misses)
    else:
        lines += summary_markdown(now) if markdown else summary_text(now)
    if by_label:
        for result in now:
            lines += ["", *(labels_markdown(result) if markdown else labels_text(result))]
    print("\n".join(lines))


if __name__ == "__main__":
    typer.run(main)
