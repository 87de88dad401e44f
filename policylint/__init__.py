"""policylint: the compliance linter for policy documents.

The Python API is `policylint.engine.Linter`; the command line is `policylint.cli`.
"""

__version__ = "0.1.0"
