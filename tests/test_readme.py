"""What the README shows is what the program prints."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_output_shown_is_the_real_one() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"```console\n\$ policylint (?P<call>.+)\n```\n\n```text\n(?P<output>.*?)```", readme, re.DOTALL)
    assert shown is not None
    done = subprocess.run(
        [sys.executable, "-m", "policylint", *shlex.split(shown["call"])],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout == shown["output"]
    assert done.returncode == 1


def test_links_lead_to_files() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
