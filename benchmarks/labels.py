"""Labelled sets of policies: what people found in them, and which part is kept aside.

In: a corpus folder. Out: for every document what it says and does not say, and where.

A corpus folder holds files <set>.json, each beside a folder <set>/ of documents. The file is an object: from the path
of a document, relative to the corpus folder, to

    {"present": [label, …], "absent": [label, …],
     "passages": [[first line, last line], …], "positive": {label: [passage, …]}, "ignore": {label: [passage, …]}}

present, absent: what the document says and does not say, as its annotators agree; a label in neither is left out of
that document. passages: the line ranges that were labelled, lines from 1, both ends included. positive: which of them,
by index, say the label; for a label that is not in it, no passages are scored. ignore: passages whose annotators
disagree. The last three may be missing, and other keys may be there.

A label is the id of a disclosure, or a name in `SATISFIED_BY`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path, PurePath

import msgspec

SATISFIED_BY: Mapping[str, tuple[str, ...]] = {
    "contact.any": ("contact.email", "contact.postal", "contact.phone", "contact.form"),
    "rights.access-edit-delete": ("rights.access", "rights.rectification", "rights.erasure"),
    "choice.any": (
        "choice.opt-out",
        "choice.opt-in",
        "choice.cookie-control",
        "choice.decline",
        "rights.opt-out-sale",
        "rights.withdraw-consent",
    ),
    "choice.opt-out": ("choice.opt-out", "choice.cookie-control", "rights.opt-out-sale"),
    "children.statement": ("children.statement", "children.age"),
}
"""The disclosures any of which satisfies a label; any other label is satisfied by the disclosure of its name."""

# Sets that hold the same policies, as text and as web pages: 12_example.com.md, 12_example.com.html.
_TWINS = frozenset({"opp", "opphtml"})


class Labels(msgspec.Struct, frozen=True):
    """What the annotators found in one document; the module says what the keys hold."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    passages: tuple[tuple[int, int], ...] = ()
    positive: dict[str, frozenset[int]] = {}
    ignore: dict[str, frozenset[int]] = {}


class Part(StrEnum):
    """dev: what rules may be written by. held-out: a third of the documents, which only ever measures."""

    DEV = "dev"
    HELD_OUT = "held-out"
    ALL = "all"

    def holds(self, path: str) -> bool:
        """Whether a document, <set>/<file>, belongs to this part."""
        return self is Part.ALL or self is part_of(path)


def part_of(path: str) -> Part:
    """The part of a document, by a hash of its name, so that it is the same whatever else is in the corpus."""
    file = PurePath(path)
    name = file.stem.partition("_")[0] if file.parts[0] in _TWINS else file.name
    return Part.DEV if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 else Part.HELD_OUT


def satisfied_by(label: str) -> tuple[str, ...]:
    """The disclosures any of which satisfies a label."""
    return SATISFIED_BY.get(label, (label,))


def read_corpus(folder: Path, sets: Sequence[str] = ()) -> dict[str, dict[str, Labels]]:
    """The labels of every document by its path, by set; of all sets where none is named.

    Raises:
        SystemExit: there is no such set, or a file is not of the layout.
    """
    names = sets or [path.stem for path in sorted(folder.glob("*.json")) if path.with_suffix("").is_dir()]
    if not names:
        raise SystemExit(f"{folder}: no labelled sets there, which are files <set>.json beside folders <set>/")
    return {name: _read_set(folder / f"{name}.json") for name in names}


def _read_set(path: Path) -> dict[str, Labels]:
    try:
        return dict(sorted(msgspec.json.decode(path.read_bytes(), type=dict[str, Labels]).items()))
    except (OSError, msgspec.MsgspecError) as error:
        raise SystemExit(f"{path}: {error}") from error
