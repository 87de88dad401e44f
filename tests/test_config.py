"""Configuration: found where it should be, merged with the options, its mistakes told with file and line."""

import json
from pathlib import Path

import pytest

from policylint.config import find, load
from policylint.document import Hints
from policylint.errors import UsageError
from tests.helpers import run

TERMS = "# Terms of Service\n\nYou may use the service if you are nice to us.\n"
POLICY = "# Privacy Policy\n\nWe collect your name. Write to privacy@acme.example.\n"


def codes(cwd: Path, *options: str) -> set[str]:
    done = run("check", "--format", "json", *options, ".", cwd=cwd)
    assert done.stderr == ""
    return {found["code"] for found in json.loads(done.stdout)["diagnostics"]}


@pytest.mark.parametrize(
    ("name", "before"), [("policylint.toml", ""), ("pyproject.toml", "[project]\nname = 'x'\n\n[tool.policylint]\n")]
)
def test_the_nearest_configuration_above_counts(tmp_path: Path, name: str, before: str) -> None:
    (tmp_path / name).write_text(f'{before}select = ["CORE002", "CORE003"]\nignore = ["CORE003"]\n')
    (tmp_path / "legal").mkdir()
    (tmp_path / "legal" / "privacy.md").write_text(POLICY)
    assert codes(tmp_path / "legal") == {"CORE002"}
    (tmp_path / "legal" / "pyproject.toml").write_text("[tool.other]\n")
    assert codes(tmp_path / "legal") == {"CORE002"}
    (tmp_path / "legal" / "policylint.toml").write_text('select = ["CORE014"]\n')
    assert codes(tmp_path / "legal") == {"CORE014"}
    assert codes(tmp_path / "legal", "--config", f"../{name}") == {"CORE002"}


def test_options_come_before_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "policylint.toml").write_text('select = ["CORE002"]\nfail-on = "never"\n')
    (tmp_path / "privacy.md").write_text(POLICY)
    assert codes(tmp_path, "--select", "CORE003") == {"CORE003"}
    assert run("check", ".", cwd=tmp_path).returncode == 0
    assert run("check", "--fail-on", "error", ".", cwd=tmp_path).returncode == 1


def test_rules_of_ones_own_are_found_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "policylint.toml").write_text('rules = ["ours"]\n')
    (tmp_path / "ours" / "concepts").mkdir(parents=True)
    (tmp_path / "ours" / "concepts" / "a.yaml").write_text("concepts:\n  unicorn:\n    phrases: [unicorn]\n")
    (tmp_path / "privacy.md").write_text(POLICY)
    assert run("check", ".", cwd=tmp_path).returncode == 1
    (tmp_path / "policylint.toml").write_text('rules = ["theirs"]\n')
    done = run("check", ".", cwd=tmp_path)
    assert (done.returncode, "theirs: no such folder" in done.stderr) == (2, True)


def kind_and_language(cwd: Path, *options: str) -> tuple[str, str]:
    (document,) = json.loads(run("inspect", "--format", "json", *options, ".", cwd=cwd).stdout)["documents"]
    return document["kind"], document["language"]


def test_kind_and_language_can_be_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(TERMS)
    assert kind_and_language(tmp_path) == ("terms-of-service", "en")
    page.write_text(f"---\nlang: de\npolicylint:\n  kind: imprint\n---\n{TERMS}")
    assert kind_and_language(tmp_path) == ("imprint", "de")
    page.write_text(f"+++\nlanguage = 'en_GB'\n[policylint]\nkind = 'other'\n+++\n{TERMS}")
    assert kind_and_language(tmp_path) == ("other", "en-GB")
    (tmp_path / "policylint.toml").write_text('[[documents]]\npaths = ["*.md"]\nkind = "cookie-policy"\n')
    assert kind_and_language(tmp_path) == ("cookie-policy", "en-GB")
    assert kind_and_language(tmp_path, "--kind", "privacy-policy", "--language", "fr") == ("privacy-policy", "fr")


def test_a_regional_english_is_english(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(POLICY)
    assert "DOC002" not in codes(tmp_path, "--language", "en-GB")
    assert "DOC002" in codes(tmp_path, "--language", "fr")


def test_the_last_entry_that_says_anything_decides(tmp_path: Path) -> None:
    path = tmp_path / "policylint.toml"
    path.write_text(
        '[[documents]]\npaths = ["legal/"]\nkind = "terms-of-service"\nlanguage = "en"\n'
        '[[documents]]\npaths = ["privacy*"]\nkind = "privacy-policy"\n'
    )
    config = load(path)
    assert config.hints(str(tmp_path / "legal" / "privacy.md")) == Hints("privacy-policy", "en")
    assert config.hints(str(tmp_path / "legal" / "use.md")) == Hints("terms-of-service", "en")
    assert config.hints(str(tmp_path / "readme.md")) == Hints()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select = [\n", "not TOML: "),
        ("selct = []\n", ":1: unknown key 'selct'; did you mean 'select'?"),
        ('ignore = []\nselect = "CORE"\n', ":2: select: expected `array`, got `str`"),
        ('fail-on = "fatal"\n', ":1: fail-on: invalid enum value 'fatal'"),
        (
            '\n[[documents]]\npaths = []\nkind = "privacy"\n',
            ":4: unknown kind 'privacy'; did you mean 'privacy-policy'?",
        ),
        ('[[documents]]\npath = ["x"]\n', ":2: unknown key 'path'; did you mean 'paths'?"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "policylint.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        find(tmp_path)
    assert str(caught.value).startswith(f"{path}")
    assert says in str(caught.value)


def test_a_configuration_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("check", "--config", "nowhere.toml", ".", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "policylint: nowhere.toml: cannot be read: No such file or directory\n",
    )


def test_an_unknown_kind_in_front_matter_is_told_and_the_other_files_are_linted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\npolicylint:\n  kind: privacy\n---\n{POLICY}")
    (tmp_path / "b.md").write_text(POLICY)
    done = run("check", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "policylint: a.md:3: unknown kind 'privacy' in the front matter; did you mean 'privacy-policy'?\n"
    )
    assert "b.md:1:" in done.stdout
