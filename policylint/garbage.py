"""The cyclic garbage collector, paused. In: nothing. Out: a context in which it does not run.

A document makes many small objects and no cycles; looking for cycles among them takes as long as finding what the
document says.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Nothing is collected meanwhile but what is no longer referred to; afterwards all is as it was."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
