"""The document: block tokens become a tree of sections, by a Lark grammar.

In: a `Reading`. Out: a `Document`.
"""

from policylint.document.hints import Hints
from policylint.document.parser import parse
from policylint.document.tree import Block, Document, Section

__all__ = ["Block", "Document", "Hints", "Section", "parse"]
