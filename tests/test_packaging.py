"""What a user installs: the sdist and the wheel carry the rulebook and the grammars, and run from any folder."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from policylint import __version__

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must succeed, where nothing points to this checkout or to an earlier run."""
    inherited = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=inherited | {"POLICYLINT_CACHE_DIR": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def data_files(folder: Path, pattern: str) -> set[str]:
    """Names under a top-level folder, relative to the root and with forward slashes."""
    return {path.relative_to(ROOT).as_posix() for path in folder.rglob(pattern)}


@pytest.mark.slow
def test_an_installed_wheel_carries_the_rulebook_and_runs_from_any_folder(tmp_path: Path) -> None:
    dist, elsewhere, venv = tmp_path / "dist", tmp_path / "elsewhere", tmp_path / "venv"
    elsewhere.mkdir()

    # Without --wheel, the wheel is made from the unpacked sdist: so the sdist is whole, too.
    run(sys.executable, "-m", "build", "--outdir", dist, ROOT, cwd=elsewhere)
    (sdist,) = dist.glob("*.tar.gz")
    (wheel,) = dist.glob("*.whl")

    rules = data_files(ROOT / "rules", "*.yaml")
    grammars = data_files(ROOT / "policylint", "*.lark")
    assert rules
    assert grammars
    with tarfile.open(sdist) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
        assert rules | grammars | {"LICENSE", "policylint/py.typed"} <= packed
    with zipfile.ZipFile(wheel) as archive_:
        packed = set(archive_.namelist())
        assert {f"policylint/{rule}" for rule in rules} | grammars | {"policylint/py.typed"} <= packed
        assert not {name for name in packed if name.startswith(("rules/", "tests/", "benchmarks/"))}

    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=elsewhere)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    run(*pip, "install", "--quiet", wheel, cwd=elsewhere)

    assert __version__ in run(scripts / "policylint", "--version", cwd=elsewhere)
    assert "missing-contact-address" in run(scripts / "policylint", "rules", cwd=elsewhere)
    where = run(scripts / "python", "-c", "import policylint; print(policylint.__file__)", cwd=elsewhere)
    assert Path(where.strip()).is_relative_to(venv)
