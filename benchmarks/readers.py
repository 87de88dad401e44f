"""How fast each reader is: the policy of tests/fixtures/formats over and over, in every format.

    python -m benchmarks.readers [TIMES]

Prints megabytes a second of the file, and what is more telling for formats that compress, of the text in it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path, PurePath

from policylint.readers import read
from tests.written import as_docx, as_pdf

FOLDER = Path(__file__).parents[1] / "tests" / "fixtures" / "formats"
AROUND = {
    ".jsx": ("const page = <div>\n", "</div>;\n"),
    ".tsx": ("const page: JSX.Element = <div>\n", "</div>;\n"),
    ".vue": ("<template>\n", "</template>\n"),
}


def repeated(path: Path, times: int) -> bytes:
    """The policy many times in one file of its format."""
    text = path.read_text("utf-8")
    before, behind = AROUND.get(path.suffix, ("", ""))
    if before:
        start, end = text.find("<main"), text.rfind("</main>")
        if start < 0:
            start, end = text.find("<h1>"), text.rfind("{/*")
        if start < 0:
            start, end = text.find("<Heading"), text.rfind("</Page>")
        inside = text[start:end] + ("</main>\n" if text.startswith("<main", start) else "\n")
        return (before + inside * times + behind).encode()
    return (text * times).encode()


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    files = {path.name: repeated(path, times) for path in sorted(FOLDER.iterdir())}
    tokens = read("policy.md", (FOLDER / "policy.md").read_bytes()).tokens
    files["policy.docx"] = as_docx(tokens * max(1, times // 10))
    files["policy.pdf"] = as_pdf(tokens * max(1, times // 10))
    for name, data in files.items():
        read(name, data[:0] if PurePath(name).suffix not in (".docx", ".pdf") else data)
        started = time.perf_counter()
        reading = read(name, data)
        took = time.perf_counter() - started
        shown = sum(len(token.text.text) for token in reading.tokens)
        print(f"{name:14} {len(data) / took / 1e6:6.2f} MB/s of file {shown / took / 1e6:6.2f} MB/s of text")


if __name__ == "__main__":
    main()
