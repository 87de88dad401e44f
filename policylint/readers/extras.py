"""Extras: libraries that only some formats need. In: the name of an extra. Out: a plain error where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from policylint.errors import ReadError


@contextmanager
def extra(path: str, name: str) -> Iterator[None]:
    """Around the imports of an extra.

    Raises:
        ReadError: it is not installed; the message names the file and what to install.
    """
    try:
        yield
    except ImportError as error:
        raise ReadError(
            f"{path}: such files need an extra of policylint; install it with `pip install 'policylint[{name}]'`"
            f" (missing: {error.name})"
        ) from error
