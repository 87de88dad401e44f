"""The hook as a project meets it: the real pre-commit installs it from this repository and runs it on a commit."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
POLICY = ROOT / "examples" / "002_4b6e06c8b8f11840.txt"


def run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """One command, with no git state of a caller that is a git hook itself."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    return subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=inherited | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def git(*arguments: str, cwd: Path) -> str:
    """Standard output of a git command that must succeed."""
    name = ("-c", "user.name=policylint", "-c", "user.email=policylint@example.org")
    done = run("git", *name, "-c", "commit.gpgsign=false", "-c", f"core.hooksPath={os.devnull}", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit_all(repo: Path) -> None:
    """Make a folder a git repository of one commit."""
    git("init", "--quiet", cwd=repo)
    git("add", "--all", cwd=repo)
    git("commit", "--quiet", "--message", "all of it", cwd=repo)


@pytest.fixture
def working_tree(tmp_path: Path) -> Path:
    """This repository as it lies in the folder, uncommitted changes and all, as a repository of one commit."""
    copy = tmp_path / "policylint"
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():  # else removed, and not yet committed so
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    commit_all(copy)
    return copy


@pytest.mark.slow
def test_the_hook_fails_a_policy_without_a_contact_address(working_tree: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(POLICY, project / "privacy-policy.txt")
    (project / "notes.txt").write_text("Not a policy by its name, and so none of the hook's business.\n")
    commit_all(project)

    hook = run(
        *(sys.executable, "-m", "pre_commit", "try-repo", working_tree, "policylint"),
        *("--all-files", "--verbose", "--color=never"),
        cwd=project,
        PRE_COMMIT_HOME=str(tmp_path / "pre-commit"),
        POLICYLINT_CACHE_DIR="",
    )

    assert hook.returncode == 1, hook.stdout + hook.stderr
    assert "exit code: 1" in hook.stdout
    assert "privacy-policy.txt:" in hook.stdout
    assert "missing-contact-address" in hook.stdout
    assert "notes.txt" not in hook.stdout


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("privacy.md", True),
        ("PRIVACY", False),
        ("PRIVACY.txt", True),
        ("docs/legal/privacy-policy.markdown", True),
        ("PrivacyPolicy.mdown", True),
        ("site/cookie_policy.text", True),
        ("cookies.md", True),
        ("cookiecutter.md", False),
        ("terms-of-service.md", True),
        ("TermsOfUse.md", True),
        ("determs.md", False),
        ("legal.md", True),
        ("illegal-moves.md", False),
        ("legal/README.md", False),
        ("gdpr-notice.txt", True),
        ("ccpa.md", True),
        ("data-protection.md", True),
        ("Datenschutzerklärung.md", True),
        ("politique-de-confidentialité.md", True),
        ("policies.md", True),
        ("docs/policylint.md", False),
        ("privacy.py", False),
        ("README.md", False),
    ],
)
def test_the_hook_takes_files_called_like_a_policy(path: str, taken: bool) -> None:
    (hook,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")

    assert bool(re.search(hook["files"], path)) is taken
