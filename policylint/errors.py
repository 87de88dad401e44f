"""The errors a user can meet, each one plain line: what is wrong, where, and what to do."""

from __future__ import annotations


class PolicylintError(Exception):
    """The run, or the part of it that is named, failed. `str()` is the line for the user."""


class ReadError(PolicylintError):
    """A file that could not be read as a document."""


class UsageError(PolicylintError):
    """An option value that means nothing."""
