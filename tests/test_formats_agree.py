"""One policy in every format: the same titles, and the same things said.

A file `tests/fixtures/formats/policy.*` is enough to bring a format in.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from policylint.checks import CHECKS
from policylint.document import parse
from policylint.engine import Inspection, Linter
from policylint.readers import read, suffixes
from policylint.readers.tokens import BlockToken
from policylint.rulebook import load
from tests.helpers import outline
from tests.written import as_docx, as_pdf

FOLDER = Path(__file__).parent / "fixtures" / "formats"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in suffixes())
WRITTEN: dict[str, Callable[[Sequence[BlockToken]], bytes]] = {"policy.docx": as_docx, "policy.pdf": as_pdf}
NAMES = [*FILES, *WRITTEN]


@cache
def linter() -> Linter:
    return Linter(load(checks=frozenset(CHECKS)).rulebook)


@cache
def seen(name: str) -> Inspection:
    if name in WRITTEN:
        tokens = read("policy.md", (FOLDER / "policy.md").read_bytes()).tokens
        return linter().inspect(name, WRITTEN[name](tokens))
    return linter().inspect(name, (FOLDER / name).read_bytes())


def test_every_format_is_here() -> None:
    formats = {seen(name).document.format for name in NAMES}
    assert formats >= {"markdown", "mdx", "text", "rst", "jsx", "vue", "svelte", "astro", "docx", "pdf"}


@pytest.mark.parametrize("name", NAMES)
def test_titles(name: str) -> None:
    titles = outline(seen(name).document)
    assert len(titles) >= 13
    assert titles == outline(seen("policy.md").document)


@pytest.mark.parametrize("name", NAMES)
def test_disclosures(name: str) -> None:
    found = {(each.id, each.stance.value) for each in seen(name).disclosures}
    assert len(found) >= 20
    assert found == {(each.id, each.stance.value) for each in seen("policy.md").disclosures}


@pytest.mark.parametrize("name", NAMES)
def test_kind_and_language(name: str) -> None:
    document = seen(name).document
    assert (document.kind, document.language) == ("privacy-policy", "en")


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".text")])
def test_tables_know_their_header(name: str) -> None:
    rows = [token for token in read(name, (FOLDER / name).read_bytes()).tokens if token.kind.value == "row"]
    assert [(len(row.cells), row.header) for row in rows] == [(3, True), (3, False), (3, False)]


def test_reading_twice_gives_the_same() -> None:
    for name in FILES:
        data = (FOLDER / name).read_bytes()
        assert parse(read(name, data)) == parse(read(name, data))
