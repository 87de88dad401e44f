"""What the benchmarks compute: the figures, the parts of a corpus, and what a change wins and loses. No timings."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks.answers import earlier_answers
from benchmarks.detection import clean_bytes, documents, write_copies
from benchmarks.labels import Labels, Part, part_of, read_corpus
from benchmarks.scoring import Answer, Change, Counts, Judgement, Kind, Sentence, changes, figures, judge, tables
from policylint.checks import CHECKS
from policylint.rulebook import load
from tests.helpers import ROOT

POLICY = "# Privacy Policy\n\nWe never sell your data.\n\nYou may ask us to delete your data.\n\nWe like dogs.\n"
LABELS = {
    "present": ["rights.erasure", "retention.period"],
    "absent": ["rights.portability", "sharing.sale"],
    "passages": [[3, 3], [5, 5], [7, 7]],
    "positive": {"rights.erasure": [1], "retention.period": [0]},
    "ignore": {"retention.period": [2]},
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One set with one document, which is one of the development part."""
    folder = tmp_path / "corpus"
    (folder / "mini").mkdir(parents=True)
    (folder / "mini" / "b.md").write_text(POLICY, "utf-8")
    (folder / "mini.json").write_text(json.dumps({"mini/b.md": LABELS}), "utf-8")
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder of rules that knows no rights."""
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder, ignore=shutil.ignore_patterns("packs", "rights.yaml"))
    return folder


def judged(labels: Labels, answer: Answer) -> list[Judgement]:
    return list(judge("set/a.md", labels, answer))


def counts(labels: Labels, answer: Answer) -> dict[Kind, dict[str, Counts]]:
    return tables(judged(labels, answer))


def said(*lines: int) -> list[Sentence]:
    return [Sentence(line, line, f"line {line}") for line in lines]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({}, {"here": Counts(0, 1, 0), "not-here": Counts(1, 0, 0)}),
        ({"here": said(1)}, {"here": Counts(0, 0, 0), "not-here": Counts(1, 0, 0)}),
        ({"not-here": said(1)}, {"here": Counts(0, 1, 0), "not-here": Counts(0, 0, 1)}),
    ],
)
def test_a_gap_is_what_is_reported_and_what_is_to_find(answer: Answer, expected: Mapping[str, Counts]) -> None:
    assert counts(Labels(("here",), ("not-here",)), answer) == {Kind.GAP: expected}


def test_a_label_that_is_neither_present_nor_absent_is_left_out() -> None:
    assert counts(Labels((), ()), {"disputed": said(1)}) == {}


def test_a_passage_is_found_where_a_sentence_touches_its_lines() -> None:
    labels = Labels((), (), passages=((1, 2), (4, 6), (8, 9)), positive={"x": frozenset({0, 1})})
    assert counts(labels, {"x": [Sentence(2, 4, "…")]}) == {Kind.EVIDENCE: {"x": Counts(2, 0, 0)}}
    assert counts(labels, {"x": said(3, 7)}) == {Kind.EVIDENCE: {"x": Counts(0, 0, 2)}}
    assert counts(labels, {"x": said(5, 9)}) == {Kind.EVIDENCE: {"x": Counts(1, 1, 1)}}


def test_passages_that_annotators_disagree_on_are_left_out() -> None:
    labels = Labels((), (), passages=((1, 1), (2, 2)), positive={"x": frozenset()}, ignore={"x": frozenset({0})})
    assert counts(labels, {"x": said(1, 2)}) == {Kind.EVIDENCE: {"x": Counts(0, 1, 0)}}


def test_any_of_several_disclosures_satisfies_a_label() -> None:
    labels = Labels(("contact.any",), ())
    assert [each.right for each in judged(labels, {"contact.phone": said(1)})] == [True]
    assert [each.right for each in judged(labels, {"contact.dpo": said(1)})] == [False]


def test_figures_of_counts() -> None:
    table = {"a": Counts(3, 1, 0), "b": Counts(1, 0, 3), "nothing to find": Counts(0, 1, 0), "not asked": Counts()}
    brief = figures(table)
    assert brief.micro_p == pytest.approx(4 / 6)
    assert brief.micro_r == pytest.approx(4 / 7)
    assert brief.micro_f1 == pytest.approx(8 / 13)
    assert brief.macro_f1 == pytest.approx((6 / 7 + 2 / 5) / 2)


def test_figures_of_nothing_are_none() -> None:
    assert figures({"a": Counts()}) == figures({})
    assert figures({}).micro_f1 is None


def test_a_change_is_told_from_the_side_that_says_it() -> None:
    labels = Labels(("a",), ("b", "c"), passages=((1, 1), (2, 2)), positive={"a": frozenset({1})})
    before, after = judged(labels, {"b": said(4), "c": said(9)}), judged(labels, {"a": said(2), "c": said(5)})
    assert list(changes(before, after)) == [
        Change(Kind.GAP, "a", "set/a.md", 2, gained=True, right=True, sentence="line 2"),
        Change(Kind.GAP, "b", "set/a.md", 4, gained=False, right=True, sentence="line 4"),
        Change(Kind.EVIDENCE, "a", "set/a.md", 2, gained=True, right=True, sentence="line 2"),
    ]
    assert [change.right for change in changes(after, before)] == [False, False, False]


def test_a_document_stays_in_its_part_and_twins_stay_together() -> None:
    for number in range(50):
        twins = {f"opp/{number}_example.com.md", f"opphtml/{number}_www.example.org.html"}
        assert len({part_of(twin) for twin in twins}) == 1
    names = [f"gdpr/com.example.app{number}.md" for number in range(300)]
    assert 70 < sum(part_of(name) is Part.HELD_OUT for name in names) < 130
    assert part_of("gdpr/a.md") is part_of("c3pa/a.md")
    assert all(Part.ALL.holds(name) for name in names)


def test_a_corpus_is_the_sets_that_have_a_folder(corpus: Path) -> None:
    (corpus / "notes.json").write_text("[]", "utf-8")
    assert list(read_corpus(corpus)) == ["mini"]
    with pytest.raises(SystemExit, match=r"notes\.json"):
        read_corpus(corpus, ["notes"])
    with pytest.raises(SystemExit, match="no labelled sets"):
        read_corpus(corpus / "mini")


def test_measure_reads_documents_and_compares_with_their_labels(corpus: Path) -> None:
    (result,), before = accuracy.measure(corpus, (), (Part.ALL,))
    assert before == []
    assert result.documents == 1
    assert result.tables == {
        Kind.GAP: {
            "rights.erasure": Counts(0, 0, 0),
            "retention.period": Counts(0, 1, 0),
            "rights.portability": Counts(1, 0, 0),
            "sharing.sale": Counts(0, 0, 1),
        },
        Kind.EVIDENCE: {"rights.erasure": Counts(1, 0, 0), "retention.period": Counts(0, 0, 1)},
    }


def test_a_part_without_documents_has_no_figures(corpus: Path) -> None:
    assert part_of("mini/b.md") is Part.DEV
    assert accuracy.measure(corpus, (), (Part.HELD_OUT,)) == ([], [])


def test_what_is_printed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accuracy.main(corpus, by_label=True)
    assert capsys.readouterr().out == (
        "mini     dev      gap       micro P 0.500 R 0.500 F1 0.500   macro F1 0.500   (1 documents)\n"
        "mini     dev      evidence  micro P 1.000 R 0.500 F1 0.667   macro F1 0.500   (1 documents)\n"
        "\n"
        "mini     dev      retention.period               gap P 0.000 R – F1 0.000 (0 absent)"
        "   evidence P – R 0.000 F1 0.000 (1 passages)\n"
        "mini     dev      rights.erasure                 gap P – R – F1 – (0 absent)"
        "   evidence P 1.000 R 1.000 F1 1.000 (1 passages)\n"
        "mini     dev      rights.portability             gap P 1.000 R 1.000 F1 1.000 (1 absent)\n"
        "mini     dev      sharing.sale                   gap P – R 0.000 F1 0.000 (1 absent)\n"
    )
    accuracy.main(corpus, misses="sharing.sale")
    assert capsys.readouterr().out == (
        "mini/b.md:3: annotators found none, the linter sees it here: We never sell your data.\n"
    )
    accuracy.main(corpus, markdown=True)
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| mini | dev | 1 | gap | 0.500 | 0.500 | 0.500 | 0.500 |",
        "| mini | dev | 1 | evidence | 1.000 | 0.500 | 0.667 | 0.500 |",
    ]
    accuracy.main(corpus, json=True)
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert result["gap"] == {"micro_p": 0.5, "micro_r": 0.5, "micro_f1": 0.5, "macro_f1": 0.5}


def test_a_difference_to_a_folder_of_rules(corpus: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accuracy.main(corpus, diff=str(rules))
    assert capsys.readouterr().out == (
        "rights.erasure\n"
        "  mini dev gap: F1 0.000 → –\n"
        "  mini dev evidence: F1 0.000 → 1.000\n"
        "    mini/b.md:5: gained, right (gap): You may ask us to delete your data.\n"
        "    mini/b.md:5: gained, right (evidence): You may ask us to delete your data.\n"
        "mini dev gap: micro F1 0.400 → 0.500\n"
        "mini dev evidence: micro F1 0.000 → 0.667\n"
        "mini dev evidence: macro F1 0.000 → 0.500\n"
        "documents: 1 for the better, 0 for the worse; passages: 1 for the better, 0 for the worse\n"
    )


def test_a_revision_answers_with_its_own_code_and_rules(corpus: Path, rules: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    shutil.copytree(ROOT / "policylint", repository / "policylint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(rules, repository / "rules")
    for command in (
        ("init", "--quiet"),
        ("add", "."),
        ("-c", "user.name=n", "-c", "user.email=n@example.com", "commit", "--quiet", "--message", "First"),
    ):
        subprocess.run(("git", *command), check=True, cwd=repository)
    shutil.rmtree(repository / "rules")
    found = earlier_answers("HEAD", corpus, ["mini/b.md"], repository)["mini/b.md"]
    assert found["sharing.sale"] == [Sentence(3, 3, "We never sell your data.")]
    assert "rights.erasure" not in found
    with pytest.raises(SystemExit, match="nonsense: no checkout"):
        earlier_answers("nonsense", corpus, [], repository)


def test_copies_of_the_rulebook_are_sound_and_of_the_same_size(tmp_path: Path) -> None:
    write_copies(ROOT / "rules", tmp_path, 1)
    shipped, scaled = load(checks=frozenset(CHECKS)), load([tmp_path], frozenset(CHECKS))
    assert scaled.problems == ()
    assert len(scaled.rulebook.disclosures) == 2 * len(shipped.rulebook.disclosures)
    assert len(scaled.rulebook.lexicon.keys) > 1.5 * len(shipped.rulebook.lexicon.keys)


def test_a_copy_keeps_shapes_and_changes_names_and_words(tmp_path: Path) -> None:
    rules, folder = tmp_path / "rules", tmp_path / "copies"
    for part in (rules / "concepts", rules / "disclosures", folder):
        part.mkdir(parents=True)
    concepts = {"sell": {"phrases": ["~sell"], "action": True}, "personal-data": {"phrases": ["your {data|details}"]}}
    statement = 'sells-it & "with" <age < 13> except heading-like | not sell'
    (rules / "concepts" / "a.yaml").write_text(
        json.dumps({"concepts": concepts, "patterns": {"sells-it": "sell .. personal-data"}}), "utf-8"
    )
    examples = {"says": ["-"], "looks-like": ["-"]}
    disclosures = [{"id": "x.sale", "says": "-", "statements": [statement], "examples": examples}]
    (rules / "disclosures" / "a.yaml").write_text(json.dumps({"disclosures": disclosures}), "utf-8")
    write_copies(rules, folder, 1)
    copied = json.loads((folder / "concepts" / "2.yaml").read_text("utf-8"))
    assert copied["patterns"] == {"sells-it-2": "sell-2 .. personal-data-2"}
    assert copied["concepts"]["sell-2"]["action"] is True
    assert re.fullmatch(
        r"~(sell|your|data|details) (sell|your|data|details)", copied["concepts"]["sell-2"]["phrases"][0]
    )
    (disclosure,) = json.loads((folder / "disclosures" / "2.yaml").read_text("utf-8"))["disclosures"]
    assert disclosure["id"] == "x.sale-2"
    assert disclosure["statements"] == ['sells-it-2 & "with" <age < 13> except heading-like | not sell-2']


def test_clean_text_is_what_is_read_of_a_document(corpus: Path) -> None:
    (document,) = documents([str(corpus)])
    assert clean_bytes(document) == len(
        "Privacy PolicyWe never sell your data.You may ask us to delete your data.We like dogs."
    )
