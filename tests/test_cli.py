"""The command line as a user meets it: the real program in a process of its own."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.helpers import run

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
GAPS = "# Privacy policy\n\nWe collect your name and use cookies. We share data with third parties.\n"


def fired(path: Path) -> set[str]:
    done = run("check", "--format", "json", path)
    return {found["name"] for found in json.loads(done.stdout)["diagnostics"]}


@pytest.mark.parametrize(
    ("number", "contact", "age", "opt_out"),
    [(0, False, False, False), (1, False, True, True), (2, True, True, False), (3, False, True, False), (4, True, False, True)],
)  # fmt: skip
def test_the_three_first_rules_on_the_examples(number: int, contact: bool, age: bool, opt_out: bool) -> None:
    (path,) = EXAMPLES.glob(f"{number:03}_*")
    names = fired(path)
    assert ("missing-contact-address" in names) is contact
    assert ("missing-child-age-statement" in names) is age
    assert ("missing-opt-out" in names) is opt_out


def test_an_archive_date_is_no_effective_date() -> None:
    done = run("inspect", "--format", "json", "examples")
    dated = {
        document["path"]: [each["text"] for each in document["disclosures"] if each["id"] == "change.effective-date"]
        for document in json.loads(done.stdout)["documents"]
    }
    assert dated["examples/002_4b6e06c8b8f11840.txt"] == []
    assert dated["examples/000_2059b884cad69ded.txt"] == [
        "This Privacy Policy for www.serobot.com was last updated on May 23, 2011"
    ]


def test_an_age_other_than_thirteen_is_another_diagnostic() -> None:
    (path,) = EXAMPLES.glob("004_*")
    assert "child-age-not-thirteen" in fired(path)


def test_check_fails_on_the_examples_and_gives_the_same_bytes_twice() -> None:
    first, second = run("check", "examples/"), run("check", "examples/", POLICYLINT_CACHE_DIR="")
    assert first.returncode == second.returncode == 1
    assert first.stdout == second.stdout
    assert first.stderr == second.stderr == ""


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_json_is_as_its_schema_says(command: str) -> None:
    schema = json.loads(run("schema", command).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    first, second = (run(command, "--format", "json", "examples") for _ in range(2))
    assert first.stdout == second.stdout
    jsonschema.validate(json.loads(first.stdout), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"diagnostics": [{}], "documents": [{}]}, schema)


def test_the_schema_of_rules_fits_the_shipped_rules() -> None:
    from ruamel.yaml import YAML

    schema = json.loads(run("schema", "rules").stdout)
    for path in sorted((ROOT / "rules").glob("**/*.yaml")):
        data = YAML(typ="safe").load(path.read_text("utf-8"))
        jsonschema.validate(json.loads(json.dumps(data, default=str)), schema)


def test_text_output_shows_place_frame_law_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "privacy.md").write_text(GAPS)
    done = run("check", "--select", "missing-contact-address", "privacy.md", cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith("privacy.md:1:3: error CORE001 missing-contact-address: ")
    assert lines[2:4] == ["1 | # Privacy policy", "  |   ^^^^^^^^^^^^^^"]
    assert any(line.startswith("  = law: GDPR, Art. 13(1)(a)") for line in lines)
    assert any(line.startswith("  = remedy: ") for line in lines)
    assert lines[-1] == "Found 1 error in 1 file. These are gaps in a text, not legal advice."


def test_colour_only_where_it_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "privacy.md").write_text(GAPS)
    plain = run("check", "privacy.md", cwd=tmp_path).stdout
    assert "\x1b" not in plain
    assert "\x1b[31merror\x1b[0m" in run("check", "privacy.md", cwd=tmp_path, FORCE_COLOR="1").stdout


def test_select_ignore_and_fail_on(tmp_path: Path) -> None:
    (tmp_path / "privacy.md").write_text(GAPS)

    def codes(*options: str) -> set[str]:
        done = run("check", "--format", "json", *options, "privacy.md", cwd=tmp_path)
        return {found["code"] for found in json.loads(done.stdout)["diagnostics"]}

    assert codes("--select", "CORE001,CORE002") == {"CORE001", "CORE002"}
    assert codes("--select", "CORE001", "--select", "CORE003") == {"CORE001", "CORE003"}
    assert not {code for code in codes("--ignore", "CORE00") if code.startswith("CORE00")}
    exits = {
        on: run("check", "--fail-on", on, "privacy.md", cwd=tmp_path).returncode for on in ("error", "info", "never")
    }
    assert exits == {"error": 1, "info": 1, "never": 0}
    assert run("check", "--select", "DOC", "privacy.md", cwd=tmp_path).returncode == 0


def test_a_document_of_another_kind_gets_one_notice(tmp_path: Path) -> None:
    (tmp_path / "terms.md").write_text("# Terms of Service\n\nYou may use the service if you are nice to us.\n")
    done = run("check", "--format", "json", "terms.md", cwd=tmp_path)
    assert [found["name"] for found in json.loads(done.stdout)["diagnostics"]] == ["unknown-kind"]
    assert done.returncode == 0


def test_a_document_in_another_language_gets_one_notice(tmp_path: Path) -> None:
    german = "# Privacy Policy\n\nWir verarbeiten Ihre personenbezogenen Daten nur, wenn Sie uns das erlaubt haben.\n"
    (tmp_path / "privacy.md").write_text(german)
    done = run("check", "--format", "json", "privacy.md", cwd=tmp_path)
    assert [found["name"] for found in json.loads(done.stdout)["diagnostics"]] == ["unknown-language"]


def test_standard_input_goes_by_the_name_it_is_given(tmp_path: Path) -> None:
    for paths in ((), ("-",)):
        done = run("check", "--stdin-filename", "docs/privacy.md", *paths, cwd=tmp_path, stdin=GAPS)
        assert done.returncode == 1
        assert done.stdout.startswith("docs/privacy.md:1:")


def test_folders_are_walked_and_gitignore_is_obeyed(tmp_path: Path) -> None:
    for name in ("b.md", "a/privacy.txt", "a/drafts/old.md", "a/kept.md", "node_modules/x/readme.md", ".git/info.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GAPS)
    (tmp_path / ".gitignore").write_text("node_modules/\n*.md\n!b.md\n")
    (tmp_path / "a" / ".gitignore").write_text("!kept.md\ndrafts\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    def walked(path: str, cwd: Path) -> list[str]:
        done = run("inspect", "--format", "json", path, cwd=cwd)
        assert done.stderr == ""
        return [document["path"] for document in json.loads(done.stdout)["documents"]]

    assert walked(".", tmp_path) == ["b.md", "a/kept.md", "a/privacy.txt"]
    assert walked("a", tmp_path) == ["a/kept.md", "a/privacy.txt"]
    assert walked(".", tmp_path / "a") == ["kept.md", "privacy.txt"]


def test_a_file_named_twice_is_linted_once(tmp_path: Path) -> None:
    (tmp_path / "privacy.md").write_text(GAPS)
    done = run("inspect", "--format", "json", "privacy.md", ".", "./privacy.md", cwd=tmp_path)
    assert len(json.loads(done.stdout)["documents"]) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "nowhere.md"), "nowhere.md: no such file or folder"),
        (("check", "binary.md"), "binary.md: binary data, not text (a NUL byte at offset 3); save it as UTF-8 text"),
        (("check", "tool.exe"), "tool.exe: no reader for .exe; policylint reads "),
        (("check", "--rules", "broken", "."), "broken/packs/own.yaml:3:11: "),
    ],
)
def test_what_fails_is_one_plain_line_and_the_other_files_are_linted(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    (tmp_path / "privacy.md").write_text(GAPS)
    (tmp_path / "tool.exe").write_text("x")
    if "binary.md" in arguments:
        (tmp_path / "binary.md").write_bytes(b"abc\x00")
    (tmp_path / "broken" / "packs").mkdir(parents=True)
    (tmp_path / "broken" / "packs" / "own.yaml").write_text("pack:\n  id: own\n  prefix: lower\nrules: []\n")
    done = run(*arguments, "privacy.md", cwd=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"policylint: {says}")
    assert "privacy.md:1:3: error CORE001" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "--format", "xml", "."), "xml"),
        (("check", "--fail-on", "fatal", "."), "fatal"),
        (("check", "--select", "missing-optout", "."), "did you mean 'missing-opt-out'?"),
        (("check", "--rules", "nowhere", "."), "nowhere: no such folder"),
        (("check", "--colour", "."), "--colour"),
        (("check",), "no paths given"),
        (("check", "-"), "--stdin-filename"),
        (("chekc", "."), "chekc"),
        (("rule", "CORE999"), "no rule is called 'CORE999'"),
        (("schema", "nothing"), "nothing"),
    ],
)
def test_a_wrong_call_is_one_plain_line_and_exit_code_two(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("policylint: ")
    assert says in line


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "link.md").symlink_to(tmp_path / "gone.md")
    done = run("check", "link.md", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "policylint: link.md: no such file or folder\n")


def test_rules_are_listed_and_explained() -> None:
    listed = run("rules")
    assert listed.returncode == 0
    assert "CORE001  error    missing-contact-address" in listed.stdout
    for name in ("CORE001", "core001", "missing-contact-address"):
        page = run("rule", name).stdout
        for heading in ("## What it does", "## Why is this bad?", "## Example", "## Use instead", "## Law"):
            assert heading in page
    (rule,) = json.loads(run("rule", "CORE001", "--format", "json").stdout)["rules"]
    assert rule["citations"][0]["url"].startswith("https://")
    assert len(json.loads(run("rules", "--format", "json").stdout)["rules"]) > 20


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("policylint 0.")
    assert run("--help").returncode == 0
    assert "check" in run("--help").stdout
